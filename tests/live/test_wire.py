"""What actually goes over the wire: clients that are generated here, driven against httpbin under gunicorn."""

from __future__ import annotations

import asyncio
import importlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote_plus

import pytest

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def httpbin() -> Iterator[str]:
    """The base URL of an httpbin of our own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-k", "gthread", "--threads", "8"]
    server = subprocess.Popen([*command, "--log-level", "error", "httpbin:app"])
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{url}/get", timeout=1)
                break
            except OSError:
                assert server.poll() is None, "httpbin did not start"
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def generated(folder: Path, spec: Path, config: Path | None, package: str) -> ModuleType:
    """Generate an SDK by the command line and import its package."""
    command = [sys.executable, "-m", "sdkwright", "generate", "--spec", str(spec), "--out", str(folder)]
    done = subprocess.run(
        [*command, *(["--config", str(config)] if config else [])], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder / "src"))
    return importlib.import_module(package)


@pytest.fixture(scope="module")
def echo_client(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package made from the document of echoes."""
    folder = tmp_path_factory.mktemp("echo")
    return generated(folder, DOCUMENTS / "echo.yml", DOCUMENTS / "echo.stainless.yml", "echo_client")


@pytest.fixture(scope="module")
def echo(echo_client: Any, httpbin: str) -> Any:
    """The resource with all the echoing methods, without credentials."""
    return echo_client.Echo(base_url=httpbin, max_retries=0).echo


@pytest.fixture(scope="module")
def bare(httpbin: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package made from the document that httpbin serves, without any config."""
    folder = tmp_path_factory.mktemp("bare")
    with urllib.request.urlopen(f"{httpbin}/spec.json", timeout=5) as answer:
        (folder / "spec.json").write_bytes(answer.read())
    return generated(folder / "sdk", folder / "spec.json", None, "httpbin")


def sent_query(answer: Any) -> str:
    """The query as sent, unquoted."""
    return unquote_plus(str(answer.url).partition("?")[2])


def test_query_styles_are_those_of_the_document(echo: Any) -> None:
    assert sent_query(echo.query(exploded=["a", "b c"])) == "exploded=a&exploded=b c"
    assert sent_query(echo.query(listed=["a", "b"])) == "listed=a,b"
    assert sent_query(echo.query(spaced=["a", "b"])) == "spaced=a b"
    assert sent_query(echo.query(piped=["a", "b"])) == "piped=a|b"
    assert sent_query(echo.query(deep={"colour": "red", "size": 3})) == "deep[colour]=red&deep[size]=3"
    assert sent_query(echo.query(spread={"north": 1, "south": 2})) == "north=1&south=2"
    assert sent_query(echo.query(flat={"east": 1, "west": 2})) == "flat=east,1,west,2"


def test_query_values_keep_their_meaning(echo: Any) -> None:
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    answer = echo.query(flag=True, since=moment, filter={"a": [1, 2]})
    assert answer.args["flag"] == "true"
    assert datetime.fromisoformat(str(answer.args["since"])) == moment
    assert json.loads(str(answer.args["filter"])) == {"a": [1, 2]}


def test_extra_query_is_added(echo: Any) -> None:
    answer = echo.query(flag=False, extra_query={"more": "yes", "odd": "ä&=?"})
    assert answer.args == {"flag": "false", "more": "yes", "odd": "ä&=?"}


def test_path_styles(echo: Any) -> None:
    answer = echo.path(["m"], simple=["a", "b"], label=["c", "d"])
    assert answer.url.partition("/anything")[2] == "/path/a,b/.c.d/;matrix=m"


@pytest.mark.parametrize("name", ["a/b", "ä ö", "50%", "a?b#c", "..x", "a+b", "🙂"])
def test_path_parameters_arrive_as_they_were(echo: Any, name: str) -> None:
    answer = echo.segment(name)
    assert urllib.request.unquote(answer.url.partition("/segment/")[2]) == name


@pytest.mark.parametrize("name", [".", ".."])
def test_path_parameters_that_would_change_the_path_are_refused(echo: Any, name: str) -> None:
    with pytest.raises(ValueError, match="segment"):
        echo.segment(name)


def test_headers_and_cookies(echo: Any) -> None:
    answer = echo.headers(x_number=3, x_flag=True, x_list=["a", "b"], session="s1", theme="dark")
    assert answer.headers["X-Number"] == "3"
    assert answer.headers["X-Flag"] == "true"
    assert answer.headers["X-List"].replace(" ", "") == "a,b"
    assert answer.headers["Cookie"] == "session=s1; theme=dark"


def test_extra_headers_win(echo: Any) -> None:
    answer = echo.headers(x_number=3, extra_headers={"X-Number": "4", "X-More": "m"})
    assert answer.headers["X-Number"] == "4"
    assert answer.headers["X-More"] == "m"


def test_forms(echo: Any) -> None:
    answer = echo.form(name="a b&c", tags=["x", "y"], address={"city": "Köln"})
    assert answer.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert answer.form == {"name": "a b&c", "tags": ["x", "y"], "address[city]": "Köln"}


def test_multipart_with_one_file(echo: Any) -> None:
    answer = echo.multipart(cover=b"cover bytes", title="T")
    assert answer.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert answer.files == {"cover": "cover bytes"}
    assert answer.form == {"title": "T"}


def test_multipart_with_nested_files_and_lists_of_files(echo: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"two")
    answer = echo.multipart(
        cover=("c.txt", b"one", "text/plain"),
        pages=[page],
        details={"author": "A", "scan": b"four"},
    )
    assert answer.files["cover"] == "one"
    assert answer.files["pages"] == "two"
    assert answer.files["details[scan]"] == "four"
    assert answer.form == {"details": '{"author":"A"}'}


def test_text_and_binary_bodies(echo: Any) -> None:
    text = echo.text(content="grüße")
    assert text.data == "grüße"
    assert text.headers["Content-Type"].startswith("text/plain")
    binary = echo.bytes(content=b"\x00\xff\x01")
    assert binary.data == "data:application/octet-stream;base64,AP8B"
    assert binary.headers["Content-Type"] == "application/octet-stream"


def test_json_bodies(echo: Any) -> None:
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    answer = echo.json(
        item_name="i", when=moment, nothing=None, parts=({"part_name": name} for name in "ab"), dry_run=True
    )
    body = json.loads(answer.data)
    assert body["itemName"] == "i"
    assert datetime.fromisoformat(body["when"]) == moment
    assert body["nothing"] is None
    assert body["parts"] == [{"partName": "a"}, {"partName": "b"}]
    assert answer.args == {"dry_run": "true"}
    assert answer.method == "PATCH"


def test_whole_bodies_and_bodies_of_delete(echo: Any) -> None:
    assert json.loads(echo.list(numbers=[1, 2]).data) == [1, 2]
    assert json.loads(echo.delete_with_body(reason="old").data) == {"reason": "old"}


def test_basic_and_bearer_credentials(echo_client: Any, httpbin: str) -> None:
    named = echo_client.Echo(base_url=httpbin, username="ann", password="s3cret:ä", max_retries=0)
    assert named.echo.basic("s3cret:ä", user="ann") == {"authenticated": True, "user": "ann"}
    with pytest.raises(echo_client.AuthenticationError):
        named.echo.basic("another", user="ann")
    assert echo_client.Echo(base_url=httpbin, token="t0ken").echo.bearer() == {"authenticated": True, "token": "t0ken"}


def client(bare: Any, httpbin: str, **options: Any) -> Any:
    (name,) = [name for name in bare.__all__ if name.startswith("Async") and hasattr(bare, name.removeprefix("Async"))
               and name != "AsyncClient" and not name.startswith(("AsyncStream", "AsyncAPI"))][:1]  # fmt: skip
    return getattr(bare, name.removeprefix("Async"))(base_url=httpbin, **options)


def test_the_served_document_gives_every_operation(bare: Any, httpbin: str) -> None:
    with urllib.request.urlopen(f"{httpbin}/spec.json", timeout=5) as answer:
        document = json.loads(answer.read())
    wanted = sum(len(item) for item in document["paths"].values())
    api = (Path(bare.__file__).parents[2] / "api.md").read_text()
    assert api.count('<code title="') == wanted


def test_redirects_are_followed(bare: Any, httpbin: str) -> None:
    answer = client(bare, httpbin).get("/redirect/3", cast_to=dict)
    assert answer["url"] == f"{httpbin}/get"


def test_retries_until_they_are_used_up(bare: Any, httpbin: str) -> None:
    with pytest.raises(bare.InternalServerError) as caught:
        client(bare, httpbin, max_retries=1).get("/status/503", cast_to=object)
    assert caught.value.response.request.headers["x-stainless-retry-count"] == "1"


def test_timeouts_are_typed(bare: Any, httpbin: str) -> None:
    begun = time.monotonic()
    with pytest.raises(bare.APITimeoutError):
        client(bare, httpbin, timeout=0.3, max_retries=0).get("/delay/5", cast_to=object)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_answers(bare: Any, httpbin: str, encoding: str) -> None:
    key = {"gzip": "gzipped", "deflate": "deflated"}[encoding]
    assert client(bare, httpbin).get(f"/{encoding}", cast_to=dict)[key] is True


def test_binary_and_streamed_bodies(bare: Any, httpbin: str) -> None:
    httpbin_client = client(bare, httpbin)
    content = httpbin_client.get("/bytes/1000", cast_to=bare._response.BinaryAPIResponse).read()
    assert len(content) == 1000
    lines = httpbin_client.get("/stream/4", cast_to=str).strip().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [0, 1, 2, 3]


def test_everything_works_asynchronously_too(bare: Any, httpbin: str) -> None:
    async def main() -> Any:
        sync = client(bare, httpbin)
        async with getattr(bare, "Async" + type(sync).__name__)(base_url=httpbin) as asynchronous:
            return await asynchronous.get("/get", cast_to=dict)

    answer = asyncio.run(main())
    assert answer["headers"]["X-Stainless-Async"].startswith("async:")
