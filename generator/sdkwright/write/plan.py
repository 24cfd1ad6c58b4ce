"""Decides what a run would do to the output folder, without doing it.

In: formatted files, the output folder, the manifest of the last run. Out: `Plan`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.rules import write as rules
from sdkwright.render.style import FileKind, RenderedFile
from sdkwright.write.manifest import (
    ATTRIBUTES,
    ATTRIBUTES_NAME,
    BASE_NAME,
    MANIFEST_NAME,
    RECORDS_NAME,
    Record,
    UnreadableManifestError,
    encode_base,
    encode_manifest,
    is_record,
    read_manifest,
)
from sdkwright.write.merge import MARKER, has_markers, merge, split_lines
from sdkwright.write.protect import Bounds, is_hand_written
from sdkwright.write.seen import EXECUTABLE, NOTHING_SEEN, Seen, digest_of
from sdkwright.write.version_line import carry_version


class Action(Enum):
    """What happens to one file."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Change(Struct, frozen=True, kw_only=True):
    """One file that the run would touch; `content` is `None` for a deletion."""

    path: str
    action: Action
    content: bytes | None
    executable: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """All changes of a run, sorted by path; those of the manifest are among them."""

    out: Path
    changes: tuple[Change, ...]
    unchanged: int
    owned: tuple[str, ...] = ()
    """Paths of all files whose text is the generator's business, records among them."""
    once: tuple[str, ...] = ()
    """Paths of the files that only have to be there."""
    sources: tuple[Path, ...] = ()
    """What the SDK was made from, where all of it is known."""
    seen: Seen = NOTHING_SEEN
    """What was seen of the files before."""
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    """What was generated, by path."""
    digests: Mapping[str, str] = field(default_factory=dict[str, str])
    """The digests of some of that, as far as they are known."""

    def generated(self) -> Iterator[tuple[str, str]]:
        """The digests of what was generated, with its paths."""
        for path, text in self.texts.items():
            yield path, self.digests.get(path) or digest_of(text.encode("utf-8", "surrogateescape"))

    @property
    def visible(self) -> tuple[Change, ...]:
        """The changes to files of the SDK itself."""
        return tuple(change for change in self.changes if not is_record(change.path))


class Policy(Struct, frozen=True, kw_only=True):
    """What the maintainer allows: paths to keep, and whether files of unknown origin may be replaced (`--adopt`).

    Edits of a file whose origin is known are merged all the same.
    """

    keep: tuple[str, ...] = ()
    adopt: bool = False


class _Planning(Struct):
    out: Path
    bounds: Bounds
    policy: Policy
    last: Mapping[str, Record]
    diagnostics: Collector
    seen: Seen
    place: str
    """The output folder's absolute path."""
    digests: dict[str, str] = field(default_factory=dict[str, str])
    """Of the texts whose files were seen."""
    records: dict[str, str] = field(default_factory=dict[str, str])
    changes: list[Change] = field(default_factory=list[Change])
    blocked: bool = False
    unchanged: int = 0


def plan_write(
    files: Sequence[RenderedFile],
    out: Path,
    generator: str,
    policy: Policy,
    diagnostics: Collector,
    *,
    jobs: int = 1,
    seen: Seen = NOTHING_SEEN,
) -> Plan | None:
    """Compare files with the output folder. `None` where the folder cannot be written without losing something.

    `generator` is the version of sdkwright, for the manifest; so many `jobs` may pack its records. What was `seen` in
    the folder a moment ago is not read again, where it is what the file shall be.
    """
    try:
        last = read_manifest(out, seen)
    except UnreadableManifestError as error:
        diagnostics.report(
            rules.MANIFEST_UNREADABLE, str(error), Location(file=str(out / MANIFEST_NAME), line=1, column=1)
        )
        return None
    last_files: Mapping[str, Record] = last.files if last is not None else {}
    run = _Planning(
        out=out,
        bounds=Bounds(out),
        policy=policy,
        last=last_files,
        diagnostics=diagnostics,
        seen=seen,
        place=os.path.abspath(out),
    )
    try:
        if not run.bounds.hold(RECORDS_NAME):
            _block(run, rules.OUTSIDE_OUTPUT, RECORDS_NAME, "The path leads out of the output folder.")
        for file in files:
            is_known = _was_seen(run, file) and run.bounds.hold_file(file.path)
            if not is_known and not run.bounds.hold(file.path):
                _block(run, rules.OUTSIDE_OUTPUT, file.path, "The path leads out of the output folder.")
            elif file.kind is FileKind.ONCE or is_hand_written(file.path, policy.keep):
                _create_once(run, file)
            else:
                run.records[file.path] = file.text
                if is_known:
                    run.unchanged += 1
                else:
                    _plan_file(run, file)
        _plan_deletions(run, {file.path for file in files})
    except OSError as error:
        diagnostics.report(rules.OUTPUT_UNUSABLE, f"{error.strerror or error}: {error.filename or out}.")
        return None
    if run.blocked:
        return None
    _plan_records(run, generator, jobs)
    return Plan(
        out=out,
        changes=tuple(sorted(run.changes, key=lambda change: change.path)),
        unchanged=run.unchanged,
        owned=(MANIFEST_NAME, ATTRIBUTES_NAME, BASE_NAME, *run.records),
        once=tuple(file.path for file in files if file.path not in run.records),
        seen=seen,
        texts=run.records,
        digests=run.digests,
    )


def _block(run: _Planning, rule: Rule, path: str, message: str, hint: str | None = None) -> None:
    run.diagnostics.report(rule, message, Location(file=str(run.out / path), line=1, column=1), hint=hint)
    run.blocked = True


def _current(run: _Planning, path: str) -> str | None:
    return read_text(f"{run.out}/{path}") if run.bounds.may_have(path) else None


def read_text(path: Path | str) -> str | None:
    """The text of a file, line ends as ours; `None` where there is none. Bytes that are no UTF-8 survive."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return stream.read().decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    except FileNotFoundError:
        return None


def _put(run: _Planning, file: RenderedFile, text: str, current: str | None) -> None:
    if text == current and (not file.executable or os.access(run.out / file.path, os.X_OK)):
        run.unchanged += 1
        return
    action = Action.CREATE if current is None else Action.UPDATE
    content = text.encode("utf-8", "surrogateescape")
    if current is not None and _ends_as_windows_does(run.out / file.path):
        content = content.replace(b"\n", b"\r\n")
    path = run.bounds.behind(file.path)
    run.changes.append(Change(path=path, action=action, content=content, executable=file.executable))


def _ends_as_windows_does(path: Path) -> bool:
    return path.read_bytes().partition(b"\n")[0].endswith(b"\r")


def _create_once(run: _Planning, file: RenderedFile) -> None:
    if _current(run, file.path) is None:
        _put(run, file, file.text, None)
    else:
        run.unchanged += 1


def _was_seen(run: _Planning, file: RenderedFile) -> bool:
    """Whether the file was seen as it shall be, and is no link."""
    known = run.seen.digest(f"{run.place}/{file.path}")
    if known is None:
        return False
    digest = run.digests[file.path] = digest_of(file.text.encode("utf-8", "surrogateescape"))
    return known == digest + EXECUTABLE or (known == digest and not file.executable)


def _plan_file(run: _Planning, file: RenderedFile) -> None:
    current = _current(run, file.path)
    text = file.text if current is None else carry_version(file.path, file.text, current)
    if current is None or current == text:
        _put(run, file, text, current)
        return
    record = run.last.get(file.path)
    last = record.text if record is not None else None
    base = None if last is None else carry_version(file.path, last, current)
    if current == base or (base is None and run.policy.adopt):
        _put(run, file, text, current)
    elif record is None:
        hint = "Run with `--adopt` to replace it by the generated file."
        _block(run, rules.NOT_GENERATED, file.path, "The file is there, but sdkwright did not write it.", hint)
    elif base is None:
        _block(run, rules.BASE_LOST, file.path, "The file was edited by hand, and its record is damaged.")
    elif has_markers(current):
        message = "The conflict of an earlier run is not resolved; the file was left as it is."
        run.diagnostics.report(rules.UNRESOLVED, message, _first_marker(run, file.path, current))
        run.unchanged += 1
        run.digests.pop(file.path, None)
        run.records[file.path] = last or base  # what is generated now has not reached the file
    else:
        _merge(run, replace(file, text=text), current, base)


def _first_marker(run: _Planning, path: str, text: str) -> Location:
    line = next(number for number, line in enumerate(split_lines(text), 1) if line.startswith(MARKER))
    return Location(file=str(run.out / path), line=line, column=1)


def _merge(run: _Planning, file: RenderedFile, current: str, base: str) -> None:
    merged = merge(base, current, file.text)
    for line in merged.conflicts:
        location = Location(file=str(run.out / file.path), line=line, column=1)
        run.diagnostics.report(rules.CONFLICT, "Edited by hand where the generated text changed too.", location)
    if not merged.conflicts and merged.text != current:
        location = Location(file=str(run.out / file.path), line=1, column=1)
        run.diagnostics.report(rules.MERGED, "Edited by hand; merged with what is generated now.", location)
    _put(run, file, merged.text, current)


def _plan_deletions(run: _Planning, emitted: set[str]) -> None:
    for path, record in run.last.items():
        if path in emitted or is_hand_written(path, run.policy.keep) or not run.bounds.hold(path):
            continue
        current = _current(run, path)
        if current is None:
            continue
        if record.text is not None and current == carry_version(path, record.text, current):
            run.changes.append(Change(path=path, action=Action.DELETE, content=None))
        else:
            location = Location(file=str(run.out / path), line=1, column=1)
            run.diagnostics.report(rules.KEPT_EDITED, "No longer generated, but edited by hand: kept.", location)
            if record.text is not None:  # so that the edits are merged where the file comes back
                run.records[path] = record.text


def _plan_records(run: _Planning, generator: str, jobs: int) -> None:
    texts = {
        MANIFEST_NAME: encode_manifest(generator),
        ATTRIBUTES_NAME: ATTRIBUTES,
        BASE_NAME: encode_base(run.records, run.last, run.digests, jobs=jobs),
    }
    for path, text in texts.items():
        current = _current(run, path)
        if text != current:
            action = Action.CREATE if current is None else Action.UPDATE
            run.changes.append(Change(path=path, action=action, content=text.encode()))
