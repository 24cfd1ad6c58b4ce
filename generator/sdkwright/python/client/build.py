"""Makes the view of the module with the clients.

In: the context and the top-level resources. Out: `ClientModuleView`.
"""

from __future__ import annotations

import keyword

from sdkwright.config.settings import NestedFormat
from sdkwright.model.api import Server
from sdkwright.model.queries import operations
from sdkwright.python.client import auth
from sdkwright.python.client.options import build_options, constructor_parameters, copy_parameters, option_names
from sdkwright.python.client.schemes import linked_schemes
from sdkwright.python.client.views import (
    ClientClassView,
    ClientModuleView,
    ClientWrapperView,
    EntryView,
    EnvironmentsView,
)
from sdkwright.python.code import Code, compose, identifier, join, string
from sdkwright.python.context import Context, not_given_argument
from sdkwright.python.flavour import FLAVOURS, Flavour
from sdkwright.python.imports import ModulePath
from sdkwright.python.methods.build import argument_names, build_methods, wrapped_methods
from sdkwright.python.methods.scope import CLIENT
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.options import ClientResources
from sdkwright.python.resources.build import RAW, STREAMED, child_views, class_names, need_classes
from sdkwright.python.resources.layout import Placed
from sdkwright.python.resources.views import WrapperClassView, WrapperNames

_ROOT: ModulePath = ()
_STREAMED_CLIENT = "WithStreamedResponse"


def _own_names(context: Context) -> tuple[str, ...]:
    """The classes of the module; a model of one of these names is imported under another one."""
    names = (context.client.base, "Client")
    return tuple(flavour.class_name(name) for name in names for flavour in FLAVOURS)


def build_client(context: Context, placed: tuple[Placed, ...]) -> ClientModuleView:
    """Both clients, and the four classes that show them by their raw and streamed responses."""
    imports = ModuleImports(
        package=_ROOT,
        shadowed=argument_names(context, context.api.root.methods),
        defined=frozenset((*_own_names(context), *(name for child in placed for name in class_names(child)))),
    )
    checked = ModuleImports(package=_ROOT)
    for child in placed:
        need_classes(child, checked)
    options = build_options(context, imports)
    names = option_names(context)
    omitted = not_given_argument(context.options, imports)
    environments = _environments(context, imports)
    server_variables = _server_variables(context)
    streams = any(operation.stream is not None for _, operation in operations(context.api))
    classes = tuple(_client_class(context, placed, flavour, imports, streams=streams) for flavour in FLAVOURS)
    wrappers = tuple(
        _wrapper(context, placed, flavour, imports, ending) for ending in (RAW, STREAMED) for flavour in FLAVOURS
    )
    schemes = auth.build_schemes(context, imports)
    validation = auth.build_validation(context)
    if validation is not None:
        imports.internal(("_types",), "Headers")
        imports.internal(("_auth",), "has_header")
        imports.internal(("_auth",), "has_omitted_header")
    error_class = identifier(context.client.error)
    if any(option.missing is not None for option in options):
        imports.internal(("_exceptions",), context.client.error)
    if server_variables:
        imports.internal(("_client_options",), "fill_url")
    idempotency = context.settings.client_settings.idempotency_header
    linked = linked_schemes(context)
    if context.settings.per_endpoint_security:
        imports.internal(("_models",), "SecurityOptions")
    _common_imports(imports)
    if checked.found:
        imports.typing("TYPE_CHECKING")
    return ClientModuleView(
        path="_client.py",
        exports=_exports(context, with_environments=environments is not None),
        classes=classes,
        wrappers=wrappers,
        error_class=error_class,
        constructor=constructor_parameters(context),
        copied=copy_parameters(context),
        options=options,
        environments=environments,
        base_url=string(_url(context.api.servers[0]) if context.api.servers else "http://localhost"),
        base_url_variable=string(f"{context.client.environment_prefix}_BASE_URL"),
        base_url_variable_name=prose_name(f"{context.client.environment_prefix}_BASE_URL"),
        variables=tuple(
            EntryView(name=identifier(names[option.key]), value=prose_name(option.environment))
            for option in context.api.options
            if option.environment
        ),
        headers_variable=string(f"{context.client.environment_prefix}_CUSTOM_HEADERS"),
        server_variables=server_variables,
        server_options=_server_options(context),
        not_given_class=omitted.class_name,
        not_given=omitted.default,
        qs=_querystring(context, imports),
        idempotency_header=string(idempotency) if idempotency else None,
        default_headers=auth.build_headers(context),
        cookies=_cookies(context, imports),
        default_query=auth.build_query(context),
        schemes=schemes,
        has_auth=bool(linked),
        several_schemes=len(schemes) > 1,
        chooses_schemes=context.settings.per_endpoint_security,
        query_schemes=auth.build_query_schemes(context),
        oauth=auth.build_oauth(context, imports),
        validation=validation,
        # Last, when every part above has said what it needs.
        imports=imports.block(),
        checked_imports=checked.block(),
    )


def _common_imports(imports: ModuleImports) -> None:
    imports.module("os")
    imports.typing("Any")
    imports.typing("Mapping")
    imports.extensions("Self")
    imports.extensions("override")
    for name in ("Omit", "Timeout", "NotGiven", "Transport", "ProxiesTypes", "RequestOptions"):
        imports.internal(("_types",), name)
    imports.internal(("_http",), "httpx")
    imports.internal(("_utils",), "get_async_library")
    imports.internal(("_compat",), "cached_property")
    imports.internal(("_version",), "__version__")
    imports.internal(("_requests",), "headers_from_lines")
    imports.reexport(("_streaming",), "Stream")
    imports.reexport(("_streaming",), "AsyncStream")
    for name in ("DEFAULT_MAX_RETRIES", "SyncAPIClient", "AsyncAPIClient"):
        imports.internal(("_base_client",), name)


def _exports(context: Context, *, with_environments: bool) -> tuple[Code, ...]:
    base = context.client.base
    names = ["Timeout", "Transport", "ProxiesTypes", "RequestOptions", base, f"Async{base}", "Client", "AsyncClient"]
    return tuple(string(name) for name in (["ENVIRONMENTS", *names] if with_environments else names))


def _client_class(
    context: Context, placed: tuple[Placed, ...], flavour: Flavour, imports: ModuleImports, *, streams: bool
) -> ClientClassView:
    name = flavour.class_name(context.client.base)
    children = child_views(placed, _ROOT, flavour, context.docstrings)
    eager = context.options.client_resources is ClientResources.ATTRIBUTES
    return ClientClassView(
        name=identifier(name),
        base=identifier(flavour.base_name("APIClient")),
        word=flavour.word,
        article=flavour.article,
        http_client=compose("httpx.{}", identifier(flavour.class_name("Client"))),
        default_http_client=identifier(f"Default{flavour.class_name('HttpxClient')}"),
        stream_class=identifier(flavour.class_name("Stream")) if streams else None,
        async_header=flavour.async_header,
        children=() if eager else children,
        attributes=children if eager else (),
        wrappers=WrapperNames(raw=identifier(name + RAW), streamed=identifier(name + _STREAMED_CLIENT)),
        methods=build_methods(context, context.api.root.methods, flavour, imports, CLIENT),
    )


def _wrapper(
    context: Context, placed: tuple[Placed, ...], flavour: Flavour, imports: ModuleImports, ending: str
) -> ClientWrapperView:
    name = flavour.class_name(context.client.base)
    streamed = ending == STREAMED
    return ClientWrapperView(
        client=identifier(name),
        body=WrapperClassView(
            name=identifier(name + (_STREAMED_CLIENT if streamed else RAW)),
            argument=Code("client"),
            wrapped_class=identifier(name),
            methods=wrapped_methods(context, context.api.root.methods, flavour, imports, streamed=streamed),
            children=child_views(placed, _ROOT, flavour, context.docstrings, ending),
        ),
    )


def _environments(context: Context, imports: ModuleImports) -> EnvironmentsView | None:
    servers = context.api.servers
    if len(servers) < 2:
        return None
    imports.typing("Dict")
    imports.internal(("_client_options",), "choose_base_url")
    names = join(", ", (string(server.name) for server in servers))
    return EnvironmentsView(
        literal=compose("{}[{}]", imports.extensions("Literal"), names),
        entries=tuple(EntryView(name=string(server.name), value=string(_url(server))) for server in servers),
    )


def prose_name(name: str) -> Code:
    """The name of an environment variable, for prose inside a docstring; what is no identifier is left out."""
    plain = name.isascii() and name.isidentifier() and not keyword.iskeyword(name)
    return identifier(name) if plain else Code("an environment variable")


def _url(server: Server) -> str:
    """The URL with the variables filled in that no option fills."""
    url = server.url
    for variable in server.variables:
        if not variable.option:
            url = url.replace("{" + variable.name + "}", variable.default)
    return url


def _server_variables(context: Context) -> tuple[EntryView, ...]:
    """The variables of base URLs that options fill."""
    names = option_names(context)
    found: dict[str, EntryView] = {}
    for server in context.api.servers:
        for variable in server.variables:
            if variable.option in names:
                attribute = compose("self.{}", identifier(names[variable.option]))
                found[variable.name] = EntryView(name=string(variable.name), value=attribute)
    return tuple(found.values())


def _server_options(context: Context) -> tuple[Code, ...]:
    """The options that fill variables of base URLs."""
    names = option_names(context)
    variables = [variable for server in context.api.servers for variable in server.variables]
    return tuple(identifier(names[key]) for key in dict.fromkeys(one.option for one in variables) if key in names)


def _querystring(context: Context, imports: ModuleImports) -> Code:
    querystring = imports.internal(("_qs",), "Querystring")
    arrays = string(context.settings.array_format.value)
    if context.settings.nested_format is NestedFormat.BRACKETS:
        return compose("{}(array_format={})", querystring, arrays)
    return compose(
        "{}(array_format={}, nested_format={})", querystring, arrays, string(context.settings.nested_format.value)
    )


def _cookies(context: Context, imports: ModuleImports) -> Code | None:
    """The `Cookie` header that options fill, as a dict."""
    options = auth.cookie_options(context)
    if not options:
        return None
    names = option_names(context)
    pairs = join(
        ", ", (compose("{}: self.{}", string(option.cookie), identifier(names[option.key])) for option in options)
    )
    cookies = imports.internal(("_requests",), "cookie_headers")
    return compose("{}({{{}}}, after=headers)", cookies, pairs)
