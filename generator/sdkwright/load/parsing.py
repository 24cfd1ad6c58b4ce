"""How a document is parsed: from what is remembered of it, or not at all, as it is parsed already.

In: its bytes. Out: its `Source`; which way was taken makes no difference.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.diagnostics import Collector
from sdkwright.load.memory import Memory
from sdkwright.load.remembered import parse_remembering
from sdkwright.source.text import Source


class Parsed(Struct, frozen=True, kw_only=True):
    """A document that is parsed, with nothing to be said about it."""

    file: str
    data: bytes
    source: Source


class Parsing(Struct, frozen=True, kw_only=True):
    """What may help to parse a document.

    What was parsed last, and is in the `memory`, is not parsed again; nor is what is `parsed` already, where it is the
    same document.
    """

    memory: Memory | None = None
    parsed: Parsed | None = None


PLAINLY = Parsing()
"""Without any help."""


def parse(data: bytes, file: str, parsing: Parsing, diagnostics: Collector) -> Source | None:
    """As `parse_source`."""
    parsed = parsing.parsed
    if parsed is not None and (parsed.file, parsed.data) == (file, data):
        return parsed.source
    return parse_remembering(data, file, parsing.memory, diagnostics)
