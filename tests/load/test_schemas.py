"""Schemas of OpenAPI 3.0 come out as JSON Schema 2020-12."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

A = {"$ref": "#/components/schemas/A"}
NULL = {"type": "null"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{type: string, nullable: true}", {"type": ["string", "null"]}),
        ("{type: string, nullable: false}", {"type": "string"}),
        ("{type: string, enum: [a], nullable: true}", {"type": ["string", "null"], "enum": ["a", None]}),
        ("{type: string, enum: [a, null], nullable: true}", {"type": ["string", "null"], "enum": ["a", None]}),
        ("{enum: [a], nullable: true}", {"enum": ["a", None]}),
        ("{nullable: true, title: T}", {"title": "T", "nullable": True}),
        ("{type: [string, 'null'], nullable: true}", {"type": ["string", "null"]}),
        ("{$ref: '#/components/schemas/A', nullable: true}", {"anyOf": [A, NULL]}),
        (
            "{$ref: '#/components/schemas/A', nullable: true, description: D, x-stainless-skip: true}",
            {"description": "D", "x-stainless-skip": True, "anyOf": [A, NULL]},
        ),
        ("{allOf: [{$ref: '#/components/schemas/A'}], nullable: true}", {"anyOf": [A, NULL]}),
        (
            "{allOf: [{$ref: '#/components/schemas/A'}, {type: object}], nullable: true, title: T}",
            {"title": "T", "anyOf": [{"allOf": [A, {"type": "object"}]}, NULL]},
        ),
        (
            "{type: object, allOf: [{$ref: '#/components/schemas/A'}], nullable: true}",
            {"anyOf": [{"type": "object", "allOf": [A]}, NULL]},
        ),
        (
            "{type: array, items: {type: string}, enum: [a, b]}",
            {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        ),
        (
            "{type: array, items: {type: string}, enum: [[a], [b]]}",
            {"type": "array", "items": {"type": "string"}, "enum": [["a"], ["b"]]},
        ),
        (
            "{type: array, items: {type: string, enum: [a]}, enum: [b]}",
            {"type": "array", "items": {"type": "string", "enum": ["a"]}},
        ),
        ("{oneOf: [{type: string}], nullable: true}", {"oneOf": [{"type": "string"}, NULL]}),
        ("{anyOf: [{type: string}, {type: 'null'}], nullable: true}", {"anyOf": [{"type": "string"}, NULL]}),
        ("{anyOf: [{type: string, nullable: true}]}", {"anyOf": [{"type": ["string", "null"]}]}),
        ("{minimum: 1, exclusiveMinimum: true}", {"exclusiveMinimum": 1}),
        ("{minimum: 1, exclusiveMinimum: false}", {"minimum": 1}),
        ("{exclusiveMaximum: true}", {}),
        ("{exclusiveMaximum: 7}", {"exclusiveMaximum": 7}),
        ("{type: string, example: x}", {"type": "string", "example": "x", "examples": ["x"]}),
        ("{type: string, format: byte}", {"type": "string", "format": "byte"}),
        ("{type: string, format: binary}", {"type": "string", "format": "binary"}),
        ("{type: file}", {"type": "string", "format": "binary"}),
        ("{items: [{type: string}]}", {"prefixItems": [{"type": "string"}]}),
        ("{discriminator: kind}", {"discriminator": {"propertyName": "kind"}}),
        (
            "{properties: {nullable: {type: string, nullable: true}, example: {type: string}}}",
            {"properties": {"nullable": {"type": ["string", "null"]}, "example": {"type": "string"}}},
        ),
        ("{example: {nullable: true, type: string}}", None),
        ("{default: {nullable: true, type: string}}", {"default": {"nullable": True, "type": "string"}}),
        ("{not: {nullable: true, type: string}}", {"not": {"type": ["string", "null"]}}),
        (
            "{additionalProperties: {nullable: true, type: string}}",
            {"additionalProperties": {"type": ["string", "null"]}},
        ),
        ("{additionalProperties: false}", {"additionalProperties": False}),
        ("true", True),
    ],
)
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_schemas(load, version: str, written: str, expected: Any) -> None:
    loaded = load(f"openapi: {version}\ncomponents:\n  schemas:\n    A: {{}}\n    S: {written}\n")
    if expected is None:
        data = yaml.safe_load(written)["example"]
        expected = {"example": data, "examples": [data]}
    assert loaded.at("#/components/schemas/S") == expected
    assert loaded.codes == []


def test_a_schema_that_several_places_refer_to_is_upgraded_once(load) -> None:
    loaded = load(
        """\
        openapi: 3.0.0
        components:
          schemas:
            N: {allOf: [{type: object}, {type: object}], nullable: true}
            B: {$ref: '#/components/schemas/N'}
            C: {$ref: '#/components/schemas/N/allOf/0'}
        """
    )
    assert loaded.at("#/components/schemas/N") == {"anyOf": [{"allOf": [{"type": "object"}] * 2}, NULL]}
    assert loaded.at("#/components/schemas/B") == {"$ref": "#/components/schemas/N"}
    assert loaded.at("#/components/schemas/C") == {"$ref": "#/components/schemas/N/anyOf/0/allOf/0"}
    assert loaded.line("#/components/schemas/N/anyOf/0/allOf/1") == 4


def test_schemas_everywhere_are_reached(load) -> None:
    schema = "{type: string, nullable: true}"
    loaded = load(
        f"""\
        openapi: 3.0.0
        paths:
          /x:
            parameters: [{{name: a, in: query, schema: {schema}}}]
            post:
              parameters: [{{name: b, in: query, content: {{application/json: {{schema: {schema}}}}}}}]
              requestBody:
                content: {{a/b: {{schema: {schema}, encoding: {{c: {{headers: {{D: {{schema: {schema}}}}}}}}}}}}}
              responses:
                default: {{headers: {{E: {{schema: {schema}}}}}, content: {{a/b: {{schema: {schema}}}}}}}
              callbacks:
                done: {{'{{$url}}': {{post: {{requestBody: {{content: {{a/b: {{schema: {schema}}}}}}}}}}}}}
        """
    )
    text = str(loaded.document.tree)
    assert "nullable" not in text
    assert text.count("['string', 'null']") == 7


UNTYPED_PARTS = """\
    openapi: {version}
    paths:
      /x:
        post:
          requestBody:
            content:
              multipart/form-data:
                schema: {{$ref: '#/components/schemas/Upload'}}
                encoding: {{data: {{contentType: application/json}}, image: {{contentType: image/png}}}}
    components:
      schemas:
        Upload:
          type: object
          properties:
            file: {{description: D}}
            files: {{type: array, items: {{}}}}
            data: {{}}
            image: {{}}
            name: {{type: string}}
            any: true
    """


def test_parts_without_a_type_are_files(load) -> None:
    """OpenAPI 3.1 §4.8.15.1.1: the content type of a part without a type is `application/octet-stream`."""
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    assert load(UNTYPED_PARTS.format(version="3.1.0")).at("#/components/schemas/Upload/properties") == {
        "file": {"description": "D", **file},
        "files": {"type": "array", "items": file},
        "data": {},
        "image": file,
        "name": {"type": "string"},
        "any": True,
    }


def test_parts_without_a_type_are_anything_before_3_1(load) -> None:
    properties = load(UNTYPED_PARTS.format(version="3.0.3")).at("#/components/schemas/Upload/properties")
    assert properties["file"] == {"description": "D"}
