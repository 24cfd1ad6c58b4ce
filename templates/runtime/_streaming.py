"""Streams of server-sent events: the decoder, and the objects that a streaming method gives to its caller."""

from __future__ import annotations

import json
import socket
import contextlib
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, TypeGuard, cast, get_origin
from collections.abc import Iterator, Generator, AsyncIterator, AsyncGenerator
from typing_extensions import Self, Protocol, override, runtime_checkable

from ._sse import BlockSplitter, read_fields
from ._utils import extract_type_var_from_base

if TYPE_CHECKING:
    from ._http import httpx
    from ._models import FinalRequestOptions
    from ._base_client import SyncAPIClient, AsyncAPIClient

_T = TypeVar("_T")


class ServerSentEvent:
    """One event. `data` is empty for an event without data; `id` is that of the last event that had one."""

    __slots__ = ("data", "event", "id", "retry")

    def __init__(
        self,
        *,
        event: str | None = None,
        data: str | None = None,
        id: str | None = None,
        retry: int | None = None,
    ) -> None:
        self.event: str | None = event or None
        self.data: str = data or ""
        self.id: str | None = id
        self.retry: int | None = retry

    def json(self) -> Any:
        """The data as JSON; raises ValueError if it is none."""
        return json.loads(self.data)

    @override
    def __repr__(self) -> str:
        return f"ServerSentEvent(event={self.event}, data={self.data}, id={self.id}, retry={self.retry})"


_NEW_EVENT = object.__new__


@runtime_checkable
class SSEBytesDecoder(Protocol):
    """What a stream needs of a decoder: bytes in chunks of any size in, events out."""

    def iter_bytes(self, iterator: Iterator[bytes]) -> Iterator[ServerSentEvent]:
        """The events in the bytes of `iterator`, each as soon as it is complete."""
        ...

    def aiter_bytes(self, iterator: AsyncIterator[bytes]) -> AsyncIterator[ServerSentEvent]:
        """The events in the bytes of the asynchronous `iterator`, each as soon as it is complete."""
        ...


class SSEDecoder:
    """Decodes one stream of server-sent events. It has state: take a new one for every stream."""

    def __init__(self) -> None:
        self._splitter = BlockSplitter()
        self._last_event_id: str | None = None
        self._lines: list[str] = []

    def iter_bytes(self, iterator: Iterator[bytes]) -> Iterator[ServerSentEvent]:
        """The events in the bytes of `iterator`, each as soon as it is complete."""
        for chunk in iterator:
            for block in self._splitter.feed(chunk):
                event = self._read(block)
                if event is not None:
                    yield event

    async def aiter_bytes(self, iterator: AsyncIterator[bytes]) -> AsyncIterator[ServerSentEvent]:
        """The events in the bytes of the asynchronous `iterator`, each as soon as it is complete."""
        async for chunk in iterator:
            for block in self._splitter.feed(chunk):
                event = self._read(block)
                if event is not None:
                    yield event

    def decode(self, line: str) -> ServerSentEvent | None:
        """Take one line without its line end; gives the event that a blank line completes."""
        if line:
            self._lines.append(line)
            return None
        text = "\n".join(self._lines)
        self._lines.clear()
        return self._read(text)

    def _read(self, text: str) -> ServerSentEvent | None:
        if text.startswith("data: ") and "\n" not in text:
            # What nearly all events consist of, made without the keywords of `__init__`: this runs for every event.
            event = _NEW_EVENT(ServerSentEvent)
            event.data, event.id = text[6:], self._last_event_id
            event.event = event.retry = None
            return event
        fields = read_fields(text)
        if fields is None:
            return None
        if fields.id is not None:
            self._last_event_id = fields.id
        return ServerSentEvent(event=fields.event, data=fields.data, id=self._last_event_id, retry=fields.retry)


class Stream(Generic[_T]):
    """The items of a streamed answer, read as they arrive.

    Iterate over it, once. The connection is released at the end, on an error, by `close()` or at the end of a `with`
    block, and when iteration has begun and the stream is no longer referred to.
    """

    response: httpx.Response
    _options: FinalRequestOptions | None = None
    _decoder: SSEBytesDecoder

    def __init__(
        self,
        *,
        cast_to: type[_T],
        response: httpx.Response,
        client: SyncAPIClient,
        options: FinalRequestOptions | None = None,
    ) -> None:
        self.response = response
        self._cast_to = cast_to
        self._client = client
        self._options = options
        self._decoder = client._make_sse_decoder()
        self._iterator = self.__stream__()

    def __next__(self) -> _T:
        return next(self._iterator)

    def __iter__(self) -> Iterator[_T]:
        return self._iterator

    def _iter_events(self) -> Iterator[ServerSentEvent]:
        return self._decoder.iter_bytes(self.response.iter_bytes())

    def __stream__(self) -> Generator[_T, None, None]:
        from ._stream_events import EventReader, items  # loaded with the first stream

        reader = EventReader(cast_to=self._cast_to, client=self._client, response=self.response, options=self._options)
        return items(self._iter_events(), reader, self.response)

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
        try:
            self._iterator.close()
        except ValueError:
            # Another thread waits for the next item, and closing its socket alone would not wake it up.
            _end_reading(self.response)
        self.response.close()


class AsyncStream(Generic[_T]):
    """The items of a streamed answer, read as they arrive.

    Iterate over it with `async for`, once. The connection is released at the end, on an error, by `close()` or at the
    end of an `async with` block, and by the event loop when iteration has begun and nothing refers to the stream.
    """

    response: httpx.Response
    _options: FinalRequestOptions | None = None
    _decoder: SSEBytesDecoder

    def __init__(
        self,
        *,
        cast_to: type[_T],
        response: httpx.Response,
        client: AsyncAPIClient,
        options: FinalRequestOptions | None = None,
    ) -> None:
        self.response = response
        self._cast_to = cast_to
        self._client = client
        self._options = options
        self._decoder = client._make_sse_decoder()
        self._iterator = self.__stream__()

    async def __anext__(self) -> _T:
        return await self._iterator.__anext__()

    def __aiter__(self) -> AsyncIterator[_T]:
        return self._iterator

    def _iter_events(self) -> AsyncIterator[ServerSentEvent]:
        return self._decoder.aiter_bytes(self.response.aiter_bytes())

    def __stream__(self) -> AsyncGenerator[_T, None]:
        from ._stream_events import EventReader, async_items

        reader = EventReader(cast_to=self._cast_to, client=self._client, response=self.response, options=self._options)
        return async_items(self._iter_events(), reader, self.response)

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
        # Fails while another task waits for the next item; closing the response wakes that one up.
        with contextlib.suppress(RuntimeError):
            await self._iterator.aclose()
        await self.response.aclose()


def _end_reading(response: httpx.Response) -> None:
    connection = response.extensions.get("network_stream")
    waited_for = None if connection is None else connection.get_extra_info("socket")
    if isinstance(waited_for, socket.socket):
        with contextlib.suppress(OSError):
            waited_for.shutdown(socket.SHUT_RDWR)


def is_stream_class_type(typ: type) -> TypeGuard[type[Stream[object]] | type[AsyncStream[object]]]:
    """Whether `typ` is a stream class, with or without the type of its items."""
    origin = get_origin(typ) or typ
    return isinstance(origin, type) and issubclass(origin, (Stream, AsyncStream))


def extract_stream_chunk_type(stream_cls: type, *, failure_message: str | None = None) -> type:
    """The type of the items of a stream class: `T` of `Stream[T]`, or of a class that extends it.

    Raises RuntimeError, with `failure_message` if given, when the class does not say.
    """
    bases = cast("tuple[type, ...]", (Stream, AsyncStream))
    return extract_type_var_from_base(stream_cls, index=0, generic_bases=bases, failure_message=failure_message)
