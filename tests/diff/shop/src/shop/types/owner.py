from .._models import BaseModel

__all__ = ["Owner"]


class Owner(BaseModel):
    """Who has a pet."""

    id: str

    name: str
    """What people say."""
