"""Rules about dictionaries (what users give).

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

KEY_REMOVED = Rule(
    code="key-removed",
    severity=Severity.TYPE_CHECKERS,
    says="The key is gone: it is still sent, but type checkers reject it.",
)
KEY_ADDED_REQUIRED = Rule(
    code="key-added-required",
    severity=Severity.TYPE_CHECKERS,
    says="There is a new required key: type checkers reject dictionaries without it, and so may the server.",
)
KEY_MADE_REQUIRED = Rule(
    code="key-made-required",
    severity=Severity.TYPE_CHECKERS,
    says="The key is required now: type checkers reject dictionaries without it, and so may the server.",
)
KEY_NARROWED = Rule(
    code="key-narrowed",
    severity=Severity.TYPE_CHECKERS,
    says="The key does not take all that it took: type checkers reject the rest.",
)
KEY_ADDED = Rule(
    code="key-added",
    severity=Severity.ADDITIVE,
    says="There is a new key that may be left out.",
)
KEY_MADE_OPTIONAL = Rule(
    code="key-made-optional",
    severity=Severity.ADDITIVE,
    says="The key may be left out now.",
)
KEY_WIDENED = Rule(
    code="key-widened",
    severity=Severity.ADDITIVE,
    says="The key takes more than before.",
)
