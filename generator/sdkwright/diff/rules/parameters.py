"""Rules about parameters.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

PARAMETER_REMOVED = Rule(
    code="parameter-removed",
    severity=Severity.CALLERS,
    says="The parameter is gone: giving it raises `TypeError`.",
    cure="Keep it in the document, marked `deprecated`, and let the server ignore it.",
)
PARAMETER_RENAMED = Rule(
    code="parameter-renamed",
    severity=Severity.CALLERS,
    says="The parameter has another name in Python; on the wire it is the same.",
    cure="Leave the name as it was; users do not see the wire.",
)
PARAMETER_ADDED_REQUIRED = Rule(
    code="parameter-added-required",
    severity=Severity.CALLERS,
    says="There is a new required parameter: calls without it raise `TypeError`.",
    cure="Give it a default on the server, and leave it out of `required`.",
)
PARAMETER_MADE_REQUIRED = Rule(
    code="parameter-made-required",
    severity=Severity.CALLERS,
    says="The parameter has no default any more: calls without it raise `TypeError`.",
    cure="Give it a default on the server, and leave it out of `required`.",
)
PARAMETER_REORDERED = Rule(
    code="parameter-reordered",
    severity=Severity.CALLERS,
    says="Arguments given by position reach another parameter than before.",
    cure="Order path parameters as they were.",
)
PARAMETER_KIND_NARROWED = Rule(
    code="parameter-kind-narrowed",
    severity=Severity.CALLERS,
    says="The parameter can no longer be given by position, or no longer by name.",
)
PARAMETER_DEFAULT_CHANGED = Rule(
    code="parameter-default-changed",
    severity=Severity.CALLERS,
    says="The default is another one: calls that leave the parameter out do something else.",
)
PARAMETER_NARROWED = Rule(
    code="parameter-narrowed",
    severity=Severity.TYPE_CHECKERS,
    says="The parameter does not take all that it took: type checkers reject the rest.",
    cure="Take both in the document for a while: `anyOf` of the old type and the new.",
)
PARAMETER_VALUE_REMOVED = Rule(
    code="parameter-value-removed",
    severity=Severity.TYPE_CHECKERS,
    says="The parameter's `Literal` takes fewer values: type checkers reject the others.",
    cure="Leave values in the document for as long as the server takes them.",
)
PARAMETER_MARKER_CHANGED = Rule(
    code="parameter-marker-changed",
    severity=Severity.TYPE_CHECKERS,
    says="Another marker stands for `left out`: calls do the same, code that passes it on is annotated otherwise.",
)
OVERLOAD_REMOVED = Rule(
    code="overload-removed",
    severity=Severity.TYPE_CHECKERS,
    says="There are fewer overloads: type checkers reject calls that only the lost one matched.",
)
PARAMETER_ADDED = Rule(
    code="parameter-added",
    severity=Severity.ADDITIVE,
    says="There is a new parameter that may be left out.",
)
PARAMETER_MADE_OPTIONAL = Rule(
    code="parameter-made-optional",
    severity=Severity.ADDITIVE,
    says="The parameter may be left out now.",
)
PARAMETER_WIDENED = Rule(
    code="parameter-widened",
    severity=Severity.ADDITIVE,
    says="The parameter takes more than before.",
)
PARAMETER_VALUE_ADDED = Rule(
    code="parameter-value-added",
    severity=Severity.ADDITIVE,
    says="The parameter's `Literal` takes further values.",
)
PARAMETER_KIND_WIDENED = Rule(
    code="parameter-kind-widened",
    severity=Severity.ADDITIVE,
    says="The parameter can be given by position as well as by name now.",
)
OVERLOAD_ADDED = Rule(
    code="overload-added",
    severity=Severity.ADDITIVE,
    says="There are more overloads.",
)
