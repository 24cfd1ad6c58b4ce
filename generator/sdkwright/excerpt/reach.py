"""How far a change may reach.

In: what has changed, and what the config ties together. Out: the entries of an excerpt: all that refer to one that has
changed, directly or not, all operations of the resources that these belong to, and whatever any of them refers to. So
what depends on the change can be made of the excerpt as it is made of the document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from typing import Final

from msgspec import Struct

from sdkwright.excerpt.changes import Changes

_WEBHOOKS: Final = "#/webhooks/"
"""Of whatever comes by one of them, one method makes a model."""


class Ties(Struct, frozen=True, kw_only=True):
    """What settings say of entries, by their pointers."""

    resources: Collection[tuple[Collection[str], Collection[str]]]
    """The paths of each resource, and those of all resources below it."""
    events: Mapping[str, Collection[str]]
    """The entries that the events of a path's methods may be."""
    everywhere: Collection[str]
    """The entries that all methods depend on."""


class Reach(Struct, frozen=True, kw_only=True):
    """How far changes reach."""

    reached: Set[str]
    """The entries that have changed, and those that refer to one of them, directly or not."""
    excerpt: Set[str]
    """All entries of an excerpt."""


def reach_of(changes: Changes, ties: Ties) -> Reach | None:
    """How far changes reach; `None` where that may be what all of the document depends on."""
    before, after = changes.before, changes.after
    references = _united(before.references, after.references)
    for path, models in ties.events.items():
        references[path] = {*references.get(path, ()), *models}
    reached = _closure({*changes.names, *changes.identifiers}, _backwards(references))
    everywhere = {*before.of_frame, *after.of_frame, *ties.everywhere}
    if not reached.isdisjoint(everywhere):
        return None
    parts = [{*paths, *below} for paths, below in ties.resources if not reached.isdisjoint(paths)]
    webhooks = {name for name in references if name.startswith(_WEBHOOKS)}
    if not reached.isdisjoint(webhooks):
        parts.append(webhooks)
    excerpt = _closure(reached.union(everywhere, *parts), references)
    return Reach(reached=reached, excerpt=excerpt & references.keys())


def _united(one: Mapping[str, Set[str]], other: Mapping[str, Set[str]]) -> dict[str, Set[str]]:
    return {name: targets if targets is other[name] else targets | other[name] for name, targets in one.items()}


def _backwards(references: Mapping[str, Set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, targets in references.items():
        for target in targets:
            found.setdefault(target, set()).add(name)
    return found


def _closure(start: Iterable[str], references: Mapping[str, Set[str]]) -> set[str]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        more = references.get(waiting.pop(), frozenset()) - seen
        seen |= more
        waiting += more
    return seen
