"""The end of the middle of the pipeline: from the model of an API to the text of every file.

In: the model, settings, a style. Out: `Printed`. Where the SDK is large and there are two processors, types and tests
are printed by one process, resources and the reference by another; what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics import Collector
from sdkwright.prose.holes import shift
from sdkwright.python.build import build_sdk
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


class Printed(Struct, frozen=True, kw_only=True):
    """The files of an SDK, sorted by path, and the docstrings that they have holes for."""

    files: tuple[RenderedFile, ...]
    held: tuple[Held, ...]


def build(api: Api, settings: Settings, style: Style, taste: Taste, diagnostics: Collector) -> Sdk:
    """Decide what is printed."""
    options = replace(options_from(style.values), formats_with_black=taste.formatter is Formatter.BLACK)
    return build_sdk(api, settings, options, diagnostics)


def print_all(sdk: Sdk, style: Style, taste: Taste, diagnostics: Collector, *, schemas: int) -> Printed:
    """Print an SDK of so many schemas. There are no files where something is wrong with the style."""
    shared = _print_by_two(sdk, style, taste) if taste.jobs > 1 and schemas >= MANY else None
    if shared is not None:
        return shared
    sdk.make(_parts(style.files))
    files = render(sdk, style, taste.templates, diagnostics)
    return Printed(files=files, held=sdk.docstrings.held)


def _parts(rules: Iterable[FileRule]) -> Sequence[str]:
    """The attributes of the SDK that rules print."""
    return tuple(dict.fromkeys(map(_part, rules)))


def _part(rule: FileRule) -> str:
    return (rule.each or rule.view).partition(".")[0]


def _is_of_first_half(rule: FileRule) -> bool:
    """The package without its resources, and the tests: half of the time, and no template of either looks at the other.

    (It could; what it looks at would be made twice.)
    """
    return rule.path.startswith("tests/") or (rule.path.startswith("src/") and _part(rule) != "resources")


def _print_by_two(sdk: Sdk, style: Style, taste: Taste) -> Printed | None:
    """`None` where anything is wrong: what exactly, is found out by printing all of it once more in one piece."""
    begin = len(sdk.docstrings.held)

    def printed(rules: Sequence[FileRule], part: Style) -> Printed | None:
        sdk.make(_parts(rules))
        found = Collector()
        files = render(sdk, replace(part, files=tuple(rules)), taste.templates, found)
        return None if found.found else Printed(files=files, held=sdk.docstrings.held)

    here = [rule for rule in style.files if _is_of_first_half(rule)]
    there = [rule for rule in style.files if not _is_of_first_half(rule)]
    one, other = both(taste.jobs, lambda: printed(here, style), lambda: printed(there, replace(style, copies=())))
    if one is None or other is None:
        return None
    by = len(one.held) - begin
    files = {file.path: file for file in one.files}
    files |= {file.path: replace(file, text=shift(file.text, begin, by)) for file in other.files}
    if len(files) < len(one.files) + len(other.files):
        return None
    return Printed(files=tuple(files[path] for path in sorted(files)), held=(*one.held, *other.held[begin:]))
