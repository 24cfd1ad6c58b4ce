"""Reads the modules of a package with griffe: statically, nothing is imported or run.

In: the package's folder. Out: griffe's modules by path; files that cannot be read or parsed become findings.
griffe's own loader is not used: it skips such files without a word, and looks beyond the folder.
"""

from __future__ import annotations

import tokenize
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import griffe

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import compare as rules


def read_modules(
    package: Path, is_left_out: Callable[[str], bool], diagnostics: Collector
) -> Mapping[str, griffe.Module]:
    """Each module of a package, by its path inside it; packages come before what is in them."""
    found: dict[str, griffe.Module] = {}
    folders: dict[Path, griffe.Module] = {}
    for path in _files(package, diagnostics):
        name = path.relative_to(package).as_posix()
        if is_left_out(name):
            continue
        text = _text(path, diagnostics)
        if text is None:
            continue
        parent = _folder(path.parent if path.name != "__init__.py" else path.parent.parent, package, folders)
        module = _visit(path, text, parent, diagnostics)
        if module is None:
            continue
        found[name] = module
        if path.name == "__init__.py":
            folders[path.parent] = module
    return found


def _files(folder: Path, diagnostics: Collector) -> Iterator[Path]:
    """All modules below a folder in a settled order, each `__init__.py` before its neighbours and subfolders."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: (path.name != "__init__.py", path.is_dir(), path.name))
    except OSError as error:
        location = Location(file=str(folder), line=1, column=1)
        diagnostics.report(rules.UNREADABLE, f"The folder cannot be read: {error.strerror}.", location)
        return
    for path in entries:
        if path.is_dir() and not path.is_symlink():
            yield from _files(path, diagnostics)
        elif path.suffix == ".py":
            yield path


def _folder(folder: Path, package: Path, folders: dict[Path, griffe.Module]) -> griffe.Module | None:
    """The module of a folder; for one without an `__init__.py` an empty one, for names to be resolved through."""
    if folder not in folders and folder.is_relative_to(package):
        parent = _folder(folder.parent, package, folders)
        folders[folder] = griffe.Module(folder.name, filepath=folder / "__init__.py", parent=parent)
    return folders.get(folder)


def _text(path: Path, diagnostics: Collector) -> str | None:
    try:
        with tokenize.open(path) as file:
            return file.read()
    except SyntaxError as error:  # the declared encoding is none
        location = Location(file=str(path), line=1, column=1)
        diagnostics.report(rules.UNREADABLE, f"The module cannot be decoded: {error.msg}.", location)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        location = Location(file=str(path), line=line, column=1)
        diagnostics.report(rules.UNREADABLE, f"The module cannot be decoded: {error.reason}.", location)
    except OSError as error:
        location = Location(file=str(path), line=1, column=1)
        diagnostics.report(rules.UNREADABLE, f"The module cannot be read: {error.strerror}.", location)
    return None


def _visit(path: Path, text: str, parent: griffe.Module | None, diagnostics: Collector) -> griffe.Module | None:
    name = path.parent.name if path.name == "__init__.py" else path.stem
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the compiler, about escapes in somebody's strings
            return griffe.visit(name, filepath=path, code=text, parent=parent)
    except SyntaxError as error:
        location = Location(file=str(path), line=error.lineno or 1, column=error.offset or 1)
        diagnostics.report(rules.INVALID_PYTHON, f"The module cannot be parsed: {error.msg}.", location)
    except (ValueError, RecursionError, MemoryError) as error:
        location = Location(file=str(path), line=1, column=1)
        diagnostics.report(rules.INVALID_PYTHON, f"The module cannot be parsed: {error}.", location)
    return None
