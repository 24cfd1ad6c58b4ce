"""Plain data as YAML text in block style, with comments.

In: maps, lists and scalars, and comments by place. Out: text that reads back as the same data, whatever is in it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sdkwright.source.tree import JsonScalar, JsonValue

Place: TypeAlias = tuple[str, ...]

_PLAIN = re.compile(r"(?:[A-Za-z_/$][A-Za-z0-9_./{}$-]*)(?: [A-Za-z0-9_./{}$-]+)*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"})
_LONGEST_KEY = 1000
"""A longer key needs its question mark (YAML 1.2 §8.2.2, §7.4: 1024 characters)."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def dump(data: Mapping[str, JsonValue], comments: Mapping[Place, str]) -> str:
    """The data as a YAML document; a comment stands above the key at its place."""
    return "\n".join(_map(data, comments, ())) + "\n"


def _map(data: Mapping[str, JsonValue], comments: Mapping[Place, str], place: Place) -> Iterator[str]:
    for number, (key, value) in enumerate(data.items()):
        here = (*place, key)
        if here in comments:
            if number and not place:
                yield ""
            yield from (f"# {line}" for line in textwrap.wrap(comments[here], 100))
        elif number and not place:
            yield ""
        head = f"{scalar(key)}:"
        if len(head) > _LONGEST_KEY:
            yield f"? {head[:-1]}"
            head = ":"
        yield from _entry(head, value, comments, here)


def _entry(head: str, value: JsonValue, comments: Mapping[Place, str], place: Place) -> Iterator[str]:
    match value:
        case str() | bool() | int() | float() | None:
            yield f"{head} {scalar(value)}"
        case Mapping() if value:
            yield head
            yield from (f"  {line}" if line else "" for line in _map(value, comments, place))
        case Mapping():
            yield f"{head} {{}}"
        case _:
            yield from _list(head, value, comments, place)


def _list(head: str, value: Sequence[JsonValue], comments: Mapping[Place, str], place: Place) -> Iterator[str]:
    if not value:
        yield f"{head} []"
        return
    yield head
    for item in value:
        lines = list(_map(item, comments, (*place, "-"))) if isinstance(item, Mapping) and item else []
        if lines:
            yield f"  - {lines[0]}"
            yield from (f"    {line}" for line in lines[1:])
        elif isinstance(item, str | bool | int | float) or item is None:
            yield f"  - {scalar(item)}"
        else:
            yield from (f"  {line}" for line in _entry("-", item, comments, (*place, "-")))


def scalar(value: JsonScalar) -> str:
    """A scalar; texts are quoted unless they can be nothing else than texts."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else _quoted(value)
        case _:
            return repr(value)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char == " " or (char.isprintable() and char != "\ufeff"):
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
