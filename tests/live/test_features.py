"""What the keys of a config do over the wire: an SDK made from `documents/features.yml`, against a scripted server."""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from generated_sdk import generated_sdk
from live_server import Reply, Seen, Server

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def features(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The generated package."""
    folder = tmp_path_factory.mktemp("features")
    return generated_sdk(folder, DOCUMENTS / "features.yml", DOCUMENTS / "features.stainless.yml", "features_client")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing comes from the environment but what a test puts there."""
    for name in ("SESSION", "MODEL", "WEBHOOK_SECRET", "BASE_URL"):
        monkeypatch.delenv(f"FEATURES_{name}", raising=False)
    return


def answers(server: Server, reply: Reply) -> list[Seen]:
    """Answer everything with one reply; gives the list that requests are added to."""
    server.answer = lambda _: reply
    return server.seen


def nothing(server: Server) -> list[Seen]:
    return answers(server, Reply(status=204))


class TestOptions:
    def test_one_fills_a_property_of_the_body_that_a_call_leaves_out(self, features: Any, server: Server) -> None:
        seen = answers(server, Reply(json={"text": "yes"}))
        client = features.Features(base_url=server.url, account_id="a/1", model="small")
        assert client.answers.create(question="?").text == "yes"
        assert seen[0].path == "/models/a%2F1/answer"
        assert seen[0].json() == {"question": "?", "model": "small"}
        client.answers.create(question="?", model="large", account_id="b")
        assert seen[1].path == "/models/b/answer"
        assert seen[1].json() == {"question": "?", "model": "large"}

    def test_one_without_a_value_sends_nothing_in_the_body(self, features: Any, server: Server) -> None:
        seen = answers(server, Reply(json={"text": "yes"}))
        features.Features(base_url=server.url, account_id="a").answers.create(question="?")
        assert seen[0].json() == {"question": "?"}

    def test_one_is_read_from_the_environment(
        self, features: Any, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = answers(server, Reply(json={"text": "yes"}))
        monkeypatch.setenv("FEATURES_MODEL", "from-env")

        async def ask() -> None:
            async with features.AsyncFeatures(base_url=server.url, account_id="a") as client:
                await client.answers.create(question="?")

        asyncio.run(ask())
        assert seen[0].json()["model"] == "from-env"

    def test_one_without_a_value_for_the_path_is_an_error(self, features: Any, server: Server) -> None:
        with pytest.raises(ValueError, match="account_id"):
            features.Features(base_url=server.url).answers.create(question="?")

    def test_cookies_of_options_join_the_cookie_of_a_scheme(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        features.Features(base_url=server.url, session="s3", tenant="acme").slow()
        assert seen[0].headers["cookie"] == "session=s3; tenant=acme"

    def test_none_of_them_sends_no_cookie(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        features.Features(base_url=server.url).slow()
        assert "cookie" not in seen[0].headers

    def test_headers_of_options_and_constant_headers(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        features.Features(base_url=server.url, trace=True).public()
        features.Features(base_url=server.url).public()
        assert [one.headers.get("x-trace") for one in seen] == ["true", None]
        assert seen[0].headers["x-api-version"] == "2024-01-01"


class TestSecurityOfOperations:
    def test_each_sends_what_it_asks_for_and_nothing_else(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        client = features.Features(base_url=server.url, session="s3", admin_key="adm", query_key="q y")
        for call in (client.public, client.admin, client.search, client.slow):
            call()
        sent = [(one.headers.get("cookie"), one.headers.get("x-admin-key"), one.query.get("key")) for one in seen]
        assert sent == [(None, None, None), (None, "adm", None), (None, None, ["q y"]), ("session=s3", None, None)]

    def test_missing_credentials_send_nothing(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        client = features.Features(base_url=server.url)
        for call in (client.admin, client.search, client.slow):
            call()
        assert all(not {"cookie", "x-admin-key"} & set(one.headers) and not one.query for one in seen)


class TestEnvironments:
    def test_the_first_is_the_default_and_options_fill_its_variables(self, features: Any) -> None:
        assert str(features.Features().base_url).rstrip("/") == "https://eu.features.example.com"
        assert str(features.Features(region="us").base_url).rstrip("/") == "https://us.features.example.com"

    def test_one_is_chosen_by_name(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        port = int(server.url.rpartition(":")[2])
        features.Features(environment="local", port=port).public()
        assert seen[0].path == "/base/public"

    def test_the_variable_and_a_name_contradict_each_other(
        self, features: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FEATURES_BASE_URL", "https://elsewhere.example.com")
        assert str(features.Features().base_url).rstrip("/") == "https://elsewhere.example.com"
        with pytest.raises(ValueError, match="base_url=None"):
            features.Features(environment="production")
        client = features.Features(environment="production", base_url=None)
        assert str(client.base_url).rstrip("/") == "https://eu.features.example.com"

    def test_a_copy_follows_the_options_that_it_changes(self, features: Any) -> None:
        client = features.Features(region="us")
        assert str(client.with_options(timeout=3).base_url).rstrip("/") == "https://us.features.example.com"
        assert str(client.with_options(region="asia").base_url).rstrip("/") == "https://asia.features.example.com"
        assert str(client.with_options(environment="local", port=81).base_url) == "http://127.0.0.1:81/base/"
        assert str(client.with_options(base_url="http://x/", region="asia").base_url).rstrip("/") == "http://x"

    def test_a_copy_keeps_the_url_that_was_given(self, features: Any) -> None:
        client = features.Features(base_url="http://given/")
        assert str(client.with_options(timeout=3).base_url).rstrip("/") == "http://given"


class TestRequestOptions:
    def test_milliseconds(self, features: Any, server: Server) -> None:
        def late(_: Seen) -> Reply:
            time.sleep(0.6)
            return Reply(status=204)

        server.answer = late
        client = features.Features(base_url=server.url)
        with pytest.raises(features.APITimeoutError):
            client.slow()
        assert len(server.seen) == 1, "`max_retries: 0` holds"
        client.slow(timeout=5)

    def test_a_duration_and_no_limit(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        client = features.Features(base_url=server.url)
        client.iso()
        client.endless()
        assert seen[0].headers["x-stainless-read-timeout"] == "90"
        assert "x-stainless-read-timeout" not in seen[1].headers

    def test_the_clients_own_wins(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        features.Features(base_url=server.url, timeout=7).iso()
        assert seen[0].headers["x-stainless-read-timeout"] == "7"


def test_no_path_parameter_is_positional(features: Any) -> None:
    parameters = inspect.signature(features.resources.answers.AnswersResource.create).parameters
    kinds = {name: parameter.kind for name, parameter in parameters.items() if name != "self"}
    assert set(kinds.values()) == {inspect.Parameter.KEYWORD_ONLY}


class TestUnwrappedResponses:
    def test_a_response_with_nothing_else_is_unwrapped(self, features: Any, server: Server) -> None:
        answers(server, Reply(json={"data": {"text": "inner"}}))
        client = features.Features(base_url=server.url)
        assert client.answers.retrieve().text == "inner"
        raw = client.answers.with_raw_response.retrieve()
        assert raw.parse().text == "inner"

    def test_one_with_more_is_not(self, features: Any, server: Server) -> None:
        answers(server, Reply(json={"data": [{"text": "inner"}], "total": 1}))
        answer = features.Features(base_url=server.url).answers.several()
        assert (answer.data[0].text, answer.total) == ("inner", 1)


class TestErrors:
    @pytest.mark.parametrize(
        ("status", "body", "name", "base"),
        [
            (429, {"code": "quota", "detail": "no more"}, "QuotaExceededError", "RateLimitError"),
            (410, {"code": "gone", "detail": "was here"}, "GoneError", "APIStatusError"),
            (404, {"code": "other", "detail": "nowhere"}, "NotFoundError", "APIStatusError"),
        ],
    )
    def test_the_class_follows_from_the_body(
        self, features: Any, server: Server, status: int, body: dict[str, Any], name: str, base: str
    ) -> None:
        answers(server, Reply(status=status, json=body))
        client = features.Features(base_url=server.url, max_retries=0)
        with pytest.raises(getattr(features, base)) as caught:
            client.failing()
        assert type(caught.value) is getattr(features, name)
        assert (caught.value.message, caught.value.status_code) == (body["detail"], status)
        assert caught.value.body == body

    def test_the_same_asynchronously(self, features: Any, server: Server) -> None:
        answers(server, Reply(status=429, json={"code": "quota", "detail": "no more"}))

        async def ask() -> None:
            async with features.AsyncFeatures(base_url=server.url, max_retries=0) as client:
                await client.failing()

        with pytest.raises(features.QuotaExceededError, match="no more"):
            asyncio.run(ask())


class TestJsonLines:
    LINES = Reply(
        chunks=[b'{"text": "on', b'e"}\n\n{"text"', b': "two \\n"}\n', b'{"text": "three"}'],
        headers={"content-type": "application/x-ndjson"},
    )
    TEXTS = ("one", "two \n", "three")

    def test_values_across_chunks(self, features: Any, server: Server) -> None:
        answers(server, self.LINES)
        lines = features.Features(base_url=server.url).answers.lines()
        assert tuple(line.text for line in lines) == self.TEXTS

    def test_asynchronously(self, features: Any, server: Server) -> None:
        answers(server, self.LINES)

        async def collect() -> tuple[str, ...]:
            async with features.AsyncFeatures(base_url=server.url) as client:
                return tuple([line.text async for line in await client.answers.lines()])

        assert asyncio.run(collect()) == self.TEXTS


class TestHttpMethods:
    def test_an_unusual_one_is_sent_as_it_is_spelled(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        features.Features(base_url=server.url).move()
        assert [(each.method, each.path) for each in seen] == [("MOVE", "/movable")]


class TestWebhooks:
    EVENT = json.dumps({"kind": "failed", "reason": "tired"})

    def test_unsafe_unwrap_gives_the_variant(self, features: Any) -> None:
        event = features.Features(base_url="http://x").hooks.unsafe_unwrap(self.EVENT)
        assert (event.kind, event.reason) == ("failed", "tired")
        assert not hasattr(event, "text"), "it is the variant for failures"

    def test_unwrap_verifies(self, features: Any) -> None:
        webhooks = pytest.importorskip("standardwebhooks")
        from datetime import UTC, datetime

        now = datetime.now(UTC)
        signature = webhooks.Webhook(b"secret").sign("id", now, self.EVENT)
        headers = {
            "webhook-id": "id",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        }
        client = features.Features(base_url="http://x", webhook_secret="whsec_" + base64.b64encode(b"secret").decode())
        assert client.hooks.unwrap(self.EVENT, headers=headers).reason == "tired"
        other = features.Features(base_url="http://x", webhook_secret="b3RoZXI=")
        assert other.hooks.unwrap(self.EVENT, headers=headers, key=b"secret").reason == "tired", (
            "bytes are the key itself"
        )
        with pytest.raises(webhooks.WebhookVerificationError):
            other.hooks.unwrap(self.EVENT, headers=headers)
        with pytest.raises(webhooks.WebhookVerificationError):
            client.hooks.unwrap(self.EVENT + " ", headers=headers)
        with pytest.raises(ValueError, match="webhook_secret"):
            features.Features(base_url="http://x").hooks.unwrap(self.EVENT, headers=headers)


def parts(request: Seen) -> dict[str, list[Message]]:
    """The parts of a multipart request by their names."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    found: dict[str, list[Message]] = {}
    for part in message_from_bytes(head + request.body).get_payload():
        assert isinstance(part, Message)
        found.setdefault(str(part.get_param("name", header="content-disposition")), []).append(part)
    return found


def content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


class TestPartsOfBodies:
    """OpenAPI 3.1 §4.8.15: a part travels as its `contentType` says."""

    def test_each_has_the_type_of_the_document(self, features: Any, server: Server, tmp_path: Path) -> None:
        seen = nothing(server)
        (tmp_path / "table.txt").write_bytes(b"a;b")
        png = b"\x89PNG\r\n\x1a\n..."
        features.Features(base_url=server.url).answers.upload(
            metadata={"title": "T", "page_count": 3},
            file=tmp_path / "table.txt",
            pictures=[png, ("two.jpg", b"jpg")],
            note="# Hi",
            labels=["a", "b"],
        )
        found = parts(seen[0])
        sent = {
            name: [(part.get_content_type(), part.get_filename(), content(part)) for part in same]
            for name, same in found.items()
        }
        assert sent["metadata"] == [("application/json", None, b'{"title":"T","page_count":3}')]
        assert sent["labels"] == [("application/json", None, b'["a","b"]')]
        assert sent["note"] == [("text/markdown", None, b"# Hi")]
        assert sent["file"] == [("text/csv", "table.txt", b"a;b")]
        assert [entry[:2] for entry in sent["pictures[]"]] == [("image/png", "upload.png"), ("image/jpeg", "two.jpg")]

    def test_a_callers_type_wins_and_nothing_is_sent_for_what_is_left_out(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        client = features.Features(base_url=server.url)
        client.answers.upload(metadata={"title": "T"}, file=("x.bin", b"1", "application/x-own"))
        found = parts(seen[0])
        assert set(found) == {"metadata", "file"}
        assert found["file"][0].get_content_type() == "application/x-own"

    def test_a_body_without_files(self, features: Any, server: Server) -> None:
        seen = nothing(server)
        client = features.Features(base_url=server.url)
        client.answers.fill(metadata={"title": "T"}, tag="blue")
        client.answers.fill(tag="blue")
        first, second = parts(seen[0]), parts(seen[1])
        assert (first["metadata"][0].get_content_type(), content(first["metadata"][0])) == (
            "application/json",
            b'{"title":"T"}',
        )
        assert content(first["tag"][0]) == content(second["tag"][0]) == b"blue"
        assert set(second) == {"tag"}

    def test_asynchronously_and_again_after_a_failure(self, features: Any, server: Server) -> None:
        replies = [Reply(status=503, headers={"retry-after-ms": "1"}), Reply(status=204)]
        server.answer = lambda _: replies[len(server.seen) - 1]

        async def send() -> None:
            async with features.AsyncFeatures(base_url=server.url) as client:
                await client.answers.upload(metadata={"title": "T"}, file=b"12")

        asyncio.run(send())
        assert len(server.seen) == 2
        for request in server.seen:
            assert content(parts(request)["metadata"][0]) == b'{"title":"T"}'
            assert content(parts(request)["file"][0]) == b"12"
