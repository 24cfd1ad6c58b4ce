"""Finds a style, follows what it extends, and settles its options.

In: a style's name or folder; option values from the config and the command line. Out: `Style`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sdkwright import assets
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import render as rules
from sdkwright.render.grammar import CopyEntry, StyleFile, has_type, read_style_file
from sdkwright.render.style import CopyRule, FileRule, Layer, Option, OptionType, OptionValue, Style

ENTRY_POINT_GROUP = "sdkwright.styles"
"""An installed package offers a style by an entry point that is (or, called, gives) the path of its folder."""

_SAFE_TEXT = re.compile(r"[A-Za-z0-9_.\- ]*\Z", re.ASCII)


class _Read(Struct, frozen=True, kw_only=True):
    """One style of a chain: its name, its folder and its file."""

    name: str
    folder: Path
    file: StyleFile


def style_folders() -> dict[str, Path]:
    """The folders of all styles that have a name: the built-in ones and those of installed packages."""
    from importlib.metadata import entry_points  # here, as few runs ask for a style that is not ours

    found = _built_in()
    for entry in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda entry: entry.name):
        target = entry.load()
        found.setdefault(entry.name, Path(str(target() if callable(target) else target)))
    return found


def _built_in() -> dict[str, Path]:
    return {
        path.parent.name: path.parent for path in sorted((assets.templates_folder() / "styles").glob("*/style.toml"))
    }


def load_style(name: str, diagnostics: Collector, *, location: Location | None = None) -> Style | None:
    """The style of that name, or in that folder. `None` where it (or one that it extends) cannot be read."""
    chain: list[_Read] = []
    wanted, asked_at, base = name, location, Path()
    while wanted:
        folder = _find(wanted, base, diagnostics, asked_at)
        if folder is None:
            return None
        if any(folder == read.folder for read in chain):
            names = " -> ".join([read.name for read in chain] + [wanted])
            diagnostics.report(rules.STYLE_CYCLE, f"The style extends itself: {names}.", asked_at)
            return None
        file = read_style_file(folder, diagnostics)
        if file is None:
            return None
        chain.append(_Read(name=folder.name, folder=folder, file=file))
        wanted, asked_at, base = file.extends, file.extends_location, folder
    return _merge(chain, diagnostics)


def _find(name: str, base: Path, diagnostics: Collector, location: Location | None) -> Path | None:
    named = _built_in()
    if name not in named:
        named = style_folders()
    if name in named:
        return named[name].resolve()
    folder = base / name
    if (folder / "style.toml").is_file():
        return folder.resolve()
    close = get_close_matches(name, named, n=1)
    hint = f"Did you mean `{close[0]}`?" if close else f"There are: {', '.join(named)}."
    diagnostics.report(rules.UNKNOWN_STYLE, f"There is no style `{name}`.", location, hint=hint)
    return None


def _merge(chain: list[_Read], diagnostics: Collector) -> Style:
    base = Layer(label="base", folder=assets.templates_folder() / "base")
    files: dict[str, FileRule] = {}
    copies: dict[tuple[Path, str], CopyRule] = {}
    options: dict[str, Option] = {}
    for read in reversed(chain):
        for path in read.file.drop:
            if path in files:
                del files[path]
            else:
                _report_drop(path, files, read.file.drop_location, diagnostics)
        files.update((rule.path, rule) for rule in read.file.files)
        options.update((option.name, option) for option in read.file.options)
        for entry in read.file.copies:
            rule = _copy_rule(entry, read.folder, diagnostics)
            if rule is not None:
                copies[rule.source, rule.to] = rule
    return Style(
        name=chain[0].name,
        doc=chain[0].file.doc,
        files=tuple(files.values()),
        copies=tuple(copies.values()),
        options=options,
        layers=(*(Layer(label=read.name, folder=read.folder) for read in chain), base),
        values={name: option.default for name, option in options.items()},
    )


def _report_drop(path: str, files: Iterable[str], location: Location, diagnostics: Collector) -> None:
    close = get_close_matches(path, list(files), n=1)
    hint = f"Did you mean `{close[0]}`?" if close else None
    diagnostics.report(rules.UNKNOWN_INHERITED_FILE, f"No inherited file has the path `{path}`.", location, hint=hint)


def _copy_rule(entry: CopyEntry, folder: Path, diagnostics: Collector) -> CopyRule | None:
    for root in (folder, assets.templates_folder()):
        source = root / entry.source
        if source.exists():
            return CopyRule(source=source, to=entry.to, location=entry.location, exclude=entry.exclude)
    diagnostics.report(rules.MISSING_SOURCE, f"There is no `{entry.source}` to copy.", entry.location)
    return None


def choose_options(
    style: Style,
    config: Mapping[str, object],
    command_line: Mapping[str, str],
    diagnostics: Collector,
    *,
    location: Location | None = None,
) -> Style:
    """The style with its options settled: the command line wins over the config, the config over defaults.

    A key of the config that the style does not declare is a note, since the config may serve several styles.
    """
    values = dict(style.values)
    for name, given in config.items():
        option = style.options.get(name)
        if option is None:
            diagnostics.report(
                rules.FOREIGN_OPTION,
                f"Style `{style.name}` has no option `{name}`.",
                location,
                hint=_close(name, style),
            )
        elif (value := _checked(option, given, diagnostics, location)) is not None:
            values[name] = value
    for name, text in command_line.items():
        option = style.options.get(name)
        if option is None:
            diagnostics.report(
                rules.UNKNOWN_OPTION, f"Style `{style.name}` has no option `{name}`.", hint=_close(name, style)
            )
            continue
        if (value := _checked(option, _parse(option, text), diagnostics, None)) is not None:
            values[name] = value
    return replace(style, values=values)


def _close(name: str, style: Style) -> str | None:
    close = get_close_matches(name, style.options, n=1)
    return f"Did you mean `{close[0]}`?" if close else None


def _parse(option: Option, text: str) -> object:
    match option.type:
        case OptionType.STRING:
            return text
        case OptionType.BOOLEAN:
            return {"true": True, "false": False}.get(text.lower(), text)
        case OptionType.INTEGER:
            return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text, re.ASCII) else text


def _checked(option: Option, value: object, diagnostics: Collector, location: Location | None) -> OptionValue | None:
    if not isinstance(value, str | int) or not has_type(value, option.type):
        wanted = f"a {option.type.value}"
    elif option.choices and value not in option.choices:
        wanted = "one of " + ", ".join(str(choice) for choice in option.choices)
    elif isinstance(value, str) and not _SAFE_TEXT.match(value):
        wanted = "made of letters, digits, spaces, `_`, `.` and `-`"
    else:
        return value
    diagnostics.report(rules.INVALID_OPTION, f"Option `{option.name}` is {value!r}, but must be {wanted}.", location)
    return None
