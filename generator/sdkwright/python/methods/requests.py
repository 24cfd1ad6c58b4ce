"""How a method builds its request: headers, query, body, and the call that sends it.

In: an operation with its types and its outcome, and a flavour. Out: the parts of a `MethodView` below its signature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.model.operation import BodyKind, Parameter
from sdkwright.python.client.schemes import linked_schemes, scheme_key
from sdkwright.python.code import Code, compose, identifier, join, literal, string
from sdkwright.python.context import not_given_argument, omitted_argument
from sdkwright.python.methods.multipart import file_paths
from sdkwright.python.methods.outcomes import Outcome, needs_request, switch_name
from sdkwright.python.methods.parts import part_types
from sdkwright.python.methods.scope import Scope
from sdkwright.python.methods.styles import (
    Rules,
    follows_document,
    form_rules,
    has_structure,
    is_plain_text,
    path_needs_style,
    query_rules,
)
from sdkwright.python.methods.views import CallView, KeywordView, MultipartView, RetriesView
from sdkwright.python.naming import unique
from sdkwright.python.types.table import Argument, ArgumentLocation

_CONTENT_TYPE = string("Content-Type")


class Request(Struct, frozen=True, kw_only=True):
    """The parts of a method's body that build and send the request."""

    headers: tuple[Code, ...]
    multipart: MultipartView | None
    call: CallView


def build_request(scope: Scope, outcome: Outcome) -> Request:
    """Decide how an operation's request is put together."""
    operation = scope.operation
    writer = _Writer(scope=scope, outcome=outcome)
    multipart = writer.multipart()
    return Request(
        headers=writer.headers(),
        multipart=multipart,
        call=CallView(
            function=outcome.function,
            verb=string(operation.http_method.value) if writer.uses_request() else None,
            make_options=scope.imports.internal(("_base_client",), "make_request_options"),
            final_options=writer.final_options(),
            target=writer.target(),
            arguments=writer.arguments(multipart),
            options=writer.options(),
            results=outcome.results,
            max_retries=writer.retries(),
            cast=outcome.cast,
        ),
    )


class _Writer(Struct, frozen=True, kw_only=True):
    """Writes the request of one operation."""

    scope: Scope
    outcome: Outcome

    def at(self, *locations: ArgumentLocation) -> tuple[Argument, ...]:
        """The arguments that go to one of these places, in signature order."""
        return tuple(argument for argument in self.scope.types.merged if argument.location in locations)

    def uses_request(self) -> bool:
        """Whether the call names its HTTP method."""
        return needs_request(self.scope) and self.outcome.page is None

    def final_options(self) -> Code:
        """The name of the class that such a call makes; empty where it makes none."""
        return self.scope.imports.internal(("_models",), "FinalRequestOptions") if self.uses_request() else Code("")

    def retries(self) -> RetriesView | None:
        """The operation's own number of retries."""
        if self.scope.operation.max_retries is None:
            return None
        (variable,) = unique(("options",), taken=self.names())
        return RetriesView(
            count=literal(self.scope.operation.max_retries),
            default=self.scope.imports.internal(("_constants",), "DEFAULT_MAX_RETRIES"),
            variable=identifier(variable),
        )

    def names(self) -> list[str]:
        """The names of all arguments."""
        return [argument.name for argument in (*self.scope.types.path_arguments, *self.scope.types.merged)]

    def target(self) -> Code:
        """The path, with its parameters filled in and escaped."""
        path = self.scope.operation.path
        for argument in self.scope.types.path_arguments:
            path = path.replace("{" + argument.wire_name + "}", "{" + argument.name + "}")
        if self.scope.operation.fixed_query:
            pairs = (f"{quote(name, safe='[]')}={quote(value)}" for name, value in self.scope.operation.fixed_query)
            path += "?" + "&".join(pairs)
        if not self.scope.types.path_arguments:
            return string(path)
        values = join(
            ", ",
            (
                compose("{}={}", identifier(argument.name), self.path_value(argument))
                for argument in self.scope.types.path_arguments
            ),
        )
        return compose("{}({}, {})", self.scope.imports.internal(("_utils",), "path_template"), string(path), values)

    def path_value(self, argument: Argument) -> Code:
        """What stands for a path argument: itself, unless its style asks for more than escaping."""
        name, parameter = identifier(argument.name), self.parameter(argument)
        if parameter is None or not path_needs_style(self.scope.context, parameter):
            return name
        encode = self.scope.imports.internal(("_utils", "_parameters"), "encode_path_parameter")
        wire_name, style = string(parameter.wire_name), string(parameter.style.value)
        reserved = Code(", allow_reserved=True") if parameter.allow_reserved else Code("")
        explode = literal(parameter.explode)
        return compose("{}({}, {}, style={}, explode={}{})", encode, wire_name, name, style, explode, reserved)

    def headers(self) -> tuple[Code, ...]:
        """The headers that the method sends beside the client's."""
        entries: list[Code] = []
        if self.outcome.accept is not None:
            entries.append(compose("{}: {}", string("Accept"), self.outcome.accept))
        if (content_type := self.content_type()) is not None:
            entries.append(compose("{}: {}", _CONTENT_TYPE, content_type))
        entries += [
            compose("{}: {}", string(default.name), string(default.value))
            for default in self.scope.operation.header_defaults
        ]
        arguments = self.at(ArgumentLocation.HEADER)
        texts = [argument for argument in arguments if self.is_json_text(argument)]
        if plain := [argument for argument in arguments if argument not in texts]:
            pairs = join(", ", (self.header(argument) for argument in plain))
            entries.append(compose("**{}({{{}}})", self.scope.imports.internal(("_utils",), "strip_not_given"), pairs))
        if texts:
            encode = self.scope.imports.internal(("_utils", "_parameters"), "encode_json_parameters")
            entries.append(compose("**{}({})", encode, self.transformed(self.dictionary(texts), self.params())))
        if arguments := self.at(ArgumentLocation.COOKIE):
            write = self.scope.imports.internal(("_requests",), "cookie_headers")
            entries.append(compose("**{}({{{}}})", write, join(", ", self.cookies(arguments))))
        return tuple(entries)

    def header(self, argument: Argument) -> Code:
        """One header parameter; what is no string becomes one (OpenAPI 3.1 §4.8.12.3, style `simple`)."""
        name = identifier(argument.name)
        if is_plain_text(self.scope.context, argument.schema) and not argument.nullable:
            return compose("{}: {}", string(argument.wire_name), name)
        omitted = not_given_argument(self.scope.context.options, self.scope.imports).default
        is_given = self.scope.imports.internal(("_utils",), "is_given")
        encode = self.scope.imports.internal(("_utils", "_parameters"), "encode_header")
        value = compose("{}({}, explode=True)" if self.exploded(argument) else "{}({})", encode, name)
        given = compose("{}({})", is_given, name)
        if argument.nullable:
            given = compose("{} and {} is not None", given, name)
        return compose("{}: {} if {} else {}", string(argument.wire_name), value, given, omitted)

    def cookies(self, arguments: Sequence[Argument]) -> tuple[Code, ...]:
        """The entries of all cookies, those that hold JSON last."""
        texts = [argument for argument in arguments if self.is_json_text(argument)]
        found = [self.cookie(argument) for argument in arguments if argument not in texts]
        if texts:
            encode = self.scope.imports.internal(("_utils", "_parameters"), "encode_json_cookies")
            found.append(compose("**{}({})", encode, self.transformed(self.dictionary(texts), self.params())))
        return tuple(found)

    def cookie(self, argument: Argument) -> Code:
        """One cookie; what is not exploded is joined as in a header, for cookies are exploded by default."""
        parameter = self.parameter(argument)
        if parameter is not None and not parameter.explode:
            return self.header(argument)
        return compose("{}: {}", string(argument.wire_name), identifier(argument.name))

    def parameter(self, argument: Argument) -> Parameter | None:
        """The model's parameter behind an argument that is none of the body's."""
        for parameter in self.scope.operation.parameters:
            if parameter.wire_name == argument.wire_name and parameter.location.value == argument.location.value:
                return parameter
        return None

    def exploded(self, argument: Argument) -> bool:
        """Whether an object in a header is written `key=value`."""
        parameter = self.parameter(argument)
        return parameter is not None and parameter.style_given and parameter.explode

    def content_type(self) -> Code | None:
        """The `Content-Type` that differs from the client's own."""
        body = self.scope.operation.body
        if body is None or not self.at(ArgumentLocation.BODY, ArgumentLocation.WHOLE_BODY):
            return None
        match body.kind:
            case BodyKind.JSON:
                return None if body.media_type in {"application/json", "*/*"} else string(body.media_type)
            case BodyKind.FORM | BodyKind.MULTIPART | BodyKind.BINARY | BodyKind.TEXT | BodyKind.OTHER:
                return string("application/octet-stream" if body.media_type == "*/*" else body.media_type)
            case _:
                assert_never(body.kind)

    def multipart(self) -> MultipartView | None:
        """The body of a multipart request that can hold files."""
        body = self.scope.operation.body
        if body is None or body.kind is not BodyKind.MULTIPART:
            return None
        arguments = self.at(ArgumentLocation.BODY)
        keys = {argument.wire_name: argument.key or argument.name for argument in arguments}
        paths = file_paths(self.scope.context.api, body.schema, self.scope.context.casings, keys)
        types = part_types(body, keys)
        by_document = follows_document(self.scope.context)
        written_here = bool(types) or (by_document and has_structure(self.scope.context, arguments))
        if not arguments or not (paths.keys or written_here):
            return None
        body_name, files_name, fields_name = unique(("body", "files", "fields"), taken=self.names())
        encode = None
        if written_here:
            what = (self.transformed(identifier(body_name), self.params()), identifier(files_name), literal(types))
            if by_document:
                rules = literal(form_rules(self.scope.context, body, arguments))
                function = self.scope.imports.internal(("_parts",), "encode_form")
                encode = compose("{}({}, {}, content_types={}, rules={})", function, *what, rules)
            else:
                function = self.scope.imports.internal(("_parts",), "encode_parts")
                encode = compose("{}({}, {}, content_types={})", function, *what)
        return MultipartView(
            fields=identifier(fields_name),
            encode=encode,
            copy=self.scope.imports.internal(("_files",), "deepcopy_with_paths"),
            extract=self.scope.imports.internal(("_utils",), "extract_files"),
            cast=self.scope.imports.typing("cast"),
            mapping=self.scope.imports.typing("Mapping"),
            value=compose("{}.object", self.scope.imports.module("builtins"))
            if "object" in self.names()
            else Code("object"),
            body=identifier(body_name),
            files=identifier(files_name),
            entries=self.entries(arguments),
            paths=literal([list(path) for path in paths.keys]),
            names=literal([list(path) for path in paths.names]) if paths.names != paths.keys else None,
            array_format=string("repeat") if by_document and paths.in_lists else None,
        )

    def arguments(self, multipart: MultipartView | None) -> tuple[KeywordView, ...]:
        """The arguments of the call before its options: page, body, files."""
        found: list[KeywordView] = []
        if self.outcome.page is not None:
            found.append(KeywordView(name=Code("page"), value=self.outcome.page))
        found += self.body(multipart)
        if multipart is not None:
            files = multipart.files
            if self.uses_request():  # the client's verbs read files by themselves
                read = self.scope.imports.internal(("_files",), self.waiting("to_httpx_files"))
                files = compose("{}{}({})", self.wait(), read, files)
            found.append(KeywordView(name=Code("files"), value=files))
        if self.uses_request():
            found = [replace(entry, name=Code("json_data")) if entry.name == "body" else entry for entry in found]
        return tuple(found)

    def body(self, multipart: MultipartView | None) -> list[KeywordView]:
        """The body argument of the call."""
        body = self.scope.operation.body
        whole = self.at(ArgumentLocation.WHOLE_BODY)
        arguments = self.at(ArgumentLocation.BODY)
        if body is None or not (whole or arguments):
            return []
        if whole:
            name = identifier(whole[0].name)
            match body.kind:
                case BodyKind.JSON | BodyKind.FORM | BodyKind.MULTIPART:
                    value = self.transformed(name, self.scope.imports.use(whole[0].annotation))
                    return [KeywordView(name=Code("body"), value=value)]
                case BodyKind.BINARY | BodyKind.TEXT | BodyKind.OTHER:
                    return [KeywordView(name=Code("content"), value=self.content(whole[0], body.kind))]
                case _:
                    assert_never(body.kind)
        if multipart is not None and multipart.encode is not None:
            return [KeywordView(name=Code("body"), value=multipart.fields)]
        if multipart is not None:
            return [KeywordView(name=Code("body"), value=self.transformed(multipart.body, self.params()))]
        content = self.transformed(self.dictionary(arguments), self.params())
        if body.kind is BodyKind.FORM and (rules := form_rules(self.scope.context, body, arguments)):
            content = self.encoded(content, rules)
        return [KeywordView(name=Code("body"), value=content)]

    def content(self, argument: Argument, kind: BodyKind) -> Code:
        """The raw content of a body: text is encoded, a path is read, one that is left out is `None`."""
        name = identifier(argument.name)
        if kind is BodyKind.TEXT:
            value = compose("{}.encode()", name)
        else:
            reader = self.scope.imports.internal(("_files",), self.waiting("read_file_content"))
            path_class = compose("{}.PathLike", self.scope.imports.module("os"))
            value = compose("{}{}({}) if isinstance({}, {}) else {}", self.wait(), reader, name, name, path_class, name)
        if argument.required:
            return value
        omitted = omitted_argument(self.scope.context.options, self.scope.imports)
        return compose("None if isinstance({}, {}) else {}", name, omitted.class_name, value)

    def options(self) -> tuple[KeywordView, ...]:
        """The arguments of `make_request_options`."""
        names = ("extra_headers", "extra_query", "extra_body", "timeout")
        found = [KeywordView(name=identifier(name), value=identifier(name)) for name in names]
        if self.scope.operation.idempotent:
            found.append(KeywordView(name=Code("idempotency_key"), value=Code("idempotency_key")))
        if arguments := self.at(ArgumentLocation.QUERY):
            found.append(KeywordView(name=Code("query"), value=self.query(arguments)))
        if (security := self.security()) is not None:
            found.append(KeywordView(name=Code("security"), value=security))
        if self.outcome.post_parser is not None:
            found.append(KeywordView(name=Code("post_parser"), value=self.outcome.post_parser))
        return tuple(found)

    def security(self) -> Code | None:
        """The schemes that the operation may use, where operations choose; `None` where the API's own hold."""
        context, wanted = self.scope.context, self.scope.operation.security
        if not context.settings.per_endpoint_security or (wanted is None and not context.api.security):
            return None
        alternatives = context.api.security if wanted is None else [requirement.schemes for requirement in wanted]
        names = {name for alternative in alternatives for name in alternative}
        keys = [scheme_key(context, scheme) for scheme in linked_schemes(context) if scheme.name in names]
        return compose("{{{}}}", join(", ", (compose("{}: True", string(key)) for key in keys)))

    def query(self, arguments: Sequence[Argument]) -> Code:
        """The query parameters; those with a style that the client does not have are written here."""
        texts = [entry for entry in arguments if self.is_json_text(entry)]
        others = [entry for entry in arguments if entry not in texts]
        rules = {entry.wire_name: rules for entry in others if (rules := self.rules(entry))}
        content = self.transformed(self.dictionary(others), self.params())
        if rules:
            content = self.encoded(content, rules)
        if not texts:
            return content
        encode = self.scope.imports.internal(("_utils", "_parameters"), "encode_json_parameters")
        written = compose("**{}({})", encode, self.transformed(self.dictionary(texts), self.params()))
        return compose("{{**{}, {}}}", content if rules else compose("({} or {{}})", content), written)

    def encoded(self, content: Code, rules: Mapping[str, Rules]) -> Code:
        """Parameters or fields, with those written that have rules of their own."""
        encode = self.scope.imports.internal(("_utils", "_parameters"), "encode_query_parameters")
        return compose("{}({}, rules={})", encode, content, literal(rules))

    def rules(self, argument: Argument) -> Rules:
        """How a query argument is written where the client's own formats do not fit it; empty where they do."""
        parameter = self.parameter(argument)
        return {} if parameter is None else query_rules(self.scope.context, parameter)

    def is_json_text(self, argument: Argument) -> bool:
        """Whether an argument travels as JSON text (`content` instead of `schema`, OpenAPI 3.1 §4.8.12)."""
        parameter = self.parameter(argument)
        return parameter is not None and "json" in parameter.content_type

    def params(self) -> Code:
        """The params type that tells how arguments are serialised."""
        symbol = self.scope.types.params
        if symbol is None:
            return Code("object")
        module = self.scope.imports.internal(symbol.module[:-1], symbol.module[-1])
        params = compose("{}.{}", module, identifier(symbol.name))
        switch = switch_name(self.scope.operation, self.scope.types)
        if not switch or len(self.scope.types.variants) > 1:
            return params
        return compose("{}Streaming if {} else {}NonStreaming", params, identifier(switch), params)

    def dictionary(self, arguments: Sequence[Argument]) -> Code:
        """A dict of arguments by the keys of the params type."""
        return compose("{{{}}}", join(", ", self.entries(arguments)))

    def entries(self, arguments: Sequence[Argument]) -> tuple[Code, ...]:
        """The entries of such a dict."""
        return tuple(
            compose("{}: {}", string(argument.key or argument.name), identifier(argument.name))
            for argument in arguments
        )

    def transformed(self, value: Code, params: Code) -> Code:
        """A value turned into what travels."""
        function = self.scope.imports.internal(("_utils",), self.waiting("maybe_transform"))
        return compose("{}{}({}, {})", self.wait(), function, value, params)

    def wait(self) -> Code:
        """`await ` where the method waits."""
        return self.scope.flavour.wait if self.outcome.waits else Code("")

    def waiting(self, name: str) -> str:
        """The name of a function in the form that the method can call."""
        return self.scope.flavour.function_name(name) if self.outcome.waits else name
