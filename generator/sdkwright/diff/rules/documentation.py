"""Rules about documentation.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

DOCS_CHANGED = Rule(
    code="docs-changed",
    severity=Severity.DOCS,
    says="What the documentation says about it is different.",
)
