"""The canonical pointers of nodes: how a reference to them is written.

In: trees, by file. Out: JSON Pointers (RFC 6901), by the identity of the node that each leads to.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from sdkwright.load.document import join
from sdkwright.load.tree import Node


def component_pointers(tree: Node) -> dict[int, str]:
    """The pointers of the components themselves, which nearly all references are to."""
    sections = tree.get("components") if isinstance(tree, dict) else None
    pointers: dict[int, str] = {}
    for section, held in sections.items() if isinstance(sections, dict) else ():
        for name, node in held.items() if isinstance(held, dict) else ():
            if isinstance(node, _COLLECTIONS):
                pointers.setdefault(id(node), join("#/components", section, name))
    return pointers


def pointers_of(trees: dict[str, Node], wanted: set[int]) -> dict[int, str]:
    """The canonical pointers of the wanted nodes; components first, where a node stands in several places."""
    pointers: dict[int, str] = {}
    for file, tree in trees.items():
        start = (None, file + "#", tree)
        stack: list[_Step] = [start]
        if isinstance(tree, dict) and "components" in tree:
            stack.append((start, "components", tree["components"]))
        while stack:
            step = stack.pop()
            node = step[2]
            if id(node) in wanted and id(node) not in pointers:
                pointers[id(node)] = _pointer(step)
            if isinstance(node, dict):
                held = [(step, key, value) for key, value in node.items() if isinstance(value, _COLLECTIONS)]
                stack += reversed(held)
            elif isinstance(node, list):
                items = [(step, index, value) for index, value in enumerate(node) if isinstance(value, _COLLECTIONS)]
                stack += reversed(items)
    return pointers


_Step: TypeAlias = "tuple[_Step | None, str | int, Node]"
"""A node on the way down a tree: what is above, the token from there, the node. Few have their pointers written out."""
_COLLECTIONS: Final = (dict, list)


def _pointer(step: _Step) -> str:
    tokens: list[str | int] = []
    above, token, _ = step
    while above is not None:
        tokens.append(token)
        above, token, _ = above
    return join(str(token), *reversed(tokens))
