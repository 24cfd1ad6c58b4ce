"""Answers `generate` and `check` at once where nothing has changed since they were last asked.

In: the arguments as they were typed. Out: what the command would print, and its exit code; or `None`, and the command
is carried out in full. Everything that was read and written is read again and compared, but neither the document nor
a template is parsed, and nothing is imported for it: that is what takes the time of a run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sdkwright.ahead import COMMANDS, may_share
from sdkwright.diagnostics import Collector, Severity

if TYPE_CHECKING:
    from sdkwright.lastrun.record import Record
    from sdkwright.workers import Pending
    from sdkwright.write.plan import Plan
    from sdkwright.write.seen import Seen


def unchanged_line(out: Path | str, files: int) -> str:
    """What `generate` says where it changes nothing."""
    return f"{out} is up to date: {files} files, nothing changed."


def checked_line(out: Path | str) -> str:
    """What `check` says where it finds nothing."""
    return f"{out} is up to date."


def last_record(arguments: Sequence[str], generator: str) -> Record | None:
    """The record of the same command; `generator` is what `running()` tells."""
    from sdkwright.lastrun.record import key_of, load

    return load(key_of(arguments[1:], os.getcwd()), generator)


def answer_from_record(arguments: Sequence[str], record: Record | None) -> int | None:
    """Print what the command finds, and give its exit code; `None` where that has to be found out."""
    return _answer(arguments, record) if record is not None and record.still_true() else None


def begin_looking(arguments: Sequence[str], record: Record | None) -> Pending[Seen] | None:
    """Begin to look at the files that the last run left; `None` where no other process may do so."""
    if record is None or not may_share(arguments):
        return None
    from sdkwright.workers import MANY, begin

    return begin(lambda: look(record)) if len(record.outputs) >= MANY else None


def look(record: Record) -> Seen:
    """What lies in the folder of a record. What was generated last is unpacked only if its records have changed."""
    from sdkwright.lastrun.fingerprint import fingerprints
    from sdkwright.write.manifest import BASE_NAME, record_digests
    from sdkwright.write.seen import Seen, stamps_of

    stamps = stamps_of(record.outputs)  # first, so that what changes from here on is noticed
    files = fingerprints(record.outputs)
    base = os.path.join(os.path.abspath(record.out), BASE_NAME)
    is_as_before = base in files and files[base] == record.outputs[base]
    records = record.generated() if is_as_before else record_digests(Path(record.out))
    return Seen(stamps=stamps, files=files, records=records)


def _answer(arguments: Sequence[str], record: Record) -> int:
    from sdkwright.cli.console import Format, Reporter

    spelled = [arg.removeprefix("--format=") for arg in arguments if arg.startswith("--format=")]
    spelled += [value for name, value in pairwise(arguments) if name == "--format"]
    shape = Format(spelled[-1]) if spelled else Format.TEXT
    line = checked_line(record.out) if arguments[0] == "check" else unchanged_line(record.out, record.files)
    result: dict[str, object] = {"out": record.out, "changes": [], "unchanged": record.files}
    return Reporter(shape).finish(Collector(found=list(record.findings)), result, lines=(line,))


def remember(
    plan: Plan | None, consulted: Sequence[Path], diagnostics: Collector, *, generator: str, jobs: int
) -> None:
    """Keep what was read and written for the next time, where the next run would have nothing to do.

    `generator` is what `running()` told when the run began; so many `jobs` may read what was written. Findings about
    the writing itself are not kept: they told what this run did.
    """
    from sdkwright.lastrun.fingerprint import digest_in, fingerprints
    from sdkwright.lastrun.record import Record, key_of, save
    from sdkwright.write.swap import STAGE_NAME

    about_writing = {found for found in diagnostics if found.rule.code.startswith("Write/")}
    failed = any(found.rule.severity is Severity.ERROR for found in about_writing)
    if plan is None or failed or not plan.sources or sys.argv[1:2] not in [[name] for name in COMMANDS]:
        return
    out = os.path.abspath(plan.out)
    owned = [f"{out}/{path}" for path in plan.owned]
    anew = {f"{out}/{change.path}" for change in plan.changes}
    before = plan.seen.files
    known = {path: before[path] for path in owned if path in before and path not in anew}
    others = [path for path in owned if path not in known]
    outputs = known | fingerprints([*others, f"{out}/{STAGE_NAME}"], jobs)
    record = Record(
        environment=generator,
        inputs=fingerprints((*plan.sources, *consulted)),
        outputs=outputs,
        present=tuple(f"{out}/{path}" for path in plan.once),
        out=str(plan.out),
        files=plan.unchanged + sum(change.content is not None for change in plan.visible),
        findings=tuple(found for found in diagnostics if found not in about_writing),
        edited={path: digest for path, digest in plan.generated() if digest != digest_in(outputs[f"{out}/{path}"])},
    )
    save(key_of(sys.argv[2:], os.getcwd()), record)
