"""Client options that hold credentials, from the document's security schemes.

In: the document, its operations, the prefix of environment variables. Out: options, and the `security` that the
document leaves unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdkwright.config.http_schemes import HANDSHAKES
from sdkwright.config.infer.operations import Found, items, mapping, resolve
from sdkwright.config.infer.safe_names import CLIENT_ATTRIBUTES, is_reserved
from sdkwright.config.infer.words import snake
from sdkwright.config.settings import OptionAuth, OptionSettings
from sdkwright.load.document import Document, JsonObject, JsonValue, join


class Security(Struct, frozen=True, kw_only=True):
    """`requirements` is `None` where the document's own `security` says it all.

    `differs`: operations want different schemes, so that a credential for one must not be sent to another.
    """

    options: tuple[OptionSettings, ...]
    requirements: tuple[Mapping[str, JsonValue], ...] | None
    differs: bool


def infer_security(document: Document, found: Sequence[Found], prefix: str) -> Security:
    """The options of all schemes in use (OpenAPI 3.1 §4.8.27, §4.8.30)."""
    schemes = {
        name: resolve(document, value)
        for name, value in mapping(mapping(document.tree.get("components")).get("securitySchemes")).items()
        if _roles(resolve(document, value))
    }
    alternatives, requirements = _alternatives(document, found, schemes)
    used = [name for name in schemes if any(name in alternative for alternative in alternatives)]
    needed = [name for name in used if all(name in alternative for alternative in alternatives)]
    options: list[OptionSettings] = []
    for name in [*used, *_special(found, schemes, used)]:
        for role in _roles(schemes[name]):
            key = _key(name, schemes[name], role, alone=used == [name])
            key = _untaken(key, name, {option.key for option in options})
            options.append(_option(document, (name, schemes[name]), key, role, prefix, nullable=name not in needed))
    return Security(options=tuple(options), requirements=requirements, differs=_differs(document, found, schemes))


def _special(found: Sequence[Found], schemes: Mapping[str, JsonObject], used: Sequence[str]) -> list[str]:
    """Schemes that the API as a whole does not use, but one of its operations does."""
    wanted = {name for each in found for group in _sets(each.node.get("security"), schemes) for name in group}
    return [name for name in schemes if name in wanted and name not in used]


def _differs(document: Document, found: Sequence[Found], schemes: Mapping[str, JsonObject]) -> bool:
    own = document.tree.get("security")
    wanted = {frozenset(_sets(each.node.get("security", own), schemes)) - {frozenset()} for each in found}
    return len(wanted - {frozenset()}) > 1


def _alternatives(
    document: Document, found: Sequence[Found], schemes: Mapping[str, JsonObject]
) -> tuple[list[frozenset[str]], tuple[Mapping[str, JsonValue], ...] | None]:
    """Which schemes go together, each set an alternative; and what to write where the document has no `security`."""
    own = document.tree.get("security")
    if items(own):
        return _sets(own, schemes), None
    seen: list[frozenset[str]] = []
    for each in found:
        seen += [group for group in _sets(each.node.get("security"), schemes) if group not in seen]
    if own is not None and not seen:
        return [], None
    # Schemes that nothing refers to were meant for everything: any one of them will do.
    groups = [group for group in seen if group] or [frozenset({name}) for name in schemes]
    written: list[Mapping[str, JsonValue]] = []
    for group in groups:
        requirement: dict[str, JsonValue] = {name: [] for name in schemes if name in group}
        if requirement not in written:
            written.append(requirement)
    if frozenset[str]() in seen:
        written.append({})
        groups.append(frozenset())
    return groups, tuple(written) if written else None


def _sets(value: JsonValue, schemes: Mapping[str, JsonObject]) -> list[frozenset[str]]:
    return [frozenset(name for name in mapping(requirement) if name in schemes) for requirement in items(value)]


def _roles(scheme: JsonObject) -> tuple[str, ...]:
    """The parts of a scheme's credentials; none for schemes that no client option can serve."""
    match scheme.get("type"):
        case "http":
            word = str(scheme.get("scheme") or "").lower()
            if word == "basic":
                return ("username", "password")
            return ("value",) if word and not word.startswith(HANDSHAKES) else ()
        case "apiKey":
            return ("value",) if scheme.get("name") and scheme.get("in") in {"header", "query", "cookie"} else ()
        case "oauth2":
            return ("client_id", "client_secret") if "clientCredentials" in mapping(scheme.get("flows")) else ("value",)
        case "openIdConnect":
            return ("value",)
        case _:
            return ()


def _key(name: str, scheme: JsonObject, role: str, *, alone: bool) -> str:
    if role != "value":
        return role if alone else _qualified(name, role)
    kind = scheme.get("type")
    if alone and kind in {"http", "apiKey"}:
        return "api_key"
    if alone:
        return "access_token"
    own = snake(name)
    if kind == "apiKey":
        if own in {"api_key_auth", "apikey", "api_key_header", "api_key_scheme", "key"}:
            return "api_key"
        return own
    return own if own.endswith(("token", "key", "secret")) else f"{own}_token" if own not in _PLAIN else "bearer_token"


_PLAIN = frozenset({"bearer", "bearer_auth", "http_bearer", "http_bearer_auth", "jwt_bearer", "auth", "http"})


def _qualified(name: str, role: str) -> str:
    own = snake(name)
    return (
        role
        if own in {"basic", "basic_auth", "http_basic", "oauth2", "oauth", "client_credentials"}
        else f"{own}_{role}"
    )


def _untaken(key: str, scheme: str, taken: set[str]) -> str:
    if not key.isidentifier() or is_reserved(key) or key in CLIENT_ATTRIBUTES:
        key = f"{key}_key" if f"{key}_key".isidentifier() else f"auth_{key}_key".replace("__", "_")
    if key not in taken:
        return key
    candidates = (f"{snake(scheme)}_{key}", *(f"{key}_{number}" for number in range(2, 1000)))
    return next(each for each in candidates if each.isidentifier() and each not in taken)


def _option(
    document: Document, scheme: tuple[str, JsonObject], key: str, role: str, prefix: str, *, nullable: bool
) -> OptionSettings:
    name, node = scheme
    description = node.get("description")
    return OptionSettings(
        key=key,
        location=document.locate(join("#/components/securitySchemes", name)),
        nullable=nullable,
        read_env=f"{prefix}_{key}".upper(),
        description=description.strip() if isinstance(description, str) else "",
        auth=OptionAuth(security_scheme=name, role=role),
    )
