from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest
from acme_sdk._streaming import ServerSentEvent, SSEBytesDecoder, SSEDecoder
from hypothesis import given
from hypothesis import strategies as st

Event = tuple[str | None, str, str | None, int | None]


def decoded(chunks: list[bytes]) -> list[Event]:
    return [(e.event, e.data, e.id, e.retry) for e in SSEDecoder().iter_bytes(iter(chunks))]


def single(text: str) -> list[Event]:
    return decoded([text.encode()])


class TestFields:
    def test_all_of_them(self) -> None:
        assert single("event: ping\nid: 7\nretry: 1500\ndata: x\n\n") == [("ping", "x", "7", 1500)]

    def test_one_space_after_the_colon_is_dropped(self) -> None:
        assert single("data:a\n\ndata:  b\n\ndata\n\n") == [
            (None, "a", None, None),
            (None, " b", None, None),
            (None, "", None, None),
        ]

    def test_lines_of_data_are_joined(self) -> None:
        assert single('data: {\ndata:\ndata: "a": 1}\n\n') == [(None, '{\n\n"a": 1}', None, None)]

    def test_comments_and_unknown_fields_are_no_event(self) -> None:
        assert single(": keep-alive\n\nfoo: bar\n\n:\n\ndata: x\n: in between\n\n") == [(None, "x", None, None)]

    def test_an_event_without_data(self) -> None:
        assert single("event: ping\n\n") == [("ping", "", None, None)]

    def test_the_last_id_stays(self) -> None:
        assert single("id: 1\ndata: a\n\ndata: b\n\nid:\ndata: c\n\n\n\n") == [
            (None, "a", "1", None),
            (None, "b", "1", None),
            (None, "c", "", None),
        ]

    def test_bad_ids_and_retries_are_ignored(self) -> None:
        assert single("id: a\0b\nretry: -1\nretry: soon\nretry: ²\ndata: x\n\n") == [(None, "x", None, None)]

    def test_byte_order_mark(self) -> None:
        assert decoded([b"\xef", b"\xbb\xbfdata: x\n\ndata: y\n\n"]) == [
            (None, "x", None, None),
            (None, "y", None, None),
        ]

    def test_only_line_ends_of_the_format_split(self) -> None:
        assert single("data: a\u2028b\u0085c\x0cd\n\n") == [(None, "a\u2028b\u0085c\x0cd", None, None)]

    def test_an_unfinished_event_is_dropped(self) -> None:
        assert single("data: a\n\ndata: b\n") == [(None, "a", None, None)]

    def test_bytes_that_are_no_utf8_do_not_end_the_stream(self) -> None:
        assert decoded([b"data: \xff\n\ndata: ok\n\n"]) == [(None, "\ufffd", None, None), (None, "ok", None, None)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_event_is_given_out_with_its_last_byte(end: str) -> None:
    decoder = SSEDecoder()
    events: list[ServerSentEvent] = []

    def chunks() -> Iterator[bytes]:
        yield f"data: 1{end}{end}".encode()
        assert len(events) == 1, "the first event was complete and should have been given out"
        yield f"data: 2{end}{end}".encode()

    for event in decoder.iter_bytes(chunks()):
        events.append(event)
    assert [event.data for event in events] == ["1", "2"]


_text = st.text(st.characters(blacklist_characters="\r\n\0", blacklist_categories=["Cs"]), max_size=8)


@given(
    events=st.lists(st.tuples(st.none() | _text.filter(bool), st.lists(_text, min_size=1, max_size=3)), max_size=5),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    cuts=st.lists(st.integers(min_value=0, max_value=400), max_size=12),
    blank_lines=st.integers(min_value=1, max_value=3),
)
def test_chunks_may_be_cut_anywhere(
    events: list[tuple[str | None, list[str]]], end: str, cuts: list[int], blank_lines: int
) -> None:
    text = ""
    for name, lines in events:
        text += f"event:{'' if name.startswith(' ') else ' '}{name}{end}" if name is not None else ""
        text += "".join(f"data: {line}{end}" for line in lines) + end * blank_lines
    body = text.encode()
    places = sorted({0, len(body), *(cut for cut in cuts if cut < len(body))})
    chunks = [body[start:stop] for start, stop in pairwise(places)] or [b""]
    expected = [
        (name[1:] or None if name and name.startswith(" ") else name, "\n".join(lines), None, None)
        for name, lines in events
    ]
    assert decoded(chunks) == expected
    assert decoded([bytes([byte]) for byte in body]) == expected
    assert decoded([b"", *chunks, b""]) == expected


async def test_asynchronously_the_same() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for byte in b"event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n":
            yield bytes([byte])

    events = [event async for event in SSEDecoder().aiter_bytes(chunks())]
    assert [(event.event, event.data) for event in events] == [("a", "1"), (None, "2")]


def test_line_by_line() -> None:
    decoder = SSEDecoder()
    assert decoder.decode("event: x") is None
    assert decoder.decode("data: 1") is None
    event = decoder.decode("")
    assert event is not None
    assert (event.event, event.data) == ("x", "1")
    assert decoder.decode("") is None


def test_the_decoder_is_what_streams_expect() -> None:
    assert isinstance(SSEDecoder(), SSEBytesDecoder)


def test_event_object() -> None:
    event = ServerSentEvent(data='{"a": [1]}', event="", id="3")
    assert event.json() == {"a": [1]}
    assert event.event is None
    assert repr(event) == 'ServerSentEvent(event=None, data={"a": [1]}, id=3, retry=None)'
    with pytest.raises(ValueError, match="Expecting value"):
        ServerSentEvent().json()
