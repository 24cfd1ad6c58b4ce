"""Reading a JSON tree whose shape nobody guarantees.

In: a `Document`, and pointers into it. Out: `Node`s (a JSON object and where it stands) whose getters give the
wanted type or nothing. What has another type than the specification asks for is reported where it stands and treated
as absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import Document, JsonObject, JsonValue, join, json_kind
from sdkwright.model.schema import Json, JsonMap, Origin, Scalar

_MAX_DEPTH = 64
"""How deep a default or an example may nest; what lies deeper is of no use to a reader."""


class Source(Struct, frozen=True, kw_only=True):
    """The document, with what stands beside it: values that the config wrote in the document's terms.

    `extra` holds such values by pointer (`config#/pagination/page/response/data`), `places` where they were written.
    """

    document: Document
    diagnostics: Collector
    extra: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    places: Mapping[str, Location] = field(default_factory=dict[str, Location])

    def value(self, pointer: str) -> JsonValue:
        """The value at a pointer. Raises `KeyError` where there is none."""
        if not pointer.startswith(EXTRA):
            return self.document.at(pointer)
        node: JsonValue = self.extra
        for token in pointer.removeprefix(EXTRA).split("/"):
            key = token.replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping):
                node = node[key]
            elif isinstance(node, Sequence) and not isinstance(node, str) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            else:
                raise KeyError(pointer)
        return node

    def node(self, pointer: str) -> Node | None:
        """The JSON object at a pointer; `None` where there is none (nothing is reported)."""
        try:
            value = self.value(pointer)
        except KeyError:
            return None
        return Node(source=self, pointer=pointer, value=value) if isinstance(value, _OBJECTS) else None

    def locate(self, pointer: str) -> Location:
        """The source position of a pointer, or of the nearest thing written."""
        if not pointer.startswith(EXTRA):
            return self.document.locate(pointer)
        while pointer not in self.places and "/" in pointer:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer) or self.document.locate("#")

    def origin(self, pointer: str) -> Origin:
        """The model's record of where something comes from."""
        return Origin(pointer=pointer, positions=self)

    def report(self, rule: Rule, message: str, pointer: str, *, hint: str | None = None) -> None:
        """Keep a finding about the value at a pointer."""
        self.diagnostics.report(rule, message, self.locate(pointer), hint=hint)


_OBJECTS = (dict, Mapping)
"""A `dict` is known at once, and nearly all objects are."""
EXTRA = "config#/"
"""How pointers into `Source.extra` begin."""


class Node(Struct, frozen=True, kw_only=True):
    """A JSON object of the document. Getters report a wrong type and answer as if the key were absent."""

    source: Source
    pointer: str
    value: JsonObject

    def without(self, *keys: str) -> Node:
        """The same object, less some keys."""
        kept = {key: member for key, member in self.value.items() if key not in keys}
        return Node(source=self.source, pointer=self.pointer, value=kept)

    def text(self, key: str) -> str:
        """A string, empty where absent."""
        value = self.value.get(key)
        if isinstance(value, str):
            return value
        if value is not None:
            self._refuse(key, value, "a string")
        return ""

    def flag(self, key: str) -> bool:
        """A boolean, false where absent."""
        return self.choice(key) is True

    def choice(self, key: str) -> bool | None:
        """A boolean, `None` where absent."""
        value = self.value.get(key)
        if value is None or isinstance(value, bool):
            return value
        self._refuse(key, value, "a boolean")
        return None

    def number(self, key: str) -> int | float | None:
        """A number, `None` where absent."""
        value = self.value.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        self._refuse(key, value, "a number")
        return None

    def count(self, key: str) -> int | None:
        """A whole number, `None` where absent."""
        value = self.number(key)
        if isinstance(value, float) and not value.is_integer():
            self._refuse(key, value, "a whole number")
            return None
        return None if value is None else int(value)

    def child(self, key: str) -> Node | None:
        """A JSON object."""
        value = self.value.get(key)
        if isinstance(value, _OBJECTS):
            return Node(source=self.source, pointer=join(self.pointer, key), value=value)
        self._refuse(key, value, "an object")
        return None

    def array(self, key: str) -> Sequence[JsonValue]:
        """An array, empty where absent."""
        value = self.value.get(key)
        if isinstance(value, (list, Sequence)) and not isinstance(value, str):
            return value
        self._refuse(key, value, "an array")
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings of an array; members of another type are reported and left out."""
        found: list[str] = []
        for index, member in enumerate(self.array(key)):
            if isinstance(member, str):
                found.append(member)
            else:
                self.report_type(join(self.pointer, key, index), member, "a string")
        return tuple(found)

    def elements(self, key: str) -> tuple[Node, ...]:
        """The JSON objects of an array; members of another type are reported and left out."""
        found: list[Node] = []
        for index, member in enumerate(self.array(key)):
            pointer = join(self.pointer, key, index)
            if isinstance(member, _OBJECTS):
                found.append(Node(source=self.source, pointer=pointer, value=member))
            else:
                self.report_type(pointer, member, "an object")
        return tuple(found)

    def members(self) -> tuple[tuple[str, Node], ...]:
        """The members of this object that are JSON objects, without extensions; others are reported and left out."""
        found: list[tuple[str, Node]] = []
        for key, member in self.value.items():
            pointer = join(self.pointer, key)
            if isinstance(member, _OBJECTS):
                found.append((key, Node(source=self.source, pointer=pointer, value=member)))
            elif not key.startswith("x-"):
                self.report_type(pointer, member, "an object")
        return tuple(found)

    def follow(self) -> Node:
        """The object that a chain of `$ref`s ends at: itself where it is none, where it is broken or a cycle."""
        node = self
        seen = {self.pointer}
        while isinstance(target := node.value.get("$ref"), str) and target not in seen:
            seen.add(target)
            found = self.source.node(target)
            if found is None:
                self.source.report(rules.REFERENCE_NOT_FOUND, f"nothing usable stands at {target}", node.pointer)
                return node.without("$ref")
            node = found
        return node

    def report(self, rule: Rule, message: str, *, hint: str | None = None) -> None:
        """Keep a finding about this object."""
        self.source.report(rule, message, self.pointer, hint=hint)

    def report_type(self, pointer: str, value: JsonValue, wanted: str) -> None:
        """Report a value of the wrong type."""
        token = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        subject = "this" if token.isdigit() else f"`{token}`"
        hint = (
            "write a space after each hyphen: `- first`" if str(value).startswith("-") and "array" in wanted else None
        )
        message = f"{subject} is {json_kind(value)} where {wanted} belongs"
        self.source.report(rules.WRONG_TYPE, message, pointer, hint=hint)

    def _refuse(self, key: str, value: JsonValue, wanted: str) -> None:
        if value is not None:
            self.report_type(join(self.pointer, key), value, wanted)


def is_scalar(value: JsonValue) -> bool:
    """Whether a JSON value is neither an object nor an array."""
    return value is None or isinstance(value, str | int | float)


def freeze(value: JsonValue, depth: int = 0) -> Json:
    """A JSON value in hashable form; what nests too deep becomes null."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case _ if depth >= _MAX_DEPTH:
            return None
        case Mapping():
            return JsonMap(tuple((key, freeze(member, depth + 1)) for key, member in value.items()))
        case _:
            return tuple(freeze(member, depth + 1) for member in value)


def scalar(value: JsonValue) -> Scalar:
    """A JSON scalar as such; null for anything else (callers ask `is_scalar` first)."""
    return value if value is None or isinstance(value, str | int | float) else None
