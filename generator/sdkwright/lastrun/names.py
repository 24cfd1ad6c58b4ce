"""Which methods go by another name than in the last run.

In: an SDK's overview (`api.md`) as it was, and as it is now. Out: `Moved`, for each endpoint that is in both and whose
methods are not all there any more.
"""

from __future__ import annotations

import html
import re

from msgspec import Struct

_METHOD = re.compile(r'<code title="(?P<endpoint>[^"]*)">(?P<resource>client\.[\w.]*)<a href="[^"]*">(?P<name>\w+)</a>')


class Moved(Struct, frozen=True, kw_only=True):
    """An endpoint (`get /pets`), the name that callers know, and one that is there instead."""

    endpoint: str
    before: str
    after: str


def moved_methods(before: str, after: str) -> tuple[Moved, ...]:
    """The methods that were renamed or went to another resource, in the order of the old overview."""
    known, now = _methods(before), _methods(after)
    return tuple(
        Moved(endpoint=endpoint, before=name, after=now[endpoint][0])
        for endpoint, names in known.items()
        for name in names
        if endpoint in now and name not in now[endpoint]
    )


def _methods(overview: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in _METHOD.finditer(overview):
        found.setdefault(html.unescape(match["endpoint"]), []).append(match["resource"] + match["name"])
    return found
