"""Lists of values stay where something may compare them, and stand aside everywhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from sdkwright.diagnostics import Collector
from sdkwright.load.document import JsonObject, JsonValue
from sdkwright.load.load import load_document
from sdkwright.prose.aside import Asked, set_aside
from sdkwright.prose.values import with_values

ONE = ("open", "sent", "paid")
OTHER = ("lost", "sent")
ALONE = """
Root: {properties: {state: {type: string, enum: [open, sent, paid]}, kind: {type: string, enum: [lost, sent]}}}
"""
APART = """
Root: {oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}
A: {properties: {state: {type: string, enum: [open, sent, paid]}}}
B: {properties: {state: {type: string, enum: [lost, sent]}}}
"""
TEXT = APART.replace("enum: [lost, sent]}}", "}}")
LISTED = "{type: string, enum: [lost, sent]}"
ITEMS = """
Root: {allOf: [{properties: {rows: {items: {$ref: "#/components/schemas/A"}}}}, {properties: {rows: {items: INNER}}}]}
A: {type: string, enum: [open, sent, paid]}
"""
TYPE = "Root: {anyOf: [{type: string, enum: [lost, sent]}, {type: string, enum: [open, sent, paid]}]}"
BASE = """
Root: {$ref: "#/components/schemas/A"}
A: {discriminator: {propertyName: state}, properties: {state: {type: string, enum: [open, sent, paid]}}}
"""


def aside(operation: JsonObject, schemas: JsonValue, folder: Path, asked: Asked) -> tuple[tuple[str, ...], ...]:
    """The lists that are set aside of a document with one operation."""
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/orders": {"post": operation}},
        "components": {"schemas": schemas},
    }
    (folder / "openapi.json").write_text(json.dumps(tree), encoding="utf-8")
    document = load_document(folder / "openapi.json", diagnostics=Collector())
    assert document is not None
    return set_aside(document, asked).told.lists


def answered(schemas: str, folder: Path, asked: Asked | None = None) -> tuple[tuple[str, ...], ...]:
    """The same, of an operation that answers with the schema `Root`, which is no body."""
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Root"}}
    answer = {"description": "ok", "content": {"application/json": {"schema": rows}}}
    return aside({"responses": {"200": answer}}, yaml.safe_load(schemas), folder, asked or Asked())


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        pytest.param(ALONE, (ONE, OTHER), id="which nothing compares"),
        pytest.param(ALONE.replace("lost", "open"), (ONE, ("open", "sent")), id="with the same first value"),
        pytest.param(ALONE.replace("lost, sent", "open, sent, paid"), (ONE,), id="that are the same"),
        pytest.param(ALONE.replace("lost, sent", "lost, sent, 1"), (ONE,), id="with what is no text"),
        pytest.param(ALONE.replace("lost, sent", "lost, 'it''s'"), (ONE,), id="that are not plain"),
        pytest.param(ALONE.replace("lost, sent", "lost"), (ONE,), id="of one value"),
        pytest.param(ALONE.replace("lost, sent", "lost, lost"), (ONE,), id="of the same values"),
        pytest.param(ALONE.replace("kind: {type: string,", "kind: {"), (ONE,), id="without a type"),
        pytest.param(APART, (ONE, OTHER), id="of which neither has the first value of the other"),
        pytest.param(APART.replace("lost", "paid"), (), id="of which one has the first value of the other"),
        pytest.param(APART.replace(LISTED, "{const: paid}"), (), id="of which one has the constant of the other"),
        pytest.param(TEXT, (ONE,), id="beside a text that is none of them"),
        pytest.param(TEXT.replace("paid", "state"), (), id="beside a text, which may be the name of its property"),
        pytest.param(TEXT.replace("paid", "stri"), (), id="beside a text without a name"),
        pytest.param(APART.replace(LISTED, "{type: string, example: x}"), (), id="beside a text with an example"),
        pytest.param(APART.replace(LISTED + "}", LISTED + "}, example: {state: paid}"), (), id="beside an example"),
        pytest.param(
            APART.replace(LISTED + "}", LISTED + "}, example: {kind: paid}"),
            (ONE, OTHER),
            id="beside an example of something else",
        ),
        pytest.param(APART.replace("]}\nA", "], discriminator: {propertyName: state}}\nA"), (), id="that tell"),
        pytest.param(
            APART.replace("]}\nA", "], discriminator: {propertyName: kind}}\nA"), (ONE, OTHER), id="beside what tells"
        ),
        pytest.param(BASE, (), id="of a base, which tell what extends it"),
        pytest.param(BASE.replace("Name: state", "Name: kind"), (ONE,), id="of a base, beside what tells"),
        pytest.param(APART.replace("oneOf", "allOf"), (), id="of parts of one schema"),
        pytest.param(
            APART.replace("oneOf", "allOf").replace("B: {properties: {state", "B: {properties: {kind"),
            (ONE, OTHER),
            id="of different properties of one schema",
        ),
        pytest.param(ITEMS.replace("INNER", LISTED), (), id="of the same items"),
        pytest.param(ITEMS.replace("INNER", "{type: string}"), (), id="that narrow a text"),
        pytest.param(TYPE, (), id="that make one type and have a value in common"),
        pytest.param(TYPE.replace("lost, sent", "lost, gone"), (("lost", "gone"), ONE), id="that make one type"),
        pytest.param(TYPE.replace(", enum: [lost, sent]", ""), (ONE,), id="beside any text in one type"),
        pytest.param("Root: {type: string, enum: [open, other-values-00000]}", (), id="written as names are"),
    ],
)
def test_values(schemas: str, expected: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    assert answered(schemas, tmp_path) == expected


def test_what_a_config_asks_for_stays(tmp_path: Path) -> None:
    assert answered(ALONE, tmp_path, Asked(properties=frozenset({"kind"}))) == (ONE,)
    assert answered(APART, tmp_path, Asked(values=({"a": ["x", {"state": "paid"}]},))) == ()
    assert answered(APART, tmp_path, Asked(values=({"kind": "paid"},))) == (ONE, OTHER)


@pytest.mark.parametrize(("values", "expected"), [(OTHER, ()), (("lost", "gone"), (ONE, ("lost", "gone")))])
def test_a_method_takes_the_values_of_all_variants_of_its_body(
    values: tuple[str, ...], expected: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    schemas = yaml.safe_load(APART.replace("lost, sent", ", ".join(values)))
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}}
    operation = {"requestBody": body, "responses": {"200": {"description": "ok"}}}
    assert aside(operation, schemas, tmp_path, Asked()) == expected


@pytest.mark.parametrize("between", ['", "', "`, `", "', '", " | ", "\n  - "])
def test_values_come_back_wherever_they_are_listed(between: str) -> None:
    text = f"<{between}a{between}other-values-00001{between}z>"
    assert with_values(text, [(), ("a", "b", "c d")]) == f"<{between}a{between}b{between}c d{between}z>"


@pytest.mark.parametrize("number", ["00001", "99999", "7", "", "\u0663" * 5])
def test_what_is_the_name_of_no_list_stays(number: str) -> None:
    """A config may say what it likes."""
    text = f'"a", "other-values-{number}"'
    assert with_values(text, [("a", "b")]) == text


def test_a_name_that_does_not_follow_the_first_value_stays() -> None:
    text = '"b", "other-values-00000" "a" x "other-values-00000"'
    assert with_values(text, [("a", "b")]) == text
