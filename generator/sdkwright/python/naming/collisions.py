"""Names of one scope made different from each other, once, in order.

In: wanted names. Out: names, all different, the first claimant keeping the plain one.
"""

from __future__ import annotations

from collections.abc import Iterable


def unique(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in order, each different from those before it and from `taken` (`a`, `a_1`, `a_2`).

    >>> unique(["page", "page", "size"], taken=["size"])
    ('page', 'page_1', 'size_1')
    """
    used = set(taken)
    last: dict[str, int] = {}
    names: list[str] = []
    for name in wanted:
        candidate, number = name, last.get(name, 0)
        while candidate in used:
            number += 1
            candidate = f"{name}_{number}"
        used.add(candidate)
        last[name] = number
        names.append(candidate)
    return tuple(names)
