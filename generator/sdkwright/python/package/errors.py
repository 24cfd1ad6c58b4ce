"""Makes the view of the error classes.

In: the context. Out: `ExceptionsView`, and the names that the package exports.
"""

from __future__ import annotations

from sdkwright.model.api import ErrorKind
from sdkwright.model.operation import WebhookUnwrap
from sdkwright.model.queries import all_properties, bare_schema, is_nullable, resources
from sdkwright.model.schema import Property, SchemaId
from sdkwright.python.code import Code, compose, docstring, identifier, literal, string
from sdkwright.python.context import Context
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import class_name, unique
from sdkwright.python.package.views import (
    CustomErrorsView,
    CustomErrorView,
    ErrorFieldView,
    ExceptionsView,
    StatusErrorView,
)
from sdkwright.python.types.keys import object_keys, travels
from sdkwright.python.types.ordering import sorted_properties
from sdkwright.python.types.table import Direction

_STATUS_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}
_SERVER_ERROR = "InternalServerError"
_SERVER_STATUS = 500
_MEANINGS = {
    400: "the request is not understood.",
    401: "the credentials are missing or wrong.",
    403: "the credentials do not allow it.",
    404: "there is no such thing.",
    409: "it conflicts with the present state.",
    422: "a value is not accepted.",
    429: "too many requests in a short time.",
}
_ERRORS = (
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "APIConnectionError",
    "APIResponseValidationError",
)
_WEBHOOK_ERROR = "APIWebhookValidationError"
_MODULE = ("_exceptions",)
_ATTRIBUTES = frozenset(("args", "body", "message", "request", "response", "status_code", "with_traceback", "add_note"))
"""What every error has already."""


def error_names(context: Context) -> tuple[str, ...]:
    """The error classes that the package exports."""
    webhooks = (_WEBHOOK_ERROR,) if _verifies_webhooks(context) else ()
    return (context.client.error, *_ERRORS, *webhooks, *_names_by_status(context))


def build_exceptions(context: Context) -> ExceptionsView:
    """The error classes."""
    imports = ModuleImports(package=())
    imports.typing("Any")
    imports.extensions("Literal")
    imports.internal(("_http",), "httpx")
    custom = _custom_errors(context, imports)
    return ExceptionsView(
        imports=imports.block(),
        base=identifier(context.client.error),
        exports=tuple(string(name) for name in _names_by_status(context)),
        verifies_webhooks=_verifies_webhooks(context),
        status_errors=_status_errors(frozenset(_custom_names(context))),
        server_error=identifier(_server_error(context)),
        custom=custom,
    )


def _verifies_webhooks(context: Context) -> bool:
    return any(
        isinstance(method, WebhookUnwrap) and method.key_option
        for resource in resources(context.api)
        for method in resource.methods
    )


def _names_by_status(context: Context) -> tuple[str, ...]:
    """The errors of answers: the usual ones and the API's own, each once."""
    return tuple(dict.fromkeys((*_STATUS_ERRORS.values(), _SERVER_ERROR, *_custom_names(context))))


def _custom_names(context: Context) -> tuple[str, ...]:
    """The names of the API's own errors; one that is called as the usual error of its status takes its place."""
    wanted = [(kind, class_name(kind.name, context.casings)) for kind in context.api.errors]
    replaced = {name for kind, name in wanted if name == _status_class(kind.status)}
    usual = {*_STATUS_ERRORS.values(), _SERVER_ERROR} - replaced
    taken = [*usual, *_ERRORS, _WEBHOOK_ERROR, context.client.error, "SDKError"]
    return unique((name for _, name in wanted), taken=taken)


def _server_error(context: Context) -> str:
    """What statuses of 500 and above become where the body tells nothing: the API's own error for 500, if any."""
    named = zip(context.api.errors, _custom_names(context), strict=True)
    return next((name for kind, name in named if kind.status == _SERVER_STATUS), _SERVER_ERROR)


def _status_errors(own: frozenset[str]) -> tuple[StatusErrorView, ...]:
    usual = [
        StatusErrorView(
            name=identifier(name),
            status=literal(status),
            docstring=docstring([f"Status {status}: {_MEANINGS[status]}"]),
        )
        for status, name in _STATUS_ERRORS.items()
        if name not in own
    ]
    if _SERVER_ERROR in own:
        return tuple(usual)
    server = docstring([f"Status {_SERVER_STATUS} and above: the API failed."])
    return (*usual, StatusErrorView(name=identifier(_SERVER_ERROR), status=None, docstring=server))


def _custom_errors(context: Context, imports: ModuleImports) -> CustomErrorsView | None:
    settings, kinds = context.settings.errors, context.api.errors
    if settings is None or not kinds:
        return None
    imports.typing("Mapping")
    imports.typing("cast")
    names = _custom_names(context)
    errors = tuple(_error(context, imports, kind, name) for kind, name in zip(kinds, names, strict=True))
    if any(error.fields for error in errors):
        imports.internal(("_models",), "construct_type")
    replacing = frozenset(_STATUS_ERRORS.values()) | {_SERVER_ERROR}
    return CustomErrorsView(
        discriminator=string(settings.discriminator),
        message=string(settings.message_property) if settings.message_property else None,
        errors=tuple(sorted(errors, key=lambda error: error.name not in replacing)),  # others may extend these
    )


def _error(context: Context, imports: ModuleImports, kind: ErrorKind, name: str) -> CustomErrorView:
    return CustomErrorView(
        name=identifier(name),
        base=identifier("APIStatusError" if name == _status_class(kind.status) else _status_class(kind.status)),
        value=string(kind.value),
        fields=() if kind.schema is None else _fields(context, imports, kind.schema),
    )


def _fields(context: Context, imports: ModuleImports, body: SchemaId) -> tuple[ErrorFieldView, ...]:
    """What a body holds, as attributes: those of a model, in the same order."""
    owner = bare_schema(context.api, body).id
    keys = object_keys(context.api, owner, Direction.RESPONSE, context.casings)
    kept = [one for one in all_properties(context.api, owner) if travels(one, Direction.RESPONSE)]
    ordered = sorted_properties(kept, sort=context.settings.sort_schema_properties)
    return tuple(
        _field(context, imports, one, keys[one.wire_name]) for one in ordered if keys[one.wire_name] not in _ATTRIBUTES
    )


def _field(context: Context, imports: ModuleImports, member: Property, name: str) -> ErrorFieldView:
    annotation = imports.use(context.table.annotate(member.schema, Direction.RESPONSE, _MODULE))
    nullable = is_nullable(context.api, member.schema)
    if not member.required and not nullable:
        annotation = compose("{}[{}]", imports.typing("Optional"), annotation)
    return ErrorFieldView(
        name=identifier(name),
        annotation=annotation,
        default=None if member.required and not nullable else Code("None"),
        wire_name=string(member.wire_name),
        docstring=context.docstrings.prose(member.doc),
    )


def _status_class(status: int | None) -> str:
    if status is None:
        return "APIStatusError"
    return _STATUS_ERRORS.get(status) or (_SERVER_ERROR if status >= 500 else "APIStatusError")
