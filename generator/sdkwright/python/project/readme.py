"""Makes the README's view: which snippets it shows, from the config's examples or from the API itself.

In: the context of the SDK. Out: `ReadmeView`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from itertools import islice
from urllib.parse import urlsplit

from sdkwright.config.settings import ExampleCall as ConfiguredCall
from sdkwright.model import queries
from sdkwright.model.api import PaginationKind, Resource
from sdkwright.model.operation import BodyKind, HttpMethod, Operation, OperationId, WebhookUnwrap
from sdkwright.model.schema import Object
from sdkwright.python.client.options import option_names
from sdkwright.python.code import Code, compose, identifier, join, string
from sdkwright.python.context import Context
from sdkwright.python.examples.calls import Wishes, example_call, owner_of
from sdkwright.python.examples.layout import laid_out
from sdkwright.python.examples.options import example_option
from sdkwright.python.examples.values import Extent, Value, example, from_json
from sdkwright.python.flavour import SYNC
from sdkwright.python.methods.outcomes import build_outcome, switch_name
from sdkwright.python.methods.scope import make_scope
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import field_name, method_name
from sdkwright.python.project.encoders import markdown, slug, url
from sdkwright.python.project.views import CredentialView, ReadmeView, SnippetView

MINIMUM_PYTHON = Code("3.10")
Place = tuple[Resource, Operation]
_WIDTH = 70
"""Columns for a call; `answer = client` and the like stand before it."""


def build_readme(context: Context) -> ReadmeView:
    """Choose what the README shows."""
    settings = context.settings
    target = settings.target
    finder = _Finder(context)
    docs = url(settings.organization.docs)
    webhook = next(_webhooks(context), None)
    return ReadmeView(
        title=markdown(target.readme_title or settings.organization.name),
        description=markdown(settings.organization.name),
        docs_url=docs,
        docs_host=None if docs is None else markdown(urlsplit(str(docs)).netloc),
        install=slug(target.pypi_name or target.project_name),
        credentials=_credentials(context),
        arguments=_arguments(context),
        headline=finder.snippet("headline", finder.is_headline) or finder.snippet("default", lambda _: True),
        nested=finder.nested(),
        paginated=finder.snippet("pagination", finder.has_pages),
        streaming=finder.streaming(),
        upload=finder.snippet("file_uploads", finder.is_upload),
        webhook=webhook,
        webhook_variable=_webhook_variable(context),
        environment=next((string(server.name) for server in context.api.servers[1:]), None),
        minimum_python=MINIMUM_PYTHON,
    )


def roles_of(context: Context) -> Mapping[OperationId, Set[str]]:
    """What the README may show each operation for: of those that suit, and are not deprecated, it shows the first."""
    finder = _Finder(context)
    return {place[1].id: frozenset(finder.roles(place)) for place in queries.operations(context.api)}


def shown_of(context: Context) -> frozenset[str]:
    """The operations that the README may show, by their pointers."""
    return frozenset(place[1].origin.pointer for place in _Finder(context).shown())


def _arguments(context: Context) -> Code:
    names = option_names(context)
    return join(
        ", ",
        (
            compose("{}={}", identifier(names[option.key]), example_option(option))
            for option in context.api.options
            if not (option.nullable or option.environment or option.has_default)
        ),
    )


def _credentials(context: Context) -> tuple[CredentialView, ...]:
    names = option_names(context)
    return tuple(
        CredentialView(argument=identifier(names[option.key]), environment=slug(option.environment))
        for option in context.api.options
        if option.credential is not None and option.environment
    )


def _webhook_variable(context: Context) -> Code | None:
    for _, method in _webhook_methods(context):
        for option in context.api.options:
            if option.key == method.key_option and option.environment:
                return slug(option.environment)
    return None


def _webhook_methods(context: Context) -> Iterator[tuple[Resource, WebhookUnwrap]]:
    for resource in queries.resources(context.api):
        for method in resource.methods:
            if isinstance(method, WebhookUnwrap):
                yield resource, method


def _webhooks(context: Context) -> Iterator[SnippetView]:
    """The verifying webhook methods, as snippets without arguments."""
    for resource, method in _webhook_methods(context):
        if not method.key_option:
            continue
        owner = owner_of(context, resource)
        name = identifier(method_name(method.key, context.casings))
        call = compose("{}.{}", owner, name)
        yield SnippetView(
            call=call,
            call_in_block=call,
            call_in_nested_block=call,
            method_call=compose(".{}", name),
            shown=Code("event"),
            owner=owner,
        )


class _Finder:
    """Finds the operations that show something, and makes snippets of them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._places = tuple(
            place for place in queries.operations(context.api) if place[1].deprecated is None
        ) or tuple(queries.operations(context.api))
        self._whole = {scheme.name for scheme in context.api.pagination if scheme.kind is PaginationKind.FAKE_PAGE}
        self._configured = {call.kind: call for call in context.settings.examples}

    def snippet(self, kind: str, suits: Callable[[Place], bool]) -> SnippetView | None:
        """The configured example of a kind, else the first operation that suits."""
        configured = self._configured.get(kind)
        if configured is None and kind in {"headline", "nested_params"}:
            configured = self._configured.get("default")
        if configured is not None and (place := self._place(configured)) is not None and suits(place):
            values = {str(name): from_json(value) for name, value in configured.params.items()}
            return self._view(place, Wishes(extent=Extent.REQUIRED, values=values), configured.response_property)
        place = next((place for place in self._places if suits(place)), None)
        return None if place is None else self._view(place, Wishes(extent=Extent.REQUIRED), "")

    def streaming(self) -> SnippetView | None:
        """A call that streams, by its switch where it has one."""
        place = next((place for place in self._places if self.streams(place)), None)
        configured = self._configured.get("streaming") or self._configured.get("default")
        values: dict[str, Value] = {}
        if configured is not None and (found := self._place(configured)) is not None and self.streams(found):
            place = found
            values = {str(name): from_json(value) for name, value in configured.params.items()}
        if place is None:
            return None
        switch = switch_name(place[1], self._context.table.operations[place[1].id])
        stream = place[1].stream
        if switch and stream is not None:
            values[stream.switch] = True
        replaced = {switch: Code("True")} if switch else {}
        return self._view(place, Wishes(extent=Extent.REQUIRED, values=values, replaced=replaced), "")

    def nested(self) -> SnippetView | None:
        """A call with an argument that is itself an object, which is given in full."""
        configured = self._configured.get("nested_params")
        if configured is not None:
            return self.snippet("nested_params", lambda _: True)
        found = ((place, wishes) for place in self._places for wishes in self._nested(place))
        place, wishes = next(found, (None, None))
        return None if place is None or wishes is None else self._view(place, wishes, "")

    def roles(self, place: Place) -> Iterator[str]:
        """What an operation may be shown for."""
        if place[1].deprecated is None:
            yield "default"
        yield from (role for role, suits in self._suiting() if suits(place))

    def shown(self) -> Iterator[Place]:
        """The first operation of all, the first that suits each role, and those that the config names."""
        yield from self._places[:1]
        for _, suits in self._suiting():
            yield from islice(filter(suits, self._places), 1)
        for configured in self._configured.values():
            place = self._place(configured)
            if place is not None:
                yield place

    def _suiting(self) -> tuple[tuple[str, Callable[[Place], bool]], ...]:
        return (
            ("headline", self.is_headline),
            ("pagination", self.has_pages),
            ("streaming", self.streams),
            ("file_uploads", self.is_upload),
            ("nested_params", lambda place: any(True for _ in self._nested(place))),
        )

    def streams(self, place: Place) -> bool:
        """Whether an operation streams."""
        return place[1].stream is not None

    def _nested(self, place: Place) -> Iterator[Wishes]:
        """Calls with one argument that is itself an object, given in full."""
        for argument in self._context.table.operations[place[1].id].variants[0]:
            schema = queries.bare_schema(self._context.api, argument.schema)
            if isinstance(schema.type, Object) and not self._is_multipart(place[1]):
                value = example(self._context.api, argument.schema, argument.wire_name, Extent.REQUIRED)
                if value:
                    yield Wishes(extent=Extent.REQUIRED, values={argument.wire_name: value})

    def is_headline(self, place: Place) -> bool:
        """A plain operation that sends something, so that the first snippet shows what calls look like."""
        _, operation = place
        has_arguments = any(self._context.table.operations[operation.id].variants[0])
        return (
            operation.http_method == HttpMethod.POST
            and has_arguments
            and operation.pagination is None
            and not self.is_upload(place)
            and self._context.table.operations[operation.id].result is not None
        )

    def has_pages(self, place: Place) -> bool:
        """Whether a list goes on over several pages."""
        return place[1].pagination is not None and place[1].pagination.scheme not in self._whole

    def is_upload(self, place: Place) -> bool:
        """Whether a file is sent."""
        return self._is_multipart(place[1]) and any(
            queries.contains_binary(self._context.api, argument.schema)
            for argument in self._context.table.operations[place[1].id].variants[0]
        )

    def _is_multipart(self, operation: Operation) -> bool:
        return operation.body is not None and operation.body.kind is BodyKind.MULTIPART

    def _place(self, call: ConfiguredCall) -> Place | None:
        for resource, operation in self._places:
            if operation.http_method.value == call.http_method and _same_path(operation.path, call.path):
                return resource, operation
        return None

    def _view(self, place: Place, wishes: Wishes, shown: str) -> SnippetView:
        resource, operation = place
        call = example_call(self._context, resource, operation, wishes)
        method_call = compose(".{}({})", call.method, call.given)
        whole = compose("{}{}", call.owner, method_call)
        return SnippetView(
            call=laid_out(whole, width=_WIDTH),
            call_in_block=laid_out(whole, indent=4, width=_WIDTH),
            call_in_nested_block=laid_out(whole, indent=8, width=_WIDTH),
            method_call=laid_out(method_call, width=_WIDTH),
            shown=self._shown(operation, shown),
            owner=call.owner,
        )

    def _shown(self, operation: Operation, wanted: str) -> Code:
        """`answer.id` where the answer has such a field, else the answer."""
        scope = make_scope(self._context, operation, SYNC, ModuleImports(package=()))
        outcome = build_outcome(scope)
        response = operation.response
        plain = outcome.page is None and outcome.content_classes is None and operation.unwrap == ""
        if not plain or response is None or response.schema is None or scope.types.result is None:
            return Code("answer")
        names = [found.wire_name for found in queries.all_properties(self._context.api, response.schema)]
        chosen = next((name for name in (wanted, "id") if name in names), None)
        if chosen is None:
            return Code("answer")
        return compose("answer.{}", identifier(field_name(chosen, self._context.casings)))


def _same_path(left: str, right: str) -> bool:
    def shape(path: str) -> list[str]:
        return ["{}" if part.startswith("{") else part for part in path.strip("/").split("/")]

    return shape(left) == shape(right)
