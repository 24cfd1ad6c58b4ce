"""The mock server that answers by an OpenAPI document, for emitted SDKs' own tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "mock"
BINARY = FOLDER / "node_modules" / ".bin" / "steady"


@contextmanager
def mock_server(document: Path, array_format: str = "comma", nested_format: str = "brackets") -> Iterator[str]:
    """Start the server and give its base URL; skips the test, with the reason, where Node or the server is missing.

    In CI nothing is skipped: there it fails.
    """
    if not BINARY.exists():
        reason = "npm is missing" if shutil.which("npm") is None else "`npm install` has not run in tests/mock/"
        assert "CI" not in os.environ, f"the mock server is needed in CI, but {reason}"
        pytest.skip(f"needs the mock server: {reason} (see `make test`)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = [
        f"--validator-{part}-{kind}-format={value}"
        for kind, value in (("array", array_format), ("object", nested_format))
        for part in ("query", "form")
    ]
    server = subprocess.Popen(
        [str(BINARY), "--host", "127.0.0.1", "-p", str(port), "-q", *flags, str(document)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert server.poll() is None, server.stdout and server.stdout.read().decode()
            try:
                urllib.request.urlopen(f"{url}/_x-steady/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(10)
