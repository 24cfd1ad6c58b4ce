"""What the generator may not touch in an output folder.

In: the folder, and paths relative to it. Out: whether a path is the maintainer's own, or leads out of the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

_HAND_WRITTEN = re.compile(r"examples/|src/[^/]+/lib/")
"""Folders of hand-written code, as the SDKs of this kind have always had them."""

_PLAIN_NAME = re.compile(r"(?!\.{1,2}(?:/|\Z))[\w.-]+")
_PLAIN = re.compile(f"{_PLAIN_NAME.pattern}(?:/{_PLAIN_NAME.pattern})*")
"""A path that, but for links, leads down and nowhere else, on any system."""


def is_hand_written(path: str, keep: Sequence[str]) -> bool:
    """Whether a path lies in `examples/`, in the package's `lib/`, or matches a pattern of `keep_files`."""
    return _HAND_WRITTEN.match(path) is not None or any(_matches(path, pattern) for pattern in keep)


def _matches(path: str, pattern: str) -> bool:
    """A glob pattern, from the root of the SDK; `**` crosses folders, a folder stands for all that is in it."""
    pieces = re.split(r"(\*\*/?|\*|\?)", pattern.removeprefix("./").removeprefix("/").rstrip("/"))
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    expression = "".join(meaning.get(piece) or re.escape(piece) for piece in pieces)
    return re.fullmatch(f"{expression}(?:/.*)?", path) is not None


class Bounds(Struct):
    """Which paths are inside of an output folder. Each folder is followed once, not once for each of its files."""

    out: Path
    _inside: dict[str, bool] = field(default_factory=dict[str, bool])
    _reached: dict[str, bool] = field(default_factory=dict[str, bool])
    _plain: dict[str, bool] = field(default_factory=lambda: {"": True})

    def hold(self, path: str) -> bool:
        """As `is_inside`."""
        if not self._holds(path.rpartition("/")[0]):
            return False
        whole = not self._leads_down(path) or (self.may_have(path) and os.path.islink(f"{self.out}/{path}"))
        return is_inside(self.out, path) if whole else True

    def hold_file(self, path: str) -> bool:
        """As `hold`, of a path at which no link stands."""
        return self._holds(path.rpartition("/")[0]) and self._leads_down(path)

    def _leads_down(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return self._is_plain(folder) and bool(_PLAIN_NAME.fullmatch(name)) and not path.startswith("/")

    def behind(self, path: str) -> str:
        """The path of the file that a link inside of the folder stands for; of what is no link, the path itself."""
        link = f"{self.out}/{path}"
        if not self.may_have(path) or not os.path.islink(link):
            return path
        return Path(link).resolve().relative_to(self.out.resolve()).as_posix()

    def may_have(self, path: str) -> bool:
        """Whether something can stand at a path: nothing does where its folder was not there when first asked for."""
        return self._is_reached(path.rpartition("/")[0])

    def _holds(self, folder: str) -> bool:
        known = self._inside.get(folder)
        if known is None:
            above = folder.rpartition("/")[0]
            is_plain = bool(folder) and self._is_plain(folder)
            if is_plain and not self._is_reached(folder):
                known = self._holds(above)  # what is not there leads nowhere else
            elif is_plain and self._holds(above) and not os.path.islink(f"{self.out}/{folder}"):
                known = True  # nor does what is no link
            else:
                known = is_inside(self.out, folder or ".")
            self._inside[folder] = known
        return known

    def _is_plain(self, folder: str) -> bool:
        known = self._plain.get(folder)
        if known is None:
            known = self._plain[folder] = _PLAIN.fullmatch(folder) is not None
        return known

    def _is_reached(self, folder: str) -> bool:
        known = self._reached.get(folder)
        if known is None:
            above = folder.rpartition("/")[0]
            known = os.path.lexists(f"{self.out}/{folder}") or (
                # a file in the way of a folder: whoever looks behind it gets an error, as it should be
                bool(folder) and self._is_reached(above) and not os.path.isdir(f"{self.out}/{above}")
            )
            self._reached[folder] = known
        return known


def is_inside(out: Path, path: str) -> bool:
    """Whether a path, all symbolic links followed, is still inside the output folder."""
    return (out / path).resolve().is_relative_to(out.resolve())
