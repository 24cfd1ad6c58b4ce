"""Runs the config's transforms in order.

In: `openapi.transforms` as the config has them, and the working root. Out: the root, changed. A transform that
does not fit the document, or cannot be understood, is reported at its place in the config; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import JsonValue, join
from sdkwright.load.transforms import basic, structural
from sdkwright.load.transforms.context import Context, Refused
from sdkwright.load.tree import Object, Origins
from sdkwright.source.text import Source, parse_source

COMMANDS: Final[Mapping[str, Callable[[Context], None]]] = {
    "update": basic.update,
    "append": basic.append,
    "merge": basic.merge_value,
    "mergeObject": basic.merge_object,
    "remove": basic.remove_nodes,
    "copy": basic.copy,
    "move": basic.move,
    "renameValue": basic.rename_value,
    "replaceProperties": basic.replace_properties,
    "extractToRefs": structural.extract_to_refs,
    "oneOfToAnyOf": structural.one_of_to_any_of,
    "guessDiscriminantUnions": structural.guess_discriminant_unions,
    "splitSchemasByEnumProperty": structural.split_schemas_by_enum_property,
}


@dataclass(slots=True)
class ConfigFile:
    """The config, parsed once more when a position in it is asked for."""

    path: Path | None
    _source: Source | None = field(default=None, init=False)

    def locate(self, pointer: str) -> Location:
        """The place of a pointer that begins at a transform's index."""
        if self.path is None:
            return Location(file="", line=1, column=1, pointer=pointer)
        if self._source is None:
            try:
                data = self.path.read_bytes()
            except OSError:
                data = b""
            self._source = parse_source(data, str(self.path), Collector())
        if self._source is None:
            return Location(file=str(self.path), line=1, column=1, pointer=pointer)
        tree = self._source.tree
        openapi = tree.get("openapi") if isinstance(tree, dict) else None
        older = isinstance(openapi, dict) and "transforms" not in openapi
        prefix = "#/openapi/transformations" if older else "#/openapi/transforms"
        return self._source.locate(prefix + pointer.removeprefix("#"))


def run_transforms(
    transforms: Sequence[Mapping[str, object]],
    config: Path | None,
    root: Object,
    origins: Origins,
    diagnostics: Collector,
) -> None:
    """Run all transforms. Findings stand at the lines of `config`."""
    source = ConfigFile(config)
    for index, transform in enumerate(transforms):
        pointer = join("#", index)
        name = transform.get("command")
        command = COMMANDS.get(name) if isinstance(name, str) else None
        if command is None:
            known = ", ".join(COMMANDS)
            message = f"`{name}` is no transform" if name is not None else "a transform needs a `command`"
            place = source.locate(join(pointer, "command"))
            diagnostics.report(rules.TRANSFORM_INVALID, message, place, hint=f"The commands are {known}.")
            continue
        arguments = _json(transform.get("args"))
        context = Context(
            root=root,
            origins=origins,
            arguments=arguments if isinstance(arguments, dict) else {},
            source=source,
            pointer=join(pointer, "args"),
        )
        try:
            command(context)
        except Refused as refused:
            diagnostics.report(refused.rule, f"{name}: {refused.message}", context.place(*refused.field))


def _json(value: object) -> JsonValue:
    """A value of the config as JSON; the config holds nothing else, but its type does not say so."""
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in cast("Sequence[object]", value)]
    return value if isinstance(value, str | int | float | None) else str(value)
