"""The text format of server-sent events: bytes as they arrive in, the fields of each event out. No I/O.

Follows "Interpreting an event stream" of the HTML standard (section 9.2.6), with two extensions that servers rely on:
an event is reported when it has any field at all (the standard drops those without data), and `retry` comes with it.
"""

from __future__ import annotations

from typing import NamedTuple

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class EventFields(NamedTuple):
    """The fields of one event; None where the event did not name the field."""

    data: str | None
    event: str | None
    id: str | None
    retry: int | None


class BlockSplitter:
    """Cuts a stream of bytes into blocks: the text of one event, its lines joined by `\\n`, without the blank line.

    Lines may end in `\\n`, `\\r\\n` or `\\r`, and chunks may be cut anywhere, also between `\\r` and `\\n`. A block is
    given out as soon as the byte that ends it is there. What is left at the end of the stream was never finished and
    is dropped, as the standard asks.
    """

    __slots__ = ("_after_carriage_return", "_at_line_start", "_at_stream_start", "_parts")

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._at_line_start = False
        self._after_carriage_return = False
        self._at_stream_start = True

    def feed(self, chunk: bytes) -> list[str]:
        """Take the next bytes of the stream; gives the blocks that they complete."""
        chunk = self._normalised(chunk)
        if not chunk:
            return []
        parts = self._parts
        parts.append(chunk)
        # Joining is put off until a blank line has come: a long event in many small chunks costs linear time.
        if not (b"\n\n" in chunk or (self._at_line_start and chunk.startswith(b"\n"))):
            self._at_line_start = chunk.endswith(b"\n")
            return []
        complete, _, rest = b"".join(parts).rpartition(b"\n\n")
        self._parts = [rest] if rest else []
        self._at_line_start = rest.endswith(b"\n")
        if self._at_stream_start:
            self._at_stream_start = False
            complete = complete.removeprefix(_BYTE_ORDER_MARK)
        return complete.decode("utf-8", "replace").split("\n\n")

    def _normalised(self, chunk: bytes) -> bytes:
        if self._after_carriage_return and chunk:
            self._after_carriage_return = False
            chunk = chunk.removeprefix(b"\n")
        if b"\r" in chunk:
            self._after_carriage_return = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return chunk


def read_fields(text: str) -> EventFields | None:
    """The fields of one event, whose lines are joined by `\\n`; None if there are only comments and blank lines."""
    data: list[str] = []
    event: str | None = None
    identifier: str | None = None
    retry: int | None = None
    for line in text.split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name == "event":
            event = value
        elif name == "id":
            if "\0" not in value:
                identifier = value
        elif name == "retry" and value.isascii() and value.isdigit():
            retry = int(value)
    if not data and not event and identifier is None and retry is None:
        return None
    return EventFields("\n".join(data) if data else None, event or None, identifier, retry)
