"""The HTTP clients that the SDK makes for itself: their defaults, one TLS context for all, and a clean end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from typing_extensions import override

from ._tls import shared_context
from ._http import httpx
from ._types import NotGiven
from ._constants import DEFAULT_TIMEOUT, DEFAULT_CONNECTION_LIMITS

HTTPX_DEFAULT_TIMEOUT = httpx.Timeout(5.0)
"""What a client of the HTTP library has when nobody chose a timeout for it."""


def with_defaults(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of an HTTP client, completed with the SDK's defaults: timeout, pool, redirects, TLS."""
    completed = {
        "timeout": DEFAULT_TIMEOUT,
        "limits": DEFAULT_CONNECTION_LIMITS,
        "follow_redirects": True,
        **arguments,
    }
    standard_tls = completed.get("verify", True) is True and completed.get("cert") is None
    if standard_tls and completed.get("trust_env", True) and completed.get("transport") is None:
        completed["verify"] = shared_context(http2=bool(completed.get("http2")))
    return completed


def initial_timeout(
    timeout: float | httpx.Timeout | NotGiven | None,
    http_client: object,
    kind: type[httpx.Client] | type[httpx.AsyncClient],
) -> float | httpx.Timeout | None:
    """The timeout of a new client: the one it is given, else that of the caller's HTTP client, else the default.

    An HTTP client that still has the HTTP library's own default has had none chosen for it. Raises TypeError for an
    HTTP client that is not of `kind`.
    """
    if http_client is not None and not isinstance(http_client, kind):
        raise TypeError(
            f"Invalid `http_client` argument; Expected an instance of `{httpx.__name__}.{kind.__name__}` "
            f"but got {type(http_client)}"
        )
    if not isinstance(timeout, NotGiven):
        return timeout
    if isinstance(http_client, kind) and http_client.timeout != HTTPX_DEFAULT_TIMEOUT:
        return http_client.timeout
    return DEFAULT_TIMEOUT


class _ResponseCookies(httpx.Cookies):
    """The cookies of a client, for which an answer that sets none is not looked into.

    The HTTP library would first turn each request into one of the standard library, header by header.
    """

    @override
    def extract_cookies(self, response: httpx.Response) -> None:
        if any(name.lower() in _SETTING_COOKIES for name, _ in response.headers.raw):
            super().extract_cookies(response)


_SETTING_COOKIES = (b"set-cookie", b"set-cookie2")

if TYPE_CHECKING:
    # The arguments are those of the HTTP library's own classes; only the defaults differ.
    DefaultHttpxClient = httpx.Client
    DefaultAsyncHttpxClient = httpx.AsyncClient
else:

    class DefaultHttpxClient(httpx.Client):
        """A client of the HTTP library with the SDK's defaults; takes the same arguments.

        For `http_client=`: a plain client there would bring its own timeout, pool size and redirect policy.
        """

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**with_defaults(kwargs))
            self._cookies = _ResponseCookies(self._cookies)

    class DefaultAsyncHttpxClient(httpx.AsyncClient):
        """An asynchronous client of the HTTP library with the SDK's defaults; takes the same arguments."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**with_defaults(kwargs))
            self._cookies = _ResponseCookies(self._cookies)


class DefaultAioHttpClient(DefaultAsyncHttpxClient):
    """Like `DefaultAsyncHttpxClient`, but sends through aiohttp, which is imported when the first one is made.

    Raises RuntimeError if the package was installed without its extra `aiohttp`.
    """

    @override
    def _init_transport(self, *args: Any, **kwargs: Any) -> httpx.AsyncBaseTransport:
        transport: httpx.AsyncBaseTransport = _aiohttp_client_class()._init_transport(self, *args, **kwargs)
        return transport

    @override
    def _init_proxy_transport(self, *args: Any, **kwargs: Any) -> httpx.AsyncBaseTransport:
        transport: httpx.AsyncBaseTransport = _aiohttp_client_class()._init_proxy_transport(self, *args, **kwargs)
        return transport


_AIOHTTP_CLIENTS = {
    "httpx": ("httpx_aiohttp", "HttpxAiohttpClient"),
    "httpx2": ("httpx_aiohttp.httpx2", "Httpx2AiohttpClient"),
}


def _aiohttp_client_class() -> Any:
    import importlib

    module, name = _AIOHTTP_CLIENTS[httpx.__name__]
    try:
        return getattr(importlib.import_module(module), name)
    except ImportError as error:
        raise RuntimeError("To use the aiohttp client, install this package with its extra `aiohttp`") from error
