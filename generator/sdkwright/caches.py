"""Where things lie that the generator has made before and can make again.

In: the system, and the variable `SDKWRIGHT_CACHE`. Out: a folder of the user's own. Nothing of an SDK depends on what
stands there: without it a run takes longer.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder(kind: str) -> Path:
    """The folder for one kind of cached things, by the conventions of the system; it may not be there yet."""
    if given := os.environ.get("SDKWRIGHT_CACHE"):
        return Path(given) / kind
    match sys.platform:
        case "win32":
            base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
        case "darwin":
            base = os.path.expanduser("~/Library/Caches")
        case _:
            base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "sdkwright" / kind


def is_private(path: Path) -> bool:
    """Whether nobody but the user can have written what stands at a path. Raises `OSError` where there is nothing."""
    found = path.lstat()
    if sys.platform == "win32":
        return True  # a user's folders are the user's alone there
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
