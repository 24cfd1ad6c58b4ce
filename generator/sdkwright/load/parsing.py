"""How a document is parsed: from what is remembered of it, beside other work, or simply so.

In: its bytes. Out: its `Source`; which way was taken makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sdkwright.diagnostics import Collector
from sdkwright.load.remembered import Memory, has_memory, parse_remembering
from sdkwright.source.text import Source
from sdkwright.workers import both

_LARGE: Final = 300_000
"""Bytes of YAML that take longer to parse than a fork to make."""


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsing:
    """What may help to parse a document.

    With several `jobs`, this process may do something `beside` while another parses a large one. What was parsed last,
    and is in the `memory`, is not parsed again.
    """

    jobs: int = 1
    beside: Callable[[], None] = _nothing
    memory: Memory | None = None


PLAINLY = Parsing()
"""Without any help."""


def parse(data: bytes, file: str, parsing: Parsing, diagnostics: Collector) -> Source | None:
    """As `parse_source`."""

    def parsed() -> tuple[Source | None, Collector]:
        found = Collector()
        return parse_remembering(data, file, parsing.memory, found), found

    is_fast = len(data) < _LARGE or data.lstrip()[:1] in {b"{", b"["} or has_memory(parsing.memory)
    if parsing.jobs < 2 or is_fast:
        source, found = parsed()
    else:
        _, (source, found) = both(parsing.jobs, parsing.beside, parsed)
    diagnostics.found.extend(found)
    return source
