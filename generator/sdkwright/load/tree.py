"""The tree that loading works on: mutable, and each node remembers where it was written.

In: the immutable tree of a `Source`. Out: a mutable copy of it, registered in `Origins`.

Nodes are told apart by identity. So overlays, transforms and upgrades may move a mapping or list anywhere and its
position moves with it; only what they make anew must be registered, by naming the node that it is made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol, TypeAlias

from msgspec import Struct, field

from sdkwright.diagnostics import Location
from sdkwright.load.document import JsonScalar, JsonValue, join
from sdkwright.source.marks import tokens_of

Node: TypeAlias = "JsonScalar | list[Node] | dict[str, Node]"
Object: TypeAlias = dict[str, Node]


class Located(Protocol):
    """Something that knows where its pointers stand: a parsed file."""

    def locate(self, pointer: str) -> Location:
        """The place of a pointer, or of its nearest written ancestor."""
        ...


class Origin(Struct, frozen=True):
    """Where a node was written. It holds the node, so that its identity is not given to another one."""

    node: Node
    source: Located
    parent: Origin | None
    token: str | int

    def pointer(self) -> str:
        """The pointer at which it stands in its source."""
        tokens: list[str | int] = []
        origin: Origin = self
        while origin.parent is not None:
            tokens.append(origin.token)
            origin = origin.parent
        return join("#", *reversed(tokens))


_SCALARS: Final = (str, int, float)


class Origins(Struct):
    """Where the mappings and lists of all working trees were written."""

    _known: dict[int, Origin] = field(default_factory=dict[int, Origin])

    def adopt(self, value: JsonValue, source: Located, pointer: str = "#") -> Node:
        """A mutable copy of a tree, written at `pointer` of `source`. What YAML aliases share becomes separate."""
        *above, last = ("", *tokens_of(pointer))
        parent: Origin | None = None
        for token in above:
            parent = Origin(None, source, parent, token)
        return self._copy(value, source, parent, last)

    def _copy(self, value: JsonValue, source: Located, parent: Origin | None, token: str | int) -> Node:
        if isinstance(value, dict):
            mapping: Object = {}
            origin = Origin(mapping, source, parent, token)
            self._known[id(mapping)] = origin
            for key, item in value.items():
                mapping[key] = item if isinstance(item, str) else self._copy(item, source, origin, key)
            return mapping
        if isinstance(value, list):
            items: list[Node] = []
            origin = Origin(items, source, parent, token)
            self._known[id(items)] = origin
            for index, item in enumerate(value):
                items.append(item if isinstance(item, str) else self._copy(item, source, origin, index))
            return items
        return value if isinstance(value, _SCALARS) else None

    def inherit(self, node: Node, like: Node) -> None:
        """Register a node that was made anew: it stands where `like` stands."""
        origin = self._known.get(id(like))
        if origin is not None:
            self._known[id(node)] = Origin(node, origin.source, origin.parent, origin.token)

    def duplicate(self, node: Node) -> Node:
        """A deep copy that stands where the original stands."""
        if isinstance(node, dict):
            mapping: Object = {key: self.duplicate(item) for key, item in node.items()}
            self.inherit(mapping, node)
            return mapping
        if isinstance(node, list):
            items = [self.duplicate(item) for item in node]
            self.inherit(items, node)
            return items
        return node

    def mappings(self) -> Iterator[Object]:
        """All mappings that are registered, whether or not they still hang in a tree."""
        return (origin.node for origin in self._known.values() if isinstance(origin.node, dict))

    def of(self, node: Node) -> Origin | None:
        """Where a node was written; `None` for one that is not registered."""
        return self._known.get(id(node))

    def knows(self, node: Node) -> bool:
        """Whether a node is registered."""
        return id(node) in self._known

    def locate(self, node: Node, *tokens: str | int) -> Location | None:
        """Where a node was written, or what `tokens` lead to from there; None for a node that nobody registered."""
        origin = self._known.get(id(node))
        return None if origin is None else origin.source.locate(join(origin.pointer(), *tokens))


class TreePositions(Struct, frozen=True):
    """The positions of a finished document: by walking to the nearest node that was written somewhere."""

    tree: Node
    files: dict[str, Node]
    origins: Origins
    fallback: Location

    def locate(self, pointer: str) -> Location:
        """The place of a canonical pointer (of its nearest written ancestor where it was synthesised)."""
        node: Node = self.files.get(pointer.partition("#")[0]) if pointer.partition("#")[0] else self.tree
        tokens = tokens_of(pointer)
        nearest, passed = node, 0
        for index, token in enumerate(tokens):
            node = child(node, token)
            if not isinstance(node, dict | list):
                break
            if self.origins.knows(node):
                nearest, passed = node, index + 1
        place = self.origins.locate(nearest, *tokens[passed:]) or self.fallback
        return Location(file=place.file, line=place.line, column=place.column, pointer=pointer)


def child(node: Node, token: str) -> Node:
    """What a token of a JSON Pointer leads to; None where there is nothing."""
    if isinstance(node, dict):
        return node.get(token)
    if isinstance(node, list) and token.isascii() and token.isdigit() and len(token) < 10 and int(token) < len(node):
        return node[int(token)]
    return None


def mappings(root: Node) -> Iterator[Object]:
    """All mappings of a tree in the document's order, each before what it holds."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
        held = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        stack.extend(reversed([item for item in held if isinstance(item, dict | list)]))
