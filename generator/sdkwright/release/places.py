"""The files of an SDK that name its version.

In: the SDK's folder. Out: what each of them says, and the same files with another version. One that is not there is
not missed: an SDK without release-please has no manifest of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

MANIFEST = ".release-please-manifest.json"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "_version.py": re.compile(r'^__version__(?:: str)? = "([^"\n]*)"', re.MULTILINE),
    "pyproject.toml": re.compile(r'^version = "([^"\n]*)"', re.MULTILINE),
    MANIFEST: re.compile(r'"\."\s*:\s*"([^"\n]*)"'),
}


class Place(Struct, frozen=True, kw_only=True):
    """One file, by its path in the SDK: the version stands from `start` to `end` of its text."""

    path: str
    text: str
    start: int
    end: int

    @property
    def version(self) -> str:
        """What the file says."""
        return self.text[self.start : self.end]

    def with_version(self, version: str) -> str:
        """The file's text with another version."""
        return self.text[: self.start] + version + self.text[self.end :]


def find_places(sdk: Path, package: Path) -> tuple[Place, ...]:
    """The places of a version. Raises `OSError` and `UnicodeDecodeError` where a file cannot be read."""
    paths = (package / "_version.py", sdk / "pyproject.toml", sdk / MANIFEST)
    return tuple(place for path in paths if path.is_file() for place in _read(sdk, path))


def _read(sdk: Path, path: Path) -> Iterator[Place]:
    with path.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    match = _PATTERNS[path.name].search(text)
    if match is not None:
        yield Place(path=path.relative_to(sdk).as_posix(), text=text, start=match.start(1), end=match.end(1))
