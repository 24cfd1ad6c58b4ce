"""Documents made of hostile text, through the whole pipeline: only what templates wrote comes out.

A seventh of them is formatted and written as well, which takes longer and tells less: a formatter may hide something.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from emitted import check_package
from hostile import FUZZING, examples
from hostile_documents import documents
from hypothesis import given
from pipeline_runs import EndlessError, bounded, check_findings, check_written, emitted

from sdkwright.diagnostics import Collector
from sdkwright.reading import Inputs

PARTS = 10 if FUZZING else 1
"""Workers share the documents, 2,000 in all in `make fuzz`."""


@pytest.mark.parametrize("part", range(PARTS))
@examples(8, 200, shrink=False)
@given(tree=documents())
def test_nothing_but_templates_writes_code(part: int, tree: dict[str, Any]) -> None:
    text = json.dumps(tree, indent=1, ensure_ascii=False)
    try:
        with bounded():
            check(text)
    except (EndlessError, MemoryError) as error:
        raise AssertionError(f"{error!r}: {text}") from error


def documentation(text: str) -> frozenset[str]:
    """The link to the API's documentation that a document gives (OpenAPI 3.1 §4.8.11)."""
    given = json.loads(text).get("externalDocs")
    url = given.get("url") if isinstance(given, dict) else None
    return frozenset({url} if isinstance(url, str) else ())


def check(text: str) -> None:
    """Run everything on the text of a document."""
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "openapi.json"
        spec.write_text(text, encoding="utf-8")
        diagnostics = Collector()
        files = emitted(spec, diagnostics)
        check_findings(diagnostics, spec)
        assert len(files) > 80
        check_package(files, links=documentation(text))
        if zlib.crc32(text.encode()) % 7 == 0:
            check_written(Inputs(spec=spec), files)
        assert [path.name for path in Path(folder).iterdir()] == ["openapi.json"]
