"""Rules about the client.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

CLIENT_OPTION_REMOVED = Rule(
    code="client-option-removed",
    severity=Severity.CALLERS,
    says="The client's option is gone: giving it raises `TypeError`.",
    cure="Keep the option under `client_settings.opts`.",
)
CLIENT_OPTION_REQUIRED = Rule(
    code="client-option-required",
    severity=Severity.CALLERS,
    says="The client's option must be given now.",
    cure="Let it be `nullable: true`, or give it a default.",
)
ENVIRONMENT_VARIABLE_CHANGED = Rule(
    code="environment-variable-changed",
    severity=Severity.CALLERS,
    says="The option is read from another environment variable: programs that set the old one find no value.",
    cure="Keep `read_env`.",
)
ENVIRONMENT_REMOVED = Rule(
    code="environment-removed",
    severity=Severity.CALLERS,
    says="The environment is gone: choosing it raises an error.",
)
ERROR_CLASS_REMOVED = Rule(
    code="error-class-removed",
    severity=Severity.CALLERS,
    says="The exception is gone: importing it fails.",
)
CLIENT_OPTION_CHANGED = Rule(
    code="client-option-changed",
    severity=Severity.TYPE_CHECKERS,
    says="The client's option takes another type.",
)
BASE_URL_CHANGED = Rule(
    code="base-url-changed",
    severity=Severity.BEHAVIOUR,
    says="Requests go to another address unless one is given.",
)
AUTHENTICATION_CHANGED = Rule(
    code="authentication-changed",
    severity=Severity.BEHAVIOUR,
    says="Requests carry other credentials, or carry them elsewhere.",
)
DEFAULT_HEADER_CHANGED = Rule(
    code="default-header-changed",
    severity=Severity.BEHAVIOUR,
    says="Requests carry other headers or query parameters by default.",
)
QUERY_FORMAT_CHANGED = Rule(
    code="query-format-changed",
    severity=Severity.BEHAVIOUR,
    says="Lists or objects are written differently in URLs.",
)
TRANSPORT_DEFAULT_CHANGED = Rule(
    code="transport-default-changed",
    severity=Severity.BEHAVIOUR,
    says="The default timeout or the number of retries is another one.",
)
CLIENT_OPTION_ADDED = Rule(
    code="client-option-added",
    severity=Severity.ADDITIVE,
    says="The client has a new option.",
)
CLIENT_OPTION_MADE_OPTIONAL = Rule(
    code="client-option-made-optional",
    severity=Severity.ADDITIVE,
    says="The client's option may be left out, or takes more than before.",
)
ENVIRONMENT_ADDED = Rule(
    code="environment-added",
    severity=Severity.ADDITIVE,
    says="There is a new environment to choose.",
)
ERROR_CLASS_ADDED = Rule(
    code="error-class-added",
    severity=Severity.ADDITIVE,
    says="There is a new exception.",
)
