"""Makes the views of a resource's methods.

In: the methods of a resource and a flavour. Out: `MethodsView`, and how each method is wrapped for raw and
streamed responses.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.model import queries
from sdkwright.model.operation import Alias, Method, Operation, WebhookUnwrap
from sdkwright.model.schema import Const, Deprecation, Enum, Primitive, PrimitiveKind
from sdkwright.python.client.options import option_names, path_getter
from sdkwright.python.code import Code, compose, identifier, literal, string
from sdkwright.python.context import Context
from sdkwright.python.flavour import Flavour
from sdkwright.python.methods.documentation import document_method
from sdkwright.python.methods.outcomes import build_outcome
from sdkwright.python.methods.requests import build_request
from sdkwright.python.methods.scope import RESOURCE, Host, Scope, make_scope
from sdkwright.python.methods.signatures import Form, build_forms, split_path
from sdkwright.python.methods.views import (
    FormView,
    GuardView,
    MethodsView,
    MethodView,
    OptionDefaultView,
    TimeoutView,
    WrappedView,
)
from sdkwright.python.methods.webhooks import build_webhook
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import method_name
from sdkwright.python.types.table import Argument, ArgumentLocation


class NamedOperation(Struct, frozen=True, kw_only=True):
    """An operation under the name and deprecation that it is shown with (its own, or an alias's)."""

    name: str
    operation: Operation
    deprecated: Deprecation | None


def named_operations(methods: Iterable[Method], context: Context) -> tuple[NamedOperation, ...]:
    """The operations of a resource in emission order, aliases included: the usual five first, then by name."""
    listed = tuple(methods)
    by_key: Mapping[str, Operation] = {method.key: method for method in listed if isinstance(method, Operation)}
    found: list[NamedOperation] = []
    for method in listed:
        match method:
            case Operation():
                name, operation, deprecated = method.key, method, method.deprecated
            case Alias(to=to):
                if to not in by_key:
                    continue
                name, operation, deprecated = method.key, by_key[to], method.deprecated
            case WebhookUnwrap():
                continue
            case _:
                assert_never(method)
        found.append(
            NamedOperation(name=method_name(name, context.casings), operation=operation, deprecated=deprecated)
        )
    return tuple(sorted(found, key=lambda entry: method_order(entry.name)))


def argument_names(context: Context, methods: Iterable[Method]) -> frozenset[str]:
    """The names of all arguments of a resource's methods: what their bodies call must not have such a name."""
    return frozenset(
        argument.name
        for entry in named_operations(methods, context)
        for types in (context.table.operations[entry.operation.id],)
        for argument in (*types.path_arguments, *types.merged)
    )


_USUAL = ("create", "retrieve", "update", "list", "delete")


def method_order(name: str) -> tuple[int, str]:
    """The sort key of a method's name: create, retrieve, update, list, delete, then the others by name."""
    return (_USUAL.index(name) if name in _USUAL else len(_USUAL), name)


def build_methods(
    context: Context, methods: Iterable[Method], flavour: Flavour, imports: ModuleImports, host: Host = RESOURCE
) -> MethodsView:
    """The methods of a resource in one flavour."""
    listed = tuple(methods)
    webhooks = sorted(
        (method for method in listed if isinstance(method, WebhookUnwrap)), key=lambda method: method_order(method.key)
    )
    return MethodsView(
        requests=tuple(
            build_method(entry, make_scope(context, entry.operation, flavour, imports, host))
            for entry in named_operations(listed, context)
        ),
        webhooks=tuple(build_webhook(context, method, imports) for method in webhooks),
    )


def build_method(entry: NamedOperation, scope: Scope) -> MethodView:
    """One method that makes a request."""
    operation, context, imports, flavour = entry.operation, scope.context, scope.imports, scope.flavour
    outcome = build_outcome(scope)
    forms = build_forms(scope, outcome)
    request = build_request(scope, outcome)
    overloads = tuple(_form_view(scope, form) for form in forms.overloads)
    if overloads:
        imports.extensions("overload")
    required_args = imports.internal(("_utils",), "required_args") if forms.required else Code("")
    implementation = forms.implementation
    waits = flavour if outcome.waits else replace(flavour, define=Code("def"), wait=Code(""))
    _, named = split_path(operation, scope.types)
    default_timeout = None
    if operation.timeout_seconds is not None:
        default_timeout = TimeoutView(
            seconds=_seconds(operation.timeout_seconds),
            is_given=imports.internal(("_utils",), "is_given"),
            default=imports.internal(("_constants",), "DEFAULT_TIMEOUT"),
        )
    return MethodView(
        name=identifier(entry.name),
        client=scope.host.client,
        define=waits.define,
        wait=waits.wait,
        decorators=_decorators(entry, imports),
        overloads=overloads,
        required=forms.required,
        required_args=required_args,
        signature=implementation.signature,
        docstring=None if overloads else document_method(operation, implementation.arguments, context.docstrings),
        option_defaults=(
            *(_path_default(scope, argument) for argument in named if not argument.required),
            *_body_defaults(scope),
        ),
        guards=tuple(_guard(argument) for argument in scope.types.path_arguments if _may_be_empty(context, argument)),
        headers=request.headers,
        default_timeout=default_timeout,
        multipart=request.multipart,
        call=request.call,
    )


def _form_view(scope: Scope, form: Form) -> FormView:
    docstring = document_method(scope.operation, form.arguments, scope.context.docstrings)
    return FormView(signature=form.signature, docstring=docstring)


def _seconds(value: float) -> Code:
    """A time limit as a literal; `None` stands for no limit."""
    if math.isinf(value):
        return Code("None")
    return literal(int(value) if value == int(value) else value)


def _decorators(entry: NamedOperation, imports: ModuleImports) -> tuple[Code, ...]:
    if entry.deprecated is None:
        return ()
    module = imports.module("typing_extensions")
    return (compose("@{}.deprecated({})", module, string(entry.deprecated.message or "deprecated")),)


def _path_default(scope: Scope, argument: Argument) -> OptionDefaultView:
    """A path argument that an option fills."""
    parameters = scope.operation.parameters
    option = next(parameter.option for parameter in parameters if parameter.wire_name == argument.wire_name)
    name, getter = identifier(argument.name), path_getter(option_names(scope.context)[option])
    value = compose("{}.{}()", scope.host.client, getter)
    return OptionDefaultView(name=name, condition=compose("{} is None", name), value=value)


def _body_defaults(scope: Scope) -> tuple[OptionDefaultView, ...]:
    """Arguments of the body that options fill, where those have a value."""
    options = dict(scope.operation.body_options)
    is_given = scope.imports.internal(("_utils",), "is_given") if options else Code("")
    views: list[OptionDefaultView] = []
    for argument in scope.types.merged:
        if argument.location is not ArgumentLocation.BODY or argument.wire_name not in options:
            continue
        name, attribute = identifier(argument.name), _option_attribute(scope, options[argument.wire_name])
        annotation = scope.imports.use(argument.annotation)
        # An option is a plain string or number, a property may be narrower.
        value = compose("{}({}, {})", scope.imports.typing("cast"), annotation, attribute)
        condition = compose("not {}({}) and {} is not None", is_given, name, attribute)
        plain = annotation in _PLAIN
        views.append(OptionDefaultView(name=name, condition=condition, value=attribute if plain else value))
    return tuple(views)


_PLAIN = ("str", "int", "float", "bool")
"""Annotations that an option of that kind fits."""


def _option_attribute(scope: Scope, option: str) -> Code:
    return compose("{}.{}", scope.host.client, identifier(option_names(scope.context)[option]))


def _may_be_empty(context: Context, argument: Argument) -> bool:
    """Whether a path argument can be an empty string, which would change the path."""
    match queries.bare(context.api, queries.bare_schema(context.api, argument.schema).type):
        case Primitive(kind=PrimitiveKind.STRING):
            return True
        case Const(value=value):
            return isinstance(value, str)
        case Enum(values=values):
            return all(isinstance(value, str) for value in values)
        case _:
            return False


def _guard(argument: Argument) -> GuardView:
    name = identifier(argument.name)
    message = compose('f"Expected a non-empty value for `{}` but received {{{}!r}}"', name, name)
    return GuardView(name=name, message=message)


def wrapped_methods(
    context: Context, methods: Iterable[Method], flavour: Flavour, imports: ModuleImports, *, streamed: bool
) -> tuple[WrappedView, ...]:
    """How the wrapper class for raw or for streamed responses wraps each method."""
    kind = "streamed" if streamed else "raw"
    views: list[WrappedView] = []
    for entry in named_operations(methods, context):
        outcome = build_outcome(make_scope(context, entry.operation, flavour, imports))
        content_class = None
        name = f"to_{kind}_response_wrapper"
        if outcome.content_classes is not None:
            name = f"to_custom_{kind}_response_wrapper"
            content_class = imports.internal(
                ("_response",), flavour.class_name(outcome.content_classes[1 if streamed else 0])
            )
        views.append(
            WrappedView(
                name=identifier(entry.name),
                function=imports.internal(("_response",), flavour.function_name(name)),
                content_class=content_class,
                deprecated=entry.deprecated is not None,
            )
        )
    return tuple(views)
