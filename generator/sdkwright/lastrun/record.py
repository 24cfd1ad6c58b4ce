"""The record of a run that left nothing to do.

In: a command, what it read and wrote, what it had to say. Out: a file in the user's folder for caches, and, as long as
nothing of it changed, the same `Record` again. Nothing in the SDK depends on it: without it a run takes longer.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import cast

from msgspec import Struct

from sdkwright.caches import cache_folder, write_whole
from sdkwright.diagnostics import Diagnostic, Location, Rule, Severity
from sdkwright.lastrun.fingerprint import digest_in, unchanged

FORMAT = 2
_KEPT = 100
"""So many records stay; the oldest go."""


class Record(Struct, frozen=True, kw_only=True):
    """A state in which the generator has nothing to change.

    `inputs` are the files and folders that were read (and those that would have been, were they there), `outputs` the
    emitted files, each with its fingerprint; `present` are files of the maintainer's that only have to be there.
    """

    environment: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    present: tuple[str, ...]
    out: str
    files: int
    findings: tuple[Diagnostic, ...]
    edited: Mapping[str, str]
    """Of files that are not what was generated: the digests of that, by their paths in the SDK."""

    def generated(self) -> dict[str, str]:
        """The digests of what was generated, by paths in the SDK."""
        before = len(os.path.abspath(self.out)) + 1
        return {path[before:]: digest_in(found) for path, found in self.outputs.items()} | dict(self.edited)

    def still_true(self) -> bool:
        """Whether everything that was read and written is as it was. Reads every file."""
        return (
            unchanged(self.inputs) and unchanged(self.outputs) and all(os.path.lexists(path) for path in self.present)
        )


def key_of(arguments: Sequence[str], folder: str) -> str:
    """What tells one command from another: its arguments, and where it is given."""
    return hashlib.sha256(json.dumps([folder, *arguments]).encode("utf-8", "surrogateescape")).hexdigest()


def save(key: str, record: Record) -> None:
    """Keep a record, in one piece. Where that cannot be done, nothing is kept."""
    tree = {
        "format": FORMAT,
        "environment": record.environment,
        "inputs": dict(record.inputs),
        "outputs": dict(record.outputs),
        "present": record.present,
        "out": record.out,
        "files": record.files,
        "edited": dict(record.edited),
        "findings": [encode_finding(finding) for finding in record.findings],
    }
    content = json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogateescape")
    folder = cache_folder("runs")
    if folder is None:
        return
    with suppress(OSError):
        write_whole(folder / f"{key}.json", content, _KEPT)


def load(key: str, environment: str) -> Record | None:
    """The record of a command; `None` where there is none, or another generator or a damaged disk wrote it."""
    folder = cache_folder("runs")
    if folder is None:
        return None
    path = folder / f"{key}.json"
    try:
        tree: object = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        fields = cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
        if fields.get("format") != FORMAT or fields.get("environment") != environment:
            return None
        return Record(
            environment=environment,
            inputs=cast("dict[str, str]", fields["inputs"]),
            outputs=cast("dict[str, str]", fields["outputs"]),
            present=tuple(cast("list[str]", fields["present"])),
            out=cast("str", fields["out"]),
            files=cast("int", fields["files"]),
            edited=cast("dict[str, str]", fields["edited"]),
            findings=tuple(decode_finding(each) for each in cast("list[dict[str, object]]", fields["findings"])),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def encode_finding(finding: Diagnostic) -> dict[str, object]:
    """A finding as JSON."""
    rule, place = finding.rule, finding.location
    return {
        "rule": [rule.code, rule.severity.value, rule.summary, rule.cause, rule.cure],
        "message": finding.message,
        "location": [place.file, place.line, place.column, place.pointer] if place is not None else None,
        "hint": finding.hint,
    }


def decode_finding(tree: Mapping[str, object]) -> Diagnostic:
    """The finding that JSON tells of. Raises `KeyError`, `TypeError`, `ValueError` where it tells of none."""
    code, severity, summary, cause, cure = cast("list[str]", tree["rule"])
    place = cast("tuple[str, int, int, str] | None", tree["location"])
    rule = Rule(code=code, severity=Severity(severity), summary=summary, cause=cause, cure=cure)
    location = Location(file=place[0], line=place[1], column=place[2], pointer=place[3]) if place is not None else None
    return Diagnostic(
        rule=rule, message=cast("str", tree["message"]), location=location, hint=cast("str | None", tree["hint"])
    )
