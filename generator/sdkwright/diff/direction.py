"""In which direction an alias is used: what users give and what they read are judged the other way round.

In: the scope and an alias. Out: the `Direction`s in which either SDK uses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from sdkwright.compare.items import Item
from sdkwright.compare.meaning import Applied, Listing, Meaning, Named, OneOf, Tagged
from sdkwright.compare.surface import Module
from sdkwright.diff.scope import Scope
from sdkwright.diff.sdk import Sdk


class Direction(Enum):
    """Which way values travel."""

    GIVEN = "given"
    READ = "read"


def directions(scope: Scope, alias: Item) -> frozenset[Direction]:
    """How an alias is used: by parameters and keys of typed dictionaries, or by models and what methods return."""
    return frozenset(
        direction
        for sdk in (scope.old, scope.new)
        for module in sdk.surface.public_modules().values()
        for direction, meaning in _annotations(sdk, module)
        if alias.name in _names(meaning)
    )


def _annotations(sdk: Sdk, module: Module) -> Iterator[tuple[Direction, Meaning]]:
    for cls in module.classes.values():
        direction = Direction.GIVEN if sdk.lookup.is_typed_dict(module, cls) else Direction.READ
        yield from ((direction, field.annotation) for field in cls.fields.values() if field.annotation is not None)
        for method in cls.methods.values():
            for signature in method.signatures:
                yield from (
                    (Direction.GIVEN, each.annotation) for each in signature.parameters if each.annotation is not None
                )
                if signature.returns is not None:
                    yield Direction.READ, signature.returns


def _names(meaning: Meaning) -> Iterator[str]:
    match meaning:
        case Named(name=name):
            yield name
        case Applied(arguments=members) | Listing(items=members) | OneOf(members=members):
            for member in members:
                yield from _names(member)
        case Tagged(inner=inner):
            yield from _names(inner)
        case _:
            pass
