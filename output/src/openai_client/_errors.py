"""Which error a failed call becomes. No I/O."""

from __future__ import annotations

from ._http import httpx
from ._exceptions import APIError, APITimeoutError, APIConnectionError


def connection_error(error: Exception, request: httpx.Request) -> APIError:
    """The error for a request that got no answer; `error` is what the HTTP library raised."""
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(request=request)
    return APIConnectionError(request=request)


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
