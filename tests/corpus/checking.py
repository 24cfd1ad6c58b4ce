"""Runs pyright and mypy over many packages at once, for starting them costs more than a small package.

In: folders of SDKs. Out: for each folder its errors, a line each.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent
_LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): error: (?P<message>.*)")


def pyright(folders: list[Path]) -> dict[Path, list[str]]:
    """Strict, with the settings of the emitted project; each SDK sees only itself.

    A file that stands in several of the SDKs, which is the runtime's, is checked in the first of them.
    """
    base = folders[0].parent
    sources = [f"{folder.relative_to(base)}/src" for folder in folders]
    emitted = tomllib.loads((folders[0] / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pyright"]
    settings = {
        **emitted,
        "include": [str(path.relative_to(base)) for path in _different(folders)],
        "exclude": ["**/lib"],
        "executionEnvironments": [{"root": source} for source in sources],
    }
    # pyright resolves these against the folder of the file, and takes no absolute ones
    with tempfile.NamedTemporaryFile("w", dir=base, prefix="pyright-", suffix=".json", encoding="utf-8") as project:
        json.dump(settings, project)
        project.flush()
        done = _run([BIN / "pyright", "-p", project.name, "--outputjson", "--pythonpath", sys.executable])
    errors: dict[Path, list[str]] = {folder: [] for folder in folders}
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        report = {}
    if not report.get("summary", {}).get("filesAnalyzed"):
        return {folder: [f"pyright failed: {(done.stderr or done.stdout)[-300:]}"] for folder in folders}
    for each in report["generalDiagnostics"]:
        if each["severity"] == "error":
            file, line = Path(each["file"]), each["range"]["start"]["line"] + 1
            folder = next(folder for folder in folders if file.is_relative_to(folder))
            rule = each.get("rule", "")
            errors[folder].append(f"{file.relative_to(folder)}:{line}: {' '.join(each['message'].split())} [{rule}]")
    return errors


def _different(folders: list[Path]) -> list[Path]:
    """The modules of all SDKs, each content at its place once."""
    seen: set[tuple[tuple[str, ...], bytes]] = set()
    found: list[Path] = []
    for folder in folders:
        for path in sorted((folder / "src").rglob("*.py")):
            key = (path.relative_to(folder / "src").parts[1:], path.read_bytes())
            if key not in seen:
                seen.add(key)
                found.append(path)
    return found


def mypy(folders: list[Path], cache: Path) -> dict[Path, list[str]]:
    """`--strict`; packages of one call must have different names."""
    sources = [folder / "src" for folder in folders]
    packages = [path for source in sources for path in sorted(source.iterdir()) if path.is_dir()]
    command: list[Path | str] = [
        BIN / "mypy",
        "--strict",
        "--python-version=3.10",
        "--config-file=",
        f"--cache-dir={cache}",
        "--no-error-summary",
        "--no-pretty",
        "--hide-error-context",
        "--show-absolute-path",
        "--explicit-package-bases",
        *packages,
    ]
    done = _run(command, MYPYPATH=os.pathsep.join(map(str, sources)))
    errors: dict[Path, list[str]] = {folder: [] for folder in folders}
    for line in done.stdout.splitlines():
        if match := _LINE.match(line):
            folder = next((folder for folder in folders if Path(match["file"]).is_relative_to(folder)), None)
            if folder is not None:
                file = Path(match["file"]).relative_to(folder)
                errors[folder].append(f"{file}:{match['line']}: {match['message']}")
    if done.returncode not in (0, 1) and not any(errors.values()):
        return {folder: [f"mypy failed: {(done.stderr or done.stdout)[-300:]}"] for folder in folders}
    return errors


def _run(command: list[Path | str], **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "NODE_OPTIONS": "--max-old-space-size=6144", **environment}
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, env=variables)
