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
    names: list[str] = []
    for name in wanted:
        candidate, number = name, 0
        while candidate in used:
            number += 1
            candidate = f"{name}_{number}"
        used.add(candidate)
        names.append(candidate)
    return tuple(names)
