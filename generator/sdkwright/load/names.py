"""What the schemas of a file call themselves: `$id`, `$anchor`, and what an `$id` means for those inside.

In: the working tree of a file. Out: `Names`.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from msgspec import Struct

from sdkwright.load.tree import Node, Object


class Names(Struct, frozen=True):
    """What schemas of a file call themselves: by `$id` (and the document by `$self`), by `$anchor`."""

    ids: dict[str, Object]
    anchors: dict[str, Object]
    bases: dict[int, Base]
    """The nearest schema with an `$id` around each node, by the node's identity."""


class Base(Struct, frozen=True):
    """A schema with an `$id`, and what that comes to within those around it."""

    uri: str
    node: Object


_COLLECTIONS: Final = (dict, list)


def names_of(tree: Node) -> Names:
    """The names in a tree; where two schemas claim one, the first has it."""
    names = Names({}, {}, {})
    if _has_names(tree):
        _collect(tree, names)
    if isinstance(tree, dict) and isinstance(tree.get("$self"), str):
        names.ids.setdefault(str(tree["$self"]), tree)
    return names


def _has_names(tree: Node) -> bool:
    """Whether any schema calls itself anything: in hardly any document, and asking takes half as long as collecting."""
    nodes = [tree]
    for node in nodes:
        if isinstance(node, dict):
            if "$id" in node or "$anchor" in node or "$dynamicAnchor" in node:
                return True
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node
    return False


def _collect(tree: Node, names: Names) -> None:
    stack: list[tuple[Node, Base | None]] = [(tree, None)]
    while stack:
        node, base = stack.pop()
        if isinstance(node, dict) and ("$id" in node or "$anchor" in node or "$dynamicAnchor" in node):
            for key, known in (("$id", names.ids), ("$anchor", names.anchors), ("$dynamicAnchor", names.anchors)):
                name = node.get(key)
                if isinstance(name, str):
                    known.setdefault(name.rstrip("#"), node)
            if isinstance(name := node.get("$id"), str):
                base = Base(urljoin(base.uri, name) if base is not None else name, node)
                names.ids.setdefault(base.uri.rstrip("#"), node)
        if isinstance(node, dict):
            if base is not None:
                names.bases[id(node)] = base
            stack += [(value, base) for value in reversed(node.values()) if isinstance(value, _COLLECTIONS)]
        elif isinstance(node, list):
            stack += [(value, base) for value in reversed(node) if isinstance(value, _COLLECTIONS)]
