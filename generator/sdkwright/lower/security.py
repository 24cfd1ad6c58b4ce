"""Security schemes and the client's options (CONFIG section 6, OpenAPI 3.1 §4.8.27).

In: the document's or the config's schemes, `client_settings.opts`. Out: `SecurityScheme`s, requirements and
`ClientOption`s. Where the config has no options they follow from the schemes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from msgspec import Struct

from sdkwright.config.http_schemes import HANDSHAKES
from sdkwright.config.settings import OptionSettings, Settings
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import JsonObject, JsonValue, join
from sdkwright.lower.endpoints import Endpoints
from sdkwright.lower.reading import EXTRA, Node, Source
from sdkwright.lower.tree import walk
from sdkwright.model.api import ClientOption, CredentialRole, CredentialUse, OptionKind, SecurityKind, SecurityScheme
from sdkwright.model.schema import origin_at

_API_KEY_KINDS = {
    "header": SecurityKind.API_KEY_HEADER,
    "query": SecurityKind.API_KEY_QUERY,
    "cookie": SecurityKind.API_KEY_COOKIE,
}
_TYPES = ("apiKey", "http", "mutualTLS", "oauth2", "openIdConnect")
_BUILT_IN = frozenset({"base_url", "timeout", "max_retries", "default_headers", "default_query", "http_client"})
_ROLES = {
    SecurityKind.BASIC: (CredentialRole.USERNAME, CredentialRole.PASSWORD),
    SecurityKind.OAUTH2_CLIENT_CREDENTIALS: (CredentialRole.CLIENT_ID, CredentialRole.CLIENT_SECRET),
}


class Security(Struct, frozen=True, kw_only=True):
    """Schemes in their order, and the alternatives that hold by default."""

    schemes: tuple[SecurityScheme, ...]
    default: tuple[tuple[str, ...], ...]


def lower_security(source: Source, settings: Settings, endpoints: Endpoints) -> Security:
    """The schemes that the API uses, and its default requirements; the config's own take the document's place.

    Where neither gives a default, each alternative that some operation names is one.
    """
    holder = _schemes(source, settings)
    found = [_scheme(name, node.follow()) for name, node in holder.members()] if holder is not None else []
    written = settings.security
    values: JsonValue = source.document.tree.get("security") if written is None else cast("JsonValue", list(written))
    pointer = "#/security" if written is None else f"{EXTRA}security"
    known = {scheme.name for scheme in found}
    default = read_requirements(source, values, pointer, known)
    return Security(
        schemes=tuple(found), default=_of_operations(source, endpoints, known) if default is None else default
    )


def _of_operations(source: Source, endpoints: Endpoints, known: set[str]) -> tuple[tuple[str, ...], ...]:
    found: dict[tuple[str, ...], None] = {}
    for endpoint in endpoints.all:
        pointer = join(endpoint.node.pointer, "security")
        alternatives = read_requirements(source, endpoint.node.value.get("security"), pointer, known)
        found.update(dict.fromkeys(names for names in alternatives or () if names))
    return tuple(found)


def _schemes(source: Source, settings: Settings) -> Node | None:
    if settings.security_schemes is not None:
        return source.node(f"{EXTRA}security_schemes")
    root = Node(source=source, pointer="#", value=source.document.tree)
    components = root.child("components") if "components" in root.value else None
    return components.child("securitySchemes") if components and "securitySchemes" in components.value else None


def read_requirements(
    source: Source, value: JsonValue, pointer: str, known: set[str]
) -> tuple[tuple[str, ...], ...] | None:
    """Alternatives of scheme names (OpenAPI 3.1 §4.8.30); `None` where nothing is said."""
    if value is None:
        return None
    if not isinstance(value, Sequence) or isinstance(value, str):
        Node(source=source, pointer=pointer, value={}).report_type(pointer, value, "an array")
        return None
    found: list[tuple[str, ...]] = []
    for index, alternative in enumerate(value):
        place = join(pointer, index)
        if not isinstance(alternative, Mapping):
            Node(source=source, pointer=place, value={}).report_type(place, alternative, "an object")
            continue
        unknown = [name for name in alternative if name not in known]
        for name in unknown:
            source.report(rules.SECURITY_SCHEME_NOT_FOUND, f"there is no security scheme `{name}`", place)
        names = tuple(alternative)
        if not unknown and names not in found:
            found.append(names)
    return tuple(found)


def _report_unusable(name: str, node: Node) -> None:
    """Say why a scheme is not applied: it is wrong, or no fixed header can serve it."""
    written = node.text("type")
    if written not in _TYPES:
        found = f"has the type `{written}`, which there is not" if written else "has no `type`"
        pointer = join(node.pointer, "type") if written else node.pointer
        hint = f"`type` is one of {', '.join(_TYPES)}"
        node.source.report(rules.SECURITY_SCHEME_INVALID, f"the security scheme `{name}` {found}", pointer, hint=hint)
    elif written == "http" and not node.text("scheme"):
        hint = "add `scheme: bearer`, or `scheme: basic`"
        message = f"the security scheme `{name}` does not say which `scheme` of HTTP it is"
        node.report(rules.SECURITY_SCHEME_INVALID, message, hint=hint)
    elif written == "apiKey":
        message = f"the security scheme `{name}` must say `in` (header, query or cookie) and `name`"
        node.report(rules.SECURITY_SCHEME_INVALID, message)
    else:
        message = f"`{name}` ({written} {node.text('scheme')}) is not applied by the client"
        node.report(rules.SECURITY_UNSUPPORTED, message.replace(" )", ")"))


def _scheme(name: str, node: Node) -> SecurityScheme:
    auth = node.child("x-stainless-auth") if "x-stainless-auth" in node.value else None
    kind, parameter, prefix = _kind(node)
    flow = _client_credentials(node) if kind is SecurityKind.OAUTH2_CLIENT_CREDENTIALS else None
    scopes = flow.child("scopes") if flow is not None and "scopes" in flow.value else None
    if kind is SecurityKind.OTHER:
        _report_unusable(name, node)
    return SecurityScheme(
        name=name,
        kind=kind,
        origin=node.source.origin(node.pointer),
        parameter=parameter,
        prefix=(auth.text("scheme_keyword") if auth is not None else "") or prefix,
        token_url=flow.text("tokenUrl") if flow is not None else "",
        scopes=tuple(scopes.value) if scopes is not None else (),
        encode_base64=not (auth is not None and auth.flag("disable_base64")),
        doc=node.text("description"),
    )


def _kind(node: Node) -> tuple[SecurityKind, str, str]:
    """Kind, the parameter's name, and the word before its value."""
    match node.text("type").lower(), node.text("scheme").lower():
        case "http", "bearer":
            return SecurityKind.BEARER, "Authorization", "Bearer"
        case "http", "basic":
            return SecurityKind.BASIC, "Authorization", "Basic"
        case "http", scheme if scheme and not scheme.startswith(HANDSHAKES):
            return SecurityKind.BEARER, "Authorization", node.text("scheme")
        case "apikey", _ if node.text("in") in _API_KEY_KINDS and node.text("name"):
            return _API_KEY_KINDS[node.text("in")], node.text("name"), ""
        case "oauth2", _ if _client_credentials(node) is not None:
            return SecurityKind.OAUTH2_CLIENT_CREDENTIALS, "Authorization", "Bearer"
        case (("oauth2" | "openidconnect"), _):
            return SecurityKind.BEARER, "Authorization", "Bearer"
        case _:
            return SecurityKind.OTHER, "", ""


def _client_credentials(node: Node) -> Node | None:
    flows = node.child("flows") if "flows" in node.value else None
    return flows.child("clientCredentials") if flows is not None and "clientCredentials" in flows.value else None


def lower_options(source: Source, settings: Settings, security: Security) -> tuple[ClientOption, ...]:
    """The arguments of the client's constructor."""
    written = settings.client_settings.options
    if written is None:
        return _implied_options(settings, security)
    schemes = {scheme.name for scheme in security.schemes}
    keys = {method.webhook_key_option for _, resource in walk(settings) for method in resource.methods}
    for option in written:
        if option.key in _BUILT_IN:
            message = f"every client has `{option.key}` anyway"
            source.diagnostics.report(rules.OPTION_BUILT_IN, message, option.location)
    return tuple(
        _option(source, option, schemes, webhook_key=option.key in keys)
        for option in written
        if option.key not in _BUILT_IN
    )


def _option(source: Source, option: OptionSettings, schemes: set[str], *, webhook_key: bool) -> ClientOption:
    credential = None
    if option.auth is not None:
        if option.auth.security_scheme in schemes:
            role = next((role for role in CredentialRole if role.value == option.auth.role), CredentialRole.VALUE)
            credential = CredentialUse(scheme=option.auth.security_scheme, role=role)
        else:
            message = f"there is no security scheme `{option.auth.security_scheme}`"
            source.diagnostics.report(rules.SECURITY_SCHEME_NOT_FOUND, message, option.location)
    return ClientOption(
        key=option.key,
        kind=next((kind for kind in OptionKind if kind.value == option.type), OptionKind.STRING),
        origin=origin_at(option.location),
        nullable=option.nullable or option.type == "null",
        environment=option.read_env,
        has_default=option.has_default,
        default=option.default,
        doc=option.description,
        format=option.format,
        example=option.example,
        credential=credential,
        header=option.send_in_header,
        query=option.send_as_query_param,
        cookie=option.send_in_cookie,
        path_parameter=option.send_as_path_param,
        body_parameter=option.send_as_body_param,
        server_variable=option.server_variable,
        webhook_key=webhook_key,
        required_in_tests=option.required_in_tests,
    )


def _implied_options(settings: Settings, security: Security) -> tuple[ClientOption, ...]:
    """Options for the schemes that the API's default requirements name, or else for all."""
    named = dict.fromkeys(name for names in security.default for name in names)
    schemes = [scheme for scheme in security.schemes if not named or scheme.name in named]
    usable = [scheme for scheme in schemes if scheme.kind is not SecurityKind.OTHER]
    optional = len(usable) > 1 or () in security.default or not security.default
    prefix = settings.client_settings.default_env_prefix or _words(settings.organization.name).upper()
    found: dict[str, ClientOption] = {}
    for scheme in usable:
        for role in _ROLES.get(scheme.kind, (CredentialRole.VALUE,)):
            key = _implied_key(scheme, role, alone=len(usable) == 1)
            found.setdefault(
                key,
                ClientOption(
                    key=key,
                    kind=OptionKind.STRING,
                    origin=scheme.origin,
                    nullable=optional,
                    environment=f"{prefix}_{key.upper()}" if prefix else key.upper(),
                    doc=scheme.doc,
                    credential=CredentialUse(scheme=scheme.name, role=role),
                ),
            )
    return tuple(found.values())


def _implied_key(scheme: SecurityScheme, role: CredentialRole, *, alone: bool) -> str:
    if role is CredentialRole.VALUE:
        return "api_key" if alone else _words(scheme.name)
    return role.value if alone else f"{_words(scheme.name)}_{role.value}"


def _words(name: str) -> str:
    """A name in lower case with underscores between its words."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[^A-Za-z0-9]+", "_", spaced).strip("_").lower()


def extra_security(settings: Settings) -> tuple[JsonObject, dict[str, Location]]:
    """The config's own schemes for `Source.extra`, and where they and the requirements were written."""
    places = {EXTRA + path: location for path, location in settings.security_places.items()}
    if settings.security_schemes is None:
        return {}, places
    return {"security_schemes": cast("JsonObject", settings.security_schemes)}, places
