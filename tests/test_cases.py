"""The golden cases: what a document and a config give, file by file.

A case is a folder `tests/cases/<name>/` with

- `openapi.yml`, `openapi.yaml` or `openapi.json`, and perhaps `stainless.yml` (without one, a config is inferred);
- `args.toml`, all keys optional: `files` (patterns of the emitted files that the case is about), `style` (a name,
  or a folder of the case), `templates` (a folder of the case), `formatter`, `overlays`, `allow_remote`,
  `model` (true: `model.json` is compared too), `[options]`, `why` (a sentence for the reader);
- `expected/`: exactly the emitted files that match `files`;
- `model.json`: the model, if `model = true`;
- `diagnostics.txt`: the findings, a line each; no file, no findings.

`make snapshots` rewrites what is expected. Read the difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from sdkwright import pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_plain
from sdkwright.write.formatting import Formatter

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """What a case gives today."""

    files: dict[str, str]
    diagnostics: str
    model: str | None


def read_args(case: Path) -> dict[str, Any]:
    path = case / "args.toml"
    args = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    known = {"why", "files", "style", "templates", "formatter", "overlays", "allow_remote", "model", "options"}
    assert set(args) <= known, f"{path}: unknown keys {sorted(set(args) - known)}"
    return args


def find_spec(case: Path) -> Path:
    (spec,) = sorted(case.glob("openapi.*"))
    return Path(spec.name)


def run_case(case: Path) -> Actual:
    """Run in the case's folder, so that findings name files relative to it."""
    args = read_args(case)
    diagnostics = Collector()
    inputs = pipeline.Inputs(
        spec=find_spec(case),
        config=Path("stainless.yml") if (case / "stainless.yml").is_file() else None,
        overlays=tuple(Path(name) for name in args.get("overlays", ())),
        allow_remote=args.get("allow_remote", False),
    )
    taste = pipeline.Taste(
        style=args.get("style", "default"),
        templates=Path(args["templates"]) if "templates" in args else None,
        options={name: str(value) for name, value in args.get("options", {}).items()},
        formatter=Formatter(args.get("formatter", "ruff")),
    )
    rendered = pipeline.render_sdk(inputs, taste, diagnostics, lambda _: None)
    patterns = args.get("files", [])
    emitted = {file.path: file.text for file in rendered.files} if rendered else {}
    unmatched = [pattern for pattern in patterns if not any(fnmatchcase(path, pattern) for path in emitted)]
    assert not (rendered and unmatched), f"no emitted file matches {unmatched}"
    model = pipeline.dump(inputs, Collector(), lambda _: None) if args.get("model") else None
    return Actual(
        files={path: text for path, text in emitted.items() if any(fnmatchcase(path, each) for each in patterns)},
        diagnostics=to_plain(diagnostics).replace(str(case.resolve()) + os.sep, ""),
        model=model,
    )


def read_expected(case: Path) -> Actual:
    root = case / "expected"
    files = {path.relative_to(root).as_posix(): read(path) for path in sorted(root.rglob("*")) if path.is_file()}
    diagnostics, model = case / "diagnostics.txt", case / "model.json"
    return Actual(
        files=files,
        diagnostics=read(diagnostics) if diagnostics.is_file() else "",
        model=read(model) if model.is_file() else None,
    )


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def write_expected(case: Path, actual: Actual) -> None:
    shutil.rmtree(case / "expected", ignore_errors=True)
    for path, text in actual.files.items():
        write(case / "expected" / path, text)
    for name, content in (("diagnostics.txt", actual.diagnostics), ("model.json", actual.model)):
        (case / name).unlink(missing_ok=True)
        if content:
            write(case / name, content)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    case = CASES / name
    monkeypatch.chdir(case)
    actual = run_case(case)
    if request.config.getoption("--snapshot-update"):
        write_expected(case, actual)
    expected = read_expected(case)
    assert actual.diagnostics == expected.diagnostics
    assert sorted(actual.files) == sorted(expected.files)
    for path, text in expected.files.items():
        assert actual.files[path] == text, path
    assert actual.model == expected.model


def test_every_case_says_what_it_is_about() -> None:
    for name in NAMES:
        case = CASES / name
        args = read_args(case)
        about = args.get("files") or args.get("model") or (case / "diagnostics.txt").is_file()
        assert about, f"{name} compares nothing"
