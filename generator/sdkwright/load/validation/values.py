"""Checks what an object says about values: defaults, bounds, choices, media types.

In: the objects that the document's references reach, before upgrading. Out: findings. None of it changes what is
generated; but what contradicts itself is rarely what its author meant, and no JSON Schema of OpenAPI can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Final, Protocol

from msgspec import Struct

from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.grammar import Kind
from sdkwright.load.tree import Node, Object, Origins

_BOUNDS: Final = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
_COMPARED: Final = frozenset({"default", *(lower for lower, _ in _BOUNDS)})
_CHOICES: Final = ("oneOf", "anyOf", "allOf")
_MEDIA_TYPE: Final = re.compile(r"\s*(?:[^/\s;,]+/[^/\s;,]+|\*)\s*(?:;.*)?", re.DOTALL)
_LOOSELY_CHECKED: Final = frozenset({"2.0", "3.0"})
"""Versions whose JSON Schemas let pass what later ones refuse."""
_SHOWN: Final = 40


class Visited(Protocol):
    """An object of the document, and what it is."""

    @property
    def kind(self) -> Kind:
        """What it is."""
        ...

    @property
    def node(self) -> Object:
        """The object, as it was written."""
        ...


class _Check(Struct, frozen=True):
    """Where findings go."""

    origins: Origins
    diagnostics: Collector
    fallback: Location

    def report(self, node: Object, rule: Rule, message: str, *tokens: str | int, hint: str | None = None) -> None:
        place = self.origins.locate(node, *tokens) or self.fallback
        self.diagnostics.report(rule, message, place, hint=hint)


def check_values(
    visits: Iterable[Visited], version: str, origins: Origins, fallback: Location, diagnostics: Collector
) -> None:
    """Report what contradicts itself in schemas, parameters and bodies."""
    check = _Check(origins, diagnostics, fallback)
    loosely_checked = ".".join(version.split(".")[:2]) in _LOOSELY_CHECKED
    seen: set[int] = set()
    for visit in visits:
        if id(visit.node) in seen:
            continue
        seen.add(id(visit.node))
        match visit.kind:
            case Kind.SCHEMA | Kind.PARAMETER | Kind.HEADER:
                if not _COMPARED.isdisjoint(visit.node):  # few have any
                    _check_default(check, visit.node)
                    _check_bounds(check, visit.node)
                if loosely_checked:
                    _check_parts(check, visit.node)
            case Kind.REQUEST_BODY | Kind.RESPONSE:
                _check_content(check, visit.kind, visit.node)
            case _:
                pass


def _check_default(check: _Check, node: Object) -> None:
    value, members = node.get("default"), node.get("enum")
    if value is None:
        return
    kinds = _kinds(node.get("type"))
    report = partial(check.report, node, rules.DEFAULT_MISMATCH)
    if kinds and not any(_fits(value, kind) for kind in kinds):
        report(f"the default `{_shown(value)}` is no {' or '.join(kinds)}", "default")
    elif isinstance(members, list) and members and value not in members and not isinstance(value, list | dict):
        report(f"the default `{_shown(value)}` is not among the members of `enum`", "default")


def _kinds(written: Node) -> list[str]:
    kinds = written if isinstance(written, list) else [written]
    known = [kind for kind in kinds if isinstance(kind, str) and kind in _TYPES]
    return known if len(known) == len(kinds) else []


_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "array", "object", "null"})


def _fits(value: Node, kind: str) -> bool:
    match value:
        case bool():
            return kind == "boolean"
        case int():
            return kind in {"integer", "number"}
        case float():
            return kind == "number" or (kind == "integer" and value.is_integer())
        case str():
            return kind == "string"
        case list():
            return kind == "array"
        case dict():
            return kind == "object"
        case _:
            return kind == "null"


def _shown(value: Node) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def _check_bounds(check: _Check, node: Object) -> None:
    for lower, upper in _BOUNDS:
        if lower not in node:
            continue
        least, most = node.get(lower), node.get(upper)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            check.report(node, rules.BOUNDS, f"`{lower}` is above `{upper}`", lower)


def _check_parts(check: _Check, node: Object) -> None:
    if node.get("type") == "array" and "items" not in node:
        hint = "write `items: {}` where the members may be anything"
        check.report(node, rules.INVALID, "an array says by `items` what it holds", hint=hint)
    for keyword in _CHOICES:
        if node.get(keyword) == []:
            hint = f"name a schema, or drop `{keyword}`"
            check.report(node, rules.INVALID, "this may not be empty", keyword, hint=hint)


def _check_content(check: _Check, kind: Kind, node: Object) -> None:
    content = node.get("content")
    if content == {} and kind is Kind.REQUEST_BODY:
        check.report(node, rules.INVALID, "this may not be empty", "content", hint="add a media type")
    for name in content if isinstance(content, dict) else ():
        if not name.startswith("x-") and not _MEDIA_TYPE.fullmatch(name):
            hint = "write a type and a subtype, such as `application/json`"
            check.report(node, rules.INVALID, f"`{_shown(name)}` is no media type", "content", name, hint=hint)
