"""Formats a whole SDK at once, with the settings of the SDK's own pyproject.toml.

In: rendered files. Out: the same files, formatted and with sorted imports; what cannot be parsed or formatted
is a finding.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import write as rules
from sdkwright.render.style import RenderedFile


class Formatter(Enum):
    """What formats the emitted Python; imports are sorted by ruff either way."""

    RUFF = "ruff"
    BLACK = "black"


class FormatterError(Exception):
    """A formatter did not do its work."""


def format_files(
    files: Sequence[RenderedFile], formatter: Formatter, diagnostics: Collector
) -> tuple[RenderedFile, ...] | None:
    """The files, formatted. `None` where one is no valid Python or a formatter failed."""
    if not _parse_all(files, diagnostics):
        return None
    try:
        return _formatted(files, formatter)
    except FormatterError as error:
        diagnostics.report(rules.FORMATTER_FAILED, str(error))
    except OSError as error:
        message = f"The folder for temporary files cannot be used: {error.strerror or error}."
        diagnostics.report(rules.FORMATTER_FAILED, message)
    return None


def _formatted(files: Sequence[RenderedFile], formatter: Formatter) -> tuple[RenderedFile, ...]:
    with tempfile.TemporaryDirectory(prefix="sdkwright-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        for file in files:
            path = root / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8", newline="\n")
        _sort_imports(root)
        _format(root, formatter)
        return tuple(replace(file, text=_read(root / file.path)) if _is_python(file) else file for file in files)


def _is_python(file: RenderedFile) -> bool:
    return file.path.endswith((".py", ".pyi"))


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def _parse_all(files: Sequence[RenderedFile], diagnostics: Collector) -> bool:
    valid = True
    for file in filter(_is_python, files):
        try:
            ast.parse(file.text, filename=file.path)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = error.lineno if isinstance(error, SyntaxError) else None
            lines = file.text.splitlines()
            shown = f": `{lines[line - 1].strip()[:100]}`" if line and line <= len(lines) else ""
            message = f"{type(error).__name__} ({error.args[0] if error.args else error}){shown}."
            location = Location(file=file.path, line=line or 1, column=1)
            diagnostics.report(rules.INVALID_PYTHON, message, location)
            valid = False
    return valid


def _ruff_settings(root: Path) -> list[str]:
    """The emitted settings and nothing from around the output; no folder name (`build`) is left out."""
    settings = root / "pyproject.toml"
    chosen = ["--config", str(settings)] if settings.is_file() else ["--isolated", "--line-length", "120"]
    return [*chosen, "--config", "exclude=[]", "--config", "respect-gitignore=false", "--no-cache", "--quiet", "."]


def _sort_imports(root: Path) -> None:
    _run(root, [_tool("ruff"), "check", "--select", "I", "--fix", *_ruff_settings(root)])


def _format(root: Path, formatter: Formatter) -> None:
    match formatter:
        case Formatter.RUFF:
            _run(root, [_tool("ruff"), "format", *_ruff_settings(root)])
        case Formatter.BLACK:
            settings = root / "pyproject.toml"
            config = ["--config", str(settings)] if settings.is_file() else ["--line-length", "120"]
            _run(root, [_tool("black"), "--quiet", "--exclude", "^$", "--no-cache", *config, "."])


def _tool(name: str) -> str:
    """The tool beside the running interpreter; else whatever the search path has."""
    beside = Path(sysconfig.get_path("scripts")) / (name + (".exe" if sys.platform == "win32" else ""))
    return str(beside) if beside.is_file() else name


def _run(root: Path, command: list[str]) -> None:
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        raise FormatterError(f"`{Path(command[0]).name}` cannot be run: {error}") from error
    if done.returncode:
        told = (done.stderr or done.stdout).strip().replace(str(root), "")
        raise FormatterError(f"`{Path(command[0]).name}` failed: {told[:2000]}")
