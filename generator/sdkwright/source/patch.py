"""YAML that differs in few places from a text that was parsed before: only these are parsed.

In: the text that was parsed, with its tree and marks, and another text. Out: a `Source` equal in everything to what
parsing the other text gives, or `None` where that cannot be said for sure.

What is parsed is an *entry*: the lines from a key of one of the outermost mappings (a path, a component) to the next
key of that or an outer mapping. Block style lets an entry be read for itself if

- before and after it nothing has changed, and what was read as a key after it begins in its column or left of it, as
  do all things that could end there: whatever is open inside of the entry (a plain or a block scalar, a mapping, a
  list) ends at such a line, and what a line cannot end (quotes, brackets) is an error in the entry itself;
- no line of it begins left of its column, and none is one that stands between documents, so that nothing of it ends
  what is around it;
- no anchor, alias, merge key or directive stands anywhere, and no mapping around it is written in braces;
- its keys are no other keys of their mapping, and there is nothing to be said about it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.source.decoding import Lines
from sdkwright.source.marks import Branch, Mark, MarkedFile, MarkTree, position_of, shifted
from sdkwright.source.text import Source
from sdkwright.source.tree import JsonValue
from sdkwright.source.yaml_text import OUTER, ROOT, parse_part

_Value = TypeVar("_Value")
_OTHER_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
_PLACES = 8
"""In more places than so many, texts have little in common."""
_ENOUGH = 200
"""So many characters tell where the text goes on as it was."""
_BETWEEN_DOCUMENTS = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)


class Before(Struct, frozen=True, kw_only=True):
    """A text that was parsed: plain YAML without findings."""

    text: str
    tree: JsonValue
    mark: Mark
    flows: frozenset[int]


class _Change(Struct, frozen=True, kw_only=True):
    """Where the texts differ: offsets in the old one, and how much longer the new one is."""

    start: int
    end: int
    growth: int


class _Entry(Struct, frozen=True, kw_only=True):
    """An entry in the old text: its keys from the outermost on, where its lines begin and end, and its column."""

    keys: tuple[str, ...]
    start: int
    end: int
    column: int


def patch(before: Before, text: str, file: str) -> Source | None:
    """The new text, parsed as far as it is new; `None` where all of it must be parsed."""
    for _ in range(_PLACES + 1):
        if text == before.text:
            return Source(before.tree, MarkedFile(file, partial(_marks, before.mark, text)), flows=before.flows)
        nearer = _nearer(before, text)
        if nearer is None:
            return None
        before = nearer
    return None


def _nearer(before: Before, text: str) -> Before | None:
    """The old text with one entry as it is in the new one; all that differs, where that is in one."""
    change = _change(before.text, text)
    line = replace(change, end=min(change.end, _end_of_line(before.text, change.start)))
    places = [_first_letter(before.text, line.start)]
    if line.start == line.end:  # lines that were put in may belong to the entry before them
        places.insert(0, line.start - 1)
    for entry in (entry for place in places for entry in _entries(before, line, place)):
        if entry.end < min(change.end, len(before.text)):
            following = text.find(before.text[entry.end : entry.end + _ENOUGH], change.start)
        else:
            following = entry.end + change.growth
        made = _with_entry(before, entry, text[entry.start : following]) if following >= 0 else None
        if made is not None:
            return made
    return None


def _with_entry(before: Before, entry: _Entry, part: str) -> Before | None:
    """The old text with other lines in the place of an entry."""
    is_last = entry.end == len(before.text)
    if not _stands_alone(part, entry) or not (is_last or part.endswith("\n")):
        return None
    parsed = parse_part(part, len(entry.keys) - 1, entry.start)
    if parsed is None or not parsed.is_plain or not isinstance(parsed.tree, dict) or not parsed.tree:
        return None
    mark = parsed.marks.root
    if not isinstance(mark, tuple) or mark[0] != entry.start + entry.column or ROOT in parsed.flows:
        return None
    growth = len(part) - (entry.end - entry.start)
    made = _replaced(before.tree, before.mark, entry.keys, (parsed.tree, mark), growth)
    if made is None:
        return None
    flows = {
        place if place < entry.end else place + growth for place in before.flows if not entry.start < place < entry.end
    }
    text = before.text[: entry.start] + part + before.text[entry.end :]
    return Before(text=text, tree=made[0], mark=made[1], flows=frozenset(flows | parsed.flows))


def _marks(root: Mark, text: str) -> MarkTree:
    return MarkTree(root, Lines.of(text).place)


def _change(old: str, new: str) -> _Change:
    """The lines that differ; none, and the place between two, where lines were put in."""
    shorter = min(len(old), len(new))
    start = old.rfind("\n", 0, _alike(old, new, shorter)) + 1
    end = len(old) - _alike_at_end(old, new, shorter - start)
    return _Change(start=start, end=end, growth=len(new) - len(old))


def _alike(old: str, new: str, limit: int) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _alike_at_end(old: str, new: str, limit: int) -> int:
    """How many characters two texts end with alike."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _entries(before: Before, change: _Change, place: int) -> Sequence[_Entry]:
    """The entries of the outermost mappings at a place, from the innermost on, that hold the change and stand in a
    column.
    """
    found: list[_Entry] = []
    mark: Mark = before.mark
    end = len(before.text)
    keys: tuple[str, ...] = ()
    while len(keys) < OUTER:
        if not isinstance(mark, tuple) or not isinstance(mark[1], dict):
            break
        if (position_of(mark) if keys else ROOT) in before.flows:
            break
        names, marks = tuple(mark[1]), tuple(mark[1].values())
        index = bisect_right([position_of(child) for child in marks], place) - 1
        if index < 0 or not isinstance(child := marks[index], tuple):
            break
        start = _line_of(before.text, child)
        following = _line_of(before.text, marks[index + 1]) if index + 1 < len(marks) else end
        if start is None or following is None or not start <= change.start or not change.end <= following:
            break
        keys, end, mark = (*keys, names[index]), following, child
        found.append(_Entry(keys=keys, start=start, end=end, column=child[0] - start))
    return found[::-1]


def _first_letter(text: str, start: int) -> int:
    """Where the text of a line begins."""
    while text[start : start + 1] == " ":
        start += 1
    return start


def _end_of_line(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found + 1


def _line_of(text: str, mark: Mark) -> int | None:
    """Where the line of a key begins; `None` where the key is not known, or not the first on its line."""
    if not isinstance(mark, tuple):  # the mark of a scalar is not that of its key
        return None
    start = text.rfind("\n", 0, mark[0]) + 1
    return start if text[start : mark[0]].strip(" ") == "" else None


def _stands_alone(part: str, entry: _Entry) -> bool:
    """Whether the lines of an entry cannot mean anything for what is around them."""
    if (
        _OTHER_LINE_ENDS.search(part)
        or _BETWEEN_DOCUMENTS.search(part)
        or part[entry.column : entry.column + 1] in {"", " ", "#", "\n"}
    ):
        return False
    indentation = " " * entry.column
    return all(line.startswith(indentation) for line in part.split("\n") if line.strip(" "))


def _replaced(
    tree: JsonValue, mark: Mark, keys: Sequence[str], by: tuple[dict[str, JsonValue], Branch], growth: int
) -> tuple[JsonValue, Mark] | None:
    """Tree and marks with other entries in the place of one; `None` where a key would stand twice."""
    key, *inner = keys
    if not isinstance(tree, dict) or not isinstance(mark, tuple) or not isinstance(mark[1], dict):
        return None
    if inner:
        made = _replaced(tree[key], mark[1][key], inner, by, growth)
        if made is None:
            return None
        values, marks = {key: made[0]}, {key: made[1]}
    else:
        children = by[1][1]
        if not isinstance(children, dict) or any(name in tree and name != key for name in by[0]):
            return None
        values, marks = by[0], children
    return _put(tree.items(), key, values), (mark[0], _put(_moved(mark[1].items(), key, growth), key, marks))


def _put(items: Iterable[tuple[str, _Value]], key: str, by: dict[str, _Value]) -> dict[str, _Value]:
    """A mapping with other entries in the place of one."""
    made: dict[str, _Value] = {}
    for name, value in items:
        if name == key:
            made |= by
        else:
            made[name] = value
    return made


def _moved(items: Iterable[tuple[str, Mark]], key: str, growth: int) -> Iterable[tuple[str, Mark]]:
    """Marks, of which those after a key are moved."""
    is_after = False
    for name, mark in items:
        yield name, shifted(mark, growth) if is_after and growth else mark
        is_after = is_after or name == key
