"""The whole API: resources with their methods and models, schemas, servers, security, conventions.

In: nothing. Out: `Api`, what `lower` gives and `python` takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum as PyEnum

from msgspec import Struct, field

from sdkwright.model.operation import Method
from sdkwright.model.schema import Deprecation, Origin, Schema, SchemaId


class Model(Struct, frozen=True, kw_only=True):
    """A schema that a resource gives a name to.

    `alias_of` is the key of another model of the same resource that this is an old name for.
    """

    key: str
    schema: SchemaId
    origin: Origin
    forced: bool = False
    param_suffix: bool = True
    alias_of: str = ""
    param: SchemaId | None = None
    """What requests take in its place."""
    deprecated: Deprecation | None = None
    doc: str = ""


class Resource(Struct, frozen=True, kw_only=True):
    """A group of methods and models; `key` as in the config (`custom-metadata-fields`), `path` of keys from the root.

    The root resource has an empty key and path: its methods are the client's own (`$client`).
    """

    key: str
    path: tuple[str, ...]
    origin: Origin
    doc: str = ""
    methods: tuple[Method, ...] = ()
    models: tuple[Model, ...] = ()
    children: tuple[Resource, ...] = ()
    deprecated: Deprecation | None = None
    standalone: bool = False
    limited: bool = False
    """It exists for some languages only, and is left out of the overview of the API."""


class ServerVariable(Struct, frozen=True, kw_only=True):
    """A `{name}` in a server's URL, filled by a client option where `option` is not empty."""

    name: str
    default: str
    values: tuple[str, ...] = ()
    option: str = ""
    doc: str = ""


class Server(Struct, frozen=True, kw_only=True):
    """A named base URL; the first of an API is its default."""

    name: str
    url: str
    variables: tuple[ServerVariable, ...] = ()


class SecurityKind(PyEnum):
    """How a scheme authenticates a request (OpenAPI 3.1 §4.8.27)."""

    BEARER = "bearer"
    BASIC = "basic"
    API_KEY_HEADER = "api_key_header"
    API_KEY_QUERY = "api_key_query"
    API_KEY_COOKIE = "api_key_cookie"
    OAUTH2_CLIENT_CREDENTIALS = "oauth2_client_credentials"
    OTHER = "other"


class CredentialRole(PyEnum):
    """Which part of a scheme's credentials a client option holds."""

    VALUE = "value"
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - the name of a role
    CLIENT_ID = "client_id"
    CLIENT_SECRET = "client_secret"  # noqa: S105 - the name of a role


class SecurityScheme(Struct, frozen=True, kw_only=True):
    """A security scheme. `parameter` is the header, query or cookie name; `prefix` the word before a header's value."""

    name: str
    kind: SecurityKind
    origin: Origin
    parameter: str = ""
    prefix: str = ""
    token_url: str = ""
    scopes: tuple[str, ...] = ()
    encode_base64: bool = True
    doc: str = ""


class OptionKind(PyEnum):
    """The JSON type of a client option."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"


class CredentialUse(Struct, frozen=True, kw_only=True):
    """That an option is (part of) a scheme's credentials."""

    scheme: str
    role: CredentialRole


class ClientOption(Struct, frozen=True, kw_only=True):
    """An argument of the client's constructor, in the config's order. `environment` is the variable it is read from."""

    key: str
    kind: OptionKind
    origin: Origin
    nullable: bool = False
    environment: str = ""
    has_default: bool = False
    default: str | int | float | bool | None = None
    doc: str = ""
    format: str = ""
    example: str = ""
    credential: CredentialUse | None = None
    header: str = ""
    """Sent as this header on every request."""
    query: str = ""
    """Sent as this query parameter on every request."""
    cookie: str = ""
    path_parameter: str = ""
    body_parameter: str = ""
    server_variable: str = ""
    webhook_key: bool = False
    required_in_tests: bool = False


class PaginationKind(PyEnum):
    """The pagination schemes of the config format."""

    CURSOR = "cursor"
    CURSOR_ID = "cursor_id"
    CURSOR_URL = "cursor_url"
    OFFSET = "offset"
    PAGE_NUMBER = "page_number"
    FAKE_PAGE = "fake_page"


class PageField(Struct, frozen=True, kw_only=True):
    """A property of a page (response) or of its request. `purpose` as in CONFIG (`next_cursor_param`), empty = none."""

    wire_name: str
    schema: SchemaId
    purpose: str = ""
    required: bool = False
    header: str = ""
    """The response header that holds it, where it is not in the body."""
    members: tuple[PageField, ...] = ()
    """Properties of an object that have a purpose themselves (`result_info.page`)."""


class PaginationScheme(Struct, frozen=True, kw_only=True):
    """One page class: what its requests take and its responses hold (schemas in `Api.schemas`)."""

    name: str
    kind: PaginationKind
    request: tuple[PageField, ...]
    response: tuple[PageField, ...]
    in_body: bool = False
    top_level_array: bool = False
    continue_on_empty: bool = False
    doc: str = ""


class ErrorKind(Struct, frozen=True, kw_only=True):
    """An error that the API tells from others: `value` is what the discriminator of its bodies has.

    `schema` is what such a body holds, where the document says so.
    """

    name: str
    value: str
    status: int | None = None
    schema: SchemaId | None = None


class Api(Struct, frozen=True, kw_only=True):
    """Everything that the generated SDK shows of an API."""

    title: str
    version: str
    doc: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    security: tuple[tuple[str, ...], ...]
    """Alternatives of scheme names that hold by default; `()` as an alternative = may go without."""
    options: tuple[ClientOption, ...]
    schemas: Mapping[SchemaId, Schema]
    names: Mapping[SchemaId, str]
    """The document's own name of each component schema (`Pet`)."""
    root: Resource
    shared: tuple[Model, ...] = ()
    pagination: tuple[PaginationScheme, ...] = ()
    default_headers: tuple[tuple[str, str], ...] = field(default=())
    errors: tuple[ErrorKind, ...] = ()
