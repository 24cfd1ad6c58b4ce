class ShopError(Exception):
    """Everything that goes wrong."""


class NotFoundError(ShopError):
    """There is no such thing."""
