"""The positions of a finished document in a form that another process can take over.

In: the `TreePositions` of a document. Out: `Places`, which give the same positions and need neither tree nor origins.

Nearly every mapping and list stands where it was written, below the same parent and under the same name: only those
that do not are listed. The marks of the files are most of what is passed on and little of what is asked for, so they
are unpacked on first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.conversation import Packed, pack
from sdkwright.diagnostics import Location
from sdkwright.load.document import Document, join
from sdkwright.load.tree import Located, Node, Origin, TreePositions
from sdkwright.source.marks import tokens_of

_Sources: TypeAlias = tuple[Located, ...]
_Written: TypeAlias = tuple[int, str]
"""Where a node was written: the number of a source, and the pointer in it."""
_Path: TypeAlias = "tuple[_Path, str] | None"
"""The tokens that lead to a node, the last one first."""


class Places(Struct):
    """Positions by canonical pointers.

    `exceptions` are the nodes that do not stand where the nearest known node above them suggests; roots are among them.
    """

    exceptions: Mapping[str, _Written]
    fallback: Location
    packed: Packed[_Sources]
    _sources: _Sources | None = None

    def locate(self, pointer: str) -> Location:
        """The place of a canonical pointer (of its nearest written ancestor where it was synthesised)."""
        path = pointer.partition("#")[0] + "#"
        nearest = self.exceptions.get(path)
        below: list[str] = []
        for token in tokens_of(pointer):
            path = join(path, token)
            below.append(token)
            if path in self.exceptions:
                nearest, below = self.exceptions[path], []
        if nearest is None:
            place = self.fallback
        else:
            if self._sources is None:
                self._sources = self.packed.value()
            number, written = nearest
            place = self._sources[number].locate(join(written, *below))
        return Location(file=place.file, line=place.line, column=place.column, pointer=pointer)


def with_places(document: Document) -> Document:
    """The document with positions that can be passed on."""
    positions = document.positions
    if not isinstance(positions, TreePositions):
        return document
    survey = _Survey(positions)
    survey.visit(positions.tree, "#", None, None, None)
    for key, tree in positions.files.items():
        survey.visit(tree, f"{key}#", None, None, None)
    sources: _Sources = tuple(map(_positions, survey.sources))
    places = Places(survey.exceptions, positions.fallback, pack(sources))
    return replace(document, positions=places)


def _positions(source: Located) -> Located:
    """The positions of a parsed file without the file."""
    from sdkwright.source.text import Source  # here, as who takes positions over needs no parser

    return source.positions if isinstance(source, Source) else source


class _Survey(Struct):
    """One walk through a document."""

    positions: TreePositions
    exceptions: dict[str, _Written] = field(default_factory=dict[str, _Written])
    sources: list[Located] = field(default_factory=list[Located])
    _numbers: dict[int, int] = field(default_factory=dict[int, int])
    """The numbers of the sources by their identities."""

    def visit(self, node: Node, root: str, path: _Path, nearest: Origin | None, below: _Path) -> None:
        """Look at a node and at what it holds; `below` leads to it from the `nearest` known node above it."""
        origin = self.positions.origins.of(node)
        if origin is not None:
            if not _is_expected(origin, nearest, below):
                self.exceptions[join(root, *_tokens(path))] = (self._number(origin.source), origin.pointer())
            nearest, below = origin, None
        if isinstance(node, dict):
            for key, item in node.items():
                if isinstance(item, (dict, list)):
                    self.visit(item, root, (path, key), nearest, (below, key))
        elif isinstance(node, list):
            for index, item in enumerate(node):
                if isinstance(item, (dict, list)):
                    self.visit(item, root, (path, str(index)), nearest, (below, str(index)))

    def _number(self, source: Located) -> int:
        number = self._numbers.setdefault(id(source), len(self.sources))
        if number == len(self.sources):
            self.sources.append(source)
        return number


def _is_expected(origin: Origin, nearest: Origin | None, below: _Path) -> bool:
    """Whether a node was written where the nearest known node above it suggests."""
    if nearest is None or below is None or origin.source is not nearest.source:
        return False
    if origin.parent is nearest and below == (None, str(origin.token)):  # as nearly always
        return True
    return origin.pointer() == join(nearest.pointer(), *_tokens(below))


def _tokens(path: _Path) -> list[str]:
    tokens: list[str] = []
    while path is not None:
        path, token = path
        tokens.append(token)
    return tokens[::-1]
