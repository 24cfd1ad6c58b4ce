"""What the client template prints.

In: nothing. Out: the views that `client/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock
from sdkwright.python.methods.views import MethodsView, ParameterView
from sdkwright.python.resources.views import ChildView, WrapperClassView, WrapperNames


class PathOptionView(Struct, frozen=True, kw_only=True):
    """The method that gives an option for a path; `missing` is the literal of its error where it may be `None`."""

    method: Code
    annotation: Code
    missing: Code | None


class OptionView(Struct, frozen=True, kw_only=True):
    """An option of the client that is an argument of its constructor and an attribute.

    `fallback` is what it is when nothing is passed: an expression that reads the environment, a default, or both.
    `missing` is the literal of the error where it may not stay `None`, `path` is there where it fills a path parameter.
    """

    name: Code
    annotation: Code
    fallback: Code | None
    missing: Code | None
    path: PathOptionView | None
    docstring: Code | None


class EntryView(Struct, frozen=True, kw_only=True):
    """An entry of a dict: `"X-Api-Version": "2024-01-01"`."""

    name: Code
    value: Code


class SchemeView(Struct, frozen=True, kw_only=True):
    """A security scheme that travels in a header. `missing` are attributes without which it adds nothing."""

    name: Code
    key: Code
    missing: tuple[Code, ...]
    headers: Code


class QuerySchemeView(Struct, frozen=True, kw_only=True):
    """A security scheme that travels in the query, where operations choose. `missing` as in `SchemeView`."""

    key: Code
    missing: tuple[Code, ...]
    name: Code
    value: Code


class ValidationView(Struct, frozen=True, kw_only=True):
    """What must be on a request: one of these headers, or one of them left out on purpose."""

    headers: tuple[Code, ...]
    message: Code


class EnvironmentsView(Struct, frozen=True, kw_only=True):
    """The named base URLs; `literal` is the type of their names, `entries` name and URL."""

    literal: Code
    entries: tuple[EntryView, ...]


class OAuthView(Struct, frozen=True, kw_only=True):
    """Client credentials that are exchanged for tokens (OAuth 2.0, RFC 6749 §4.4)."""

    key: Code
    auth_class: Code
    token_url: Code
    client_id: Code
    client_secret: Code
    scopes: Code
    missing: tuple[Code, ...]
    """Attributes without which there is nothing to exchange."""


class ClientClassView(Struct, frozen=True, kw_only=True):
    """A client of one flavour."""

    name: Code
    base: Code
    word: Code
    article: Code
    http_client: Code
    default_http_client: Code
    stream_class: Code | None
    async_header: Code
    children: tuple[ChildView, ...]
    """Resources that are properties."""
    attributes: tuple[ChildView, ...]
    """Resources that the constructor sets."""
    wrappers: WrapperNames
    methods: MethodsView


class ClientWrapperView(Struct, frozen=True, kw_only=True):
    """A class that shows the client by its raw or by its streamed responses; `client` is the class it wraps."""

    client: Code
    body: WrapperClassView


class ClientModuleView(Struct, frozen=True, kw_only=True):
    """The module with both clients; what does not differ by flavour stands here once. `path` is in the package."""

    path: str
    imports: ImportBlock
    checked_imports: ImportBlock
    exports: tuple[Code, ...]
    classes: tuple[ClientClassView, ...]
    wrappers: tuple[ClientWrapperView, ...]
    error_class: Code
    constructor: tuple[ParameterView, ...]
    """Parameters for the options, as the constructor takes them."""
    copied: tuple[ParameterView, ...]
    """The same, as `copy` takes them."""
    options: tuple[OptionView, ...]
    environments: EnvironmentsView | None
    base_url: Code
    """The literal of the default base URL."""
    base_url_variable: Code
    base_url_variable_name: Code
    """The same without quotes, for prose."""
    variables: tuple[EntryView, ...]
    """The options that are read from the environment, with their variables, for prose."""
    headers_variable: Code
    server_variables: tuple[EntryView, ...]
    server_options: tuple[Code, ...]
    """The parameters of `copy` that change the base URL."""
    not_given_class: Code
    not_given: Code
    qs: Code
    idempotency_header: Code | None
    default_headers: tuple[EntryView, ...]
    cookies: Code | None
    """A dict with the `Cookie` header of every request."""
    default_query: tuple[EntryView, ...]
    schemes: tuple[SchemeView, ...]
    has_auth: bool
    several_schemes: bool
    chooses_schemes: bool
    """Whether each operation says which schemes it uses."""
    query_schemes: tuple[QuerySchemeView, ...]
    """Where operations choose: the schemes that are not in the query of every request."""
    oauth: OAuthView | None
    validation: ValidationView | None
