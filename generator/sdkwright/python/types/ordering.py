"""The order of fields and arguments.

In: properties or parameters. Out: the same, required ones first, and in each half alphabetically where the settings
say so: without regard to case, `_` before letters, `id` and `token` before everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

_FIRST = ("id", "token")


class _Member(Protocol):
    @property
    def wire_name(self) -> str: ...

    @property
    def required(self) -> bool: ...


MemberT = TypeVar("MemberT", bound=_Member)


def sorted_properties(properties: Iterable[MemberT], *, sort: bool) -> list[MemberT]:
    """Members in printing order; without `sort` the document's order is kept within each half."""
    members = list(properties)
    if sort:
        members.sort(key=lambda member: alphabetical(member.wire_name))
    return [*(member for member in members if member.required), *(member for member in members if not member.required)]


def alphabetical(name: str) -> tuple[int, str, str]:
    """The sort key of a name.

    >>> sorted(["stops", "stopTimes", "token", "id", "stop_id"], key=alphabetical)
    ['id', 'token', 'stop_id', 'stops', 'stopTimes']
    """
    rank = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return rank, name.lower().replace("_", " "), name
