"""Which error a failed call becomes. No I/O."""

from __future__ import annotations

from ._exceptions import APIConnectionError, APITimeoutError, SDKError
from ._http import httpx


def is_transient(error: Exception, request: httpx.Request) -> bool:
    """Whether a request that failed with `error` may be sent again.

    That holds for whatever the HTTP library, or what lies below it, raises, unless the request can never be sent. An
    error of this SDK comes from a hook or from an authentication flow, and is final unless it says otherwise.
    """
    if isinstance(error, SDKError):
        return bool(getattr(error, "is_transient", False))
    return _refusal_of(error, request) is None


def failure_of(error: Exception, request: httpx.Request) -> Exception:
    """The error for a request that got no answer, from what was raised when it was sent."""
    if isinstance(error, SDKError):
        return error
    refusal = _refusal_of(error, request)
    if refusal is not None:
        return APIConnectionError(message=f"The request could not be sent: {refusal}.", request=request)
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(request=request)
    return APIConnectionError(request=request)


def _refusal_of(error: Exception, request: httpx.Request) -> str | None:
    from ._refusals import refusal_of  # which nobody needs who makes no mistake

    return refusal_of(error, request)


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
