"""Puts docstrings into finished code.

In: text with holes, and the docstrings by their numbers. Out: the text as it would be, had they been there before.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdkwright.prose.tokens import HOLE, hole


def fill(text: str, docstrings: Sequence[str]) -> str:
    r"""Fill every hole; further lines of a docstring begin where its first one does.

    >>> from sdkwright.prose.tokens import hole
    >>> fill(f"class A:\\n  {hole(0)}\\n", ['"One.\\n\\nTwo."'])
    'class A:\\n  "One.\\n\\n  Two."\\n'
    """
    before, *parts = HOLE.split(text)
    pieces = [before]
    for number, after in zip(parts[::2], parts[1::2], strict=True):
        column = len(before) - before.rfind("\n") - 1
        pieces += [_indented(docstrings[int(number)], column), after]
        before = after
    return "".join(pieces)


def shift(text: str, begin: int, by: int) -> str:
    r"""Count the holes from number `begin` on by so much further.

    >>> from sdkwright.prose.tokens import hole
    >>> shift(hole(1) + hole(2), 2, 5) == hole(1) + hole(7)
    True
    """
    return HOLE.sub(lambda found: hole(int(found[1]) + by) if int(found[1]) >= begin else found[0], text)


def _indented(code: str, column: int) -> str:
    if "\n" not in code:
        return code
    first, *lines = code.split("\n")
    pad = " " * column
    return "\n".join([first, *(pad + line if line and not line.isspace() else line for line in lines)])
