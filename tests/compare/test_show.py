"""Reports: what a reader sees, what a program gets, and the exit code of the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from surfaces import compare_sources, write_package
from typer.testing import CliRunner

from sdkwright.cli.app import app
from sdkwright.compare.items import Tally
from sdkwright.compare.show import percent, to_markdown, to_text

PETS = """\
class PetsResource:
    def get(self, id: str, *, wait: bool = False) -> Pet: ...
class AsyncPetsResource:
    async def get(self, id: str, *, wait: bool = False) -> Pet: ...
"""
BEFORE = {"resources/pets.py": PETS, "limits.py": "X: TypeAlias = str\n"}
AFTER = {
    "resources/pets.py": PETS.replace(", *, wait: bool = False", ""),
    "limits.py": "X: TypeAlias = int\nY: TypeAlias = str\n",
}


def test_the_text_groups_by_resource_and_tells_twins_once(tmp_path: Path) -> None:
    assert list(to_text(compare_sources(tmp_path, BEFORE, AFTER))) == [
        "limits",
        "  breaks type checkers only",
        "    ~ alias X  limits.py:1",
        "        before: X = str",
        "        after:  X = int",
        "        alias-changed: The alias stands for another type: annotations that use it mean something else.",
        "  additive",
        "    + alias Y  limits.py:2",
        "        after:  Y = str",
        "",
        "pets",
        "  breaks callers",
        "    - parameter PetsResource.get(wait) (sync and async)  resources/pets.py:2",
        "        before: wait: bool = False",
        "        parameter-removed: The parameter is gone: giving it raises `TypeError`.",
        "",
        "kind         items   found   exact     exact",
        "module           4       4       4  100.00 %",
        "class            2       2       2  100.00 %",
        "method           2       2       2  100.00 %",
        "parameter        4       2       2   50.00 %",
        "return           2       2       2  100.00 %",
        "alias            1       1       0    0.00 %",
        "all             15      13      12   80.00 %",
        "",
        "80.00 % of the reference's 15 items are exactly the same; 2 missing, 1 differing.",
        "Of the candidate's 3 changes, 1 breaks callers, 1 breaks type checkers only, 1 is additive.",
    ]


def test_the_markdown_has_a_foldable_part_for_each_impact(tmp_path: Path) -> None:
    text = "\n".join(to_markdown(compare_sources(tmp_path, BEFORE, AFTER)))
    assert "| parameter | 4 | 2 | 2 | 50.00 % |" in text
    assert "### `pets`\n\n<details open><summary>breaks callers: 1</summary>\n\n" in text
    assert "### `limits`\n\n<details><summary>breaks type checkers only: 1</summary>\n\n" in text
    assert "  ```diff\n  - X = str\n  + X = int\n  ```\n" in text


@pytest.mark.parametrize("text", ["`", "```", "</details>", "<script>", "\\x1b[31m", "|"])
def test_text_of_sources_stays_inside_its_code(tmp_path: Path, text: str) -> None:
    """A default is quoted in a fence that it cannot close, and holds no control characters."""
    before = {"a.py": f"def get(*, a: int = '{text}') -> int: ...\n"}
    lines = list(to_markdown(compare_sources(tmp_path, before, {"a.py": "def get() -> int: ...\n"})))
    opened = next(line for line in lines if line.endswith("diff"))
    fence = opened.removesuffix("diff")
    start = lines.index(opened)
    end = lines.index(fence, start)
    assert end == start + 2
    assert fence.strip() not in lines[start + 1]
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("exact", "items", "shown"),
    [(0, 0, "100.00 %"), (1, 1, "100.00 %"), (99999, 100000, "99.99 %"), (1, 3, "33.33 %"), (0, 5, "0.00 %")],
)
def test_a_share_is_all_only_where_all_is_the_same(exact: int, items: int, shown: str) -> None:
    assert percent(Tally(items=items, found=items, exact=exact)) == shown


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["compare", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, str]:
    write_package(tmp_path / "old", {"a.py": "def get(*, a: int = 1) -> int: ...\n"})
    write_package(tmp_path / "new", {"a.py": "def get(*, a: int = 1) -> int: ...\n"})
    return str(tmp_path / "old"), str(tmp_path / "new")


def rewrite(folder: str, text: str) -> None:
    (Path(folder) / "src" / "shop" / "a.py").write_text(text, encoding="utf-8")


def test_the_exit_code_tells_whether_users_break(folders: tuple[str, str]) -> None:
    code, out, _ = run(*folders)
    assert (code, out.splitlines()[-1]) == (0, "The candidate is the same.")
    rewrite(folders[1], "def get(*, a: int = 1, b: int = 1) -> int: ...\n")
    code, out, _ = run(*folders)
    assert (code, out.splitlines()[-1]) == (0, "The candidate only adds to the reference: 1 additive change.")
    rewrite(folders[1], "def get(*, a: int = 1) -> Optional[int]: ...\n")
    assert run(*folders)[0] == 1
    assert run(*folders, "--fail-on", "callers")[0] == 0
    rewrite(folders[1], "def get() -> int: ...\n")
    assert run(*folders)[0] == 1
    assert run(*folders, "--fail-on", "callers")[0] == 1
    assert run(*folders, "--exclude", "a.py")[0] == 0


def test_a_file_that_cannot_be_read_is_told_with_its_place(folders: tuple[str, str]) -> None:
    rewrite(folders[0], "def get(:\n")
    code, _, errors = run(*folders)
    assert code == 1
    assert "a.py:1:9: error[Compare/InvalidPython]" in errors


def test_wrong_usage(folders: tuple[str, str], tmp_path: Path) -> None:
    assert run(folders[0])[0] == 2
    assert run(folders[0], str(tmp_path / "gone"))[0] == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    code, _, errors = run(folders[0], str(empty))
    assert code == 2
    assert "holds no Python package" in errors
    assert run(*folders, "--format", "xml")[0] == 2


def test_json_has_everything(folders: tuple[str, str]) -> None:
    rewrite(folders[1], "def get() -> int: ...\n")
    code, out, _ = run(*folders, "--format", "json")
    tree = json.loads(out)
    assert code == 1
    assert (tree["reference"], tree["impact"], tree["ok"], tree["diagnostics"]) == ("shop", "callers", True, [])
    assert tree["total"] == {"items": 5, "found": 4, "exact": 4}
    assert tree["exact_percent"] == 80
    (difference,) = tree["differences"]
    assert difference["changes"] == ["parameter-removed"]
    assert difference["name"] == "get(a)"
    assert difference["resource"] == "a"
    assert (difference["before"], difference["after"]) == ("a: int = 1", None)
    assert difference["reference"]["line"] == 1
    assert run(*folders, "--format", "markdown")[1].startswith("## Public surface\n")
