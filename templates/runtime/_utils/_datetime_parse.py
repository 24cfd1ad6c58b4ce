"""Read dates and times, leniently: ISO 8601 as people write it, and Unix timestamps of any unit.

Takes text, bytes or a number, gives `date` or `datetime`, raises `ValueError` for anything else.
"""

from __future__ import annotations

import re
import math
from datetime import date, datetime, timezone, timedelta

from .._types import StrBytesIntFloat

_DATE = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME = r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d*)?)?"
_ZONE = r"(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?"
_DATETIME = rf"{_DATE}[T ]{_TIME}{_ZONE}"

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
# In seconds that is the year 2603; anything above is taken to count a smaller unit.
_LARGEST_IN_SECONDS = 20_000_000_000
_BEYOND_ANY_UNIT = 3e20


def parse_datetime(value: datetime | StrBytesIntFloat) -> datetime:
    """A point in time. Numbers are seconds, milliseconds, ... since 1970 by their size, and give UTC."""
    if isinstance(value, datetime):
        return value
    number = _number(value)
    if number is not None:
        return _from_timestamp(number)

    text = _text(value)
    match = re.fullmatch(_DATETIME, text, re.IGNORECASE)
    if match is None:
        raise ValueError(f"not a date with a time: {text!r}")
    year, month, day, hour, minute, second, fraction, utc, sign, zone_hours, zone_minutes = match.groups()
    zone = None
    if utc:
        zone = timezone.utc
    elif sign:
        zone = _zone(sign, int(zone_hours), int(zone_minutes or 0))
    return datetime(
        int(year),
        int(month),
        int(day),
        int(hour),
        int(minute),
        int(second or 0),
        int((fraction or "").ljust(6, "0")),
        zone,
    )


def parse_date(value: date | StrBytesIntFloat) -> date:
    """A day. A time of day is dropped from a `datetime`, and from a timestamp."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    number = _number(value)
    if number is not None:
        return _from_timestamp(number).date()

    text = _text(value)
    match = re.fullmatch(_DATE, text)
    if match is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = match.groups()
    return date(int(year), int(month), int(day))


def _text(value: StrBytesIntFloat) -> str:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, str):
        return value
    raise TypeError(f"cannot read a date from {type(value).__name__}")


def _number(value: StrBytesIntFloat) -> int | float | None:
    if isinstance(value, (int, float)):
        return value
    try:
        return float(value)
    except ValueError:
        return None


def _from_timestamp(number: int | float) -> datetime:
    if isinstance(number, float) and math.isnan(number):
        raise ValueError("not a number")
    if number > _BEYOND_ANY_UNIT:
        return datetime.max
    if number < -_BEYOND_ANY_UNIT:
        return datetime.min
    while abs(number) > _LARGEST_IN_SECONDS:
        number /= 1000
    return _EPOCH + timedelta(seconds=number)


def _zone(sign: str, hours: int, minutes: int) -> timezone:
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)
