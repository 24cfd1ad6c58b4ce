"""Moves over the text of a JSONPath; reads strings, and says where it is.

In: text. Out: pieces of it, by regular expression or literally.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from sdkwright.jsonpath.syntax import Semantics

_METHOD: Final = re.compile(
    r"\s*\.\s*(?:length(?![\w$-])|(?:includes|startsWith|endsWith|match|test|search|hasOwnProperty)\s*\()"
)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEXADECIMAL: Final = re.compile(r"[0-9a-fA-F]{4}")
MAX_NESTING: Final = 50


class JsonPathError(ValueError):
    """A JSONPath that cannot be understood, and the offset (from 0) of what is wrong."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(f"{message} (at character {offset + 1})")
        self.offset = offset


class Scanner(Struct):
    """A text and an offset in it."""

    text: str
    semantics: Semantics
    offset: int = 0
    nesting: int = 0

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.offset >= len(self.text)

    @property
    def rest(self) -> str:
        """What is left."""
        return self.text[self.offset :]

    @property
    def peek(self) -> str:
        """The next character, `""` at the end."""
        return self.text[self.offset : self.offset + 1]

    def skip_space(self) -> None:
        """Pass over blanks and line breaks."""
        self.match(_SPACE)

    def accept(self, literal: str) -> bool:
        """Pass over a literal if it stands here."""
        if self.text.startswith(literal, self.offset):
            self.offset += len(literal)
            return True
        return False

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Pass over a pattern if it stands here."""
        found = pattern.match(self.text, self.offset)
        if found is not None:
            self.offset = found.end()
        return found

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """The text of a pattern, if it stands here."""
        found = self.match(pattern)
        return None if found is None else found.group()

    def at_method(self) -> bool:
        """Whether a JavaScript method or `.length` comes next; RFC 9535 has neither."""
        return self.semantics is Semantics.PLUS and _METHOD.match(self.text, self.offset) is not None

    def enter(self) -> None:
        """Go one level deeper in an expression. Raises `JsonPathError` where that is too deep."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise JsonPathError("the expression nests too deep", self.offset)

    def leave(self) -> None:
        """Come back from a deeper level."""
        self.nesting -= 1

    def string(self) -> str:
        """A quoted string (RFC 9535 §2.3.1.1)."""
        start, quote = self.offset, self.peek
        self.offset += 1
        parts: list[str] = []
        while not self.at_end:
            character = self.peek
            self.offset += 1
            if character == quote:
                return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            parts.append(self._escape() if character == "\\" else character)
        raise JsonPathError("the string does not end", start)

    def _escape(self) -> str:
        character = self.peek
        self.offset += 1
        if character in _ESCAPES:
            return _ESCAPES[character]
        if character == "u":
            digits = self.take(_HEXADECIMAL)
            if digits is None:
                raise JsonPathError("four hexadecimal digits are missing after `\\u`", self.offset)
            return chr(int(digits, 16))
        if character and character in "'\"\\/":
            return character
        if self.semantics is Semantics.PLUS and character:
            return character
        raise JsonPathError("this is no escape", self.offset - 1)
