"""Sections `client_settings`, `security` and `security_schemes`: how the client is made and proves who it is.

In: fields of the config. Out: `ClientSettings`, and the security parts as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sdkwright.config.durations import seconds
from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.settings import ClientSettings, OptionAuth, OptionSettings, Scalar
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.rules import config as rules
from sdkwright.source.tree import JsonValue

CLIENT_SETTINGS = Shape(
    title="client_settings",
    doc="How the client is constructed, and what holds for all its requests.",
    keys=(
        key("default_timeout", "milliseconds or ISO 8601 duration", "Time limit of a request; default: 60 seconds."),
        key("default_retries", "map", "How failed requests are sent again; see below."),
        key("default_headers", "map name -> text", "Headers that every request sends."),
        key("idempotency", "map", "The header that makes repeated requests safe; see below."),
        key(
            "default_env_prefix",
            "text",
            "Prefix of the client's environment variables (`<PREFIX>_BASE_URL`), instead of the organization's name.",
        ),
        key(
            "opts",
            "map name -> option",
            "Arguments of the client's constructor, in this order. Where it is absent they follow from the security "
            "schemes.",
        ),
        accepted("response_headers", "anything"),
        accepted("omit_stainless_headers", "true or false"),
        accepted("default_client_name", "text"),
        accepted("default_client_example_name", "text"),
    ),
)

RETRIES = Shape(
    title="client_settings.default_retries",
    doc="How failed requests are sent again.",
    keys=(
        key("max_retries", "number", "How often; default: 2."),
        key("initial_delay_seconds", "number", "Pause before the first time; doubled each time. Default: 0.5."),
        key("max_delay_seconds", "number", "The longest pause; default: 8."),
    ),
)

IDEMPOTENCY = Shape(
    title="client_settings.idempotency",
    doc="With a header every method that changes something takes an `idempotency_key`.",
    keys=(key("header", "header name", "Sent with a key that stays the same when a request is sent again."),),
)

OPTION = Shape(
    title="client_settings.opts.<name>",
    doc="One argument of the client's constructor; the client keeps it as an attribute.",
    keys=(
        key("type", "`string` (default), `number`, `integer`, `boolean`, `null`", "Its type."),
        key("nullable", "true or false", "`false` (default): making a client without it is an error."),
        key("read_env", "text", "The environment variable that it is read from."),
        key("default", "single value", "What it is where neither the caller nor the environment says."),
        key("description", "text", "Its documentation."),
        key("format", "text", "Its format, as in a schema."),
        key("example", "single value", "What tests and snippets pass."),
        key("auth", "map", "That it is a credential; see below."),
        key("send_in_header", "header name", "Every request sends it in this header."),
        key("send_as_query_param", "parameter name", "Every request sends it as this query parameter."),
        key("send_as_path_param", "parameter name", "It fills this path parameter where a call does not."),
        key("send_as_body_param", "parameter name", "It fills this body parameter where a call does not."),
        key("send_in_cookie", "cookie name", "Every request sends it in this cookie."),
        key("server_variable", "variable name", "It fills this `{name}` of the environments' URLs."),
        key("required_in_tests", "true or false", "Tests construct the client with it."),
    ),
)

AUTH = Shape(
    title="client_settings.opts.<name>.auth",
    doc="Which credential an option is.",
    keys=(
        key("security_scheme", "name, needed", "A scheme of the document or of `security_schemes`."),
        key("role", "`value` (default), `username`, `password`, `client_id`, `client_secret`", "Which part of it."),
        accepted("header", "header name"),
    ),
)

_TYPES = {name: name for name in ("string", "number", "integer", "boolean", "null")}
_INTEGER = re.compile(r"[+-]?\d{1,30}")
_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_ROLES = {name: name for name in ("value", "username", "password", "client_id", "client_secret")}


def read_client_settings(fields: Fields) -> ClientSettings:
    """Section `client_settings`; defaults where it is absent."""
    defaults = ClientSettings()
    timeout = fields.get("default_timeout")
    timeout_seconds = None if timeout is None else seconds(timeout)
    retries = fields.fields("default_retries", RETRIES)
    max_retries = retries.integer("max_retries")
    options = fields.get("opts")
    return ClientSettings(
        default_timeout_seconds=defaults.default_timeout_seconds if timeout_seconds is None else timeout_seconds,
        max_retries=defaults.max_retries if max_retries is None else max_retries,
        initial_retry_delay_seconds=retries.number("initial_delay_seconds", defaults.initial_retry_delay_seconds),
        max_retry_delay_seconds=retries.number("max_delay_seconds", defaults.max_retry_delay_seconds),
        default_headers=_headers(fields),
        idempotency_header=fields.fields("idempotency", IDEMPOTENCY).text("header"),
        default_env_prefix=fields.text("default_env_prefix"),
        options=None if options is None else _options(options),
    )


def _headers(fields: Fields) -> tuple[tuple[str, str], ...]:
    found = [(name, entry.text()) for name, entry in fields.members("default_headers")]
    return tuple((name, value) for name, value in found if value is not None)


def _options(entry: Entry) -> tuple[OptionSettings, ...]:
    return tuple(_option(name, member) for name, member in entry.members())


def _option(name: str, entry: Entry) -> OptionSettings:
    fields = entry.fields(OPTION)
    type_ = fields.choice("type", _TYPES, "string")
    written = fields.get("default")
    default = None if written is None else _default(written, type_)
    return OptionSettings(
        key=name,
        location=entry.location,
        type=type_,
        nullable=fields.flag("nullable"),
        read_env=fields.text("read_env"),
        has_default=fields.has("default") and (written is None or default is not None),
        default=default,
        description=fields.text("description"),
        format=fields.text("format"),
        example=_as_text(_scalar(fields.get("example"))),
        auth=_auth(fields),
        send_in_header=fields.text("send_in_header"),
        send_as_query_param=fields.text("send_as_query_param"),
        send_in_cookie=fields.text("send_in_cookie"),
        send_as_path_param=fields.text("send_as_path_param"),
        send_as_body_param=fields.text("send_as_body_param"),
        server_variable=fields.text("server_variable"),
        required_in_tests=fields.flag("required_in_tests"),
    )


def _default(entry: Entry, type_: str) -> Scalar:
    """A default as a value of the option's type, as an environment variable's text becomes one; None if it is none."""
    value = _scalar(entry)
    if value is None:
        return None
    match type_:
        case "integer" if (
            isinstance(value, str | int) and not isinstance(value, bool) and _INTEGER.fullmatch(str(value))
        ):
            return int(value)
        case "number" if not isinstance(value, bool) and _NUMBER.fullmatch(str(value)):
            return float(value) if isinstance(value, str) else value
        case "boolean" if isinstance(value, bool) or value in {"true", "false"}:
            return value if isinstance(value, bool) else value == "true"
        case "string":
            return _as_text(value)
        case "null":
            return value
        case _:
            hint = f"write a value of the type `{type_}`, or correct `type`"
            message = f"`{entry.name}` is `{_as_text(value)}`, which is no {type_}"
            entry.report(rules.INVALID_VALUE, message, hint=hint)
            return None


def _scalar(entry: Entry | None) -> Scalar:
    if entry is None:
        return None
    match entry.value:
        case None | str() | int() | float():
            return entry.value
        case _:
            entry.wrong_type("a single value")
            return None


def _as_text(value: Scalar) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _auth(fields: Fields) -> OptionAuth | None:
    entry = fields.get("auth")
    if entry is None:
        return None
    auth = entry.fields(AUTH)
    scheme = auth.need("security_scheme")
    name = None if scheme is None else scheme.text()
    return None if name is None else OptionAuth(security_scheme=name, role=auth.choice("role", _ROLES, "value"))


def read_security(entry: Entry | None) -> tuple[Mapping[str, JsonValue], ...] | None:
    """Alternatives of schemes (OpenAPI 3.1 §4.8.30); `None` where the config says nothing."""
    if entry is None:
        return None
    found: list[Mapping[str, JsonValue]] = []
    for item in entry.items():
        requirement: dict[str, JsonValue] = {}
        for name, scopes in item.members():
            requirement[name] = list(scopes.texts()) if scopes.value is not None else []
        if isinstance(item.value, Mapping):
            found.append(requirement)
        else:
            item.report(rules.WRONG_TYPE, f"`{item.name}` must be a map of schemes", hint="write `- BearerAuth: []`")
    return tuple(found)


def read_security_schemes(entry: Entry | None) -> dict[str, Mapping[str, JsonValue]] | None:
    """Security schemes as OpenAPI writes them; `None` where the config says nothing."""
    if entry is None:
        return None
    schemes = {name: member.mapping() for name, member in entry.members()}
    return {name: scheme for name, scheme in schemes.items() if scheme is not None}


def read_security_places(security: Entry | None, schemes: Entry | None) -> dict[str, Location]:
    """Where `security`, its alternatives, `security_schemes` and its schemes stand, by their paths."""
    places: dict[str, Location] = {}
    if security is not None:
        places["security"] = security.location
        places |= {f"security/{index}": item.location for index, item in enumerate(security.items())}
    if schemes is not None:
        places["security_schemes"] = schemes.location
        for name, member in schemes.members():
            places["security_schemes/" + name.replace("~", "~0").replace("/", "~1")] = member.location
    return places
