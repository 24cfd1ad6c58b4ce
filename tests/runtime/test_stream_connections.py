"""Streams over real connections: who reads slowly slows the server down, and who stops reading lets go of it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from acme_sdk._base_client import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from acme_sdk._client import Acme, AsyncAcme
from acme_sdk._models import BaseModel
from acme_sdk._streaming import AsyncStream, Stream

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
EVENT = b'data: {"text": "%s"}\n\n' % (b"x" * 1_000)
ASYNC_CLIENTS = (DefaultAsyncHttpxClient, DefaultAioHttpClient)
ONE_CONNECTION = httpx.Limits(max_connections=1, max_keepalive_connections=1)


class Delta(BaseModel):
    text: str


class Server:
    """Sends events on each connection, `count` of them, and then waits until the client has closed it."""

    def __init__(self, count: float) -> None:
        self.count = count
        self.sent = 0
        self.let_go = threading.Semaphore(0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65_536)
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(65_536)
            connection.sendall(HEAD)
            number = 0
            while number < self.count:
                connection.sendall(EVENT)
                number += 1
                self.sent += 1
            while connection.recv(65_536):
                pass
        self.let_go.release()

    def close(self) -> None:
        self._listening.close()

    def has_stopped_sending(self) -> bool:
        """Whether it can send no more, within five seconds."""
        for _ in range(50):
            before = self.sent
            time.sleep(0.1)
            if self.sent == before:
                return True
        return False


@pytest.fixture
def servers() -> Iterator[Callable[[float], Server]]:
    started: list[Server] = []

    def start(count: float) -> Server:
        started.append(Server(count))
        return started[-1]

    yield start
    for server in started:
        server.close()


def stream(server: Server) -> tuple[Acme, Stream[Delta]]:
    client = Acme(base_url=server.url, max_retries=0, http_client=DefaultHttpxClient(limits=ONE_CONNECTION))
    return client, client.get("/", cast_to=Delta, stream=True, stream_cls=Stream[Delta])


@contextlib.asynccontextmanager
async def async_stream(server: Server, kind: Any) -> AsyncIterator[tuple[AsyncAcme, AsyncStream[Delta]]]:
    async with AsyncAcme(base_url=server.url, max_retries=0, http_client=kind(limits=ONE_CONNECTION)) as client:
        yield client, await client.get("/", cast_to=Delta, stream=True, stream_cls=AsyncStream[Delta])


async def _all(items: AsyncStream[Delta]) -> list[Delta]:
    return [item async for item in items]


class TestReadingSlowly:
    def test_sync(self, servers: Callable[[float], Server]) -> None:
        server = servers(float("inf"))
        client, items = stream(server)
        with client, items:
            next(items)
            assert server.has_stopped_sending()
            before = server.sent
            for _ in range(before + 1):
                next(items)
            assert server.sent > before

    @pytest.mark.parametrize("kind", ASYNC_CLIENTS)
    async def test_async(self, kind: Any, servers: Callable[[float], Server]) -> None:
        server = servers(float("inf"))
        async with async_stream(server, kind) as (_, items), items:
            await anext(items)
            assert await asyncio.to_thread(server.has_stopped_sending)
            before = server.sent
            for _ in range(before + 1):
                await anext(items)
            assert server.sent > before


class TestLettingGo:
    def test_by_dropping_the_stream(self, servers: Callable[[float], Server]) -> None:
        server = servers(3)
        client, items = stream(server)
        with client:
            for _ in items:
                break
            del items
            assert server.let_go.acquire(timeout=5)
            assert next(client.get("/", cast_to=Delta, stream=True, stream_cls=Stream[Delta])).text

    def test_by_leaving_a_block(self, servers: Callable[[float], Server]) -> None:
        server = servers(3)
        client, items = stream(server)
        with client:
            with contextlib.suppress(KeyError), items:
                for _ in items:
                    raise KeyError
            assert server.let_go.acquire(timeout=5)
            assert next(client.get("/", cast_to=Delta, stream=True, stream_cls=Stream[Delta])).text

    def test_by_closing_in_another_thread(self, servers: Callable[[float], Server]) -> None:
        server = servers(1)
        client, items = stream(server)
        with client:
            next(items)
            threading.Timer(0.1, items.close).start()
            began = time.monotonic()
            # Whether the reader sees an end or an error is up to the operating system.
            with contextlib.suppress(StopIteration, httpx.TransportError):
                next(items)
            assert time.monotonic() - began < 5
            assert server.let_go.acquire(timeout=5)

    @pytest.mark.parametrize("kind", ASYNC_CLIENTS)
    async def test_by_leaving_an_async_block(self, kind: Any, servers: Callable[[float], Server]) -> None:
        server = servers(3)
        async with async_stream(server, kind) as (client, items):
            with contextlib.suppress(KeyError):
                async with items:
                    async for _ in items:
                        raise KeyError
            assert await asyncio.to_thread(server.let_go.acquire, timeout=5)
            again = await client.get("/", cast_to=Delta, stream=True, stream_cls=AsyncStream[Delta])
            assert (await anext(again)).text
            await again.close()

    @pytest.mark.parametrize("kind", ASYNC_CLIENTS)
    async def test_by_closing_in_another_task(self, kind: Any, servers: Callable[[float], Server]) -> None:
        server = servers(1)
        async with async_stream(server, kind) as (_, items):
            await anext(items)
            reading = asyncio.create_task(anext(items))
            await asyncio.sleep(0.05)
            await items.close()
            # Whether the reader sees an end or an error is up to the HTTP library.
            with contextlib.suppress(StopAsyncIteration, httpx.TransportError):
                await asyncio.wait_for(reading, 5)
            assert await asyncio.to_thread(server.let_go.acquire, timeout=5)

    @pytest.mark.parametrize("kind", ASYNC_CLIENTS)
    async def test_by_cancellation(self, kind: Any, servers: Callable[[float], Server]) -> None:
        server = servers(3)
        waiting = asyncio.Event()

        async def read(items: AsyncStream[Delta]) -> None:
            count = 0
            async for _ in items:
                count += 1
                if count == 3:
                    waiting.set()

        async with async_stream(server, kind) as (client, items):
            reading = asyncio.create_task(read(items))
            await waiting.wait()
            await asyncio.sleep(0.05)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert await asyncio.to_thread(server.let_go.acquire, timeout=5)
            again = await client.get("/", cast_to=Delta, stream=True, stream_cls=AsyncStream[Delta])
            assert (await anext(again)).text
            await again.close()

    @pytest.mark.parametrize("kind", ASYNC_CLIENTS)
    async def test_by_a_time_limit(self, kind: Any, servers: Callable[[float], Server]) -> None:
        server = servers(1)
        async with async_stream(server, kind) as (_, items):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(_all(items), 0.2)
            assert await asyncio.to_thread(server.let_go.acquire, timeout=5)
