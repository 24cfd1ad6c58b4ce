"""Text to a `Path`: segments and selectors here, filter expressions in `expressions.py`.

In: a JSONPath. Out: its syntax tree, or `JsonPathError` with the offset of what is wrong.
"""

from __future__ import annotations

import re
from typing import Final

from sdkwright.jsonpath.scanner import JsonPathError, Scanner
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

__all__ = ["JsonPathError", "parse", "segments"]

# JSONPath-plus splits at dots, so that `x-foo` and `/pets` need no quotes; we allow that in both traditions.
_SHORTHAND: Final = re.compile(r"[^\s.\[\]()^~*,'\"`=<>!&|?@:]+")
_PLUS_SHORTHAND: Final = re.compile(r"[^\s.\[\]^~*,]+")
_SLICE: Final = re.compile(r"\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?)?\s*(?=[\],])")
_INDEX: Final = re.compile(r"-?(?:0|[1-9]\d*)(?=\s*[\],])")
_BARE: Final = re.compile(r"[^\s\[\],'\"*?:()][^\[\],'\"?:()]*(?=[\],])")
_MAX_INDEX_DIGITS: Final = 15


def parse(text: str, semantics: Semantics) -> Path:
    """Parse a JSONPath. Raises `JsonPathError`."""
    scanner = Scanner(text.strip(), semantics)
    if not scanner.accept("$"):
        raise JsonPathError("a JSONPath begins with `$`", 0)
    found = segments(scanner, inside_filter=False)
    if not scanner.at_end:
        raise JsonPathError(f"unexpected `{scanner.rest[:1]}`", scanner.offset)
    return Path(found, semantics, text)


def segments(scanner: Scanner, *, inside_filter: bool) -> tuple[Segment, ...]:
    """The segments that follow `$` or `@`, as far as they go."""
    found: list[Segment] = []
    while True:
        mark = scanner.offset
        if inside_filter and scanner.at_method():
            break
        scanner.skip_space()
        if scanner.accept(".."):
            found.append(Descendant(_selectors_after_dots(scanner, inside_filter=inside_filter)))
        elif scanner.accept("."):
            found.append(Child((_dotted(scanner, inside_filter=inside_filter),)))
        elif scanner.accept("["):
            found.append(Child(_bracketed(scanner)))
        elif not inside_filter and scanner.accept("^"):
            found.append(ParentOf())
        elif not inside_filter and scanner.accept("~"):
            found.append(NameOf())
        else:
            scanner.offset = mark
            break
    return tuple(found)


def _selectors_after_dots(scanner: Scanner, *, inside_filter: bool) -> tuple[Selector, ...]:
    return _bracketed(scanner) if scanner.accept("[") else (_dotted(scanner, inside_filter=inside_filter),)


def _dotted(scanner: Scanner, *, inside_filter: bool) -> Selector:
    if scanner.accept("*"):
        return Wildcard()
    scanner.accept("`")
    plus = scanner.semantics is Semantics.PLUS and not inside_filter
    name = scanner.take(_PLUS_SHORTHAND if plus else _SHORTHAND)
    if name is None:
        raise JsonPathError("a name or `*` is missing after the dot", scanner.offset)
    return Name(name)


def _bracketed(scanner: Scanner) -> tuple[Selector, ...]:
    selectors: list[Selector] = []
    while True:
        scanner.skip_space()
        selectors.append(_selector(scanner))
        scanner.skip_space()
        if scanner.accept("]"):
            return tuple(selectors)
        if not scanner.accept(","):
            raise JsonPathError("`,` or `]` is missing", scanner.offset)


def _selector(scanner: Scanner) -> Selector:
    from sdkwright.jsonpath.expressions import expression  # filters hold paths, and paths hold filters

    if scanner.peek in {"'", '"'}:
        return Name(scanner.string())
    if scanner.accept("*"):
        return Wildcard()
    if scanner.accept("?"):
        return Filter(expression(scanner))
    if scanner.accept("(@.length"):
        offset = scanner.take(re.compile(r"\s*-\s*(\d{1,9})\s*\)"))
        if offset is None:
            raise JsonPathError("of script expressions only `(@.length-1)` is understood", scanner.offset)
        return Index(-int(re.sub(r"\D", "", offset)))
    parts = scanner.match(_SLICE)
    if parts is not None:
        start, end, step = (None if part is None else _integer(part, scanner) for part in parts.groups())
        return Slice(start, end, step)
    index = scanner.take(_INDEX)
    if index is not None:
        return Index(_integer(index, scanner))
    name = scanner.take(_BARE) if scanner.semantics is Semantics.PLUS else None
    if name is None:
        raise JsonPathError("this is no selector", scanner.offset)
    return Name(name.strip().removeprefix("`"))


def _integer(digits: str, scanner: Scanner) -> int:
    if len(digits.lstrip("-")) > _MAX_INDEX_DIGITS:
        raise JsonPathError(f"`{digits[:20]}` is too large", scanner.offset)
    return int(digits)
