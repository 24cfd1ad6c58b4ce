"""Files whose imports the generator sorts itself are left out where ruff sorts them: it must find nothing in them."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sdkwright import pipeline
from sdkwright.diagnostics import Collector
from sdkwright.python.import_lines import import_block
from sdkwright.python.imports import External, Import, Internal
from sdkwright.render.style import RenderedFile
from sdkwright.write import formatting
from sdkwright.write.formatting import Formatter, format_files

ROOT = Path(__file__).parents[2]
RUFF = Path(sys.executable).parent / "ruff"
SETTINGS = """\
[tool.ruff]
line-length = 120
[tool.ruff.lint.isort]
length-sort = true
length-sort-straight = true
combine-as-imports = true
extra-standard-library = ["typing_extensions"]
"""


def sorted_by_ruff(folder: Path) -> str:
    """What ruff finds unsorted in a folder; empty where all of it stands as it would put it."""
    command = [RUFF, "check", "--select", "I", "--config", "pyproject.toml", "--no-cache", "--quiet", "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def some_name(chance: random.Random) -> str:
    """A short name; many of these have the same length, and differ in case or in a number only."""
    return chance.choice("aAbB_") + "".join(chance.choice("aAbBzZ_0129") for _ in range(chance.choice((1, 2, 2, 3))))


def some_imports(chance: random.Random) -> list[Import]:
    names = [some_name(chance) for _ in range(40)]
    modules = [tuple(some_name(chance).lower() for _ in range(chance.choice((1, 2)))) for _ in range(12)]
    own: list[Import] = [
        Internal(module=chance.choice(modules), name=name, alias=chance.choice(("", "", name))) for name in names
    ]
    return own + [External(module=chance.choice(("typing", "datetime", "httpx")), name=name) for name in names[:9]]


def test_import_lines_stand_as_ruff_sorts_them(tmp_path: Path) -> None:
    chance = random.Random(7)
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    for number in range(200):
        block = import_block(some_imports(chance), ("one", "two"))
        text = "\n\n".join("\n".join(group) for group in block.groups)
        (tmp_path / f"module{number}.py").write_text(text + "\n")
    subprocess.run([RUFF, "format", "--config", "pyproject.toml", "--quiet", "."], cwd=tmp_path, check=True)
    assert sorted_by_ruff(tmp_path) == ""


def test_all_that_is_left_out_is_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Formatted without any sorting, the files that need none are those of a whole run."""
    emitted: list[RenderedFile] = []

    def watched(files: tuple[RenderedFile, ...], *arguments: object, **options: object) -> None:
        emitted.extend(files)

    monkeypatch.setattr(pipeline, "format_files", watched)
    inputs = pipeline.Inputs(spec=ROOT / "spec/openapi.yaml", config=ROOT / "spec/stainless.yml")
    pipeline.generate(inputs, pipeline.Taste(), tmp_path, Collector(), lambda _: None)
    ready = [file for file in emitted if file.sorted]
    assert {file.path.split("/")[-2] for file in ready} > {"resources", "types", "openai_client", "api_resources"}
    assert len(ready) > len([file for file in emitted if file.path.endswith(".py")]) / 2
    outside = {name for file in ready for name in re.findall(r"^ *(?:from|import) (\w+)", file.text, re.MULTILINE)}
    assert outside <= sys.stdlib_module_names | formatting._IMPORTED | {"openai_client", "tests"}
    started: list[str] = []
    start = formatting._start

    def watched_start(root: Path, command: list[str]) -> object:
        started.append(command[1])
        return start(root, command)

    monkeypatch.setattr(formatting, "_start", watched_start)
    files = (*ready, next(file for file in emitted if file.path == "pyproject.toml"))
    formatted = format_files(files, Formatter.RUFF, Collector())
    assert formatted is not None
    assert started == ["format"]
    for file in formatted:
        assert (ROOT / "output" / file.path).read_text(encoding="utf-8") == file.text, file.path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/httpx/one.py", "import os\nimport httpx\n"),
        ("src/typing/one.py", "import typing\nimport pets\n"),
        ("src/pets/one.py", "from .a import ẞ\nfrom .b import x\nimport os\n"),
    ],
)
def test_what_might_be_sorted_otherwise_is_left_to_ruff(path: str, text: str) -> None:
    settings = RenderedFile(path="pyproject.toml", text=SETTINGS)
    texts: list[str] = []
    for ready in (True, False):
        file = RenderedFile(path=path, text=text, sorted=ready)
        formatted = format_files((settings, file), Formatter.RUFF, Collector())
        assert formatted is not None
        texts.append(formatted[1].text)
    assert texts[0] == texts[1] != text
