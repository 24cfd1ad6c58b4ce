"""Good documents and configs with one node spoiled: of another kind, gone, twice there, moved, or called otherwise.

In: the tree of a file. Out: what can be done to it (`Mutation`), and the text that it then has. It is written as
indented flow YAML, so that every node stands in a line of its own and values that JSON does not have (a date, `.nan`,
a list for a key) can be there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias

Place: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Raw:
    """YAML, as it is written."""

    text: str


class Change(Enum):
    """What is done to a node."""

    REPLACE = "replaced"
    REMOVE = "removed"
    REPEAT = "written twice"
    RENAME = "called otherwise"
    LIFT = "put in the place of what holds it"


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one node. `value` is its new value or key, in a list for what is put inside of something."""

    place: Place
    change: Change
    value: Any = None

    def text(self, tree: Any) -> str:
        """The spoiled file."""
        place = self.place[:-1] if self.change is Change.LIFT else self.place
        change = Change.REPLACE if self.change is Change.LIFT else self.change
        value = at(tree, self.place) if self.change is Change.LIFT else self.value
        return "".join(_written(tree, place, change, value, "")) + "\n"


OTHER_KINDS: Final[Mapping[str, Any]] = {
    "an empty list": [],
    "a list": [1, "a", None, {"a": 1}, []],
    "a list of lists": [[["a"]]],
    "an empty mapping": {},
    "a mapping": {"a": {"b": 1}, "1": "x"},
    "a reference to nothing": {"$ref": "#/nowhere"},
    "a reference to the root": {"$ref": "#"},
    "a number": 5,
    "a negative number": -1,
    "a fraction": 1.5,
    "a huge number": 10**400,
    "not a number": Raw(".nan"),
    "infinity": Raw("-.inf"),
    "true": True,
    "null": None,
    "a date": Raw("2026-01-01"),
    "an empty string": "",
    "a word": "word",
    "a string of lines": "a\n\tb\u2028\x7f'\"\\ {x} #/",
    "a huge string": "x" * 20_000,
    "a place": "/a/{b}/{c",
}
"""What any node may be replaced by."""
OTHER_KEYS: Final = (
    *(Raw("5"), Raw("null"), Raw("true"), Raw("[a, b]"), Raw("2026-01-01")),
    *("", "$ref", "x-a", "__class__"),
)
_NAMED: Final = frozenset(
    {
        *("paths", "webhooks", "callbacks", "responses", "content", "encoding", "headers", "parameters", "examples"),
        *("schemas", "definitions", "properties", "mapping", "securitySchemes", "variables"),
        *("resources", "subresources", "methods", "models", "opts", "environments"),
    }
)
"""What holds names that their author chose."""


def mutations(tree: Any, seen: set[tuple[str, ...]]) -> Iterator[Mutation]:
    """Everything that can be done to the nodes of a tree, but for those in a place like one that was `seen`."""
    for place in places(tree):
        if (general := generalised(place)) in seen:
            continue
        seen.add(general)
        yield from (Mutation(place, Change.REPLACE, value) for value in OTHER_KINDS.values())
        yield Mutation(place, Change.REPLACE, [at(tree, place)])
        yield Mutation(place, Change.REMOVE)
        yield Mutation(place, Change.REPEAT)
        if len(place) > 1:
            yield Mutation(place, Change.LIFT)
        last = place[-1]
        if isinstance(last, str):
            yield Mutation(place, Change.REPLACE, {last: at(tree, place)})
            keys = (*OTHER_KEYS, last.swapcase(), last + " ", f"x-{last}")
            yield from (Mutation(place, Change.RENAME, key) for key in keys)


def generalised(place: Place) -> tuple[str, ...]:
    """The end of a place without the names and numbers in it: what is done at two such places has the same effect."""
    found: list[str] = []
    for key in place:
        named = isinstance(key, int) or (found and found[-1] in _NAMED)
        found.append("*" if named else str(key))
    return tuple(found[-4:])


def places(node: Any, place: Place = ()) -> Iterator[Place]:
    """The place of every node below the root."""
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield (*place, key)
        yield from places(value, (*place, key))


def at(node: Any, place: Place) -> Any:
    """The node at a place."""
    for key in place:
        node = node[key]
    return node


def _written(node: Any, place: Place | None, change: Change, value: Any, indent: str) -> Iterator[str]:
    """The text of a node; `place` leads from here to what is changed, `None` where that is elsewhere."""
    if place == () and change is Change.REPLACE:
        yield from _written(value, None, change, None, indent)
    elif isinstance(node, Raw):
        yield node.text
    elif isinstance(node, dict | list) and node:
        inner = indent + " "
        members = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
        written: list[str] = []
        for key, member in members:
            here = place[1:] if place and place[0] == key else None
            name = _key(value if here == () and change is Change.RENAME else key) if isinstance(node, dict) else ""
            if here == () and change is Change.REMOVE:
                continue
            text = name + "".join(_written(member, here, change, value, inner))
            written += [text, text] if here == () and change is Change.REPEAT else [text]
        opening, closing = "{}" if isinstance(node, dict) else "[]"
        yield opening + ",".join(f"\n{inner}{text}" for text in written) + closing
    else:
        yield json.dumps(node)


def _key(key: Any) -> str:
    return f"? {key.text}\n: " if isinstance(key, Raw) else f"{json.dumps(key)}: "
