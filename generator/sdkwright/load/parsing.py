"""How a document is parsed: from what is remembered of it, beside other work, or simply so.

In: its bytes. Out: its `Source`; which way was taken makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from sdkwright.diagnostics import Collector
from sdkwright.load.remembered import Memory, has_memory, parse_remembering
from sdkwright.source.text import Source
from sdkwright.workers import LARGE_DOCUMENT, Pending, begin, both


def _nothing() -> None:
    pass


class Ahead(Struct, frozen=True, kw_only=True):
    """A document that another process is parsing already."""

    file: str
    data: bytes
    pending: Pending[tuple[Source | None, Collector]]


class Parsing(Struct, frozen=True, kw_only=True):
    """What may help to parse a document.

    With several `jobs`, this process may do something `beside` while another parses a large one. What was parsed last,
    and is in the `memory`, is not parsed again; nor is what was begun `ahead`, where it is the same document.
    """

    jobs: int = 1
    beside: Callable[[], None] = _nothing
    memory: Memory | None = None
    ahead: Ahead | None = None


PLAINLY = Parsing()
"""Without any help."""


def parse(data: bytes, file: str, parsing: Parsing, diagnostics: Collector) -> Source | None:
    """As `parse_source`."""
    ahead = parsing.ahead
    if ahead is not None and (ahead.file, ahead.data) == (file, data):
        parsing.beside()
        source, found = ahead.pending.result()
    elif parsing.jobs > 1 and _takes_time(data, parsing.memory):
        _, (source, found) = both(parsing.jobs, parsing.beside, lambda: _parsed(data, file, parsing.memory))
    else:
        source, found = _parsed(data, file, parsing.memory)
    diagnostics.found.extend(found)
    return source


def parse_ahead(data: bytes, file: str, memory: Memory | None) -> Ahead | None:
    """Let another process begin to parse a document that will be asked for; `None` where that does not pay."""
    pending = begin(lambda: _parsed(data, file, memory)) if _takes_time(data, memory) else None
    return Ahead(file=file, data=data, pending=pending) if pending is not None else None


def _takes_time(data: bytes, memory: Memory | None) -> bool:
    return len(data) >= LARGE_DOCUMENT and data.lstrip()[:1] not in {b"{", b"["} and not has_memory(memory)


def _parsed(data: bytes, file: str, memory: Memory | None) -> tuple[Source | None, Collector]:
    found = Collector()
    return parse_remembering(data, file, memory, found), found
