"""Why the HTTP library refuses a request before it is sent: a mistake of the caller, said by the name of what is wrong.

Looked at only when a request has failed. No I/O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import cast

from ._http import httpx
from ._types import NotGiven, Omit

_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


def refusal_of(error: Exception, request: httpx.Request) -> str | None:
    """What the caller has to change before `request` can be sent; None where that is not the cause of `error`."""
    if isinstance(error, httpx.UnsupportedProtocol):
        return "its URL begins neither with `http://` nor with `https://`; check `base_url`"
    if not request.url.host:
        return "its URL names no host; check `base_url`"
    if isinstance(error, httpx.TimeoutException):
        return next(_wrong_timeouts(request), None)
    if isinstance(error, (httpx.LocalProtocolError, TypeError, ValueError)):
        return next(chain(_wrong_headers(request), _wrong_timeouts(request)), None)
    return None


def _wrong_headers(request: httpx.Request) -> Iterator[str]:
    # A value is not repeated: it may be a secret.
    for name, value in request.headers.raw:
        shown = name.decode("ascii", "backslashreplace")
        if not _NAME.fullmatch(name):
            yield f"{shown!r} is no name of a header"
        elif _CONTROL.search(value):
            yield f"the value of the header `{shown}` holds a line break or another control character"
        elif value != value.strip(b" \t"):
            yield f"the value of the header `{shown}` begins or ends with white space"


def _wrong_timeouts(request: httpx.Request) -> Iterator[str]:
    timeouts: object = request.extensions.get("timeout")
    for seconds in cast("Mapping[str, object]", timeouts).values() if isinstance(timeouts, Mapping) else ():
        if seconds is None or (isinstance(seconds, (int, float)) and seconds >= 0):
            continue
        yield f"`timeout` is a number of seconds, an `httpx.Timeout` or None, not {seconds!r}"


def name_header(error: Exception, layers: tuple[object, ...]) -> Exception:
    """The error for headers that cannot be written, which names the one that is wrong."""
    for layer in layers:
        if not isinstance(layer, Mapping):
            return TypeError(f"Headers are a mapping of names to values, not {type(layer).__name__}")
        for name, value in cast("Mapping[object, object]", layer).items():
            if not isinstance(name, (str, bytes)):
                return TypeError(f"The name of a header is text, not {type(name).__name__}: {name!r}")
            if isinstance(error, UnicodeEncodeError) and error.object in (name, value):
                reason = f"{error.reason} (in the header {name!r}, which is sent as ASCII)"
                return UnicodeEncodeError(error.encoding, error.object, error.start, error.end, reason)
            if not isinstance(value, (str, bytes, Omit, NotGiven)):
                return TypeError(f"The value of the header `{name!s}` must be str or bytes, not {type(value).__name__}")
    return error
