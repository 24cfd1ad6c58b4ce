"""In which files the SDKs of two excerpts differ.

In: two excerpts of a document, and the settings of both. Out: `Differing`; `None` where more differs than what is made
of one type, one resource, or one resource's tests: that may depend on all of the document.

Of the types, only those are printed that may differ: those that something was made of that has changed, directly or
not, and those that are decided otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sdkwright import drafting
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.excerpt.entries import entry_of
from sdkwright.load.document import Document
from sdkwright.model import queries

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.model.api import Api
    from sdkwright.pipeline import Taste
    from sdkwright.python.imports import ModulePath
    from sdkwright.python.sdk import Sdk
    from sdkwright.python.types.modules import ClassDeclaration, TypeModule
    from sdkwright.python.types.table import OperationTypes, Symbol
    from sdkwright.render.style import RenderedFile, Style

_PARTS: Final = frozenset({"resources", "types.modules", "site.resources", "site.types", "suite.modules"})
"""What has a file for each resource or type, which depends on nothing else."""

Sayings: TypeAlias = "Counter[tuple[str, str, str, str | None]]"
"""What findings say, and how often."""
_Pair: TypeAlias = "tuple[RenderedFile, RenderedFile]"
"""A file, before and after."""
_Print: TypeAlias = "Callable[[Sdk, Style], Sequence[RenderedFile]]"


class Excerpt(Struct, frozen=True, kw_only=True):
    """An excerpt of a document, loaded, and what was found in it."""

    document: Document
    findings: Sequence[Diagnostic]


class Scope(Struct, frozen=True, kw_only=True):
    """What of an excerpt the changes reach."""

    reached: Set[str]
    """The entries that have changed, or refer to one that has, directly or not."""
    shows: bool
    """Whether the README shows an operation that they reach."""


class Differing(Struct, frozen=True, kw_only=True):
    """The files that differ, before and after."""

    pairs: Sequence[_Pair]
    placed: Mapping[str, str]
    """How the types of the excerpts are called and placed."""


class _Decided(Struct, frozen=True, kw_only=True):
    """What is printed of an excerpt."""

    api: Api
    sdk: Sdk
    style: Style


def differing(before: Excerpt, after: Excerpt, scope: Scope, settings: Settings, taste: Taste) -> Differing | None:
    """The files that differ between the SDKs of two excerpts."""
    alone = replace(taste, jobs=1, past=None)
    said, says = Collector(found=[*before.findings]), Collector(found=[*after.findings])
    one, other = _decided(before, settings, alone, said), _decided(after, settings, alone, says)
    found: Differing | None = None
    if one is None and other is None:
        found = Differing(pairs=(), placed={})
    elif one is not None and other is not None:
        from sdkwright.printing import print_all
        from sdkwright.prose.told import NOTHING

        def printed(sdk: Sdk, style: Style) -> Sequence[RenderedFile]:
            return print_all(sdk, style, alone, says, NOTHING, schemas=0).files

        found = _compared(*_narrowed(one, other, scope), scope, printed)
    return found if sayings(said) == sayings(says) else None


def sayings(findings: Iterable[Diagnostic]) -> Sayings:
    """What findings say, on whatever lines."""
    return Counter(
        (found.rule.code, found.message, found.location.pointer if found.location is not None else "", found.hint)
        for found in findings
    )


def _decided(excerpt: Excerpt, settings: Settings, taste: Taste, diagnostics: Collector) -> _Decided | None:
    """What is printed of an excerpt; `None` where there is nothing to print."""
    understood = drafting.understand(excerpt.document, settings, diagnostics, lambda _: None)
    style = drafting.choose_style(taste, settings, diagnostics) if drafting.has_something(understood.api) else None
    if style is None:
        return None
    sdk = drafting.decide(understood, style, taste, diagnostics, lambda _: None)
    return _Decided(api=understood.api, sdk=sdk, style=replace(style, copies=()))


def _narrowed(before: _Decided, after: _Decided, scope: Scope) -> tuple[_Decided, _Decided]:
    """The same without the types that cannot differ."""
    only = _may_differ(before, after, scope.reached)
    return replace(before, sdk=replace(before.sdk, only=only)), replace(after, sdk=replace(after.sdk, only=only))


def _may_differ(before: _Decided, after: _Decided, reached: Set[str]) -> Set[ModulePath] | None:
    """The modules of types that may differ, or whose pages may; `None` for all."""
    one, other = before.sdk.parts.table, after.sdk.parts.table
    if one.recursive != other.recursive:
        return None
    known = {module.module: module for module in one.modules}
    differing = {module.module for module in other.modules if known.get(module.module) != module}
    holding = {
        module.module for module in other.modules if any(entry_of(schema) in reached for schema in _schemas(module))
    }
    named = {
        symbol.module
        for table in (one, other)
        for (schema, _), symbol in table.symbols.items()
        if entry_of(schema) in reached
    }
    of_operations = {
        symbol.module
        for each in (before, after)
        for _, operation in queries.operations(each.api)
        if entry_of(operation.origin.pointer) in reached
        for symbol in _symbols(each.sdk.parts.table.operations[operation.id])
    }
    return differing | holding | named | of_operations


def _symbols(types: OperationTypes) -> Iterable[Symbol]:
    results = [result for result in (types.result, types.event) if result is not None]
    symbols = (types.params, *(symbol for result in results for symbol in (result.symbol, result.alias)))
    return (symbol for symbol in symbols if symbol is not None)


def _schemas(module: TypeModule) -> Iterable[str]:
    return (field.schema for one in _classes(module) for field in one.fields if field.schema is not None)


def _classes(module: TypeModule) -> Iterable[ClassDeclaration]:
    from sdkwright.python.types.modules import ClassDeclaration

    return (one for one in module.declarations if isinstance(one, ClassDeclaration))


def _compared(before: _Decided, after: _Decided, scope: Scope, print_: _Print) -> Differing | None:
    from sdkwright.python.types.placement import placements

    placed, now = (placements(each.sdk.parts.table.modules) for each in (before, after))
    if placed.keys() != now.keys() or _extended(before) != _extended(after):
        return None
    if _may_choose_others(before.sdk, after.sdk, scope):
        return None
    old = print_(before.sdk, before.style)
    # the README of the whole shows other operations than that of an excerpt, and goes on to do so
    pinned = replace(after.sdk, project=replace(after.sdk.project, readme=before.sdk.project.readme))
    pairs = _pairs(old, print_(pinned, after.style))
    if pairs is None or not _are_parts([new for _, new in pairs], replace(after, sdk=pinned)):
        return None
    if scope.shows:
        rules = tuple(rule for rule in after.style.files if not rule.each)
        shown = _pairs_of(old, print_(after.sdk, replace(after.style, files=rules)))
        return None if shown is None else Differing(pairs=[*pairs, *shown], placed=placed)
    return Differing(pairs=pairs, placed=placed)


def _extended(decided: _Decided) -> Set[Symbol]:
    """The classes that others extend, which says how they are written."""
    return {base for module in decided.sdk.parts.table.modules for one in _classes(module) for base in one.bases}


def _may_choose_others(before: Sdk, after: Sdk, scope: Scope) -> bool:
    """Whether the README of the whole may come to show other operations.

    It shows the first one that suits, so it does if one that it shows suits no more, or if one suits that did not.
    """
    old, new = before.parts.roles(), after.parts.roles()
    gains = any(not roles <= old.get(operation, frozenset()) for operation, roles in new.items())
    return gains or (scope.shows and old != new)


def _pairs(before: Sequence[RenderedFile], after: Sequence[RenderedFile]) -> Sequence[_Pair] | None:
    """The files that differ; `None` where some came or went."""
    if [file.path for file in before] != [file.path for file in after]:
        return None
    return [(one, other) for one, other in zip(before, after, strict=True) if one != other]


def _pairs_of(before: Iterable[RenderedFile], after: Sequence[RenderedFile]) -> Sequence[_Pair] | None:
    """The same, of those files alone that are there after."""
    paths = {file.path for file in after}
    return _pairs([file for file in before if file.path in paths], after)


def _are_parts(files: Iterable[RenderedFile], of: _Decided) -> bool:
    """Whether all of them are files of which each part has its own."""
    from sdkwright.render.render import paths_of

    paths = {file.path for file in files}
    rules = [rule for rule in of.style.files if rule.each in _PARTS] if paths else ()
    return paths.issubset(paths_of(of.sdk, rules))
