"""Bytes to text: byte order marks, encodings, and what is wrong with them.

In: the bytes of a file. Out: text that holds no lone surrogates and no byte order mark; whatever could not be
decoded is replaced by U+FFFD and reported.
"""

from __future__ import annotations

import codecs

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import source as rules

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, file: str, diagnostics: Collector) -> str:
    """Decode a file by its byte order mark, UTF-8 where it has none (YAML 1.2 §5.2)."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
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


def place_of_offset(text: str, offset: int, file: str) -> Location:
    """The line and column (from 1) of an offset in a text."""
    start = text.rfind("\n", 0, offset) + 1
    return Location(file=file, line=text.count("\n", 0, offset) + 1, column=offset - start + 1)
