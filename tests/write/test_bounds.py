"""What is not there leads nowhere else, and what is there is followed: the bounds of an output folder."""

from __future__ import annotations

import os
import sys
from itertools import product
from pathlib import Path

import pytest

from sdkwright.write.bulk import from_the_top, make_folders, write_file
from sdkwright.write.protect import Bounds, is_inside


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_every_path_is_judged_as_when_all_of_it_is_followed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "here").mkdir(parents=True)
    (out / "away").symlink_to(tmp_path)
    (out / "here/up").symlink_to("..")
    (out / "gone").symlink_to(tmp_path / "nothing")
    parts = ("here", "away", "up", "gone", "new", "..", ".", "a.py", "/etc", "...")
    for length in (1, 2, 3):
        bounds = Bounds(out)
        for path in map("/".join, product(parts, repeat=length)):
            assert bounds.hold(path) == is_inside(out, path), path
    assert Bounds(out).hold("away/out/here/a.py"), "back inside"


def test_folders_are_made_from_the_top(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    make_folders(str(tmp_path), ["a/b/c", "d", "a/b", ""])
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a", "a/b", "a/b/c", "d"]
    write_file(f"{tmp_path}/d/e", b"1\r\n2")
    assert (tmp_path / "d/e").read_bytes() == b"1\r\n2"
    with pytest.raises(FileExistsError):
        make_folders(str(tmp_path), ["d/e/f"])
    assert list(from_the_top(["x/y", "x", "x/z"])) == ["x", "x/y", "x/z"]


def test_a_file_is_whole_or_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:3]))
    write_file(f"{tmp_path}/a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"
