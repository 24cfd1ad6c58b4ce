"""Where files stand in a multipart body.

In: the schema of a body. Out: paths of TypedDict keys, `<array>` standing for every element of a list
(OpenAPI 3.1 §4.8.14.3).
"""

from __future__ import annotations

from typing import assert_never

from sdkwright.model import queries
from sdkwright.model.api import Api
from sdkwright.model.schema import (
    Any,
    Array,
    Binary,
    Const,
    Enum,
    Map,
    Nullable,
    Object,
    Primitive,
    Ref,
    SchemaId,
    Tuple,
    Type,
    Union,
)
from sdkwright.python.naming import Casings, key_name

ELEMENT = "<array>"


def file_paths(api: Api, body: SchemaId, casings: Casings) -> tuple[tuple[str, ...], ...]:
    """The paths at which raw bytes may stand below a body, each once, in the order of the properties."""
    return tuple(dict.fromkeys(_below(api, body, casings, frozenset())))


def _below(api: Api, schema_id: SchemaId, casings: Casings, seen: frozenset[SchemaId]) -> list[tuple[str, ...]]:
    target = queries.bare_schema(api, schema_id)
    if target.id in seen:
        return []
    return _of_type(api, target.id, queries.bare(api, target.type), casings, seen | {target.id})


def _of_type(
    api: Api, owner: SchemaId, type_: Type, casings: Casings, seen: frozenset[SchemaId]
) -> list[tuple[str, ...]]:
    match type_:
        case Binary():
            return [()]
        case Array(items=items):
            return [(ELEMENT, *path) for path in _below(api, items, casings, seen)]
        case Object():
            keys = object_keys(api, owner, Direction.REQUEST, casings)
            return [
                (keys[member.wire_name], *path)
                for member in queries.all_properties(api, owner)
                if member.wire_name in keys
                for path in _below(api, member.schema, casings, seen)
            ]
        case Union(variants=variants):
            return [path for variant in variants for path in _below(api, variant, casings, seen)]
        case Primitive() | Const() | Enum() | Tuple() | Map() | Nullable() | Ref() | Any():
            return []
        case _:
            assert_never(type_)
