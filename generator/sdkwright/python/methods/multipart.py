"""Where files stand in a multipart body.

In: the schema of a body. Out: paths of TypedDict keys, `<array>` standing for every element of a list
(OpenAPI 3.1 §4.8.14.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    Union,
)
from sdkwright.python.naming import Casings
from sdkwright.python.types.keys import object_keys
from sdkwright.python.types.table import Direction

ELEMENT = "<array>"


def file_paths(api: Api, body: SchemaId, casings: Casings, keys: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The paths at which raw bytes may stand below a body, each once, in the order of the properties.

    `keys` are the names that the body's own properties go by, for they share a call with parameters.
    """
    walk = _Walk(api=api, casings=casings, keys=keys)
    return tuple(dict.fromkeys(walk.below(body, frozenset(), at_top=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """Looks for bytes in the schemas of one body."""

    api: Api
    casings: Casings
    keys: Mapping[str, str]

    def below(self, schema_id: SchemaId, seen: frozenset[SchemaId], *, at_top: bool = False) -> list[tuple[str, ...]]:
        """The paths of bytes below a schema; `at_top`, its properties are the call's own."""
        target = queries.bare_schema(self.api, schema_id)
        if target.id in seen:
            return []
        within = seen | {target.id}
        type_ = queries.bare(self.api, target.type)
        match type_:
            case Binary():
                return [()]
            case Array(items=items):
                return [(ELEMENT, *path) for path in self.below(items, within)]
            case Object():
                names = object_keys(self.api, target.id, Direction.REQUEST, self.casings)
                if at_top:
                    names |= self.keys
                return [
                    (names[member.wire_name], *path)
                    for member in queries.all_properties(self.api, target.id)
                    if member.wire_name in names
                    for path in self.below(member.schema, within)
                ]
            case Union(variants=variants):
                return [path for variant in variants for path in self.below(variant, within, at_top=at_top)]
            case Primitive() | Const() | Enum() | Tuple() | Map() | Nullable() | Ref() | Any():
                return []
            case _:
                assert_never(type_)
