from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from acme_sdk._base_client import make_request_options
from acme_sdk._client import Acme
from acme_sdk._models import FinalRequestOptions
from acme_sdk._qs import Querystring
from acme_sdk._requests import cookie_headers, headers_from_lines
from acme_sdk._types import NotGiven, Omit

from .clients import FLAVOURS, Both


def built(client: Acme | None = None, **options: Any) -> httpx.Request:
    options = {"method": "post", "url": "/things", **options}
    return (client or Acme())._build_request(FinalRequestOptions.construct(**options))


class TestUrls:
    @pytest.mark.parametrize(
        ("base", "path", "expected"),
        [
            ("https://a.test/v1/", "/things", "https://a.test/v1/things"),
            ("https://a.test/v1", "things", "https://a.test/v1/things"),
            ("https://a.test", "/a%2Fb", "https://a.test/a%2Fb"),
            ("https://a.test/v1", "https://b.test/other?x=1", "https://b.test/other?x=1"),
            ("https://a.test/v1", "/things?beta=true&x=", "https://a.test/v1/things?beta=true&x="),
        ],
    )
    def test_relative_to_the_base(self, base: str, path: str, expected: str) -> None:
        assert str(built(Acme(base_url=base), url=path).url) == expected

    def test_the_base_can_change(self) -> None:
        client = Acme(base_url="https://a.test/v1")
        assert client.base_url == "https://a.test/v1/"
        client.base_url = "https://b.test"
        assert str(built(client).url) == "https://b.test/things"

    def test_hosts_with_underscores(self) -> None:
        request = built(Acme(base_url="https://my_host.test"))
        assert request.extensions["sni_hostname"] == "my-host.test"
        assert "sni_hostname" not in built().extensions


class TestQuery:
    def test_what_wins(self) -> None:
        client = Acme(default_query={"a": "client", "b": "client", "c": "client"})
        options = make_request_options(query={"b": "method", "c": "method"}, extra_query={"c": "caller"})
        assert dict(built(client, **options).url.params) == {"a": "client", "b": "method", "c": "caller"}

    def test_omit_takes_a_default_away(self) -> None:
        client = Acme(default_query={"a": 1, "b": 2})
        assert dict(built(client, params={"a": Omit(), "c": NotGiven()}).url.params) == {"b": "2"}

    def test_the_query_of_the_url_stays(self) -> None:
        request = built(url="/things?beta=true&ids=1&ids=2&page=1", params={"page": 2})
        assert request.url.params.multi_items() == [("beta", "true"), ("ids", "1"), ("ids", "2"), ("page", "2")]

    def test_values_are_encoded(self) -> None:
        request = built(params={"q": "a b&c=é", "flag": True})
        assert dict(request.url.params) == {"q": "a b&c=é", "flag": "true"}


class TestHeaders:
    def test_defaults(self) -> None:
        headers = built().headers
        assert headers["user-agent"] == "Acme/Python 1.2.3"
        assert headers["accept"] == "application/json"
        assert headers["content-type"] == "application/json"
        assert headers["x-stainless-lang"] == "python"
        assert headers["x-stainless-package-version"] == "1.2.3"
        assert headers["x-stainless-async"] == "false"
        assert headers["x-stainless-retry-count"] == "0"
        assert headers["x-stainless-read-timeout"] == "60"
        assert "content-type" not in built(method="get").headers

    def test_what_wins_whatever_the_case(self) -> None:
        client = Acme(default_headers={"X-Who": "client", "x-stainless-lang": "mine"})
        headers = built(client, headers={"x-who": "caller", "ACCEPT": "text/plain"}).headers
        assert headers.get_list("X-Who") == ["caller"]
        assert headers.get_list("accept") == ["text/plain"]
        assert headers.get_list("X-Stainless-Lang") == ["mine"]

    def test_omit_takes_a_header_away(self) -> None:
        client = Acme(default_headers={"X-Who": "client"})
        headers = built(client, headers={"x-who": Omit(), "Accept": Omit(), "x-new": NotGiven()}).headers
        assert "x-who" not in headers
        assert "x-new" not in headers
        assert headers.get("accept", "*/*") == "*/*", "what the HTTP library sends by itself"

    def test_read_timeout(self) -> None:
        assert built(timeout=7.5).headers["x-stainless-read-timeout"] == "7.5"
        assert "x-stainless-read-timeout" not in built(timeout=None).headers
        assert built(timeout=httpx.Timeout(1.0, read=9.0)).headers["x-stainless-read-timeout"] == "9.0"

    def test_cookies_join(self) -> None:
        class WithCookie(Acme):
            @property
            def auth_headers(self) -> dict[str, str]:
                return cookie_headers({"session": "s1"})

        headers = built(WithCookie(), headers=cookie_headers({"theme": "dark", "beta": True, "gone": Omit()})).headers
        assert headers.get_list("cookie") == ["session=s1; theme=dark; beta=true"]
        assert cookie_headers({"a": Omit()}) == {}

    def test_validation_sees_what_is_sent(self) -> None:
        seen: list[tuple[str | None, Mapping[str, object]]] = []

        class Strict(Acme):
            def _validate_headers(self, headers: Any, custom_headers: Any) -> None:
                seen.append((headers.get("authorization"), custom_headers))

        built(Strict(default_headers={"Authorization": "Bearer x"}), headers={"X-Mine": "1"})
        assert seen == [("Bearer x", {"X-Mine": "1"})]

    def test_security_of_an_operation(self) -> None:
        class Secured(Acme):
            def _auth_headers(self, security: Any) -> dict[str, str]:
                return {"Authorization": "Bearer x"} if security.get("bearer") else {}

            def _auth_query(self, security: Any) -> dict[str, str]:
                return {"key": "k"} if security.get("key") else {}

        request = built(Secured(), security={"bearer": True})
        assert (request.headers["authorization"], str(request.url)) == ("Bearer x", "https://api.acme.test/things")
        request = built(Secured(), security={"key": True})
        assert "authorization" not in request.headers
        assert request.url.query == b"key=k"

    def test_lines_of_an_environment_variable(self) -> None:
        assert headers_from_lines("X-A: 1\n\nnonsense\nX-B:a:b\r\n : nothing\n") == {"X-A": "1", "X-B": "a:b"}
        assert headers_from_lines(None) == {}


class TestBodies:
    def test_json(self) -> None:
        request = built(json_data={"a": None, "é": 1})
        assert json.loads(request.content) == {"a": None, "é": 1}
        assert request.headers["content-type"] == "application/json"
        assert built(json_data=[1, 2]).content == b"[1,2]"
        assert built().content == b""

    def test_extra_properties(self) -> None:
        assert json.loads(built(json_data={"a": 1, "b": 1}, extra_json={"b": None}).content) == {"a": 1, "b": None}
        assert json.loads(built(extra_json={"b": 2}).content) == {"b": 2}
        assert json.loads(built(json_data={"a": 1, "b": 1}, extra_json={"b": Omit()}).content) == {"a": 1}
        with pytest.raises(RuntimeError, match="only be added to an object"):
            built(json_data=[1], extra_json={"b": 2})

    def test_content_as_it_is(self) -> None:
        request = built(content=bytearray(b"\0\1"), headers={"Content-Type": "application/octet-stream"})
        assert (request.content, request.headers["content-type"]) == (b"\0\1", "application/octet-stream")
        with pytest.raises(TypeError, match="`content` and `json_data`"):
            built(content=b"", json_data={})
        with pytest.raises(TypeError, match="`content` and `files`"):
            built(content=b"", files=[("a", b"")])

    def test_a_get_has_one_only_where_it_is_given(self) -> None:
        assert built(method="get").content == b""
        assert json.loads(built(method="get", json_data={"a": 1}).content) == {"a": 1}

    def test_forms(self) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}

        class Indexed(Acme):
            @property
            def qs(self) -> Querystring:
                return Querystring(array_format="brackets")

        request = built(Indexed(), json_data={"a b": "c&d", "list": [1, 2], "map": {"x": True}}, headers=form)
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        assert request.content == b"a+b=c%26d&list%5B%5D=1&list%5B%5D=2&map%5Bx%5D=true"

    def test_text(self) -> None:
        assert built(json_data="plain", headers={"Content-Type": "text/plain"}).content == b"plain"
        assert built(json_data="json").content == b'"json"'

    def test_multipart(self) -> None:
        headers = {"Content-Type": "multipart/form-data"}
        data = {"flag": False, "tags": ["a", "b"], "meta": {"x": {"y": 1}}}
        request = built(json_data=data, files=[("file", ("a.txt", b"content", "text/plain"))], headers=headers)
        assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
        parts = request.read().split(b"--" + request.headers["content-type"].partition("boundary=")[2].encode())
        names = [part.split(b"\r\n\r\n")[0].strip() for part in parts[1:-1]]
        assert names == [
            b'Content-Disposition: form-data; name="flag"',
            b'Content-Disposition: form-data; name="tags[]"',
            b'Content-Disposition: form-data; name="tags[]"',
            b'Content-Disposition: form-data; name="meta[x][y]"',
            b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain',
        ]

    def test_multipart_without_files(self) -> None:
        headers = {"Content-Type": "multipart/form-data"}
        request = built(json_data={"a": 1}, headers=headers)
        assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert b'name="a"\r\n\r\n1\r\n' in request.read()
        assert built(headers=headers).headers["content-type"].startswith("multipart/form-data; boundary=")
        with pytest.raises(TypeError, match="named fields"):
            built(json_data=[1], headers=headers)

    def test_a_boundary_of_the_callers_own(self) -> None:
        request = built(json_data={"a": 1}, headers={"Content-Type": "multipart/form-data; boundary=xyz"})
        assert request.headers["content-type"] == "multipart/form-data; boundary=xyz"
        assert request.read().startswith(b"--xyz\r\n")

    @pytest.mark.parametrize("kind", ["multipart/related", "multipart/mixed; charset=utf-8"])
    def test_other_kinds_of_parts(self, kind: str) -> None:
        request = built(json_data={"a": 1}, files=[("file", b"content")], headers={"Content-Type": kind})
        essence, _, boundary = request.headers["content-type"].partition("; boundary=")
        assert essence == kind.partition(";")[0]
        parts = request.read().split(b"--" + boundary.encode())
        assert [b'name="a"' in parts[1], b"content" in parts[2], parts[3]] == [True, True, b"--\r\n"]

    def test_other_kinds_with_a_boundary_of_the_callers_own(self) -> None:
        request = built(json_data={"a": 1}, headers={"Content-Type": "multipart/related; boundary=xyz"})
        assert request.headers["content-type"] == "multipart/related; boundary=xyz"
        assert request.read().startswith(b"--xyz\r\n")


class TestOptions:
    def test_only_what_was_given(self) -> None:
        assert make_request_options() == {}
        assert make_request_options(timeout=None, extra_body={"a": 1}, idempotency_key="k") == {
            "timeout": None,
            "extra_json": {"a": 1},
            "idempotency_key": "k",
        }

    def test_timeouts(self) -> None:
        assert built().extensions["timeout"] == httpx.Timeout(60, connect=5.0).as_dict()
        assert built(Acme(timeout=3)).extensions["timeout"] == httpx.Timeout(3).as_dict()
        assert built(Acme(timeout=3), timeout=None).extensions["timeout"] == httpx.Timeout(None).as_dict()
        with httpx.Client(timeout=4) as own:
            assert built(Acme(http_client=own)).extensions["timeout"] == httpx.Timeout(4).as_dict()
            assert built(Acme(http_client=own, timeout=1)).extensions["timeout"] == httpx.Timeout(1).as_dict()
        with httpx.Client() as own:
            assert built(Acme(http_client=own)).extensions["timeout"] == httpx.Timeout(60, connect=5.0).as_dict()


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestVerbs:
    async def test_each_sends_its_own_method(self, flavour: str) -> None:
        both = Both(flavour, lambda request: httpx.Response(200, json=[request.method, request.content.decode()]))
        client = both.client
        assert await both(client.get("/x", cast_to=object)) == ["GET", ""]
        for verb in ("post", "put", "patch", "delete"):
            send = getattr(client, verb)
            assert await both(send("/x", cast_to=object, body={"a": 1})) == [verb.upper(), '{"a":1}']
            assert await both(send("/x", cast_to=object, content=b"raw")) == [verb.upper(), "raw"]
            with pytest.raises(TypeError, match="`body` and `content`"):
                await both(send("/x", cast_to=object, body={}, content=b""))
            with pytest.warns(DeprecationWarning, match="Passing raw bytes as `body`") as caught:
                await both(send("/x", cast_to=object, body=b"raw"))
            assert caught[0].filename == __file__ or both.is_async

    async def test_files(self, flavour: str, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("content")
        both = Both(flavour, lambda request: httpx.Response(200, text=request.content.decode()))
        body = await both(
            both.client.post(
                "/x",
                cast_to=str,
                files={"file": tmp_path / "a.txt"},
                options={"headers": {"Content-Type": "multipart/form-data"}},
            )
        )
        assert 'name="file"; filename="a.txt"' in body
        assert "\r\n\r\ncontent\r\n" in body

    async def test_files_as_the_body(self, flavour: str, tmp_path: Path) -> None:
        (tmp_path / "a.bin").write_bytes(b"x" * 200_000)

        def handler(request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json=[len(request.content), request.headers.get("content-length")])

        both = Both(flavour, handler)
        with (tmp_path / "a.bin").open("rb") as file:
            assert await both(both.client.post("/x", cast_to=object, content=file)) == [200_000, "200000"]
        assert await both(both.client.post("/x", cast_to=object, content=[b"a", b"b"])) == [2, None]

    async def test_redirects(self, flavour: str) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/old":
                return httpx.Response(302, headers={"Location": "/new"})
            return httpx.Response(200, json=request.url.path)

        both = Both(flavour, handler, max_retries=0)
        assert await both(both.client.get("/old", cast_to=object)) == "/new"
        with pytest.raises(Exception, match="Error code: 302"):
            await both(both.client.get("/old", cast_to=object, options={"follow_redirects": False}))

    async def test_hooks(self, flavour: str) -> None:
        both = Both(flavour, lambda request: httpx.Response(200, json=dict(request.headers)))
        client = both.client

        def prepare_options(options: FinalRequestOptions) -> Any:
            options.headers = {"x-options": "1"}
            return as_result(options)

        def prepare_request(request: httpx.Request) -> Any:
            request.headers["x-request"] = "2"
            return as_result(None)

        def as_result(value: Any) -> Any:
            async def result() -> Any:
                return value

            return result() if both.is_async else value

        client._prepare_options, client._prepare_request = prepare_options, prepare_request
        headers = await both(client.get("/x", cast_to=dict[str, str]))
        assert (headers["x-options"], headers["x-request"]) == ("1", "2")
