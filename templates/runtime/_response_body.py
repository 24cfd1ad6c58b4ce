"""Reading the body of a response, in one piece or in many: what `APIResponse` and its asynchronous twin offer.

Both need of their host only `http_response`, the response of the HTTP library.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, AsyncIterator

import anyio

from ._http import httpx
from ._exceptions import SDKError


class SyncBody:
    """The body of a response, read by blocking."""

    http_response: httpx.Response

    def read(self) -> bytes:
        """The whole body. Raises StreamAlreadyConsumed if it has been read in pieces before."""
        try:
            return self.http_response.read()
        except httpx.StreamConsumed as error:
            raise _already_consumed() from error

    def text(self) -> str:
        """The whole body as text."""
        self.read()
        return self.http_response.text

    def json(self) -> object:
        """The whole body as JSON, not parsed into any type."""
        self.read()
        data: object = self.http_response.json()
        return data

    def close(self) -> None:
        """Release the connection; what has not been read is lost. Reading the whole body does this as well."""
        self.http_response.close()

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body piece by piece, decompressed; pieces of `chunk_size` bytes, or as they arrive."""
        yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body piece by piece, as text; pieces of `chunk_size` characters, or as they arrive."""
        yield from self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without the line ends."""
        yield from self.http_response.iter_lines()

    def _save(self, file: str | os.PathLike[str], chunk_size: int | None = None) -> None:
        with open(file, mode="wb") as target:
            for piece in self.iter_bytes(chunk_size):
                target.write(piece)


class AsyncBody:
    """The body of a response, read without blocking the event loop."""

    http_response: httpx.Response

    async def read(self) -> bytes:
        """The whole body. Raises StreamAlreadyConsumed if it has been read in pieces before."""
        try:
            return await self.http_response.aread()
        except httpx.StreamConsumed as error:
            raise _already_consumed() from error

    async def text(self) -> str:
        """The whole body as text."""
        await self.read()
        return self.http_response.text

    async def json(self) -> object:
        """The whole body as JSON, not parsed into any type."""
        await self.read()
        data: object = self.http_response.json()
        return data

    async def close(self) -> None:
        """Release the connection; what has not been read is lost. Reading the whole body does this as well."""
        await self.http_response.aclose()

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body piece by piece, decompressed; pieces of `chunk_size` bytes, or as they arrive."""
        async for piece in self.http_response.aiter_bytes(chunk_size):
            yield piece

    async def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body piece by piece, as text; pieces of `chunk_size` characters, or as they arrive."""
        async for piece in self.http_response.aiter_text(chunk_size):
            yield piece

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line, without the line ends."""
        async for line in self.http_response.aiter_lines():
            yield line

    async def _save(self, file: str | os.PathLike[str], chunk_size: int | None = None) -> None:
        async with await anyio.open_file(file, mode="wb") as target:
            async for piece in self.iter_bytes(chunk_size):
                await target.write(piece)


def _already_consumed() -> SDKError:
    # The class belongs to the module that importers know it from, which is the one that builds on this one.
    from ._response import StreamAlreadyConsumed

    return StreamAlreadyConsumed()
