import os
from typing_extensions import Literal

from ._base import SyncAPIClient, AsyncAPIClient, NotGiven, Querystring, cached_property, not_given
from ._exceptions import ShopError
from .resources.pets import Pets, AsyncPets
from .resources.owners import Owners, AsyncOwners

ENVIRONMENTS: dict[str, str] = {
    "production": "https://shop.test",
    "sandbox": "https://sandbox.shop.test",
}


class Shop(SyncAPIClient):
    api_key: str

    def __init__(
        self,
        *,
        api_key: str | None = None,
        tenant: str | None = None,
        environment: Literal["production", "sandbox"] = "production",
        base_url: str | None = None,
        timeout: float | NotGiven = not_given,
    ) -> None:
        if api_key is None:
            api_key = os.environ.get("SHOP_API_KEY")
        if api_key is None:
            raise ShopError("The api_key is missing.")
        if tenant is None:
            tenant = os.environ.get("SHOP_TENANT")
        if base_url is None:
            base_url = "https://shop.test"
        super().__init__(base_url=base_url, timeout=timeout)

    @cached_property
    def pets(self) -> Pets:
        return Pets(self)

    @cached_property
    def owners(self) -> Owners:
        return Owners(self)

    @property
    def qs(self) -> Querystring:
        return Querystring(array_format="comma")

    @property
    def auth_headers(self) -> dict[str, str]:
        return {"Authorization": "Bearer " + self.api_key}

    @property
    def default_headers(self) -> dict[str, str]:
        return {**super().default_headers, "X-Version": "1"}


class AsyncShop(AsyncAPIClient):
    api_key: str

    def __init__(
        self,
        *,
        api_key: str | None = None,
        tenant: str | None = None,
        environment: Literal["production", "sandbox"] = "production",
        base_url: str | None = None,
        timeout: float | NotGiven = not_given,
    ) -> None:
        if api_key is None:
            api_key = os.environ.get("SHOP_API_KEY")
        if api_key is None:
            raise ShopError("The api_key is missing.")
        if tenant is None:
            tenant = os.environ.get("SHOP_TENANT")
        if base_url is None:
            base_url = "https://shop.test"
        super().__init__(base_url=base_url, timeout=timeout)

    @cached_property
    def pets(self) -> AsyncPets:
        return AsyncPets(self)

    @cached_property
    def owners(self) -> AsyncOwners:
        return AsyncOwners(self)

    @property
    def qs(self) -> Querystring:
        return Querystring(array_format="comma")

    @property
    def auth_headers(self) -> dict[str, str]:
        return {"Authorization": "Bearer " + self.api_key}

    @property
    def default_headers(self) -> dict[str, str]:
        return {**super().default_headers, "X-Version": "1"}
