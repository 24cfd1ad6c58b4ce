"""The type of a parsed tree, and the bound on its depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

JsonScalar: TypeAlias = str | int | float | bool | None
JsonValue: TypeAlias = "JsonScalar | Sequence[JsonValue] | Mapping[str, JsonValue]"

MAX_DEPTH: Final = 200
"""Real documents stay below 60 levels; later stages recurse, and Python's own limit is near 1000 frames."""
MAX_ALIAS_NODES: Final = 250_000
"""How many nodes all aliases of a file may stand for together."""


def json_kind(value: object) -> str:
    """The kind of a JSON value in words, for messages."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case Mapping():
            return "an object"
        case _:
            return "an array"
