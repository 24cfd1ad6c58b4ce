from __future__ import annotations

import gc
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from acme_sdk import _stream_events
from acme_sdk._decoders.jsonl import AsyncJSONLDecoder, JSONLDecoder
from acme_sdk._event_rules import StreamRule
from acme_sdk._exceptions import APIError, APIStatusError
from acme_sdk._models import BaseModel
from acme_sdk._streaming import AsyncStream, Stream, extract_stream_chunk_type, is_stream_class_type

from .clients import FLAVOURS, Both, collect


class Delta(BaseModel):
    text: str


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in pieces that knows whether it has been closed, and can break."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = False
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.given += 1
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def both_for(flavour: str, body: Body, **options: Any) -> Both:
    return Both(
        flavour,
        lambda request: httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=body),
        **options,
    )


async def stream_of(both: Both, cast_to: Any = Delta) -> Any:
    stream_cls = AsyncStream[cast_to] if both.is_async else Stream[cast_to]
    return await both(both.client.post("/x", cast_to=cast_to, stream=True, stream_cls=stream_cls))


def sse(*data: object) -> list[bytes]:
    return [f"data: {json.dumps(item)}\n\n".encode() for item in data]


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestItems:
    async def test_typed_and_as_they_arrive(self, flavour: str) -> None:
        body = Body(*sse({"text": "a"}, {"text": "b"}))
        stream = await stream_of(both_for(flavour, body))
        assert body.given == 0, "nothing is read before it is asked for"
        first = await anext(stream) if flavour == "async" else next(stream)
        assert isinstance(first, Delta)
        assert body.given == 1
        assert [item.text for item in await collect(stream)] == ["b"]
        assert body.closed

    async def test_events_without_data_are_no_items(self, flavour: str) -> None:
        body = Body(b"event: ping\n\n", *sse({"text": "a"}), b": comment\n\nid: 4\n\n")
        assert [item.text for item in await collect(await stream_of(both_for(flavour, body)))] == ["a"]

    async def test_closed_on_errors(self, flavour: str) -> None:
        body = Body(*sse({"text": "a"}), httpx.ReadError("broken"))
        stream = await stream_of(both_for(flavour, body))
        with pytest.raises(httpx.ReadError):
            await collect(stream)
        assert body.closed

        body = Body(b"data: no json\n\n")
        stream = await stream_of(both_for(flavour, body))
        with pytest.raises(ValueError, match="Expecting value"):
            await collect(stream)
        assert body.closed

    async def test_closed_by_a_with_block(self, flavour: str) -> None:
        body = Body(*sse({"text": "a"}, {"text": "b"}))
        stream = await stream_of(both_for(flavour, body))
        if flavour == "async":
            async with stream:
                await anext(stream)
        else:
            with stream:
                next(stream)
        assert body.closed
        assert await collect(stream) == [], "a closed stream has ended"

    async def test_iteration_can_be_taken_up_again(self, flavour: str) -> None:
        body = Body(*sse({"text": "a"}, {"text": "b"}, {"text": "c"}))
        stream = await stream_of(both_for(flavour, body))
        if flavour == "async":
            async for item in stream:
                assert item.text == "a"
                break
        else:
            for item in stream:
                assert item.text == "a"
                break
        assert not body.closed
        assert [item.text for item in await collect(stream)] == ["b", "c"]

    async def test_given_up_streams_release_their_connection(self, flavour: str) -> None:
        body = Body(*sse({"text": "a"}, {"text": "b"}))
        both = both_for(flavour, body)
        gc.disable()  # the collector would hide a reference cycle
        try:
            if flavour == "async":
                import asyncio

                async for _ in await stream_of(both):
                    break
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            else:
                for _ in await stream_of(both):
                    break
            assert body.closed
        finally:
            gc.enable()

    async def test_closed_when_no_stream_can_be_made_of_it(self, flavour: str) -> None:
        body = Body(*sse({"text": "a"}))
        both = both_for(flavour, body)
        both.client._default_stream_cls = None
        with pytest.raises(TypeError, match="stream_cls"):
            await both(both.client.post("/x", cast_to=Delta, stream=True))
        assert body.closed

    async def test_the_default_class_of_the_client(self, flavour: str) -> None:
        both = both_for(flavour, Body(*sse({"text": "a"})))
        stream = await both(both.client.post("/x", cast_to=Delta, stream=True))
        assert isinstance(stream, AsyncStream if both.is_async else Stream)
        assert [item.text for item in await collect(stream)] == ["a"]

    async def test_event_type_and_data_together(self, flavour: str) -> None:
        class Tagged(BaseModel):
            event: str
            data: Delta

        both = both_for(flavour, Body(b'event: delta\ndata: {"text": "a"}\n\n'))
        options: Any = {"synthesize_event_and_data": True}
        stream_cls = AsyncStream[Tagged] if both.is_async else Stream[Tagged]
        stream = await both(both.client.post("/x", cast_to=Tagged, options=options, stream=True, stream_cls=stream_cls))
        [item] = await collect(stream)
        assert (item.event, item.data.text) == ("delta", "a")

    async def test_status_errors_of_streams_have_their_body(self, flavour: str) -> None:
        body = Body(b'{"error": ', b'"too much"}')
        both = Both(flavour, lambda request: httpx.Response(400, stream=body))
        with pytest.raises(APIStatusError) as caught:
            await stream_of(both)
        assert caught.value.body == {"error": "too much"}
        assert body.closed


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestRules:
    @pytest.fixture(autouse=True)
    def rules(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rules = (
            StreamRule(handling="done", data_prefix="[DONE]"),
            StreamRule(handling="error", event_types=("error",)),
            StreamRule(handling="ignore", event_types=("noise",)),
            StreamRule(handling="yield", event_types=("delta", None), error_property="error"),
        )
        monkeypatch.setattr(_stream_events, "STREAM_RULES", rules)

    async def items(self, flavour: str, *pieces: bytes) -> list[str]:
        self.body = Body(*pieces)
        return [item.text for item in await collect(await stream_of(both_for(flavour, self.body)))]

    async def test_done_ends_the_stream(self, flavour: str) -> None:
        items = await self.items(flavour, *sse({"text": "a"}), b"data: [DONE]\n\n", *sse({"text": "b"}))
        assert items == ["a"]
        assert self.body.closed

    async def test_only_what_a_rule_yields(self, flavour: str) -> None:
        pieces = [f'event: {name}\ndata: {{"text": "{name}"}}\n\n'.encode() for name in ("delta", "noise", "other")]
        assert await self.items(flavour, *pieces, *sse({"text": "no type"})) == ["delta", "no type"]

    async def test_error_events(self, flavour: str) -> None:
        with pytest.raises(APIStatusError) as caught:
            await self.items(flavour, b'event: error\ndata: {"code": 7}\n\n')
        assert caught.value.body == {"code": 7}
        assert str(caught.value) == "{'code': 7}"
        assert self.body.closed
        with pytest.raises(APIStatusError, match="just text") as caught:
            await self.items(flavour, b"event: error\ndata: just text\n\n")
        assert caught.value.body == "just text"
        with pytest.raises(APIStatusError, match="Error code: 200"):
            await self.items(flavour, b"event: error\n\n")

    async def test_errors_inside_of_items(self, flavour: str) -> None:
        with pytest.raises(APIError, match="overloaded") as caught:
            await self.items(flavour, *sse({"error": {"message": "overloaded"}}))
        assert caught.value.body == {"message": "overloaded"}
        with pytest.raises(APIError, match="An error occurred during streaming"):
            await self.items(flavour, *sse({"error": "no details"}))
        assert await self.items(flavour, *sse({"error": None, "text": "fine"})) == ["fine"]


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestJSONLines:
    async def values(self, flavour: str, *pieces: bytes) -> list[Any]:
        self.body = Body(*pieces)
        both = both_for(flavour, self.body)
        decoder = AsyncJSONLDecoder[Delta] if both.is_async else JSONLDecoder[Delta]
        self.decoder = await both(both.client.get("/x", cast_to=decoder, stream=True))
        return await collect(self.decoder)

    async def test_values_at_any_chunk_boundary(self, flavour: str) -> None:
        text = '{"text": "a\u2028"}\r\n\n{"text": "b"}\n{"text": "c"}'.encode()
        for step in (1, 2, 7, len(text)):
            values = await self.values(flavour, *[text[i : i + step] for i in range(0, len(text), step)])
            assert [value.text for value in values] == ["a\u2028", "b", "c"]
            assert all(isinstance(value, Delta) for value in values)
            assert self.body.closed

    async def test_as_the_class_of_the_stream(self, flavour: str) -> None:
        both = both_for(flavour, Body(b'{"text": "a"}\n'))
        decoder = AsyncJSONLDecoder[Delta] if both.is_async else JSONLDecoder[Delta]
        found = await both(both.client.get("/x", cast_to=object, stream=True, stream_cls=decoder))
        assert [value.text for value in await collect(found)] == ["a"]

    async def test_closing(self, flavour: str) -> None:
        await self.values(flavour)
        body = Body(b'{"text": "a"}\n', b'{"text": "b"}\n')
        both = both_for(flavour, body)
        decoder = AsyncJSONLDecoder[Delta] if both.is_async else JSONLDecoder[Delta]
        values = await both(both.client.get("/x", cast_to=decoder, stream=True))
        await both(values.close())
        assert body.closed
        assert await collect(values) == []

    async def test_a_line_that_is_no_json(self, flavour: str) -> None:
        with pytest.raises(ValueError, match="Expecting value"):
            await self.values(flavour, b"nonsense\n")
        assert self.body.closed


def test_types_of_stream_classes() -> None:
    class Special(Stream[Delta]):
        pass

    assert extract_stream_chunk_type(Stream[int]) is int
    assert extract_stream_chunk_type(Special) is Delta
    assert is_stream_class_type(AsyncStream[int])
    assert is_stream_class_type(Special)
    assert not is_stream_class_type(dict)
    with pytest.raises(RuntimeError, match="type argument"):
        extract_stream_chunk_type(Stream)
