"""Asynchronous connections belong to the event loop that opened them; this keeps clients right when loops come and go.

A client that outlives its loop, as one at the top of a module does under several `asyncio.run()`, starts over with
new connections. One that is dropped without having been closed is closed by its own loop, or not at all.
"""

from __future__ import annotations

import weakref
import contextlib
from typing import TYPE_CHECKING, Any
from typing_extensions import override

from ._http import httpx
from ._transport import DefaultAsyncHttpxClient

if TYPE_CHECKING:
    import asyncio


def _running_loop() -> weakref.ref[asyncio.AbstractEventLoop] | None:
    import asyncio  # not needed by programs that are not asynchronous

    # Under trio there is no such loop; trio closes what it opened by itself.
    with contextlib.suppress(RuntimeError):
        return weakref.ref(asyncio.get_running_loop())
    return None


class LoopBoundTransport(httpx.AsyncHTTPTransport):
    """A pool of connections that is replaced by an empty one when the event loop of the old one is gone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._arguments = (args, kwargs)
        self._loop: weakref.ref[asyncio.AbstractEventLoop] | None = None
        super().__init__(*args, **kwargs)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        loop = _running_loop()
        if self._loop is not None and loop != self._loop:
            opened_in = self._loop()
            if opened_in is None or opened_in.is_closed():
                # What the old pool holds cannot be closed in an orderly way any more, nor be used.
                args, kwargs = self._arguments
                super().__init__(*args, **kwargs)
        self._loop = loop
        return await super().handle_async_request(request)


class LoopBoundClient(DefaultAsyncHttpxClient):
    """An asynchronous client that remembers the event loop that it was last used in."""

    _loop: weakref.ref[asyncio.AbstractEventLoop] | None = None
    _closing: asyncio.Task[None] | None = None

    @override
    async def send(self, *args: Any, **kwargs: Any) -> httpx.Response:
        self._loop = _running_loop()
        return await super().send(*args, **kwargs)

    # The HTTP library's hooks for what a client sends through, to a server and to a proxy; not in its public interface,
    # but other transports are built on them as well. Without them the client works all the same, in one loop.
    @override
    def _init_transport(self, *args: Any, **kwargs: Any) -> httpx.AsyncBaseTransport:
        chosen: httpx.AsyncBaseTransport | None = kwargs.pop("transport", None)
        return LoopBoundTransport(*args, **kwargs) if chosen is None else chosen

    @override
    def _init_proxy_transport(self, proxy: httpx.Proxy, *args: Any, **kwargs: Any) -> httpx.AsyncBaseTransport:
        return LoopBoundTransport(*args, proxy=proxy, **kwargs)

    def close_in_its_loop(self) -> None:
        """Have the client closed by the event loop that its connections belong to, if that one still runs."""
        loop = None if self._loop is None else self._loop()
        if loop is not None and loop.is_running():
            loop.call_soon_threadsafe(_close_soon, loop, self)


def _close_soon(loop: asyncio.AbstractEventLoop, client: LoopBoundClient) -> None:
    # The loop refers to its tasks only weakly; the client keeps this one until it is done.
    client._closing = loop.create_task(_close_quietly(client))


async def _close_quietly(client: httpx.AsyncClient) -> None:
    # Nobody is left who could be told of an error.
    with contextlib.suppress(Exception):
        await client.aclose()
