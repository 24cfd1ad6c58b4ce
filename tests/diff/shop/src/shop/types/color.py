from typing_extensions import Literal, TypeAlias

__all__ = ["Color"]

Color: TypeAlias = Literal["black", "white"]
