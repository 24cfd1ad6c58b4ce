"""Typed settings: a `stainless.yml` after reading and checking, for the Python target.

In: nothing. Out: `Settings`. Unknown keys were reported, other targets' parts dropped, `skip`/`only` applied,
short forms made long; nothing here has been looked up in the document yet.
`Placed.location` tells where the author wrote an entry, for the diagnostics of later stages.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct, field

from sdkwright.diagnostics import Location
from sdkwright.load.document import DiscriminatedBases
from sdkwright.source.tree import JsonValue

Scalar: TypeAlias = str | int | float | bool | None


class Organization(Struct, frozen=True, kw_only=True):
    """Section `organization`: who the API belongs to; the client class is named after it."""

    name: str
    docs: str = ""
    contact: str = ""
    security_contact: str = ""
    security_policy_url: str = ""
    security_policy_terms: str = ""
    github_org: str = ""


class PythonTarget(Struct, frozen=True, kw_only=True):
    """Section `targets.python`. `options` are handed to the style, which declares and checks them."""

    package_name: str
    project_name: str
    edition: str = ""
    production_repo: str = ""
    """`owner/name` or a URL, without the branch; empty while private."""
    production_branch: str = ""
    pypi_name: str = ""
    """Name on the package index; empty = not published there."""
    readme_title: str = ""
    keep_files: tuple[str, ...] = ()
    use_uv: bool = False
    protected_namespaces: bool = True
    """False: fields of models may start with `model_` without pydantic's warning."""
    options: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    skip: bool = False
    """The config asks for no Python SDK (reported)."""
    location: Location | None = None


class Environment(Struct, frozen=True, kw_only=True):
    """One entry of `environments`; the first one is the default."""

    name: str
    url: str


class MethodType(Enum):
    """`type` of a method."""

    HTTP = "http"
    ALIAS = "alias"
    WEBHOOK_UNWRAP = "webhook_unwrap"


class StreamType(Enum):
    """`streaming.type` of a method."""

    SSE = "sse"
    JSONL = "jsonl"


class MethodStreaming(Struct, frozen=True, kw_only=True):
    """`streaming` of a method. `param_discriminator` empty = always streams; `event_model` is a dotted path."""

    type: StreamType = StreamType.SSE
    param_discriminator: str = ""
    event_model: str = ""
    params_type_name: str = ""


class Paginated(Enum):
    """`paginated` of a method: by the matching rule, never, must, or by the named scheme."""

    AUTO = "auto"
    NEVER = "never"
    MUST = "must"
    NAMED = "named"


class MethodSettings(Struct, frozen=True, kw_only=True):
    """One entry of `methods`."""

    key: str
    type: MethodType
    location: Location
    http_method: str = ""
    path: str = ""
    alias_to: str = ""
    paginated: Paginated = Paginated.AUTO
    pagination_scheme: str = ""
    unwrap: str | None = None
    """The property to unwrap; `None` = as `settings.unwrap_response_fields` says, empty = not at all."""
    streaming: MethodStreaming | None = None
    positional: tuple[str, ...] | None = None
    body_param_name: str = ""
    timeout_seconds: float | None = None
    """`None` = the client's own default, infinity = no time limit."""
    max_retries: int | None = None
    skip_test_reason: str = ""
    deprecated: str | None = None
    """The message (may be empty); `None` = not deprecated here."""
    response_property: str = ""
    discriminator: str = ""
    webhook_key_option: str = ""


class ModelSettings(Struct, frozen=True, kw_only=True):
    """One entry of `models`. `reference` is a pointer, a bare schema name, a JSONPath or a JMESPath."""

    key: str
    location: Location
    reference: str = ""
    force_generation: bool = False
    no_params_suffix: bool = False
    param_model: str = ""
    alias_to: str = ""
    deprecated: str | None = None


class ResourceSettings(Struct, frozen=True, kw_only=True):
    """One entry of `resources` or `subresources`, in the author's order."""

    key: str
    location: Location
    description: str = ""
    methods: tuple[MethodSettings, ...] = ()
    models: tuple[ModelSettings, ...] = ()
    subresources: tuple[ResourceSettings, ...] = ()
    deprecated: str | None = None
    standalone_api: bool = False
    limited: bool = False
    """It has `only`: published SDKs leave such a resource out of `api.md`."""


class PaginationField(Struct, frozen=True, kw_only=True):
    """A property of a scheme's `request` or `response`: its small JSON Schema, as written, and its purpose."""

    name: str
    schema: Mapping[str, JsonValue]
    location: Location
    purpose: str = ""
    from_header: str = ""
    is_top_level_array: bool = False
    required: bool = False


class PaginationSettings(Struct, frozen=True, kw_only=True):
    """One entry of `pagination`. `type` is one of the format's names (`cursor`, `page_number`, ...)."""

    name: str
    type: str
    location: Location
    description: str = ""
    request: tuple[PaginationField, ...] = ()
    response: tuple[PaginationField, ...] = ()
    in_body: bool = False
    continue_on_empty_items: bool = False
    item_cursor: str = ""
    """Of `cursor_id`: the property of an item that the next page starts after."""


class EventHandling(Enum):
    """`handle` of a streaming rule."""

    YIELD = "yield"
    DONE = "done"
    ERROR = "error"
    IGNORE = "ignore"


class StreamRule(Struct, frozen=True, kw_only=True):
    """One entry of `streaming.on_event`, tried in order.

    `event_types` is `None` where the rule does not look at it; a member `None` means "no `event:` line".
    """

    handling: EventHandling
    event_types: tuple[str | None, ...] | None = None
    data_starts_with: str = ""
    error_property: str = ""


class OptionAuth(Struct, frozen=True, kw_only=True):
    """`auth` of a client option."""

    security_scheme: str
    role: str = "value"


class OptionSettings(Struct, frozen=True, kw_only=True):
    """One entry of `client_settings.opts`."""

    key: str
    location: Location
    type: str = "string"
    nullable: bool = False
    read_env: str = ""
    has_default: bool = False
    default: Scalar = None
    description: str = ""
    format: str = ""
    example: str = ""
    auth: OptionAuth | None = None
    send_in_header: str = ""
    send_as_query_param: str = ""
    send_in_cookie: str = ""
    send_as_path_param: str = ""
    send_as_body_param: str = ""
    server_variable: str = ""
    required_in_tests: bool = False


class ClientSettings(Struct, frozen=True, kw_only=True):
    """Section `client_settings`."""

    default_timeout_seconds: float = 60.0
    max_retries: int = 2
    initial_retry_delay_seconds: float = 0.5
    max_retry_delay_seconds: float = 8.0
    default_headers: tuple[tuple[str, str], ...] = ()
    idempotency_header: str = ""
    default_env_prefix: str = ""
    options: tuple[OptionSettings, ...] | None = None
    """`None` where the config has no `opts`: then they follow from the security schemes."""


class ArrayFormat(Enum):
    """`query_settings.array_format`."""

    COMMA = "comma"
    REPEAT = "repeat"
    BRACKETS = "brackets"
    INDICES = "indices"


class NestedFormat(Enum):
    """`query_settings.nested_format`."""

    BRACKETS = "brackets"
    DOTS = "dots"


class License(Struct, frozen=True, kw_only=True):
    """`settings.license`. `contents` empty = the licence's own text."""

    name: str = "Apache-2.0"
    contents: str = ""
    classifier: str = ""


class ExampleCall(Struct, frozen=True, kw_only=True):
    """One entry of `readme.example_requests`; `kind` is `default`, `headline`, `pagination`, ..."""

    kind: str
    http_method: str
    path: str
    params: Mapping[str, JsonValue]
    response_property: str = ""
    assign_to: str = ""
    file_param: str = ""
    file_path: str = ""


class Casing(Struct, frozen=True, kw_only=True):
    """One entry of `custom_casings`; a form that is `None` follows the usual rule."""

    word: str
    initialism: bool | None = None
    snake: str | None = None
    camel: str | None = None
    pascal: str | None = None
    capital: str | None = None


class ErrorVariant(Struct, frozen=True, kw_only=True):
    """One entry of `errors.union.variants`; `name` is empty where the config gives none."""

    value: str
    name: str = ""
    status_code: int | None = None


class ErrorSettings(Struct, frozen=True, kw_only=True):
    """Section `errors`."""

    location: Location | None = None
    source: str = ""
    discriminator: str = ""
    status_property: str = ""
    message_property: str = ""
    variants: tuple[ErrorVariant, ...] = ()


class LeftOut(Struct, frozen=True, kw_only=True):
    """An endpoint that is left out on purpose, with its place in `unspecified_endpoints`.

    Without a place it is that of a method which Python does not get.
    """

    http_method: str
    path: str
    location: Location | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """A whole config. `source` is its path, empty where it was inferred; `digest` the SHA-256 of its bytes."""

    organization: Organization
    target: PythonTarget
    resources: tuple[ResourceSettings, ...]
    shared: tuple[ModelSettings, ...] = ()
    client: ResourceSettings | None = None
    """`$client`: methods of the client class itself."""
    environments: tuple[Environment, ...] = ()
    pagination: tuple[PaginationSettings, ...] = ()
    stream_rules: tuple[StreamRule, ...] | None = None
    """`None` where the config has no `streaming.on_event`: every event is yielded."""
    client_settings: ClientSettings = field(default_factory=ClientSettings)
    security: tuple[Mapping[str, JsonValue], ...] | None = None
    """Replaces the document's own `security`; `None` = not given."""
    security_schemes: Mapping[str, Mapping[str, JsonValue]] | None = None
    """Replaces the document's own `components.securitySchemes`; `None` = not given."""
    security_places: Mapping[str, Location] = field(default_factory=dict[str, Location])
    """Where `security`, `security_schemes` and each scheme (`security_schemes/Key`) were written."""
    array_format: ArrayFormat = ArrayFormat.COMMA
    nested_format: NestedFormat = NestedFormat.BRACKETS
    license: License = field(default_factory=License)
    disable_mock_tests: bool = False
    mock_server: str = "steady"
    unwrap_response_fields: tuple[str, ...] = ()
    unwrap_multiproperty: bool = False
    positional_params: bool = True
    sort_schema_properties: bool = True
    per_endpoint_security: bool = False
    transforms: tuple[Mapping[str, JsonValue], ...] = ()
    """`openapi.transforms`, as written: `load/transforms.py` runs them."""
    discriminated_bases: DiscriminatedBases = DiscriminatedBases.CLASSES
    unspecified_endpoints: tuple[LeftOut, ...] = ()
    examples: tuple[ExampleCall, ...] = ()
    custom_casings: tuple[Casing, ...] = ()
    errors: ErrorSettings | None = None
    stainless_attribution: bool = True
    edition: str = ""
    ignored_diagnostics: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    source: str = ""
    digest: str = ""
