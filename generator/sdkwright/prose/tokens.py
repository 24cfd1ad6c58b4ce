"""What stands for a description while an SDK is made, and for a docstring until it is laid out.

In: numbers. Out: tokens, and the texts that they stand for. Both begin with a private-use character, which no encoder
lets through as it is (`python/code.py` escapes what is not printable): text of a document cannot pass for either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

RESERVED: Final = re.compile("[\ue000-\ue003]")
"""The characters of tokens and holes. A document that has one of them keeps its descriptions where they are."""
RESERVED_BYTES: Final = re.compile(b"\xee\x80[\x80-\x83]")
"""The same characters as UTF-8 has them."""
HOLE: Final = re.compile("\ue002([0-9]+)\ue003")
_TOKEN: Final = re.compile("\ue000[0-9]+\ue001")
_LEAKED: Final = ("\ue000", "\\ue000")


def token(number: int) -> str:
    """What stands for one description."""
    return f"\ue000{number}\ue001"


def hole(number: int) -> str:
    """What stands for one docstring in code that is otherwise finished."""
    return f"\ue002{number}\ue003"


def tokens_in(text: str) -> list[str]:
    """The tokens that a text mentions."""
    return _TOKEN.findall(text) if "\ue000" in text else []


def restore(text: str, prose: Mapping[str, str]) -> str:
    """The text with each token replaced by what it stands for."""
    return _TOKEN.sub(lambda found: prose[found[0]], text) if "\ue000" in text else text


def has_leaked(text: str) -> bool:
    """Whether a token went where no docstring is, as it is or as a string literal writes it."""
    return any(mark in text for mark in _LEAKED)
