"""The example's SDK against a live server: what the main job must show, sync and async."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import threading
import time
from datetime import UTC
from typing import Any

import pytest
from live_server import Reply, Seen, Server

KEY = "sk-test"


def message(number: int) -> dict[str, Any]:
    return {
        "id": f"msg_{number}",
        "object": "thread.message",
        "created_at": 1_700_000_000 + number,
        "thread_id": "thread_1",
        "status": "completed",
        "incomplete_details": None,
        "completed_at": None,
        "incomplete_at": None,
        "role": "assistant" if number % 2 else "user",
        "content": [
            {"type": "text", "text": {"value": f"message {number}", "annotations": []}},
            {"type": "image_file", "image_file": {"file_id": f"file_{number}"}},
        ],
        "assistant_id": None,
        "run_id": None,
        "attachments": None,
        "metadata": {"number": str(number)},
    }


def run(status: str = "queued") -> dict[str, Any]:
    return {
        "id": "run_1",
        "object": "thread.run",
        "created_at": 1_700_000_000,
        "thread_id": "thread_1",
        "assistant_id": "asst_1",
        "status": status,
        "required_action": None,
        "last_error": None,
        "started_at": None,
        "completed_at": None,
        "model": "gpt-4o-mini",
        "instructions": "Be brief.",
        "tools": [{"type": "code_interpreter"}],
        "metadata": {},
        "usage": None,
    }


def pages_of_messages(request: Seen) -> Reply:
    """Six messages, two a page."""
    after = request.query.get("after", ["msg_0"])[0]
    first = int(after.removeprefix("msg_")) + 1
    data = [message(number) for number in (first, first + 1)]
    return Reply(json={"object": "list", "data": data, "has_more": first < 5})


def events(*items: tuple[str, Any]) -> bytes:
    return b"".join(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode() for name, data in items)


def run_events(_: Seen) -> Reply:
    body = events(
        ("thread.run.created", {"event": "thread.run.created", "data": run()}),
        ("thread.message.created", {"event": "thread.message.created", "data": message(1)}),
        ("thread.run.completed", {"event": "thread.run.completed", "data": run("completed")}),
    )
    body += b"event: done\ndata: [DONE]\n\n"
    return Reply(
        headers={"content-type": "text/event-stream"}, chunks=[body[at : at + 7] for at in range(0, len(body), 7)]
    )


def client(server: Server, **options: Any) -> Any:
    from openai_client import OpenAI

    return OpenAI(base_url=server.url, api_key=KEY, **options)


def async_client(server: Server, **options: Any) -> Any:
    from openai_client import AsyncOpenAI

    return AsyncOpenAI(base_url=server.url, api_key=KEY, **options)


def test_iterating_a_list_crosses_three_pages(server: Server) -> None:
    from openai_client.types.beta.threads import Message

    server.answer = pages_of_messages
    found = list(client(server).beta.threads.messages.list("thread_1", limit=2, order="asc"))
    assert [item.id for item in found] == [f"msg_{number}" for number in range(1, 7)]
    assert all(type(item) is Message for item in found)
    assert [request.path for request in server.seen] == ["/threads/thread_1/messages"] * 3
    assert [request.query.get("after") for request in server.seen] == [None, ["msg_2"], ["msg_4"]]
    assert all(request.query["limit"] == ["2"] and request.query["order"] == ["asc"] for request in server.seen)


async def test_iterating_a_list_crosses_three_pages_async(server: Server) -> None:
    server.answer = pages_of_messages
    async with async_client(server) as openai:
        found = [item.id async for item in openai.beta.threads.messages.list("thread_1", limit=2)]
        first = await openai.beta.threads.messages.list("thread_1", limit=2)
    assert found == [f"msg_{number}" for number in range(1, 7)]
    assert [item.id for item in first.data] == ["msg_1", "msg_2"]
    assert first.has_next_page()


def test_content_parts_decode_by_their_discriminator(server: Server) -> None:
    from openai_client.types.beta.threads import ImageFileContentBlock, TextContentBlock

    server.answer = lambda _: Reply(json=message(1))
    part, image = client(server).beta.threads.messages.retrieve("msg_1", thread_id="thread_1").content
    assert type(part) is TextContentBlock
    assert part.text.value == "message 1"
    assert type(image) is ImageFileContentBlock
    assert image.image_file.file_id == "file_1"


def test_streaming_a_run_yields_typed_events(server: Server) -> None:
    server.answer = run_events
    with client(server).beta.threads.runs.create("thread_1", assistant_id="asst_1", stream=True) as stream:
        found = list(stream)
    assert [type(event).__name__ for event in found] == [
        "ThreadRunCreated", "ThreadMessageCreated", "ThreadRunCompleted",
    ]  # fmt: skip
    assert found[1].data.content[0].text.value == "message 1"
    assert found[2].data.status == "completed"
    assert server.seen[0].json() == {"assistant_id": "asst_1", "stream": True}


async def test_streaming_a_run_yields_typed_events_async(server: Server) -> None:
    server.answer = run_events
    async with async_client(server) as openai:
        stream = await openai.beta.threads.runs.create("thread_1", assistant_id="asst_1", stream=True)
        found = [event async for event in stream]
    assert [event.event for event in found] == ["thread.run.created", "thread.message.created", "thread.run.completed"]


def test_without_stream_the_same_method_gives_a_run(server: Server) -> None:
    from openai_client.types.beta.threads import Run

    server.answer = lambda _: Reply(json=run())
    found = client(server).beta.threads.runs.create("thread_1", assistant_id="asst_1")
    assert type(found) is Run
    assert "stream" not in server.seen[0].json()


def test_breaking_out_of_a_stream_releases_the_connection(server: Server) -> None:
    release = threading.Event()

    def wait_for_release(index: int) -> None:
        if index:
            release.wait(5)

    piece = events(("thread.run.created", {"event": "thread.run.created", "data": run()}))
    server.answer = lambda _: Reply(
        headers={"content-type": "text/event-stream"}, chunks=[piece] * 200, before_chunk=wait_for_release
    )
    with client(server).beta.threads.runs.create("thread_1", assistant_id="asst_1", stream=True) as stream:
        for event in stream:
            assert event.event == "thread.run.created"
            break
    release.set()
    assert server.hung_up.wait(5), "the server could still write: the connection was kept"


def test_an_error_event_is_raised(server: Server) -> None:
    from openai_client import APIError

    body = events(("error", {"error": {"message": "out of luck"}}))
    server.answer = lambda _: Reply(headers={"content-type": "text/event-stream"}, body=body)
    stream = client(server).beta.threads.runs.create("thread_1", assistant_id="asst_1", stream=True)
    with pytest.raises(APIError):
        list(stream)


def test_raw_response_gives_headers_and_parses(server: Server) -> None:
    from openai_client.types import Model

    model = {"id": "m", "created": 1, "object": "model", "owned_by": "us"}
    server.answer = lambda _: Reply(json=model, headers={"x-request-id": "req_7"})
    response = client(server).models.with_raw_response.retrieve("m")
    assert response.headers["x-request-id"] == "req_7"
    assert response.status_code == 200
    parsed = response.parse()
    assert type(parsed) is Model
    assert parsed.to_dict() == model


async def test_raw_response_gives_headers_and_parses_async(server: Server) -> None:
    server.answer = lambda _: Reply(json={"id": "m", "created": 1, "object": "model", "owned_by": "us"})
    async with async_client(server) as openai:
        response = await openai.models.with_raw_response.retrieve("m")
        assert (await _parsed(response)).id == "m"


async def _parsed(response: Any) -> Any:
    parsed = response.parse()
    return await parsed if asyncio.iscoroutine(parsed) else parsed


def test_streaming_response_does_not_read_the_body(server: Server) -> None:
    sent: list[int] = []
    gate = threading.Event()

    def held_back(index: int) -> None:
        if index:
            gate.wait(5)
        sent.append(index)

    server.answer = lambda _: Reply(
        headers={"content-type": "application/octet-stream"}, chunks=[b"ab", b"cd", b"ef"], before_chunk=held_back
    )
    with client(server).files.with_streaming_response.content("file_1") as response:
        assert response.headers["content-type"] == "application/octet-stream"
        assert sent in ([], [0]), "the body was read before anybody asked"
        gate.set()
        assert b"".join(response.iter_bytes()) == b"abcdef"


async def test_streaming_response_async(server: Server) -> None:
    server.answer = lambda _: Reply(body=b"abcdef", headers={"content-type": "application/octet-stream"})
    async with (
        async_client(server) as openai,
        openai.files.with_streaming_response.content("file_1") as response,
    ):
        assert b"".join([piece async for piece in response.iter_bytes()]) == b"abcdef"


def test_download_gives_bytes(server: Server) -> None:
    server.answer = lambda _: Reply(body=b"\x00\xff", headers={"content-type": "application/octet-stream"})
    assert client(server).files.content("file_1").read() == b"\x00\xff"


def test_upload_is_multipart_with_nested_fields(server: Server) -> None:
    record = {
        "id": "file_1", "bytes": 3, "created_at": 1, "filename": "a.txt",
        "object": "file", "purpose": "batch", "status": "processed",
    }  # fmt: skip
    server.answer = lambda _: Reply(json=record)
    client(server).files.create(
        file=("a.txt", b"abc", "text/plain"),
        purpose="batch",
        expires_after={"anchor": "created_at", "seconds": 3600},
    )
    request = server.seen[0]
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="file"; filename="a.txt"' in request.body
    assert b'name="purpose"' in request.body
    assert b'name="expires_after[anchor]"' in request.body
    assert b'name="expires_after[seconds]"' in request.body


def test_every_request_carries_the_credentials_and_the_sdk_headers(server: Server) -> None:
    server.answer = lambda _: Reply(json={"object": "list", "data": []})
    client(server, organization="org_1", project="proj_1").models.list()
    headers = server.seen[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["openai-organization"] == "org_1"
    assert headers["openai-project"] == "proj_1"
    assert headers["x-stainless-lang"] == "python"
    assert headers["x-stainless-retry-count"] == "0"
    assert headers["accept"] == "application/json"


def test_a_busy_server_is_asked_again(server: Server) -> None:
    def first_busy(_: Seen) -> Reply:
        if len(server.seen) == 1:
            return Reply(status=503, headers={"retry-after-ms": "1"})
        return Reply(json={"id": "thread_1", "created_at": 1, "metadata": None, "object": "thread"})

    server.answer = first_busy
    client(server).beta.threads.create()
    assert [request.headers["x-stainless-retry-count"] for request in server.seen] == ["0", "1"]


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"), (401, "AuthenticationError"), (403, "PermissionDeniedError"),
        (404, "NotFoundError"), (409, "ConflictError"), (422, "UnprocessableEntityError"),
        (429, "RateLimitError"), (500, "InternalServerError"), (418, "APIStatusError"),
    ],
)  # fmt: skip
def test_statuses_become_typed_errors(server: Server, status: int, name: str) -> None:
    import openai_client

    server.answer = lambda _: Reply(status=status, json={"error": {"message": "no"}})
    with pytest.raises(openai_client.APIStatusError) as caught:
        client(server, max_retries=0).models.retrieve("m")
    assert type(caught.value).__name__ == name
    assert caught.value.status_code == status


def test_an_empty_path_parameter_is_refused_by_name(server: Server) -> None:
    with pytest.raises(ValueError, match="`thread_id`"):
        client(server).beta.threads.messages.list("")
    assert server.seen == []


def test_a_missing_required_argument_is_named(server: Server) -> None:
    with pytest.raises(TypeError, match="assistant_id"):
        client(server).beta.threads.runs.create("thread_1", stream=True)


def signed(payload: str, secret: str) -> dict[str, str]:
    from standardwebhooks import Webhook

    now = time.time()
    from datetime import datetime

    signature = Webhook(secret).sign("evt_1", datetime.fromtimestamp(int(now), tz=UTC), payload)
    return {"webhook-id": "evt_1", "webhook-timestamp": str(int(now)), "webhook-signature": signature}


def test_webhooks_are_verified_and_typed(server: Server) -> None:
    from openai_client.types import BatchFailedEvent

    secret = "whsec_" + base64.b64encode(b"a secret between the server and us").decode()
    payload = json.dumps({"id": "evt_1", "created_at": 1, "type": "batch.failed", "data": {"id": "batch_1"}})
    openai = client(server, webhook_secret=secret)
    event = openai.webhooks.unwrap(payload, headers=signed(payload, secret))
    assert type(event) is BatchFailedEvent
    assert event.data.id == "batch_1"
    with pytest.raises(Exception, match=r"(?i)signature"):
        openai.webhooks.unwrap(payload + " ", headers=signed(payload, secret))


def test_files_without_a_name_are_uploaded_all_the_same(server: Server) -> None:
    server.answer = lambda _: Reply(status=400, json={})
    import openai_client

    with pytest.raises(openai_client.BadRequestError):
        client(server).files.create(file=io.BytesIO(b"abc"), purpose="batch")
    body = server.seen[0].body
    assert b"abc" in body
    assert b'name="file"; filename="' in body
