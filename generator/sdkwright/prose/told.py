"""What was set aside of a document.

In: nothing. Out: `Told`, which `aside.py` makes and `holes.py`, `values.py` and the docstrings put back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from sdkwright.prose.comparing import Listed


class Told(Struct, frozen=True, kw_only=True):
    """Descriptions by their tokens, and the values of enums: lists, which names stand for by their numbers."""

    texts: Mapping[str, str]
    lists: tuple[Listed, ...]


NOTHING: Final = Told(texts={}, lists=())
"""Where nothing was set aside."""
