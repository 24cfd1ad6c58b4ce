"""Building a site as its readers' maintainers do, and serving it.

In: a folder with a Makefile. Out: what `make docs` said, and the built pages.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILT = ("site", ".cache", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")


@dataclass(frozen=True)
class Built:
    """A built site. `said` is all that the build printed."""

    source: Path
    pages: Path
    said: str


def tools_environment() -> dict[str, str]:
    """The environment with the tools of this test run's own interpreter."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}


def build_sdk_site(sdk: Path, folder: Path) -> Built:
    """Copy an SDK to a folder and run `make docs` there. Fails the test where the build does."""
    source = folder / "sdk"
    shutil.copytree(sdk, source, ignore=shutil.ignore_patterns(*BUILT))
    return build(source, "docs")


def build(source: Path, target: str) -> Built:
    """Run a make target that builds `site/`."""
    done = subprocess.run(
        ["make", target], cwd=source, env=tools_environment(), capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return Built(source=source, pages=source / "site", said=said)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(pages: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives its base URL, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(pages)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
