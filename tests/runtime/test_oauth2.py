from __future__ import annotations

import asyncio
import base64
import pickle
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from acme_sdk import _auth
from acme_sdk._auth import OAuth2ClientCredentials, OAuth2Error, basic_authorization, has_header, has_omitted_header
from acme_sdk._exceptions import APIStatusError
from acme_sdk._types import Omit

from .clients import FLAVOURS, Both

TOKEN_URL = "https://auth.acme.test/token"


class Server:
    """An API with its authorization server: tokens are numbered, and only the newest one is good."""

    def __init__(self, *, expires_in: object = 3600, delay: float = 0.0) -> None:
        self.token_requests: list[httpx.Request] = []
        self.authorizations: list[str | None] = []
        self.expires_in = expires_in
        self.delay = delay
        self.refuse_all = False
        self.lock = threading.Lock()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == TOKEN_URL:
            time.sleep(self.delay)
            with self.lock:
                self.token_requests.append(request)
                answer = {"access_token": f"t{len(self.token_requests)}", "token_type": "Bearer"}
            if self.expires_in is not None:
                answer["expires_in"] = self.expires_in
            return httpx.Response(200, json=answer)
        self.authorizations.append(request.headers.get("authorization"))
        good = request.headers.get("authorization") == f"Bearer t{len(self.token_requests)}" and not self.refuse_all
        return httpx.Response(200 if good else 401, json={"body": request.content.decode()})

    def revoke(self) -> None:
        """Make the newest token bad, as if another one had been issued."""
        self.token_requests.append(httpx.Request("POST", TOKEN_URL))


def client_of(flavour: str, server: Callable[[httpx.Request], httpx.Response], **credentials: Any) -> Both:
    both = Both(flavour, server, max_retries=0)
    both.client._oauth = OAuth2ClientCredentials(
        **{"token_url": TOKEN_URL, "client_id": "id", "client_secret": "secret", **credentials}
    )
    return both


async def call(both: Both, **arguments: Any) -> Any:
    return await both(both.client.post("/x", cast_to=object, body={"a": 1}, **arguments))


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestTokens:
    async def test_asked_for_once(self, flavour: str) -> None:
        server = Server()
        both = client_of(flavour, server, scopes=["read", "write"], parameters={"audience": "acme"})
        assert await call(both) == {"body": '{"a":1}'}
        await call(both)
        assert len(server.token_requests) == 1
        request = server.token_requests[0]
        assert request.method == "POST"
        assert request.headers["authorization"] == "Basic " + base64.b64encode(b"id:secret").decode()
        assert parse_qs(request.content.decode()) == {
            "grant_type": ["client_credentials"],
            "scope": ["read write"],
            "audience": ["acme"],
        }

    async def test_credentials_in_the_body(self, flavour: str) -> None:
        server = Server()
        await call(client_of(flavour, server, client_secret="s&t", client_authentication="body"))
        request = server.token_requests[0]
        assert "authorization" not in request.headers
        assert parse_qs(request.content.decode())["client_secret"] == ["s&t"]

    async def test_renewed_before_it_expires(self, flavour: str, monkeypatch: pytest.MonkeyPatch) -> None:
        now = [1000.0]
        monkeypatch.setattr(_auth.time, "monotonic", lambda: now[0])
        server = Server(expires_in=600)
        both = client_of(flavour, server)
        await call(both)
        now[0] += 530
        await call(both)
        assert len(server.token_requests) == 1
        now[0] += 20  # 550 s old: less than a minute to go
        await call(both)
        assert len(server.token_requests) == 2
        assert server.authorizations == [
            "Bearer t1",
            "Bearer t1",
            "Bearer t2",
        ]

    async def test_short_lives(self, flavour: str, monkeypatch: pytest.MonkeyPatch) -> None:
        now = [1000.0]
        monkeypatch.setattr(_auth.time, "monotonic", lambda: now[0])
        server = Server(expires_in="20")
        both = client_of(flavour, server)
        await call(both)
        now[0] += 9
        await call(both)
        assert len(server.token_requests) == 1
        now[0] += 2
        await call(both)
        assert len(server.token_requests) == 2

    async def test_renewed_when_it_is_refused(self, flavour: str) -> None:
        server = Server(expires_in=None)
        both = client_of(flavour, server)
        await call(both)
        server.revoke()
        assert await call(both) == {"body": '{"a":1}'}
        assert server.authorizations == [
            "Bearer t1",
            "Bearer t1",
            "Bearer t3",
        ]

    async def test_a_new_token_that_is_refused_is_an_error(self, flavour: str) -> None:
        server = Server()
        server.refuse_all = True
        both = client_of(flavour, server)
        with pytest.raises(APIStatusError, match="401"):
            await call(both)
        assert len(server.token_requests) == 1
        with pytest.raises(APIStatusError, match="401"):
            await call(both)
        assert len(server.token_requests) == 2, "an old token gets one more chance"
        assert len(server.authorizations) == 3

    async def test_a_body_that_is_used_up_is_not_sent_again(self, flavour: str) -> None:
        server = Server()
        both = client_of(flavour, server)
        await call(both)
        server.revoke()

        def pieces() -> Any:
            yield b"once"

        async def async_pieces() -> Any:
            yield b"once"

        content = async_pieces() if both.is_async else pieces()
        with pytest.raises(APIStatusError, match="401"):
            await both(both.client.post("/x", cast_to=object, content=content))

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            (httpx.Response(400, json={"error": "invalid_client", "error_description": "who?"}), "who?"),
            (httpx.Response(401, json={"error": "invalid_client"}), "invalid_client"),
            (httpx.Response(200, json={"token": "wrong name"}), "no access token"),
            (httpx.Response(500, text="down"), "status 500"),
        ],
    )
    async def test_no_token(self, flavour: str, answer: httpx.Response, message: str) -> None:
        both = client_of(flavour, lambda request: httpx.Response(answer.status_code, content=answer.content))
        with pytest.raises(OAuth2Error, match=message) as caught:
            await call(both)
        assert caught.value.status_code == answer.status_code
        copied = pickle.loads(pickle.dumps(caught.value))
        assert (copied.message, copied.body) == (caught.value.message, caught.value.body)
        with pytest.raises(OAuth2Error):
            await call(both)  # the lock is free again

    async def test_an_overloaded_authorization_server(self, flavour: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("acme_sdk._answer_handler.retry_delay", lambda *_: 0.0)
        server = Server()
        failures = [httpx.Response(503), httpx.Response(429)]

        def handler(request: httpx.Request) -> httpx.Response:
            return failures.pop() if failures and str(request.url) == TOKEN_URL else server(request)

        both = client_of(flavour, handler)
        assert await call(both, options={"max_retries": 2}) == {"body": '{"a":1}'}
        assert failures == []

    async def test_copies_share_the_token(self, flavour: str) -> None:
        server = Server()
        both = client_of(flavour, server)
        await call(both)
        copied = both.client.with_options(timeout=3)
        assert copied._oauth is None, "the copy in these tests is not told of credentials"
        copied._oauth = OAuth2ClientCredentials(token_url=TOKEN_URL, client_id="id", client_secret="secret")
        both.client._hand_over(copied)
        assert copied._oauth is both.client._oauth
        copied._oauth = other = OAuth2ClientCredentials(token_url=TOKEN_URL, client_id="id2", client_secret="secret")
        both.client._hand_over(copied)
        assert copied._oauth is other

    async def test_credentials_of_the_caller_win(self, flavour: str) -> None:
        server = Server()
        both = client_of(flavour, server)
        for authorization in ("Bearer mine", Omit()):
            options: Any = {"headers": {"authorization": authorization}}
            with pytest.raises(APIStatusError, match="401"):
                await call(both, options=options)
        assert server.authorizations == ["Bearer mine", None]
        assert server.token_requests == []

    async def test_streamed_answers_are_not_read(self, flavour: str) -> None:
        server = Server()
        both = client_of(flavour, server)
        response = await both(
            both.client.post("/x", cast_to=object, options={"headers": {"X-Stainless-Raw-Response": "stream"}})
        )
        assert "body" in await both(response.text())


def test_threads_ask_once() -> None:
    server = Server(delay=0.02)
    both = client_of("sync", server)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: both.client.get("/x", cast_to=object), range(16)))
    assert len(server.token_requests) == 1


async def test_tasks_ask_once() -> None:
    token_requests = 0

    async def handler(request: httpx.Request) -> httpx.Response:
        nonlocal token_requests
        await asyncio.sleep(0.01)
        if str(request.url) == TOKEN_URL:
            token_requests += 1
            return httpx.Response(200, json={"access_token": "t", "expires_in": 60})
        return httpx.Response(200, json=1)

    both = client_of("async", handler)
    await asyncio.gather(*(both.client.get("/x", cast_to=object) for _ in range(16)))
    assert token_requests == 1


def test_one_object_in_several_event_loops() -> None:
    server = Server()
    auth = OAuth2ClientCredentials(token_url=TOKEN_URL, client_id="id", client_secret="secret")

    async def calls() -> None:
        both = Both("async", server)
        both.client._oauth = auth
        auth.invalidate()
        await asyncio.gather(*(call(both) for _ in range(4)))

    asyncio.run(calls())
    asyncio.run(calls())
    assert len(server.token_requests) == 2


def test_basic_authorization() -> None:
    assert basic_authorization("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    assert base64.b64decode(basic_authorization("é", ":").partition(" ")[2]).decode() == "é::"


def test_looking_for_headers() -> None:
    assert has_header({"authorization": "x"}, "Authorization")
    assert not has_header({"Authorization": ""}, "Authorization")
    assert not has_header({"Authorization": Omit()}, "Authorization")
    assert has_omitted_header({"AUTHORIZATION": Omit()}, "Authorization")
    assert not has_omitted_header({"Authorization": "x"}, "Authorization")
