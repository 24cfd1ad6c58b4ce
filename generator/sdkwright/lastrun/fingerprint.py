"""What a run depended on, as text that changes when it does.

In: paths. Out: a fingerprint of each. Inputs and outputs are told apart by their content; the generator itself, whose
hundreds of files nobody edits, by sizes and times.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ABSENT = "absent"
_NEVER_READ = {"__pycache__", ".git"}


def fingerprints(paths: Iterable[Path | str], jobs: int = 1) -> dict[str, str]:
    """The fingerprint of each file or folder, by its absolute path; so many `jobs` may read."""
    from sdkwright.workers import MANY, both  # here, as a run where nothing has changed needs none

    def taken(some: Sequence[str]) -> dict[str, str]:
        return {path: fingerprint(path) for path in some}

    places = [str(path) if os.path.isabs(path) else os.path.abspath(path) for path in paths]
    half = len(places) // 2
    first, second = both(jobs if half >= MANY else 1, lambda: taken(places[:half]), lambda: taken(places[half:]))
    return first | second


def fingerprint(path: str) -> str:
    """SHA-256 of a file's content, or of all that a folder holds; `ABSENT` where there is nothing to read."""
    try:
        with open(path, "rb", buffering=0) as stream:
            digest = hashlib.sha256(stream.read()).hexdigest()
            return f"{digest} x" if os.fstat(stream.fileno()).st_mode & 0o100 else digest
    except IsADirectoryError:
        return _folder(path)
    except PermissionError:  # what Windows says of a folder
        return _folder(path) if os.path.isdir(path) else ABSENT
    except (OSError, ValueError):
        return ABSENT


def digest_in(fingerprint: str) -> str:
    """The digest of a file's content, without what its fingerprint says besides."""
    return fingerprint.partition(" ")[0]


def _folder(path: str) -> str:
    digest = hashlib.sha256()
    for file in _files(path):
        digest.update(f"{os.path.relpath(file, path)}\0{fingerprint(file)}\n".encode("utf-8", "surrogateescape"))
    return f"folder {digest.hexdigest()}"


def _files(path: str) -> Iterator[str]:
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in _NEVER_READ)
        for name in sorted(files):
            yield os.path.join(folder, name)


def environment(version: str, tools: Iterable[Path], templates: Path) -> str:
    """What runs: sdkwright with its templates, the interpreter, the installed packages, the formatters."""
    package = Path(__file__).parent.parent
    parts = [version, sys.version, sys.executable, _stamp(sysconfig.get_path("purelib"))]
    parts += [_stamp(str(tool)) for tool in tools]
    for folder in (package, templates):
        parts += [f"{file} {_stamp(file)}" for file in _files(str(folder)) if not file.endswith(".pyc")]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return ABSENT
    return f"{found.st_size} {found.st_mtime_ns}"


def unchanged(known: Mapping[str, str]) -> bool:
    """Whether every path still is what it was."""
    return all(fingerprint(path) == value for path, value in known.items())
