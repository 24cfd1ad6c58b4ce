from .._base import NotGiven as NotGiven
