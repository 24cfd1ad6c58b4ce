"""Read an iterator to its end for the sake of what that does."""

from __future__ import annotations

from typing import Any
from collections.abc import Iterator, AsyncIterator


def consume_sync_iterator(iterator: Iterator[Any]) -> None:
    """Take every item of `iterator` and forget it."""
    for _ in iterator:
        pass


async def consume_async_iterator(iterator: AsyncIterator[Any]) -> None:
    """Take every item of the asynchronous `iterator` and forget it."""
    async for _ in iterator:
        pass
