"""Rules about models (what users read).

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

MODEL_REMOVED = Rule(
    code="model-removed",
    severity=Severity.CALLERS,
    says="The class is gone: importing it fails.",
)
MODEL_RENAMED = Rule(
    code="model-renamed",
    severity=Severity.CALLERS,
    says="The class has another name; what it holds is the same.",
    cure="Name models in the config (`models:`), so that a rename in the document does not reach users.",
)
RESPONSE_FIELD_REMOVED = Rule(
    code="response-field-removed",
    severity=Severity.CALLERS,
    says="The field is gone: reading it raises `AttributeError`.",
    cure="Mark it `deprecated` and keep it until the next major version.",
)
RESPONSE_FIELD_TYPE_CHANGED = Rule(
    code="response-field-type-changed",
    severity=Severity.CALLERS,
    says="The field holds something else: what callers do with it fails.",
    cure="Add a field of the new type, and deprecate this one.",
)
BASE_CLASS_REMOVED = Rule(
    code="base-class-removed",
    severity=Severity.CALLERS,
    says="The class has lost a base: `isinstance` and inherited members are not what they were.",
)
KIND_CHANGED = Rule(
    code="kind-changed",
    severity=Severity.CALLERS,
    says="The name stands for another kind of thing (an alias instead of a class): importing works, using does not.",
)
RESPONSE_FIELD_MADE_OPTIONAL = Rule(
    code="response-field-made-optional",
    severity=Severity.TYPE_CHECKERS,
    says="The field may be missing or `None`: code that reads it must check.",
)
RESPONSE_VALUE_ADDED = Rule(
    code="response-value-added",
    severity=Severity.TYPE_CHECKERS,
    says="The field may hold further values: code that handles all of them misses some.",
    cure="Programs should have a default branch; say so in the field's description.",
)
RESPONSE_FIELD_WIDENED = Rule(
    code="response-field-widened",
    severity=Severity.TYPE_CHECKERS,
    says="The field may hold more than before (a further variant): code that reads it must check.",
)
BASE_CLASS_CHANGED = Rule(
    code="base-class-changed",
    severity=Severity.TYPE_CHECKERS,
    says="A base has other type arguments, or the bases another order.",
)
CLASS_KEYWORDS_CHANGED = Rule(
    code="class-keywords-changed",
    severity=Severity.TYPE_CHECKERS,
    says="The class is declared with other keywords (`total`).",
)
MODEL_ADDED = Rule(
    code="model-added",
    severity=Severity.ADDITIVE,
    says="There is a new class.",
)
RESPONSE_FIELD_ADDED = Rule(
    code="response-field-added",
    severity=Severity.ADDITIVE,
    says="There is a new field.",
)
RESPONSE_FIELD_MADE_REQUIRED = Rule(
    code="response-field-made-required",
    severity=Severity.ADDITIVE,
    says="The field is always there now.",
)
RESPONSE_VALUE_REMOVED = Rule(
    code="response-value-removed",
    severity=Severity.ADDITIVE,
    says="The field holds fewer values than before: readers keep working.",
)
RESPONSE_FIELD_NARROWED = Rule(
    code="response-field-narrowed",
    severity=Severity.ADDITIVE,
    says="The field holds less than before: readers keep working.",
)
BASE_CLASS_ADDED = Rule(
    code="base-class-added",
    severity=Severity.ADDITIVE,
    says="The class has a further base.",
)
MEMBER_KIND_CHANGED = Rule(
    code="member-kind-changed",
    severity=Severity.ADDITIVE,
    says="A field has become a property, or the other way round: reading it is the same.",
)
