"""Checks what no JSON Schema can say, and what an SDK would lose by: one pass over the paths, milliseconds.

In: the author's tree, before upgrading. Out: findings. What openapi-spec-validator would say as well stands here in our
own words, because `generate` does not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, Protocol

from msgspec import Struct, field

from sdkwright.diagnostics import Collector, Rule
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import Positions, join
from sdkwright.load.grammar import METHODS
from sdkwright.load.tree import Node, Object

_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_ADDRESS: Final = re.compile(r"https?://[^/]*")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+-]*):(?!\d|/\d)")
_BLANK: Final = re.compile(r"\S\s+\S")
_HOST: Final = re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:/|$)")
_FOREIGN: Final = re.compile(r":([A-Za-z_]\w*)|<(?:\w+:)?([A-Za-z_]\w*)>")
"""A parameter as the routes of some frameworks have it."""
_WEB: Final = frozenset({"http", "https", "ws", "wss"})
_FIELDS: Final = frozenset(
    {*METHODS, "$ref", "summary", "description", "servers", "parameters", "additionalOperations"}
)
_LIKE_AN_OPERATION: Final = frozenset({"responses", "operationId", "requestBody", "parameters"})


class Report(Protocol):
    """Keeps a finding about the value at a pointer."""

    def __call__(self, rule: Rule, message: str, pointer: str, *, hint: str | None = None) -> None:
        """Keep it."""
        ...


class _Check(Struct):
    """What one pass knows so far."""

    root: Object
    report: Report
    schemes: frozenset[str]
    identifiers: dict[str, str] = field(default_factory=dict[str, str])
    """The operation that has an `operationId`, as `get /pets`."""
    templates: dict[str, str] = field(default_factory=dict[str, str])
    """The path that looks like this without the names of its parameters."""


def check_meaning(root: Object, positions: Positions, diagnostics: Collector) -> None:
    """Report what contradicts itself, or names nothing, though each part is well formed."""

    def report(rule: Rule, message: str, pointer: str, *, hint: str | None = None) -> None:
        diagnostics.report(rule, message, positions.locate(pointer), hint=hint)

    check = _Check(root=root, report=report, schemes=_schemes(root))
    _check_title(check)
    _check_servers(check, root.get("servers"), "#/servers")
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if isinstance(item, dict) and not path.startswith("x-"):
            _check_path(check, path, item)


def _schemes(root: Object) -> frozenset[str]:
    components = root.get("components")
    holder = components.get("securitySchemes") if isinstance(components, dict) else root.get("securityDefinitions")
    return frozenset(holder) if isinstance(holder, dict) else frozenset()


def _check_title(check: _Check) -> None:
    info = check.root.get("info")
    if not isinstance(info, dict):
        # Where it is of another type, the structure's finding says so.
        if info is None:
            check.report(
                rules.NO_TITLE, "`info` is missing here", "#/info", hint="write `info: {title: ..., version: ...}`"
            )
    elif info.get("title") is None:
        check.report(rules.NO_TITLE, "`title` is missing here", "#/info", hint="write `title:` and the API's name")


def _check_servers(check: _Check, servers: Node, pointer: str) -> None:
    for index, server in enumerate(servers if isinstance(servers, list) else ()):
        url = server.get("url") if isinstance(server, dict) else None
        if not isinstance(server, dict) or not isinstance(url, str):
            continue
        place = join(pointer, index, "url")
        variables = server.get("variables")
        known = set(variables) if isinstance(variables, dict) else set[str]()
        for name in dict.fromkeys(_VARIABLE.findall(url)):
            if name not in known:
                hint = f"add `variables: {{{name}: {{default: ...}}}}` beside the `url`"
                check.report(rules.SERVER_URL, f"`{{{name}}}` is not among the `variables`", place, hint=hint)
        unmatched = _VARIABLE.sub("", url)
        if "{" in unmatched or "}" in unmatched:
            hint = "close the brace: `{...}` encloses the name of a variable"
            check.report(rules.SERVER_URL, f"`{url}` has a brace without its counterpart", place, hint=hint)
        for name, variable in variables.items() if isinstance(variables, dict) else ():
            _check_variable(check, variable, join(pointer, index, "variables", name))
        scheme = _SCHEME.match(url)
        if _BLANK.search(url):
            hint = "write the address that requests go to, such as `https://api.example.com/v1`"
            check.report(rules.SERVER_URL, f"`{url}` is no URL, as there is a space in it", place, hint=hint)
        elif scheme is not None and scheme[1].lower() not in _WEB:
            message = f"`{scheme[1]}:` is no way to reach a server over HTTP"
            check.report(rules.SERVER_URL, message, place, hint="write an address with `https:`")
        elif _HOST.match(url):
            message = f"`{url}` does not begin with `https://`, nor with `/`"
            check.report(rules.SERVER_URL, message, place, hint=f"write `https://{url}`")


def _check_variable(check: _Check, variable: Node, place: str) -> None:
    members = variable.get("enum") if isinstance(variable, dict) else None
    default = variable.get("default") if isinstance(variable, dict) else None
    if isinstance(members, list) and isinstance(default, str) and default not in members:
        hint = f"add `{default}` to `enum`, or choose another default"
        message = f"the default `{default}` is not among the members of `enum`"
        check.report(rules.DEFAULT_MISMATCH, message, join(place, "default"), hint=hint)


def _check_path(check: _Check, path: str, item: Object) -> None:
    place = join("#/paths", path)
    if not path.startswith("/"):
        written = _ADDRESS.sub("", path)
        right = f"write `/{path}`" if written == path else f"write `{written or '/'}`; the rest belongs in `servers`"
        check.report(rules.PATH, f"`{path}` does not begin with `/`", place, hint=right)
    bare = _VARIABLE.sub("", path)
    if "{" in bare or "}" in bare:
        check.report(rules.PATH, f"`{path}` has a brace without its counterpart", place)
    elif "" in map(str.strip, _VARIABLE.findall(path)):
        unnamed = "write the parameter's name between the braces"
        check.report(rules.PATH, f"`{path}` has a parameter without a name", place, hint=unnamed)
    for segment in path.split("/"):
        foreign = _FOREIGN.fullmatch(segment)
        if foreign is not None:
            message = f"`{segment}` is no parameter, but sent as it stands"
            check.report(rules.INVALID, message, place, hint=f"write `{{{foreign[1] or foreign[2]}}}`")
    other = check.templates.setdefault(_VARIABLE.sub("{}", path), path)
    if other != path:
        check.report(rules.SAME_PATH, f"`{path}` is the same path as `{other}`", place)
    _check_parameters(check, item.get("parameters"), join(place, "parameters"))
    _check_servers(check, item.get("servers"), join(place, "servers"))
    for name, value in item.items():
        if name in METHODS and isinstance(value, dict):
            _check_operation(check, f"{name} {path}", value, join(place, name))
        elif name not in _FIELDS and not name.startswith("x-") and _is_operation(value):
            close = get_close_matches(name.lower(), METHODS, n=1)
            hint = f"did you mean `{close[0]}`?" if close else None
            message = f"`{name}` is no HTTP method that OpenAPI knows; the operation is left out"
            check.report(rules.UNKNOWN_METHOD, message, join(place, name), hint=hint)


def _is_operation(value: Node) -> bool:
    return isinstance(value, dict) and not _LIKE_AN_OPERATION.isdisjoint(value)


def _check_operation(check: _Check, name: str, operation: Object, place: str) -> None:
    identifier = operation.get("operationId")
    if isinstance(identifier, str):
        other = check.identifiers.setdefault(identifier, name)
        if other != name:
            message = f"`{identifier}` is the `operationId` of `{other}` already"
            check.report(rules.DUPLICATE_OPERATION, message, join(place, "operationId"))
    _check_parameters(check, operation.get("parameters"), join(place, "parameters"))
    _check_servers(check, operation.get("servers"), join(place, "servers"))
    for index, scheme in _named_schemes(operation.get("security")):
        if scheme not in check.schemes:
            close = get_close_matches(scheme, check.schemes, n=1)
            hint = f"did you mean `{close[0]}`?" if close else None
            message = f"there is no security scheme `{scheme}`"
            check.report(rules.UNKNOWN_SCHEME, message, join(place, "security", index, scheme), hint=hint)


def _named_schemes(security: Node) -> Iterator[tuple[int, str]]:
    for index, alternative in enumerate(security if isinstance(security, list) else ()):
        for scheme in alternative if isinstance(alternative, dict) else ():
            yield index, scheme


def _check_parameters(check: _Check, parameters: Node, place: str) -> None:
    seen: set[tuple[str, str]] = set()
    for index, parameter in enumerate(parameters if isinstance(parameters, list) else ()):
        key = _key(check.root, parameter)
        if key is None:
            continue
        if key in seen:
            message = f"there is a {key[1]} parameter `{key[0]}` above already; the last of them counts"
            check.report(rules.DUPLICATE_PARAMETER, message, join(place, index))
        seen.add(key)


def _key(root: Object, parameter: Node) -> tuple[str, str] | None:
    """Name and place of a parameter, through a reference to a component."""
    node = parameter
    reference = node.get("$ref") if isinstance(node, dict) else None
    if isinstance(reference, str) and reference.startswith("#/"):
        node = _at(root, reference.removeprefix("#/").split("/"))
    if not isinstance(node, Mapping):
        return None
    name, where = node.get("name"), node.get("in")
    return (name, where) if isinstance(name, str) and isinstance(where, str) else None


def _at(root: Node, tokens: Sequence[str]) -> Node:
    node = root
    for token in tokens:
        node = node.get(token.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
    return node
