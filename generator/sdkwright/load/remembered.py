"""The tree of the document of the last run, so that only what has changed is parsed.

In: the bytes of a document and where its last tree is kept. Out: its `Source`, as parsing all of it gives it.

What is kept is data (text, numbers, lists), in Python's own format for that, in a file of the user's own; YAML without
findings only: what was said about a document would have to be said again.
"""

from __future__ import annotations

import marshal  # of data, which no code can stand in; `read_private` sees to it that the user wrote it
from typing import cast

from msgspec import Struct

from sdkwright.caches import read_private, write_private
from sdkwright.diagnostics import Collector
from sdkwright.load.memory import Memory
from sdkwright.source.decoding import plain_text
from sdkwright.source.marks import Mark
from sdkwright.source.patch import Before, patch
from sdkwright.source.text import Source, parse_source
from sdkwright.source.tree import JsonValue
from sdkwright.workers import LARGE_DOCUMENT

_MAGIC = f"sdkwright tree 2.{marshal.version}\n".encode("ascii")


def parse_remembering(data: bytes, file: str, memory: Memory | None, diagnostics: Collector) -> Source | None:
    """As `parse_source`."""
    known = parse_against(data, file, memory) if memory is not None else None
    if known is not None:
        return known.source
    text = plain_text(data) if memory is not None and len(data) >= LARGE_DOCUMENT else None
    if text is None:
        return parse_source(data, file, diagnostics)
    found = Collector()
    source = parse_source(data, file, found)
    diagnostics.found.extend(found)
    if source is not None and not found.found:
        remember(memory, text, source)
    return source


class Patched(Struct, frozen=True, kw_only=True):
    """The text that is remembered with its tree, and the other text, of which only what is new was parsed."""

    before: Before
    source: Source


def parse_against(data: bytes, file: str, memory: Memory) -> Patched | None:
    """What the bytes of a document say, by what is remembered; `None` where all of it is to be parsed."""
    text = plain_text(data) if len(data) >= LARGE_DOCUMENT else None
    before = _recall(memory) if text is not None else None
    source = patch(before, text, file) if before is not None and text is not None else None
    return None if before is None or source is None else Patched(before=before, source=source)


def remember(memory: Memory | None, text: str, source: Source) -> None:
    """Keep the tree of a text that nothing was found in, where it is plain YAML."""
    if memory is not None and source.flows is not None:
        content: list[object] = [memory.generator, text, source.tree, source.marks().root, list(source.flows)]
        write_private(memory.path, _MAGIC, marshal.dumps(content))


def _recall(memory: Memory) -> Before | None:
    """The text that is remembered, with its tree; `None` where there is none that can be trusted."""
    content = read_private(memory.path, _MAGIC)
    if content is None:
        return None
    try:
        generator, text, tree, mark, flows = cast(
            "tuple[str, str, JsonValue, Mark, list[int]]",
            marshal.loads(content),  # noqa: S302 - data, see above
        )
    except (ValueError, EOFError, TypeError):
        return None
    if generator != memory.generator:
        return None
    return Before(text=text, tree=tree, mark=mark, flows=frozenset(flows))
