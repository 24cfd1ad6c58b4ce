"""Makes the views of the package and of its small modules.

In: the context. Out: one view per module.
"""

from __future__ import annotations

from sdkwright.config.settings import StreamRule
from sdkwright.model.queries import operations
from sdkwright.python.client.schemes import linked_schemes, scheme_key
from sdkwright.python.code import Code, compose, docstring, identifier, literal, string
from sdkwright.python.context import Context
from sdkwright.python.imports import Internal
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import class_name, field_name
from sdkwright.python.options import HttpLibrary
from sdkwright.python.package.errors import error_names
from sdkwright.python.package.views import (
    ConstantsView,
    HttpView,
    PackageRootView,
    SecurityView,
    StreamRulesView,
    StreamRuleView,
    VersionView,
    WrappersView,
    WrapperView,
)

_INITIAL_VERSION = "0.0.1"
"""Of an SDK's first generation; from then on the maintainer's release tool writes the file."""


def build_root(context: Context, *, with_environments: bool) -> PackageRootView:
    """What the package exports."""
    imports = ModuleImports(package=())
    base = context.client.base
    names: list[str] = [imports.internal((), "types")]

    def take(module: str, *members: str) -> None:
        names.extend(imports.internal((module,), member) for member in members)

    take("_version", "__version__", "__title__")
    take("_types", "NoneType", "Transport", "ProxiesTypes", "NotGiven", "NOT_GIVEN", "not_given", "Omit", "omit")
    take("_exceptions", *error_names(context))
    take("_client", "Timeout", "RequestOptions", "Client", "AsyncClient", "Stream", "AsyncStream")
    take("_client", base, f"Async{base}", *(("ENVIRONMENTS",) if with_environments else ()))
    take("_utils", "file_from_path")
    take("_models", "BaseModel")
    take("_constants", "DEFAULT_TIMEOUT", "DEFAULT_MAX_RETRIES", "DEFAULT_CONNECTION_LIMITS")
    take("_base_client", "DefaultHttpxClient", "DefaultAsyncHttpxClient", "DefaultAioHttpClient")
    imports.found.add(Internal(module=("_utils", "_logs"), name="setup_logging", alias="_setup_logging"))
    imports.reexport(("_response",), "APIResponse")
    imports.reexport(("_response",), "AsyncAPIResponse")
    name = " ".join(context.settings.organization.name.split()) or base
    return PackageRootView(
        name=string(context.package),
        docstring=docstring([f"The Python client of the {name} API."]),
        imports=imports.block(),
        exports=tuple(string(name) for name in dict.fromkeys(names)),
    )


def build_constants(context: Context) -> ConstantsView:
    """Timeouts and retries."""
    client = context.settings.client_settings
    return ConstantsView(
        environment_prefix=string(context.client.environment_prefix),
        timeout=_number(client.default_timeout_seconds),
        max_retries=literal(client.max_retries),
        initial_retry_delay=literal(client.initial_retry_delay_seconds),
        max_retry_delay=literal(client.max_retry_delay_seconds),
    )


def _number(value: float) -> Code:
    return literal(int(value)) if value == int(value) else literal(value)


def build_version(context: Context) -> VersionView:
    """Name and version."""
    return VersionView(title=string(context.package), literal=string(_INITIAL_VERSION))


def build_http(context: Context) -> HttpView:
    """Which HTTP library is used, under the one name that the package knows it by."""
    match context.options.http_library:
        case HttpLibrary.HTTPX:
            return HttpView(line=Code("import httpx as httpx"))
        case HttpLibrary.HTTPX2:
            return HttpView(line=Code("import httpx2 as httpx"))


def build_stream_rules(context: Context) -> StreamRulesView:
    """What streams do with each event."""
    rules = context.settings.stream_rules or ()
    return StreamRulesView(rules=tuple(StreamRuleView(arguments=_rule_arguments(rule)) for rule in rules))


def _rule_arguments(rule: StreamRule) -> tuple[Code, ...]:
    arguments = [compose("handling={}", string(rule.handling.value))]
    if rule.event_types is not None:
        members = ", ".join(literal(member) for member in rule.event_types)
        # A comma ends a tuple of one, and may not stand in an empty one.
        arguments.append(compose("event_types=({},)", Code(members)) if members else Code("event_types=()"))
    if rule.data_starts_with:
        arguments.append(compose("data_prefix={}", string(rule.data_starts_with)))
    if rule.error_property:
        arguments.append(compose("error_property={}", string(rule.error_property)))
    return tuple(arguments)


def build_security(context: Context) -> SecurityView:
    """The schemes that operations choose among; none where they do not.

    A request of the caller's own (`client.get("/path")`) may use any of them.
    """
    if not context.settings.per_endpoint_security:
        return SecurityView(keys=(), defaults=())
    keys = [scheme_key(context, scheme) for scheme in linked_schemes(context)]
    return SecurityView(keys=tuple(identifier(key) for key in keys), defaults=tuple(string(key) for key in keys))


def build_wrappers(context: Context) -> WrappersView | None:
    """The classes around unwrapped answers; `None` where nothing is unwrapped."""
    wanted = dict.fromkeys(
        operation.unwrap
        for _, operation in operations(context.api)
        if operation.unwrap and context.table.operations[operation.id].wrapper is not None
    )
    if not wanted:
        return None
    imports = ModuleImports(package=())
    views = tuple(_wrapper(context, name, imports) for name in wanted)
    imports.typing("Generic")
    imports.typing("TypeVar")
    imports.internal(("_models",), "GenericModel")
    return WrappersView(imports=imports.block(), wrappers=views)


def _wrapper(context: Context, wire_name: str, imports: ModuleImports) -> WrapperView:
    name = field_name(wire_name, context.casings)
    alias = None
    if name != wire_name:
        imports.external("pydantic", "Field")
        alias = string(wire_name)
    return WrapperView(
        name=identifier(f"{class_name(wire_name, context.casings)}Wrapper"), field=identifier(name), alias=alias
    )
