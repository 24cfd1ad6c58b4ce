"""Folds what differs twice into one finding for readers.

In: differences. Out: `Finding`s: what is the same in a resource's sync and async class, or in several overloads, is
told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from sdkwright.compare.items import Difference

_ASYNC = re.compile(r"\bAsync(?=[A-Z])|\basync (?=def )")
_OVERLOAD = re.compile(r"#\d+")


class Finding(Struct, frozen=True, kw_only=True):
    """A difference, and how often it is there: `twins` are the others of the same text."""

    difference: Difference
    twins: tuple[Difference, ...] = ()

    @property
    def label(self) -> str:
        """The item's name, with a word on its twins."""
        name = self.difference.item.name
        everything = (self.difference, *self.twins)
        shown = _OVERLOAD.sub("", name) if self.twins else name
        words: list[str] = []
        if len({bool(_ASYNC.search(each.item.name)) for each in everything}) > 1:
            words.append("sync and async")
        overloads = len({_ASYNC.sub("", each.item.name) for each in everything})
        if overloads > 1:
            words.append(f"{overloads} overloads")
        return f"{shown} ({', '.join(words)})" if words else shown


def fold(differences: Iterable[Difference]) -> tuple[Finding, ...]:
    """Findings in the order of the first difference of each."""
    groups: dict[tuple[object, ...], list[Difference]] = {}
    for difference in differences:
        item = difference.item
        key = (
            item.kind,
            item.module,
            _neutral(_OVERLOAD.sub("", item.name)),
            difference.status,
            difference.changes,
            _neutral(difference.before or ""),
            _neutral(difference.after or ""),
        )
        groups.setdefault(key, []).append(difference)
    return tuple(Finding(difference=first, twins=tuple(rest)) for first, *rest in groups.values())


def _neutral(text: str) -> str:
    return _ASYNC.sub("", text)
