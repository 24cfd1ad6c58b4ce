"""The result of loading: one JSON tree in the 3.1 dialect, with source positions.

In: what `load/` read. Out: `Document`, which later stages walk by canonical JSON Pointer.

A *pointer* is `#/components/schemas/Pet` in the root document, or `models.yaml#/Pet` in another file
(the path relative to the root document). Every `$ref` in the tree already is such a canonical pointer;
what could not be resolved was reported and replaced by `{}` (which means "anything").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Protocol, TypeAlias

from msgspec import Struct

from sdkwright.diagnostics import Location
from sdkwright.source.tree import JsonScalar, JsonValue, json_kind

__all__ = [
    "DiscriminatedBases",
    "Document",
    "JsonObject",
    "JsonScalar",
    "JsonValue",
    "Positions",
    "Validation",
    "join",
    "json_kind",
]

JsonObject: TypeAlias = Mapping[str, JsonValue]


class Positions(Protocol):
    """Finds where a pointer stands in the source text. May work lazily: only diagnostics ask."""

    def locate(self, pointer: str) -> Location:
        """The place of a pointer's value (of its nearest written ancestor where it was synthesised)."""
        ...


class DiscriminatedBases(Enum):
    """`openapi.discriminated_bases`: what becomes of a schema whose discriminator names schemas that extend it."""

    CLASSES = "classes"
    """A class, as any other schema."""
    UNIONS = "unions"
    """A union of what extends it."""


class Validation(Enum):
    """How much of the specification is checked; what is found are warnings."""

    NONE = "none"
    STRUCTURE = "structure"
    """Against the JSON Schema of the version: milliseconds."""
    FULL = "full"
    """Also with openapi-spec-validator: seconds, for large documents minutes."""


class Document(Struct, frozen=True, kw_only=True):
    """A whole API description after loading, overlays, transforms and upgrading to the 3.1 dialect."""

    tree: JsonObject
    files: Mapping[str, JsonValue]
    """Trees of the other files that references reach, by path relative to the root document."""
    sought: Sequence[str] = ()
    """Paths of all other files that were looked for, relative to the root document; not all of them are there."""
    positions: Positions
    digest: str
    """SHA-256 of the bytes of the root document, hexadecimal."""
    source: str
    """Path of the root document as the user gave it."""
    version: str = "3.1.0"
    """The version that the author wrote (`2.0`, `3.0.3`, ...), for messages only."""
    has_spread_bases: bool = False
    """Whether bases with a discriminator became unions of their children."""
    written: JsonValue = None
    """What the author wrote, before anything was done to it; of a document that is remembered alone."""

    def at(self, pointer: str) -> JsonValue:
        """The value at a canonical pointer (RFC 6901 escapes). Raises `KeyError` where there is none."""
        file, _, path = pointer.partition("#")
        node: JsonValue = self.files[file] if file else self.tree
        for token in path.split("/")[1:] if path else ():
            key = token.replace("~1", "/").replace("~0", "~") if "~" in token else token
            if isinstance(node, (dict, Mapping)):  # a `dict` is known at once, and nearly all are
                node = node[key]
            elif isinstance(node, Sequence) and not isinstance(node, str) and key.isdigit():
                try:
                    node = node[int(key)]
                except IndexError:
                    raise KeyError(pointer) from None
            else:
                raise KeyError(pointer)
        return node

    def follow(self, pointer: str) -> str:
        """The pointer that a chain of `$ref`s ends at (itself where the value is no reference)."""
        seen: set[str] = set()
        while pointer not in seen:
            seen.add(pointer)
            node = self.at(pointer)
            target = node.get("$ref") if isinstance(node, Mapping) else None
            if not isinstance(target, str):
                return pointer
            pointer = target
        return pointer

    def locate(self, pointer: str) -> Location:
        """The source position of a pointer."""
        return self.positions.locate(pointer)


def join(pointer: str, *tokens: str | int) -> str:
    """Extend a pointer: `join("#/paths", "/pets", "get")` is `#/paths/~1pets/get` (RFC 6901 §3)."""
    for token in tokens:
        text = str(token)
        pointer += "/" + (text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text)
    return pointer
