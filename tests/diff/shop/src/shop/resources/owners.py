from .._base import AsyncAPIResource, NoneType, SyncAPIResource, path_template
from ..types.owner import Owner

__all__ = ["Owners", "AsyncOwners"]


class Owners(SyncAPIResource):
    def retrieve(self, owner_id: str) -> Owner:
        return self._get(path_template("/owners/{owner_id}", owner_id=owner_id), cast_to=Owner)

    def delete(self, owner_id: str) -> None:
        return self._delete(path_template("/owners/{owner_id}", owner_id=owner_id), cast_to=NoneType)


class AsyncOwners(AsyncAPIResource):
    async def retrieve(self, owner_id: str) -> Owner:
        return await self._get(path_template("/owners/{owner_id}", owner_id=owner_id), cast_to=Owner)

    async def delete(self, owner_id: str) -> None:
        return await self._delete(path_template("/owners/{owner_id}", owner_id=owner_id), cast_to=NoneType)
