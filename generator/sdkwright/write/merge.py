"""Merges three texts line by line, as `git merge-file --diff3` does.

In: the text generated last, the text as edited by hand, the text generated now. Out: `Merge`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

MARKER = "<<<<<<< "
"""How a conflict begins, whoever wrote it."""
OURS = f"{MARKER}edited by hand"
BASE = "||||||| generated last"
MIDDLE = "======="
THEIRS = ">>>>>>> generated now"


class Merge(Struct, frozen=True, kw_only=True):
    """The merged text; `conflicts` are the lines (from 1) where markers begin."""

    text: str
    conflicts: tuple[int, ...]


class _Chunk(Struct, frozen=True):
    """A stretch of the three texts: equal in all (`stable`), or changed in at least one."""

    base: Sequence[str]
    ours: Sequence[str]
    theirs: Sequence[str]
    stable: bool


def merge(base: str, ours: str, theirs: str) -> Merge:
    r"""Merge what was edited by hand (`ours`) with what is generated now (`theirs`), both made from `base`.

    >>> merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n").text
    'A\nb\nC\n'
    """
    lines: list[str] = []
    conflicts: list[int] = []
    for chunk in _chunks(split_lines(base), split_lines(ours), split_lines(theirs)):
        if chunk.stable or chunk.theirs in (chunk.ours, chunk.base):
            lines += chunk.ours
        elif chunk.ours == chunk.base:
            lines += chunk.theirs
        else:
            conflicts.append(len(lines) + 1)
            lines += [OURS + "\n", *_ended(chunk.ours), BASE + "\n", *_ended(chunk.base)]
            lines += [MIDDLE + "\n", *_ended(chunk.theirs), THEIRS + "\n"]
    return Merge(text="".join(lines), conflicts=tuple(conflicts))


def changed_lines(base: str, current: str) -> tuple[int, int]:
    r"""How many lines were added to a text, and how many removed.

    >>> changed_lines("a\nb\nc\n", "a\nB\nc\nd\n")
    (2, 1)
    """
    old, new = split_lines(base), split_lines(current)
    kept = len(_matches(old, new))
    return len(new) - kept, len(old) - kept


def has_markers(text: str) -> bool:
    """Whether a text still has a conflict in it, written by `merge` or by git."""
    lines = split_lines(text)
    return any(line.startswith(MARKER) for line in lines) and any(line.startswith(">>>>>>> ") for line in lines)


def split_lines(text: str) -> list[str]:
    r"""The lines of a text with their ends, where git sees lines: only `\n` ends one.

    >>> split_lines("a\x0cb\nc")
    ['a\x0cb\n', 'c']
    """
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _ended(lines: Sequence[str]) -> Sequence[str]:
    return [*lines[:-1], lines[-1].rstrip("\n") + "\n"] if lines else lines


def _chunks(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Chunk]:
    """Cut the texts where a line of the base stands unchanged in both others."""
    in_ours = _matches(base, ours)
    in_theirs = _matches(base, theirs)
    at_base = at_ours = at_theirs = 0
    for line in range(len(base) + 1):
        end = line == len(base)
        if not end and (line not in in_ours or line not in in_theirs):
            continue
        to_ours = len(ours) if end else in_ours[line]
        to_theirs = len(theirs) if end else in_theirs[line]
        changed = _Chunk(base[at_base:line], ours[at_ours:to_ours], theirs[at_theirs:to_theirs], False)
        if changed.base or changed.ours or changed.theirs:
            yield changed
        if not end:
            yield _Chunk([base[line]], [base[line]], [base[line]], True)
        at_base, at_ours, at_theirs = line + 1, to_ours + 1, to_theirs + 1


def _matches(base: list[str], other: list[str]) -> dict[int, int]:
    """Which line of the other text each line of the base is; what is equal at both ends is not searched."""
    start = _equal_at_start(base, other)
    end = _equal_at_start(base[start:][::-1], other[start:][::-1])
    matches = {line: line for line in range(start)}
    middle, theirs = base[start : len(base) - end], other[start : len(other) - end]
    for block in SequenceMatcher(None, middle, theirs, autojunk=False).get_matching_blocks():
        matches |= {start + block.a + step: start + block.b + step for step in range(block.size)}
    return matches | {len(base) - step: len(other) - step for step in range(1, end + 1)}


def _equal_at_start(one: list[str], other: list[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
