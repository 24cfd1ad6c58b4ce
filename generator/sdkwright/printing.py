"""The end of the middle of the pipeline: from the model of an API to the text of every file.

In: the model, settings, a style. Out: `Printed`. Where the SDK is large and there are two processors, types and tests
are printed by one process, resources and the reference by another; what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics import Collector
from sdkwright.prose.holes import fill
from sdkwright.prose.told import Told
from sdkwright.prose.values import with_values
from sdkwright.python.build import build_sdk
from sdkwright.python.docstrings import lay_out_all
from sdkwright.python.options import options_from
from sdkwright.render.render import render
from sdkwright.workers import MANY, both
from sdkwright.write.formatting import Formatter

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.model.api import Api
    from sdkwright.pipeline import Taste
    from sdkwright.python.docstrings import Held
    from sdkwright.python.sdk import Sdk
    from sdkwright.render.style import FileRule, RenderedFile, Style

_FAR_APART = 1_000_000
"""What the second half of an SDK numbers its docstrings from: the first never gets there."""


class Printed(Struct, frozen=True, kw_only=True):
    """The files of an SDK, sorted by path."""

    files: tuple[RenderedFile, ...]
    """With holes for docstrings that descriptions are in, and names in the place of values."""
    held: Mapping[int, Held]
    """Those docstrings, by the numbers of their holes."""
    filled: tuple[str, ...]
    """The text of each file, with its docstrings and values."""


def build(api: Api, settings: Settings, style: Style, taste: Taste, diagnostics: Collector) -> Sdk:
    """Decide what is printed."""
    options = replace(options_from(style.values), formats_with_black=taste.formatter is Formatter.BLACK)
    return build_sdk(api, settings, options, diagnostics)


def print_all(sdk: Sdk, style: Style, taste: Taste, diagnostics: Collector, told: Told, *, schemas: int) -> Printed:
    """Print an SDK of so many schemas. There are no files where something is wrong with the style."""
    shared = _print_by_two(sdk, style, taste, told) if taste.jobs > 1 and schemas >= MANY else None
    return _print(sdk, style, taste, diagnostics, told) if shared is None else shared


def _print(sdk: Sdk, style: Style, taste: Taste, diagnostics: Collector, told: Told) -> Printed:
    sdk.make(_parts(style.files))
    files = render(sdk, style, taste.templates, diagnostics)
    held = sdk.docstrings.held
    docstrings = lay_out_all(held, told.texts)
    filled = tuple(with_values(fill(file.text, docstrings), told.lists) for file in files)
    return Printed(files=files, held=held, filled=filled)


def _parts(rules: Iterable[FileRule]) -> Sequence[str]:
    """The attributes of the SDK that rules print."""
    return tuple(dict.fromkeys(map(_part, rules)))


def _part(rule: FileRule) -> str:
    return (rule.each or rule.view).partition(".")[0]


def _is_of_first_half(rule: FileRule) -> bool:
    """Types and tests: half of the time, and no template of either half looks at the parts of the other.

    (It could; what it looks at would be made twice.)
    """
    return _part(rule) in {"types", "packages", "suite"} or rule.path.startswith("tests/")


def _print_by_two(sdk: Sdk, style: Style, taste: Taste, told: Told) -> Printed | None:
    """`None` where anything is wrong: what exactly, is found out by printing all of it once more in one piece."""

    def printed(part: Style) -> Printed | None:
        found = Collector()
        half = _print(sdk, part, taste, found, told)
        return None if found.found else half

    def second() -> Printed | None:
        sdk.docstrings.next_number = _FAR_APART
        return printed(there)

    here = replace(style, files=tuple(rule for rule in style.files if _is_of_first_half(rule)))
    there = replace(style, files=tuple(rule for rule in style.files if not _is_of_first_half(rule)), copies=())
    one, other = both(taste.jobs, lambda: printed(here), second)
    if one is None or other is None:
        return None
    pairs = [*zip(one.files, one.filled, strict=True), *zip(other.files, other.filled, strict=True)]
    if len({file.path for file, _ in pairs}) < len(pairs):
        return None
    pairs.sort(key=lambda pair: pair[0].path)
    return Printed(
        files=tuple(file for file, _ in pairs),
        held={**one.held, **other.held},
        filled=tuple(text for _, text in pairs),
    )
