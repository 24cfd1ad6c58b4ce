"""What a method returns, and how the request says so.

In: an operation with its types, and a flavour. Out: `Outcome`: return annotations and the arguments of the
call that decide how the answer is read.
"""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct, field

from sdkwright.model.operation import ContentKind, HttpMethod, Operation, Pagination, Stream, StreamProtocol
from sdkwright.python.code import Code, compose, identifier, literal, string
from sdkwright.python.methods.answers import Binary, Nothing, Page, Single, plain_answer
from sdkwright.python.methods.scope import Scope
from sdkwright.python.methods.views import CastView, KeywordView
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import class_name
from sdkwright.python.options import Answers
from sdkwright.python.types.table import OperationTypes, Result

_JSON = "application/json"


class Outcome(Struct, frozen=True, kw_only=True):
    """How an operation's answer comes back.

    `returns` is what the method as implemented returns; `plain` and `streamed` what its overloads do where it can
    stream. `waits` is false where a paginator comes back at once.
    """

    returns: Code
    plain: Code
    streamed: Code | None = None
    results: tuple[KeywordView, ...]
    function: Code
    page: Code | None = None
    post_parser: Code | None = None
    accept: Code | None = None
    cast: CastView | None = None
    verb: Code | None = None
    """The literal of an HTTP method that has no function of its own."""
    waits: bool = True
    content_classes: tuple[str, str] | None = field(default=None)
    """Names of the raw and the streamed class, without flavour, where the content is binary."""


def build_outcome(scope: Scope) -> Outcome:
    """Decide how the answer of an operation is read."""
    answer = plain_answer(scope.operation, scope.types)
    if isinstance(answer, Page):
        return _paginated(scope, answer.item, answer.pagination)
    stream = scope.operation.stream
    if stream is None:
        return _plain(scope, answer)
    if not stream.switch:
        return _always_streaming(scope, stream)
    return _streaming_on_demand(scope, stream, _plain(scope, answer))


def _plain(scope: Scope, answer: Binary | Nothing | Single) -> Outcome:
    match answer:
        case Binary():
            return _binary(scope)
        case Nothing():
            return _nothing(scope)
        case Single(result=result):
            return _value(scope, result)
        case _:
            assert_never(answer)


def _keyword(name: str, value: Code) -> KeywordView:
    return KeywordView(name=identifier(name), value=value)


_VERBS = frozenset({HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE})


def _function(scope: Scope) -> Code:
    """The client's function for the HTTP method; the general one for methods that have none."""
    if needs_request(scope):
        return compose("{}.request", scope.host.client)
    return compose("{}{}", scope.host.verbs, identifier(scope.operation.http_method.value))


def needs_request(scope: Scope) -> bool:
    """Whether a call cannot be made by a verb of the client: an unusual one, a stream of one, or GET with a body."""
    method, streams = scope.operation.http_method, scope.operation.stream is not None
    if method == HttpMethod.GET:
        return scope.operation.body is not None
    return method not in _VERBS or (streams and method != HttpMethod.POST)


def _accept(operation: Operation) -> Code | None:
    """The `Accept` that differs from the client's own."""
    response = operation.response
    if response is None or response.content is ContentKind.NONE:
        return string("*/*")
    media_type = response.media_type.split(";")[0].strip()
    return None if media_type in {_JSON, ""} else string(media_type)


def _binary(scope: Scope) -> Outcome:
    name = scope.imports.internal(("_response",), scope.flavour.class_name("BinaryAPIResponse"))
    return Outcome(
        returns=name,
        plain=name,
        results=(_keyword("cast_to", name),),
        function=_function(scope),
        accept=_accept(scope.operation),
        content_classes=("BinaryAPIResponse", "StreamedBinaryAPIResponse"),
    )


def _nothing(scope: Scope) -> Outcome:
    none = Code("None")
    return Outcome(
        returns=none,
        plain=none,
        results=(_keyword("cast_to", scope.imports.internal(("_types",), "NoneType")),),
        function=_function(scope),
        accept=_accept(scope.operation),
    )


def _value(scope: Scope, result: Result) -> Outcome:
    types, imports, accept = scope.types, scope.imports, _accept(scope.operation)
    code = imports.use(result.annotation)
    if types.wrapper is not None:
        wrapper = imports.use(types.wrapper)
        cast_to = compose("{}({}[{}], {})", imports.typing("cast"), imports.typing("Type"), code, wrapper)
        return Outcome(
            returns=code,
            plain=code,
            results=(_keyword("cast_to", cast_to),),
            function=_function(scope),
            accept=accept,
            post_parser=compose("{}._unwrapper", wrapper),
        )
    read_as = _runtime_type(result, code, imports)
    if code == "str" and _is_json_text(scope):
        read_as = imports.internal(("_parsing",), "JSONText")
    return Outcome(
        returns=code,
        plain=code,
        results=(_keyword("cast_to", read_as),),
        function=_function(scope),
        accept=accept,
        cast=CastView(function=imports.typing("cast"), type=code) if result.is_alias else None,
    )


def _is_json_text(scope: Scope) -> bool:
    """Whether a string that is answered is written in JSON, and read so."""
    response, follows = scope.operation.response, scope.context.options.answers is Answers.DOCUMENT
    return follows and response is not None and response.content is ContentKind.JSON


def _runtime_type(result: Result, code: Code, imports: ModuleImports) -> Code:
    """The type as an argument: a type checker takes no alias of a union for a class."""
    if not result.is_alias:
        return code
    return compose("{}({}, {})", imports.typing("cast"), imports.typing("Any"), code)


def _paginated(scope: Scope, result: Result, pagination: Pagination) -> Outcome:
    operation, flavour, imports = scope.operation, scope.flavour, scope.imports
    item = imports.use(result.annotation)
    page_name = flavour.base_name(class_name(pagination.scheme, scope.context.casings))
    page_class = imports.internal(("pagination",), page_name)
    page = compose("{}[{}]", page_class, item)
    returns = page
    if flavour.class_prefix:
        returns = compose("{}[{}, {}]", imports.internal(("_base_client",), "AsyncPaginator"), item, page)
    results = [_keyword("model", _runtime_type(result, item, imports))]
    if operation.http_method.value != "get":
        results.append(_keyword("method", literal(operation.http_method.value)))
    return Outcome(
        returns=returns,
        plain=returns,
        results=tuple(results),
        function=compose("{}get_api_list", scope.host.verbs),
        page=page,
        waits=False,
    )


def _always_streaming(scope: Scope, mode: Stream) -> Outcome:
    if mode.protocol is StreamProtocol.JSON_LINES:
        lines = _lines(scope)
        return Outcome(
            returns=lines,
            plain=lines,
            results=(_keyword("cast_to", lines), _keyword("stream", Code("True"))),
            function=_function(scope),
            accept=_accept(scope.operation) or string("application/jsonl"),
        )
    stream = _events(scope)
    return Outcome(
        returns=stream,
        plain=stream,
        results=(
            _keyword("cast_to", _event_type(scope.types, _event(scope), scope.imports)),
            _keyword("stream", Code("True")),
            _keyword("stream_cls", stream),
        ),
        function=_function(scope),
        accept=string("text/event-stream"),
    )


def _streaming_on_demand(scope: Scope, mode: Stream, plain: Outcome) -> Outcome:
    switch = identifier(switch_name(scope.operation, scope.types))
    asked = _keyword("stream", compose("{} or False", switch))
    if mode.protocol is StreamProtocol.JSON_LINES:
        lines, imports = _lines(scope), scope.imports
        cast_to = next(keyword.value for keyword in plain.results if keyword.name == "cast_to")
        either = compose("{} if {} else {}", lines, switch, cast_to)
        whole = compose("{}({}, {})", imports.typing("cast"), imports.typing("Any"), either)
        returns = compose("{} | {}", plain.plain, lines)
        return Outcome(
            returns=returns,
            plain=plain.plain,
            streamed=lines,
            results=(_keyword("cast_to", whole), asked),
            cast=CastView(function=imports.typing("cast"), type=returns),
            function=plain.function,
            accept=plain.accept,
        )
    stream = _events(scope)
    return Outcome(
        returns=compose("{} | {}", plain.plain, stream),
        plain=plain.plain,
        streamed=stream,
        results=(*plain.results, asked, _keyword("stream_cls", stream)),
        function=plain.function,
        post_parser=plain.post_parser,
        accept=plain.accept,
    )


def _lines(scope: Scope) -> Code:
    decoder = scope.imports.internal(("_decoders", "jsonl"), scope.flavour.class_name("JSONLDecoder"))
    return compose("{}[{}]", decoder, _event(scope))


def _events(scope: Scope) -> Code:
    """The class of a stream of events, by the name that users know its events under."""
    alias = scope.types.event.alias if scope.types.event is not None else None
    shown = scope.imports.internal(alias.module, alias.name) if alias is not None else _event(scope)
    return compose("{}[{}]", scope.imports.internal(("_streaming",), scope.flavour.class_name("Stream")), shown)


def _event(scope: Scope) -> Code:
    return scope.imports.use(scope.types.event.annotation) if scope.types.event is not None else Code("object")


def _event_type(types: OperationTypes, event: Code, imports: ModuleImports) -> Code:
    return event if types.event is None else _runtime_type(types.event, event, imports)


def switch_name(operation: Operation, types: OperationTypes) -> str:
    """The name of the argument that turns streaming on; empty where there is none."""
    if operation.stream is None or not operation.stream.switch:
        return ""
    for argument in types.merged:
        if argument.wire_name == operation.stream.switch:
            return argument.name
    return ""
