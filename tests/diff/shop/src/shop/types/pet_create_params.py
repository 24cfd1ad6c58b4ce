from __future__ import annotations

from typing import List
from typing_extensions import Annotated, Literal, Required, TypedDict

from .._utils import PropertyInfo
from .color import Color

__all__ = ["PetCreateParams", "Home"]


class PetCreateParams(TypedDict, total=False):
    name: Required[str]
    """What it is called."""

    color: Required[Color]

    size: Literal["small", "large"]

    tags: List[str]

    home: Home

    x_trace: Annotated[str, PropertyInfo(alias="X-Trace")]


class Home(TypedDict, total=False):
    city: Required[str]

    street: str
