"""Documents that once broke something; each is the smallest that did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from emitted import check_package
from pipeline_runs import check_findings, emitted

from sdkwright.diagnostics import Collector

OK = {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
PET = {"type": "object", "properties": {"id": {"type": "string"}}}


def document(paths: dict[str, Any] | None = None, **schemas: Any) -> dict[str, Any]:
    """A document with these paths and schemas, and a pet."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://pets.test"}],
        "paths": paths or {"/pets": {"get": {"operationId": "listPets", "responses": OK}}},
        "components": {"schemas": {"Pet": PET, **schemas}},
    }


def posting(schema: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    """A document whose only operation sends a schema and gets it back."""
    content = {"content": {"application/json": {"schema": schema}}}
    responses = {"200": {"description": "", **content}}
    return document({"/pets": {"post": {"requestBody": content, "responses": responses}}}, **schemas)


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


LONG = "x" * 300
CASES: dict[str, dict[str, Any]] = {
    "a component of 300 letters": posting(reference(LONG), **{LONG: PET}),
    "two components of 300 letters that begin alike": posting(
        {"type": "object", "properties": {"a": reference(f"{LONG}a"), "b": reference(f"{LONG}b")}},
        **{f"{LONG}a": PET, f"{LONG}b": PET},
    ),
    "a path of 5,000 letters": document({f"/{'y' * 5000}/{{{LONG}}}": {"get": {"responses": OK}}}),
    "a title of 5,000 letters": {**document(), "info": {"title": "z" * 5000, "version": "1"}},
    "a reference to a file of 5,000 letters": posting({"$ref": "w" * 5000}),
    "a description that is a backslash": posting(
        {"type": "object", "description": "\\", "properties": {"a": {"type": "string", "description": "\\"}}}
    ),
    "a union that is a variant of itself": posting(
        reference("Tree"),
        Tree={"oneOf": [reference("Tree"), {"type": "string"}], "example": {"a": 1}, "default": {"a": 1}},
    ),
    "a webhook and a body whose variants are named like keywords": posting(
        {
            "oneOf": [
                {"title": "None", "type": "object", "properties": {"a": {"type": "string"}}},
                {"title": "3", "type": "object", "properties": {"b": {"type": "string"}}},
                {"title": "é", "type": "object", "properties": {"c": {"type": "string"}}},
            ]
        }
    ),
    "a path with a bar and a tag": document({"/<img src=x onerror=pwned()>/{| pwned}": {"get": {"responses": OK}}}),
    "keys that are keywords, with limits": posting(
        {
            "type": "object",
            "properties": {
                "from": {"type": "string", "maxLength": 5, "deprecated": True},
                "class": {"type": "object", "properties": {"import": {"type": "integer", "maximum": 5}}},
            },
        }
    ),
    "a list whose name begins with a digit": posting(
        reference("3ds_attempts"),
        **{"3ds_attempts": {"type": "array", "items": {"oneOf": [PET, {"type": "object", "required": ["b"]}]}}},
    ),
    "a map whose name begins with a digit": posting(
        reference("A"),
        A={"allOf": [{"x-stainless-naming": "1x", "type": "object", "additionalProperties": {"anyOf": [PET, PET]}}]},
    ),
    "a resource named builtins, beside a method named list": document(
        {
            "/builtins": {
                "patch": {"operationId": "update", "responses": OK},
                "get": {
                    "operationId": "list",
                    "parameters": [
                        {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
                    ],
                    "responses": OK,
                },
            }
        }
    ),
    "a contact that is no address": {
        **document(),
        "info": {"title": "Pets", "version": "1", "contact": {"email": "\U00099ddd <script>x</script>@pets.test"}},
    },
    "HTML and a bar in a default": posting(
        {"type": "object", "properties": {"a": {"type": "array", "items": {}, "default": ["<img src=x>", "a | b"]}}}
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_document_that_once_broke(name: str, tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(CASES[name], indent=1), encoding="utf-8")
    check(spec)


def check(spec: Path) -> list[str]:
    """The codes of a document's findings; everything else about it is in order."""
    diagnostics = Collector()
    files = emitted(spec, diagnostics)
    check_findings(diagnostics, spec)
    check_package(files)
    return [finding.rule.code for finding in diagnostics]


def test_an_integer_that_python_does_not_print(tmp_path: Path) -> None:
    """YAML has hexadecimal integers, which Python reads at any length, but does not print beyond 4300 digits."""
    spec = tmp_path / "openapi.yaml"
    number = "0x" + "F" * 10_000
    schema = {"type": "integer", "enum": ["NUMBER"], "default": "NUMBER"}
    spec.write_text(json.dumps(posting(schema), indent=1).replace('"NUMBER"', number))
    assert "Source/NumberNotFinite" in check(spec)
