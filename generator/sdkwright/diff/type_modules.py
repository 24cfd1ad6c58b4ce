"""Classes and aliases of `types/` that came or went, with or without their modules.

In: the differences of `compare`, which count a module that came or went as one. Out: the same, with such modules
opened, and without what goes with something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sdkwright.compare import rules as found
from sdkwright.compare.classes import spell_class
from sdkwright.compare.items import Difference, Item, Kind, Status
from sdkwright.compare.meaning import spell
from sdkwright.compare.rules import Change
from sdkwright.compare.surface import Alias, Function
from sdkwright.diff.scope import Scope
from sdkwright.diff.sdk import MethodKey, Sdk

_CHANGES: Mapping[tuple[Kind, Status], Change] = {
    (Kind.CLASS, Status.MISSING): found.CLASS_REMOVED,
    (Kind.CLASS, Status.NEW): found.CLASS_ADDED,
    (Kind.ALIAS, Status.MISSING): found.ALIAS_REMOVED,
    (Kind.ALIAS, Status.NEW): found.ALIAS_ADDED,
}


def opened(scope: Scope, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The differences, a module of types as the classes and aliases that it gives to users."""
    everything = list(differences)
    told = {
        key
        for each in everything
        if found.RETURN_RETYPED in each.changes and (key := scope.method(each.item)) is not None
    }
    for difference in everything:
        item = difference.item
        match item.kind:
            case Kind.MODULE if item.module.startswith("types/"):
                yield from (each for each in _members(scope, difference) if _is_news(scope, each, told))
            case Kind.MODULE if item.module.startswith("resources/"):
                pass
            case Kind.CLASS if difference.status is Status.DIFFERS or found.NAME_KIND in difference.changes:
                yield difference
            case Kind.CLASS if item.module.startswith("resources/"):
                pass
            case Kind.CLASS if item.module.startswith("types/"):
                if _is_news(scope, difference, told) or _is_missed(scope, difference, everything):
                    yield difference
            case _:
                yield difference


def _members(scope: Scope, difference: Difference) -> Iterator[Difference]:
    path, is_gone = difference.item.module, difference.status is Status.MISSING
    module = (scope.old if is_gone else scope.new).surface.modules[path]
    members = [(Kind.CLASS, name, spell_class(cls), cls.location) for name, cls in module.classes.items()]
    members += [(Kind.ALIAS, name, _spell_alias(alias), alias.location) for name, alias in module.aliases.items()]
    for kind, name, spelled, location in members:
        yield Difference(
            item=Item(kind=kind, module=path, name=name),
            status=difference.status,
            changes=(_CHANGES[kind, difference.status],),
            resource=difference.resource,
            before=spelled if is_gone else None,
            after=None if is_gone else spelled,
            reference=location if is_gone else None,
            candidate=None if is_gone else location,
        )


def _spell_alias(alias: Alias) -> str:
    return f"{alias.name} = {spell(alias.value) if alias.value is not None else alias.text}"


def _is_news(scope: Scope, difference: Difference, told: set[MethodKey]) -> bool:
    """Whether users were given a class as their own, and nothing that is told by itself takes it along.

    A class that holds a method's arguments goes with the method, and so does one that only methods mention which came
    or went, or give something else now (`told`). One that was renamed is told as such.
    """
    path, name = difference.item.module, difference.item.name
    sdk = scope.old if difference.status is Status.MISSING else scope.new
    renamed = scope.renames.classes.keys() | set(scope.renames.classes.values())
    if not sdk.is_exported(path, name) or (path, name) in renamed or scope.arguments_of(path, name) is not None:
        return False
    return not _goes_with_methods(scope, sdk, name, told)


def _goes_with_methods(scope: Scope, sdk: Sdk, name: str, told: set[MethodKey]) -> bool:
    """Whether only methods that came, went or give something else mention a class."""
    mention = re.compile(rf"\b{re.escape(name)}\b")
    users = [key for key, method in sdk.methods.items() if mention.search(_spell_types(method.function))]
    lone = scope.old.methods.keys() ^ scope.new.methods.keys()
    return bool(users) and all(key in lone or key in told for key in users)


def _spell_types(function: Function) -> str:
    """Every annotation of a function."""
    meanings = [
        meaning
        for signature in function.signatures
        for meaning in (*(each.annotation for each in signature.parameters), signature.returns)
    ]
    return " ".join(spell(meaning) for meaning in meanings if meaning is not None)


def _is_missed(scope: Scope, difference: Difference, everything: list[Difference]) -> bool:
    """Whether a class is gone that only its own module gave, and no other change of that module mentions it."""
    path, name = difference.item.module, difference.item.name
    if difference.status is not Status.MISSING or (path, name) in scope.renames.classes or "." in name:
        return False
    if scope.arguments_of(path, name) is not None:
        return False
    mention = re.compile(rf"\b{re.escape(name)}\b")
    return not any(
        mention.search(each.before or "")
        for each in everything
        if each.item.kind in {Kind.FIELD, Kind.PARAMETER, Kind.RETURN, Kind.ALIAS}
    )
