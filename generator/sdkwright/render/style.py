"""What a style is, once read.

In: nothing. Out: the types that `styles.py` makes of a `style.toml` and `render.py` works with.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from sdkwright.diagnostics import Location

OptionValue: TypeAlias = str | bool | int


class OptionType(Enum):
    """`type` of an option."""

    STRING = "string"
    BOOLEAN = "boolean"
    INTEGER = "integer"


class Option(Struct, frozen=True, kw_only=True):
    """One `[options.NAME]`; `choices` is empty where any value of the type will do."""

    name: str
    type: OptionType
    default: OptionValue
    doc: str = ""
    choices: tuple[OptionValue, ...] = ()


class FileRule(Struct, frozen=True, kw_only=True):
    """One `[[files]]`. `view`, `each` and `when` are dotted attributes, empty where not given."""

    path: str
    template: str
    location: Location
    view: str = ""
    each: str = ""
    when: str = ""
    executable: bool = False
    once: bool = False


class CopyRule(Struct, frozen=True, kw_only=True):
    """One `[[copy]]`; `source` is the folder or file that was found."""

    source: Path
    to: str
    location: Location
    exclude: tuple[str, ...] = ()


class Layer(Struct, frozen=True, kw_only=True):
    """One folder of templates; a layer above overrides a layer below. `label` is for messages."""

    label: str
    folder: Path


class Style(Struct, frozen=True, kw_only=True):
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


class RenderedFile(Struct, frozen=True, kw_only=True):
    """One file of the SDK before formatting; `path` is relative, with forward slashes."""

    path: str
    text: str
    kind: FileKind = FileKind.GENERATED
    executable: bool = False
    sorted: bool = False
    """Whether its imports stand as ruff sorts them under the settings that the SDK comes with."""
