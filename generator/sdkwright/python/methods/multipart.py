"""Where files stand in a multipart body.

In: the schema of a body. Out: paths of TypedDict keys and of the names they go by on the wire, `<array>` standing for
every element of a list (OpenAPI 3.1 §4.8.14.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

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


class FilePaths(Struct, frozen=True, kw_only=True):
    """Where files may stand: step by step the keys, and what the steps are called on the wire."""

    keys: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]

    @property
    def in_lists(self) -> bool:
        """Whether any may be one of several."""
        return any(ELEMENT in path for path in self.keys)


def file_paths(api: Api, body: SchemaId, casings: Casings, keys: Mapping[str, str]) -> FilePaths:
    """The paths at which raw bytes may stand below a body, each once, in the order of the properties.

    `keys` are the names that the body's own properties go by, for they share a call with parameters.
    """
    walk = _Walk(api=api, casings=casings, keys=keys)
    found = dict.fromkeys(walk.below(body, frozenset(), at_top=True))
    return FilePaths(
        keys=tuple(tuple(step.key for step in path) for path in found),
        names=tuple(tuple(step.name for step in path) for path in found),
    )


class _Step(Struct, frozen=True):
    """A property on the way to a file, or any element of a list."""

    key: str
    name: str


_ANY = _Step(ELEMENT, ELEMENT)


class _Walk(Struct, frozen=True, kw_only=True):
    """Looks for bytes in the schemas of one body."""

    api: Api
    casings: Casings
    keys: Mapping[str, str]

    def below(self, schema_id: SchemaId, seen: frozenset[SchemaId], *, at_top: bool = False) -> list[tuple[_Step, ...]]:
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
                return [(_ANY, *path) for path in self.below(items, within)]
            case Object():
                names = object_keys(self.api, target.id, Direction.REQUEST, self.casings)
                if at_top:
                    names |= self.keys
                return [
                    (_Step(names[member.wire_name], member.wire_name), *path)
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
