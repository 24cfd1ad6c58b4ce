"""Where the nodes of a tree stand in its text.

In: packed positions that a parser noted. Out: `MarkTree`, which turns a JSON Pointer into a `Location`.

A scalar stands where its value begins, a mapping or list where its key begins (that line names it), and an
item of a list where the item begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from sdkwright.diagnostics import Location

Branch: TypeAlias = "tuple[int, dict[str, Mark] | list[Mark]]"
"""The mark of a mapping or list: its packed position, and the marks of what it holds. A plain tuple, as there are many,
and as it can be kept from run to run as it is."""

Mark: TypeAlias = "int | Branch"
"""A scalar is its packed position."""


class MarkTree(Struct, frozen=True):
    """The marks of one file, and how a packed position becomes a line and a column (from 1)."""

    root: Mark
    unpack: Callable[[int], tuple[int, int]]

    def locate(self, file: str, pointer: str) -> Location:
        """The place of a pointer (RFC 6901, with or without `#`), or of its nearest written ancestor."""
        mark = self.root
        for token in tokens_of(pointer):
            if isinstance(mark, int):
                break
            child = _child(mark[1], token)
            if child is None:
                break
            mark = child
        line, column = self.unpack(position_of(mark))
        return Location(file=file, line=line, column=column, pointer=pointer)


class MarkedFile(Struct):
    """Where things stand in one file; found on first use, if it was not known before."""

    file: str
    _marks: MarkTree | Callable[[], MarkTree]
    """The marks, or what finds them."""

    def marks(self) -> MarkTree:
        """The marks of the file."""
        if not isinstance(self._marks, MarkTree):
            self._marks = self._marks()
        return self._marks

    def locate(self, pointer: str) -> Location:
        """The place of a JSON Pointer, or of its nearest written ancestor."""
        return self.marks().locate(self.file, pointer)


def position_of(mark: Mark) -> int:
    """The packed position of a node."""
    return mark if isinstance(mark, int) else mark[0]


def shifted(mark: Mark, by: int) -> Mark:
    """The mark, and all below it, so much further on."""
    if isinstance(mark, int):
        return mark + by
    position, children = mark
    if isinstance(children, list):
        return position + by, [shifted(child, by) for child in children]
    return position + by, {name: shifted(child, by) for name, child in children.items()}


def tokens_of(pointer: str) -> Sequence[str]:
    """The unescaped tokens of a JSON Pointer; what stands before `#` is passed over (RFC 6901 §4)."""
    path = pointer.partition("#")[2] if "#" in pointer else pointer
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:]]


def _child(children: dict[str, Mark] | list[Mark], token: str) -> Mark | None:
    if isinstance(children, dict):
        return children.get(token)
    if token.isascii() and token.isdigit() and len(token) < 10 and int(token) < len(children):
        return children[int(token)]
    return None
