"""What is wrong with a document is said once, at the place that a maintainer must mend."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from broken_configs import BROKEN_CONFIGS, DOCUMENT
from broken_documents import BROKEN, HEAD, OK, PATHS

from sdkwright import pipeline
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.diagnostics.fold import fold
from sdkwright.source.json_text import parse_json

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
    "GraphQL": (b"type Query { hello: String }\n", "GraphQL"),
    "GraphQL with a description": (
        b'"""Pets: all of them."""\ntype Query {\n  pets(first: Int): [Pet]\n}\n',
        "GraphQL",
    ),
    "HTML": (b"<!DOCTYPE html>\n<html><body>404</body></html>\n", "page"),
    "HTML that is no YAML": (b"<html>\n\t<style>a: b: c</style>\n</html>\n", "page"),
    "XML": (b"<?xml version='1.0'?>\n<application/>\n", "JSON or YAML"),
    "a compressed file": (gzip.compress(b"openapi: 3.1.0\n"), "unpack"),
    "a pointer of Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"),
    "RAML": (b"#%RAML 1.0\ntitle: Pets\n", "convert"),
    "API Blueprint": (b"FORMAT: 1A\n\n# Pets\n", "convert"),
    "Protocol Buffers": (b'syntax = "proto3";\npackage pets;\n', "gRPC"),
    "TypeSpec": (b'import "@typespec/http";\n', "compile"),
    "JSONP": (b'callback({"openapi": "3.1.0"})', "parentheses"),
    "typographic quotes": ("{\u201copenapi\u201d: 1}".encode(), "in their place"),
    "an Insomnia export": (b'{"_type": "export", "__export_format": 4, "resources": []}', "Insomnia"),
    "recorded traffic": (b'{"log": {"entries": []}}', "HAR"),
    "a JSON Schema": (b'{"$schema": "x", "type": "object"}', "JSON Schema"),
    "an answer with an error": (b'{"message": "Not Found"}', "error"),
    "bytes": (bytes(range(256)) * 4, ""),
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


TWO_MISTAKES = {"dup key", "dup path", "oneOf strings", "op security nothing", "tags string", "misspelt field"}
TWO_MISTAKES |= {"body on get no content", "body string", "body that is a schema"}
"""Documents with a second mistake: a key that stands twice, a path parameter that is not declared."""


@pytest.mark.parametrize("name", [name for name in BROKEN if name not in TWO_MISTAKES])
def test_one_mistake_is_one_finding(name: str, tmp_path: Path) -> None:
    text = BROKEN[name][0].replace(MARK, "")
    found = findings(tmp_path, text.encode())
    if "servers:" not in text:
        found = [each for each in found if each.rule.code != "Config/NoServerUrl"]
    assert len(found) == 1, [(each.rule.code, each.message) for each in found]


HINTS = {
    "name in another case": "`#/components/schemas/Pet`",
    "name at the old place": "`#/components/schemas/Pet`",
    "server without a scheme": "`https://pets.test/v1`",
    "path of a framework": "`{id}`",
    "path that is an address": "`/pets`",
    "body as a parameter": "`requestBody",
    "version float": "`openapi: '3.1.0'`",
    "operation without a method": "under its method",
    "answer as Swagger has it": "`content: {application/json: {schema: ...}}`",
    "body as a schema alone": "`content: {application/json: {schema: ...}}`",
    "content as a schema": "under `schema`",
    "tags without spaces": "`- first`",
    "no-break spaces": "plain spaces",
    "whole query": "`in: query`",
}


@pytest.mark.parametrize("name", HINTS)
def test_a_hint_says_what_to_write(name: str, tmp_path: Path) -> None:
    (found,) = [
        each
        for each in findings(tmp_path, BROKEN[name][0].replace(MARK, "").encode())
        if each.rule.code == BROKEN[name][1]
    ]
    assert HINTS[name] in (found.hint or "")


NOT_JSON = {
    '{"a": {"b": 1}': ((1, 15), "cut off"),
    '{"a": 1,}': ((1, 9), "delete the comma"),
    '{"a": [1,]}': ((1, 10), "delete the comma"),
    '{"a": 1 // one\n}': ((1, 9), "delete the comment"),
    "{'a': 1}": ((1, 2), 'write `"`'),
    '{"a": 1}\n{"a": 2}': ((2, 1), "one document"),
    '{"a": 1\n "b": 2}': ((2, 2), "at the place shown"),
    '{"a": "b\n': ((1, 7), "close the string"),
}


@pytest.mark.parametrize("text", NOT_JSON)
def test_what_is_no_json_is_told_in_words_of_json(text: str) -> None:
    place, hint = NOT_JSON[text]
    found = Collector()
    parse_json(text, "openapi.json", found)
    (only,) = found
    assert only.location is not None
    assert (only.location.line, only.location.column) == place
    assert hint in (only.hint or "")


def test_references_to_one_missing_schema_are_one_finding(tmp_path: Path) -> None:
    properties = ", ".join(f"p{n}: {{$ref: '#/components/schemas/Gone'}}" for n in range(30))
    text = f"{HEAD}{PATHS}components: {{schemas: {{Pet: {{type: object, properties: {{{properties}}}}}}}}}\n"
    (found,) = findings(tmp_path, text.encode())
    assert "29 more places" in found.message


def test_a_mistake_that_is_everywhere_is_not_told_everywhere(tmp_path: Path) -> None:
    paths = "".join(
        f"  /p{n}: {{get: {{operationId: o{n}, parameters: [{{name: a, in: query}}], {OK}}}}}\n" for n in range(99)
    )
    found = findings(tmp_path, f"{HEAD}paths:\n{paths}".encode())
    assert [each.rule.code for each in found] == ["Document/Invalid"] * 3
    assert found[-1].message.endswith("(and in 96 more places)")
