from typing import Generic, List, TypeVar

from ._base import BaseAsyncPage, BaseSyncPage

__all__ = ["SyncPage", "AsyncPage"]

T = TypeVar("T")


class SyncPage(BaseSyncPage[T], Generic[T]):
    data: List[T]


class AsyncPage(BaseAsyncPage[T], Generic[T]):
    data: List[T]
