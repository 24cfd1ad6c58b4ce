"""In which entries two documents differ.

In: the trees of a document before and after. Out: `Changes`; `None` where more than what some entries hold is another.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from msgspec import Struct

from sdkwright.excerpt.entries import Entries, entries_of, frame_of, named, same
from sdkwright.load.document import JsonObject, JsonValue

_WORDS: Final = frozenset({"description", "summary"})


class Changes(Struct, frozen=True, kw_only=True):
    """The entries of a document before and after, and the names of those that differ."""

    before: Entries
    after: Entries
    names: frozenset[str]
    identifiers: Set[str]
    """The operations' identifiers that came or went, as references to them are written."""


def changes_of(before: JsonObject, after: JsonObject, one: Entries) -> Changes | None:
    """What has changed; `None` where entries came or went, or where something changed that concerns all of them.

    `one` are the entries before.
    """
    other = entries_of(after, like=one)
    if other is None or list(one.values) != list(other.values):
        return None
    if not same(frame_of(before), frame_of(after)):
        return None
    names = frozenset(name for name, value in other.values.items() if not same(one.values[name], value))
    identifiers = {
        named(identifier)
        for name in names
        for identifier in _identifiers(one.values[name]) ^ _identifiers(other.values[name])
    }
    return Changes(before=one, after=other, names=names, identifiers=identifiers)


def differ_in_words(changes: Changes) -> bool:
    """Whether nothing has changed but what is said to readers."""
    return all(_differ_in_words(changes.before.values[name], changes.after.values[name]) for name in changes.names)


def _differ_in_words(one: JsonValue, other: JsonValue) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(
            (key in _WORDS and isinstance(value, str) and isinstance(other[key], str))
            or _differ_in_words(value, other[key])
            for key, value in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_differ_in_words, one, other))
    return same(one, other)


def _identifiers(value: JsonValue) -> set[str]:
    """The `operationId`s of a path. None may be that of another, and links name them."""
    operations = value.values() if isinstance(value, dict) else ()
    found = (operation.get("operationId") for operation in operations if isinstance(operation, dict))
    return {identifier for identifier in found if isinstance(identifier, str)}
