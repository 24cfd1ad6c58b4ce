"""Version numbers, as the SDKs of this kind write them (Semantic Versioning 2.0.0).

In: text. Out: `Version`, its order, and the next one.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import total_ordering

from msgspec import Struct

_PATTERN = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,64}))?\Z", re.ASCII)


class Bump(Enum):
    """Which part of a version rises."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


@total_ordering
class Version(Struct, frozen=True):
    """`MAJOR.MINOR.PATCH`, or `MAJOR.MINOR.PATCH-PRE`."""

    major: int
    minor: int
    patch: int
    pre: str = ""

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}" + (f"-{self.pre}" if self.pre else "")

    def __lt__(self, other: Version) -> bool:
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[object, ...]:
        """A pre-release comes before its release; numbers count as such, and before words (§11)."""
        parts = self.pre.split(".") if self.pre else []
        ranked = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
        return self.major, self.minor, self.patch, not self.pre, ranked


def parse_version(text: str) -> Version | None:
    """The version that a text spells, `None` where it spells none.

    >>> parse_version("1.2.0-alpha.3")
    Version(major=1, minor=2, patch=0, pre='alpha.3')
    """
    match = _PATTERN.match(text)
    return None if match is None else Version(int(match[1]), int(match[2]), int(match[3]), match[4] or "")


def next_version(version: Version, bump: Bump) -> Version:
    """The version after this one.

    Before 1.0.0 what breaks raises the minor part, as the release-please-config.json that is emitted has it; the
    number of a pre-release rises by one.

    >>> str(next_version(Version(0, 4, 2), Bump.MAJOR))
    '0.5.0'
    """
    if version.pre:
        head, dot, number = version.pre.rpartition(".")
        if number.isdigit():
            return Version(version.major, version.minor, version.patch, f"{head}{dot}{int(number) + 1}")
        return Version(version.major, version.minor, version.patch, f"{version.pre}.1")
    match bump:
        case Bump.MAJOR if version.major:
            return Version(version.major + 1, 0, 0)
        case Bump.MAJOR | Bump.MINOR:
            return Version(version.major, version.minor + 1, 0)
        case Bump.PATCH:
            return Version(version.major, version.minor, version.patch + 1)
