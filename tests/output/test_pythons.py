"""The example SDK's own tests pass on the oldest and the newest Python that it says it runs on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from python_versions import interpreter

OUTPUT = Path(__file__).parents[2] / "output"


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    line = [str(part) for part in command]
    done = subprocess.run(line, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.10", "3.13"])
def test_the_emitted_tests_of_the_runtime_pass(tmp_path: Path, version: str) -> None:
    base = interpreter(version)
    if base is None:
        pytest.skip(f"there is no Python {version} on this machine")
    python = tmp_path / "venv" / "bin" / "python"
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--quiet", "--python", base, tmp_path / "venv", cwd=tmp_path)
    run(*uv, "pip", "install", "--quiet", "--python", python, "--group", "dev", OUTPUT, cwd=OUTPUT)
    tests = ["tests", "--ignore", "tests/api_resources", "-q", "-p", "no:cacheprovider"]
    summary = run(python, "-m", "pytest", *tests, cwd=OUTPUT).splitlines()[-1]
    assert int(summary.split()[0]) > 400, summary
