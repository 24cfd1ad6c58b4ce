"""Texts that were formatted before, so that a formatter sees only what has changed.

In: a file in the user's folder for caches. Out: formatted texts, by the digest of all that they depend on.

The file holds text and nothing else, is replaced in one piece, and begins with a checksum of the rest: what is damaged,
half written, or not the user's own is as good as absent. It holds the texts of the last run; the oldest files go.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from sdkwright.caches import name_of, read_private, write_private

_MAGIC = b"sdkwright formatted 2\n"
_SIZE = 8
"""Digits of the length of the index, which stands before it."""


def pack_name(identity: str) -> str:
    """The file's name for one SDK, whatever text tells it from others."""
    return name_of(identity, ".texts")


def load_formatted(path: Path) -> dict[str, str]:
    """The texts by their digests; empty where there are none that can be trusted."""
    content = read_private(path, _MAGIC)
    if content is None:
        return {}
    start = _SIZE + int(bytes(content[:_SIZE]))
    index = cast("list[tuple[str, int]]", json.loads(bytes(content[_SIZE:start])))
    texts: dict[str, str] = {}
    for key, length in index:
        texts[key] = str(content[start : start + length], "utf-8", "surrogatepass")
        start += length
    return texts


def save_formatted(path: Path, texts: Mapping[str, str]) -> None:
    """Keep the texts of a run, in one piece. Where that cannot be done, nothing is kept."""
    encoded = {key: text.encode("utf-8", "surrogatepass") for key, text in texts.items()}
    index = json.dumps([(key, len(text)) for key, text in encoded.items()], separators=(",", ":")).encode("ascii")
    size = f"{len(index):0{_SIZE}}".encode("ascii")
    write_private(path, _MAGIC, b"".join([size, index, *encoded.values()]))
