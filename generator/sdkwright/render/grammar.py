"""Reads one `style.toml`, without the styles that it extends.

In: the folder of a style. Out: `StyleFile`; what is not as the grammar wants it becomes findings.
The grammar stands in `templates/styles/default/style.toml` and in docs/styles.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import render as rules
from sdkwright.render.style import FileRule, Option, OptionType, OptionValue

T = TypeVar("T")

_TOP_KEYS = frozenset({"doc", "extends", "drop", "options", "files", "copy"})
_OPTION_KEYS = frozenset({"type", "choices", "default", "doc"})
_FILE_KEYS = frozenset({"path", "template", "view", "each", "when", "executable", "once"})
_COPY_KEYS = frozenset({"from", "to", "exclude"})
_DECODE_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


class CopyEntry(Struct, frozen=True, kw_only=True):
    """One `[[copy]]` as written; the styles module finds `source`."""

    source: str
    to: str
    exclude: tuple[str, ...]
    location: Location


class StyleFile(Struct, frozen=True, kw_only=True):
    """A `style.toml` as written."""

    location: Location
    doc: str
    extends: str
    extends_location: Location
    drop: tuple[str, ...]
    drop_location: Location
    options: tuple[Option, ...]
    files: tuple[FileRule, ...]
    copies: tuple[CopyEntry, ...]


class _Table(Struct, frozen=True):
    """One table of the file: typed look-ups that report what they do not find."""

    values: Mapping[str, object]
    name: str
    location: Location
    diagnostics: Collector
    lines: Sequence[str]
    """All lines of the file."""

    def check_keys(self, known: frozenset[str]) -> None:
        for key in self.values:
            if key not in known:
                self.complain(f"{self.name} has no key `{key}`; its keys are {', '.join(sorted(known))}.", key)

    def complain(self, message: str, key: str = "") -> None:
        self.diagnostics.report(rules.INVALID_STYLE, message, self.locate(key))

    def locate(self, key: str) -> Location:
        """Where a key of the table stands; the table itself where it has none of that name."""
        spelled = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        for number, line in enumerate(self.lines[self.location.line - 1 :], self.location.line):
            if key and spelled.match(line):
                return Location(file=self.location.file, line=number, column=1)
            if line.lstrip().startswith("[") and number > self.location.line:
                break
        return self.location

    def get(self, key: str, kind: type[T], default: T) -> T:
        value = self.values.get(key, default)
        if type(value) is kind:
            return value
        self.complain(f"`{key}` of {self.name} must be a {kind.__name__}, not a {type(value).__name__}.", key)
        return default

    def need(self, key: str) -> str:
        text = self.get(key, str, "")
        if not text and key not in self.values:
            self.complain(f"{self.name} needs the key `{key}`.")
        return text

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.get(key, cast("type[list[object]]", list), [])
        if not all(isinstance(value, str) for value in values):
            self.complain(f"`{key}` of {self.name} must be a list of strings.", key)
        return tuple(value for value in values if isinstance(value, str))


def read_style_file(folder: Path, diagnostics: Collector) -> StyleFile | None:
    """Read `folder/style.toml`. `None` where it is missing or no TOML; anything less is reported and left out."""
    path = folder / "style.toml"
    start = Location(file=str(path), line=1, column=1)
    try:
        text = path.read_text(encoding="utf-8")
        tree = tomllib.loads(text)
    except OSError as error:
        diagnostics.report(rules.INVALID_STYLE, f"Cannot be read: {error.strerror}.", start)
        return None
    except ValueError as error:
        diagnostics.report(rules.INVALID_STYLE, f"Is no TOML: {error}.", _decode_location(start, str(error)))
        return None
    top = _Table(tree, "The style", start, diagnostics, text.splitlines())
    top.check_keys(_TOP_KEYS)
    return StyleFile(
        location=start,
        doc=top.get("doc", str, ""),
        extends=top.get("extends", str, ""),
        extends_location=top.locate("extends"),
        drop=top.strings("drop"),
        drop_location=top.locate("drop"),
        options=tuple(_options(top, text)),
        files=tuple(_file(table) for table in _tables(top, "files", text)),
        copies=tuple(_copy(table) for table in _tables(top, "copy", text)),
    )


def _decode_location(start: Location, message: str) -> Location:
    found = _DECODE_POSITION.search(message)
    return Location(file=start.file, line=int(found[1]), column=int(found[2])) if found else start


def _tables(top: _Table, key: str, text: str) -> Iterator[_Table]:
    headers = [number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{key}\s*\]\]", line)]
    entries = top.get(key, cast("type[list[object]]", list), [])
    for index, entry in enumerate(entries):
        line = headers[index] if index < len(headers) else 1
        location = Location(file=top.location.file, line=line, column=1)
        if isinstance(entry, dict):
            yield _Table(cast("dict[str, object]", entry), f"`[[{key}]]`", location, top.diagnostics, top.lines)
        else:
            top.complain(f"`{key}` must be a list of tables.")


def _file(table: _Table) -> FileRule:
    table.check_keys(_FILE_KEYS)
    return FileRule(
        path=table.need("path"),
        template=table.need("template"),
        location=table.location,
        view=table.get("view", str, ""),
        each=table.get("each", str, ""),
        when=table.get("when", str, ""),
        executable=table.get("executable", bool, False),
        once=table.get("once", bool, False),
    )


def _copy(table: _Table) -> CopyEntry:
    table.check_keys(_COPY_KEYS)
    return CopyEntry(
        source=table.need("from"),
        to=table.get("to", str, ""),
        exclude=table.strings("exclude"),
        location=table.location,
    )


def _options(top: _Table, text: str) -> Iterator[Option]:
    lines = text.splitlines()
    for name, entry in top.get("options", cast("type[dict[str, object]]", dict), {}).items():
        line = next((number for number, line in enumerate(lines, 1) if f"options.{name}]" in line), 1)
        location = Location(file=top.location.file, line=line, column=1)
        if not isinstance(entry, dict):
            top.complain(f"Option `{name}` must be a table.")
            continue
        table = _Table(cast("dict[str, object]", entry), f"Option `{name}`", location, top.diagnostics, top.lines)
        table.check_keys(_OPTION_KEYS)
        option = _option(name, table)
        if option is not None:
            yield option


def _option(name: str, table: _Table) -> Option | None:
    try:
        kind = OptionType(table.need("type"))
    except ValueError:
        table.complain(f"`type` of {table.name} must be one of {', '.join(kind.value for kind in OptionType)}.")
        return None
    default = table.values.get("default")
    choices = table.get("choices", cast("type[list[object]]", list), [])
    if not has_type(default, kind) or not all(has_type(choice, kind) for choice in choices):
        table.complain(f"`default` and all `choices` of {table.name} must be given, each a {kind.value}.")
        return None
    return Option(
        name=name,
        type=kind,
        default=cast("OptionValue", default),
        doc=table.get("doc", str, ""),
        choices=tuple(cast("list[OptionValue]", choices)),
    )


def has_type(value: object, kind: OptionType) -> bool:
    """Whether a value is of an option's type (a boolean is no integer)."""
    match kind:
        case OptionType.STRING:
            return isinstance(value, str)
        case OptionType.BOOLEAN:
            return isinstance(value, bool)
        case OptionType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
