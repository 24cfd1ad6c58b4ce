"""Why a request cannot be sent: a mistake of the caller, said by the name of what is wrong.

Looked at only when a request has failed. No I/O.
"""

from __future__ import annotations

import re
from typing import cast
from itertools import chain
from collections.abc import Mapping, Iterator

from ._http import httpx
from ._types import Omit, NotGiven
from ._utils import is_list, is_tuple, is_mapping
from ._utils._json import openapi_dumps

_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


def refusal_of(error: Exception, request: httpx.Request, *, closed: bool) -> str | None:
    """What the caller has to change before `request` can be sent; None where that is not the cause of `error`.

    `closed` tells whether the client is.
    """
    if closed and isinstance(error, RuntimeError):
        return "the client has been closed; make another one, or close it later"
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


def name_value(error: Exception, body: object) -> Exception | None:
    """`error`, of a body that cannot be written as JSON, with the place of the value that is wrong.

    None where that is the whole body, or where `error` tells more than a text, as pydantic's do.
    """
    place = _unwritable(body, "", ()) if type(error) in (TypeError, ValueError) else ""
    return type(error)(f"{error}, in the body at `{place}`") if place else None


def _unwritable(value: object, place: str, around: tuple[object, ...]) -> str:
    """Where the first value lies within `value` that JSON cannot express; `around` are the values that it is in."""
    parts: Iterator[tuple[str, object]] = iter(())
    if is_mapping(value):
        parts = ((f"{place}.{key}" if place else str(key), part) for key, part in value.items())
    elif is_list(value) or is_tuple(value):
        parts = ((f"{place}[{index}]", part) for index, part in enumerate(value))
    for inner, part in parts:
        try:
            openapi_dumps(part)
        except (TypeError, ValueError):
            contains_itself = any(part is other for other in (*around, value))
            return inner if contains_itself else _unwritable(part, inner, (*around, value))
    return place
