"""Texts that were formatted before, so that a formatter sees only what has changed.

In: a file in the user's folder for caches. Out: formatted texts, by the digest of all that they depend on.

The file holds text and nothing else, is replaced in one piece, and begins with a digest of the rest: what is damaged,
half written, or not the user's own is as good as absent. It holds the texts of the last run; the oldest files go.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from sdkwright.caches import is_private

_MAGIC = b"sdkwright formatted 1\n"
_DIGEST = 64
_KEPT = 12
"""So many SDKs' texts stay."""
_LARGEST = 256_000_000
"""Bytes: what is larger is not worth reading."""


def pack_name(identity: str) -> str:
    """The file's name for one SDK, whatever text tells it from others."""
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:32] + ".texts"


def load_formatted(path: Path) -> dict[str, str]:
    """The texts by their digests; empty where there are none that can be trusted."""
    try:
        if not (is_private(path.parent) and is_private(path)) or path.stat().st_size > _LARGEST:
            return {}
        content = path.read_bytes()
    except OSError:
        return {}
    head, rest = content[: len(_MAGIC) + _DIGEST], content[len(_MAGIC) + _DIGEST :]
    if head != _MAGIC + hashlib.sha256(rest).hexdigest().encode("ascii"):
        return {}
    index, _, body = rest.partition(b"\n")
    texts: dict[str, str] = {}
    start = 0
    for key, length in cast("list[tuple[str, int]]", json.loads(index)):
        texts[key] = body[start : start + length].decode("utf-8", "surrogatepass")
        start += length
    return texts


def save_formatted(path: Path, texts: Mapping[str, str]) -> None:
    """Keep the texts of a run, in one piece. Where that cannot be done, nothing is kept."""
    encoded = {key: text.encode("utf-8", "surrogatepass") for key, text in texts.items()}
    index = json.dumps([(key, len(text)) for key, text in encoded.items()], separators=(",", ":"))
    rest = b"".join([index.encode("ascii"), b"\n", *encoded.values()])
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, draft = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.writelines((_MAGIC, hashlib.sha256(rest).hexdigest().encode("ascii"), rest))
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        _forget_oldest(path.parent)


def _forget_oldest(folder: Path) -> None:
    packs = sorted(folder.glob("*.texts"), key=lambda pack: pack.stat().st_mtime, reverse=True)
    for pack in packs[_KEPT:]:
        pack.unlink(missing_ok=True)
