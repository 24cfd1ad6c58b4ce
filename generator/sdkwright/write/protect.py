"""What the generator may not touch in an output folder.

In: the folder, and paths relative to it. Out: whether a path is the maintainer's own, or leads out of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_HAND_WRITTEN = (re.compile(r"examples/"), re.compile(r"src/[^/]+/lib/"))
"""Folders of hand-written code, as the SDKs of this kind have always had them."""


def is_hand_written(path: str, keep: Sequence[str]) -> bool:
    """Whether a path lies in `examples/`, in the package's `lib/`, or matches a pattern of `keep_files`."""
    return any(folder.match(path) for folder in _HAND_WRITTEN) or any(_matches(path, pattern) for pattern in keep)


def _matches(path: str, pattern: str) -> bool:
    """A glob pattern, from the root of the SDK; `**` crosses folders, a folder stands for all that is in it."""
    pieces = re.split(r"(\*\*/?|\*|\?)", pattern.removeprefix("./").removeprefix("/").rstrip("/"))
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    expression = "".join(meaning.get(piece) or re.escape(piece) for piece in pieces)
    return re.fullmatch(f"{expression}(?:/.*)?", path) is not None


def is_inside(out: Path, path: str) -> bool:
    """Whether a path, all symbolic links followed, is still inside the output folder."""
    return (out / path).resolve().is_relative_to(out.resolve())
