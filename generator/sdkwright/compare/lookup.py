"""Finds what a name in a module stands for, across imports and re-exports.

In: a surface. Out: the class or alias behind a dotted name, whether a class is a typed dictionary, and annotations
with the package's own aliases replaced by what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from sdkwright.compare.meaning import (
    Applied,
    Choice,
    Listing,
    Meaning,
    Named,
    OneOf,
    Opaque,
    Tagged,
    one_of,
)
from sdkwright.compare.surface import Alias, Class, Field, Function, Module, Surface

_HOPS = 12


class Found(Struct, frozen=True, kw_only=True):
    """A class or an alias, and the module that defines it."""

    module: Module
    what: Class | Alias


class Lookup(Struct, frozen=True, kw_only=True):
    """Resolves names of one surface."""

    surface: Surface

    def find(self, module: Module, written: str) -> Found | None:
        """What a name, as it is written in a module, stands for; `None` outside the package."""
        head, dot, rest = written.partition(".")
        if not dot:
            found = self._defined(module, written)
            if found is not None:
                return found
        origin = module.imports.get(head)
        return self._follow(f"{origin}{dot}{rest}", _HOPS) if origin is not None else None

    def _follow(self, dotted: str, hops: int) -> Found | None:
        if not dotted.startswith(".") or not hops:
            return None
        for module, name in self._splits(dotted):
            found = self._defined(module, name)
            if found is not None:
                return found
            origin = module.imports.get(name)
            if origin is not None and origin != dotted:
                return self._follow(origin, hops - 1)
        return None

    def _splits(self, dotted: str) -> Iterator[tuple[Module, str]]:
        *folders, name = dotted.removeprefix(".").split(".")
        for path in ("/".join((*folders, "__init__.py")), "/".join(folders) + ".py"):
            module = self.surface.modules.get(path)
            if module is not None:
                yield module, name

    def _defined(self, module: Module, name: str) -> Found | None:
        what = module.classes.get(name) or module.aliases.get(name)
        return Found(module=module, what=what) if what is not None else None

    def is_typed_dict(self, module: Module, cls: Class) -> bool:
        """Whether a class is, or derives from, a `TypedDict`."""
        lineage = [(module, cls), *self._ancestors(module, cls, _HOPS)]
        return any(base.name == "TypedDict" for _, each in lineage for base in each.bases if isinstance(base, Named))

    def inherited(self, module: Module, cls: Class, name: str) -> Function | Field | None:
        """The method or attribute of this name that a class has from the package's own base classes."""
        for _, ancestor in self._ancestors(module, cls, _HOPS):
            found = ancestor.methods.get(name) or ancestor.fields.get(name)
            if found is not None:
                return found
        return None

    def _ancestors(self, module: Module, cls: Class, hops: int) -> Iterator[tuple[Module, Class]]:
        """The package's classes that a class derives from, depth first; cyclic ones end somewhere."""
        for base in cls.bases if hops else ():
            head = base.head if isinstance(base, Applied) else base
            found = self.find(module, head.written) if isinstance(head, Named) else None
            if found is not None and isinstance(found.what, Class):
                yield found.module, found.what
                yield from self._ancestors(found.module, found.what, hops - 1)

    def expand(self, module: Module, meaning: Meaning, within: frozenset[tuple[str, str]] = frozenset()) -> Meaning:
        """An annotation with the package's aliases replaced by what they stand for.

        `within` are the aliases (module and name) that are being replaced: one that refers to itself stays.
        """
        match meaning:
            case Named(written=written):
                found = self.find(module, written)
                if found is None or not isinstance(found.what, Alias) or found.what.value is None:
                    return meaning
                key = (found.module.path, found.what.name)
                return meaning if key in within else self.expand(found.module, found.what.value, within | {key})
            case Applied(head=head, arguments=arguments):
                return Applied(head=head, arguments=tuple(self.expand(module, each, within) for each in arguments))
            case OneOf(members=members):
                return one_of(self.expand(module, each, within) for each in members)
            case Tagged(inner=inner, metadata=metadata):
                return Tagged(inner=self.expand(module, inner, within), metadata=metadata)
            case Listing(items=items):
                return Listing(items=tuple(self.expand(module, each, within) for each in items))
            case Choice() | Opaque():
                return meaning
            case _:
                assert_never(meaning)
