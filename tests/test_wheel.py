"""The wheel, installed into an empty environment away from the repository, generates the same output/, and its site."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from built_site import build_sdk_site
from python_versions import interpreter

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def generated(folder: Path) -> dict[str, bytes]:
    caches = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".venv"}
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    emitted = (path for path in paths if not caches & set(path.parts) and path.parts[0] not in {"site", ".cache"})
    return {path.as_posix(): (folder / path).read_bytes() for path in emitted}


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.11", "3.13"])
def test_the_installed_wheel_generates_the_same_output(tmp_path: Path, version: str) -> None:
    base = interpreter(version)
    if base is None:
        pytest.skip(f"there is no Python {version} on this machine")
    dist, venv, away = tmp_path / "dist", tmp_path / "venv", tmp_path / "away"
    away.mkdir()
    tool: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", dist, ROOT]
    run(*tool, cwd=tmp_path)
    (wheel,) = dist.glob("sdkwright-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "sdkwright/templates/styles/default/style.toml" in names
    assert "sdkwright/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or ".mypy_cache" in name or ".ruff_cache" in name]

    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--quiet", "--python", base, venv, cwd=away)
    python = venv / "bin" / "python"
    # The versions of the lock, so that the formatter is the same one.
    constraints = tmp_path / "constraints.txt"
    pins = [line.split(" \\")[0] for line in (ROOT / ".lock/dev.txt").read_text().splitlines() if "==" in line[:60]]
    constraints.write_text("\n".join(pin for pin in pins if not pin.startswith((" ", "#"))) + "\n")
    run(*uv, "pip", "install", "--quiet", "--python", python, "--constraint", constraints, wheel, cwd=away)

    for name in ("openapi.yaml", "stainless.yml"):
        (away / name).write_bytes((ROOT / "spec" / name).read_bytes())
    where = run(python, "-c", "import sdkwright; print(sdkwright.__file__)", cwd=away)
    assert Path(where.strip()).is_relative_to(venv)
    command: list[str | Path] = [
        venv / "bin" / "sdkwright",
        "generate",
        "--spec",
        "openapi.yaml",
        "--config",
        "stainless.yml",
    ]
    run(*command, "--out", "sdk", cwd=away)
    expected, actual = generated(ROOT / "output"), generated(away / "sdk")
    assert sorted(actual) == sorted(expected)
    assert [path for path, content in expected.items() if actual[path] != content] == []
    site = build_sdk_site(away / "sdk", tmp_path)
    assert "No issues found" in site.said
    assert "arning" not in site.said
    assert (site.pages / "reference/resources/beta/threads/messages/index.html").is_file()
