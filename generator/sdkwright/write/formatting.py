"""Formats a whole SDK at once, with the settings of the SDK's own pyproject.toml.

In: rendered files. Out: the same files, formatted and with sorted imports; what cannot be parsed or formatted
is a finding. Texts that were formatted before, under the same settings, are not formatted again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules import write as rules
from sdkwright.render.style import RenderedFile
from sdkwright.write.bulk import make_folders, write_file
from sdkwright.write.formatted import load_formatted, save_formatted
from sdkwright.write.syntax import check_syntax, nears_limits

_IN_MEMORY = "/dev/shm"  # noqa: S108 - `tempfile` makes a folder in it that nobody else can enter
_ROOT = "sdk"
_BLOCK = 4096
_SHARE = 40
"""A smaller share of new texts is formatted again next time: to keep all texts anew takes longer."""
_IMPORTED = frozenset(
    {
        *("aiohttp", "anyio", "httpx", "httpx2", "pydantic", "pydantic_core", "pytest", "respx", "standardwebhooks"),
        "typing_extensions",
    }
)
"""What emitted modules import from others, beside the standard library."""


class Formatter(Enum):
    """What formats the emitted Python; imports are sorted by ruff either way."""

    RUFF = "ruff"
    BLACK = "black"


class FormatterError(Exception):
    """A formatter did not do its work."""


class _Work(Struct, frozen=True, kw_only=True):
    """What is left to format: files, and the paths of all files of the SDK, which tell own modules from others'."""

    files: Sequence[RenderedFile]
    paths: Sequence[str]
    settings: str | None
    """The SDK's pyproject.toml."""


def format_files(
    files: Sequence[RenderedFile],
    formatter: Formatter,
    diagnostics: Collector,
    *,
    pack: Path | None = None,
) -> tuple[RenderedFile, ...] | None:
    """The files, formatted. `None` where one is no valid Python or a formatter failed.

    `pack` is the file that remembers formatted texts from run to run.
    """
    known = load_formatted(pack) if pack is not None else {}
    keys = _keys(files, formatter) if pack is not None else {}
    done = {path: known[key] for path, key in keys.items() if key in known}
    todo = [file for file in files if _is_python(file) and file.path not in done]
    settings = next((file.text for file in files if file.path == "pyproject.toml"), None)
    if todo:
        work = _Work(files=todo, paths=[file.path for file in files], settings=settings)
        formatted = _formatted(work, formatter, diagnostics)
        if formatted is None:
            return None
        done |= formatted
    if pack is not None and len(todo) * _SHARE > len(keys):
        save_formatted(pack, {key: done[path] for path, key in keys.items()})
    return tuple(replace(file, text=done[file.path]) if file.path in done else file for file in files)


def format_some(
    files: Sequence[RenderedFile], sdk: Sequence[RenderedFile], formatter: Formatter
) -> dict[str, RenderedFile] | None:
    """Some files of an SDK, formatted, by their paths. `None` where one is no valid Python or a formatter failed."""
    settings = next((file.text for file in sdk if file.path == "pyproject.toml"), None)
    todo = [file for file in files if _is_python(file)]
    work = _Work(files=todo, paths=[file.path for file in sdk], settings=settings)
    texts = _formatted(work, formatter, Collector()) if todo else {}
    if texts is None:
        return None
    return {file.path: replace(file, text=texts.get(file.path, file.text)) for file in files}


def _keys(files: Sequence[RenderedFile], formatter: Formatter) -> dict[str, str]:
    """A digest of all that a file's formatted text depends on, by the path of each Python file."""
    settings = next((file.text for file in files if file.path == "pyproject.toml"), "")
    parts = (formatter.value, *map(_stamp, ("ruff", "black")), _tool_settings(settings))
    around = sorted({name for file in files for name in _roots(file.path)})
    common = hashlib.sha256(json.dumps([*parts, around]).encode())
    keys: dict[str, str] = {}
    for file in files:
        if _is_python(file):
            digest = common.copy()
            digest.update(f"{file.path}\n{file.text}".encode("utf-8", "surrogatepass"))
            keys[file.path] = digest.hexdigest()
    return keys


def _tool_settings(text: str) -> object:
    """What formatters read of a pyproject.toml; all of it where it cannot be read."""
    try:
        tree = tomllib.loads(text)
    except ValueError:
        return text
    project = tree.get("project")
    python = cast("dict[str, object]", project).get("requires-python") if isinstance(project, dict) else ""
    return json.dumps([tree.get("tool"), python], default=str)


def _stamp(tool: str) -> str:
    """What changes when a tool is replaced by another version of it."""
    try:
        found = os.stat(shutil.which(_tool(tool)) or "")
    except OSError:
        return ""
    return f"{tool} {found.st_size} {found.st_mtime_ns}"


def _roots(path: str) -> Iterable[str]:
    """The beginnings of a path that decide which imports are the SDK's own: in its root, and in `src`."""
    first, _, rest = path.partition("/")
    yield first
    if first == "src":
        yield f"{first}/{rest.partition('/')[0]}"


def _formatted(work: _Work, formatter: Formatter, diagnostics: Collector) -> dict[str, str] | None:
    """The formatted texts by path."""
    with tempfile.TemporaryDirectory(prefix="sdkwright-", dir=_memory(work.files)) as folder:
        failure = _lay_out_and_format(work, folder, formatter)
        texts = {} if failure else {file.path: _read(f"{folder}/{_ROOT}/{file.path}") for file in work.files}
    doubtful = [file for file in work.files if failure or nears_limits(texts[file.path])]
    invalid = check_syntax(doubtful)
    diagnostics.found.extend(invalid)
    if failure and not invalid:
        diagnostics.report(rules.FORMATTER_FAILED, failure)
    return None if failure or invalid else texts


def _memory(files: Sequence[RenderedFile]) -> str | None:
    """A folder that lies in memory, where the system has one with room: thousands of files live there for a second."""
    room = sum(2 * _BLOCK + 4 * len(file.text) for file in files)
    try:
        free = shutil.disk_usage(_IN_MEMORY).free
    except OSError:
        return None
    return _IN_MEMORY if free > 2 * room and os.access(_IN_MEMORY, os.W_OK | os.X_OK) else None


def _lay_out_and_format(work: _Work, folder: str, formatter: Formatter) -> str:
    """Sort imports and format, in `_ROOT` of a folder. What went wrong, empty where nothing did."""
    root, elsewhere = f"{folder}/{_ROOT}", f"{folder}/unsorted"
    ready = _sorted(work)
    unsorted = [file for file in work.files if file.path not in ready]
    try:
        with _sorting(work, unsorted, elsewhere):
            _lay_out(work, [file for file in work.files if file.path in ready], root)
        make_folders(root, _folders(unsorted))
        for file in unsorted:
            os.replace(f"{elsewhere}/{file.path}", f"{root}/{file.path}")
        _format(Path(root), formatter)
    except OSError as error:
        return f"{error.strerror or error}: {error.filename or folder}"
    except FormatterError as error:
        return str(error)
    return ""


@contextmanager
def _sorting(work: _Work, files: Sequence[RenderedFile], folder: str) -> Generator[None]:
    """Have the imports of some files sorted, in a folder of theirs, while something else is done."""
    if not files:
        yield
        return
    _lay_out(work, files, folder)
    root = Path(folder)
    started = _start(root, [_tool("ruff"), "check", "--select", "I", "--fix", *_ruff_settings(root)])
    try:
        yield
    finally:
        _finish(root, started)


def _sorted(work: _Work) -> set[str]:
    """The paths of files whose imports need no sorting; none where a module of the SDK's passes for one of others'."""
    own = {name.removeprefix("src/").removesuffix(".py") for path in work.paths for name in _roots(path)}
    if own & sys.stdlib_module_names or own & _IMPORTED:
        return set()
    return {file.path for file in work.files if file.sorted and _has_plain_imports(file.text)}


def _has_plain_imports(text: str) -> bool:
    """Whether no import has letters that may be wider than others: imports are sorted by how wide they are."""
    return text.isascii() or all(line.isascii() for line in text.split("\n") if "import " in line)


def _lay_out(work: _Work, files: Sequence[RenderedFile], folder: str) -> None:
    """Write some files into a new tree whose root and `src` have all that stands there in the SDK."""
    os.mkdir(folder)
    roots = {name for path in work.paths for name in _roots(path)}.difference(work.paths)
    make_folders(folder, roots | _folders(files))
    texts = {path: "" for path in work.paths if path in _roots(path) and path.endswith((".py", ".pyi"))}
    if work.settings is not None:
        texts["pyproject.toml"] = work.settings
    texts |= {file.path: file.text for file in files}
    for path, text in texts.items():
        write_file(f"{folder}/{path}", text.encode("utf-8"))


def _folders(files: Iterable[RenderedFile]) -> set[str]:
    return {file.path.rpartition("/")[0] for file in files}


def _is_python(file: RenderedFile) -> bool:
    return file.path.endswith((".py", ".pyi"))


def _read(path: str) -> str:
    with open(path, "rb", buffering=0) as stream:
        return stream.read().decode("utf-8")


def _ruff_settings(root: Path) -> list[str]:
    """The emitted settings and nothing from around the output; no folder name (`build`) is left out."""
    settings = root / "pyproject.toml"
    chosen = ["--config", str(settings)] if settings.is_file() else ["--isolated", "--line-length", "120"]
    return [*chosen, "--config", "exclude=[]", "--config", "respect-gitignore=false", "--no-cache", "--quiet", "."]


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
    _finish(root, _start(root, command))


def _start(root: Path, command: list[str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
    except OSError as error:
        raise FormatterError(f"`{Path(command[0]).name}` cannot be run: {error}") from error


def _finish(root: Path, started: subprocess.Popen[str]) -> None:
    with started:
        told, complained = started.communicate()
    if started.returncode:
        message = (complained or told).strip().replace(str(root), "")[:2000]
        raise FormatterError(f"`{Path(str(cast('list[str]', started.args)[0])).name}` failed: {message}")
