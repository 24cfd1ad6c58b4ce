"""Exchanges a folder as a whole, so that whoever reads it finds the old one or the new one, and never half of each.

In: the output folder, and the stage with the new files of one folder of it. Out: the same folder, made whole by second
names of all files that stay, and put in place by one call of the system. Where the system has no such call, or the
folder is none that can be treated so, the answer is `None` or `False`, and files are swapped one by one instead.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path

_MOST = 20_000
"""Files that may stay in a folder: giving each a second name takes a moment."""
_UNAVAILABLE = {
    errno.ENOSYS,
    errno.EINVAL,
    errno.ENOTSUP,
    errno.EXDEV,
    errno.EBUSY,
    errno.EPERM,
    errno.EACCES,
}
"""What systems answer that cannot exchange two folders, or not these."""
_SWAP = 2
"""`RENAME_EXCHANGE` of Linux, `RENAME_SWAP` of macOS."""
_HERE = -100
"""`AT_FDCWD` of Linux."""


def worthwhile(paths: Iterable[str], out: Path) -> tuple[str, ...]:
    """The folders in which several files change: of each folder at the top, what they have in common."""
    tops: dict[str, set[str]] = {}
    several: dict[str, bool] = {}
    for path in paths:
        top, slash, _ = path.partition("/")
        if slash:
            several[top] = top in several
            tops.setdefault(top, set()).add(path.rpartition("/")[0])
    found = (_standing(os.path.commonpath(folders), out) for top, folders in tops.items() if several[top])
    return tuple(folder for folder in found if folder)


def _standing(folder: str, out: Path) -> str:
    """The folder, or the one above it that is there and no link; empty where there is none."""
    while folder and not (out / folder).is_dir():
        folder = folder.rpartition("/")[0]
    above = folder
    while above:
        if (out / above).is_symlink():
            return ""
        above = above.rpartition("/")[0]
    return folder


def complete(out: Path, new: Path, folder: str, changed: Container[str]) -> Mapping[str, int] | None:
    """Give every file that stays in a folder a second name in its new one; the inode of each.

    `None` where the new folder would not be what the old one is.
    """
    linked: dict[str, int] = {}
    made: list[tuple[str, Path]] = []
    try:
        for above, folders, names in os.walk(out / folder, onerror=_raise):
            place = Path(above).relative_to(out).as_posix()
            (new / place).mkdir(exist_ok=True, parents=True)
            if not _alike(above, new / place):
                return None
            made.append((above, new / place))
            for name in (*names, *(one for one in folders if os.path.islink(f"{above}/{one}"))):
                path = f"{place}/{name}"
                if path not in changed:
                    os.link(f"{above}/{name}", new / path, follow_symlinks=False)
                    linked[path] = os.lstat(new / path).st_ino
            if len(linked) > _MOST:
                return None
        for above, copy in made:
            shutil.copystat(above, copy)
    except OSError:  # no second names here, or a folder that may not be read
        return None
    return linked


def _raise(error: OSError) -> None:
    raise error


def _alike(old: str, new: Path) -> bool:
    """Whether a new folder can stand for an old one: of the same owner and file system, and one that we may change."""
    one, other = os.stat(old), new.stat()
    return os.access(old, os.W_OK) and (one.st_uid, one.st_gid, one.st_dev) == (
        other.st_uid,
        other.st_gid,
        other.st_dev,
    )


def number(path: Path) -> int:
    """The inode of what stands at a path, 0 where nothing does."""
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once. `False` where the system cannot; raises `OSError` where it fails."""
    call = _system_call()
    if call is None:
        return False
    code = call(os.fsencode(one), os.fsencode(other))
    if code == 0:
        return True
    if code in _UNAVAILABLE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _system_call() -> Callable[[bytes, bytes], int] | None:
    """What exchanges two paths, and gives the error's number."""
    if sys.platform == "win32":
        return None
    import ctypes  # here, as few runs need it

    library = ctypes.CDLL(None, use_errno=True)
    linux, darwin = getattr(library, "renameat2", None), getattr(library, "renamex_np", None)
    if linux is not None:
        return lambda one, other: ctypes.get_errno() if linux(_HERE, one, _HERE, other, _SWAP) else 0
    if darwin is not None:
        return lambda one, other: ctypes.get_errno() if darwin(one, other, _SWAP) else 0
    return None


def files(folder: Path) -> Iterator[str]:
    """The files and links below a folder, each by its path from there, with forward slashes."""
    for above, folders, names in os.walk(folder):
        place = Path(above).relative_to(folder)
        for name in (*names, *(one for one in folders if os.path.islink(f"{above}/{one}"))):
            yield (place / name).as_posix()
