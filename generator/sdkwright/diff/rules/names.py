"""Rules about names to import.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

EXPORT_REMOVED = Rule(
    code="export-removed",
    severity=Severity.CALLERS,
    says="The name cannot be imported from here any more.",
)
MODULE_REMOVED = Rule(
    code="module-removed",
    severity=Severity.CALLERS,
    says="The module is gone: importing from it fails.",
)
ALIAS_REMOVED = Rule(
    code="alias-removed",
    severity=Severity.CALLERS,
    says="The alias or constant is gone: importing it fails.",
)
CONSTANT_CHANGED = Rule(
    code="constant-changed",
    severity=Severity.CALLERS,
    says="The constant has another value.",
)
PRIVATE_NAME_REMOVED = Rule(
    code="private-name-removed",
    severity=Severity.CALLERS,
    says="A private name that hand-written code or tests import is gone.",
)
EXPORT_HIDDEN = Rule(
    code="export-hidden",
    severity=Severity.TYPE_CHECKERS,
    says="The name can be imported, but is not declared as public any more.",
)
ALIAS_NARROWED = Rule(
    code="alias-narrowed",
    severity=Severity.TYPE_CHECKERS,
    says="The alias takes less than before: type checkers reject the rest where users give it.",
)
ALIAS_WIDENED = Rule(
    code="alias-widened",
    severity=Severity.TYPE_CHECKERS,
    says="The alias may stand for more than before: code that reads it must check.",
)
ALIAS_CHANGED = Rule(
    code="alias-changed",
    severity=Severity.TYPE_CHECKERS,
    says="The alias stands for another type: annotations that use it mean something else.",
)
ALIAS_EXTENDED = Rule(
    code="alias-extended",
    severity=Severity.ADDITIVE,
    says="The alias takes more than before; users only give it.",
)
ALIAS_RESTRICTED = Rule(
    code="alias-restricted",
    severity=Severity.ADDITIVE,
    says="The alias stands for less than before; users only read it.",
)
ALIAS_ADDED = Rule(
    code="alias-added",
    severity=Severity.ADDITIVE,
    says="There is a new alias or constant.",
)
EXPORT_ADDED = Rule(
    code="export-added",
    severity=Severity.ADDITIVE,
    says="There is a new name to import.",
)
MODULE_ADDED = Rule(
    code="module-added",
    severity=Severity.ADDITIVE,
    says="There is a new module.",
)
RESPELLED = Rule(
    code="respelled",
    severity=Severity.DOCS,
    says="The annotation is spelled through another name that stands for the same.",
)
