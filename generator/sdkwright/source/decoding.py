"""Bytes to text: byte order marks, encodings, and what is wrong with them.

In: the bytes of a file. Out: text that holds no lone surrogates and no byte order mark; whatever could not be
decoded is replaced by U+FFFD and reported.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from io import StringIO
from itertools import accumulate

from msgspec import Struct

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import source as rules

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS_BY_NULS = {
    "a0a0": "utf-16-le",
    "0a0a": "utf-16-be",
    "a000": "utf-32-le",
    "000a": "utf-32-be",
}
"""How text begins that is in another encoding, but has no mark: its first characters are ASCII (YAML 1.2 §5.2)."""
_LINE_END = re.compile(r"\r\n?|\n")


def decode(data: bytes, file: str, diagnostics: Collector) -> str:
    """Decode a file by its byte order mark, UTF-8 where it has none (YAML 1.2 §5.2)."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    else:
        encoding = _ENCODINGS_BY_NULS.get("".join("0" if byte == 0 else "a" for byte in data[:4]), encoding)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        diagnostics.report(
            rules.INVALID_ENCODING,
            f"these bytes are not {encoding.upper()}: {data[error.start : error.start + 4].hex(' ')}",
            place_of_offset(before, len(before), file),
        )
        return data.decode(encoding, "replace")


def plain_text(data: bytes) -> str | None:
    """The text of a file that is UTF-8 and says nothing of its encoding; `None` for others."""
    if b"\0" in data[:4] or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def place_of_offset(text: str, offset: int, file: str) -> Location:
    """The line and column (from 1) of an offset in a text."""
    line, column = Lines.of(text[:offset]).place(offset)
    return Location(file=file, line=line, column=column)


class Lines(Struct, frozen=True):
    """How offsets in a text become lines and columns.

    Lines are those of editors, ended by LF, CR or both; YAML 1.1 had more (U+0085, U+2028, U+2029).
    """

    starts: list[int]
    length: int

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of a text."""
        if "\r" in text:
            return cls([0, *(match.end() for match in _LINE_END.finditer(text))], len(text))
        starts = [0, *accumulate(map(len, StringIO(text)))]  # a tenth of the time for a large document
        if starts[-1] and not text.endswith("\n"):
            starts.pop()  # the end of the last line begins none
        return cls(starts, len(text))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, from 1."""
        offset = min(offset, self.length)
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
