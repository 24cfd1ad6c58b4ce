from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Union

import httpx
import pydantic
import pytest
from acme_sdk._exceptions import APIResponseValidationError
from acme_sdk._models import BaseModel
from acme_sdk._response import (
    APIResponse,
    AsyncAPIResponse,
    AsyncBinaryAPIResponse,
    AsyncStreamedBinaryAPIResponse,
    BinaryAPIResponse,
    StreamAlreadyConsumed,
    StreamedBinaryAPIResponse,
    async_to_custom_raw_response_wrapper,
    async_to_custom_streamed_response_wrapper,
    async_to_raw_response_wrapper,
    async_to_streamed_response_wrapper,
    extract_response_type,
    to_custom_raw_response_wrapper,
    to_custom_streamed_response_wrapper,
    to_raw_response_wrapper,
    to_streamed_response_wrapper,
)

from .clients import FLAVOURS, Both


class Thing(BaseModel):
    name: str


def answering(flavour: str, **answer: Any) -> Both:
    status = answer.pop("status", 200)
    options = answer.pop("options", {})
    return Both(flavour, lambda request: httpx.Response(status, **answer), **options)


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestTargets:
    @pytest.mark.parametrize(
        ("target", "answer", "expected"),
        [
            (Thing, {"json": {"name": "a"}}, Thing.construct(name="a")),
            (dict[str, Any], {"json": {"a": 1}}, {"a": 1}),
            (list[int], {"json": [1, 2]}, [1, 2]),
            (object, {"json": {"a": None}}, {"a": None}),
            (Union[Thing, int], {"json": 3}, 3),
            (Thing | int, {"json": 3}, 3),
            (Annotated[Thing, {"not": "hashable"}], {"json": {"name": "a"}}, Thing.construct(name="a")),
            (str, {"text": "héllo"}, "héllo"),
            (bytes, {"content": b"\0\1"}, b"\0\1"),
            (int, {"text": "12"}, 12),
            (float, {"text": "1.5"}, 1.5),
            (bool, {"text": "True"}, True),
            (bool, {"text": "false"}, False),
            (type(None), {"json": {"a": 1}}, None),
            (Thing, {"content": b"", "headers": {"content-type": "application/json"}}, None),
            (Thing, {"content": b"null", "headers": {"content-type": "application/json"}}, None),
        ],
        ids=str,
    )
    async def test_what_a_body_can_become(self, flavour: str, target: Any, answer: Any, expected: Any) -> None:
        both = answering(flavour, **answer)
        assert await both(both.client.get("/x", cast_to=target)) == expected

    async def test_the_response_of_the_http_library(self, flavour: str) -> None:
        both = answering(flavour, json={"a": 1})
        response = await both(both.client.get("/x", cast_to=httpx.Response))
        assert isinstance(response, httpx.Response)
        assert response.json() == {"a": 1}

    async def test_classes_that_build_themselves(self, flavour: str) -> None:
        class Built:
            def __init__(self, status: int, data: object) -> None:
                self.seen = (status, data)

            @classmethod
            def build(cls, *, response: httpx.Response, data: object) -> Built:
                return cls(response.status_code, data)

        both = answering(flavour, json=[1], status=201)
        assert (await both(both.client.get("/x", cast_to=Built))).seen == (201, [1])

    async def test_targets_that_make_no_sense(self, flavour: str) -> None:
        class Foreign(pydantic.BaseModel):
            pass

        class Plain:
            pass

        class Response(httpx.Response):
            pass

        both = answering(flavour, json={})
        with pytest.raises(TypeError, match=r"e\.g\. `from acme_sdk import BaseModel`"):
            await both(both.client.get("/x", cast_to=Foreign))
        with pytest.raises(RuntimeError, match="Cannot parse"):
            await both(both.client.get("/x", cast_to=Plain))
        with pytest.raises(ValueError, match="subclass"):
            await both(both.client.get("/x", cast_to=Response))

    async def test_other_content_types(self, flavour: str) -> None:
        both = answering(flavour, text="<html>")
        assert await both(both.client.get("/x", cast_to=Thing)) == "<html>"
        both = answering(flavour, text='{"name": "a"}')
        assert (await both(both.client.get("/x", cast_to=Thing))).name == "a"
        both = answering(
            flavour, content=b'{"name": "a"}', headers={"content-type": "application/hal+json; charset=utf-8"}
        )
        assert (await both(both.client.get("/x", cast_to=Thing))).name == "a"

    async def test_strict_clients(self, flavour: str) -> None:
        strict = {"_strict_response_validation": True}
        both = answering(flavour, text="<html>", options=strict)
        with pytest.raises(APIResponseValidationError, match="application/json") as caught:
            await both(both.client.get("/x", cast_to=Thing))
        assert caught.value.body == "<html>"
        both = answering(flavour, json={"name": [1]}, options=strict)
        with pytest.raises(APIResponseValidationError) as caught:
            await both(both.client.get("/x", cast_to=Thing))
        assert isinstance(caught.value.__cause__, pydantic.ValidationError)
        assert caught.value.body == {"name": [1]}
        both = answering(flavour, json={"name": [1]})
        assert (await both(both.client.get("/x", cast_to=Thing))).name == [1]

    async def test_json_that_is_none(self, flavour: str) -> None:
        both = answering(flavour, content=b"{", headers={"content-type": "application/json"})
        with pytest.raises(APIResponseValidationError, match="not valid JSON"):
            await both(both.client.get("/x", cast_to=Thing))


class Api:
    """A method as emitted resources have them."""

    def __init__(self, both: Both) -> None:
        self.client = both.client
        self.both = both
        if both.is_async:

            async def get(name: str, *, extra_headers: Any = None) -> Thing:
                options = {"headers": extra_headers} if extra_headers else {}
                return await both.client.get(f"/{name}", cast_to=Thing, options=options)
        else:

            def get(name: str, *, extra_headers: Any = None) -> Thing:
                options = {"headers": extra_headers} if extra_headers else {}
                return both.client.get(f"/{name}", cast_to=Thing, options=options)

        self.get: Any = get


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestWrappers:
    async def test_raw(self, flavour: str) -> None:
        headers = {"x-id": "7", "content-type": "application/json"}
        both = answering(flavour, stream=httpx.ByteStream(b'{"name": "a"}'), headers=headers)
        wrap = async_to_raw_response_wrapper if both.is_async else to_raw_response_wrapper
        response = await both(wrap(Api(both).get)("thing", extra_headers={"x-mine": "1"}))
        assert isinstance(response, AsyncAPIResponse if both.is_async else APIResponse)
        assert response.headers["x-id"] == "7"
        assert (response.status_code, response.method, response.url.path) == (200, "GET", "/thing")
        assert response.http_request.headers["x-mine"] == "1"
        assert response.http_request.headers["x-stainless-raw-response"] == "raw"
        assert response.http_response.status_code == 200
        assert response.retries_taken == 0
        assert response.http_version == "HTTP/1.1"
        assert response.is_closed
        assert response.elapsed.total_seconds() >= 0
        thing = await both(response.parse())
        assert thing.name == "a"
        assert await both(response.parse()) is thing, "parsed once"
        assert await both(response.parse(to=dict[str, str])) == {"name": "a"}
        assert await both(response.json()) == {"name": "a"}
        assert json.loads(await both(response.text())) == {"name": "a"}
        assert repr(response).endswith(f"[200 OK] type={Thing}>")

    async def test_streamed(self, flavour: str) -> None:
        reads: list[int] = []

        class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
            def __iter__(self) -> Any:
                for line in (b"first\n", b"second"):
                    reads.append(1)
                    yield line

            async def __aiter__(self) -> Any:
                for line in self:
                    yield line

        both = Both(flavour, lambda request: httpx.Response(200, stream=Body()))
        wrap = async_to_streamed_response_wrapper if both.is_async else to_streamed_response_wrapper
        manager = wrap(Api(both).get)("thing")
        if both.is_async:
            async with manager as response:
                assert reads == []
                assert [line async for line in response.iter_lines()] == ["first", "second"]
                with pytest.raises(StreamAlreadyConsumed):
                    await response.read()
            async with wrap(Api(both).get)("thing") as response:
                pass
        else:
            with manager as response:
                assert reads == []
                assert list(response.iter_lines()) == ["first", "second"]
                with pytest.raises(StreamAlreadyConsumed):
                    response.read()
            with wrap(Api(both).get)("thing") as response:
                pass
        assert response.is_closed

    async def test_nothing_is_sent_before_the_block_is_entered(self, flavour: str, recwarn: Any) -> None:
        sent: list[str] = []
        both = Both(flavour, lambda request: httpx.Response(200, json=sent.append(request.url.path)))
        wrap = async_to_streamed_response_wrapper if both.is_async else to_streamed_response_wrapper
        manager = wrap(Api(both).get)("thing")
        assert sent == []
        del manager
        assert not recwarn.list, "a call that was never made is no coroutine that was never awaited"

    async def test_bytes(self, flavour: str, tmp_path: Path) -> None:
        both = answering(flavour, content=b"\x89PNG")
        raw, raw_cls, streamed, streamed_cls = (
            (
                async_to_custom_raw_response_wrapper,
                AsyncBinaryAPIResponse,
                async_to_custom_streamed_response_wrapper,
                AsyncStreamedBinaryAPIResponse,
            )
            if both.is_async
            else (
                to_custom_raw_response_wrapper,
                BinaryAPIResponse,
                to_custom_streamed_response_wrapper,
                StreamedBinaryAPIResponse,
            )
        )
        response: Any = await both(raw(Api(both).get, raw_cls)("thing"))
        assert type(response) is raw_cls
        await both(response.write_to_file(tmp_path / "raw"))
        assert (tmp_path / "raw").read_bytes() == b"\x89PNG"
        assert await both(response.parse()) == b"\x89PNG"
        assert "____stainless_override_cast_to" not in response.http_request.headers

        manager: Any = streamed(Api(both).get, streamed_cls)("thing")
        if both.is_async:
            async with manager as response:
                await response.stream_to_file(tmp_path / "streamed", chunk_size=1)
        else:
            with manager as response:
                response.stream_to_file(tmp_path / "streamed", chunk_size=1)
        assert (tmp_path / "streamed").read_bytes() == b"\x89PNG"

    async def test_a_method_that_gives_bytes(self, flavour: str) -> None:
        both = answering(flavour, content=b"\x89PNG")
        cast_to: Any = AsyncBinaryAPIResponse if both.is_async else BinaryAPIResponse
        response = await both(both.client.get("/x", cast_to=cast_to))
        assert type(response) is cast_to
        assert await both(response.read()) == b"\x89PNG"

    async def test_a_response_class_of_the_other_flavour(self, flavour: str) -> None:
        both = answering(flavour, content=b"")
        cast_to: Any = BinaryAPIResponse if both.is_async else AsyncBinaryAPIResponse
        with pytest.raises(TypeError, match="Expected a response class that extends"):
            await both(both.client.get("/x", cast_to=cast_to))

    async def test_the_post_parser_sees_the_parsed_body(self, flavour: str) -> None:
        both = answering(flavour, json={"data": {"name": "a"}})
        options: Any = {"post_parser": lambda parsed: parsed["data"]}
        assert await both(both.client.get("/x", cast_to=object, options=options)) == {"name": "a"}


def test_types_of_response_classes() -> None:
    class Mine(APIResponse[list[str]]):
        pass

    assert extract_response_type(APIResponse[int]) is int
    assert extract_response_type(Mine) == list[str]
    assert extract_response_type(AsyncBinaryAPIResponse) is bytes
