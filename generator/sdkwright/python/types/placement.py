"""How the types of an SDK are called and placed, and what each is made of.

In: modules of types. Out: a digest of each, the same for two that differ in nothing but what their fields hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sdkwright.python.imports import ModulePath
from sdkwright.python.types.modules import ClassDeclaration, Declaration, TypeModule


def placements(modules: Iterable[TypeModule]) -> dict[str, str]:
    """The digests of modules, by their paths."""
    return {path_of(module.module): _digest(module) for module in modules}


def path_of(module: ModulePath) -> str:
    """A module's path, as text."""
    return ".".join(module)


def _digest(module: TypeModule) -> str:
    parts = [*map(_part, module.declarations)]
    whole = repr((module.name, module.kind.value, module.direction.value, module.exports, parts))
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _part(declaration: Declaration) -> object:
    if not isinstance(declaration, ClassDeclaration):
        return declaration.name
    fields = [(field.name, field.schema) for field in declaration.fields]
    return declaration.name, fields, [(base.module, base.name) for base in declaration.bases]
