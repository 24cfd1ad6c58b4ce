"""What a YAML scalar means: the core schema of YAML 1.2 (§10.3.2), and nothing of YAML 1.1.

In: the text of a scalar. Out: its JSON value. So `on`, `no`, `2026-02-23`, `12:30:00` and `1_000` are strings,
`010` is ten and `0o10` is eight.
"""

from __future__ import annotations

import math
import re

from msgspec import Struct

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OCTAL = re.compile(r"0o[0-7]+", re.ASCII)
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", re.ASCII)
_MOST_DIGITS = 3_500
"""In any base up to 16, that is less than 4300 in decimal."""


class Unrepresentable(Struct, frozen=True):
    """A number that JSON has no value for: infinity, not-a-number, or thousands of digits."""

    text: str


def plain_scalar(text: str) -> str | int | float | bool | Unrepresentable | None:
    """The value of an untagged plain scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return integer(text, 10)
    if _OCTAL.fullmatch(text):
        return integer(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return integer(text[2:], 16)
    if _FLOAT.fullmatch(text):
        return finite(text)
    if _NOT_FINITE.fullmatch(text):
        return Unrepresentable(text)
    return text


def integer(text: str, base: int) -> int | Unrepresentable:
    """An integer of any length that Python converts and can print (it refuses decimals beyond about 4300 digits)."""
    if len(text) > _MOST_DIGITS:
        return Unrepresentable(text)
    try:
        return int(text, base)
    except ValueError:
        return Unrepresentable(text)


def finite(text: str) -> float | Unrepresentable:
    """A float, unless it overflows to infinity."""
    value = float(text)
    return value if math.isfinite(value) else Unrepresentable(text)
