from __future__ import annotations

import math
import time
from email.utils import formatdate
from typing import Any

import httpx
import pytest
from acme_sdk import _async_shell, _sync_shell
from acme_sdk._exceptions import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    InternalServerError,
    RateLimitError,
)
from acme_sdk._retries import requested_delay, retry_delay

from .clients import FLAVOURS, Answers, Both

OK = httpx.Response(200, json={"ok": True})
DOWN = httpx.Response(503, json={"error": "down"})


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The delays that a client waited for, without waiting."""
    delays: list[float] = []

    async def sleep(seconds: float) -> None:
        delays.append(seconds)

    monkeypatch.setattr(_sync_shell.time, "sleep", delays.append)
    monkeypatch.setattr(_async_shell, "_sleep", sleep)
    return delays


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestAttempts:
    async def test_tries_again_until_it_works(self, flavour: str, slept: list[float]) -> None:
        answers = Answers(DOWN, httpx.ConnectError("no"), OK)
        both = Both(flavour, answers)
        assert await both(both.client.get("/x", cast_to=object)) == {"ok": True}
        assert [request.headers["x-stainless-retry-count"] for request in answers.requests] == ["0", "1", "2"]
        assert 0.375 <= slept[0] <= 0.5
        assert 0.75 <= slept[1] <= 1.0

    async def test_gives_up_after_two_retries(self, flavour: str, slept: list[float]) -> None:
        answers = Answers(DOWN)
        both = Both(flavour, answers)
        with pytest.raises(InternalServerError) as caught:
            await both(both.client.get("/x", cast_to=object))
        assert len(answers.requests) == 3
        assert caught.value.body == {"error": "down"}
        assert caught.value.status_code == 503
        assert str(caught.value) == "Error code: 503 - {'error': 'down'}"

    @pytest.mark.parametrize(
        ("status", "attempts"), [(408, 2), (409, 2), (429, 2), (500, 2), (599, 2), (400, 1), (404, 1), (302, 1)]
    )
    async def test_which_statuses(self, flavour: str, slept: list[float], status: int, attempts: int) -> None:
        answers = Answers(httpx.Response(status, text="no"))
        both = Both(flavour, answers, max_retries=1)
        with pytest.raises(APIStatusError):
            await both(both.client.get("/x", cast_to=object))
        assert len(answers.requests) == attempts

    @pytest.mark.parametrize(("status", "verdict", "attempts"), [(503, "false", 1), (400, "true", 3)])
    async def test_the_server_has_the_last_word(
        self, flavour: str, slept: list[float], status: int, verdict: str, attempts: int
    ) -> None:
        answers = Answers(httpx.Response(status, headers={"x-should-retry": verdict}))
        both = Both(flavour, answers)
        with pytest.raises(APIStatusError):
            await both(both.client.get("/x", cast_to=object))
        assert len(answers.requests) == attempts

    async def test_errors_of_the_transport(self, flavour: str, slept: list[float]) -> None:
        both = Both(flavour, Answers(httpx.ReadTimeout("slow")), max_retries=1)
        with pytest.raises(APITimeoutError, match="Request timed out") as timeout:
            await both(both.client.get("/x", cast_to=object))
        assert isinstance(timeout.value.__cause__, httpx.ReadTimeout)
        assert timeout.value.request.url.path == "/x"

        both = Both(flavour, Answers(httpx.ConnectError("no")), max_retries=0)
        with pytest.raises(APIConnectionError, match="Connection error") as connection:
            await both(both.client.get("/x", cast_to=object))
        assert not isinstance(connection.value, APITimeoutError)

    async def test_options_of_one_call(self, flavour: str, slept: list[float]) -> None:
        answers = Answers(DOWN)
        both = Both(flavour, answers)
        with pytest.raises(InternalServerError):
            await both(both.client.get("/x", cast_to=object, options={"max_retries": 0}))
        assert len(answers.requests) == 1

    async def test_as_many_as_it_takes(self, flavour: str, slept: list[float]) -> None:
        answers = Answers(*[DOWN] * 7, OK)
        both = Both(flavour, answers, max_retries=math.inf)
        assert await both(both.client.get("/x", cast_to=object)) == {"ok": True}
        assert slept[-1] <= 8.0
        assert slept[-1] >= 6.0

    async def test_retry_after_is_honoured(self, flavour: str, slept: list[float]) -> None:
        both = Both(flavour, Answers(httpx.Response(429, headers={"retry-after": "7"}), OK))
        await both(both.client.get("/x", cast_to=object))
        assert slept == [7.0]

    async def test_headers_of_the_caller_win(self, flavour: str, slept: list[float]) -> None:
        from acme_sdk._types import Omit

        answers = Answers(OK)
        both = Both(flavour, answers)
        headers: dict[str, Any] = {"X-Stainless-Retry-Count": "42", "x-stainless-read-timeout": Omit()}
        await both(both.client.get("/x", cast_to=object, options={"headers": headers}))
        assert answers.requests[0].headers.get_list("x-stainless-retry-count") == ["42"]
        assert "x-stainless-read-timeout" not in answers.requests[0].headers

    async def test_one_idempotency_key_for_all_attempts(self, flavour: str, slept: list[float]) -> None:
        answers = Answers(DOWN, DOWN, OK)
        both = Both(flavour, answers)
        both.client._idempotency_header = "Idempotency-Key"
        await both(both.client.post("/x", cast_to=object))
        keys = {request.headers["idempotency-key"] for request in answers.requests}
        assert len(keys) == 1
        assert keys.pop().startswith("stainless-python-retry-")

        await both(both.client.post("/x", cast_to=object, options={"idempotency_key": "mine"}))
        assert answers.requests[-1].headers["idempotency-key"] == "mine"
        await both(both.client.get("/x", cast_to=object))
        assert "idempotency-key" not in answers.requests[-1].headers

    async def test_a_file_is_sent_again_from_where_it_started(
        self, flavour: str, slept: list[float], tmp_path: Any
    ) -> None:
        path = tmp_path / "body"
        path.write_bytes(b"skipped-payload")
        seen: list[bytes] = []

        def handler(request: httpx.Request) -> httpx.Response:
            seen.append(request.content)
            return httpx.Response(503 if len(seen) == 1 else 200, json=1)

        both = Both(flavour, handler)
        with path.open("rb") as file:
            file.seek(len(b"skipped-"))
            await both(both.client.post("/x", cast_to=object, content=file))
        assert seen == [b"payload", b"payload"]

    async def test_a_body_that_can_be_read_once_is_sent_once(self, flavour: str, slept: list[float]) -> None:
        def pieces() -> Any:
            yield b"only once"

        async def async_pieces() -> Any:
            yield b"only once"

        answers = Answers(DOWN)
        both = Both(flavour, answers)
        with pytest.raises(InternalServerError):
            await both(both.client.post("/x", cast_to=object, content=async_pieces() if both.is_async else pieces()))
        assert len(answers.requests) == 1

    async def test_errors_of_the_sdk_pass_through(self, flavour: str, slept: list[float]) -> None:
        error = RateLimitError(
            "from a hook", response=httpx.Response(429, request=httpx.Request("GET", "/")), body=None
        )
        answers = Answers(error)
        both = Both(flavour, answers)
        with pytest.raises(RateLimitError) as caught:
            await both(both.client.get("/x", cast_to=object))
        assert caught.value is error
        assert len(answers.requests) == 1


def test_none_is_no_number_of_retries() -> None:
    from acme_sdk._client import Acme

    with pytest.raises(TypeError, match="max_retries cannot be None"):
        Acme(max_retries=None)


class TestDelays:
    def test_asked_for_in_headers(self) -> None:
        assert requested_delay(None) is None
        assert requested_delay(httpx.Headers()) is None
        assert requested_delay(httpx.Headers({"retry-after-ms": "1500", "retry-after": "9"})) == 1.5
        assert requested_delay(httpx.Headers({"retry-after-ms": "soon", "retry-after": "9"})) == 9.0
        assert requested_delay(httpx.Headers({"retry-after": "2.5"})) == 2.5
        assert requested_delay(httpx.Headers({"retry-after": "tomorrow"})) is None

    def test_asked_for_as_a_date(self) -> None:
        in_half_a_minute = formatdate(time.time() + 30, usegmt=True)
        delay = requested_delay(httpx.Headers({"retry-after": in_half_a_minute}))
        assert delay is not None
        assert 28 < delay <= 30
        assert requested_delay(httpx.Headers({"retry-after": "Fri, 29 Sep 100000 16:26:57 GMT"})) is None

    @pytest.mark.parametrize("asked", ["0", "-5", "61", "inf", "nan"])
    def test_unreasonable_wishes_are_not_granted(self, asked: str) -> None:
        assert 0.375 <= retry_delay(0, httpx.Headers({"retry-after": asked})) <= 0.5

    @pytest.mark.parametrize(
        ("taken", "longest"), [(0, 0.5), (1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0), (5, 8.0), (5000, 8.0)]
    )
    def test_doubles_up_to_the_maximum(self, taken: int, longest: float) -> None:
        delays = [retry_delay(taken, None) for _ in range(50)]
        assert all(0.75 * longest <= delay <= longest for delay in delays)
        assert len(set(delays)) > 1, "the delays are meant to differ"
