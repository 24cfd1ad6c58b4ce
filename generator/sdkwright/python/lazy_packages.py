"""Packages whose names are imported on first use (PEP 562), while type checkers see plain imports.

In: a package and the names of the modules below it that it hands on. Out: a `LazyPackageView`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sdkwright.python.code import Code, dotted, identifier, string
from sdkwright.python.import_lines import ImportBlock, import_block, relative_module
from sdkwright.python.imports import Internal, ModulePath

_LAZY = Internal(module=("_utils", "_lazy"), name="lazy_exports")


class LazyNameView(Struct, frozen=True, kw_only=True):
    """A name of a package and the module it comes from, both as literals."""

    name: Code
    module: Code


class LazyPackageView(Struct, frozen=True, kw_only=True):
    """The `__init__.py` of a package."""

    folder: str
    """Below the SDK's package."""
    imports: ImportBlock
    """All that the package hands on, for type checkers."""
    eager: ImportBlock
    """What is imported at once: `lazy_exports`, and names that the import of a submodule would bind to that module."""
    names: tuple[LazyNameView, ...]


def lazy_package(
    package: ModulePath, exports: Iterable[tuple[ModulePath, str]], shown: Iterable[str] = ()
) -> LazyPackageView:
    """The view of `package`, which hands on each name of `exports` from the module beside it.

    `shown` are packages below it that type checkers shall know as its attributes, as they are at run time.
    """
    ordered = tuple(exports)
    submodules = {module[len(package)] for module, _ in ordered if module[: len(package)] == package}
    imports = {Internal(module=module, name=name, alias=name) for module, name in ordered}
    return LazyPackageView(
        folder="/".join(package),
        imports=import_block(imports | {Internal(module=package, name=name, alias=name) for name in shown}, package),
        eager=import_block({_LAZY, *(item for item in imports if item.name in submodules)}, package),
        names=tuple(
            LazyNameView(name=string(identifier(name)), module=string(dotted(relative_module(module, package))))
            for module, name in ordered
        ),
    )
