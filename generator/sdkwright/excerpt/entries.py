"""The entries of a document, and which refers to which.

In: the tree of a document, as parsed. Out: `Entries`. An *entry* is what stands under one path, one webhook or one
name among the components, and is named by its pointer; all else of a document is its *frame*.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from sdkwright.load.document import JsonObject, JsonValue, join

_SECTIONS: Final = frozenset({"paths", "webhooks", "definitions", "parameters", "responses"})
"""Members of the root that hold entries."""
_COMPONENTS: Final = "components"
_FRAME: Final = frozenset({"securitySchemes"})
"""Components that concern all operations."""
_NAMING: Final = frozenset({"$id", "$anchor", "$dynamicAnchor"})
"""What lets a reference lead elsewhere than its own text says."""
_PLACING: Final = frozenset({"x-stainless-method", "x-stainless-model"})
"""What adds to the config from within a document."""

_IDENTIFIER: Final = "operationId"
_UNTOLD: Final = _NAMING | _PLACING


class Entries(Struct, frozen=True, kw_only=True):
    """The entries of a document by their pointers, those that each refers to, and those that the frame refers to.

    Who has or names an `operationId` refers to it (`named`).
    """

    values: Mapping[str, JsonValue]
    references: Mapping[str, Set[str]]
    of_frame: Set[str]


def entries_of(tree: JsonObject, like: Entries | None = None) -> Entries | None:
    """The entries of a document; `None` where pointers to one of them or the frame do not tell all they depend on.

    Entries that another document holds `like` that refer to what they do there.
    """
    values = dict(entries(tree))
    references: dict[str, Set[str]] = {}
    for pointer, value in values.items():
        is_known = like is not None and like.values.get(pointer) is value
        found = like.references[pointer] if like is not None and is_known else _references(value)
        if found is None:
            return None
        references[pointer] = found
    of_frame = _references(frame_of(tree))
    if of_frame is None:
        return None
    return Entries(values=values, references=references, of_frame=of_frame)


def frame_of(tree: JsonObject) -> dict[str, JsonValue]:
    """A document without its entries."""
    return _with_members(tree, lambda _place, _held: {})


def with_entries(tree: JsonObject, chosen: Set[str]) -> dict[str, JsonValue]:
    """A document with some of its entries alone, in the order in which they stand."""
    return _with_members(
        tree, lambda place, held: {name: value for name, value in held.items() if join(place, name) in chosen}
    )


def replaced(tree: JsonObject, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """A document with other values of some of its entries."""
    return _with_members(
        tree, lambda place, held: {name: values.get(join(place, name), value) for name, value in held.items()}
    )


def entry_of(pointer: str) -> str | None:
    """The entry that a pointer into this document leads into; `None` where it leads into the frame."""
    tokens = unquote(pointer).split("/")[1:]
    if tokens[:1] == [_COMPONENTS]:
        return None if len(tokens) < 3 or tokens[1] in _FRAME else "/".join(["#", *tokens[:3]])
    return "/".join(["#", *tokens[:2]]) if len(tokens) > 1 and tokens[0] in _SECTIONS else None


def named(identifier: str) -> str:
    """What stands among references for an `operationId`; no pointer looks like that."""
    return f"{_IDENTIFIER} {identifier}"


def same(one: JsonValue, other: JsonValue) -> bool:
    """Whether two values are the same, down to the order of their members."""
    return one is other or json.dumps(one) == json.dumps(other)


def entries(tree: JsonObject) -> Iterator[tuple[str, JsonValue]]:
    """The entries of a document, in the order in which they stand."""
    for name, section in tree.items():
        for place, held in _holders(name, section):
            for key, value in held.items():
                yield join(place, key), value


def _holders(name: str, section: JsonValue) -> Iterator[tuple[str, JsonObject]]:
    """The mappings of a section that hold entries, and where they stand."""
    if name in _SECTIONS and isinstance(section, dict):
        yield join("#", name), section
    elif name == _COMPONENTS and isinstance(section, dict):
        for kind, held in section.items():
            if isinstance(held, dict) and kind not in _FRAME:
                yield join("#", name, kind), held


def _with_members(tree: JsonObject, members: Callable[[str, JsonObject], JsonObject]) -> dict[str, JsonValue]:
    """A document whose mappings of entries are others."""
    made = dict(tree)
    for name, section in tree.items():
        for place, held in _holders(name, section):
            inner = made[name]
            if name == _COMPONENTS and isinstance(inner, dict):
                made[name] = {**inner, place.rpartition("/")[2]: members(place, held)}
            else:
                made[name] = members(place, held)
    return made


def _references(value: JsonValue) -> set[str] | None:
    """The entries that a value may refer to: all that its texts could mean, so that none is missed."""
    found: set[str] = set()
    waiting: list[JsonValue] = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if not _UNTOLD.isdisjoint(node) or not _stays_here(node.get("$ref")):
                return None
            for key, item in node.items():
                if isinstance(item, str):
                    if item.startswith("#/") and (entry := entry_of(item)) is not None:
                        found.add(entry)
                    elif key == _IDENTIFIER:
                        found.add(named(item))
                else:
                    waiting.append(item)
                if key == "mapping" and isinstance(item, dict):
                    found.update(join("#/components/schemas", name) for name in item.values() if isinstance(name, str))
        elif isinstance(node, list):
            for item in node:
                if isinstance(item, str):
                    if item.startswith("#/") and (entry := entry_of(item)) is not None:
                        found.add(entry)
                else:
                    waiting.append(item)
    return found


def _stays_here(reference: JsonValue) -> bool:
    return not isinstance(reference, str) or reference == "#" or reference.startswith("#/")
