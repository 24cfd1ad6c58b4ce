"""Docstrings of the emitted code, from descriptions of the document.

In: Markdown text (hostile). Out: string literals as `Code`, without indentation: templates indent them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sdkwright.python.code import Code, docstring
from sdkwright.python.markdown import laid_out

WIDTH = 80
"""Columns of prose, indentation not counted."""

_SENTENCE = re.compile(r"(?P<first>.+?[.!?])(?:\s+)(?P<rest>\S.*)\Z", re.DOTALL)
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)|\b[A-Z])\.\Z", re.IGNORECASE)
_LONGEST_SUMMARY = 90
_INDENT = "    "


def prose_docstring(text: str) -> Code | None:
    """The docstring of a class, field or resource; `None` where there is nothing to say.

    The first sentence stands alone where it is short and more follows.

    >>> print(prose_docstring("The pet's name."))
    \"\"\"The pet's name.\"\"\"
    """
    whole = text.strip()
    if not whole:
        return None
    lines = laid_out(whole, WIDTH)
    if not lines:
        return None
    if len(lines) == 1:
        return docstring(lines)
    summary, rest = _split_summary(whole)
    if summary and rest:
        return docstring([*laid_out(summary, WIDTH), "", *laid_out(rest, WIDTH), ""])
    return docstring(["", *lines, ""])


def method_docstring(text: str, arguments: Iterable[tuple[str, str]]) -> Code:
    """The docstring of a method: what it does, and each argument that is described.

    >>> print(method_docstring("Add a pet.", [("name", "What it is called.")]))
    \"\"\"
    Add a pet.
    <BLANKLINE>
    Args:
      name: What it is called.
    \"\"\"
    """
    lines = laid_out(text.strip(), WIDTH)
    described = [(name, doc.strip()) for name, doc in arguments if laid_out(doc.strip(), WIDTH)]
    for number, (name, doc) in enumerate(described):
        if number == 0:
            lines += ["", "Args:"] if lines else ["Args:"]
        else:
            lines.append("")
        lines += _argument_lines(name, doc)
    return docstring(["", *lines, ""])


def _argument_lines(name: str, doc: str) -> list[str]:
    summary, rest = _split_summary(doc)
    blocks = [summary, rest] if summary and rest else [doc]
    lines: list[str] = []
    for number, block in enumerate(blocks):
        if number:
            lines.append("")
        lines += laid_out(block, WIDTH)
    first, following = lines[0], lines[1:]
    return [f"  {name}: {first}", *(f"  {_INDENT}{line}" if line else "" for line in following)]


def _split_summary(text: str) -> tuple[str, str]:
    """The first sentence or paragraph and what follows; empty where the text is better left in one piece."""
    first, separator, following = text.partition("\n\n")
    flat = " ".join(first.split())
    if separator and len(flat) <= WIDTH and "\n" not in first.strip():
        return first, following
    position = 0
    while (match := _SENTENCE.match(text[position:])) is not None:
        end = position + match.end("first")
        sentence = text[:end]
        if _NO_END.search(sentence) or sentence.count("`") % 2:
            position = end
            continue
        if (
            len(" ".join(sentence.split())) <= _LONGEST_SUMMARY
            and "\n\n" not in sentence
            and not _starts_list(sentence)
        ):
            return sentence, match.group("rest")
        return "", ""
    return "", ""


def _starts_list(sentence: str) -> bool:
    return sentence.lstrip()[:2] in ("- ", "* ") or "\n- " in sentence or "\n* " in sentence
