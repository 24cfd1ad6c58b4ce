"""When a request is sent again, and after how long. No I/O: headers, status codes and counts in, decisions out."""

from __future__ import annotations

import math
import time
from random import random
from typing import TYPE_CHECKING
from email.utils import mktime_tz, parsedate_tz

from ._constants import MAX_RETRY_DELAY, INITIAL_RETRY_DELAY

if TYPE_CHECKING:
    from ._http import httpx

_LONGEST_HONOURED_DELAY = 60.0
_LARGEST_COUNT = 10**9
_LARGEST_EXPONENT = 1000  # beyond this a float overflows; the delay has long reached its maximum
_RETRYABLE = frozenset({408, 409, 429})


def checked_retries(retries: int) -> int:
    """The option `max_retries` as it was passed. Raises TypeError for what is no number."""
    if retries is None:  # pyright: ignore[reportUnnecessaryComparison] - callers without a type checker
        raise TypeError("max_retries cannot be None; pass 0 for no retries, `math.inf` for as many as it takes")
    if not isinstance(retries, (int, float)):  # pyright: ignore[reportUnnecessaryIsInstance] - as above
        raise TypeError(f"max_retries is a number, not {retries!r}")
    return retries


def bounded_count(retries: float) -> int:
    """The number of retries as an integer; `math.inf` becomes a number that no call lives to see."""
    return int(min(retries, _LARGEST_COUNT))


def is_retryable(response: httpx.Response) -> bool:
    """Whether a response of that status may be answered with another attempt.

    The server has the last word: `x-should-retry: true` or `false` overrides what the status says.
    """
    verdict = response.headers.get("x-should-retry")
    if verdict == "true":
        return True
    if verdict == "false":
        return False
    return is_retryable_status(response.status_code)


def is_retryable_status(status: int) -> bool:
    """Whether a status is one that may go away by itself."""
    return status in _RETRYABLE or status >= 500


def requested_delay(headers: httpx.Headers | None) -> float | None:
    """The delay in seconds that the server asks for, or None if it does not, or not in a way that can be read.

    `retry-after-ms` comes first since it is the more precise one, then `retry-after` (RFC 9110 section 10.2.3) as a
    number of seconds or as a date.
    """
    if headers is None:
        return None
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or text is None:
        return seconds
    try:
        date = parsedate_tz(text)
        return None if date is None else mktime_tz(date) - time.time()
    except (ValueError, OverflowError, OSError):
        return None


def retry_delay(retries_taken: float, headers: httpx.Headers | None) -> float:
    """Seconds to wait before the next attempt.

    A delay that the server asks for is honoured up to a minute. Otherwise the delay doubles with every retry, up to
    the maximum, less up to a quarter of it at random, so that clients do not come back all at once.
    """
    delay = requested_delay(headers)
    if delay is not None and 0 < delay <= _LONGEST_HONOURED_DELAY:
        return delay
    exponent = max(0.0, min(retries_taken, _LARGEST_EXPONENT))
    longest = min(INITIAL_RETRY_DELAY * math.pow(2.0, exponent), MAX_RETRY_DELAY)
    return longest * (1 - 0.25 * random())


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
