"""What `sdkwright diff` has to tell.

In: nothing. Out: frozen records. Every report, the version and the changelog are made from a `Report`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from sdkwright.diagnostics import Location
from sdkwright.diff.rules import ALL, Rule, Severity


class Bump(Enum):
    """Which part of a version must rise (Semantic Versioning 2.0.0, §6-§8)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


class Finding(Struct, frozen=True, kw_only=True):
    """One change, told once however often it stands in the code.

    `subject` is spelled as users write it: `client.files.create(purpose)`, `FileObject.status`. `resource` is what it
    is grouped under; `also` are further subjects of the same change. `before` and `after` are source text, or what a
    reader needs to know in their place.
    """

    rule: Rule
    resource: str
    subject: str
    before: str | None = None
    after: str | None = None
    also: tuple[str, ...] = ()
    old: Location | None = None
    new: Location | None = None

    @property
    def severity(self) -> Severity:
        """That of its rule."""
        return self.rule.severity


class Report(Struct, frozen=True, kw_only=True):
    """All changes between two SDKs, the most important first."""

    package: str
    findings: tuple[Finding, ...]

    @property
    def bump(self) -> Bump:
        """What the next version must be.

        What breaks type checkers only is a minor change, as the published SDKs of this kind tell their users.
        """
        match self.worst:
            case Severity.CALLERS:
                return Bump.MAJOR
            case Severity.TYPE_CHECKERS | Severity.BEHAVIOUR | Severity.ADDITIVE:
                return Bump.MINOR
            case Severity.DOCS:
                return Bump.PATCH
            case None:
                return Bump.NONE

    @property
    def worst(self) -> Severity | None:
        """The worst severity, `None` where nothing changed."""
        return min((each.severity for each in self.findings), key=lambda each: each.rank, default=None)

    def of(self, severity: Severity) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """The findings of a severity by resource, in order."""
        own = [each for each in self.findings if each.severity is severity]
        for resource in dict.fromkeys(each.resource for each in own):
            yield resource, tuple(each for each in own if each.resource == resource)


def in_order(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """The worst first; within a severity by resource, what concerns most first, then by name."""
    ranks = {rule.code: number for number, rule in enumerate(ALL)}
    return tuple(
        sorted(findings, key=lambda each: (each.severity.rank, each.resource, ranks[each.rule.code], each.subject))
    )
