"""The `__init__.py` files under `types/`.

In: modules. Out: `PackageView`s: what each package hands on, and which models it completes.

Names of the shared package are handed on by `types` as well; other packages hand on their own modules only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdkwright.python.code import Code, dotted, identifier, join
from sdkwright.python.import_lines import ImportBlock, import_block, relative_module
from sdkwright.python.imports import Import, Internal, ModulePath
from sdkwright.python.types.models import SHARED_PACKAGE
from sdkwright.python.types.modules import ClassDeclaration, TypeModule
from sdkwright.python.types.table import Direction
from sdkwright.python.types.views import PackageView, RebuildView, ReexportView

_ROOT: ModulePath = ("types",)


def package_views(modules: Sequence[TypeModule], recursive: frozenset[ModulePath]) -> tuple[PackageView, ...]:
    """One view per package that has modules, and one per package between it and `types`."""
    packages: dict[ModulePath, list[TypeModule]] = {_ROOT: []}
    for module in modules:
        for depth in range(1, len(module.module)):
            packages.setdefault(module.module[:depth], [])
        packages[module.module[:-1]].append(module)
    return tuple(_package_view(path, packages, recursive) for path in sorted(packages))


def _package_view(
    path: ModulePath, packages: dict[ModulePath, list[TypeModule]], recursive: frozenset[ModulePath]
) -> PackageView:
    reexports = [_reexport(module.module, (module.name,), path) for module in packages[path]]
    if path == _ROOT and packages.get(SHARED_PACKAGE):
        names = [module.name for module in packages[SHARED_PACKAGE]]
        reexports.append(_reexport(SHARED_PACKAGE, names, path))
    reexports.sort(key=lambda reexport: (len(reexport.module), reexport.module))
    rebuilt = _rebuilt(packages, recursive) if path == _ROOT else ()
    return PackageView(
        path=path,
        reexports=tuple(reexports),
        rebuilt=tuple(view for view, _ in rebuilt),
        imports=_rebuild_imports(rebuilt),
    )


def _reexport(module: ModulePath, names: Iterable[str], package: ModulePath) -> ReexportView:
    ordered = sorted(names, key=lambda name: (len(name), name))
    return ReexportView(
        module=dotted(relative_module(module, package)), names=tuple(identifier(name) for name in ordered)
    )


def _rebuilt(
    packages: dict[ModulePath, list[TypeModule]], recursive: frozenset[ModulePath]
) -> tuple[tuple[RebuildView, Import], ...]:
    """Recursive models, spelled from `types`, each with the import of what the spelling begins with."""
    found: list[tuple[RebuildView, Import]] = []
    for modules in packages.values():
        for module in modules:
            main = next((one for one in module.declarations if one.name == module.name), None)
            if (
                module.module in recursive
                and module.direction is Direction.RESPONSE
                and isinstance(main, ClassDeclaration)
            ):
                head = _head(module.module)
                parts: list[Code] = [identifier(head.alias or head.name)]
                parts += [identifier(part) for part in module.module[len(head.module) + 1 :]]
                target = join(".", [*parts, identifier(module.name)])
                found.append((RebuildView(target=target), head))
    found.sort(key=lambda pair: pair[0].target)
    return tuple(found)


def _head(module: ModulePath) -> Internal:
    """What a spelling begins with: the package that a module lies in, for a package does not import those below it."""
    inside = module[len(_ROOT) : -1]
    if len(inside) < 2:
        return Internal(module=_ROOT, name=module[len(_ROOT)])
    return Internal(module=module[:-2], name=inside[-1], alias=f"_{'_'.join(inside)}")


def _rebuild_imports(rebuilt: Iterable[tuple[RebuildView, Import]]) -> ImportBlock:
    return import_block({head for _, head in rebuilt}, _ROOT)
