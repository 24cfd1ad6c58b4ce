"""Fetching a remote file, bounded in time, size, redirects and protocols.

In: an `http(s)` URL that the user allowed. Out: its bytes. This is the only module that uses the network.
"""

from __future__ import annotations

from typing import Final

TIMEOUT_SECONDS: Final = 10
MAX_BYTES: Final = 20_000_000
_HEADERS: Final = {"Accept": "application/yaml, application/json, */*"}


class FetchError(Exception):
    """A remote file could not be had; the message says why."""


def fetch(url: str) -> bytes:
    """The body of a GET. Raises `FetchError`."""
    import urllib.request  # here, as few documents have remote references
    from http.client import HTTPException

    opener = urllib.request.OpenerDirector()
    # Without file: and ftp: handlers no redirect can lead to the local disk.
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    try:
        # The opener knows http and https alone; what it has no handler for, it answers with None.
        response = opener.open(urllib.request.Request(url, headers=_HEADERS), timeout=TIMEOUT_SECONDS)  # noqa: S310
        if response is None:
            raise FetchError("only http and https are fetched")
        with response:
            body: bytes = response.read(MAX_BYTES + 1)
    except (HTTPException, OSError, ValueError) as error:
        raise FetchError(str(error)) from error
    if len(body) > MAX_BYTES:
        raise FetchError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    return body
