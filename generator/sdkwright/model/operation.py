"""Operations: what can be asked of an API, and what it answers.

In: nothing. Out: the part of the model that says how requests and responses are built.
"""

from __future__ import annotations

from enum import Enum as PyEnum
from typing import ClassVar, NewType

from msgspec import Struct, field

from sdkwright.model.schema import Deprecation, Naming, Origin, SchemaId

OperationId = NewType("OperationId", str)
"""Resource path and method key: `beta.threads.messages.create`; unique in an API."""


class HttpMethod(Struct, frozen=True):
    """An HTTP method: in lower case if path items have a field for it, else as it is sent (OpenAPI 3.2 §4.9)."""

    value: str
    GET: ClassVar[HttpMethod]
    PUT: ClassVar[HttpMethod]
    POST: ClassVar[HttpMethod]
    DELETE: ClassVar[HttpMethod]
    OPTIONS: ClassVar[HttpMethod]
    HEAD: ClassVar[HttpMethod]
    PATCH: ClassVar[HttpMethod]
    TRACE: ClassVar[HttpMethod]
    QUERY: ClassVar[HttpMethod]


HttpMethod.GET = HttpMethod("get")
HttpMethod.PUT = HttpMethod("put")
HttpMethod.POST = HttpMethod("post")
HttpMethod.DELETE = HttpMethod("delete")
HttpMethod.OPTIONS = HttpMethod("options")
HttpMethod.HEAD = HttpMethod("head")
HttpMethod.PATCH = HttpMethod("patch")
HttpMethod.TRACE = HttpMethod("trace")
HttpMethod.QUERY = HttpMethod("query")

PATH_ITEM_METHODS = (
    *(HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.OPTIONS),
    *(HttpMethod.HEAD, HttpMethod.PATCH, HttpMethod.TRACE, HttpMethod.QUERY),
)
"""The methods that a path item has fields for, in the specification's order."""


class ParameterLocation(PyEnum):
    """Where a parameter travels (OpenAPI 3.1 §4.8.12)."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


class ParameterStyle(PyEnum):
    """How a parameter is serialised (OpenAPI 3.1 §4.8.12.3)."""

    FORM = "form"
    SIMPLE = "simple"
    MATRIX = "matrix"
    LABEL = "label"
    SPACE_DELIMITED = "spaceDelimited"
    PIPE_DELIMITED = "pipeDelimited"
    DEEP_OBJECT = "deepObject"


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter of an operation. `style_given`: the author wrote `style` or `explode`, it is no default."""

    wire_name: str
    location: ParameterLocation
    schema: SchemaId
    origin: Origin
    required: bool = False
    style: ParameterStyle
    explode: bool
    style_given: bool = False
    allow_reserved: bool = False
    content_type: str = ""
    """Serialise by this media type (`content` instead of `schema`); empty for the usual styles."""
    doc: str = ""
    deprecated: Deprecation | None = None
    naming: Naming = field(default_factory=Naming)
    option: str = ""
    """The client option that fills it when a call omits it; empty = none."""
    declared: bool = True
    """False where only the path template names it."""


class BodyKind(PyEnum):
    """How a body is put on the wire."""

    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"
    BINARY = "binary"
    TEXT = "text"
    OTHER = "other"


CONTENT_KINDS = frozenset((BodyKind.BINARY, BodyKind.OTHER))
"""Bodies that are sent as the caller gives them."""


class Encoding(Struct, frozen=True, kw_only=True):
    """A multipart or form property's own rules (OpenAPI 3.1 §4.8.15)."""

    property_name: str
    content_type: str = ""
    style: ParameterStyle | None = None
    explode: bool | None = None


class Body(Struct, frozen=True, kw_only=True):
    """One of the media types that an operation's request body may have, in the document's order."""

    media_type: str
    kind: BodyKind
    schema: SchemaId
    required: bool
    doc: str = ""
    encodings: tuple[Encoding, ...] = ()


class ContentKind(PyEnum):
    """How an answer's content is read."""

    JSON = "json"
    TEXT = "text"
    BINARY = "binary"
    EVENT_STREAM = "event_stream"
    JSON_LINES = "json_lines"
    NONE = "none"


class Response(Struct, frozen=True, kw_only=True):
    """One media type of one status (`200`, `2XX`, `default`); `schema` is `None` where there is no content."""

    status: str
    media_type: str
    content: ContentKind
    schema: SchemaId | None
    doc: str = ""


class StreamProtocol(PyEnum):
    """How events are framed."""

    SSE = "sse"
    JSON_LINES = "jsonl"


class Stream(Struct, frozen=True, kw_only=True):
    """That an operation can answer with a stream of events.

    `switch` is the wire name of the boolean parameter that asks for it; empty = it always streams.
    `event` is the schema of one event; `None` = any JSON.
    """

    protocol: StreamProtocol
    event: SchemaId | None
    switch: str = ""


class Pagination(Struct, frozen=True, kw_only=True):
    """That an operation answers page by page: the scheme's name in the config, and the schema of one item."""

    scheme: str
    items: SchemaId | None


class SecurityRequirement(Struct, frozen=True, kw_only=True):
    """Schemes that must be used together (all of them); an operation has alternatives of these."""

    schemes: tuple[str, ...]


class HeaderDefault(Struct, frozen=True, kw_only=True):
    """A header that every call of the operation sends unless the caller overrides it."""

    name: str
    value: str


class Operation(Struct, frozen=True, kw_only=True):
    """A method of a resource that makes one HTTP request.

    `path` is the document's template without query or fragment (`/threads/{thread_id}`); what followed a
    `?` in the path key is in `fixed_query`, and the key as it was written in `path_key`. `positional` holds wire
    names of path parameters in order.
    `responses` are the successes (`default` where there is no other); `response` is the one whose type the method
    returns; `None` = no content.
    """

    id: OperationId
    key: str
    origin: Origin
    http_method: HttpMethod
    path: str
    path_key: str = ""
    operation_id: str = ""
    fixed_query: tuple[tuple[str, str], ...] = ()
    parameters: tuple[Parameter, ...] = ()
    bodies: tuple[Body, ...] = ()
    body: Body | None = None
    """The one that is sent, chosen from `bodies`."""
    body_argument: str = ""
    """Name of the one argument that takes the whole body (`body_param_name`); empty = its properties are arguments."""
    body_options: tuple[tuple[str, str], ...] = ()
    """Properties of the body that a client option fills when a call omits them: wire name, and the option's key."""
    responses: tuple[Response, ...] = ()
    response: Response | None = None
    unwrap: str = ""
    """Wire name of the response property that the method returns instead of the whole; empty = whole."""
    pagination: Pagination | None = None
    stream: Stream | None = None
    security: tuple[SecurityRequirement, ...] | None = None
    """`None` where the operation says nothing and the API's default holds; empty = explicitly public."""
    header_defaults: tuple[HeaderDefault, ...] = ()
    idempotent: bool = False
    """Whether the idempotency header is offered on it."""
    positional: tuple[str, ...] = ()
    timeout_seconds: float | None = None
    max_retries: int | None = None
    summary: str = ""
    doc: str = ""
    deprecated: Deprecation | None = None
    skip_test_reason: str = ""


class Alias(Struct, frozen=True, kw_only=True):
    """An old name of a method of the same resource."""

    id: OperationId
    key: str
    to: str
    deprecated: Deprecation | None = None


class WebhookUnwrap(Struct, frozen=True, kw_only=True):
    """A method that verifies (where `key_option` names a client option) and parses a webhook's payload."""

    id: OperationId
    key: str
    origin: Origin
    events: tuple[SchemaId, ...]
    discriminator: str = ""
    key_option: str = ""
    doc: str = ""


Method = Operation | Alias | WebhookUnwrap
