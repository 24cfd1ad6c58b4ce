"""Quotes any text in Markdown, so that it stays text.

In: text from somebody's source files. Out: CommonMark; control characters are shown as escapes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sdkwright.diagnostics.render import visible


def code_span(text: str) -> str:
    """A code span around any text (CommonMark §6.1)."""
    shown = visible(text)
    fence = _longer_than_runs([shown], 1)
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"


def fence_for(lines: Sequence[str]) -> str:
    """A fence for a code block of some lines (CommonMark §4.5)."""
    return _longer_than_runs(lines, 3)


def _longer_than_runs(texts: Sequence[str], least: int) -> str:
    runs = [len(run) for text in texts for run in re.findall("`+", text)]
    return "`" * max(least, max(runs, default=0) + 1)
