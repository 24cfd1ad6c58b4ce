"""Changing selected nodes of a working tree: what overlays and transforms have in common.

In: JSONPath matches. Out: the tree, changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from sdkwright.jsonpath import Match
from sdkwright.load.tree import Node, Object


def assign(match: Match, value: Node) -> bool:
    """Put a value in the place of a selected node; whether there is such a place (the root has none)."""
    holder = match.holder.value if match.holder is not None else None
    token = match.token
    if match.is_name:
        return isinstance(holder, dict) and isinstance(token, str) and rename(holder, token, str(value))
    if isinstance(holder, dict) and isinstance(token, str):
        holder[token] = value
        return True
    if isinstance(holder, list) and isinstance(token, int) and token < len(holder):
        holder[token] = value
        return True
    return False


def rename(holder: Object, old: str, new: str) -> bool:
    """Rename a member and keep its place among the others."""
    if old not in holder:
        return False
    renamed = {(new if key == old else key): value for key, value in holder.items() if key != new or key == old}
    holder.clear()
    holder.update(renamed)
    return True


def remove(matches: Iterable[Match]) -> None:
    """Delete selected nodes, whatever order they were selected in."""
    doomed: dict[int, tuple[list[Node], set[int]]] = {}
    for match in matches:
        holder = match.holder.value if match.holder is not None else None
        if isinstance(holder, dict) and isinstance(match.token, str):
            holder.pop(match.token, None)
        elif isinstance(holder, list) and isinstance(match.token, int):
            doomed.setdefault(id(holder), (holder, set()))[1].add(match.token)
    for items, indexes in doomed.values():
        items[:] = [item for index, item in enumerate(items) if index not in indexes]


def merge(target: Object, value: Object) -> None:
    """Merge deeply: mappings into each other, everything else is replaced."""
    for key, item in value.items():
        existing = target.get(key)
        if isinstance(existing, dict) and isinstance(item, dict):
            merge(existing, item)
        else:
            target[key] = item


def overlay(target: Object, value: Object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Merge as the Overlay Specification 1.1 §4.4.3 says: lists are concatenated, a change of kind is refused.

    Gives the paths of what was refused.
    """
    for key, item in value.items():
        if key not in target:
            target[key] = item
            continue
        existing = target[key]
        match existing, item:
            case dict(), dict():
                yield from overlay(existing, item, (*path, key))
            case list(), list():
                existing.extend(item)
            case (dict() | list(), _) | (_, dict() | list()):
                yield (*path, key)
            case _:
                target[key] = item


def kind_of(value: Node) -> str:
    """The kind of a value, for messages."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            assert_never(value)
