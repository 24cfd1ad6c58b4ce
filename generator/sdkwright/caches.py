"""Where things lie that the generator has made before and can make again.

In: the system, and the variable `SDKWRIGHT_CACHE`, which names another folder; where it is set and empty, nothing is
remembered. Out: a folder of the user's own, or none. Nothing of an SDK depends on what stands there: without it a run
takes longer.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

_CHECKSUM = 8
_LARGEST = 256_000_000
"""Bytes: what is larger is not worth reading."""
_KEPT = 12
"""So many files of a kind stay in a folder; the oldest go."""


def cache_folder(kind: str) -> Path | None:
    """The folder for one kind of cached things, by the conventions of the system; it may not be there yet.

    `None` where nothing is to be remembered, or where the user has no folder to remember things in.
    """
    given = os.environ.get("SDKWRIGHT_CACHE")
    if given is not None:
        return Path(given) / kind if given else None
    match sys.platform:
        case "win32":
            base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
        case "darwin":
            base = os.path.expanduser("~/Library/Caches")
        case _:
            base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "sdkwright" / kind if os.path.isabs(base) else None


def name_of(identity: str, ending: str) -> str:
    """The name of a cached file about one thing, whatever text tells it from others."""
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:32] + ending


def is_private(path: Path) -> bool:
    """Whether nobody but the user can have written what stands at a path. Raises `OSError` where there is nothing."""
    found = path.lstat()
    if sys.platform == "win32":
        return True  # a user's folders are the user's alone there
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def read_private(path: Path, magic: bytes) -> memoryview | None:
    """What `write_private` wrote, which is not copied; `None` where it is damaged, half written, too large or not the
    user's own.
    """
    try:
        if not (is_private(path.parent) and is_private(path)) or path.stat().st_size > _LARGEST:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    head = len(magic) + _CHECKSUM
    rest = memoryview(content)[head:]
    return rest if content[:head] == magic + _checksum(rest) else None


def write_private(path: Path, magic: bytes, content: bytes) -> None:
    """Keep a file, in one piece, and few of its kind. Where that cannot be done, nothing is kept."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, b"".join((magic, _checksum(content), content)), _KEPT)


def _checksum(content: bytes | memoryview) -> bytes:
    """What tells damage: far quicker than a digest, which nobody needs of a file of the user's own."""
    return f"{zlib.adler32(content):08x}".encode("ascii")


def write_whole(path: Path, content: bytes, kept: int) -> None:
    """Write a file in one piece; of all with its suffix in its folder, the `kept` newest stay. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    alike = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in alike[kept:]:
        file.unlink(missing_ok=True)
