"""What a caller can get wrong in a request that the HTTP library then refuses: errors that name it, and no retries."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
from acme_sdk import _async_shell, _sync_shell
from acme_sdk._base_client import make_request_options
from acme_sdk._client import Acme, AsyncAcme
from acme_sdk._exceptions import APIConnectionError
from acme_sdk._files import async_to_httpx_files, to_httpx_files

from .clients import FLAVOURS, Answers, Both

OK = httpx.Response(200, json={"ok": True})


@pytest.fixture
def listening() -> Iterator[str]:
    """An address where connections are taken and never answered: what is refused here, is refused before it is sent."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when a client waits to send something again."""

    def sleep(_seconds: float) -> None:
        pytest.fail("a request that can never be sent is sent again")

    monkeypatch.setattr(_sync_shell.time, "sleep", sleep)
    monkeypatch.setattr(_async_shell, "_sleep", sleep)


MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "a line break": ({"headers": {"X-Key": "secret\n"}}, "the value of the header `X-Key` holds a line break"),
    "a header of its own": ({"headers": {"X-Key": "a\r\nX-Evil: 1"}}, "the value of the header `X-Key` holds a line"),
    "a NUL": ({"headers": {"X-Key": "\0"}}, "the value of the header `X-Key` holds a line break or another control"),
    "an empty credential": ({"headers": {"X-Key": "Bearer "}}, "`X-Key` begins or ends with white space"),
    "no name": ({"headers": {"X Key": "a"}}, "'X Key' is no name of a header"),
    "a timeout as text": ({"timeout": "5"}, "`timeout` is a number of seconds, an `httpx.Timeout` or None, not '5'"),
    "a timeout before now": ({"timeout": -1}, "not -1"),
}


async def fetch(flavour: str, base_url: str, options: Any) -> None:
    """Send a request by a client with a real transport."""
    if flavour == "sync":
        Acme(base_url=base_url).get("/x", cast_to=object, options=options)
    else:
        await AsyncAcme(base_url=base_url).get("/x", cast_to=object, options=options)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.usefixtures("never_again")
async def test_mistakes_have_a_name(flavour: str, name: str, listening: str) -> None:
    options, message = MISTAKES[name]
    with pytest.raises(APIConnectionError, match="could not be sent") as caught:
        await fetch(flavour, listening, options)
    assert message in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("base_url", ["api.test/v1", "", "ftp://api.test", "https://"])
@pytest.mark.usefixtures("never_again")
async def test_a_url_without_a_scheme_is_the_base_urls(flavour: str, base_url: str) -> None:
    with pytest.raises(APIConnectionError, match="check `base_url`"):
        await fetch(flavour, base_url, {})


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.usefixtures("never_again")
async def test_a_client_that_was_closed(flavour: str) -> None:
    both = Both(flavour, Answers(OK))
    await both(both.client.close())
    with pytest.raises(APIConnectionError, match="could not be sent: the client has been closed"):
        await both(both.client.get("/x", cast_to=object))


CIRCLE: dict[str, object] = {}
CIRCLE["a"] = [CIRCLE]


@pytest.mark.parametrize(
    ("body", "type_", "message"),
    [
        ({"model": b"m"}, TypeError, "Object of type bytes is not JSON serializable, in the body at `model`"),
        (
            {"a": [{"b": 1}, {"b": object()}]},
            TypeError,
            "object is not JSON serializable, in the body at `a[1].b`",
        ),
        ([1, float("nan")], ValueError, "not JSON compliant, in the body at `[1]`"),
        (CIRCLE, ValueError, "Circular reference detected, in the body at `a[0]`"),
        (object, TypeError, "Object of type type is not JSON serializable"),
        ({"a": "\ud800"}, UnicodeEncodeError, "surrogates not allowed"),
    ],
)
@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_bodies_that_cannot_be_written(flavour: str, body: Any, type_: type[Exception], message: str) -> None:
    both = Both(flavour, Answers(OK))
    with pytest.raises(type_) as caught:
        await both(both.client.post("/x", cast_to=object, body=body))
    assert message in str(caught.value)


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_extra_values_that_are_no_mapping(flavour: str) -> None:
    both, pairs = Both(flavour, Answers(OK)), [("a", "b")]
    with pytest.raises(TypeError, match="`extra_query` is a mapping of names to values, not list"):
        make_request_options(extra_query=cast("Any", pairs))
    options = make_request_options(extra_body=pairs)
    with pytest.raises(TypeError, match="`extra_body` is a mapping of names to values, not list"):
        await both(both.client.post("/x", cast_to=object, body={"c": 1}, options=options))


def test_a_header_is_not_the_cause_of_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sync_shell.time, "sleep", lambda _: None)
    answers = Answers(httpx.ConnectTimeout("no"), OK)
    client = Acme(base_url="http://test", http_client=httpx.Client(transport=httpx.MockTransport(answers)))
    assert client.get("/x", cast_to=object, options={"headers": {"X-Key": "a "}}) == {"ok": True}


@pytest.mark.parametrize("error", [httpx.LocalProtocolError("no"), ValueError("no"), TypeError("no")])
async def test_other_errors_of_such_types_are_failures_as_before(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sync_shell.time, "sleep", lambda _: None)
    answers = Answers(error, OK)
    assert Acme(base_url="http://test", http_client=httpx.Client(transport=httpx.MockTransport(answers))).get(
        "/x", cast_to=object
    ) == {"ok": True}


@pytest.mark.parametrize(
    ("headers", "type_", "message"),
    [
        ({"X-Name": "é"}, UnicodeEncodeError, "in the header 'X-Name', which is sent as ASCII"),
        ({"é": "x"}, UnicodeEncodeError, "in the header 'é', which is sent as ASCII"),
        ({"X-Name": 5}, TypeError, "The value of the header `X-Name` must be str or bytes, not int"),
        ({"X-Name": None}, TypeError, "The value of the header `X-Name` must be str or bytes, not NoneType"),
        ({5: "x"}, TypeError, "The name of a header is text, not int: 5"),
        ([("X-Name", "x")], TypeError, "Headers are a mapping of names to values, not list"),
    ],
)
@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_headers_that_cannot_be_written(flavour: str, headers: Any, type_: type[Exception], message: str) -> None:
    both = Both(flavour, Answers(OK))
    with pytest.raises(type_) as caught:
        await both(both.client.get("/x", cast_to=object, options={"headers": headers}))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("base_url", "type_"), [(5, TypeError), ("https://x:port", httpx.InvalidURL), ("https://x\n", httpx.InvalidURL)]
)
def test_what_is_no_url(base_url: Any, type_: type[Exception]) -> None:
    with pytest.raises(type_, match=r"`base_url` is .*, which is no URL"):
        Acme(base_url=base_url)
    client = Acme(base_url="http://test")
    with pytest.raises(type_, match=r"`base_url` is .*, which is no URL"):
        client.base_url = base_url


def test_what_is_no_number_of_retries() -> None:
    retries: Any = "3"
    with pytest.raises(TypeError, match="max_retries is a number, not '3'"):
        Acme(base_url="http://test", max_retries=retries)


@pytest.mark.parametrize(
    ("file", "type_"),
    [
        (("a",), TypeError),
        (("a", b"x", "text/plain", {}, "more"), TypeError),
        (("a", b"x", "text/plain\r\nX-Evil: 1"), ValueError),
        (("a", b"x", None, {"X-Name": "a\r\nX-Evil: 1"}), ValueError),
        (("a", b"x", None, {"X-Name\n": "a"}), ValueError),
    ],
)
async def test_parts_write_no_headers_of_their_own(file: Any, type_: type[Exception]) -> None:
    with pytest.raises(type_):
        to_httpx_files({"file": file})
    with pytest.raises(type_):
        await async_to_httpx_files({"file": file})
