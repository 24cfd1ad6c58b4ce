"""A fixture that writes small documents to a folder and loads them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.load.document import Document, Validation
from sdkwright.load.load import load_document


class Loaded:
    """A document, and what was found on the way."""

    def __init__(self, document: Document | None, found: Collector, folder: Path) -> None:
        self._document, self.found, self.folder = document, found, folder

    @property
    def document(self) -> Document:
        assert self._document is not None, self.found.found
        return self._document

    @property
    def refused(self) -> bool:
        return self._document is None

    def at(self, pointer: str) -> Any:
        return self.document.at(pointer)

    @property
    def codes(self) -> list[str]:
        return [diagnostic.rule.code for diagnostic in self.found]

    @property
    def places(self) -> list[tuple[str, str, int, int]]:
        """Code, file (relative to the folder), line and column of each finding."""
        return [
            (d.rule.code, str(Path(d.location.file).relative_to(self.folder)), d.location.line, d.location.column)
            for d in self.found
            if d.location is not None
        ]

    def line(self, pointer: str) -> int:
        return self.document.locate(pointer).line


Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def run(files: str | Mapping[str, str], root: str = "openapi.yaml", **options: Any) -> Loaded:
        folder = tmp_path / "project"
        (folder / ".git").mkdir(parents=True, exist_ok=True)
        for name, text in ({root: files} if isinstance(files, str) else files).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        found = Collector()
        options.setdefault("validation", Validation.NONE)
        for name in ("overlays",):
            if name in options:
                options[name] = [folder / item for item in options[name]]
        if "transforms_source" in options:
            options["transforms_source"] = folder / options["transforms_source"]
        return Loaded(load_document(folder / root, diagnostics=found, **options), found, folder)

    return run


class Served:
    """A web server on loopback, and what it was asked for."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, bytes] = {}
        self.redirects: dict[str, str] = {}
        self.asked: list[str] = []


@pytest.fixture
def served() -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            if self.path in state.redirects:
                self.send_response(302)
                self.send_header("Location", state.redirects[self.path])
                self.end_headers()
                return
            body = state.pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = Served(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()
