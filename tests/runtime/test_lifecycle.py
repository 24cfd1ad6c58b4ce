"""Clients from their beginning to their end: what importing and making them costs, copies, closing, logging."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import logging
import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import acme_sdk
import httpx
import pytest
from acme_sdk._base_client import (
    DefaultAioHttpClient,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    OtherPlatform,
    SyncHttpxClientWrapper,
    get_platform,
    platform_headers,
)
from acme_sdk._client import Acme, AsyncAcme
from acme_sdk._exceptions import APIConnectionError, NotFoundError
from acme_sdk._models import FinalRequestOptions
from acme_sdk._utils import asyncify
from acme_sdk._utils._logs import SensitiveHeadersFilter, setup_logging

from .clients import FLAVOURS, Both


@pytest.fixture
def server() -> Iterator[str]:
    """The base URL of a server that answers every GET with its path and keeps connections open."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = json.dumps(self.path).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: Any) -> None:
            pass  # clients that vanish are what some of these tests are about

    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def run_python(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(acme_sdk.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


class TestImports:
    def test_what_is_not_used_is_not_imported(self) -> None:
        code = "import sys; baseline = set(sys.modules); import httpx, pydantic; import acme_sdk._client\n"
        code += "print([m for m in ('aiohttp', 'httpx_aiohttp', 'distro', 'trio', 'sniffio') if m in sys.modules])"
        assert run_python(code).strip() == "[]"

    def test_what_sends_is_loaded_with_the_first_request(self) -> None:
        code = "import sys, acme_sdk._client as c; client = c.Acme(); loaded = 'httpcore' in sys.modules\n"
        assert run_python(code + "client._client; print(loaded, 'httpcore' in sys.modules)").strip() == "False True"

    def test_threads_that_begin_at_once_share_one_http_client(self, monkeypatch: pytest.MonkeyPatch) -> None:
        both_make_one = threading.Barrier(2, timeout=5)
        make = SyncHttpxClientWrapper.__init__

        def make_together(wrapper: SyncHttpxClientWrapper, **arguments: Any) -> None:
            make(wrapper, **arguments)
            # Python 3.11 lets one thread at a time in here.
            if sys.version_info >= (3, 12):
                both_make_one.wait()

        monkeypatch.setattr(SyncHttpxClientWrapper, "__init__", make_together)
        client, found = Acme(), list[object]()
        threads = [threading.Thread(target=lambda: found.append(client._client)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [client._client, client._client]

    def test_clients_share_one_tls_context(self) -> None:
        contexts = {id(c._transport._pool._ssl_context) for c in (DefaultHttpxClient(), DefaultHttpxClient())}
        assert len(contexts) == 1
        contexts.add(id(DefaultAsyncHttpxClient()._transport._pool._ssl_context))
        contexts.add(id(AsyncAcme()._client._transport._pool._ssl_context))
        assert len(contexts) == 1
        other = DefaultHttpxClient(verify=False)
        assert id(other._transport._pool._ssl_context) not in contexts


class TestDefaults:
    @pytest.mark.parametrize("kind", [DefaultHttpxClient, DefaultAsyncHttpxClient, DefaultAioHttpClient])
    async def test_of_http_clients(self, kind: Any) -> None:
        client = kind()
        assert client.timeout == httpx.Timeout(60, connect=5.0)
        assert client.follow_redirects
        assert kind(timeout=1, follow_redirects=False).timeout == httpx.Timeout(1)
        pool = getattr(client._transport, "_pool", None)
        if pool is not None:
            assert (pool._max_connections, pool._max_keepalive_connections) == (100, 20)

    def test_proxies_of_the_environment_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
        for client in (Acme()._client, AsyncAcme()._client, DefaultAioHttpClient()):
            assert [pattern.pattern for pattern in client._mounts] == ["https://"]

    async def test_http_client_of_the_wrong_flavour(self) -> None:
        with httpx.Client() as http, pytest.raises(TypeError, match="Invalid `http_client` argument"):
            AsyncAcme(http_client=http)
        async with httpx.AsyncClient() as other:
            with pytest.raises(TypeError, match="Invalid `http_client` argument"):
                Acme(http_client=other)

    async def test_aiohttp(self, server: str) -> None:
        async with AsyncAcme(base_url=server, http_client=DefaultAioHttpClient()) as client:
            assert await client.get("/x", cast_to=object) == "/x"
            assert "aiohttp" in type(client._client._transport).__module__


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestCopies:
    async def test_defaults_are_merged_or_replaced(self, flavour: str) -> None:
        both = Both(flavour, lambda r: httpx.Response(200), default_headers={"X-A": "1"}, default_query={"a": 1})
        client = both.client
        assert client.copy().default_headers["X-A"] == "1"
        merged = client.with_options(default_headers={"X-B": "2"}, default_query={"b": 2}, max_retries=7, timeout=None)
        assert (merged.default_headers["X-A"], merged.default_headers["X-B"]) == ("1", "2")
        assert merged.default_query == {"a": 1, "b": 2}
        assert (merged.max_retries, merged.timeout) == (7, None)
        replaced = client.copy(set_default_headers={}, set_default_query={"b": 2})
        assert "X-A" not in replaced.default_headers
        assert replaced.default_query == {"b": 2}
        assert client.default_query == {"a": 1}
        with pytest.raises(ValueError, match="`default_headers` and `set_default_headers` arguments are mutually"):
            client.copy(default_headers={}, set_default_headers={})
        with pytest.raises(ValueError, match="`default_query` and `set_default_query` arguments are mutually"):
            client.copy(default_query={}, set_default_query={})

    async def test_the_http_client_is_shared_and_survives_a_copy(self, flavour: str) -> None:
        client: Any = Acme() if flavour == "sync" else AsyncAcme()
        copied = client.copy()
        assert copied._client is client._client
        del copied
        gc.collect()
        assert not client.is_closed()

    async def test_a_deep_copy_is_a_copy(self, flavour: str) -> None:
        client: Any = Acme(max_retries=7) if flavour == "sync" else AsyncAcme(max_retries=7)
        copied = copy.deepcopy({"client": client})["client"]
        assert copied is not client
        assert copied.max_retries == 7
        assert copied._client is client._client

    async def test_closing(self, flavour: str) -> None:
        if flavour == "sync":
            with Acme() as client:
                assert not client.is_closed()
        else:
            async with AsyncAcme() as client:
                assert not client.is_closed()
        assert client.is_closed()

    async def test_one_that_was_closed_before_its_first_request(self, flavour: str) -> None:
        client: Any = Acme(max_retries=0) if flavour == "sync" else AsyncAcme(max_retries=0)

        async def close_and_send() -> None:
            if flavour == "sync":
                client.close()
                client.get("/x", cast_to=object)
            else:
                await client.close()
                await client.get("/x", cast_to=object)

        with pytest.raises(APIConnectionError) as caught:
            await close_and_send()
        assert "client has been closed" in str(caught.value.__cause__)


class TestDroppedClients:
    def test_a_synchronous_one_is_closed(self) -> None:
        http: Any = Acme()._client
        closed: list[bool] = []
        http.__dict__["close"] = lambda: closed.append(True)
        del http
        gc.collect()
        assert closed == [True]

    async def test_an_asynchronous_one_is_closed_by_its_loop(self, server: str) -> None:
        client = AsyncAcme(base_url=server)
        await client.get("/x", cast_to=object)
        pool = client._client._transport._pool
        assert len(pool.connections) == 1
        del client
        gc.collect()
        for _ in range(20):
            await asyncio.sleep(0.01)
        assert pool.connections == []

    def test_one_whose_loop_is_gone_says_nothing(self, server: str) -> None:
        code = f"""
import asyncio, gc
from acme_sdk._client import AsyncAcme
client = AsyncAcme(base_url={server!r})
asyncio.run(client.get("/x", cast_to=object))
async def drop():
    global client
    del client
    gc.collect()
    await asyncio.sleep(0.01)
asyncio.run(drop())
AsyncAcme()
gc.collect()
"""
        assert run_python(code) == ""

    def test_a_client_that_could_not_be_made(self) -> None:
        assert (
            run_python("from acme_sdk._base_client import *; SyncHttpxClientWrapper.__new__(SyncHttpxClientWrapper)")
            == ""
        )

    def test_one_client_under_several_event_loops(self, server: str) -> None:
        client = AsyncAcme(base_url=server, max_retries=0)
        for _ in range(3):
            assert asyncio.run(client.get("/x", cast_to=object)) == "/x"

    def test_nothing_keeps_a_client_alive(self) -> None:
        client = Acme()
        client._build_request(FinalRequestOptions.construct(method="get", url="/"))
        reference = weakref.ref(client)
        del client
        gc.collect()
        assert reference() is None


class TestErrors:
    @pytest.mark.parametrize("flavour", FLAVOURS)
    async def test_survive_pickling(self, flavour: str) -> None:
        both = Both(flavour, lambda request: httpx.Response(404, json={"error": "gone"}), max_retries=0)
        with pytest.raises(NotFoundError) as caught:
            await both(both.client.get("/x", cast_to=object))
        copied = pickle.loads(pickle.dumps(caught.value))
        assert type(copied) is NotFoundError
        assert (copied.status_code, copied.body, str(copied)) == (404, {"error": "gone"}, str(caught.value))
        assert copied.response.status_code == 404
        assert copied.request.url == caught.value.request.url

    async def test_of_the_connection(self) -> None:
        client = AsyncAcme(base_url="http://127.0.0.1:9", max_retries=0)
        with pytest.raises(APIConnectionError) as caught:
            await client.get("/x", cast_to=object)
        copied = pickle.loads(pickle.dumps(caught.value))
        assert str(copied) == "Connection error."

    def test_a_response_that_an_event_hook_has_closed(self) -> None:
        def close(response: httpx.Response) -> None:
            response.close()

        http = httpx.Client(
            transport=httpx.MockTransport(lambda r: httpx.Response(404, stream=httpx.ByteStream(b"never read"))),
            event_hooks={"response": [close]},
        )
        options: Any = {"headers": {"X-Stainless-Raw-Response": "stream"}}
        with pytest.raises(NotFoundError, match="Error code: 404") as caught:
            Acme(http_client=http, max_retries=0).get("/x", cast_to=object, options=options)
        assert caught.value.body is None


class TestLogging:
    def test_no_credentials(self, caplog: pytest.LogCaptureFixture) -> None:
        both = Both("sync", lambda r: httpx.Response(200, json=1, headers={"Set-Cookie": "session=s3cret"}))
        with caplog.at_level(logging.DEBUG, logger="acme_sdk"):
            options: Any = {"headers": {"Authorization": "Bearer s3cret", "x-api-key": "s3cret", "X-Plain": "shown"}}
            both.client.post("/x", cast_to=object, body={"a": 1}, options=options)
        assert "s3cret" not in caplog.text
        assert "shown" in caplog.text
        assert "'json_data': {'a': 1}" in caplog.text
        assert 'HTTP Response: POST https://api.acme.test/x "200 OK"' in caplog.text
        assert {record.name for record in caplog.records if record.name.startswith("acme")} == {"acme_sdk._base_client"}

    def test_a_body_is_not_used_up_by_logging(self, caplog: pytest.LogCaptureFixture) -> None:
        both = Both("sync", lambda request: httpx.Response(200, text=request.content.decode()))
        with caplog.at_level(logging.DEBUG, logger="acme_sdk"):
            assert both.client.post("/x", cast_to=str, content=iter([b"a", b"b"])) == "ab"

    def test_the_filter_leaves_other_records_alone(self) -> None:
        record = logging.LogRecord(
            "x", logging.DEBUG, "", 1, "%s", ({"headers": {"Api-Key": "1", "Other": "2"}},), None
        )
        original = record.args
        assert SensitiveHeadersFilter().filter(record)
        assert record.args == {"headers": {"Api-Key": "<redacted>", "Other": "2"}}
        assert original == {"headers": {"Api-Key": "1", "Other": "2"}}, "the caller's own mapping is not touched"
        plain = logging.LogRecord("x", logging.DEBUG, "", 1, "%s %s", ("a", "b"), None)
        assert SensitiveHeadersFilter().filter(plain)
        assert plain.args == ("a", "b")

    @pytest.mark.parametrize(
        ("value", "level"), [("debug", logging.DEBUG), ("info", logging.INFO), ("", logging.NOTSET)]
    )
    def test_switched_on_by_the_environment(self, monkeypatch: pytest.MonkeyPatch, value: str, level: int) -> None:
        monkeypatch.setenv("ACME_LOG", value)
        loggers = [logging.getLogger("acme_sdk"), logging.getLogger("httpx")]
        before = [logger.level for logger in loggers]
        try:
            for logger in loggers:
                logger.setLevel(logging.NOTSET)
            setup_logging()
            assert [logger.level for logger in loggers] == [level, level]
        finally:
            for logger, old in zip(loggers, before, strict=True):
                logger.setLevel(old)


class TestPlatform:
    def test_headers(self) -> None:
        headers = platform_headers("9.9", platform=None)
        assert headers["X-Stainless-Package-Version"] == "9.9"
        assert headers["X-Stainless-Runtime-Version"] == ".".join(map(str, sys.version_info[:3]))
        assert headers["X-Stainless-OS"] == str(get_platform())
        assert platform_headers("9.9", platform=None) is headers
        assert platform_headers("9.9", platform=OtherPlatform("plan9"))["X-Stainless-OS"] == "Other:plan9"

    @pytest.mark.parametrize(
        ("system", "release", "machine", "expected"),
        [
            ("Darwin", "23.1.0", "arm64", "MacOS"),
            ("Darwin", "21.6.0", "iPhone12,1", "iOS"),
            ("Linux", "5.10.81-android12-9", "aarch64", "Android"),
            ("Linux", "6.1", "x86_64", "Linux"),
            ("Windows", "10", "AMD64", "Windows"),
            ("FreeBSD", "14", "amd64", "FreeBSD"),
        ],
    )
    def test_systems(
        self, monkeypatch: pytest.MonkeyPatch, system: str, release: str, machine: str, expected: str
    ) -> None:
        found = SimpleNamespace(sysname=system, release=release, version="", machine=machine)
        monkeypatch.setattr(os, "uname", lambda: found)
        assert get_platform() == expected

    def test_a_system_without_a_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import platform

        found = SimpleNamespace(sysname="Plan9", release="4", version="", machine="mips")
        monkeypatch.setattr(os, "uname", lambda: found)
        monkeypatch.setattr(platform, "platform", lambda: "Plan9-4-mips")
        assert str(get_platform()) == "Other:plan9-4-mips"

    async def test_blocking_functions_in_threads(self) -> None:
        assert await asyncify(lambda x: (x, threading.current_thread() is threading.main_thread()))(7) == (7, False)
