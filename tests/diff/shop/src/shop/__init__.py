from ._client import Shop, AsyncShop
from ._exceptions import ShopError, NotFoundError

__all__ = ["Shop", "AsyncShop", "ShopError", "NotFoundError"]
