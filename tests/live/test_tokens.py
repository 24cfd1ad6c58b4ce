"""OAuth 2.0 client credentials end to end (RFC 6749 §4.4): an SDK made without a config, against a scripted server."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from generated_sdk import generated_sdk
from live_server import Reply, Seen, Server

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The generated package."""
    return generated_sdk(tmp_path_factory.mktemp("tokens"), DOCUMENTS / "tokens.yml", None, "tokens")


def issuing(server: Server, accepts: Callable[[str], bool] = lambda _: True, lifetime: float = 3600) -> None:
    """The server issues `token-1`, `token-2`, ... and answers those that it accepts."""

    def answer(request: Seen) -> Reply:
        if request.path == "/oauth/token":
            number = sum(one.path == "/oauth/token" for one in server.seen)
            token = {"access_token": f"token-{number}", "token_type": "bearer", "expires_in": lifetime}
            return Reply(json=token)
        return Reply(status=204 if accepts(request.headers.get("authorization", "")) else 401)

    server.answer = answer


def trail(server: Server) -> list[str]:
    """What the server saw: `token` for a token request, else the credentials of the call."""
    return [
        "token" if one.path == "/oauth/token" else one.headers.get("authorization", "nothing") for one in server.seen
    ]


def client_of(tokens: Any, server: Server) -> Any:
    return tokens.Tokens(base_url=server.url, client_id="me:", client_secret="s/", max_retries=0)


def test_a_token_is_fetched_once_and_kept(tokens: Any, server: Server) -> None:
    issuing(server)
    client = client_of(tokens, server)
    for _ in range(3):
        client.things.list()
    client.with_options(timeout=5).things.list()
    assert trail(server) == ["token", *["Bearer token-1"] * 4]


def test_the_token_request(tokens: Any, server: Server) -> None:
    issuing(server)
    client_of(tokens, server).things.list()
    request = server.seen[0]
    assert request.method == "POST"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert base64.b64decode(request.headers["authorization"].removeprefix("Basic ")) == b"me%3A:s%2F"
    form = parse_qs(request.body.decode())
    assert form["grant_type"] == ["client_credentials"]
    assert set(form["scope"][0].split()) <= {"read", "write"}


def test_a_token_that_is_about_to_expire_is_renewed(
    tokens: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuing(server, lifetime=100)
    client = client_of(tokens, server)
    client.things.list()
    clock = tokens._auth.time
    now = clock.monotonic()
    monkeypatch.setattr(tokens._auth, "time", type("Clock", (), {"monotonic": staticmethod(lambda: now + 99)}))
    client.things.list()
    assert trail(server) == ["token", "Bearer token-1", "token", "Bearer token-2"]


def test_a_token_that_is_refused_is_renewed_once(tokens: Any, server: Server) -> None:
    refused: set[str] = set()
    issuing(server, accepts=lambda authorization: authorization not in refused)
    client = client_of(tokens, server)
    client.things.list()
    refused.add("Bearer token-1")
    client.things.list()
    assert trail(server) == ["token", "Bearer token-1", "Bearer token-1", "token", "Bearer token-2"]
    refused.update(f"Bearer token-{number}" for number in range(9))
    with pytest.raises(tokens.AuthenticationError):
        client.things.list()
    assert trail(server)[5:] == ["Bearer token-2", "token", "Bearer token-3"]


def test_tasks_at_the_same_time_share_one_token(tokens: Any, server: Server) -> None:
    refused: set[str] = set()
    issuing(server, accepts=lambda authorization: authorization not in refused)

    async def run() -> None:
        async with tokens.AsyncTokens(
            base_url=server.url, client_id="me", client_secret="secret", max_retries=0
        ) as client:
            await asyncio.gather(*(client.things.list() for _ in range(5)))
            refused.add("Bearer token-1")
            await asyncio.gather(*(client.things.list() for _ in range(5)))

    asyncio.run(run())
    assert trail(server).count("token") == 2
    assert trail(server).count("Bearer token-2") == 5


def test_what_the_token_server_says_is_told(tokens: Any, server: Server) -> None:
    server.answer = lambda _: Reply(status=400, json={"error": "invalid_client", "error_description": "who?"})
    with pytest.raises(tokens.TokensError, match="who\\?"):
        client_of(tokens, server).things.list()


def test_credentials_of_the_callers_own_win(tokens: Any, server: Server) -> None:
    issuing(server)
    client_of(tokens, server).things.list(extra_headers={"Authorization": "Own x"})
    assert trail(server) == ["Own x"]


def test_without_credentials_the_client_says_what_is_missing(tokens: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOKENS_CLIENT_ID", raising=False)
    with pytest.raises(tokens.TokensError, match="client_id"):
        tokens.Tokens(base_url="http://x", client_secret="s")
