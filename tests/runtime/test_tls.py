"""TLS: one context for all clients, whose certificates are loaded when a connection is first secured."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from acme_sdk import _tls
from acme_sdk._base_client import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from acme_sdk._exceptions import APIConnectionError

from .clients import Acme

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the server's certificate")


class Loads:
    """How often contexts were made by the environment."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        make = httpx.create_ssl_context

        def counted(*args: Any, **kwargs: Any) -> ssl.SSLContext:
            self.count += not args and not kwargs
            return make(*args, **kwargs)

        monkeypatch.setattr(httpx, "create_ssl_context", counted)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loads]:
    _tls._loaded.cache_clear()
    yield Loads(monkeypatch)
    _tls._loaded.cache_clear()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for `localhost` that signed itself, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def server(certificate: tuple[Path, Path]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'"secured"')

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: Any) -> None:
            pass  # clients that do not trust the server are what one of these tests is about

    with Server(("127.0.0.1", 0), Handler) as running:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        # Handshakes happen where the connection is read, in its own thread.
        running.socket = context.wrap_socket(running.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"https://localhost:{running.server_port}"
        running.shutdown()
        thread.join()


def test_clients_load_nothing(loads: Loads) -> None:
    Acme()
    DefaultHttpxClient()
    DefaultAsyncHttpxClient()
    assert loads.count == 0


@needs_openssl
def test_the_first_connection_loads_for_all(
    server: str, certificate: tuple[Path, Path], loads: Loads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    async def get(kind: Any) -> str:
        async with kind() as client:
            answer: str = (await client.get(server)).json()
            return answer

    for _ in range(2):
        with DefaultHttpxClient() as client:
            assert client.get(server).json() == "secured"
        assert asyncio.run(get(DefaultAsyncHttpxClient)) == "secured"
        assert asyncio.run(get(DefaultAioHttpClient)) == "secured"
    assert Acme(base_url=server).get("/", cast_to=str) == '"secured"'
    assert loads.count == 1


@needs_openssl
def test_threads_load_once(
    server: str, certificate: tuple[Path, Path], loads: Loads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    client = Acme(base_url=server, max_retries=0)
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(client.get("/", cast_to=str))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ['"secured"'] * 8
    assert loads.count == 1


@needs_openssl
def test_certificates_are_checked(server: str, loads: Loads, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    client = Acme(base_url=server, max_retries=0)
    with pytest.raises(APIConnectionError) as raised:
        client.get("/", cast_to=str)
    assert "CERTIFICATE_VERIFY_FAILED" in str(raised.value.__cause__)
