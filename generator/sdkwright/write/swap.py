"""Carries out a plan so that any interruption leaves a whole SDK.

In: a `Plan`. Out: the output folder, changed.

Everything is first written to a folder inside the output folder (so that a rename suffices), and what will be replaced
or deleted gets a second name there. Then a journal says what will be renamed where: from that moment on the run is
*committed*. If it is interrupted earlier, nothing has happened; if later, `recover` finishes it, at the start of the
next command. Where the system refuses one of the renames, all are taken back.

A folder in which several files change, the package above all, is exchanged as a whole where the system can do that.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sdkwright.workers import MANY, both
from sdkwright.write.bulk import from_the_top, make_folders, write_file
from sdkwright.write.exchange import complete, exchange, files, number, worthwhile
from sdkwright.write.journal import COMMITTED, UNDONE, Journal, commit, read_journal
from sdkwright.write.manifest import is_record
from sdkwright.write.plan import Plan

STAGE_NAME = ".sdkwright.stage"


def apply_plan(plan: Plan, *, jobs: int = 1) -> None:
    """Do what the plan says. Raises `OSError` where the system refuses; then the SDK is as it was.

    So many `jobs` may write.
    """
    if not plan.changes:
        return
    created = not plan.out.exists()
    plan.out.mkdir(parents=True, exist_ok=True)
    stage = plan.out / STAGE_NAME
    try:
        journal = _prepare(plan, stage, jobs)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        if created:
            with suppress(OSError):
                plan.out.rmdir()
        raise
    try:
        _carry_out(journal, stage, plan.out)
        shutil.rmtree(stage)
    except KeyboardInterrupt:
        recover(plan.out)
        raise


def recover(out: Path) -> tuple[str, ...] | None:
    """Finish what an interrupted run had committed, or forget what it had not; `None` where there was nothing.

    What somebody edited between the interruption and now is kept beside the new file, as `NAME.orig`; their paths are
    given back. Raises `OSError` where the system refuses; then what the run had done is taken back.
    """
    stage = out / STAGE_NAME
    if not stage.is_dir():
        return None
    kept: tuple[str, ...] = ()
    undone = read_journal(stage / UNDONE, out)
    if undone is not None:
        _undo(undone, stage, out)
    elif (journal := read_journal(stage / COMMITTED, out)) is not None:
        kept = _carry_out(journal, stage, out)
    shutil.rmtree(stage)
    return kept


def _carry_out(journal: Journal, stage: Path, out: Path) -> tuple[str, ...]:
    """Do what was committed; where the system refuses, take it back and raise `OSError`."""
    try:
        return _finish(journal, stage, out)
    except OSError:
        os.replace(stage / COMMITTED, stage / UNDONE)
        _undo(journal, stage, out)
        shutil.rmtree(stage)
        raise


def _prepare(plan: Plan, stage: Path, jobs: int) -> Journal:
    """Write what is new, keep hold of what is old, and commit."""
    staged: list[tuple[str, bytes]] = []
    journal = Journal()
    stood = _standing(plan.out, {change.path.rpartition("/")[0] for change in plan.changes})
    os.makedirs(stage / "new", exist_ok=True)
    make_folders(str(stage / "new"), stood)
    for change in plan.changes:
        exists = stood[change.path.rpartition("/")[0]] and os.path.lexists(f"{plan.out}/{change.path}")
        if change.content is not None:
            # No `Path`: for thousands of files, those take as long as the disk.
            staged.append((f"{stage}/new/{change.path}", change.content))
        if not exists:
            journal.create.append(change.path)
            continue
        target = plan.out / change.path
        if target.is_dir():
            raise IsADirectoryError(21, "A folder stands where a file is needed", str(target))
        old = stage / "old" / change.path
        old.parent.mkdir(parents=True, exist_ok=True)
        _second_name(target, old)
        wanted = journal.delete if change.content is None else journal.update
        wanted[change.path] = _digest(target)
    _write(staged, jobs)
    for change in plan.changes:
        if change.content is not None and (change.executable or change.path in journal.update):
            _set_mode(stage / "new" / change.path, plan.out / change.path, executable=change.executable)
    if journal.update or journal.delete:  # else there is no old SDK to lose
        for source, _ in staged:
            _flush(source)
    _prepare_exchanges(plan, stage, journal)
    commit(journal, stage)
    return journal


def _write(contents: Sequence[tuple[str, bytes]], jobs: int) -> None:
    """Write files into folders that are there."""
    half = len(contents) // 2
    both(jobs if half >= MANY else 1, lambda: _write_each(contents[:half]), lambda: _write_each(contents[half:]))


def _write_each(contents: Sequence[tuple[str, bytes]]) -> None:
    for path, content in contents:
        write_file(path, content)


def _prepare_exchanges(plan: Plan, stage: Path, journal: Journal) -> None:
    changed = {change.path for change in plan.changes if not is_record(change.path)}
    for folder in worthwhile(changed, plan.out):
        linked = complete(plan.out, stage / "new", folder, changed)
        if linked is not None:
            journal.folders[folder] = number(stage / "new" / folder)
            journal.linked.update(linked)


def _finish(journal: Journal, stage: Path, out: Path) -> tuple[str, ...]:
    kept: list[str] = []
    puts: dict[str, str | None] = {**dict.fromkeys(journal.create), **journal.update}
    _exchange(journal.folders, puts, stage, out)
    _move_folders(stage / "new", out)
    left = puts.keys() & set(files(stage / "new"))
    for path in sorted(left, key=lambda path: (is_record(path), path)):
        source, target = stage / "new" / path, out / path
        if target.is_file():
            kept += _keep_edited(target, path, (puts[path], _digest(source)))
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)
    for path, digest in journal.delete.items():
        kept += _keep_edited(out / path, path, (digest,))
        (out / path).unlink(missing_ok=True)
    _remove_empty_folders(out, journal.delete)
    kept += _take_over(stage / "was", out, journal)
    return tuple(kept)


def _exchange(folders: Mapping[str, int], puts: Iterable[str], stage: Path, out: Path) -> None:
    """Put folders in place as a whole, one right after the other, unless they were begun file by file.

    What they were is in `was` then.
    """
    if not folders:
        return
    new = stage / "new"
    begun = {path.partition("/")[0] for path in puts if not (new / path).exists()}
    ready = [
        folder
        for folder, inode in folders.items()
        if number(new / folder) == inode and folder.partition("/")[0] not in begun
    ]
    for folder in ready:
        exchange(new / folder, out / folder)
    for folder, inode in folders.items():
        if number(out / folder) == inode and os.path.lexists(new / folder):
            (stage / "was" / folder).parent.mkdir(parents=True, exist_ok=True)
            os.replace(new / folder, stage / "was" / folder)


def _take_over(was: Path, out: Path, journal: Journal) -> list[str]:
    """Save what somebody wrote into a folder between its preparation and its exchange; the paths of what is set aside.

    What is the run's own business, and what it gave a second name, is known; the rest is theirs.
    """
    known: dict[str, str | None] = {**dict.fromkeys(journal.create), **journal.update, **journal.delete}
    kept: list[str] = []
    for path in sorted(files(was)):
        source, target = was / path, out / path
        inode = journal.linked.get(path)
        if path in known:
            if _digest(source) == known[path]:
                continue
        elif number(source) == inode:
            continue
        elif number(target) == (inode or 0):
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target.with_name(target.name + ".orig"))
        kept.append(path + ".orig")
    return kept


def _exchange_back(journal: Journal, stage: Path, out: Path) -> None:
    """Put folders back that were exchanged, with what has been written into them since. Raises `OSError`."""
    for folder, inode in journal.folders.items():
        new, target, was = stage / "new" / folder, out / folder, stage / "was" / folder
        if number(target) != inode:
            continue
        old = was if was.is_dir() else new
        if not exchange(old, target):
            raise OSError(38, "The folder cannot be put back", str(target))
        if old == was:
            os.replace(was, new)
        ours = {*journal.create, *journal.update, *journal.delete}
        for path in sorted(files(new)):
            source, back = new / path, target / path
            name = f"{folder}/{path}"
            if name not in ours and number(source) != journal.linked.get(name) and not os.path.lexists(back):
                back.parent.mkdir(parents=True, exist_ok=True)
                os.replace(source, back)


def _move_folders(new: Path, out: Path) -> None:
    """Put folders that are new as a whole in their place, instead of file by file."""
    for folder in sorted(new.iterdir()) if new.is_dir() else ():
        if folder.is_dir() and not os.path.lexists(out / folder.name):
            os.replace(folder, out / folder.name)


def _undo(journal: Journal, stage: Path, out: Path) -> None:
    """Give every file its old content back; what was created goes."""
    _exchange_back(journal, stage, out)
    for path in (*journal.update, *journal.delete):
        old, target = stage / "old" / path, out / path
        if old.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(old, target)
    for path in journal.create:
        if not (stage / "new" / path).exists():
            (out / path).unlink(missing_ok=True)
    _remove_empty_folders(out, journal.create)


def _keep_edited(target: Path, path: str, expected: tuple[str | None, ...]) -> list[str]:
    if not target.is_file() or _digest(target) in expected:
        return []
    os.replace(target, target.with_name(target.name + ".orig"))
    return [path + ".orig"]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _second_name(target: Path, old: Path) -> None:
    try:
        os.link(target, old, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(target, old)


def _standing(out: Path, folders: Iterable[str]) -> dict[str, bool]:
    """Which folders are there, those above them among it: in one that is not, nothing has to be looked for.

    Raises `NotADirectoryError`, before the commit, where a file is in the way of one.
    """
    stood = {"": True}
    for folder in from_the_top(folders):
        above = stood[folder.rpartition("/")[0]]
        stood[folder] = above and os.path.isdir(f"{out}/{folder}")
        if above and not stood[folder] and os.path.exists(f"{out}/{folder}"):
            raise NotADirectoryError(20, "A file stands where a folder is needed", f"{out}/{folder}")
    return stood


def _set_mode(target: Path, existing: Path, *, executable: bool) -> None:
    own = target.stat().st_mode & 0o777
    mode = existing.stat().st_mode & 0o777 if existing.is_file() else own
    if executable:
        mode |= (mode & 0o444) >> 2
    if mode != own:
        target.chmod(mode)


def _flush(path: str) -> None:
    """Have the content on the disk before the journal is, for the day the power goes."""
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_empty_folders(out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        for parent in Path(path).parents:
            folder = out / parent
            if parent == Path() or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
