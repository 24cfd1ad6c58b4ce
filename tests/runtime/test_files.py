"""Files out of a body, and into what the HTTP library takes."""

from __future__ import annotations

import io
import pathlib
import tempfile
from typing import Any

import anyio
import pytest
from acme_sdk._files import (
    assert_is_file_content,
    async_to_httpx_files,
    deepcopy_with_paths,
    is_base64_file_input,
    is_file_content,
    to_httpx_files,
)
from acme_sdk._types import ArrayFormat, omit
from acme_sdk._utils import deepcopy_minimal, extract_files, file_from_path

PNG = b"\x89PNG\r\n\x1a\n rest"


@pytest.fixture
def letter(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Dear")
    return path


async def both(files: Any) -> Any:
    """What both functions make of the files, which must be the same."""
    made = to_httpx_files(files)
    assert await async_to_httpx_files(files) == made
    return made


async def test_paths_are_read_and_give_their_name(letter: pathlib.Path) -> None:
    assert await both({"file": letter}) == {"file": ("letter.txt", b"Dear")}
    assert await both([("file", letter), ("file", b"x")]) == [("file", ("letter.txt", b"Dear")), ("file", b"x")]
    assert await async_to_httpx_files({"file": anyio.Path(letter)}) == {"file": ("letter.txt", b"Dear")}


async def test_tuples_keep_what_else_they_say(letter: pathlib.Path) -> None:
    headers = {"X-Part": "1"}
    assert await both(
        {
            "two": ("other.txt", letter),
            "three": (None, b"x", "text/plain"),
            "four": ("n", letter, None, headers),
        }
    ) == {
        "two": ("other.txt", b"Dear"),
        "three": (None, b"x", "text/plain"),
        "four": ("n", b"Dear", None, headers),
    }


async def test_open_files_are_passed_on(letter: pathlib.Path) -> None:
    with letter.open("rb") as file:
        assert await both({"file": file}) == {"file": file}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PNG, "upload.png"),
        (b"\xff\xd8\xff\xe0", "upload.jpg"),
        (b"%PDF-1.7", "upload.pdf"),
        (b"RIFF\0\0\0\0WAVEfmt ", "upload.wav"),
        (b"RIFF\0\0\0\0WEBP", "upload.webp"),
    ],
)
async def test_content_without_a_name_gets_one_by_what_it_is(content: bytes, name: str) -> None:
    assert await both({"file": content}) == {"file": (name, content)}
    stream = io.BytesIO(b"##" + content)
    stream.seek(2)
    assert await both({"file": stream}) == {"file": (name, stream)}
    assert stream.tell() == 2


async def test_content_that_is_not_recognised_is_passed_on() -> None:
    unknown = io.BytesIO(b"plain text")
    assert await both({"a": b"", "b": b"RIFF", "c": unknown}) == {"a": b"", "b": b"RIFF", "c": unknown}
    text = io.StringIO("%PDF-")
    assert await both({"a": text}) == {"a": text}


async def test_the_number_of_a_descriptor_is_no_name() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(PNG)
        file.seek(0)
        assert await both({"file": file}) == {"file": ("upload.png", file)}


async def test_a_name_given_to_a_buffer_counts() -> None:
    stream = io.BytesIO(PNG)
    stream.name = "drawing"
    assert await both({"file": stream}) == {"file": stream}


@pytest.mark.parametrize("wrong", ["text", 3, None, ["x"]])
async def test_what_is_no_file_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="Expected file types input"):
        to_httpx_files({"file": wrong})
    with pytest.raises(TypeError, match="Expected file types input"):
        await async_to_httpx_files({"file": wrong})
    with pytest.raises(RuntimeError, match="`where`"):
        assert_is_file_content(wrong, key="where")
    assert not is_file_content(wrong)


async def test_no_files() -> None:
    assert await both(None) is None
    with pytest.raises(TypeError, match="mapping or a sequence"):
        to_httpx_files(3)  # type: ignore[call-overload]


def test_base64_inputs(letter: pathlib.Path) -> None:
    assert is_base64_file_input(letter)
    assert is_base64_file_input(io.BytesIO())
    assert not is_base64_file_input(b"bytes")
    assert file_from_path(str(letter)) == ("letter.txt", b"Dear")


@pytest.mark.parametrize(
    ("body", "path", "found", "left"),
    [
        ({"f": b"1", "x": 2}, ["f"], [("f", b"1")], {"x": 2}),
        ({"a": {"b": {"f": b"1"}}}, ["a", "b", "f"], [("a[b][f]", b"1")], {"a": {"b": {}}}),
        ({"f": [b"1", b"2"]}, ["f", "<array>"], [("f[]", b"1"), ("f[]", b"2")], {}),
        ({"f": [b"1"]}, ["f"], [("f[]", b"1")], {}),
        ({"l": [{"f": b"1"}, {"x": 0}]}, ["l", "<array>", "f"], [("l[][f]", b"1")], {"l": [{}, {"x": 0}]}),
        ({"m": [[b"1"], [b"2"]]}, ["m", "<array>", "<array>"], [("m[][]", b"1"), ("m[][]", b"2")], {"m": [[], []]}),
        ({"f": ("name", b"1")}, ["f"], [("f", ("name", b"1"))], {}),
        ({"f": None}, ["f"], [], {"f": None}),
        ({"f": omit}, ["f"], [], {}),
        ({"f": {"x": 1}}, ["f", "<array>", "x"], [], {"f": {"x": 1}}),
        ({"f": ["x"]}, ["f", "x"], [], {"f": ["x"]}),
        ({"f": 1}, ["g"], [], {"f": 1}),
    ],
)
def test_extraction(body: Any, path: Any, found: Any, left: Any) -> None:
    assert extract_files(body, paths=[path]) == found
    assert body == left


@pytest.mark.parametrize(
    ("array_format", "names"),
    [
        ("brackets", ["f[]", "f[]", "l[][g]", "l[][g]"]),
        ("indices", ["f[0]", "f[1]", "l[0][g]", "l[1][g]"]),
        ("repeat", ["f", "f", "l[g]", "l[g]"]),
        ("comma", ["f", "f", "l[g]", "l[g]"]),
    ],
)
def test_names_of_files_in_arrays(array_format: ArrayFormat, names: Any) -> None:
    body = {"f": [b"1", b"2"], "l": [{"g": b"3"}, {"g": b"4"}]}
    paths = [["f", "<array>"], ["l", "<array>", "g"]]
    assert [name for name, _ in extract_files(body, paths=paths, array_format=array_format)] == names


def test_names_of_files_on_the_wire() -> None:
    body = {"cover_photo": b"1", "all_pages": [{"page_scan": b"2"}], "plain": b"3"}
    paths = [["cover_photo"], ["all_pages", "<array>", "page_scan"], ["plain"]]
    names = [["coverPhoto"], ["allPages", "<array>", "pageScan"], ["plain"]]
    found = extract_files(body, paths=paths, names=names)
    assert found == [("coverPhoto", b"1"), ("allPages[][pageScan]", b"2"), ("plain", b"3")]
    assert body == {"all_pages": [{}]}


def test_something_else_where_a_file_should_be() -> None:
    with pytest.raises(RuntimeError, match=r"`l\[\]\[f\]`"):
        extract_files({"l": [{"f": "text"}]}, paths=[["l", "<array>", "f"]])


def test_copies_are_as_deep_as_the_paths() -> None:
    original: Any = {"l": [{"f": b"1", "x": {"y": 1}}], "other": {"z": 1}}
    copied: Any = deepcopy_with_paths(original, [["l", "<array>", "f"], ["missing", "f"]])
    assert copied == original
    assert copied is not original
    assert copied["l"] is not original["l"]
    assert copied["l"][0] is not original["l"][0]
    assert copied["l"][0]["x"] is original["l"][0]["x"]
    assert copied["other"] is original["other"]
    extract_files(copied, paths=[["l", "<array>", "f"]])
    assert original["l"][0]["f"] == b"1"
    assert deepcopy_with_paths(original, []) is original


def test_two_paths_through_the_same_list() -> None:
    original: Any = {"l": [{"f": b"1", "g": b"2"}]}
    copied: Any = deepcopy_with_paths(original, [["l", "<array>", "f"], ["l", "<array>", "g"]])
    assert [name for name, _ in extract_files(copied, paths=[["l", "<array>", "f"], ["l", "<array>", "g"]])] == [
        "l[][f]",
        "l[][g]",
    ]
    assert original == {"l": [{"f": b"1", "g": b"2"}]}


def test_minimal_deep_copies() -> None:
    shared = (1, [2])
    original: Any = {"a": [{"b": 1}], "t": shared}
    copied = deepcopy_minimal(original)
    assert copied == original
    assert copied["a"][0] is not original["a"][0]
    assert copied["t"] is shared
