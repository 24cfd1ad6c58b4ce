"""Says what is wrong with JSON in words that help to mend it.

In: the text, and what the parser of the standard library refused. Out: a message, a hint and a place.
"""

from __future__ import annotations

from json import JSONDecodeError
from typing import Final

from msgspec import Struct

_BELONGS: Final = {
    "Expecting property name enclosed in double quotes": "a name in double quotes belongs here",
    "Expecting ':' delimiter": "a `:` belongs here",
    "Expecting ',' delimiter": "a comma is missing before this",
    "Expecting value": "a value belongs here",
    "Extra data": "the document ends before this",
    "Unterminated string starting at": "the quote that is opened here is never closed",
    "Illegal trailing comma before end of object": "there is nothing between the comma and this bracket",
    "Illegal trailing comma before end of array": "there is nothing between the comma and this bracket",
}


class Mistake(Struct, frozen=True, kw_only=True):
    """What to tell about text that is no JSON."""

    message: str
    hint: str
    offset: int


def json_mistake(text: str, error: JSONDecodeError) -> Mistake:
    """The mistake at which a parser stopped."""
    offset = error.pos
    while offset < len(text) and text[offset].isspace():
        offset += 1
    rest = text[offset : offset + 2]
    message = _BELONGS.get(error.msg, error.msg)
    if error.msg.startswith("Unterminated string"):
        hint = "close the string; where the file was cut off, save or fetch it again"
    elif not rest:
        offset = len(text.rstrip())
        message, hint = "the file ends before its last bracket is closed", "save or fetch it again: it was cut off"
    elif rest in {"//", "/*"} or rest[0] == "#":
        message, hint = (
            "JSON has no comments",
            "delete the comment, or name the file `.yaml` and begin comments with `#`",
        )
    elif rest[0] in "}]" and "comma" not in error.msg and ("property name" in error.msg or "value" in error.msg):
        message = f"there is nothing between the comma and this `{rest[0]}`"
        hint = "delete the comma before it"
    elif rest[0] == "'":
        message, hint = "JSON has no single quotes", 'write `"`'
    elif error.msg == "Extra data":
        hint = "keep one document in a file, and check that every bracket has its counterpart"
    else:
        hint = "mend the JSON before or at the place shown"
    return Mistake(message=message, hint=hint, offset=offset)
