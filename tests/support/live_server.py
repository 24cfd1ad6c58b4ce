"""A small HTTP server on loopback that a test scripts: what it saw, and what it answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Seen:
    """One request as the server received it."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    target: str
    """Path and query as they stood in the request's first line."""

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """What to answer; `chunks` are sent one by one, chunked, with `before_chunk` called ahead of each."""

    status: int = 200
    json: Any = None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    chunks: list[bytes] | None = None
    before_chunk: Callable[[int], None] = lambda _: None


@dataclass
class Server:
    """A scripted server: `answer` decides, `seen` remembers."""

    url: str
    seen: list[Seen]
    answer: Callable[[Seen], Reply]
    hung_up: threading.Event


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            seen = Seen(
                method=self.command,
                path=parts.path,
                query=parse_qs(parts.query, keep_blank_values=True),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(length),
                target=self.path,
            )
            server.seen.append(seen)
            self.send(server.answer(seen))

        def send(self, reply: Reply) -> None:
            body = reply.body if reply.json is None else json.dumps(reply.json).encode()
            self.send_response(reply.status)
            if reply.json is not None:
                self.send_header("content-type", "application/json")
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.chunks is None:
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            try:
                for index, chunk in enumerate(reply.chunks):
                    reply.before_chunk(index)
                    self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                    self.wfile.flush()
                self.wfile.write(b"0\r\n\r\n")
            except (BrokenPipeError, ConnectionResetError):
                server.hung_up.set()
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_MOVE = handle_any

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    return Handler


@contextmanager
def running() -> Iterator[Server]:
    """A server on a free port of loopback; set `answer` before the first request."""
    scripted = Server(url="", seen=[], answer=lambda _: Reply(status=500), hung_up=threading.Event())
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(scripted))
    http.daemon_threads = True
    scripted.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield scripted
    finally:
        http.shutdown()
        http.server_close()
        thread.join(5)
