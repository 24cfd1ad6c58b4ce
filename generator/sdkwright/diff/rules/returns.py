"""Rules about what methods return.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

RETURN_TYPE_CHANGED = Rule(
    code="return-type-changed",
    severity=Severity.CALLERS,
    says="Something else comes back: what callers do with it fails.",
    cure="Add a method that returns the new type, and deprecate this one.",
)
RETURN_PAGINATED = Rule(
    code="return-paginated",
    severity=Severity.CALLERS,
    says="A page comes back instead of the list's own model: its fields are gone, iterating crosses pages.",
    cure="Say `paginated: false` until the next major version.",
)
RETURN_UNPAGINATED = Rule(
    code="return-unpaginated",
    severity=Severity.CALLERS,
    says="A model comes back instead of a page: iterating no longer gives the items.",
    cure="Keep the scheme under `pagination`.",
)
STREAM_REMOVED = Rule(
    code="stream-removed",
    severity=Severity.CALLERS,
    says="The method no longer streams: `stream=True` raises `TypeError`.",
)
RETURN_WIDENED = Rule(
    code="return-widened",
    severity=Severity.TYPE_CHECKERS,
    says="More may come back than before (`None`, a further variant): callers must check.",
)
STREAM_ADDED = Rule(
    code="stream-added",
    severity=Severity.ADDITIVE,
    says="The method can answer with a stream of events now (`stream=True`).",
)
RETURN_NARROWED = Rule(
    code="return-narrowed",
    severity=Severity.ADDITIVE,
    says="Less comes back than before: callers keep working.",
)
