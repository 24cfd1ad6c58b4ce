"""What a transform works with: its arguments, the document, and a place to report to.

In: one transform as written in the config. Out: `Context`, whose methods read arguments and select nodes;
whatever is wrong with them is raised as `Refused`, which `run.py` turns into a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdkwright.diagnostics import Location, Rule
from sdkwright.diagnostics.rules import load as rules
from sdkwright.jsonpath import JsonPathError, Match, Semantics, find, parse
from sdkwright.jsonpath.filters import equal
from sdkwright.load.document import JsonValue, join
from sdkwright.load.edit import kind_of
from sdkwright.load.tree import Located, Node, Object, Origins


class Refused(Exception):  # noqa: N818 - it ends one transform, not the program
    """A transform that cannot be run: which rule it breaks, why, and at which of its arguments."""

    def __init__(self, rule: Rule, message: str, *field: str | int) -> None:
        super().__init__(message)
        self.rule, self.message, self.field = rule, message, field


class Context(Struct, frozen=True):
    """One transform at work on a document."""

    root: Object
    origins: Origins
    arguments: Mapping[str, JsonValue]
    source: Located
    pointer: str
    """Where the transform's `args` stand in the config."""

    def has(self, name: str) -> bool:
        """Whether an argument was given."""
        return name in self.arguments

    def value(self, name: str) -> Node:
        """A fresh copy of an argument; it stands at its place in the config."""
        if name not in self.arguments:
            raise Refused(rules.TRANSFORM_INVALID, f"the argument `{name}` is missing")
        return self.origins.adopt(self.arguments[name], self.source, join(self.pointer, name))

    def mapping(self, name: str) -> Object:
        """A fresh copy of an argument that must be a mapping."""
        value = self.value(name)
        if not isinstance(value, dict):
            raise Refused(rules.TRANSFORM_INVALID, f"`{name}` takes a mapping, not {kind_of(value)}", name)
        return value

    def text(self, name: str) -> str:
        """An argument that must be a string."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            raise Refused(rules.TRANSFORM_INVALID, f"the argument `{name}` must be a string", name)
        return value

    def flag(self, name: str) -> bool:
        """An argument that is true or absent."""
        return self.arguments.get(name) is True

    def targets(self, value: JsonValue, *field: str | int) -> list[Match]:
        """The nodes that a target means: a path, a list of them, or a `matches_schema`. There must be some."""
        if isinstance(value, str):
            matches = self.select(value, *field)
            if not matches:
                raise Refused(rules.TRANSFORM_TARGET, f"`{value}` selects nothing", *field)
            return matches
        if isinstance(value, Mapping):
            return self._alike(value, *field)
        if isinstance(value, Sequence) and value:
            found = [match for index, item in enumerate(value) for match in self.targets(item, *field, index)]
            return list({match.tokens(): match for match in found}.values())
        raise Refused(rules.TRANSFORM_INVALID, "a target is a JSONPath, or a list of them", *field)

    def select(self, path: str, *field: str | int) -> list[Match]:
        """The nodes that a path selects, none included."""
        try:
            return find(parse(path, Semantics.PLUS), self.root)
        except JsonPathError as error:
            raise Refused(rules.TRANSFORM_INVALID, f"`{path}`: {error}", *field) from error

    def _alike(self, value: Mapping[str, JsonValue], *field: str | int) -> list[Match]:
        """All nodes that equal the one that `matches_schema` names, but for those that `ignore` names."""
        wanted = value.get("matches_schema")
        models = self.targets(wanted, *field, "matches_schema")
        ignored = value.get("ignore")
        passed_over = {match.tokens() for match in (self.targets(ignored, *field, "ignore") if ignored else ())}
        model = models[0].value
        found = [
            match
            for match in self.select("$..*")
            if isinstance(match.value, dict) and match.tokens() not in passed_over and equal(match.value, model)
        ]
        if not found:
            raise Refused(rules.TRANSFORM_TARGET, f"nothing equals what `{wanted}` selects", *field)
        return found

    def place(self, *field: str | int) -> Location:
        """Where an argument stands in the config."""
        return self.source.locate(join(self.pointer, *field))
