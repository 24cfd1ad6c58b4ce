"""How the client authenticates its requests.

In: the security schemes of an `Api` and the options that hold their credentials. Out: views of the schemes, of
what must be present, and of the query parameters and headers that carry credentials (OpenAPI 3.1 §4.8.27).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never
from urllib.parse import urlsplit

from sdkwright.model.api import ClientOption, CredentialRole, OptionKind, SecurityKind, SecurityScheme
from sdkwright.model.queries import operations
from sdkwright.python.client.options import option_names
from sdkwright.python.client.schemes import linked_schemes, scheme_key
from sdkwright.python.client.views import EntryView, OAuthView, QuerySchemeView, SchemeView, ValidationView
from sdkwright.python.code import Code, compose, identifier, literal, string
from sdkwright.python.context import Context
from sdkwright.python.module_imports import ModuleImports


def build_schemes(context: Context, imports: ModuleImports) -> tuple[SchemeView, ...]:
    """The schemes that add a header."""
    views = (_scheme(context, scheme, imports) for scheme in linked_schemes(context))
    return tuple(view for view in views if view is not None)


def credential(context: Context, scheme: SecurityScheme, role: CredentialRole) -> ClientOption | None:
    """The option that holds one part of a scheme's credentials."""
    for option in context.api.options:
        if option.credential is not None and (option.credential.scheme, option.credential.role) == (scheme.name, role):
            return option
    return None


def _scheme(context: Context, scheme: SecurityScheme, imports: ModuleImports) -> SchemeView | None:
    names = option_names(context)
    match scheme.kind:
        case SecurityKind.BEARER | SecurityKind.API_KEY_HEADER | SecurityKind.API_KEY_COOKIE:
            parts = _given(credential(context, scheme, CredentialRole.VALUE))
        case SecurityKind.BASIC:
            parts = _given(
                credential(context, scheme, CredentialRole.USERNAME),
                credential(context, scheme, CredentialRole.PASSWORD),
            )
        case SecurityKind.API_KEY_QUERY | SecurityKind.OAUTH2_CLIENT_CREDENTIALS | SecurityKind.OTHER:
            return None
        case _:
            assert_never(scheme.kind)
    if not parts:
        return None
    attributes = [compose("self.{}", identifier(names[part.key])) for part in parts]
    nullable = [attribute for attribute, part in zip(attributes, parts, strict=True) if part.nullable]
    return SchemeView(
        name=identifier(f"_{scheme_key(context, scheme)}"),
        key=string(scheme_key(context, scheme)),
        missing=tuple(nullable),
        headers=_headers(scheme, attributes, imports),
    )


def _given(*options: ClientOption | None) -> tuple[ClientOption, ...]:
    return tuple(option for option in options if option is not None)


def _headers(scheme: SecurityScheme, attributes: list[Code], imports: ModuleImports) -> Code:
    """The dict of the scheme's headers."""
    if scheme.kind is SecurityKind.BASIC:
        user, password = (*attributes, Code('""'))[:2]
        if scheme.encode_base64:
            authorization = compose("{}({}, {})", imports.internal(("_auth",), "basic_authorization"), user, password)
        else:
            authorization = compose('"Basic " + {} + ":" + {}', user, password)
        return compose('{{"Authorization": {}}}', authorization)
    value = attributes[0]
    if scheme.kind is SecurityKind.API_KEY_COOKIE:
        cookies = imports.internal(("_requests",), "cookie_headers")
        return compose("{}({{{}: {}}})", cookies, string(scheme.parameter), value)
    header = string("Authorization" if scheme.kind is SecurityKind.BEARER else scheme.parameter)
    prefix = scheme.prefix or ("Bearer" if scheme.kind is SecurityKind.BEARER else "")
    if not prefix:
        return compose("{{{}: {}}}", header, value)
    return compose("{{{}: {} + {}}}", header, string(prefix + " "), value)


def build_query(context: Context) -> tuple[EntryView, ...]:
    """The query parameters that every request carries, credentials among them."""
    names = option_names(context)
    entries: dict[str, EntryView] = {}
    schemes = {scheme.name: scheme for scheme in linked_schemes(context)}
    for option in context.api.options:
        wanted = option.query
        if option.credential is not None and not wanted and not context.settings.per_endpoint_security:
            scheme = schemes.get(option.credential.scheme)
            if scheme is not None and scheme.kind is SecurityKind.API_KEY_QUERY:
                wanted = scheme.parameter
        if wanted:
            entries[wanted] = EntryView(name=string(wanted), value=_or_omit(option, names))
    return tuple(entries.values())


def build_query_schemes(context: Context) -> tuple[QuerySchemeView, ...]:
    """The schemes that travel in the query, where operations choose among schemes."""
    names = option_names(context)
    views: list[QuerySchemeView] = []
    for scheme in linked_schemes(context) if context.settings.per_endpoint_security else ():
        option = credential(context, scheme, CredentialRole.VALUE)
        if scheme.kind is not SecurityKind.API_KEY_QUERY or option is None:
            continue
        attribute = compose("self.{}", identifier(names[option.key]))
        views.append(
            QuerySchemeView(
                key=string(scheme_key(context, scheme)),
                missing=(attribute,) if option.nullable else (),
                name=string(scheme.parameter),
                value=attribute if option.kind is OptionKind.STRING else compose("str({})", attribute),
            )
        )
    return tuple(views)


def build_headers(context: Context) -> tuple[EntryView, ...]:
    """The headers that every request carries beside the credentials: the config's own, and options'."""
    names = option_names(context)
    constants = [EntryView(name=string(name), value=string(value)) for name, value in context.api.default_headers]
    options = [
        EntryView(name=string(option.header), value=_or_omit(option, names))
        for option in context.api.options
        if option.header and not _carries(context, option)
    ]
    return (*constants, *options)


def cookie_options(context: Context) -> tuple[ClientOption, ...]:
    """The options that travel in a cookie on every request."""
    return tuple(option for option in context.api.options if option.cookie)


def _carries(context: Context, option: ClientOption) -> bool:
    """Whether a header scheme already sends this option under the same name."""
    if option.credential is None:
        return False
    return any(
        scheme.name == option.credential.scheme
        and scheme.kind is SecurityKind.API_KEY_HEADER
        and scheme.parameter.lower() == option.header.lower()
        for scheme in linked_schemes(context)
    )


def _or_omit(option: ClientOption, names: dict[str, str]) -> Code:
    attribute = compose("self.{}", identifier(names[option.key]))
    match option.kind:
        case OptionKind.STRING:
            value = attribute
        case OptionKind.BOOLEAN:
            value = compose("str({}).lower()", attribute)
        case OptionKind.NUMBER | OptionKind.INTEGER:
            value = compose("str({})", attribute)
        case _:
            assert_never(option.kind)
    if not option.nullable:
        return value
    return compose("{} if {} is not None else Omit()", value, attribute)


def build_validation(context: Context) -> ValidationView | None:
    """What is checked before a request leaves; `None` where nothing can be missing or may be."""
    if any(not alternative for alternative in context.api.security) or _has_public_operation(context):
        return None
    names = option_names(context)
    headers: dict[str, None] = {}
    attributes: dict[str, None] = {}
    nullable = False
    for scheme in linked_schemes(context):
        parts = [
            option
            for option in context.api.options
            if option.credential is not None and option.credential.scheme == scheme.name
        ]
        header = _header_name(scheme)
        if not header and not any(part.nullable for part in parts):
            continue
        if not header or not any(part.nullable for part in parts):
            return None
        nullable = True
        headers[header] = None
        attributes.update(dict.fromkeys(names[part.key] for part in parts))
    if not nullable:
        return None
    return ValidationView(
        headers=tuple(string(header) for header in headers), message=string(_complaint(list(attributes), list(headers)))
    )


def _has_public_operation(context: Context) -> bool:
    """Whether operations choose among schemes, and one of them may go without."""
    return context.settings.per_endpoint_security and any(
        operation.security is not None
        and (not operation.security or any(not one.schemes for one in operation.security))
        for _, operation in operations(context.api)
    )


def _header_name(scheme: SecurityScheme) -> str:
    match scheme.kind:
        case SecurityKind.BEARER | SecurityKind.BASIC:
            return "Authorization"
        case SecurityKind.API_KEY_HEADER:
            return scheme.parameter
        case SecurityKind.API_KEY_COOKIE:
            return "Cookie"
        case _:
            return ""


def _complaint(attributes: list[str], headers: list[str]) -> str:
    """The error's text; published tests match it."""
    if len(headers) == 1:
        wanted = " or ".join(attributes)
        left_out = f"for the `{headers[0]}` headers"
    else:
        wanted = f"either {_either(attributes)}" if len(attributes) == 2 else f"one of {_either(attributes)}"
        left_out = f"for one of the {_either([f'`{header}`' for header in headers])} headers"
    return (
        f"Could not resolve authentication method. Expected {_the(wanted, headers)} to be set."
        f" Or {left_out} to be explicitly omitted"
    )


def _the(wanted: str, headers: list[str]) -> str:
    return f"the {wanted}" if len(headers) == 1 else wanted


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _token_url(url: str) -> Code:
    """The token URL; one that is relative counts from the base URL (OpenAPI 3.2 §4.30)."""
    if urlsplit(url).scheme:
        return string(url)
    return compose("str(self.base_url.join({}))", string(url))


def build_oauth(context: Context, imports: ModuleImports) -> OAuthView | None:
    """The exchange of client credentials for tokens, where a scheme wants it."""
    names = option_names(context)
    for scheme in linked_schemes(context):
        if scheme.kind is not SecurityKind.OAUTH2_CLIENT_CREDENTIALS:
            continue
        client_id = credential(context, scheme, CredentialRole.CLIENT_ID)
        secret = credential(context, scheme, CredentialRole.CLIENT_SECRET)
        if client_id is None or secret is None:
            continue
        return OAuthView(
            key=string(scheme_key(context, scheme)),
            auth_class=imports.internal(("_auth",), "OAuth2ClientCredentials"),
            token_url=_token_url(scheme.token_url),
            client_id=compose("self.{}", identifier(names[client_id.key])),
            client_secret=compose("self.{}", identifier(names[secret.key])),
            scopes=literal(list(scheme.scopes)),
            missing=tuple(
                compose("self.{}", identifier(names[part.key])) for part in (client_id, secret) if part.nullable
            ),
        )
    return None
