"""Puts docstrings into finished code.

In: text with holes, and the docstrings by their numbers. Out: the text as it would be, had they been there before.
"""

from __future__ import annotations

from collections.abc import Mapping

from sdkwright.prose.tokens import HOLE


def fill(text: str, docstrings: Mapping[int, str]) -> str:
    r"""Fill every hole; further lines of a docstring begin where its first one does.

    >>> from sdkwright.prose.tokens import hole
    >>> fill(f"class A:\\n  {hole(0)}\\n", {0: '"One.\\n\\nTwo."'})
    'class A:\\n  "One.\\n\\n  Two."\\n'
    """
    before, *parts = HOLE.split(text)
    pieces = [before]
    for number, after in zip(parts[::2], parts[1::2], strict=True):
        column = len(before) - before.rfind("\n") - 1
        pieces += [_indented(docstrings[int(number)], column), after]
        before = after
    return "".join(pieces)


def holes_in(text: str) -> list[int]:
    """The numbers of a text's holes."""
    return [int(number) for number in HOLE.findall(text)]


def _indented(code: str, column: int) -> str:
    if "\n" not in code:
        return code
    first, *lines = code.split("\n")
    pad = " " * column
    return "\n".join([first, *(pad + line if line and not line.isspace() else line for line in lines)])
