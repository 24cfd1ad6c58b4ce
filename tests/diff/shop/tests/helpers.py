from shop._base import NotGiven as NotGiven
