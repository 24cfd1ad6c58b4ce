"""From the events of a stream to the items that the caller sees. Loaded with the first stream."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar
from collections.abc import Iterator, Generator, AsyncIterator, AsyncGenerator

from ._utils import is_mapping
from ._parsing import reader_for
from ._exceptions import APIError
from ._event_rules import decide_by_data, decide_by_type, decisions_by_type
from ._stream_rules import STREAM_RULES

if TYPE_CHECKING:
    from ._http import httpx
    from ._models import FinalRequestOptions
    from ._streaming import ServerSentEvent
    from ._loose_json import LooseReader
    from ._base_client import BaseClient

_T = TypeVar("_T")


class Verdict(Enum):
    """What an event that is not an item means for the stream."""

    SKIP = "skip"
    STOP = "stop"


SKIP: Final = Verdict.SKIP
STOP: Final = Verdict.STOP


class EventReader(Generic[_T]):
    """Decides what each event of one stream is: an item, the end, an error, or nothing.

    It knows the response, but never the stream object, so that dropping the stream frees its connection at once.
    """

    __slots__ = ("_cast_to", "_client", "_decisions", "_reader", "_response", "_with_event_type")

    def __init__(
        self,
        *,
        cast_to: type[_T],
        client: BaseClient[Any, Any],
        response: httpx.Response,
        options: FinalRequestOptions | None,
    ) -> None:
        self._cast_to = cast_to
        self._client = client
        self._response = response
        self._reader: LooseReader | None = None
        self._decisions = decisions_by_type(STREAM_RULES)
        self._with_event_type = options is not None and bool(options.synthesize_event_and_data)

    def read(self, event: ServerSentEvent) -> _T | Literal[Verdict.SKIP, Verdict.STOP]:
        """The item that `event` carries, or what it means instead; raises the error that it carries."""
        # This runs for every event: what its type decides is known, and no further call is made for most.
        text = event.data
        prefixes, rule, error_mark = self._decisions.get(event.event) or decide_by_type(STREAM_RULES, event.event)
        if text.startswith(prefixes):
            _, rule, error_mark = decide_by_data(STREAM_RULES, event.event, text)
        if rule.handling != "yield":
            return self._no_item(rule.handling, event)
        if not text:
            # A keep-alive or a bare event type: nothing that could be an item.
            return SKIP
        # A name in JSON may be written with escapes, which a single character excludes fastest.
        if self._with_event_type or (error_mark and (error_mark in text or ("\\" in text and "\\u00" in text))):
            return self._read_data(event, rule.error_property)
        reader = self._reader
        if reader is None:
            reader = self._reader = reader_for(self._cast_to, self._client)
        if reader is not None:
            try:
                item: _T = reader.read(text)
                return item
            except ValueError:
                pass  # only Python's own reader may be able to read it
        return self._client._process_response_data(data=event.json(), cast_to=self._cast_to, response=self._response)

    def _no_item(
        self, handling: Literal["done", "error", "ignore"], event: ServerSentEvent
    ) -> Literal[Verdict.SKIP, Verdict.STOP]:
        match handling:
            case "done":
                return STOP
            case "error":
                raise self._status_error(event)
            case "ignore":
                return SKIP

    def _read_data(self, event: ServerSentEvent, error_property: str) -> _T:
        data: object = event.json()
        if error_property and is_mapping(data) and data.get(error_property):
            raise self._reported_error(data[error_property])
        if self._with_event_type:
            data = {"event": event.event, "data": data}
        return self._client._process_response_data(data=data, cast_to=self._cast_to, response=self._response)

    def _status_error(self, event: ServerSentEvent) -> Exception:
        body: object
        try:
            body = event.json()
            message = f"{body}"
        except ValueError:
            body = event.data
            message = event.data or f"Error code: {self._response.status_code}"
        return self._client._make_status_error(message, body=body, response=self._response)

    def _reported_error(self, error: object) -> Exception:
        message = error.get("message") if is_mapping(error) else None
        if not (message and isinstance(message, str)):
            message = "An error occurred during streaming"
        return APIError(message, self._response.request, body=error)


# The generators know the response but not the stream object. The stream refers to its generator, so a reference back
# would keep both alive, and the connection taken, until the garbage collector comes by.
def items(
    events: Iterator[ServerSentEvent], reader: EventReader[_T], response: httpx.Response
) -> Generator[_T, None, None]:
    """What `reader` makes of the events, until one of them ends the stream. Closes the response at its own end."""
    try:
        for event in events:
            item = reader.read(event)
            if item is STOP:
                return
            if item is not SKIP:
                yield item
    finally:
        response.close()


async def async_items(
    events: AsyncIterator[ServerSentEvent], reader: EventReader[_T], response: httpx.Response
) -> AsyncGenerator[_T, None]:
    """As `items`, for events that arrive asynchronously."""
    try:
        async for event in events:
            item = reader.read(event)
            if item is STOP:
                return
            if item is not SKIP:
                yield item
    finally:
        await response.aclose()
