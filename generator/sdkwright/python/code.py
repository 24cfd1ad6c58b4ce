"""The only place where text becomes code.

In: text of the document (hostile) or of our own. Out: `Code`, the one kind of text that a template prints
unescaped. Whoever wants to print a document's text in a Python file goes through an encoder of this module.
"""

from __future__ import annotations

import io
import keyword
import math
import re
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from typing import LiteralString, SupportsIndex, cast

from markupsafe import Markup

from sdkwright.prose.tokens import hole

_CLOSING = re.compile(r'"{2,}|"\Z')


class Code(Markup):
    """Text that is safe to print as it is. Made by the encoders of this module only."""

    __slots__ = ()

    def __new__(cls, text: str = "") -> Code:
        """As `str`: what is given is text, so there is nothing to ask it (`Markup` looks for `__html__`)."""
        return str.__new__(cls, text)


def identifier(name: str) -> Code:
    """A Python identifier. Raises `ValueError` where `name` is none: names are made by `python/naming`."""
    if not _is_identifier(name):
        raise ValueError(f"not an identifier: {name!r}")
    return str.__new__(Code, name)  # without the call, as there are a hundred thousand


def check_identifiers(names: Iterable[str]) -> None:
    """Raise `ValueError` where one of the names is no Python identifier."""
    for name in names:
        if not _is_identifier(name):
            raise ValueError(f"not an identifier: {name!r}")


def _is_identifier(name: str) -> bool:
    return name.isidentifier() and name.isascii() and not keyword.iskeyword(name)


def dotted(name: str) -> Code:
    """Identifiers joined by dots; leading dots of a relative import are kept."""
    stripped = name.lstrip(".")
    if stripped:
        check_identifiers(stripped.split("."))
    return str.__new__(Code, name)


def literal(value: object) -> Code:
    """A Python literal of a JSON value (str, int, float, bool, None, lists, tuples and dicts of them)."""
    match value:
        case None | bool() | int():
            return Code(repr(value))
        case float():
            return Code(repr(value)) if math.isfinite(value) else Code(f'float("{value}")')
        case str():
            return string(value)
        case list() | tuple():
            return Code("[" + ", ".join(literal(item) for item in cast("Sequence[object]", value)) + "]")
        case dict():
            pairs = cast("Mapping[object, object]", value).items()
            return Code("{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in pairs) + "}")
        case _:
            raise TypeError(f"no literal for {type(value).__name__}")


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string(text: str) -> Code:
    """A double-quoted string literal; everything that is not printable is escaped."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return Code(f'"{text}"')
    return Code('"' + "".join(_ESCAPES.get(char) or _printable(char) for char in text) + '"')


def _printable(char: str) -> str:
    if char.isprintable():
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def docstring(lines: Iterable[str]) -> Code:
    """A triple-quoted literal of lines; nothing in them ends it or is taken for an escape."""
    text = "\n".join(map(_in_docstring, lines))
    if '"' in text:
        text = _CLOSING.sub(lambda match: '\\"' * len(match.group()), text)
    return Code(f'"""{text}"""')


def held(number: int) -> Code:
    """What stands for a docstring that is laid out when everything else is done."""
    return Code(hole(number))


def comment(text: str) -> Code:
    """A comment of one line: line breaks become spaces."""
    words = "".join(char if char.isprintable() else " " for char in text).split()
    return Code("# " + " ".join(words)) if words else Code("#")


def _in_docstring(line: str) -> str:
    doubled = line.replace("\\", "\\\\")
    return doubled if doubled.isprintable() else "".join(map(_printable, doubled))


def compose(pattern: LiteralString, *parts: Code) -> Code:
    """Fill the `{}` of a pattern of our own with code; literal braces are doubled. Raises `TypeError` for raw text.

    >>> compose("cast({}, {})", identifier("Any"), identifier("Pet"))
    Code('cast(Any, Pet)')
    """
    for part in parts:
        if not isinstance(part, Code):  # pyright: ignore[reportUnnecessaryIsInstance]  # a forgotten encoder
            raise TypeError(f"not encoded: {part!r}")
    return str.__new__(Code, str.format(pattern, *parts))


def rename(code: Code, name: str, other: str) -> Code:
    """The expression with a name replaced wherever it stands for itself: not as an attribute, not within a string.

    >>> rename(Code('Dict[Literal["Pet"], pets.Pet | Pet]'), "Pet", "PetType")
    Code('Dict[Literal["Pet"], pets.Pet | PetType]')
    """
    text = str(code)
    found: list[str] = []
    end, before = 0, ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME and token.string == name and before != ".":
            found += [text[end : token.start[1]], identifier(other)]
            end = token.end[1]
        before = token.string
    return Code("".join([*found, text[end:]]))


def join(separator: str, parts: Iterable[Code]) -> Code:
    """Join code with punctuation of our own (`", "`, `" | "`)."""
    return Code(separator.join(parts))


def subscript(head: Code, arguments: Iterable[Code]) -> Code:
    """`head[a, b]`."""
    return Code(f"{head}[{', '.join(arguments)}]")


def repeat(code: Code, times: SupportsIndex) -> Code:
    """The same code several times over."""
    return Code(str(code) * int(times))
