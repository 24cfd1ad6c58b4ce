"""What a release is for: the severity of the changes, and the section that tells them.

In: two SDKs. Out: `Notes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sdkwright.compare.folding import Finding, fold
from sdkwright.compare.items import Comparison, Status
from sdkwright.compare.locate import NoPackage, locate
from sdkwright.compare.rules import Impact
from sdkwright.compare.run import compare_packages
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import visible
from sdkwright.release.version import Bump

_HEADINGS: Mapping[Status, str] = {Status.NEW: "Added", Status.DIFFERS: "Changed", Status.MISSING: "Removed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The least part of the version that must rise, and the lines of the changelog below their heading."""

    bump: Bump
    body: tuple[str, ...]
    changes: int


FIRST = Notes(bump=Bump.MINOR, body=("", "### Added", "", "- The first release."), changes=0)
_INTERNAL = ("", "### Changed", "", "- Nothing that users of the SDK could notice.")


def make_notes(old: Path, new: Path, diagnostics: Collector) -> Notes | None:
    """What changed for users from one SDK to the other; `None` where the old one has no package."""
    before, after = locate(old), locate(new)
    if isinstance(before, NoPackage) or isinstance(after, NoPackage):
        return None
    comparison = compare_packages(before, after, (), diagnostics)
    findings = fold(comparison.differences)
    return Notes(bump=_bump(comparison), body=tuple(_body(findings)) or _INTERNAL, changes=len(findings))


def _bump(comparison: Comparison) -> Bump:
    if not comparison.differences:
        return Bump.PATCH
    return Bump.MAJOR if comparison.worst is Impact.CALLERS else Bump.MINOR


def _body(findings: Iterable[Finding]) -> Iterator[str]:
    for status, heading in _HEADINGS.items():
        own = [finding for finding in findings if finding.difference.status is status]
        if own:
            yield from ("", f"### {heading}", "")
            yield from map(_entry, own)


def _entry(finding: Finding) -> str:
    difference = finding.difference
    mark = "**Breaking:** " if difference.impact is Impact.CALLERS else ""
    return f"- {mark}`{visible(difference.resource)}`: `{visible(finding.label)}` {difference.changes[0].code}"
