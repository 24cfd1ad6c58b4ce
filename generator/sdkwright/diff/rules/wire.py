"""Rules about on the wire.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

HTTP_METHOD_CHANGED = Rule(
    code="http-method-changed",
    severity=Severity.BEHAVIOUR,
    says="The request has another HTTP method.",
    cure="The server must take both, for installed SDKs send the old one.",
)
PATH_CHANGED = Rule(
    code="path-changed",
    severity=Severity.BEHAVIOUR,
    says="The request goes to another path.",
    cure="The server must take both, for installed SDKs ask for the old one.",
)
PARAMETER_MOVED = Rule(
    code="parameter-moved",
    severity=Severity.BEHAVIOUR,
    says="The parameter travels elsewhere: in the query, the body, a header or the path.",
    cure="The server must take both.",
)
WIRE_NAME_CHANGED = Rule(
    code="wire-name-changed",
    severity=Severity.BEHAVIOUR,
    says="The parameter or field has another name on the wire.",
    cure="The server must take both.",
)
CONTENT_TYPE_CHANGED = Rule(
    code="content-type-changed",
    severity=Severity.BEHAVIOUR,
    says="The request is sent, or the answer asked for, in another media type.",
    cure="The server must take both.",
)
SECURITY_CHANGED = Rule(
    code="security-changed",
    severity=Severity.BEHAVIOUR,
    says="The method uses other credentials of the client.",
)
