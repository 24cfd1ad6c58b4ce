"""Fixtures for real HTTP on loopback: a server to script, and the example's SDK to drive against it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import Server, running

OUTPUT = Path(__file__).parents[2] / "output" / "src"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on a free port of loopback; set `answer` before the first request."""
    with running() as scripted:
        yield scripted


@pytest.fixture(scope="session", autouse=True)
def example_sdk() -> Iterator[None]:
    """Make `openai_client` of `output/` importable."""
    sys.path.insert(0, str(OUTPUT))
    yield
    sys.path.remove(str(OUTPUT))
