"""Keeps two runs from writing one SDK at the same time.

In: the output folder. Out: a context in which no other run plans or writes there. The lock is the operating system's,
on the folder itself (on Windows on a file in the folder for temporary files), so that it ends with its process,
however that ends, and leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

PATIENCE = 30.0
"""Seconds to wait for another run; writing takes a fraction of one."""

_STEP = 0.02
_UNSUPPORTED = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}
"""What file systems without locks answer (some network shares): a run goes on without one there."""


class BusyError(Exception):
    """Another run has held the folder for longer than a run takes."""


@contextlib.contextmanager
def hold(out: Path, patience: float = PATIENCE) -> Generator[None]:
    """Hold the output folder, or the folder that it will be made in.

    Raises `BusyError` after `patience` seconds, `OSError` where the folder may not be read, or is no place for an SDK.
    """
    until = time.monotonic() + patience
    while True:
        folder = _nearest(out)
        descriptor = _open(folder)
        try:
            _acquire(descriptor, out, until)
            if _nearest(out) == folder:
                yield
                return
        finally:
            os.close(descriptor)


def _nearest(out: Path) -> Path:
    """The folder, or the one above it where it does not exist yet."""
    try:
        folder = out.resolve()
    except RuntimeError as error:  # what a circle of links is before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(out)) from error
    if folder == folder.parent:
        # Asked for by a variable that is empty in `--out $SDK/`, and by nobody else.
        raise OSError(errno.EPERM, "An SDK needs a folder of its own, not the root of the file system", str(out))
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _acquire(descriptor: int, out: Path, until: float) -> None:
    while True:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _UNSUPPORTED:
                return
            if error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
                raise
            if time.monotonic() > until:
                raise BusyError(f"Another run is writing {out}.") from None
            time.sleep(_STEP)
        else:
            return


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]
        return os.open(Path(tempfile.gettempdir()) / f"sdkwright-{name}.lock", os.O_RDWR | os.O_CREAT)

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
