from __future__ import annotations

from typing_extensions import TypedDict

from .color import Color

__all__ = ["PetListParams"]


class PetListParams(TypedDict, total=False):
    color: Color

    limit: int
