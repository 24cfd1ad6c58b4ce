"""What a reference that leads nowhere may have meant.

In: the text of the reference, and the document. Out: a hint, or None.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.load.tree import Node

_NEAR = 0.75


def meant(text: str, root: Node) -> str | None:
    """A hint with the component that has the name at the end of a reference, or one near to it."""
    place, _, name = text.rpartition("/")
    components = list(_components(root))
    named = [pointer for pointer, own in components if own.lower() == name.lower() and pointer != text]
    if named:
        kind = place.rpartition("/")[2]
        alike = [pointer for pointer in named if pointer.split("/")[-2] == kind]
        return f"did you mean `{(alike or named)[0]}`?"
    alike = [own for pointer, own in components if pointer.rpartition("/")[0] == place]
    names = alike or [own for pointer, own in components if pointer.split("/")[-2] in {"schemas", "definitions"}]
    return did_you_mean(name, names, cutoff=_NEAR)


def _components(root: Node) -> Iterator[tuple[str, str]]:
    """Pointer and name of each component."""
    tree = root if isinstance(root, dict) else {}
    components = tree.get("components")
    kinds: dict[str, Node] = dict(components) if isinstance(components, dict) else {}
    holders = [(f"#/components/{kind}", held) for kind, held in kinds.items()]
    holders += [(f"#/{kind}", tree.get(kind)) for kind in ("definitions", "parameters", "responses")]
    for place, held in holders:
        for name in held if isinstance(held, dict) else ():
            yield f"{place}/{name}", name
