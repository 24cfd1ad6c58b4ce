"""Which error a failed call becomes. No I/O."""

from __future__ import annotations

from typing import NamedTuple

from ._http import httpx
from ._exceptions import SDKError, APITimeoutError, APIConnectionError


class Failure(NamedTuple):
    """What came of a request that got no answer: the error to raise, and whether the request may be sent again."""

    error: Exception
    is_transient: bool


def failure_of(error: Exception, request: httpx.Request, *, closed: bool) -> Failure:
    """What it means that `error` was raised when `request` was sent; `closed` tells whether the client is.

    Whatever the HTTP library, or what lies below it, raises is transient, unless the request can never be sent. An
    error of this SDK comes from a hook or from an authentication flow, and is final unless it says otherwise.
    """
    if isinstance(error, SDKError):
        return Failure(error, bool(getattr(error, "is_transient", False)))
    from ._refusals import refusal_of  # which nobody needs who makes no mistake

    refusal = refusal_of(error, request, closed=closed)
    if refusal is not None:
        message = f"The request could not be sent: {refusal}."
        return Failure(APIConnectionError(message=message, request=request), is_transient=False)
    if isinstance(error, httpx.TimeoutException):
        return Failure(APITimeoutError(request=request), is_transient=True)
    return Failure(APIConnectionError(request=request), is_transient=True)


def status_error_parts(response: httpx.Response) -> tuple[str, object]:
    """The message and the body of the error for an answer that is none: JSON if it is any, else text."""
    prefix = f"Error code: {response.status_code}"
    if response.is_closed and not response.is_stream_consumed:
        # An event hook may have closed the response before anybody has read it.
        return prefix, None
    text = response.text.strip()
    try:
        body: object = response.json()
    except ValueError:
        return text or prefix, text
    return f"{prefix} - {body}", body
