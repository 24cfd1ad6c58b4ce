"""What a rule of `sdkwright diff` is.

In: nothing. Out: `Rule` and its `Severity`.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """What a change does to the programs of users, the worst first."""

    CALLERS = "breaks callers"
    TYPE_CHECKERS = "breaks type checkers only"
    BEHAVIOUR = "same code, another request"
    ADDITIVE = "additive"
    DOCS = "docs"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of change. `code` is stable; `says` is what a user notices, `cure` how a maintainer spares them."""

    code: str
    severity: Severity
    says: str
    cure: str = ""
