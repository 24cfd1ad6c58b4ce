"""Makes the views of emitted tests.

In: the context of the SDK. Out: `SuiteView`: for each method a call with what is required, one with all
arguments, both wrapped forms, and one call per path argument that may not be empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from sdkwright.config.settings import ArrayFormat, NestedFormat
from sdkwright.model import queries
from sdkwright.model.api import ClientOption, OptionKind, Resource, SecurityKind
from sdkwright.model.operation import Operation, WebhookUnwrap
from sdkwright.model.schema import Enum, Primitive, PrimitiveKind
from sdkwright.python.client.options import option_names
from sdkwright.python.client.schemes import linked_schemes
from sdkwright.python.code import Code, compose, identifier, join, string
from sdkwright.python.context import Context
from sdkwright.python.examples.calls import ExampleCall, Wishes, example_call, owner_of
from sdkwright.python.examples.options import example_option
from sdkwright.python.examples.values import Extent, File, Value, example
from sdkwright.python.flavour import FLAVOURS, Flavour
from sdkwright.python.import_lines import ImportBlock, import_block
from sdkwright.python.imports import External, Import, Internal
from sdkwright.python.methods.answers import Binary, Nothing, Page, Single, always_streams, plain_answer
from sdkwright.python.methods.build import NamedOperation, named_operations
from sdkwright.python.methods.outcomes import switch_name
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import attribute_path, class_name, method_name, resource_names
from sdkwright.python.options import Sentinel
from sdkwright.python.suite.views import (
    AnswerView,
    CallView,
    CaseView,
    CredentialView,
    GuardView,
    OptionCaseView,
    RouteView,
    SuiteClassView,
    SuiteModuleView,
    SuitePackageView,
    SuiteView,
    WebhookCaseView,
)
from sdkwright.python.types.table import Argument


def build_suite(context: Context) -> SuiteView:
    """The tests of every resource that has methods, the client's own included."""
    names = option_names(context)
    modules = tuple(_module(context, resource) for resource in queries.resources(context.api) if resource.methods)
    folders = {"api_resources"}
    for module in modules:
        parts = module.path.split("/")[:-1]
        folders |= {"/".join(["api_resources", *parts[: count + 1]]) for count in range(len(parts))}
    return SuiteView(
        modules=modules,
        packages=tuple(SuitePackageView(path=f"{folder}/__init__.py") for folder in sorted(folders)),
        credentials=tuple(
            CredentialView(
                name=identifier(names[option.key]), value=example_option(option), is_optional=_is_optional(option)
            )
            for option in context.api.options
            if option.credential is not None or option.required_in_tests or not (option.nullable or option.has_default)
        ),
        options=tuple(
            OptionCaseView(
                name=identifier(names[option.key]),
                variable=string(option.environment),
                is_required=not option.nullable and not option.has_default,
            )
            for option in context.api.options
            if option.environment and option.kind is OptionKind.STRING
        ),
        variables=tuple(string(variable) for variable in _variables(context)),
        through_aiohttp=context.options.sentinel is Sentinel.OMIT,
        misses_credentials=_misses_credentials(context),
        fetches_token=any(scheme.kind is SecurityKind.OAUTH2_CLIENT_CREDENTIALS for scheme in linked_schemes(context)),
        query=string(f"{_ARRAYS[context.settings.array_format]}&{_OBJECTS[context.settings.nested_format]}"),
    )


_ARRAYS = {
    ArrayFormat.COMMA: "a=1,2",
    ArrayFormat.REPEAT: "a=1&a=2",
    ArrayFormat.BRACKETS: "a[]=1&a[]=2",
    ArrayFormat.INDICES: "a[0]=1&a[1]=2",
}
_OBJECTS = {NestedFormat.BRACKETS: "o[in]=3", NestedFormat.DOTS: "o.in=3"}


def _is_optional(option: ClientOption) -> bool:
    return option.nullable and not option.has_default


def _misses_credentials(context: Context) -> bool:
    """Whether each scheme lacks something when only the options that are required are given."""
    by_scheme: dict[str, bool] = {}
    for option in context.api.options:
        if option.credential is not None:
            lacking = by_scheme.get(option.credential.scheme, False)
            by_scheme[option.credential.scheme] = lacking or _is_optional(option)
    return bool(by_scheme) and all(by_scheme.values())


def _variables(context: Context) -> list[str]:
    """The environment variables that a client reads."""
    own = [f"{context.client.environment_prefix}_{ending}" for ending in ("BASE_URL", "CUSTOM_HEADERS", "LOG")]
    return [*own, *(option.environment for option in context.api.options if option.environment)]


def _module(context: Context, resource: Resource) -> SuiteModuleView:
    attributes = attribute_path(resource.path, context.casings)
    *parents, own = attributes or [_root_title(context)]
    imports = ModuleImports(package=())
    entries = tuple(_entry(context, resource, named) for named in named_operations(resource.methods, context))
    classes = tuple(_class(context, resource, entries, flavour, imports) for flavour in FLAVOURS)
    return SuiteModuleView(
        path="/".join([*parents, f"test_{own}.py"]),
        title=identifier(own),
        imports=_import_block(imports, _helpers(context, classes), context),
        classes=classes,
        skipped=context.settings.disable_mock_tests,
        uses_routes=_uses_routes(classes),
        calls_deprecated=any(case.deprecated for found in classes for case in found.cases),
    )


def _root_title(context: Context) -> str:
    """What the client's own methods are tested as; a resource may have that name."""
    taken = {attribute_path(child.path, context.casings)[-1] for child in context.api.root.children}
    return "client" if "client" not in taken else "client_itself"


def _needs_pytest(case: CaseView) -> bool:
    return bool(case.guards or case.skip_reason or case.deprecated or case.route)


def _uses_routes(classes: Sequence[SuiteClassView]) -> bool:
    return any(case.route is not None for one in classes for case in one.cases)


def _helpers(context: Context, classes: Sequence[SuiteClassView]) -> Iterator[External]:
    """What tests are made with."""
    cases = [case for one in classes for case in one.cases]
    signs = any(webhook.signed for one in classes for webhook in one.webhooks)
    if signs or context.settings.disable_mock_tests or any(map(_needs_pytest, cases)):
        yield External(module="pytest")
    if _uses_routes(classes):
        yield External(module="os")
        yield External(module="httpx", name="Response")
        yield External(module="respx", name="MockRouter")
    if any(case.answer.expected and not case.answer.is_binary for case in cases):
        yield External(module="tests.utils", name="assert_matches_type")
    if signs:
        yield External(module="tests.utils", name="signed_headers")


def _import_block(imports: ModuleImports, helpers: Iterable[External], context: Context) -> ImportBlock:
    """The imports of a module outside the package: what the package offers is imported by its full name."""
    package = context.settings.target.package_name
    others: set[Import] = set()
    own: set[Import] = set()
    for item in (*imports.found, *helpers):
        match item:
            case External(module=module):
                (own if module.startswith("tests.") else others).add(item)
            case Internal(module=module, name=name, alias=alias):
                public = module[:-1] if module[:1] == ("types",) and len(module) > 1 else module
                own.add(External(module=".".join((package, *public)), name=name, alias=alias))
    return ImportBlock(groups=(*import_block(others, ()).groups, *import_block(own, ()).groups))


def _class(
    context: Context, resource: Resource, entries: tuple[_Entry, ...], flavour: Flavour, imports: ModuleImports
) -> SuiteClassView:
    names = resource_names(resource.path, context.casings)
    client = flavour.class_name(context.client.base)
    cases = tuple(case for entry in entries for case in _cases(context, entry, flavour, imports))
    return SuiteClassView(
        name=identifier("Test" + flavour.class_name(names.class_name)),
        client_class=imports.internal((), client),
        client=Code("async_client") if flavour.class_prefix else Code("client"),
        asynchronous=bool(flavour.class_prefix),
        wait=flavour.wait,
        cases=cases,
        webhooks=tuple(
            _webhook(context, resource, method) for method in resource.methods if isinstance(method, WebhookUnwrap)
        ),
    )


class _Way(Struct, frozen=True, kw_only=True):
    """One overload: a variant of the body, without or with streaming. Both flavours are called alike."""

    streams: Code | None
    required: CallView
    complete: CallView | None
    guards: tuple[GuardView, ...]


class _Entry(Struct, frozen=True, kw_only=True):
    """A method and the ways to call it."""

    named: NamedOperation
    ways: tuple[_Way, ...]


def _entry(context: Context, resource: Resource, named: NamedOperation) -> _Entry:
    types = context.table.operations[named.operation.id]
    switch = switch_name(named.operation, types)
    ways: list[_Way] = []
    for variant in range(len(types.variants)):
        for streams in (None, Code("True")) if switch else (None,):
            calls = _Calls(
                context=context, resource=resource, entry=named, variant=variant, switch=switch, streams=streams
            )
            required, complete = calls.view(Extent.REQUIRED), calls.view(Extent.ALL)
            guards = tuple(calls.guard(found) for found in types.path_arguments if _takes_empty_text(context, found))
            more = complete if complete != required else None
            ways.append(_Way(streams=streams, required=required, complete=more, guards=guards))
    return _Entry(named=named, ways=tuple(ways))


def _cases(context: Context, entry: _Entry, flavour: Flavour, imports: ModuleImports) -> Iterator[CaseView]:
    """A case per way to call the method."""
    named, operation = entry.named, entry.named.operation
    for number, way in enumerate(entry.ways, 1):
        answer = _answer(context, operation, way.streams, flavour, imports)
        yield CaseView(
            name=identifier(f"{named.name}_overload_{number}" if len(entry.ways) > 1 else named.name),
            required=way.required,
            complete=way.complete,
            answer=answer,
            guards=way.guards,
            skip_reason=string(operation.skip_test_reason) if operation.skip_test_reason else None,
            deprecated=named.deprecated is not None,
            route=_route(operation) if answer.is_binary else None,
        )


def _answer(
    context: Context, operation: Operation, streams: Code | None, flavour: Flavour, imports: ModuleImports
) -> AnswerView:
    if streams is not None or always_streams(operation):
        return AnswerView(is_stream=True)
    answer = plain_answer(operation, context.table.operations[operation.id])
    match answer:
        case Binary():
            expected = imports.internal(("_response",), flavour.class_name("BinaryAPIResponse"))
            return AnswerView(is_binary=True, expected=expected)
        case Nothing():
            return AnswerView(is_nothing=True)
        case Single(result=result):
            return AnswerView(expected=imports.use(result.annotation))
        case Page(item=item, pagination=pagination):
            page = flavour.base_name(class_name(pagination.scheme, context.casings))
            expected = compose("{}[{}]", imports.internal(("pagination",), page), imports.use(item.annotation))
            return AnswerView(expected=expected)
        case _:
            assert_never(answer)


class _Calls(Struct, frozen=True, kw_only=True):
    """The calls of one case; `streams` is what its switch is set to, where the case has one."""

    context: Context
    resource: Resource
    entry: NamedOperation
    variant: int
    switch: str
    streams: Code | None

    def view(self, extent: Extent, empty: str = "") -> CallView:
        """The call with what is required or with everything; the argument named `empty` is an empty text."""
        wishes = Wishes(extent=extent, variant=self.variant, replaced={empty: string("")} if empty else {})
        call = example_call(self.context, self.resource, self.entry.operation, wishes)
        return CallView(owner=call.owner, method=identifier(self.entry.name), given=self._given(call))

    def guard(self, argument: Argument) -> GuardView:
        """The call with an empty path argument."""
        name = identifier(argument.name)
        message = compose('r"Expected a non-empty value for `{}`"', name)
        return GuardView(name=name, call=self.view(Extent.REQUIRED, empty=argument.name), message=message)

    def _given(self, call: ExampleCall) -> Code:
        kept = [item for item in call.arguments if item.name is None or item.name != self.switch]
        given = [item.value if item.name is None else compose("{}={}", item.name, item.value) for item in kept]
        if self.streams is not None:
            given.append(compose("{}={}", identifier(self.switch), self.streams))
        return join(", ", given)


def _route(operation: Operation) -> RouteView:
    """Any path of the operation's template."""
    pattern = re.sub(r"\\{[^{}]*\\}", "[^/]+", re.escape(operation.path))
    return RouteView(method=string(operation.http_method.value.upper()), pattern=string(pattern + "$"))


def _takes_empty_text(context: Context, argument: Argument) -> bool:
    """Whether a type checker lets an argument be empty, so that a test may try what then happens."""
    match queries.bare(context.api, context.api.schemas[argument.schema].type):
        case Primitive(kind=PrimitiveKind.STRING):
            return True
        case Enum(base=PrimitiveKind.STRING, open=is_open):
            return is_open
        case _:
            return False


def _webhook(context: Context, resource: Resource, method: WebhookUnwrap) -> WebhookCaseView:
    owner = owner_of(context, resource)
    payload = example(context.api, method.events[0], "event", Extent.ALL) if method.events else {}
    return WebhookCaseView(
        name=identifier(method_name(method.key, context.casings)),
        call=CallView(owner=owner, method=identifier(method_name(method.key, context.casings)), given=Code("")),
        payload=string(json.dumps(_without_files(payload))),
        signed=bool(method.key_option),
    )


def _without_files(value: Value) -> object:
    match value:
        case File():
            return "file"
        case dict():
            return {key: _without_files(item) for key, item in value.items()}
        case list():
            return [_without_files(item) for item in value]
        case _:
            return value
