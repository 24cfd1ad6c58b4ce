"""Compiled templates of our own are kept as Python keeps bytecode, and serve only what they were compiled from."""

from __future__ import annotations

import marshal
import sys
from pathlib import Path
from types import CodeType

import pytest

from sdkwright import assets
from sdkwright.render.bytecode import compiled

COMPILER = __file__


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that bytecode is kept in for this test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def files(kept: Path) -> list[Path]:
    return [path for path in kept.rglob("*") if path.is_file()]


def value(path: str, source: str, *, name: str = "1/a.jinja", known: bool = False) -> object:
    """What the code of a template computes, as which Python stands in here; `known`: it must not be compiled."""

    def work() -> CodeType:
        assert not known
        return compile(source, path, "eval")

    code = compiled(path, name, source, COMPILER, work)
    return eval(code)


OURS = str(assets.templates_folder() / "base" / "a.jinja")


def test_what_is_compiled_once_is_kept(kept: Path) -> None:
    assert value(OURS, "1 + 1") == 2
    assert value(OURS, "1 + 1", known=True) == 2
    assert len(files(kept)) == 1


def test_another_text_is_compiled_anew(kept: Path) -> None:
    value(OURS, "1 + 1")
    assert value(OURS, "1 + 2") == 3
    assert value(OURS, "1 + 2", known=True) == 3
    assert len(files(kept)) == 1


def test_what_is_compiled_under_two_names_is_kept_for_both(kept: Path) -> None:
    value(OURS, "1 + 1", name="0/a.jinja")
    value(OURS, "1 + 1", name="1/a.jinja")
    assert value(OURS, "1 + 1", name="0/a.jinja", known=True) == 2


@pytest.mark.parametrize("rest", [b"", b"\0", b"x" * 100, marshal.dumps("no code")])
def test_damaged_bytecode_is_as_good_as_none(kept: Path, rest: bytes) -> None:
    value(OURS, "1 + 1")
    (file,) = files(kept)
    file.write_bytes(file.read_bytes()[:36] + rest)
    assert value(OURS, "1 + 1") == 2
    assert value(OURS, "1 + 1", known=True) == 2


def test_templates_of_users_leave_nothing_behind(kept: Path, tmp_path: Path) -> None:
    value(str(tmp_path / "a.jinja"), "1 + 1")
    assert files(kept) == []


def test_python_may_be_told_to_keep_none(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    value(OURS, "1 + 1")
    assert files(kept) == []


def test_a_folder_that_cannot_be_written_does_no_harm(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(kept / "file"))
    assert value(OURS, "1 + 1") == 2
