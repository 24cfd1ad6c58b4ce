"""Request bodies and answers: every media type, and the one that a method uses.

In: an endpoint. Out: `Body` and `Response` records, and the choice among them. The choice follows published SDKs: a
multipart body where it carries a file, else JSON; for answers JSON objects first, else what is listed first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import join
from sdkwright.lower import media
from sdkwright.lower.endpoints import Endpoint
from sdkwright.lower.reading import Node
from sdkwright.lower.schemas import settle
from sdkwright.lower.table import SchemaTable
from sdkwright.model.operation import Body, BodyKind, ContentKind, Encoding, ParameterStyle, Response
from sdkwright.model.queries import bare, contains_binary
from sdkwright.model.schema import (
    Any,
    Array,
    Binary,
    Const,
    Enum,
    Map,
    Object,
    Primitive,
    PrimitiveKind,
    SchemaId,
    Tuple,
    Type,
    Union,
)

_SUCCESS = re.compile(r"2(\d\d|XX)", re.IGNORECASE)
_PREFERENCE = (BodyKind.JSON, BodyKind.MULTIPART, BodyKind.FORM, BodyKind.TEXT, BodyKind.BINARY, BodyKind.OTHER)


def lower_bodies(table: SchemaTable, endpoint: Endpoint) -> tuple[Body, ...]:
    """Every media type of an operation's request body, in the document's order."""
    if "requestBody" not in endpoint.node.value:
        return ()
    written = endpoint.node.child("requestBody")
    body = written.follow() if written is not None else None
    content = body.child("content") if body is not None and "content" in body.value else None
    if body is None or content is None:
        return ()
    found: list[Body] = []
    for media_type, entry in content.members():
        schema = _schema(table, entry)
        settle(table)
        kind = _body_kind(table, media_type, schema)
        found.append(
            Body(
                media_type=media_type,
                kind=kind,
                schema=_sent_as(table, entry, kind, schema),
                required=body.flag("required"),
                doc=(written.text("description") if written is not None else "") or body.text("description"),
                encodings=_encodings(entry),
            )
        )
    return tuple(found)


def choose_body(table: SchemaTable, bodies: Sequence[Body]) -> Body | None:
    """The body that is sent: multipart where it carries a file, else by kind, JSON first."""
    for body in bodies:
        if body.kind is BodyKind.MULTIPART and contains_binary(table, body.schema):
            return body
    return min(bodies, key=lambda body: _PREFERENCE.index(body.kind), default=None)


def _schema(table: SchemaTable, entry: Node) -> SchemaId:
    """The schema of a media type; `itemSchema` (OpenAPI 3.2) describes one item of a sequence."""
    for keyword in ("schema", "itemSchema"):
        if keyword in entry.value:
            return table.reach(join(entry.pointer, keyword))
    return table.invent(join(entry.pointer, "schema"), Any())


def _body_kind(table: SchemaTable, media_type: str, schema: SchemaId) -> BodyKind:
    if media.is_multipart(media_type):
        return BodyKind.MULTIPART
    if media.is_form(media_type):
        return BodyKind.FORM
    if media.is_json(media_type):
        return BodyKind.JSON
    is_binary = isinstance(bare(table, table.schemas[schema].type), Binary)
    if media.is_any(media_type):
        return BodyKind.BINARY if is_binary else BodyKind.JSON
    if media.is_raw(media_type) or is_binary:
        return BodyKind.BINARY
    return BodyKind.TEXT if media.is_text(media_type) else BodyKind.OTHER


def _sent_as(table: SchemaTable, entry: Node, kind: BodyKind, schema: SchemaId) -> SchemaId:
    """The schema of what a caller gives: text and bytes travel as they are, whatever structure is written for them."""
    type_ = bare(table, table.schemas[schema].type)
    match kind:
        case BodyKind.TEXT if not _is_text(type_):
            return table.invent(join(entry.pointer, "x-text"), Primitive(kind=PrimitiveKind.STRING))
        case BodyKind.BINARY | BodyKind.OTHER if not isinstance(type_, Binary):
            return table.invent(join(entry.pointer, "x-bytes"), Binary())
        case _:
            return schema


def _is_text(type_: Type) -> bool:
    match type_:
        case Primitive(kind=kind) | Enum(base=kind):
            return kind is PrimitiveKind.STRING
        case Const(value=value):
            return isinstance(value, str)
        case _:
            return False


def _encodings(entry: Node) -> tuple[Encoding, ...]:
    holder = entry.child("encoding") if "encoding" in entry.value else None
    found: list[Encoding] = []
    for name, node in holder.members() if holder is not None else ():
        word = node.text("style")
        style = next((style for style in ParameterStyle if style.value == word), None)
        found.append(
            Encoding(
                property_name=name,
                content_type=node.text("contentType"),
                style=style,
                explode=node.choice("explode"),
            )
        )
    return tuple(found)


def lower_responses(table: SchemaTable, endpoint: Endpoint) -> tuple[Response, ...]:
    """Every media type of every success that an operation describes, in the document's order.

    `default` counts where there is no 2xx. Errors are left out: what they carry is read without a type.
    """
    holder = endpoint.node.child("responses") if "responses" in endpoint.node.value else None
    members = holder.members() if holder is not None else ()
    written_successes = [(status, node) for status, node in members if _is_success(status)]
    found: list[Response] = []
    for status, written in written_successes or [entry for entry in members if entry[0] == "default"]:
        response = written.follow()
        doc = written.text("description") or response.text("description")
        content = response.child("content") if "content" in response.value else None
        entries = content.members() if content is not None else ()
        if not entries:
            found.append(Response(status=status, media_type="", content=ContentKind.NONE, schema=None, doc=doc))
        for media_type, entry in entries:
            if media_type.startswith("x-"):
                continue
            schema = _schema(table, entry)
            settle(table)
            kind = _content_kind(table, media_type, schema)
            if kind is ContentKind.TEXT and media.is_xml(media_type):
                # what a schema says of XML holds for the document that it stands for, which the client does not read
                schema = table.invent(join(entry.pointer, "x-text"), Primitive(kind=PrimitiveKind.STRING))
            found.append(Response(status=status, media_type=media_type, content=kind, schema=schema, doc=doc))
    return tuple(found)


def _is_success(status: str) -> bool:
    return _SUCCESS.fullmatch(status) is not None


def _content_kind(table: SchemaTable, media_type: str, schema: SchemaId) -> ContentKind:
    if media.is_event_stream(media_type):
        return ContentKind.EVENT_STREAM
    if media.is_json_lines(media_type):
        return ContentKind.JSON_LINES
    type_ = bare(table, table.schemas[schema].type)
    if isinstance(type_, Binary):
        return ContentKind.BINARY
    if media.is_json(media_type):
        return ContentKind.JSON
    if media.is_xml(media_type):
        return ContentKind.TEXT
    structured = isinstance(type_, Object | Map | Array | Tuple | Union)
    if media.is_any(media_type):
        return ContentKind.BINARY if isinstance(type_, Any) and not type_.object_like else ContentKind.JSON
    if structured:
        return ContentKind.JSON
    return ContentKind.TEXT if media.is_text(media_type) else ContentKind.BINARY


def choose_response(table: SchemaTable, endpoint: Endpoint, responses: Sequence[Response]) -> Response | None:
    """The answer whose type a method returns; `None` where a success carries nothing."""
    successes = sorted(responses, key=_by_status)
    if not successes:
        endpoint.node.report(rules.RESPONSE_NOT_FOUND, f"{endpoint.label} describes no successful answer")
    for wanted in (_is_json_object, _is_content, _is_stream):
        chosen = next((response for response in successes if wanted(table, response)), None)
        if chosen is not None:
            return chosen
    return None


def _by_status(response: Response) -> str:
    """Exact codes in order, then `2XX`."""
    return response.status.upper()


def _is_json_object(table: SchemaTable, response: Response) -> bool:
    if response.content is not ContentKind.JSON or response.schema is None:
        return False
    return isinstance(bare(table, table.schemas[response.schema].type), Object | Map | Array | Tuple | Union)


def _is_content(_: SchemaTable, response: Response) -> bool:
    return response.content in (ContentKind.JSON, ContentKind.BINARY, ContentKind.TEXT)


def _is_stream(_: SchemaTable, response: Response) -> bool:
    return response.content in (ContentKind.EVENT_STREAM, ContentKind.JSON_LINES)
