"""Where the tree of a document is remembered.

In: the document's path, and the folder for what is remembered. Out: a `Memory`.
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from sdkwright.caches import name_of


class Memory(Struct, frozen=True, kw_only=True):
    """The file that remembers the tree of one document, and what tells this generator from others."""

    path: Path
    generator: str


def memory_of(spec: Path, folder: Path, generator: str) -> Memory:
    """Where the tree of a document is remembered in a folder."""
    return Memory(path=folder / name_of(os.path.abspath(spec), ".tree"), generator=generator)


def has_memory(memory: Memory | None) -> bool:
    """Whether there may be something to remember."""
    return memory is not None and memory.path.is_file()
