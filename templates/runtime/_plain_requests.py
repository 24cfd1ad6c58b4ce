"""Requests as the HTTP library's clients build them, for the common case put together in one step.

A client of the HTTP library merges its own settings into each request header by header, which takes longer than all
else that happens before sending. Most requests have bytes for a body, or none, and a client without settings of its
own but headers: for those the outcome is known.
"""

from __future__ import annotations

from typing import Any
from functools import lru_cache

from ._http import httpx

_BUILDERS = (httpx.Client.build_request, httpx.AsyncClient.build_request)
_WITH_BODY = ("POST", "PUT", "PATCH")
_SET_BY_THE_LIBRARY = {b"host", b"content-length", b"transfer-encoding"}


@lru_cache(maxsize=512)
def parsed_url(text: str) -> httpx.URL:
    """The URL of that text; they cannot be changed, so that one is enough for all requests."""
    return httpx.URL(text)


def build_request(
    client: httpx.Client | httpx.AsyncClient,
    method: str,
    url: httpx.URL,
    *,
    headers: httpx.Headers,
    timeout: float | httpx.Timeout | None,
    content: Any = None,
    extensions: dict[str, Any],
    **body: Any,
) -> httpx.Request:
    """What `client.build_request` gives for these arguments; `body` are those that encode a body."""
    own = headers.raw
    names = {name.lower() for name, _ in own}
    is_plain = not body and (content is None or type(content) is bytes)
    if not is_plain or not _merges_only_headers(client, url) or not names.isdisjoint(_SET_BY_THE_LIBRARY):
        if content is not None:
            body["content"] = content
        return client.build_request(method, url, headers=headers, timeout=timeout, extensions=extensions, **body)
    method = method.upper()
    merged = [(b"Host", url.netloc)]
    if not content and method in _WITH_BODY:
        merged.append((b"Content-Length", b"0"))
    merged += [(name, value) for name, value in client.headers.raw if name.lower() not in names]
    merged += own
    if content:
        merged.append((b"Content-Length", b"%d" % len(content)))
    limits = timeout if isinstance(timeout, httpx.Timeout) else httpx.Timeout(timeout)
    request = httpx.Request(
        method,
        url,
        headers=merged,
        stream=httpx.ByteStream(content or b""),
        extensions={**extensions, "timeout": limits.as_dict()},
    )
    request.read()  # so that its content can be looked at
    return request


def _merges_only_headers(client: httpx.Client | httpx.AsyncClient, url: httpx.URL) -> bool:
    return (
        type(client).build_request in _BUILDERS
        and not client.cookies
        and not client.params
        and bool(url.host)
        and _SET_BY_THE_LIBRARY.isdisjoint(name.lower() for name, _ in client.headers.raw)
    )


def header_of(request: httpx.Request, name: bytes) -> bytes | None:
    """A header of a request, by its name in lower case. The look-up by text would first decode all of them."""
    return next((value for key, value in request.headers.raw if key.lower() == name), None)
