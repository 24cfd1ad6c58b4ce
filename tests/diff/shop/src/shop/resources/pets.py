from __future__ import annotations

from typing import List
from typing_extensions import Literal, overload

from .._base import (
    AsyncAPIResource, AsyncPaginator, Body, Headers, NoneType, NotGiven, Query, SyncAPIResource,
    async_maybe_transform, make_request_options, maybe_transform, not_given, path_template,
    strip_not_given, to_raw_response_wrapper,
)
from ..pagination import AsyncPage, SyncPage
from ..types import pet_create_params, pet_list_params
from ..types.color import Color
from ..types.pet import Pet

__all__ = ["Pets", "AsyncPets"]


class Pets(SyncAPIResource):
    """What is for sale."""

    def create(
        self,
        *,
        name: str,
        color: Color,
        size: Literal["small", "large"] | NotGiven = not_given,
        tags: List[str] | NotGiven = not_given,
        home: pet_create_params.Home | NotGiven = not_given,
        x_trace: str | NotGiven = not_given,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | NotGiven = not_given,
    ) -> Pet:
        """
        Puts a pet up for sale.

        Args:
          name: What it is called.

          color: What it looks like.
        """
        extra_headers = {**strip_not_given({"X-Trace": x_trace}), **(extra_headers or {})}
        return self._post(
            "/pets",
            body=maybe_transform(
                {"name": name, "color": color, "size": size, "tags": tags, "home": home},
                pet_create_params.PetCreateParams,
            ),
            options=make_request_options(extra_headers=extra_headers, timeout=timeout),
            cast_to=Pet,
        )

    def retrieve(self, pet_id: str, *, verbose: bool = False) -> Pet:
        """Finds a pet."""
        return self._get(path_template("/pets/{pet_id}", pet_id=pet_id), cast_to=Pet)

    def list(self, *, color: Color | NotGiven = not_given, limit: int | NotGiven = not_given) -> SyncPage[Pet]:
        """Lists what is for sale."""
        return self._get_api_list(
            "/pets",
            page=SyncPage[Pet],
            options=make_request_options(
                query=maybe_transform({"color": color, "limit": limit}, pet_list_params.PetListParams)
            ),
            model=Pet,
        )

    def feed(self, pet_id: str, *, food: str) -> None:
        """Feeds a pet."""
        return self._post(path_template("/pets/{pet_id}/feed", pet_id=pet_id), body={"food": food}, cast_to=NoneType)

    def photo(self, pet_id: str) -> bytes:
        """Shows a pet."""
        extra_headers = {"Accept": "image/png"}
        return self._get(path_template("/pets/{pet_id}/photo", pet_id=pet_id), cast_to=bytes)


class PetsWithRawResponse:
    def __init__(self, pets: Pets) -> None:
        self.create = to_raw_response_wrapper(pets.create)


class AsyncPets(AsyncAPIResource):
    """What is for sale."""

    async def create(
        self,
        *,
        name: str,
        color: Color,
        size: Literal["small", "large"] | NotGiven = not_given,
        tags: List[str] | NotGiven = not_given,
        home: pet_create_params.Home | NotGiven = not_given,
        x_trace: str | NotGiven = not_given,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | NotGiven = not_given,
    ) -> Pet:
        """
        Puts a pet up for sale.

        Args:
          name: What it is called.

          color: What it looks like.
        """
        extra_headers = {**strip_not_given({"X-Trace": x_trace}), **(extra_headers or {})}
        return await self._post(
            "/pets",
            body=await async_maybe_transform(
                {"name": name, "color": color, "size": size, "tags": tags, "home": home},
                pet_create_params.PetCreateParams,
            ),
            options=make_request_options(extra_headers=extra_headers, timeout=timeout),
            cast_to=Pet,
        )

    async def retrieve(self, pet_id: str, *, verbose: bool = False) -> Pet:
        """Finds a pet."""
        return await self._get(path_template("/pets/{pet_id}", pet_id=pet_id), cast_to=Pet)

    def list(self, *, color: Color | NotGiven = not_given, limit: int | NotGiven = not_given) -> AsyncPaginator[Pet, AsyncPage[Pet]]:
        """Lists what is for sale."""
        return self._get_api_list(
            "/pets",
            page=AsyncPage[Pet],
            options=make_request_options(
                query=maybe_transform({"color": color, "limit": limit}, pet_list_params.PetListParams)
            ),
            model=Pet,
        )

    async def feed(self, pet_id: str, *, food: str) -> None:
        """Feeds a pet."""
        return await self._post(path_template("/pets/{pet_id}/feed", pet_id=pet_id), body={"food": food}, cast_to=NoneType)

    async def photo(self, pet_id: str) -> bytes:
        """Shows a pet."""
        extra_headers = {"Accept": "image/png"}
        return await self._get(path_template("/pets/{pet_id}/photo", pet_id=pet_id), cast_to=bytes)


class AsyncPetsWithRawResponse:
    def __init__(self, pets: AsyncPets) -> None:
        self.create = to_raw_response_wrapper(pets.create)
