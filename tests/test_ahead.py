"""A document that is parsed before the command is understood is what it would have been, or nobody asks for it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from sdkwright import ahead
from sdkwright.ahead import begin_parsing
from sdkwright.diagnostics import Collector
from sdkwright.lastrun.running import running
from sdkwright.load import parsing
from sdkwright.load.parsing import Ahead, Parsing, parse

forks = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
TEXT = "openapi: 3.1.0\npaths: {}\nopenapi: 3.1.0\n"


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document that is large enough, on a machine with two processors; this process has no other threads."""
    monkeypatch.setattr(ahead, "LARGE_DOCUMENT", 1)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(parsing, "LARGE_DOCUMENT", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "api.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def begun(*arguments: object) -> Ahead | None:
    """What is begun, and ended at once where nobody asks."""
    found = begin_parsing([str(argument) for argument in arguments], None)
    if found is not None:
        found.pending.drop()
    return found


@forks
def test_what_was_begun_is_what_would_have_been_parsed(spec: Path) -> None:
    found, plainly, done = Collector(), Collector(), []
    data = spec.read_bytes()
    begun_before = begin_parsing(["generate", "--spec", str(spec)], running())
    assert begun_before is not None
    source = parse(data, str(spec), Parsing(ahead=begun_before, beside=lambda: done.append("beside")), found)
    whole = parse(data, str(spec), Parsing(), plainly)
    assert source is not None
    assert whole is not None
    assert source.tree == whole.tree
    assert source.marks().root == whole.marks().root
    assert found.found == plainly.found
    assert len(found.found) == 1
    assert done == ["beside"]


@forks
@pytest.mark.parametrize(("data", "name"), [(b"a: 1\n", "api.yml"), (TEXT.encode(), "other.yml")])
def test_another_document_is_parsed_itself(spec: Path, data: bytes, name: str) -> None:
    other = begin_parsing(["check", "--spec", str(spec)], running())
    assert other is not None
    try:
        source = parse(data, str(spec.with_name(name)), Parsing(ahead=other), Collector())
    finally:
        other.pending.drop()
    assert source is not None
    assert source.file.endswith(name)


@forks
def test_only_what_certainly_will_be_parsed_is_begun(spec: Path) -> None:
    assert begun("generate", "--spec", spec, "--no-cache") is not None
    assert begun("lint", "--spec", spec) is None
    assert begun("generate") is None
    assert begun("generate", "--spec") is None
    assert begun("generate", "--spec", spec, "--spec", spec) is None
    assert begun("generate", "--spec", spec, "--jobs", "1") is None
    assert begun("generate", "--spec", spec, "--jobs=4") is None
    assert begun("generate", "--spec", spec.parent) is None
    assert begun("generate", "--spec", spec.with_name("absent.yml")) is None
    spec.write_text("{}", encoding="utf-8")
    assert begun("generate", "--spec", spec) is None


def test_one_processor_begins_nothing(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "processors", lambda: 1)
    assert begun("generate", "--spec", spec) is None
