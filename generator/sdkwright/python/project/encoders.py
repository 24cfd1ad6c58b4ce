"""Encoders for text that is not Python: Markdown and TOML.

In: text of the document or the config (hostile). Out: `Code` that is safe where it is printed.
"""

from __future__ import annotations

import re

from sdkwright.python.code import Code

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~$]|&(?=#|\w+;)|(?<=\bwww)\.|:(?=//))", re.IGNORECASE)
_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&*+,;=%-]*\Z")
_BLOCK_START = re.compile(r"\A(\d*)([-+=.)])")


def markdown(text: str) -> Code:
    """Text as one line of Markdown, in which nothing is markup: no tag, no link (not even a bare address), no list.

    Characters that cannot be seen become blanks.
    """
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return Code(_BLOCK_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", line)))


def toml(text: str) -> Code:
    """A TOML basic string (TOML 1.0 §String), quotes included."""
    escaped = "".join(_toml_char(char) for char in text)
    return Code(f'"{escaped}"')


def _toml_char(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    number = ord(char)
    if 0xD800 <= number <= 0xDFFF:
        return "\\uFFFD"
    return char if char.isprintable() else f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def url(text: str) -> Code | None:
    """An `http` or `https` URL that can stand in Markdown and TOML; `None` where the text is none."""
    return Code(text) if _URL.match(text) else None


def plain(text: str) -> Code:
    """Text for a plain file (a licence): control characters but line ends and tabs are dropped."""
    return Code("".join(char for char in text if char in "\n\t" or char.isprintable()))


def slug(text: str) -> Code:
    """A name that is safe in URLs, YAML and shell: letters, digits, dots, dashes, underscores and slashes."""
    return Code(re.sub(r"[^A-Za-z0-9._/-]+|\.{2,}", "-", text).strip("-/"))
