"""What the schemas of a file call themselves: `$id`, `$anchor`, and what an `$id` means for those inside.

In: the working tree of a file. Out: `Names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urljoin

from msgspec import Struct

from sdkwright.load.tree import Node, Object, Origins


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


def names_of(tree: Node, origins: Origins) -> Names:
    """The names in a tree; where two schemas claim one, the first has it. `origins` knows all mappings of all trees."""
    names = Names({}, {}, {})
    if _have_names(origins.mappings()):
        _collect(tree, names)
    if isinstance(tree, dict) and isinstance(tree.get("$self"), str):
        names.ids.setdefault(str(tree["$self"]), tree)
    return names


def _have_names(mappings: Iterable[Object]) -> bool:
    """Whether any schema calls itself anything: in hardly any document, and to collect takes ten times as long."""
    return any("$id" in each or "$anchor" in each or "$dynamicAnchor" in each for each in mappings)


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
