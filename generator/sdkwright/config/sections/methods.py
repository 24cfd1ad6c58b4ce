"""One method of a resource.

In: an entry of `methods`. Out: `MethodSettings`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from sdkwright.config.durations import seconds
from sdkwright.config.http_methods import HTTP_METHODS, is_other_http_method
from sdkwright.config.keys import Shape, accepted, key, unsupported
from sdkwright.config.languages import left_out, text_for_python
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.settings import MethodSettings, MethodStreaming, MethodType, Paginated, StreamType
from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.diagnostics.rules import config as rules

METHOD = Shape(
    title="resources.<name>.methods.<name>",
    doc="A method. Short form: its endpoint (`list: get /accounts`).",
    keys=(
        key("type", "`http` (default), `alias`, `webhook_unwrap`", "What kind of method it is."),
        key(
            "endpoint",
            "`verb /path`",
            "The operation it calls: the document's path, apart from the names inside the braces. Several methods may "
            "call the same one.",
        ),
        key(
            "paginated",
            "true, false or a scheme's name",
            "`false`: never; `true`: must match a scheme; a name: that scheme. Absent: by the matching rule, see "
            "`pagination`.",
        ),
        key(
            "unwrap_response",
            "property name, or false",
            "The method returns this property of the response; `false`: the whole of it, whatever "
            "`settings.unwrap_response_fields` says.",
        ),
        key("streaming", "map", "How it answers with a stream of events; see below."),
        key(
            "positional_params",
            "list of names",
            "Exactly these path parameters may be passed by position, in this order. Default: the last one.",
        ),
        key(
            "body_param_name", "text", "One argument of this name takes the whole body, for bodies that are no object."
        ),
        key("default_request_options", "map", "Time limit and retries of this method; see below."),
        key("skip_test_reason", "text, or map language -> text", "Its tests are skipped, for this reason."),
        key("deprecated", "text, or map language -> text", "Marks it as deprecated, with what to use instead."),
        key("skip", "true, or list of languages", "Leaves the method out (for these languages)."),
        key("only", "list of languages", "Leaves the method out for all other languages."),
        key("docs", "map", "How documentation shows it; see below."),
        key("to", "text", "Of an alias: the method of the same resource that it stands for."),
        key("discriminator", "property name", "Of `webhook_unwrap`: what tells the events apart."),
        key("webhook_key_opt", "client option", "Of `webhook_unwrap`: holds the key that payloads are verified with."),
        accepted("mcp", "anything"),
        accepted("terraform", "anything"),
        unsupported("request_body", "map"),
        unsupported("response", "map"),
    ),
)

STREAMING = Shape(
    title="resources.<name>.methods.<name>.streaming",
    doc="That a method answers with a stream of events, always or when asked.",
    keys=(
        key("type", "`sse` (default), `jsonl`", "Server-sent events, or JSON values line by line."),
        key(
            "param_discriminator",
            "parameter name or empty",
            "The boolean that asks for a stream. Empty: always streams.",
        ),
        key("stream_event_model", "dotted path of a model", "The type of one event; default: the response's."),
        key("params_type_name", "text", "Accepted; the types of a Python SDK are named after the method."),
    ),
)

REQUEST_OPTIONS = Shape(
    title="resources.<name>.methods.<name>.default_request_options",
    doc="What holds for this method instead of the client's own defaults.",
    keys=(
        key("timeout", "milliseconds, ISO 8601 duration or empty", "The time limit. Empty: none."),
        key("max_retries", "number", "How often a failed request is sent again."),
    ),
)

METHOD_DOCS = Shape(
    title="resources.<name>.methods.<name>.docs",
    doc="How documentation shows a method.",
    keys=(key("response_property", "dotted path", "What the README's snippet prints of the response."),),
)


_ENDPOINT = re.compile(r"\s*(\S+)\s+(/\S*|\S+/\S*)\s*")


def endpoint(text: str) -> tuple[str, str] | None:
    """The verb (lower case, but for unusual ones) and the path of `verb /path`; `None` where the text is none."""
    match = _ENDPOINT.fullmatch(text)
    if match is None:
        return None
    verb = match[1].lower() if match[1].lower() in HTTP_METHODS else match[1]
    return (verb, match[2]) if verb in HTTP_METHODS or is_other_http_method(verb) else None


def read_endpoint(entry: Entry) -> tuple[str, str] | None:
    """The verb and the path that an entry says; `None` (reported) where it says none."""
    text = entry.text()
    if text is None:
        return None
    parsed = endpoint(text)
    if parsed is None:
        entry.report(
            rules.INVALID_ENDPOINT,
            f"`{text}` is no endpoint",
            hint=_endpoint_hint(text),
        )
    return parsed


def _endpoint_hint(text: str) -> str:
    verb, _, path = text.strip().partition(" ")
    if path:
        return did_you_mean(verb, HTTP_METHODS) or "write an HTTP method, a blank and a path: `get /accounts`"
    return "write an HTTP method, a blank and a path: `get /accounts`"


def read_method(name: str, entry: Entry) -> MethodSettings | None:
    """One entry of `methods`; `None` where it is wrong (reported) or Python does not get it."""
    if not isinstance(entry.value, Mapping):
        return _http_method(name, entry, entry)
    fields = entry.fields(METHOD)
    if left_out(fields):
        return None
    kind = fields.text("type", "http")
    match kind:
        case "http":
            target = fields.need("endpoint")
            return None if target is None else _http_method(name, entry, target, fields)
        case "alias":
            to = fields.need("to")
            text = None if to is None else to.text()
            return None if text is None else _other_method(name, MethodType.ALIAS, fields, alias_to=text)
        case "webhook_unwrap":
            return _other_method(name, MethodType.WEBHOOK_UNWRAP, fields)
        case _:
            message = f"`{entry.name}` is of type `{kind}`, which is not generated"
            hint = did_you_mean(kind, ("http", "alias", "webhook_unwrap"))
            (fields.get("type") or entry).report(rules.UNSUPPORTED_METHOD, message, hint=hint)
            return None


def _http_method(name: str, entry: Entry, target: Entry, fields: Fields | None = None) -> MethodSettings | None:
    parsed = read_endpoint(target)
    if parsed is None:
        return None
    verb, path = parsed
    if fields is None:
        return MethodSettings(key=name, type=MethodType.HTTP, location=entry.location, http_method=verb, path=path)
    paginated, scheme = _paginated(fields.get("paginated"))
    timeout, retries = _request_options(fields)
    return MethodSettings(
        key=name,
        type=MethodType.HTTP,
        location=entry.location,
        http_method=verb,
        path=path,
        paginated=paginated,
        pagination_scheme=scheme,
        unwrap=_unwrap(fields.get("unwrap_response")),
        streaming=_streaming(fields),
        positional=_positional(fields),
        body_param_name=fields.text("body_param_name"),
        timeout_seconds=timeout,
        max_retries=retries,
        skip_test_reason=text_for_python(fields.get("skip_test_reason")) or "",
        deprecated=text_for_python(fields.get("deprecated")),
        response_property=fields.fields("docs", METHOD_DOCS).text("response_property"),
    )


def _other_method(name: str, kind: MethodType, fields: Fields, alias_to: str = "") -> MethodSettings:
    return MethodSettings(
        key=name,
        type=kind,
        location=fields.entry.location,
        alias_to=alias_to,
        skip_test_reason=text_for_python(fields.get("skip_test_reason")) or "",
        deprecated=text_for_python(fields.get("deprecated")),
        discriminator=fields.text("discriminator"),
        webhook_key_option=fields.text("webhook_key_opt"),
    )


def _paginated(entry: Entry | None) -> tuple[Paginated, str]:
    if entry is None:
        return Paginated.AUTO, ""
    match entry.value:
        case False:
            return Paginated.NEVER, ""
        case True:
            return Paginated.MUST, ""
        case str(name):
            return Paginated.NAMED, name
        case _:
            entry.wrong_type("true, false or the name of a scheme")
            return Paginated.AUTO, ""


def _unwrap(entry: Entry | None) -> str | None:
    if entry is None or entry.value is True:
        return None
    return "" if entry.value is False else entry.text()


def _positional(fields: Fields) -> tuple[str, ...] | None:
    entry = fields.get("positional_params")
    if entry is None or entry.value is True:
        return None
    return () if entry.value is False else entry.texts()


def _streaming(fields: Fields) -> MethodStreaming | None:
    entry = fields.get("streaming")
    if entry is None or entry.value is False:
        return None
    if entry.value is True:
        return MethodStreaming()
    streaming = entry.fields(STREAMING)
    return MethodStreaming(
        type=streaming.choice("type", {kind.value: kind for kind in StreamType}, StreamType.SSE),
        param_discriminator=streaming.text("param_discriminator"),
        event_model=streaming.text("stream_event_model"),
        params_type_name=streaming.text("params_type_name"),
    )


def _request_options(fields: Fields) -> tuple[float | None, int | None]:
    options = fields.fields("default_request_options", REQUEST_OPTIONS)
    timeout = options.get("timeout")
    if timeout is not None:
        return seconds(timeout), options.integer("max_retries")
    return (math.inf if options.has("timeout") else None), options.integer("max_retries")
