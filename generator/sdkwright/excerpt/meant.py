"""Which entries of a document a config means.

In: the names of all entries. Out: `Meant`, which tells those that a path or a reference of the config may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec import Struct

from sdkwright.config.path_shapes import shapes_meant
from sdkwright.config.places import named_places
from sdkwright.excerpt.entries import entry_of

_PATHS = "#/paths/"


class Meant(Struct, frozen=True, kw_only=True):
    """The entries of a document, and the paths among them by their shapes."""

    names: Set[str]
    shapes: Mapping[str, Set[str]]

    def by_path(self, path: str) -> frozenset[str]:
        """The paths of the document that a path may mean."""
        return frozenset(name for shape in shapes_meant(path) for name in self.shapes.get(shape, ()))

    def by_reference(self, reference: str) -> frozenset[str]:
        """The entries that a schema may be in which a reference means."""
        places = named_places(reference) or ()
        return frozenset(entry for place in places if (entry := entry_of(place)) in self.names and entry is not None)


def meant_among(names: Iterable[str]) -> Meant:
    """What a config may mean in a document with these entries."""
    found: dict[str, set[str]] = {}
    names = frozenset(names)
    for name in names:
        if name.startswith(_PATHS):
            path = name.removeprefix(_PATHS).replace("~1", "/").replace("~0", "~")
            for shape in shapes_meant(path):
                found.setdefault(shape, set()).add(name)
    return Meant(names=names, shapes=found)
