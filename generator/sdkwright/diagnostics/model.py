"""Findings: a `Rule` (one of a closed list), where it was broken, and how to mend it.

In: nothing. Out: the types that every stage reports with. The rules themselves live in
`diagnostics/rules/`, one module per stage, so that `docs/diagnostics.md` is made from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """How bad a finding is: an error costs the exit code, a warning or a note does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Location(Struct, frozen=True, kw_only=True):
    """A place in a source file; `line` and `column` count from 1, `pointer` is a JSON Pointer."""

    file: str
    line: int
    column: int
    pointer: str = ""


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of finding. `code` is stable (`Schema/UnknownType`); cause and cure are documentation."""

    code: str
    severity: Severity
    summary: str
    cause: str
    cure: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding: which rule, in words, where, and what to do about it."""

    rule: Rule
    message: str
    location: Location | None = None
    hint: str | None = None


@dataclasses.dataclass(slots=True)
class Collector:
    """Gathers findings while a stage goes on; the only mutable thing that stages share."""

    found: list[Diagnostic] = dataclasses.field(default_factory=list[Diagnostic])
    _reported: set[Diagnostic] = dataclasses.field(
        default_factory=set[Diagnostic], init=False, repr=False, compare=False
    )

    def report(self, rule: Rule, message: str, location: Location | None = None, *, hint: str | None = None) -> None:
        """Keep one finding; the same rule at the same place with the same words is kept once."""
        diagnostic = Diagnostic(rule=rule, message=message, location=location, hint=hint)
        if diagnostic not in self._reported:
            self._reported.add(diagnostic)
            self.found.append(diagnostic)

    def take(self, other: Collector) -> None:
        """Keep what another one has gathered, as if it had been reported here."""
        for found in other:
            self.report(found.rule, found.message, found.location, hint=found.hint)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(diagnostic.rule.severity is Severity.ERROR for diagnostic in self.found)
