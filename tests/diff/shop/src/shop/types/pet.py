from typing import Optional
from typing_extensions import Literal

from .._models import BaseModel
from .mood import Mood
from .owner import Owner

__all__ = ["Pet"]


class Pet(BaseModel):
    """A pet."""

    id: str
    """The number."""

    status: Literal["free", "sold"]

    mood: Mood

    weight: int

    born: Optional[str] = None

    owner: Owner
