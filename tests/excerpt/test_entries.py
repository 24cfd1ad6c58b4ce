"""Entries of a document, and what refers to which."""

from __future__ import annotations

from typing import Any

import pytest

from sdkwright.excerpt.entries import entries, entries_of, entry_of, frame_of, replaced, same, with_entries

TREE: dict[str, Any] = {
    "openapi": "3.1.0",
    "tags": [{"name": "a"}],
    "paths": {
        "/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/Ok"}}}},
        "/b/{c}": {"$ref": "#/paths/~1a"},
    },
    "webhooks": {"sent": {"post": {"requestBody": {"$ref": "#/components/requestBodies/Sent/content"}}}},
    "components": {
        "securitySchemes": {"key": {"type": "http"}},
        "x-own": ["#/components/schemas/Cat"],
        "responses": {"Ok": {"content": {"a/b": {"schema": {"$ref": "#/components/schemas/Pet"}}}}},
        "requestBodies": {"Sent": {"content": {}}},
        "schemas": {
            "Pet": {"discriminator": {"mapping": {"dog": "Dog", "cat": "#/components/schemas/Cat"}}},
            "Dog": {"x-like": {"schemas": ["#/components/schemas/Name%20d~1x"]}},
            "Cat": {"$recursiveRef": "#", "properties": {"$ref": {"type": "string"}}},
            "Name d/x": {"type": "string"},
        },
    },
}  # fmt: skip


def test_entries_are_named_by_their_pointers() -> None:
    assert [name for name, _ in entries(TREE)] == [
        "#/paths/~1a",
        "#/paths/~1b~1{c}",
        "#/webhooks/sent",
        "#/components/responses/Ok",
        "#/components/requestBodies/Sent",
        "#/components/schemas/Pet",
        "#/components/schemas/Dog",
        "#/components/schemas/Cat",
        "#/components/schemas/Name d~1x",
    ]


def test_whatever_may_be_a_reference_counts() -> None:
    found = entries_of(TREE)
    assert found is not None
    assert {name: targets for name, targets in found.references.items() if targets} == {
        "#/paths/~1a": {"#/components/responses/Ok"},
        "#/paths/~1b~1{c}": {"#/paths/~1a"},
        "#/webhooks/sent": {"#/components/requestBodies/Sent"},
        "#/components/responses/Ok": {"#/components/schemas/Pet"},
        "#/components/schemas/Pet": {
            "#/components/schemas/Cat",
            "#/components/schemas/Dog",
            "#/components/schemas/#~1components~1schemas~1Cat",
        },
        "#/components/schemas/Dog": {"#/components/schemas/Name d~1x"},
    }
    assert found.of_frame == {"#/components/schemas/Cat"}


@pytest.mark.parametrize(
    "value",
    [
        {"$ref": "other.yml#/A"},
        {"$ref": "Dog"},
        {"$ref": "#name"},
        {"allOf": [{"$ref": "https://a.example/b"}]},
        {"$id": "https://a.example"},
        {"$anchor": "here"},
        {"$dynamicAnchor": "here"},
        {"x-stainless-model": "pets.dog"},
        {"get": {"x-stainless-method": "pets.list"}},
    ],
)
def test_where_a_pointer_does_not_tell_nobody_does(value: Any) -> None:
    assert entries_of(replaced(TREE, {"#/components/schemas/Dog": value})) is None
    assert entries_of({**TREE, "x-more": value}) is None


@pytest.mark.parametrize(
    ("pointer", "entry"),
    [
        ("#/components/schemas/A/properties/b", "#/components/schemas/A"),
        ("#/components/securitySchemes/key", None),
        ("#/components/schemas", None),
        ("#/paths/~1a~1{b}/get", "#/paths/~1a~1{b}"),
        ("#/paths/~1a~1%7Bb%7D/get", "#/paths/~1a~1{b}"),
        ("#/definitions/A/properties", "#/definitions/A"),
        ("#/info/title", None),
        ("#", None),
        ("", None),
    ],
)
def test_a_pointer_leads_into_an_entry_or_the_frame(pointer: str, entry: str | None) -> None:
    assert entry_of(pointer) == entry


def test_an_excerpt_has_the_frame_and_what_was_chosen() -> None:
    names = [name for name, _ in entries(TREE)]
    assert with_entries(TREE, set(names)) == TREE
    assert same(with_entries(TREE, set(names)), TREE)
    assert with_entries(TREE, set()) == frame_of(TREE)
    found = with_entries(TREE, {names[1], names[-1]})
    assert [name for name, _ in entries(found)] == [names[1], names[-1]]
    assert same(frame_of(found), frame_of(TREE))


def test_an_entry_is_replaced_and_nothing_else() -> None:
    name = "#/components/schemas/Name d~1x"
    made = replaced(TREE, {name: {"type": "integer"}, "#/paths/~1a": {}})
    assert dict(entries(made)) == {**dict(entries(TREE)), name: {"type": "integer"}, "#/paths/~1a": {}}
    assert TREE["components"]["schemas"]["Name d/x"] == {"type": "string"}
    assert list(made["components"]) == list(TREE["components"])  # type: ignore[arg-type]


def test_the_order_of_members_tells_values_apart() -> None:
    assert same({"a": 1, "b": [2]}, {"a": 1, "b": [2]})
    assert not same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not same({"a": 1}, {"a": True})
    assert not same({"a": 1}, {"a": 1.0})
