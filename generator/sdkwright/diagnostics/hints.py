"""Hints that several stages give.

In: what was written, and what could have been meant. Out: the text of a hint.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def did_you_mean(word: str, choices: Sequence[str], *, cutoff: float = 0.6) -> str | None:
    """A hint that names the choice nearest to a misspelt word, if one is as near as `cutoff` (0 to 1) asks.

    Case plays no part; of choices that differ in it alone, the first counts.

    >>> did_you_mean("pahts", ["info", "paths"])
    'did you mean `paths`?'
    """
    folded = {choice.lower(): choice for choice in reversed(choices)}
    near = get_close_matches(word.lower(), list(folded), n=1, cutoff=cutoff)
    return f"did you mean `{folded[near[0]]}`?" if near else None
