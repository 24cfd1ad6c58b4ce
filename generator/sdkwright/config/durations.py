"""Times as the config writes them.

In: an entry. Out: seconds. A number is milliseconds; a text is an ISO 8601 duration (ISO 8601-1:2019 §5.5.2).
"""

from __future__ import annotations

import re

from sdkwright.config.reader import Entry
from sdkwright.diagnostics.rules import config as rules

_DURATION = re.compile(
    r"P(?=.)(?:(?P<w>\d+(?:\.\d+)?)W)?(?:(?P<d>\d+(?:\.\d+)?)D)?"
    r"(?:T(?=.)(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<m>\d+(?:\.\d+)?)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 10**9
"""Seconds: thirty years."""
_SECONDS = {"w": 604800.0, "d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}


def seconds(entry: Entry) -> float | None:
    """The time in seconds; `None` (reported) where the entry is no time."""
    if not isinstance(entry.value, str):
        number = entry.number()
        if number is None:
            return None
        parsed = number / 1000 if number <= _LONGEST * 1000 else None
    else:
        parsed = parse_duration(entry.value)
    if parsed is None or parsed > _LONGEST:
        entry.report(
            rules.INVALID_DURATION,
            f"`{entry.name}` is `{entry.value}`, which is no duration",
            hint="write milliseconds (`60000`) or an ISO 8601 duration (`PT60S`)",
        )
        return None
    return parsed


def parse_duration(text: str) -> float | None:
    """Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds.

    >>> parse_duration("PT1M30S")
    90.0
    """
    match = _DURATION.fullmatch(text.strip().replace(",", "."))
    if match is None:
        return None
    return sum(float(match[unit]) * length for unit, length in _SECONDS.items() if match[unit])
