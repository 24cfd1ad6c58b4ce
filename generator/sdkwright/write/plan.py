"""Decides what a run would do to the output folder, without doing it.

In: formatted files, the output folder, the manifest of the last run. Out: `Plan`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.rules import write as rules
from sdkwright.render.style import FileKind, RenderedFile
from sdkwright.write.manifest import (
    BASE_NAME,
    MANIFEST_NAME,
    Manifest,
    Provenance,
    UnreadableManifestError,
    digest,
    encode_base,
    encode_manifest,
    read_base,
    read_manifest,
)
from sdkwright.write.merge import has_markers, merge
from sdkwright.write.protect import is_hand_written, is_inside


class Action(Enum):
    """What happens to one file."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file that the run would touch; `content` is `None` for a deletion."""

    path: str
    action: Action
    content: bytes | None
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All changes of a run, sorted by path; the manifest and the bases are among them where they change."""

    out: Path
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def visible(self) -> tuple[Change, ...]:
        """The changes to files of the SDK itself."""
        return tuple(change for change in self.changes if change.path not in {MANIFEST_NAME, BASE_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the maintainer allows: paths to keep, and whether files in the way may be replaced (`--adopt`)."""

    keep: tuple[str, ...] = ()
    adopt: bool = False


@dataclass(slots=True)
class _Planning:
    out: Path
    policy: Policy
    last: Manifest | None
    bases: Mapping[str, str]
    diagnostics: Collector
    changes: list[Change] = field(default_factory=list[Change])
    blocked: bool = False
    unchanged: int = 0


def plan_write(
    files: Sequence[RenderedFile], out: Path, provenance: Provenance, policy: Policy, diagnostics: Collector
) -> Plan | None:
    """Compare files with the output folder. `None` where the folder cannot be written without losing something."""
    try:
        last = read_manifest(out)
    except UnreadableManifestError as error:
        diagnostics.report(
            rules.MANIFEST_UNREADABLE, str(error), Location(file=str(out / MANIFEST_NAME), line=1, column=1)
        )
        return None
    bases = read_base(out)
    run = _Planning(out=out, policy=policy, last=last, bases=bases, diagnostics=diagnostics)
    owned: dict[str, str] = {}
    try:
        for file in files:
            if not is_inside(out, file.path):
                _block(run, rules.OUTSIDE_OUTPUT, file.path, "The path leads out of the output folder.")
            elif file.kind is FileKind.ONCE or is_hand_written(file.path, policy.keep):
                _create_once(run, file)
            else:
                owned[file.path] = file.text
                _plan_file(run, file)
        _plan_deletions(run, {file.path for file in files})
    except OSError as error:
        diagnostics.report(rules.OUTPUT_UNUSABLE, f"{error.strerror or error}: {error.filename or out}.")
        return None
    if run.blocked:
        return None
    _plan_records(run, owned, provenance)
    return Plan(out=out, changes=tuple(sorted(run.changes, key=lambda change: change.path)), unchanged=run.unchanged)


def _block(run: _Planning, rule: Rule, path: str, message: str, hint: str | None = None) -> None:
    run.diagnostics.report(rule, message, Location(file=str(run.out / path), line=1, column=1), hint=hint)
    run.blocked = True


def _current(run: _Planning, path: str) -> str | None:
    """The text on disk, line ends as ours; `None` where there is none. Bytes that are no UTF-8 survive."""
    try:
        return (run.out / path).read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    except FileNotFoundError:
        return None


def _put(run: _Planning, file: RenderedFile, text: str, current: str | None) -> None:
    executable = current is None or os.access(run.out / file.path, os.X_OK)
    if text == current and (executable or not file.executable):
        run.unchanged += 1
        return
    action = Action.CREATE if current is None else Action.UPDATE
    content = text.encode("utf-8", "surrogateescape")
    run.changes.append(Change(path=file.path, action=action, content=content, executable=file.executable))


def _create_once(run: _Planning, file: RenderedFile) -> None:
    if _current(run, file.path) is None:
        _put(run, file, file.text, None)
    else:
        run.unchanged += 1


def _plan_file(run: _Planning, file: RenderedFile) -> None:
    current = _current(run, file.path)
    generated_last = run.last.files.get(file.path) if run.last else None
    if current is None or current == file.text or run.policy.adopt or digest(current) == generated_last:
        _put(run, file, file.text, current)
    elif generated_last is None:
        hint = "Run with `--adopt` to replace it by the generated file."
        _block(run, rules.NOT_GENERATED, file.path, "The file is there, but sdkwright did not write it.", hint)
    elif has_markers(current):
        message = "The conflict of an earlier run is not resolved; the file was left as it is."
        run.diagnostics.report(rules.UNRESOLVED, message, _first_marker(run, file.path, current))
        run.unchanged += 1
    else:
        _merge(run, file, current, generated_last)


def _first_marker(run: _Planning, path: str, text: str) -> Location:
    line = next((number for number, line in enumerate(text.splitlines(), 1) if has_markers(line)), 1)
    return Location(file=str(run.out / path), line=line, column=1)


def _merge(run: _Planning, file: RenderedFile, current: str, generated_last: str) -> None:
    base = run.bases.get(file.path)
    if base is None or digest(base) != generated_last:
        message = "The file was edited by hand, and what was generated last is not known."
        _block(run, rules.BASE_LOST, file.path, message)
        return
    merged = merge(base, current, file.text)
    for line in merged.conflicts:
        location = Location(file=str(run.out / file.path), line=line, column=1)
        run.diagnostics.report(rules.CONFLICT, "Edited by hand where the generated text changed too.", location)
    if not merged.conflicts and merged.text != current:
        location = Location(file=str(run.out / file.path), line=1, column=1)
        run.diagnostics.report(rules.MERGED, "Edited by hand; merged with what is generated now.", location)
    _put(run, file, merged.text, current)


def _plan_deletions(run: _Planning, emitted: set[str]) -> None:
    for path, generated_last in run.last.files.items() if run.last else ():
        if path in emitted or is_hand_written(path, run.policy.keep) or not is_inside(run.out, path):
            continue
        current = _current(run, path)
        if current is None:
            continue
        if digest(current) == generated_last:
            run.changes.append(Change(path=path, action=Action.DELETE, content=None))
        else:
            location = Location(file=str(run.out / path), line=1, column=1)
            run.diagnostics.report(rules.KEPT_EDITED, "No longer generated, but edited by hand: kept.", location)


def _plan_records(run: _Planning, owned: Mapping[str, str], provenance: Provenance) -> None:
    manifest = Manifest(provenance=provenance, files={path: digest(text) for path, text in owned.items()})
    text = encode_manifest(manifest)
    current = _current(run, MANIFEST_NAME)
    if text != current:
        action = Action.CREATE if current is None else Action.UPDATE
        run.changes.append(Change(path=MANIFEST_NAME, action=action, content=text.encode()))
    # Another zlib may give other bytes for the same texts, so the texts are compared.
    if dict(owned) != run.bases:
        action = Action.CREATE if not run.bases else Action.UPDATE
        run.changes.append(Change(path=BASE_NAME, action=action, content=encode_base(owned)))
