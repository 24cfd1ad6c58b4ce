"""JSONPath: the standard's own examples, and what configs write in JSONPath-plus."""

from __future__ import annotations

from typing import Any

import pytest

from sdkwright.jsonpath import JsonPathError, Semantics, find, parse

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/v1/users": {"get": {"summary": "List", "deprecated": False, "tags": ["a", "b"]}},
        "/pets/{id}": {"post": {"summary": "Add", "deprecated": True, "tags": []}},
    },
    "schemas": {
        "Pet": {"type": "object", "properties": {"x-id": {"type": "string"}, "size": {"enum": [1, 2, 3]}}},
        "Kind": {"type": "string", "enum": ["cat", "dog"]},
        "Union": {"anyOf": [{"type": "array"}, {"type": "null"}, {"type": "array", "items": {}}]},
    },
    "responses": {"200": {"description": "OK"}},
    "n": [5, 1, 10, -3, 2.5, True, None, "10"],
}


def rfc(path: str) -> list[Any]:
    return [match.value for match in find(parse(path, Semantics.RFC_9535), DOCUMENT)]


def plus(path: str) -> list[Any]:
    return [match.value for match in find(parse(path, Semantics.PLUS), DOCUMENT)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.schemas.Kind.enum", [["cat", "dog"]]),
        ("$['schemas']['Kind'][\"enum\"][0]", ["cat"]),
        ("$.schemas.Kind.enum[-1]", ["dog"]),
        ("$.schemas.Kind.enum[5]", []),
        ("$.n[1:3]", [1, 10]),
        ("$.n[::-1]", ["10", None, True, 2.5, -3, 10, 1, 5]),
        ("$.n[0,2]", [5, 10]),
        ("$.n[?@ > 2]", [5, 10, 2.5]),
        ("$.n[?@ == 1]", [1]),
        ("$.n[?@ == true]", [True]),
        ("$.n[?@ == null]", [None]),
        ("$.n[?@ == '10']", ["10"]),
        ("$.n[?!(@ > 2 || @ < 2)]", [True, None, "10"]),
        ("$..enum[0]", [1, "cat"]),
        ("$.schemas[?@.enum].type", ["string"]),
        ("$.paths.*[?@.deprecated].summary", ["List", "Add"]),
        ("$.paths.*[?@.deprecated == true].summary", ["Add"]),
        ("$.paths[?@.get].get.summary", ["List"]),
        ("$.paths[?@.get.tags[?@ == 'a']].get.summary", ["List"]),
        ("$.schemas[?length(@.enum) == 2].type", ["string"]),
        ("$.schemas[?count(@.anyOf.*) > 2].anyOf[0]", [{"type": "array"}]),
        ("$.schemas.*[?search(@, '^str')]", ["string"]),
        ("$.schemas.*[?match(@, 'str')]", []),
        ('$.schemas.Union.anyOf[?(@.type == "array")].items', [{}]),
        ("$.nothing", []),
        ("$['\\u006e'][0]", [5]),
    ],
)
def test_the_standard(path: str, expected: list[Any]) -> None:
    assert rfc(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.paths./v1/users.get.summary", ["List"]),
        ("$.paths./pets/{id}.post.summary", ["Add"]),
        ("$.schemas.Pet.properties.x-id.type", ["string"]),
        ("$.paths.*[?(@.deprecated)].summary", ["Add"]),
        ("$.paths.*[?(@.deprecated === false)].summary", ["List"]),
        ("$.paths.*[?(@.summary !== undefined && !@.nothing)].summary", ["List", "Add"]),
        ("$.paths.*[?(@property === 'post')].summary", ["Add"]),
        (
            "$.schemas..[?(@parentProperty === 'properties' && @property.startsWith('x-'))].type",
            ["string"],
        ),
        ("$..[?(@.enum && @.enum.length > 2)].enum[0]", [1]),
        ("$.schemas[?(@.enum && @.enum.includes('cat'))].type", ["string"]),
        ("$.schemas[?(@.type && @.type.match(/^STR/i))].enum[1]", ["dog"]),
        ("$.schemas[?(/obj/.test(@.type))].type", ["object"]),
        ("$.schemas[?(@property.endsWith('d') || typeof @.anyOf === 'object')]~", ["Kind", "Union"]),
        ("$.schemas[?(@root.n[0] == 5 && @.enum)]~", ["Kind"]),
        ("$.schemas.Pet.properties.size.enum[?(@parent.length == 3 && @ > 2)]", [3]),
        ("$.schemas.Kind.enum^.type", ["string"]),
        ("$.schemas.*.type^~", ["Pet", "Kind"]),
        ("$.schemas.*~", ["Pet", "Kind", "Union"]),
        ("$.n[(@.length-1)]", ["10"]),
        ("$[n][1]", [1]),
        ("$.responses[200].description", ["OK"]),
        ("$.schemas.Kind.enum.0", ["cat"]),
        ("$.paths.*[?(@.hasOwnProperty('tags'))].summary", ["List", "Add"]),
        ("$.schemas[?(@path === \"$['schemas']['Kind']\")].type", ["string"]),
    ],
)
def test_what_configs_write(path: str, expected: list[Any]) -> None:
    assert plus(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "",
        "a",
        "$.",
        "$..",
        "$[",
        "$['a",
        "$[?]",
        "$[?@.a ==]",
        "$.a]",
        "$[01]",
        "$[?foo(@)]",
        "$[?length(@, 1)]",
        "$['\\q']",
        "$[?@.a = 1]",
        "$[1:2:3:4]",
        "$[?(@.a]",
        "$[99999999999999999]",
        "$[?" + "(" * 5000,
        "$[?" + "!" * 5000 + "@]",
        "$['\\u12']",
        "$[?@ =~ /(/]",
    ],
)
def test_what_is_no_path_says_where(path: str) -> None:
    with pytest.raises(JsonPathError) as error:
        parse(path, Semantics.RFC_9535)
    assert 0 <= error.value.offset <= len(path)


def test_a_match_knows_the_way_to_it() -> None:
    [match] = find(parse("$.paths['/v1/users'].get.tags[-1]", Semantics.RFC_9535), DOCUMENT)
    assert match.tokens() == ("paths", "/v1/users", "get", "tags", 1)
    assert match.holder is not None
    assert match.holder.value is DOCUMENT["paths"]["/v1/users"]["get"]["tags"]


def test_a_node_is_given_once() -> None:
    assert rfc("$.n[0,0,-8]") == [5]
