"""Formatted texts are remembered from run to run, and what is remembered is trusted only where nobody touched it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.render.style import RenderedFile
from sdkwright.write import formatting
from sdkwright.write.formatted import load_formatted, pack_name, save_formatted
from sdkwright.write.formatting import Formatter, format_files

SETTINGS = RenderedFile(path="pyproject.toml", text="[tool.ruff]\nline-length = 100\n")
ONE = RenderedFile(path="src/pets/one.py", text="import pets\nimport os\nx = {  'a':1 }\n")
TWO = RenderedFile(path="src/pets/two.py", text="y=1\n")
FILES = (SETTINGS, ONE, TWO)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return tmp_path / "packs" / pack_name("api.yml")


def texts(*files: RenderedFile, pack: Path | None = None) -> dict[str, str]:
    diagnostics = Collector()
    formatted = format_files(files, Formatter.RUFF, diagnostics, pack=pack)
    assert formatted is not None, diagnostics.found
    return {file.path: file.text for file in formatted}


def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that the formatter is given from now on."""
    given: list[str] = []
    lay_out = formatting._lay_out

    def watched(work: formatting._Work, files: Sequence[RenderedFile], folder: str) -> None:
        given.extend(file.path for file in files)
        lay_out(work, files, folder)

    monkeypatch.setattr(formatting, "_lay_out", watched)
    return given


def test_only_what_has_changed_is_formatted_again(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = texts(*FILES)
    assert plain[ONE.path] == 'import os\n\nimport pets\n\nx = {"a": 1}\n'
    assert texts(*FILES, pack=pack) == plain
    given = seen(monkeypatch)
    assert texts(*FILES, pack=pack) == plain
    assert given == []
    other = RenderedFile(path=TWO.path, text="y=2\n")
    assert texts(SETTINGS, ONE, other, pack=pack) == {**plain, TWO.path: "y = 2\n"}
    assert given == [TWO.path]


def test_a_file_that_is_formatted_alone_still_knows_the_package(pack: Path) -> None:
    """Imports of the SDK's own package stand apart, also where nothing of the package is formatted."""
    test = RenderedFile(path="tests/test_one.py", text="import httpx\nimport pets\n")
    texts(*FILES, pack=pack)
    assert (
        texts(*FILES, test, pack=pack)[test.path] == texts(*FILES, test)[test.path] == "import httpx\n\nimport pets\n"
    )


def test_other_settings_mean_other_texts(pack: Path) -> None:
    texts(*FILES, pack=pack)
    narrow = RenderedFile(path="pyproject.toml", text="[tool.ruff.format]\nquote-style = 'single'\n")
    assert "'a'" in texts(narrow, ONE, TWO, pack=pack)[ONE.path]


def test_what_is_no_python_is_not_remembered(pack: Path) -> None:
    texts(*FILES, pack=pack)
    broken = RenderedFile(path=TWO.path, text="y = = 1\n")
    for _ in range(2):
        diagnostics = Collector()
        assert format_files((SETTINGS, ONE, broken), Formatter.RUFF, diagnostics, pack=pack) is None
        assert [found.rule.code for found in diagnostics] == ["Write/InvalidPython"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content.replace(b"x = {", b"y = {"),
        lambda content: content.replace(b"formatted 2", b"formatted 1"),
        lambda content: content + b" ",
    ],
)
def test_a_damaged_pack_is_none(pack: Path, damage) -> None:
    plain = texts(*FILES, pack=pack)
    pack.write_bytes(damage(pack.read_bytes()))
    assert load_formatted(pack) == {}
    assert texts(*FILES, pack=pack) == plain
    assert load_formatted(pack)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_what_others_may_have_written_is_not_trusted(pack: Path) -> None:
    texts(*FILES, pack=pack)
    assert load_formatted(pack)
    pack.chmod(0o666)
    assert load_formatted(pack) == {}
    pack.chmod(0o600)
    pack.parent.chmod(0o777)
    assert load_formatted(pack) == {}


def test_any_text_comes_back(pack: Path) -> None:
    kept = {"a": "", "b": "é\n\U0001f600", "c": "\r\n"}
    save_formatted(pack, kept)
    assert load_formatted(pack) == kept


def test_the_oldest_packs_go(tmp_path: Path) -> None:
    for number in range(15):
        path = tmp_path / pack_name(str(number))
        save_formatted(path, {"a": "b"})
        os.utime(path, (number, number))
    assert not (tmp_path / pack_name("0")).exists()
    assert (tmp_path / pack_name("14")).exists()
    assert len(list(tmp_path.glob("*"))) <= 13
