"""The `__init__.py` files under `types/`.

In: modules. Out: a view of what each package hands on.

Names of the shared package are handed on by `types` as well; other packages hand on their own modules only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdkwright.python.imports import ModulePath
from sdkwright.python.lazy_packages import LazyPackageView, lazy_package
from sdkwright.python.types.models import SHARED_PACKAGE
from sdkwright.python.types.modules import TypeModule

_ROOT: ModulePath = ("types",)


def package_views(modules: Sequence[TypeModule], empty: Iterable[ModulePath]) -> tuple[LazyPackageView, ...]:
    """One view per package that has modules or may be `empty`, and one per package between it and `types`."""
    packages: dict[ModulePath, list[TypeModule]] = {_ROOT: []}
    for path in (*(module.module[:-1] for module in modules), *empty):
        for depth in range(1, len(path) + 1):
            packages.setdefault(path[:depth], [])
    for module in modules:
        packages[module.module[:-1]].append(module)
    return tuple(_package_view(path, packages) for path in sorted(packages))


def _package_view(path: ModulePath, packages: dict[ModulePath, list[TypeModule]]) -> LazyPackageView:
    exports = [(module.module, module.name) for module in packages[path]]
    shown: tuple[str, ...] = ()
    if path == _ROOT and SHARED_PACKAGE in packages:
        shown = SHARED_PACKAGE[-1:]
        exports += [(SHARED_PACKAGE, module.name) for module in packages[SHARED_PACKAGE]]
    exports.sort(key=lambda export: (len(export[0][-1]), export[0], len(export[1]), export[1]))
    return lazy_package(path, exports, shown)
