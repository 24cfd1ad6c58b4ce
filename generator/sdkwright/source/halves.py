"""YAML that is parsed in two halves, by two processes.

In: a text. Out: a `Cut`, the `Half`s before and behind it, and of both the `Source` that parsing all of the text gives;
or `None` where that cannot be said for sure.

The cut is before a line with a key of one of the outermost mappings (a path, a component). What stands before it is
parsed as it is. What follows is parsed below stand-ins for the keys around it. Block style allows that if

- at the end of the first half, the mappings around the cut are open, are written in block style and begin in the
  columns that the stand-ins have, and the last entry begins in the column of the cut. Whatever else is open there (a
  plain or a block scalar, a mapping, a list) ends at a line that begins in that column, and what a line cannot end
  (quotes, brackets) is an error in the first half;
- no anchor, alias, merge key, directive or second document stands anywhere;
- no key stands twice, and there is nothing else to be said about either half.
"""

from __future__ import annotations

import marshal  # of data, which no code can stand in; it comes from our own fork, or the process that it is a fork of
import re
from typing import Final, cast

from msgspec import Struct

from sdkwright.source.decoding import Lines
from sdkwright.source.marks import Mark, MarkedFile, MarkTree
from sdkwright.source.text import Source
from sdkwright.source.tree import JsonValue
from sdkwright.source.yaml_text import ROOT, parse_part

_UNIT: Final = re.compile(r"\n( {1,8})[A-Za-z/_\"']")
_FIRST: Final = 0.5
"""So much of the text is the first half."""
_STAND_IN: Final = "x"
_CONFLICT: Final = "\n<<<<<<< "
_END: Final = "\n..."


class Cut(Struct, frozen=True, kw_only=True):
    """Where the second half of a text begins, in which column its first key, and in which ones the keys around it."""

    at: int
    column: int
    around: tuple[int, ...]


class Half(Struct, frozen=True):
    """One half, with its positions in the whole text. Of the second one, the tree has stand-ins around it."""

    tree: JsonValue
    mark: Mark
    flows: frozenset[int]


def cut_of(text: str) -> Cut | None:
    """A place behind the middle; `None` where there is none, or another way to parse is to be taken."""
    unit = _UNIT.search(text)
    if unit is None or text.lstrip()[:1] in {"{", "["} or _CONFLICT in text or _END in text:
        return None
    step = len(unit[1])
    key = re.compile(f"\n((?: {{{step}}}){{0,2}})[A-Za-z/_\"']").search(text, int(len(text) * _FIRST))
    if key is None:
        return None
    column = len(key[1])
    return Cut(at=key.start() + 1, column=column, around=tuple(range(0, column, step)))


def parse_first(text: str, cut: Cut) -> Half | None:
    """Parse the first half."""
    return _parse(text[: cut.at], 0)


def parse_second(text: str, cut: Cut) -> Half | None:
    """Parse the second half."""
    before = "".join(f"{' ' * column}{_STAND_IN}:\n" for column in cut.around)
    half = _parse(before + text[cut.at :], cut.at - len(before))
    return None if half is None else Half(half.tree, half.mark, half.flows - {ROOT})


def _parse(text: str, begin: int) -> Half | None:
    parsed = parse_part(text, 0, begin)
    return Half(parsed.tree, parsed.marks.root, parsed.flows) if parsed is not None and parsed.is_plain else None


def pack_half(half: Half | None) -> bytes:
    """A half as another process can take it over."""
    parts: list[object] = [] if half is None else [half.tree, half.mark, half.flows]
    return marshal.dumps(parts)


def unpack_half(packed: bytes) -> Half | None:
    """What was packed."""
    parts = cast("tuple[()] | tuple[JsonValue, Mark, frozenset[int]]", marshal.loads(packed))  # noqa: S302 - see above
    return Half(*parts) if parts else None


def join_halves(text: str, file: str, cut: Cut, first: Half, second: Half) -> Source | None:
    """The whole text, parsed. The trees of the halves are used up."""
    open_mappings = _open(text, cut, first)
    continued = _continued(cut, second)
    if open_mappings is None or continued is None:
        return None
    pairs = list(zip(open_mappings, continued, strict=True))
    if any(not tree.keys().isdisjoint(more) for (tree, _), (more, _) in pairs):
        return None
    for (tree, marks), (more, more_marks) in pairs:
        tree.update(more)
        marks.update(more_marks)
    place = MarkedFile(file, lambda: MarkTree(first.mark, Lines.of(text).place))
    return Source(first.tree, place, first.flows | second.flows)


_Mapping = tuple[dict[str, JsonValue], dict[str, Mark]]
"""A mapping, and the marks of its entries."""


def _open(text: str, cut: Cut, first: Half) -> list[_Mapping] | None:
    """The mappings that are open at the end of the first half and reach over the cut, the outermost first."""
    found: list[_Mapping] = []
    tree, mark, position = first.tree, first.mark, ROOT
    for column in (*cut.around, cut.column):
        mapping = _mapping(tree, mark)
        if mapping is None or not mapping[0] or position in first.flows:
            return None
        found.append(mapping)
        key = next(reversed(mapping[0]))
        tree, mark = mapping[0][key], mapping[1][key]
        if not isinstance(mark, tuple) or not _begins_line(text, mark[0], column):
            return None
        position = mark[0]
    return found


def _continued(cut: Cut, second: Half) -> list[_Mapping] | None:
    """What follows in the same mappings, without the stand-ins."""
    found: list[_Mapping] = []
    tree, mark = second.tree, second.mark
    for _ in cut.around:
        mapping = _mapping(tree, mark)
        if mapping is None or next(iter(mapping[0]), "") != _STAND_IN:
            return None
        tree, mark = mapping[0].pop(_STAND_IN), mapping[1].pop(_STAND_IN)
        found.append(mapping)
    mapping = _mapping(tree, mark)
    return None if mapping is None else [*found, mapping]


def _mapping(tree: JsonValue, mark: Mark) -> _Mapping | None:
    if not isinstance(tree, dict) or not isinstance(mark, tuple) or not isinstance(mark[1], dict):
        return None
    return tree, mark[1]


def _begins_line(text: str, position: int, column: int) -> bool:
    """Whether a position is in that column, with nothing but blanks before it."""
    return text[position - column - 1 : position] == ("\n" + " " * column)[-position:] if position else column == 0
