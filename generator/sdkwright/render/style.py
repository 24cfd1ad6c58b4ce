"""What a style is, once read.

In: nothing. Out: the types that `styles.py` makes of a `style.toml` and `render.py` works with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from sdkwright.diagnostics import Location

OptionValue: TypeAlias = str | bool | int


class OptionType(Enum):
    """`type` of an option."""

    STRING = "string"
    BOOLEAN = "boolean"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One `[options.NAME]`; `choices` is empty where any value of the type will do."""

    name: str
    type: OptionType
    default: OptionValue
    doc: str = ""
    choices: tuple[OptionValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """One `[[files]]`. `view`, `each` and `when` are dotted attributes, empty where not given."""

    path: str
    template: str
    location: Location
    view: str = ""
    each: str = ""
    when: str = ""
    executable: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRule:
    """One `[[copy]]`; `source` is the folder or file that was found."""

    source: Path
    to: str
    location: Location
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One folder of templates; a layer above overrides a layer below. `label` is for messages."""

    label: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style with everything that it inherits; `layers` from its own folder down to `base/`.

    `values` are the options as chosen (their defaults until `choose_options` has run).
    """

    name: str
    doc: str
    files: tuple[FileRule, ...]
    copies: tuple[CopyRule, ...]
    options: Mapping[str, Option]
    layers: tuple[Layer, ...]
    values: Mapping[str, OptionValue] = field(default_factory=dict[str, OptionValue])


class FileKind(Enum):
    """Who owns an emitted file: the generator, or (after the first time) the maintainer."""

    GENERATED = "generated"
    COPIED = "copied"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """One file of the SDK before formatting; `path` is relative, with forward slashes."""

    path: str
    text: str
    kind: FileKind = FileKind.GENERATED
    executable: bool = False
