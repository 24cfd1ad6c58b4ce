"""Shows findings: to a reader, to a program, or on a pull request.

In: findings. Out: text with source lines and carets, JSON, or GitHub's annotation commands.
Messages may quote a document, so control characters are shown as escapes and never reach a terminal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from msgspec import Struct, field

from sdkwright.diagnostics.model import Diagnostic, Location, Severity

_STYLES: Mapping[Severity, str] = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "cyan"}
_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_WIDTH = 160
_BLOCK = 16_384
"""Bytes: few lines of a large file are quoted, and to take all of them apart takes longer than all the rest here."""


class Shown(Struct, frozen=True):
    """Text for a reader, in pieces of one style each; a style is written as Rich understands it."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(text for text, _ in self.pieces)


class _Text(Struct, frozen=True):
    """The content of a file, and how many line ends stand before each block of it."""

    content: bytes
    before: tuple[int, ...]

    def line(self, number: int) -> bytes | None:
        """A line, counted from 1."""
        if number < 1:
            return None
        block = max(bisect_left(self.before, number - 1) - 1, 0)
        start = block * _BLOCK
        for _ in range(number - 1 - self.before[block]):
            start = self.content.find(b"\n", start) + 1
            if not start:
                return None
        end = self.content.find(b"\n", start)
        return self.content[start:] if end < 0 else self.content[start:end]


class SourceLines(Struct):
    """Reads lines of files for quoting; a file that cannot be read has none."""

    files: dict[str, _Text | None] = field(default_factory=dict[str, "_Text | None"])

    def line(self, location: Location) -> str | None:
        """The line of a location."""
        if location.file not in self.files:
            self.files[location.file] = _read(location.file)
        text = self.files[location.file]
        found = None if text is None else text.line(location.line)
        return None if found is None else found.decode("utf-8", "replace")


def _read(file: str) -> _Text | None:
    try:
        content = Path(file).read_bytes()
    except (OSError, ValueError):
        return None
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    ends = (content.count(b"\n", start, start + _BLOCK) for start in range(0, len(content), _BLOCK))
    return _Text(content, tuple(accumulate(ends, initial=0)))


def visible(text: str) -> str:
    """Text without control characters, so that it cannot move a cursor or forge a line."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text.replace("\t", " "))


def summary(found: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; empty where there is nothing."""
    count = Counter(diagnostic.rule.severity for diagnostic in found)
    parts = [
        f"{count[severity]} {severity.value}{'s'[: count[severity] != 1]}" for severity in Severity if count[severity]
    ]
    return ", ".join(parts)


def to_text(found: Iterable[Diagnostic], *, each: int) -> Iterator[Shown]:
    """Every finding for a reader, at most `each` per rule and then how many more there are."""
    sources = SourceLines()
    shown: Counter[str] = Counter()
    for diagnostic in found:
        shown[diagnostic.rule.code] += 1
        if shown[diagnostic.rule.code] <= each:
            yield _finding(diagnostic, sources, with_cure=shown[diagnostic.rule.code] == 1)
    for code, number in shown.items():
        if number > each:
            yield Shown(((f"... and {number - each} more of {code} (`--format json` lists all)", "dim"),))


def _finding(diagnostic: Diagnostic, sources: SourceLines, *, with_cure: bool) -> Shown:
    """A finding with its source line. The cure that the whole rule has stands under the first one alone."""
    pieces: list[tuple[str, str]] = []
    location = diagnostic.location
    if location is not None:
        pieces.append((f"{visible(location.file)}:{location.line}:{location.column}: ", "bold"))
    pieces.append((f"{diagnostic.rule.severity.value}[{diagnostic.rule.code}]", _STYLES[diagnostic.rule.severity]))
    pieces.append((f": {visible(diagnostic.message)}", ""))
    line = sources.line(location) if location is not None else None
    if location is not None and line is not None and line.strip() and not _is_about_file(location):
        column = min(location.column, len(line) + 1)
        start = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
        number = f"{location.line:>6} | "
        pieces.append((f"\n{number}{visible(line[start : start + _WIDTH])}", ""))
        pieces.append(("\n" + " " * (len(number) + column - 1 - start) + "^", _STYLES[diagnostic.rule.severity]))
    hint = diagnostic.hint or (diagnostic.rule.cure if with_cure else None)
    if hint:
        pieces.append((f"\n  hint: {visible(hint)}", "green"))
    return Shown(tuple(pieces))


def _is_about_file(location: Location) -> bool:
    """A finding at the very beginning is about the file as a whole; its first line says nothing."""
    return (location.line, location.column) == (1, 1)


def to_plain(found: Iterable[Diagnostic]) -> str:
    """One line for each finding, as golden cases keep them: no source line, forward slashes."""
    return "".join(_plain_line(diagnostic) + "\n" for diagnostic in found)


def _plain_line(diagnostic: Diagnostic) -> str:
    location = diagnostic.location
    where = f"{location.file}:{location.line}:{location.column}: " if location is not None else ""
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    return visible(f"{where}{diagnostic.rule.severity.value}[{diagnostic.rule.code}]: {diagnostic.message}{hint}")


def to_tree(found: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Findings as JSON objects."""
    return [
        {
            "code": diagnostic.rule.code,
            "severity": diagnostic.rule.severity.value,
            "message": diagnostic.message,
            "file": diagnostic.location.file if diagnostic.location else None,
            "line": diagnostic.location.line if diagnostic.location else None,
            "column": diagnostic.location.column if diagnostic.location else None,
            "pointer": diagnostic.location.pointer if diagnostic.location else None,
            "hint": diagnostic.hint or diagnostic.rule.cure,
        }
        for diagnostic in found
    ]


def to_github(found: Iterable[Diagnostic]) -> Iterator[str]:
    """Workflow commands that GitHub shows as annotations."""
    for diagnostic in found:
        properties = {"title": diagnostic.rule.code}
        if diagnostic.location is not None:
            location = diagnostic.location
            properties |= {"file": location.file, "line": str(location.line), "col": str(location.column)}
        named = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
        message = f"{diagnostic.message}\n{diagnostic.hint or diagnostic.rule.cure}"
        yield f"::{_LEVELS[diagnostic.rule.severity]} {named}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
