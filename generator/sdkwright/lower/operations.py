"""Operations: one HTTP method of a resource, with everything that the config says about it.

In: an endpoint and its `MethodSettings`. Out: an `Operation`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.config.settings import MethodSettings, MethodStreaming, Settings, StreamType
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import join
from sdkwright.lower.annotations import deprecation
from sdkwright.lower.bodies import choose_body, choose_response, lower_bodies, lower_responses
from sdkwright.lower.endpoints import Endpoint
from sdkwright.lower.models import ModelIndex
from sdkwright.lower.pagination import Exchange, match_pagination
from sdkwright.lower.parameters import (
    Conventions,
    Target,
    lower_parameters,
    split_fixed_headers,
    without_header,
)
from sdkwright.lower.schemas import settle
from sdkwright.lower.security import Security, read_requirements
from sdkwright.lower.table import SchemaTable
from sdkwright.lower.tree import ResourcePath
from sdkwright.model.api import PaginationScheme
from sdkwright.model.operation import (
    Body,
    BodyKind,
    ContentKind,
    HttpMethod,
    Operation,
    OperationId,
    ParameterLocation,
    Response,
    SecurityRequirement,
    Stream,
    StreamProtocol,
)
from sdkwright.model.queries import all_properties, bare
from sdkwright.model.schema import Any, Deprecation, Object, SchemaId, Union


class Surroundings(Struct, frozen=True, kw_only=True):
    """What all operations share."""

    table: SchemaTable
    settings: Settings
    models: ModelIndex
    schemes: tuple[PaginationScheme, ...]
    security: Security
    conventions: Conventions


def lower_operation(around: Surroundings, endpoint: Endpoint, method: MethodSettings, path: ResourcePath) -> Operation:
    """One operation under the name that the config gives it."""
    table, node = around.table, endpoint.node
    target = lower_parameters(table, endpoint, around.conventions)
    bodies = lower_bodies(table, endpoint)
    body = choose_body(table, bodies)
    responses = lower_responses(table, endpoint)
    response = choose_response(table, endpoint, responses)
    settle(table)
    parameters, header_defaults = split_fixed_headers(table, target.parameters)
    idempotency_header = _idempotency_header(around, endpoint)
    if idempotency_header:
        parameters = without_header(parameters, idempotency_header)
    exchange = Exchange(parameters=parameters, body=body, response=response)
    stream = _stream(around, method, exchange, responses)
    always_streams = stream is not None and not stream.switch
    if stream is not None and always_streams and not _has_plain_answer(stream, response):
        response = next((entry for entry in responses if entry.content in _PROTOCOLS), response)
    raw = body is not None and body.kind in (BodyKind.BINARY, BodyKind.TEXT, BodyKind.OTHER)
    pagination = None if always_streams or raw else match_pagination(table, around.schemes, method, exchange)
    return Operation(
        id=OperationId(".".join((*path, method.key))),
        key=method.key,
        origin=table.source.origin(node.pointer),
        http_method=endpoint.http_method,
        path=target.path.text,
        path_key=endpoint.path,
        operation_id=node.text("operationId"),
        fixed_query=target.fixed_query,
        parameters=parameters,
        bodies=bodies,
        body=body,
        body_argument=method.body_param_name,
        body_options=_body_options(around, method, body),
        responses=responses,
        response=response,
        unwrap="" if pagination is not None else _unwrap(around, method, response),
        pagination=pagination,
        stream=stream,
        security=_security(around, endpoint),
        header_defaults=header_defaults,
        idempotent=bool(idempotency_header),
        positional=_positional(around, endpoint, method, target),
        timeout_seconds=method.timeout_seconds,
        max_retries=method.max_retries,
        summary=node.text("summary") or endpoint.item.text("summary"),
        doc=node.text("description") or endpoint.item.text("description"),
        deprecated=Deprecation(message=method.deprecated) if method.deprecated is not None else deprecation(node),
        skip_test_reason=method.skip_test_reason,
    )


def _idempotency_header(around: Surroundings, endpoint: Endpoint) -> str:
    """The header that makes repeating the request safe; empty for what changes nothing."""
    return "" if endpoint.http_method == HttpMethod.GET else around.settings.client_settings.idempotency_header


def _positional(around: Surroundings, endpoint: Endpoint, method: MethodSettings, target: Target) -> tuple[str, ...]:
    """Wire names of positional path parameters: as the config lists them, else the last one of the path."""
    options = {parameter.wire_name for parameter in target.parameters if parameter.option}
    names = [name for name in target.path.names if name not in options]
    if method.positional is not None:
        for name in method.positional:
            if name not in names:
                message = f"`{name}` of `positional_params` is no path parameter of {endpoint.label}"
                around.table.source.diagnostics.report(rules.SETTING_MATCHES_NOTHING, message, method.location)
        return tuple(name for name in method.positional if name in names)
    return tuple(names[-1:]) if around.settings.positional_params else ()


def _body_options(around: Surroundings, method: MethodSettings, body: Body | None) -> tuple[tuple[str, str], ...]:
    """Properties of the body that client options fill: those of every variant, where it has several."""
    options = around.conventions.body_options
    if body is None or not options or method.body_param_name:
        return ()
    table = around.table
    type_ = bare(table, table.schemas[body.schema].type)
    forms = type_.variants if isinstance(type_, Union) else (body.schema,)
    names = {property_.wire_name for form in forms for property_ in all_properties(table, form)}
    return tuple((name, key) for name, key in options.items() if name in names)


def _security(around: Surroundings, endpoint: Endpoint) -> tuple[SecurityRequirement, ...] | None:
    """The operation's own requirements, where the config says that they count."""
    if not around.settings.per_endpoint_security:
        return None
    known = {scheme.name for scheme in around.security.schemes}
    pointer = join(endpoint.node.pointer, "security")
    found = read_requirements(around.table.source, endpoint.node.value.get("security"), pointer, known)
    return None if found is None else tuple(SecurityRequirement(schemes=schemes) for schemes in found)


def _unwrap(around: Surroundings, method: MethodSettings, response: Response | None) -> str:
    """The response property that the method returns instead of the whole (CONFIG section 10)."""
    if response is None or response.schema is None or response.content is not ContentKind.JSON:
        return ""
    table = around.table
    is_object = isinstance(bare(table, table.schemas[response.schema].type), Object)
    names = [property_.wire_name for property_ in all_properties(table, response.schema)] if is_object else []
    if method.unwrap is not None:
        if method.unwrap and method.unwrap not in names:
            message = f"the response of `{method.key}` has no property `{method.unwrap}` to unwrap"
            table.source.diagnostics.report(rules.SETTING_MATCHES_NOTHING, message, method.location)
            return ""
        return method.unwrap
    for name in around.settings.unwrap_response_fields:
        if name in names and (len(names) == 1 or around.settings.unwrap_multiproperty):
            return name
    return ""


def _stream(
    around: Surroundings, method: MethodSettings, exchange: Exchange, responses: tuple[Response, ...]
) -> Stream | None:
    """How the operation streams: as the config says, else always where it answers with nothing but a stream."""
    streamed = next((entry for entry in responses if entry.content in _PROTOCOLS), None)
    if method.streaming is None:
        response = exchange.response
        if response is None or response.content not in _PROTOCOLS:
            return None
        return Stream(protocol=_PROTOCOLS[response.content], event=_event(around, response))
    return _configured_stream(around, method, method.streaming, exchange, streamed)


_PROTOCOLS = {ContentKind.EVENT_STREAM: StreamProtocol.SSE, ContentKind.JSON_LINES: StreamProtocol.JSON_LINES}


def _configured_stream(
    around: Surroundings,
    method: MethodSettings,
    streaming: MethodStreaming,
    exchange: Exchange,
    streamed: Response | None,
) -> Stream:
    diagnostics = around.table.source.diagnostics
    protocol = StreamProtocol.JSON_LINES if streaming.type is StreamType.JSONL else StreamProtocol.SSE
    event = None
    if streaming.event_model:
        event = around.models.find(streaming.event_model)
        if event is None:
            message = f"`{streaming.event_model}` leads to no model"
            diagnostics.report(rules.MODEL_PATH_NOT_FOUND, message, method.location)
        else:
            event = around.table.reach(event)
    for candidate in (streamed, exchange.response):
        if event is None and candidate is not None:
            event = _event(around, candidate)
    switch = streaming.param_discriminator
    if switch and switch not in _argument_names(around.table, exchange):
        message = f"`{switch}` is no parameter of `{method.key}`"
        diagnostics.report(rules.STREAM_PARAMETER_NOT_FOUND, message, method.location)
        switch = ""
    return Stream(protocol=protocol, event=event, switch=switch)


def _has_plain_answer(stream: Stream, response: Response | None) -> bool:
    """Whether JSON stands beside the events of a method that always asks for these: overviews show its type."""
    return stream.protocol is StreamProtocol.SSE and response is not None and response.content is ContentKind.JSON


def _event(around: Surroundings, response: Response) -> SchemaId | None:
    if response.schema is None or isinstance(bare(around.table, around.table.schemas[response.schema].type), Any):
        return None
    return response.schema


def _argument_names(table: SchemaTable, exchange: Exchange) -> set[str]:
    found = {parameter.wire_name for parameter in exchange.parameters if parameter.location in _SWITCHES}
    body: Body | None = exchange.body
    if body is not None:
        found.update(property_.wire_name for property_ in all_properties(table, body.schema))
    return found


_SWITCHES = (ParameterLocation.QUERY, ParameterLocation.HEADER, ParameterLocation.COOKIE)
