"""Carries out a plan so that an interruption leaves a whole SDK.

In: a `Plan`. Out: the output folder, changed.

Everything is first written to a folder inside the output folder (so that a rename suffices), then a journal says
what will be renamed where: from that moment on the run is *committed*. If it is interrupted later, `recover`
finishes it, here or at the start of the next run; if it is interrupted earlier, nothing has happened.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from sdkwright.write.plan import Plan

STAGE_NAME = ".sdkwright.stage"
_JOURNAL = "journal.json"


def apply_plan(plan: Plan) -> None:
    """Do what the plan says. Raises `OSError` where the system refuses; then the folder is as it was, or finished."""
    if not plan.changes:
        return
    plan.out.mkdir(parents=True, exist_ok=True)
    stage = plan.out / STAGE_NAME
    recover(plan.out)
    new = stage / "new"
    try:
        new.mkdir(parents=True)
        for change in plan.changes:
            if change.content is None:
                continue
            _require_folder(plan.out, change.path)
            target = new / change.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(change.content)
            _set_mode(target, plan.out / change.path, executable=change.executable)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    _commit(stage, [change.path for change in plan.changes if change.content is None])
    try:
        recover(plan.out)
    except KeyboardInterrupt:
        recover(plan.out)
        raise


def recover(out: Path) -> bool:
    """Finish what an interrupted run had committed, or forget what it had not. Whether there was anything."""
    stage = out / STAGE_NAME
    if not stage.is_dir():
        return False
    deletions = _read_journal(stage)
    if deletions is not None:
        new = stage / "new"
        for source in sorted(path for path in new.rglob("*") if path.is_file()):
            target = out / source.relative_to(new)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
        for path in deletions:
            (out / path).unlink(missing_ok=True)
        _remove_empty_folders(out, deletions)
    shutil.rmtree(stage)
    return True


def _require_folder(out: Path, path: str) -> None:
    """Raise `NotADirectoryError` now, rather than after the commit, where a file is in the way of a folder."""
    for parent in Path(path).parents:
        if (out / parent).exists() and not (out / parent).is_dir():
            raise NotADirectoryError(20, "A file stands where a folder is needed", str(out / parent))
    if (out / path).is_dir():
        raise IsADirectoryError(21, "A folder stands where a file is needed", str(out / path))


def _set_mode(target: Path, existing: Path, *, executable: bool) -> None:
    mode = existing.stat().st_mode & 0o777 if existing.is_file() else target.stat().st_mode & 0o777
    if executable:
        mode |= (mode & 0o444) >> 2
    target.chmod(mode)


def _commit(stage: Path, deletions: list[str]) -> None:
    draft = stage / (_JOURNAL + ".draft")
    with draft.open("w", encoding="utf-8") as stream:
        json.dump({"delete": deletions}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, stage / _JOURNAL)


def _read_journal(stage: Path) -> list[str] | None:
    try:
        tree: object = json.loads((stage / _JOURNAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    deletions = cast("dict[str, object]", tree).get("delete") if isinstance(tree, dict) else None
    if not isinstance(deletions, list):
        return None
    return [path for path in cast("list[object]", deletions) if isinstance(path, str)]


def _remove_empty_folders(out: Path, deleted: Iterable[str]) -> None:
    for path in deleted:
        for parent in Path(path).parents:
            folder = out / parent
            if parent == Path() or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
