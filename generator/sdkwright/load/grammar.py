"""Which object of an OpenAPI document may stand where: the little that walking a document needs to know.

In: nothing. Out: `Grammar`, one for OpenAPI 3.x and one for Swagger 2.0. It tells a reference from data that
merely looks like one (inside `example`, `default`, `enum`, an extension, or a property that is called `$ref`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final

from msgspec import Struct

from sdkwright.load.tree import Node, Object


class Kind(Enum):
    """The objects of OpenAPI (3.2 §4) that hold further objects or references."""

    __hash__ = object.__hash__  # that of enums calls Python, and a document has tens of thousands of objects

    DOCUMENT = "OpenAPI document"
    COMPONENTS = "components"
    PATH_ITEM = "path item"
    OPERATION = "operation"
    PARAMETER = "parameter"
    REQUEST_BODY = "request body"
    RESPONSE = "response"
    HEADER = "header"
    MEDIA_TYPE = "media type"
    ENCODING = "encoding"
    SCHEMA = "schema"
    SECURITY_SCHEME = "security scheme"
    LINK = "link"
    CALLBACK = "callback"
    EXAMPLE = "example"


class Shape(Enum):
    """How a field holds its objects."""

    ONE = "one"
    LIST = "list"
    ONE_OR_LIST = "one or a list"
    MAP = "map"
    MAP_WITHOUT_EXTENSIONS = "map whose keys may be extensions"


class Field(Struct, frozen=True):
    """What a field holds."""

    shape: Shape
    kind: Kind


Grammar = Mapping[Kind, Mapping[str, Field]]


def _one(kind: Kind) -> Field:
    return Field(Shape.ONE, kind)


def _list(kind: Kind) -> Field:
    return Field(Shape.LIST, kind)


def _map(kind: Kind) -> Field:
    return Field(Shape.MAP, kind)


def _patterned(kind: Kind) -> Field:
    return Field(Shape.MAP_WITHOUT_EXTENSIONS, kind)


METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fields of a path item that are operations; `query` since OpenAPI 3.2."""
BODY_PLACES: Final = ("body", "formData")
"""Places of parameters that Swagger 2.0 has and OpenAPI 3 has not."""

_SCHEMA: Final[Mapping[str, Field]] = {
    **dict.fromkeys(
        (
            "additionalProperties",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "additionalItems",
            "contentSchema",
            "x-stainless-override-schema",
        ),
        _one(Kind.SCHEMA),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _list(Kind.SCHEMA)),
    **dict.fromkeys(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"), _map(Kind.SCHEMA)),
    "items": Field(Shape.ONE_OR_LIST, Kind.SCHEMA),
}

OPENAPI_3: Final[Grammar] = {
    Kind.DOCUMENT: {
        "paths": _patterned(Kind.PATH_ITEM),
        "webhooks": _map(Kind.PATH_ITEM),
        "x-webhooks": _map(Kind.PATH_ITEM),
        "components": _one(Kind.COMPONENTS),
    },
    Kind.COMPONENTS: {
        "schemas": _map(Kind.SCHEMA),
        "responses": _map(Kind.RESPONSE),
        "parameters": _map(Kind.PARAMETER),
        "examples": _map(Kind.EXAMPLE),
        "requestBodies": _map(Kind.REQUEST_BODY),
        "headers": _map(Kind.HEADER),
        "securitySchemes": _map(Kind.SECURITY_SCHEME),
        "links": _map(Kind.LINK),
        "callbacks": _map(Kind.CALLBACK),
        "pathItems": _map(Kind.PATH_ITEM),
        "mediaTypes": _map(Kind.MEDIA_TYPE),
    },
    Kind.PATH_ITEM: {
        **dict.fromkeys(METHODS, _one(Kind.OPERATION)),
        "additionalOperations": _map(Kind.OPERATION),
        "parameters": _list(Kind.PARAMETER),
    },
    Kind.OPERATION: {
        "parameters": _list(Kind.PARAMETER),
        "requestBody": _one(Kind.REQUEST_BODY),
        "responses": _patterned(Kind.RESPONSE),
        "callbacks": _map(Kind.CALLBACK),
    },
    Kind.PARAMETER: {
        "schema": _one(Kind.SCHEMA),
        "content": _map(Kind.MEDIA_TYPE),
        "examples": _map(Kind.EXAMPLE),
    },
    Kind.REQUEST_BODY: {"content": _map(Kind.MEDIA_TYPE)},
    Kind.RESPONSE: {
        "headers": _map(Kind.HEADER),
        "content": _map(Kind.MEDIA_TYPE),
        "links": _map(Kind.LINK),
    },
    Kind.HEADER: {
        "schema": _one(Kind.SCHEMA),
        "content": _map(Kind.MEDIA_TYPE),
        "examples": _map(Kind.EXAMPLE),
    },
    Kind.MEDIA_TYPE: {
        "schema": _one(Kind.SCHEMA),
        "itemSchema": _one(Kind.SCHEMA),
        "encoding": _map(Kind.ENCODING),
        "prefixEncoding": _list(Kind.ENCODING),
        "itemEncoding": _one(Kind.ENCODING),
        "examples": _map(Kind.EXAMPLE),
    },
    Kind.ENCODING: {
        "headers": _map(Kind.HEADER),
        "encoding": _map(Kind.ENCODING),
        "prefixEncoding": _list(Kind.ENCODING),
        "itemEncoding": _one(Kind.ENCODING),
    },
    Kind.SCHEMA: _SCHEMA,
}

SWAGGER_2: Final[Grammar] = {
    Kind.DOCUMENT: {
        "paths": _patterned(Kind.PATH_ITEM),
        "x-ms-paths": _patterned(Kind.PATH_ITEM),
        "definitions": _map(Kind.SCHEMA),
        "parameters": _map(Kind.PARAMETER),
        "responses": _map(Kind.RESPONSE),
    },
    Kind.PATH_ITEM: OPENAPI_3[Kind.PATH_ITEM],
    Kind.OPERATION: {"parameters": _list(Kind.PARAMETER), "responses": _patterned(Kind.RESPONSE)},
    Kind.PARAMETER: {"schema": _one(Kind.SCHEMA), "items": _one(Kind.SCHEMA)},
    Kind.RESPONSE: {"schema": _one(Kind.SCHEMA), "headers": _map(Kind.HEADER)},
    Kind.HEADER: {"items": _one(Kind.SCHEMA)},
    Kind.SCHEMA: _SCHEMA,
}


def kind_at(grammar: Grammar, tokens: Sequence[str]) -> Kind | None:
    """What stands at a JSON Pointer by the names on the way; None where the grammar does not say so."""
    kind, index = Kind.DOCUMENT, 0
    while index < len(tokens):
        if kind is Kind.CALLBACK:
            kind, index = Kind.PATH_ITEM, index + 1
            continue
        held = grammar.get(kind, {}).get(tokens[index])
        if held is None:
            return None
        match held.shape:
            case Shape.ONE:
                index += 1
            case Shape.ONE_OR_LIST:
                index += 2 if tokens[index + 1 : index + 2] and tokens[index + 1].isdigit() else 1
            case Shape.LIST | Shape.MAP | Shape.MAP_WITHOUT_EXTENSIONS:
                index += 2
        kind = held.kind
    return kind if index == len(tokens) else None


def children(grammar: Grammar, kind: Kind, node: Object) -> list[tuple[Kind, Object]]:
    """The objects that an object holds directly, in the order of the text. Fields of a wrong shape are passed over."""
    if kind is Kind.CALLBACK:
        return _members(Field(Shape.MAP_WITHOUT_EXTENSIONS, Kind.PATH_ITEM), node)
    fields = grammar.get(kind, {})
    found: list[tuple[Kind, Object]] = []
    if not fields.keys().isdisjoint(node):  # most schemas hold no other
        for name, value in node.items():
            held = fields.get(name)
            if held is not None:
                found += _members(held, value)
    return found


def _members(held: Field, value: Node) -> list[tuple[Kind, Object]]:
    values: Iterable[Node]
    match held.shape:
        case Shape.ONE:
            values = (value,)
        case Shape.LIST:
            values = value if isinstance(value, list) else ()
        case Shape.ONE_OR_LIST:
            values = value if isinstance(value, list) else (value,)
        case Shape.MAP:
            values = value.values() if isinstance(value, dict) else ()
        case Shape.MAP_WITHOUT_EXTENSIONS:
            pairs = value.items() if isinstance(value, dict) else ()
            values = [item for key, item in pairs if not key.startswith("x-")]
    return [(held.kind, item) for item in values if isinstance(item, dict)]
