"""What a release is for: the severity of the changes, and the section that tells them.

In: two SDKs. Out: `Notes`.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from msgspec import Struct

from sdkwright.compare.locate import NoPackage, locate
from sdkwright.diagnostics import Collector
from sdkwright.diff.changelog import changelog_section
from sdkwright.diff.model import Bump as Suggestion
from sdkwright.diff.run import diff_packages
from sdkwright.release.version import Bump


class Notes(Struct, frozen=True, kw_only=True):
    """The least part of the version that must rise, and the lines of the changelog below their heading."""

    bump: Bump
    body: tuple[str, ...]
    changes: int


FIRST = Notes(bump=Bump.MINOR, body=("", "### Added", "", "- The first release."), changes=0)
_INTERNAL = ("", "### Changed", "", "- Nothing that users of the SDK could notice.")


def make_notes(old: Path, new: Path, diagnostics: Collector) -> Notes | None:
    """What changed for users from one SDK to the other; `None` where one of them has no package."""
    before, after = locate(old), locate(new)
    if isinstance(before, NoPackage) or isinstance(after, NoPackage):
        return None
    report = diff_packages(before, after, (), diagnostics)
    _, *body = changelog_section(report)
    return Notes(bump=_bump(report.bump), body=tuple(body) or _INTERNAL, changes=len(report.findings))


def _bump(suggestion: Suggestion) -> Bump:
    match suggestion:
        case Suggestion.MAJOR:
            return Bump.MAJOR
        case Suggestion.MINOR:
            return Bump.MINOR
        case Suggestion.PATCH | Suggestion.NONE:
            return Bump.PATCH
        case _:
            assert_never(suggestion)
