"""The client's options: constructor arguments, attributes, and where their values come from.

In: the options of an `Api`. Out: `OptionView`s and the parameters for them.
"""

from __future__ import annotations

from typing import assert_never

from sdkwright.model.api import ClientOption, OptionKind
from sdkwright.python.client.views import OptionView, PathOptionView
from sdkwright.python.code import Code, compose, identifier, literal, string
from sdkwright.python.context import Context
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.methods.views import ParameterView
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import module_name, unique

_TAKEN = (
    "self",
    "base_url",
    "environment",
    "timeout",
    "max_retries",
    "default_headers",
    "default_query",
    "http_client",
    "set_default_headers",
    "set_default_query",
)
"""Names that the constructor and `copy` have for themselves."""


def option_names(context: Context) -> dict[str, str]:
    """The attribute of each option, by its key in the config."""
    keys = [option.key for option in context.api.options]
    names = unique((module_name(key, context.casings) for key in keys), taken=_TAKEN)
    return dict(zip(keys, names, strict=True))


def build_options(context: Context, imports: ModuleImports) -> tuple[OptionView, ...]:
    """All options, in the order of the config."""
    names = option_names(context)
    return tuple(_option(option, names[option.key], imports, context.docstrings) for option in context.api.options)


def constructor_parameters(context: Context) -> tuple[ParameterView, ...]:
    """The constructor's parameters: one that nothing can fill in must be passed."""
    names = option_names(context)
    found: list[ParameterView] = []
    for option in context.api.options:
        name, kind = identifier(names[option.key]), _kind(option.kind)
        if option.nullable or option.environment or option.has_default:
            default = Code("None") if option.environment or not option.has_default else literal(option.default)
            found.append(ParameterView(name=name, annotation=compose("{} | None", kind), default=default))
        else:
            found.append(ParameterView(name=name, annotation=kind))
    return tuple(found)


def copy_parameters(context: Context) -> tuple[ParameterView, ...]:
    """The parameters of `copy`: each may be left out."""
    names = option_names(context)
    return tuple(
        ParameterView(
            name=identifier(names[option.key]),
            annotation=compose("{} | None", _kind(option.kind)),
            default=Code("None"),
        )
        for option in context.api.options
    )


def is_nullable(option: ClientOption) -> bool:
    """Whether the attribute can be `None`."""
    return option.nullable


def _option(option: ClientOption, name: str, imports: ModuleImports, docstrings: Docstrings) -> OptionView:
    kind = _kind(option.kind)
    missing = None
    if not option.nullable and option.environment and not option.has_default:
        missing = string(
            f"The {name} client option must be set either by passing {name} to the client"
            f" or by setting the {option.environment} environment variable"
        )
    return OptionView(
        name=identifier(name),
        annotation=compose("{} | None", kind) if option.nullable else kind,
        fallback=_fallback(option, imports),
        missing=missing,
        path=_path_option(option, name) if option.path_parameter else None,
        docstring=docstrings.prose(option.doc),
    )


def path_getter(name: str) -> Code:
    """The client's method that gives an option of that name for a path."""
    return identifier(f"_get_{name}_path_param")


def _path_option(option: ClientOption, name: str) -> PathOptionView:
    missing = f"{name} is missing: pass it to this method, or give it to the client for all of them"
    return PathOptionView(
        method=path_getter(name),
        annotation=_kind(option.kind),
        missing=string(missing) if option.nullable else None,
    )


def _fallback(option: ClientOption, imports: ModuleImports) -> Code | None:
    default = literal(option.default) if option.has_default and option.default is not None else None
    if not option.environment:
        return default
    read = compose("{}.environ.get({})", imports.module("os"), string(option.environment))
    if option.kind is OptionKind.STRING:
        return read if default is None else compose("{} or {}", read, default)
    if default is None:
        return compose("{}({})", imports.internal(("_utils",), _COERCIONS[option.kind]), read)
    again = compose("{}.environ.get({}, {})", imports.module("os"), string(option.environment), string(_text(option)))
    return compose("{}({})", imports.internal(("_utils",), _COERCIONS[option.kind].removeprefix("maybe_")), again)


_COERCIONS = {
    OptionKind.NUMBER: "maybe_coerce_float",
    OptionKind.INTEGER: "maybe_coerce_integer",
    OptionKind.BOOLEAN: "maybe_coerce_boolean",
}


def _text(option: ClientOption) -> str:
    return str(option.default).lower() if isinstance(option.default, bool) else str(option.default)


def _kind(kind: OptionKind) -> Code:
    match kind:
        case OptionKind.STRING:
            return Code("str")
        case OptionKind.NUMBER:
            return Code("float")
        case OptionKind.INTEGER:
            return Code("int")
        case OptionKind.BOOLEAN:
            return Code("bool")
        case _:
            assert_never(kind)
