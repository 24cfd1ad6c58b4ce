"""What two checks say about one mistake is said once.

In: all findings. Out: those without which nothing is lost.
"""

from __future__ import annotations

from typing import Final

from sdkwright.diagnostics.consequences import without_consequences
from sdkwright.diagnostics.model import Collector, Diagnostic, Location, Severity
from sdkwright.diagnostics.rules import config, load, lower

_STRUCTURE: Final = frozenset({load.INVALID, lower.WRONG_TYPE})
"""Rules by which the structure is checked."""

_TELLING: Final = frozenset(
    {
        config.NOTHING_TO_INFER,
        load.NO_TITLE,
        load.UNKNOWN_METHOD,
        load.INVALID_REFERENCE,
        load.PATH,
        load.DUPLICATE_PARAMETER,
        load.DEFAULT_MISMATCH,
        lower.WRONG_TYPE,
        lower.UNKNOWN_TYPE,
        lower.FOREIGN_TYPE,
        lower.EMPTY_ENUM,
        lower.ENUM_VALUE_MISMATCH,
        lower.PARAMETER_INVALID,
        lower.STYLE_INVALID,
        lower.SECURITY_SCHEME_INVALID,
        lower.SECURITY_UNSUPPORTED,
    }
)
"""Rules that tell what follows from a value that the specification does not allow."""


def fold(diagnostics: Collector) -> None:
    """Drop a finding of the structure where another one, no milder, tells what follows from the same mistake.

    What merely follows from another finding goes as well.
    """
    told: dict[tuple[str, int, int], Severity] = {}
    kept: list[Diagnostic] = []
    for found in reversed(diagnostics.found):
        place = _place(found.location)
        worst = told.get(place) if place is not None and found.rule in _STRUCTURE else None
        if worst is None or (found.rule.severity is Severity.ERROR and worst is not Severity.ERROR):
            kept.append(found)
        if place is not None and found.rule in _TELLING and told.get(place) is not Severity.ERROR:
            told[place] = found.rule.severity
    diagnostics.found[:] = without_consequences(list(reversed(kept)))


def _place(location: Location | None) -> tuple[str, int, int] | None:
    return None if location is None else (location.file, location.line, location.column)
