"""The TLS context that all clients share, unless they are told to use another one."""

from __future__ import annotations

import os
import ssl
import threading
from typing import Any
from functools import lru_cache
from collections.abc import Iterable
from typing_extensions import Self, override

from ._http import httpx

_ENVIRONMENT = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
_LOADING = threading.Lock()


class ContextOnUse(ssl.SSLContext):
    """Secures connections as the HTTP library would, with a context that is made for the first of them.

    Loading the certificates takes 25 ms and nearly a megabyte. Many programs that make a client never need them.
    """

    _protocols: tuple[str, ...] = ()

    def __new__(cls) -> Self:
        return super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)

    @override
    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        self._protocols = tuple(alpn_protocols)

    @override
    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        return self._context().wrap_socket(*args, **kwargs)

    @override
    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        return self._context().wrap_bio(*args, **kwargs)

    def _context(self) -> ssl.SSLContext:
        with _LOADING:
            return _loaded(tuple(os.environ.get(name) for name in _ENVIRONMENT), self._protocols)


@lru_cache(maxsize=4)
def _loaded(environment: tuple[str | None, ...], protocols: tuple[str, ...]) -> ssl.SSLContext:
    # The parameters are what such a context depends on.
    context = httpx.create_ssl_context()
    if protocols:
        context.set_alpn_protocols(protocols)
    return context


# Nearly every client takes this one, and would make it for its first request, where somebody waits.
_WITHOUT_HTTP2 = ContextOnUse()


@lru_cache(maxsize=1)
def _with_http2() -> ContextOnUse:
    return ContextOnUse()


def shared_context(*, http2: bool) -> ssl.SSLContext:
    """The context of all clients with HTTP/2, or of all without: the HTTP library writes the protocols into it."""
    return _with_http2() if http2 else _WITHOUT_HTTP2
