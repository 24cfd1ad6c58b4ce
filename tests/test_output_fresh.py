"""output/ is what the generator gives today, and it gives the same bytes whatever the hash seed is."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sdkwright.write.manifest import BASE_NAME, read_manifest

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "output"
INPUTS = ["--spec", "spec/openapi.yaml", "--config", "spec/stainless.yml"]


def sdkwright(*arguments: str, seed: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-m", "sdkwright", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def texts(folder: Path) -> dict[str, object]:
    """Every file that a generation wrote, by path; of the record, the texts that it holds.

    How zlib has packed those depends on its version, and a record that is right stays as it is.
    """
    caches = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".venv", ".cache"}
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    emitted = (path for path in paths if not caches & set(path.parts) and path.parts[0] != "site")
    manifest = read_manifest(folder)
    assert manifest is not None
    recorded = {path: record.text for path, record in manifest.files.items()}
    return {path.as_posix(): (folder / path).read_bytes() for path in emitted} | {BASE_NAME: recorded}


def test_output_is_fresh() -> None:
    done = sdkwright("check", *INPUTS, "--out", "output")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_generation_from_nothing_gives_the_committed_bytes_with_any_hash_seed(tmp_path: Path) -> None:
    committed = texts(OUTPUT)
    for seed in (1, 2):
        out = tmp_path / str(seed)
        done = sdkwright("generate", *INPUTS, "--out", str(out), seed=seed)
        assert done.returncode == 0, done.stderr
        generated = texts(out)
        assert {path: generated[path] for path in sorted(generated)} == {
            path: committed[path] for path in sorted(committed)
        }


@pytest.mark.slow
def test_a_second_generation_touches_nothing(tmp_path: Path) -> None:
    out = tmp_path / "sdk"
    shutil.copytree(OUTPUT, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    done = sdkwright("generate", *INPUTS, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "nothing changed" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert filecmp.dircmp(OUTPUT, out).diff_files == []


def test_check_names_a_record_that_holds_something_else(tmp_path: Path) -> None:
    out = tmp_path / "sdk"
    shutil.copytree(OUTPUT, out)
    record = out / BASE_NAME
    lines = record.read_text().splitlines(keepends=True)
    packed = [line.rpartition(" ") for line in lines[:2]]
    # The record of the first file is that of the second.
    record.write_text("".join([f"{packed[0][0]} {packed[1][2]}", *lines[1:]]))
    done = sdkwright("check", *INPUTS, "--out", str(out))
    assert done.returncode == 1
    assert f"{record}:1:1: error[Write/Stale]" in done.stderr


def test_check_names_what_is_stale(tmp_path: Path) -> None:
    out = tmp_path / "sdk"
    shutil.copytree(OUTPUT, out)
    (out / "api.md").unlink()
    done = sdkwright("check", *INPUTS, "--out", str(out))
    assert done.returncode == 1
    assert f"{out / 'api.md'}:1:1: error[Write/Stale]: The file is missing." in done.stderr
    assert not (out / "api.md").exists()
