"""What a bare `sdkwright generate` works on: the files that the folders around it name.

In: the folder to start from. Out: `Workspace`, or `None` where nothing here or above says what to generate from.
Looked for in each folder, from the start upwards to the root of the repository: `sdkwright.toml`,
`.stainless/workspace.json`, `stainless/workspace.json`, then a config by its usual names (CONFIG §0, §13).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from msgspec import Struct, field

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.settings import Scalar
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import config as rules
from sdkwright.source.tree import JsonValue

CONFIG_NAMES = (
    "stainless.yml", "stainless.yaml", ".stainless/stainless.yml", ".stainless/stainless.yaml",
    "stainless/stainless.yml", "stainless/stainless.yaml", "openapi.stainless.yml",
    "client-sdks/stainless/config.yml", "stainless-config/main.yaml",
)  # fmt: skip
"""Where configs are found when nothing points at them, in order."""

_SPEC_STEMS = ("openapi", "openapi.documented", "swagger", "api", "spec")
_SPEC_FOLDERS = ("", "spec", "openapi", "api", "docs", ".stainless", "stainless")
_SUFFIXES = (".yaml", ".yml", ".json")
_STATS = ".stats.yml"

TOML = Shape(
    title="sdkwright.toml",
    doc="What `sdkwright generate` works on. Paths are relative to the file.",
    keys=(
        key("spec", "path", "The OpenAPI document."),
        key("config", "path", "The config (`stainless.yml`); without one it is inferred."),
        key("out", "path", "The folder of the SDK."),
        key("style", "name or path", "The style; default: `default`."),
        key("templates", "path", "A folder of template overrides."),
        key("formatter", "`ruff` or `black`", "What formats the SDK."),
        key("options", "table", "Options of the style."),
    ),
)

JSON = Shape(
    title="workspace.json",
    doc="The workspace file of the hosted generator and of its local successor. Paths are relative to the file.",
    keys=(
        key("openapi_spec", "path", "The OpenAPI document."),
        key("stainless_config", "path", "The config."),
        key("output_path", "path", "The folder that holds the SDKs; the Python one goes to its folder `python`."),
        key("targets", "map", "`targets.python.output_path` is the folder of the SDK."),
        accepted("project", "text"),
        accepted("name", "text"),
        accepted("$schema", "URL"),
    ),
)

JSON_TARGET = Shape(
    title="workspace.json: targets.<language>",
    doc="One SDK.",
    keys=(
        key("output_path", "path", "The folder of the SDK."),
        accepted("production_repo", "text"),
        accepted("staging_repo", "text"),
    ),
)


class Workspace(Struct, frozen=True, kw_only=True):
    """The inputs of a generation. `root` is the folder it was found in; `source` the file that says so, if one does.

    `style` and `formatter` are empty where the workspace has no opinion.
    """

    root: Path
    spec: Path | None
    config: Path | None
    out: Path | None = None
    style: str = ""
    templates: Path | None = None
    formatter: str = ""
    options: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    source: Path | None = None


def find_workspace(start: Path, diagnostics: Collector) -> Workspace | None:
    """The nearest workspace of a folder. What is wrong in its file is reported and read as absent."""
    for folder in _upwards(start):
        for name, read in (("sdkwright.toml", _from_toml), *((name, _from_json) for name in _JSON_NAMES)):
            path = folder / name
            if path.is_file():
                return read(path, folder, diagnostics)
        config = _config_in(folder)
        if config is not None:
            return Workspace(root=folder, spec=_spec_near(folder), config=config)
    return None


def consulted(start: Path) -> tuple[Path, ...]:
    """Every path whose coming or going could make `find_workspace` find something else."""
    specs = [f"{place}/{stem}{suffix}" for place in _SPEC_FOLDERS for stem in _SPEC_STEMS for suffix in _SUFFIXES]
    names = ("sdkwright.toml", *_JSON_NAMES, *CONFIG_NAMES, _STATS, *(name.lstrip("/") for name in specs))
    return tuple(folder / name for folder in _upwards(start) for name in names)


_JSON_NAMES = (".stainless/workspace.json", "stainless/workspace.json")


def _upwards(start: Path) -> Iterator[Path]:
    for folder in (start.resolve(), *start.resolve().parents):
        yield folder
        if (folder / ".git").exists():
            return


def _from_toml(path: Path, folder: Path, diagnostics: Collector) -> Workspace:
    try:
        text = path.read_text(encoding="utf-8")
        tree = _plain(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        location = Location(file=str(path), line=line, column=column)
        diagnostics.report(rules.WORKSPACE_INVALID, f"`{path.name}` cannot be read: {error}", location)
        return Workspace(root=folder, spec=_spec_near(folder), config=_config_in(folder), source=path)
    positions = _TomlPositions(file=str(path), text=text)
    fields = Entry(value=tree, pointer="#", source=positions, diagnostics=diagnostics).fields(TOML)
    style = fields.text("style")
    return Workspace(
        root=folder,
        spec=_named(fields, "spec", path.parent) if fields.has("spec") else _spec_near(folder),
        config=_named(fields, "config", path.parent) if fields.has("config") else _config_in(folder),
        out=_path(fields, "out", path.parent),
        style=str(path.parent / style) if style and (path.parent / style).is_dir() else style,
        templates=_named(fields, "templates", path.parent),
        formatter=fields.choice("formatter", {"ruff": "ruff", "black": "black"}, ""),
        options=_options(fields),
        source=path,
    )


def _from_json(path: Path, folder: Path, diagnostics: Collector) -> Workspace:
    from sdkwright.source.text import parse_source  # here and below, as a run whose document is named parses nothing

    found = Collector()
    try:
        source = parse_source(path.read_bytes(), str(path), found)
    except OSError as error:
        diagnostics.report(rules.WORKSPACE_INVALID, f"`{path.name}` cannot be read: {error.strerror}")
        source = None
    for diagnostic in found:
        diagnostics.report(rules.WORKSPACE_INVALID, diagnostic.message, diagnostic.location, hint=diagnostic.hint)
    if source is None or not isinstance(source.tree, Mapping):
        if source is not None:
            diagnostics.report(rules.WORKSPACE_INVALID, f"`{path.name}` must hold a map", source.locate("#"))
        return Workspace(root=folder, spec=_spec_near(folder), config=_config_in(folder), source=path)
    fields = Entry(value=source.tree, pointer="#", source=source, diagnostics=diagnostics).fields(JSON)
    python = dict(fields.members("targets")).get("python")
    target = None if python is None else python.fields(JSON_TARGET)
    shared = _path(fields, "output_path", path.parent)
    return Workspace(
        root=folder,
        spec=_named(fields, "openapi_spec", path.parent) if fields.has("openapi_spec") else _spec_near(folder),
        config=_named(fields, "stainless_config", path.parent)
        if fields.has("stainless_config")
        else _config_in(folder),
        out=(None if target is None else _path(target, "output_path", path.parent)) or (shared and shared / "python"),
        source=path,
    )


_TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")


class _TomlPositions(Struct, frozen=True, kw_only=True):
    """Where a key stands in a TOML file: at the first line that sets it, which is exact enough for so small a file."""

    file: str
    text: str

    def locate(self, pointer: str) -> Location:
        """The place of the last key of a pointer; the start of the file where no line sets it."""
        name = re.escape(pointer.rpartition("/")[2])
        match = (
            re.search(rf"^[ \t]*(?:\[)?(?:[\w.]+\.)?[\"']?({name})[\"']?\s*[=\]]", self.text, re.MULTILINE)
            if name
            else None
        )
        if match is None:
            return Location(file=self.file, line=1, column=1, pointer=pointer)
        before = self.text[: match.start(1)]
        column = match.start(1) - before.rfind("\n")
        return Location(file=self.file, line=before.count("\n") + 1, column=column, pointer=pointer)


def _plain(value: object) -> JsonValue:
    """TOML's data as JSON's: dates and times are their text."""
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {name: _plain(member) for name, member in table.items()}
    if isinstance(value, list):
        return [_plain(member) for member in cast("list[object]", value)]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _path(fields: Fields, name: str, folder: Path) -> Path | None:
    text = fields.text(name)
    return folder / Path(text).expanduser() if text else None


def _named(fields: Fields, name: str, folder: Path) -> Path | None:
    """A path that must exist."""
    path = _path(fields, name, folder)
    entry = fields.get(name)
    if path is not None and entry is not None and not path.exists():
        message = f"`{name}` names `{entry.value}`, which does not exist"
        entry.report(rules.WORKSPACE_FILE_MISSING, message)
        return None
    return path


def _config_in(folder: Path) -> Path | None:
    """The config of a folder; of several the one that `.stats.yml` has the hash of."""
    found = [folder / name for name in CONFIG_NAMES if (folder / name).is_file()]
    return _recorded(folder, "config_hash", found)


def _spec_near(folder: Path) -> Path | None:
    """The document of a folder; of several the one that `.stats.yml` has the hash of."""
    names = [f"{stem}{suffix}" for stem in _SPEC_STEMS for suffix in _SUFFIXES]
    found = [path for place in _SPEC_FOLDERS for name in names if (path := folder / place / name).is_file()]
    return _recorded(folder, "openapi_spec_hash", found)


def _recorded(folder: Path, name: str, found: list[Path]) -> Path | None:
    stats = folder / _STATS
    if len(found) > 1 and stats.is_file():
        from sdkwright.source.text import parse_source

        source = parse_source(stats.read_bytes(), str(stats), Collector())
        recorded = source.tree.get(name) if source is not None and isinstance(source.tree, Mapping) else None
        for path in found:
            if hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() == recorded:
                return path
    return found[0] if found else None


def _options(fields: Fields) -> dict[str, Scalar]:
    options: dict[str, Scalar] = {}
    for name, entry in fields.members("options"):
        match entry.value:
            case None | str() | int() | float():
                options[name] = entry.value
            case _:
                entry.wrong_type("a single value")
    return options
