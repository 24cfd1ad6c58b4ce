"""Remembers what the validator said of a text, in the user's cache folder.

In: a key that is made of everything the verdict depends on. Out: the findings, or `None` where they are not known. A
file that cannot be read, or holds something else than it should, counts as absent; runs side by side cannot disturb
each other, as a file appears whole or not at all. Where there is no cache folder, nothing is remembered.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from typing import Final, TypeAlias, cast

from sdkwright.caches import cache_folder, write_whole

Findings: TypeAlias = Sequence[tuple[str, str]]
"""Pointers and messages."""

_MAX_KEPT: Final = 200


def key_of(*parts: bytes) -> str:
    """The name under which a verdict is kept."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def recall(key: str) -> Findings | None:
    """What was kept under a key."""
    folder = cache_folder("validation")
    if folder is None:
        return None
    try:
        kept: object = json.loads((folder / f"{key}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return _checked(kept, key)


def remember(key: str, findings: Findings) -> None:
    """Keep a verdict; where that fails, it is found again next time."""
    folder = cache_folder("validation")
    if folder is None:
        return
    with contextlib.suppress(OSError):
        content = json.dumps({"key": key, "findings": findings}).encode("ascii")
        write_whole(folder / f"{key}.json", content, _MAX_KEPT)


def _checked(kept: object, key: str) -> Findings | None:
    tree = cast("dict[str, object]", kept) if isinstance(kept, dict) else {}
    findings = tree.get("findings") if tree.get("key") == key else None
    if not isinstance(findings, list):
        return None
    checked: list[tuple[str, str]] = []
    for each in cast("list[object]", findings):
        match each:
            case [str() as pointer, str() as message]:
                checked.append((pointer, message))
            case _:
                return None
    return checked
