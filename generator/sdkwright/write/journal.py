"""The journal of a run that is being carried out.

In: what a plan creates, updates and deletes. Out: the same, read back after an interruption. A folder that came from
elsewhere may hold a journal too, so paths that lead out of the output folder are dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from msgspec import Struct, field
from msgspec.structs import asdict

from sdkwright.write.protect import Bounds

COMMITTED = "journal.json"
UNDONE = "undo.json"
"""The journal's name once the run is being taken back."""


class Journal(Struct, frozen=True, kw_only=True):
    """Paths by what happens to them; what is updated or deleted has the SHA-256 of its old content.

    `folders` are exchanged as a whole, each with the inode of its new one; `linked` are the files that stay in them,
    with theirs.
    """

    create: list[str] = field(default_factory=list[str])
    update: dict[str, str] = field(default_factory=dict[str, str])
    delete: dict[str, str] = field(default_factory=dict[str, str])
    folders: dict[str, int] = field(default_factory=dict[str, int])
    linked: dict[str, int] = field(default_factory=dict[str, int])


def commit(journal: Journal, stage: Path) -> None:
    """Write the journal in one piece: it is there, or it is not."""
    draft = stage / "journal.draft"
    tree = asdict(journal)
    draft.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(tree))  # at once: `dump` writes it bit by bit
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, stage / COMMITTED)


def read_journal(path: Path, out: Path) -> Journal | None:
    """The journal, `None` where there is none that can be read."""
    try:
        tree: object = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    if not isinstance(tree, dict):
        return None
    bounds = Bounds(out)
    parts = cast("dict[str, object]", tree)
    created = parts.get("create")
    names = cast("list[object]", created) if isinstance(created, list) else []
    return Journal(
        create=[name for name in names if isinstance(name, str) and bounds.hold(name)],
        update=_digests(parts.get("update"), bounds),
        delete=_digests(parts.get("delete"), bounds),
        folders=_inodes(parts.get("folders"), bounds),
        linked=_inodes(parts.get("linked"), bounds),
    )


def _digests(value: object, bounds: Bounds) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    named = cast("Mapping[object, object]", value)
    return {
        path: digest
        for path, digest in named.items()
        if isinstance(path, str) and isinstance(digest, str) and bounds.hold(path)
    }


def _inodes(value: object, bounds: Bounds) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    named = cast("Mapping[object, object]", value)
    return {
        path: inode
        for path, inode in named.items()
        if isinstance(path, str) and isinstance(inode, int) and path and bounds.hold(path)
    }
