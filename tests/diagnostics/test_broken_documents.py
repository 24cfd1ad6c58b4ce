"""What is wrong with a document is said once, at the place that a maintainer must mend."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from broken_configs import BROKEN_CONFIGS, DOCUMENT
from broken_documents import BROKEN, HEAD, OK, PATHS

from sdkwright import pipeline
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.diagnostics.fold import fold

MARK = "§"


def findings(folder: Path, data: bytes, *, config: Path | None = None) -> list[Diagnostic]:
    """What there is to say about a document, and the config that goes with it, up to the model."""
    spec = folder / "openapi.yaml"
    spec.write_bytes(data)
    diagnostics = Collector()
    pipeline.understand(pipeline.Inputs(spec=spec, config=config), diagnostics, lambda _: None)
    fold(diagnostics)
    return diagnostics.found


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_shown_where_it_is_broken(name: str, tmp_path: Path) -> None:
    marked, code = BROKEN[name]
    check_place(findings(tmp_path, marked.replace(MARK, "").encode()), marked, code)


@pytest.mark.parametrize("name", BROKEN_CONFIGS)
def test_a_broken_config_is_shown_where_it_is_broken(name: str, tmp_path: Path) -> None:
    marked, code = BROKEN_CONFIGS[name]
    config = tmp_path / "stainless.yml"
    config.write_text(marked.replace(MARK, ""))
    found = findings(tmp_path, DOCUMENT.encode(), config=config)
    check_place([each for each in found if each.location and each.location.file == str(config)], marked, code)


def check_place(found: list[Diagnostic], marked: str, code: str) -> None:
    """The finding is there, once, and points at the mark."""
    before = marked[: marked.index(MARK)]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    here = [each for each in found if each.location and (each.location.line, each.location.column) == place]
    assert Counter(each.rule.code for each in here)[code] == 1, [(each.rule.code, each.location) for each in found]


NOT_DOCUMENTS = {
    "an AsyncAPI document": (b"asyncapi: 2.6.0\ninfo: {title: x}\nchannels: {}\n", "AsyncAPI"),
    "a Postman collection": (b'{"info": {"_postman_id": "x"}, "item": []}', "Postman"),
    "a config": (b"organization: {name: x}\nresources: {}\n", "--config"),
    "an overlay": (b"overlay: 1.0.0\nactions: []\n", "--overlay"),
    "GraphQL": (b"type Query { hello: String }\n", ""),
    "HTML": (b"<!DOCTYPE html>\n<html><body>404</body></html>\n", ""),
}


@pytest.mark.parametrize("name", NOT_DOCUMENTS)
def test_another_kind_of_file_is_refused_and_named(name: str, tmp_path: Path) -> None:
    data, hint = NOT_DOCUMENTS[name]
    (found,) = findings(tmp_path, data)
    assert found.rule.code == "Document/NotADocument"
    assert hint in (found.hint or "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    assert findings(tmp_path, (HEAD + PATHS).encode(encoding)) == []


def test_a_mistake_that_is_everywhere_is_not_told_everywhere(tmp_path: Path) -> None:
    paths = "".join(
        f"  /p{n}: {{get: {{operationId: o{n}, parameters: [{{name: a, in: query}}], {OK}}}}}\n" for n in range(99)
    )
    found = findings(tmp_path, f"{HEAD}paths:\n{paths}".encode())
    assert [each.rule.code for each in found] == ["Document/Invalid"] * 3
    assert found[-1].message.endswith("(and in 96 more places)")
