"""What lies in an output folder, told by digests: another process takes them while this one reads the document.

In: an output folder. Out: `Seen`, with which most files and records need not be read a second time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from stat import S_ISLNK
from typing import Final, TypeAlias

from msgspec import Struct

EXECUTABLE: Final = " x"
"""What `lastrun/fingerprint.py` writes behind the digest of a file that may be executed."""
Stamp: TypeAlias = tuple[int, int, int]
"""Which file has a path, its size, and when it was written."""


class Seen(Struct, frozen=True, kw_only=True):
    """The files of a folder by their absolute paths, and the texts of its records by theirs in the SDK: SHA-256.

    `stamps` are those of the files before their content was looked at.
    """

    stamps: Mapping[str, Stamp]
    files: Mapping[str, str]
    records: Mapping[str, str]

    def digest(self, path: str) -> str | None:
        """What was seen of a file that is no link, unless it was changed or replaced since; for an absolute path."""
        before = self.stamps.get(path)
        return self.files.get(path) if before is not None and _stamp(path) == before else None


def stamps_of(paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of all files that are there; those of links say nothing of what they lead to, so they have none."""
    return {path: stamp for path in paths if (stamp := _stamp(path)) is not None}


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return None if S_ISLNK(found.st_mode) else (found.st_ino, found.st_size, found.st_mtime_ns)


Look: TypeAlias = Callable[[], Seen]
"""Tells what was seen; that may have to be waited for."""
NOTHING_SEEN: Final = Seen(stamps={}, files={}, records={})


def digest_of(content: bytes) -> str:
    """What files and records are told apart by."""
    return hashlib.sha256(content).hexdigest()
