"""What a path selects in a tree.

In: a `Path` and the tree. Out: `Match`es in the order of RFC 9535 §2, each with the way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from msgspec import Struct

from sdkwright.jsonpath.syntax import (
    Child,
    Descendant,
    Filter,
    Index,
    Name,
    NameOf,
    ParentOf,
    Path,
    Segment,
    Selector,
    Semantics,
    Slice,
    Wildcard,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


class Match(Struct, frozen=True):
    """A selected node: its value, and where it hangs. `token` is a member name or an index."""

    value: Json
    holder: Match | None
    token: str | int
    is_name: bool = False
    """Selected by `~`: the value is the member name of `holder`'s child `token`."""

    def tokens(self) -> tuple[str | int, ...]:
        """The tokens of the JSON Pointer to this node."""
        tokens: list[str | int] = []
        match: Match = self
        while match.holder is not None:
            tokens.append(match.token)
            match = match.holder
        return tuple(reversed(tokens))


def find(path: Path, root: Json) -> list[Match]:
    """All nodes that a path selects; a node that is selected twice is given once."""
    start = Match(root, None, "")
    matches = select(path.segments, [start], start, path.semantics)
    return list({(match.tokens(), match.is_name): match for match in matches}.values())


def select(segments: Iterable[Segment], starts: list[Match], root: Match, semantics: Semantics) -> list[Match]:
    """What segments select, from some nodes."""
    current = starts
    for segment in segments:
        match segment:
            case Child(selectors):
                current = [found for one in current for found in _apply(selectors, one, root, semantics)]
            case Descendant(selectors):
                current = [
                    found
                    for one in current
                    for below in _descendants(one)
                    for found in _apply(selectors, below, root, semantics)
                ]
            case ParentOf():
                holders = [one.holder for one in current if one.holder is not None]
                current = list({id(holder.value): holder for holder in holders}.values())
            case NameOf():
                current = [
                    Match(one.token, one.holder, one.token, is_name=True) for one in current if one.holder is not None
                ]
            case _:
                assert_never(segment)
    return current


def _children(match: Match) -> Iterator[Match]:
    value = match.value
    if isinstance(value, dict):
        for key, item in value.items():
            yield Match(item, match, key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield Match(item, match, index)


def _descendants(match: Match) -> Iterator[Match]:
    stack = [match]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(list(_children(one))))


def _apply(selectors: Iterable[Selector], match: Match, root: Match, semantics: Semantics) -> Iterator[Match]:
    from sdkwright.jsonpath.filters import holds  # filters hold paths, and paths hold filters

    value = match.value
    for selector in selectors:
        match selector:
            case Name(name):
                if isinstance(value, dict) and name in value:
                    yield Match(value[name], match, name)
                elif isinstance(value, list) and semantics is Semantics.PLUS and name.isascii() and name.isdigit():
                    yield from _indexed(match, value, int(name[:9]))
            case Index(index):
                if isinstance(value, list):
                    yield from _indexed(match, value, index)
                elif isinstance(value, dict) and semantics is Semantics.PLUS and str(index) in value:
                    # `responses[200]` of JavaScript means the member of that name.
                    yield Match(value[str(index)], match, str(index))
            case Slice(start, end, step):
                if isinstance(value, list) and step != 0:
                    for index in range(*slice(start, end, step).indices(len(value))):
                        yield Match(value[index], match, index)
            case Wildcard():
                yield from _children(match)
            case Filter(expression):
                for child in _children(match):
                    if holds(expression, child, root, semantics):
                        yield child
            case _:
                assert_never(selector)


def _indexed(match: Match, value: list[Json], index: int) -> Iterator[Match]:
    if -len(value) <= index < len(value):
        position = index % len(value)
        yield Match(value[position], match, position)
