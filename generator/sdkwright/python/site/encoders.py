"""Encoders of the reference site: YAML strings and JSON in fenced blocks.

In: text and values of the document (hostile). Out: `Code` that is safe where it is printed.
"""

from __future__ import annotations

import json

import msgspec

from sdkwright.python.code import Code
from sdkwright.python.examples.values import File, Value
from sdkwright.python.project.encoders import toml


def yaml_string(text: str) -> Code:
    r"""A double-quoted YAML scalar (YAML 1.2 §7.3.1), whose escapes are a superset of TOML's.

    >>> yaml_string('a "b": c')
    Code('"a \\"b\\": c"')
    """
    return toml(text)


def json_block(value: Value) -> Code:
    r"""A value as indented JSON for a fenced block: no line of it begins with a fence, nothing in it is invisible.

    >>> print(json_block({"text": "```\n"}))
    {
      "text": "```\n"
    }
    """
    line = json.dumps(value, ensure_ascii=False, default=_shown)
    if line.isprintable():  # as nearly always; `json` itself takes three times as long to lay it out
        return Code(msgspec.json.format(line, indent=2))
    text = json.dumps(value, ensure_ascii=False, default=_shown, indent=2)
    return Code("".join(char if char == "\n" or char.isprintable() else _escaped(char) for char in text))


def _shown(_: File) -> str:
    return "(bytes)"


def _escaped(char: str) -> str:
    """A character that cannot be seen, as a JSON escape (RFC 8259 §7)."""
    return json.dumps(char)[1:-1]


def code_span(text: str) -> Code:
    """Text as a Markdown code span of one line, with a fence that is longer than any run of backticks within.

    Some readers of Markdown end a table's cell at a bar within a code span and others show a backslash before it, so
    that text with a bar is written as HTML, where both read a character reference.

    >>> code_span("a`b")
    Code('`` a`b ``')
    >>> code_span("a|b")
    Code('<code>a&#124;b</code>')
    """
    line = "".join(char if char.isprintable() else " " for char in text)
    if "|" in line:
        return Code(f"<code>{''.join(map(_referred_to, line))}</code>")
    if "`" not in line:
        return Code(f"`{line}`") if line.strip() else Code("``` ```")
    longest = max(len(run) for run in "".join(char if char == "`" else " " for char in line).split())
    fence = "`" * (longest + 1)
    return Code(f"{fence} {line} {fence}")


def _referred_to(char: str) -> str:
    """A character that means nothing in Markdown, or a reference to it (CommonMark §2.5)."""
    return char if char.isalnum() or char == " " else f"&#{ord(char)};"
