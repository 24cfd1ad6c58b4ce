"""JSON Lines: a body of one JSON value a line, given out value by value as the lines arrive."""

from __future__ import annotations

import json
import contextlib
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from collections.abc import Iterator, Generator, AsyncIterator, AsyncGenerator
from typing_extensions import Self

from .._models import construct_type_unchecked

if TYPE_CHECKING:
    from .._http import httpx

_T = TypeVar("_T")


class _LineSplitter:
    """Cuts chunks of bytes into lines. Only `\\n` ends a line: JSON escapes it, and no other line end."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take the next bytes; gives the lines that they complete."""
        self._parts.append(chunk)
        if b"\n" not in chunk:
            return []
        lines = b"".join(self._parts).split(b"\n")
        self._parts = [lines.pop()]
        return lines

    def rest(self) -> bytes:
        """The last line, which no line end needs to close."""
        return b"".join(self._parts)


def _value(line: bytes, line_type: type[_T]) -> _T:
    return construct_type_unchecked(value=json.loads(line), type_=line_type)


def _values(raw: Iterator[bytes], line_type: type[_T], response: httpx.Response) -> Generator[_T, None, None]:
    try:
        splitter = _LineSplitter()
        for chunk in raw:
            for line in splitter.feed(chunk):
                if line.strip():
                    yield _value(line, line_type)
        last = splitter.rest()
        if last.strip():
            yield _value(last, line_type)
    finally:
        response.close()


async def _async_values(
    raw: AsyncIterator[bytes], line_type: type[_T], response: httpx.Response
) -> AsyncGenerator[_T, None]:
    try:
        splitter = _LineSplitter()
        async for chunk in raw:
            for line in splitter.feed(chunk):
                if line.strip():
                    yield _value(line, line_type)
        last = splitter.rest()
        if last.strip():
            yield _value(last, line_type)
    finally:
        await response.aclose()


class JSONLDecoder(Generic[_T]):
    """The values of a streamed JSON Lines body; iterate over it, once.

    The connection is released at the end, on an error, by `close()` or at the end of a `with` block, and when iteration
    has begun and the decoder is no longer referred to.
    """

    http_response: httpx.Response

    def __init__(self, *, raw_iterator: Iterator[bytes], line_type: type[_T], http_response: httpx.Response) -> None:
        self.http_response = http_response
        self._iterator = _values(raw_iterator, line_type, http_response)

    def __next__(self) -> _T:
        return next(self._iterator)

    def __iter__(self) -> Iterator[_T]:
        return self._iterator

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the stream and release the connection."""
        # Fails while another thread waits for the next value; closing the response wakes that one up.
        with contextlib.suppress(ValueError):
            self._iterator.close()
        self.http_response.close()


class AsyncJSONLDecoder(Generic[_T]):
    """The values of a streamed JSON Lines body; iterate over it with `async for`, once.

    The connection is released at the end, on an error, by `close()` or at the end of an `async with` block, and by
    the event loop when iteration has begun and the decoder is no longer referred to.
    """

    http_response: httpx.Response

    def __init__(
        self, *, raw_iterator: AsyncIterator[bytes], line_type: type[_T], http_response: httpx.Response
    ) -> None:
        self.http_response = http_response
        self._iterator = _async_values(raw_iterator, line_type, http_response)

    async def __anext__(self) -> _T:
        return await self._iterator.__anext__()

    def __aiter__(self) -> AsyncIterator[_T]:
        return self._iterator

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the stream and release the connection."""
        # Fails while another task waits for the next value; closing the response wakes that one up.
        with contextlib.suppress(RuntimeError):
            await self._iterator.aclose()
        await self.http_response.aclose()


def line_type_of(decoder: Any) -> Any:
    """The type argument of `JSONLDecoder[T]` or `AsyncJSONLDecoder[T]`; `object` when there is none."""
    arguments = getattr(decoder, "__args__", ())
    return arguments[0] if arguments else object
