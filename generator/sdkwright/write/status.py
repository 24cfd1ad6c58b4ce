"""Says which generated files were edited by hand, and what a new generation would do to them.

In: the output folder, and the files of a new generation where there is one. Out: `Status`. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct

from sdkwright.render.style import FileKind, RenderedFile
from sdkwright.write.manifest import Record, read_manifest
from sdkwright.write.merge import changed_lines, has_markers, merge
from sdkwright.write.plan import read_text
from sdkwright.write.protect import is_hand_written
from sdkwright.write.version_line import carry_version


class Forecast(Enum):
    """What a new generation would do to a file that is not as it was generated."""

    UNCHANGED = "unchanged"
    MERGED = "merged"
    CONFLICT = "conflict"
    UNRESOLVED = "unresolved"
    KEPT = "kept"
    RESTORED = "restored"
    BLOCKED = "blocked"


class EditedFile(Struct, frozen=True, kw_only=True):
    """One generated file that differs from what was generated last; `added` and `removed` count lines.

    `forecast` is `None` where no new generation is known; `conflicts` counts the places that would not merge.
    """

    path: str
    added: int
    removed: int
    forecast: Forecast | None
    conflicts: int = 0


class Status(Struct, frozen=True, kw_only=True):
    """How many files are the generator's, and which of them are not as it left them."""

    generated: int
    edited: tuple[EditedFile, ...]


def edit_status(out: Path, files: Sequence[RenderedFile] | None, keep: Sequence[str]) -> Status:
    """Compare a folder with what was generated last. Raises `UnreadableManifestError` and `OSError`."""
    manifest = read_manifest(out)
    last: Mapping[str, Record] = manifest.files if manifest is not None else {}
    coming = None if files is None else _owned(files, keep)
    edited = [
        found
        for path, record in sorted(last.items())
        if not is_hand_written(path, keep) and (found := _compare(out, path, record.text, coming)) is not None
    ]
    return Status(generated=len(last), edited=tuple(edited))


def _owned(files: Sequence[RenderedFile], keep: Sequence[str]) -> Mapping[str, str]:
    return {
        file.path: file.text
        for file in files
        if file.kind is not FileKind.ONCE and not is_hand_written(file.path, keep)
    }


def _compare(out: Path, path: str, last: str | None, coming: Mapping[str, str] | None) -> EditedFile | None:
    current = read_text(out / path)
    if last is None:
        return EditedFile(path=path, added=0, removed=0, forecast=None if coming is None else Forecast.BLOCKED)
    if current is None:
        removed = len(last.splitlines())
        forecast = None if coming is None or path not in coming else Forecast.RESTORED
        return EditedFile(path=path, added=0, removed=removed, forecast=forecast)
    base = carry_version(path, last, current)
    if current == base:
        return None
    added, removed = changed_lines(base, current)
    forecast, conflicts = (None, 0) if coming is None else _forecast(path, base, current, coming)
    return EditedFile(path=path, added=added, removed=removed, forecast=forecast, conflicts=conflicts)


def _forecast(path: str, base: str, current: str, coming: Mapping[str, str]) -> tuple[Forecast, int]:
    if path not in coming:
        return Forecast.KEPT, 0
    text = carry_version(path, coming[path], current)
    if current == text:
        return Forecast.UNCHANGED, 0
    if has_markers(current):
        return Forecast.UNRESOLVED, 0
    merged = merge(base, current, text)
    if merged.conflicts:
        return Forecast.CONFLICT, len(merged.conflicts)
    return (Forecast.UNCHANGED if merged.text == current else Forecast.MERGED), 0
