"""Makes the views of the packages that resource modules lie in.

In: placed resources. Out: a view for `resources/` and for each folder below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdkwright.model.api import Resource
from sdkwright.python.context import Context
from sdkwright.python.flavour import FLAVOURS
from sdkwright.python.imports import ModulePath
from sdkwright.python.lazy_packages import LazyPackageView, lazy_package
from sdkwright.python.naming import module_name
from sdkwright.python.resources.build import RAW, STREAMED
from sdkwright.python.resources.layout import Placed, every


def build_packages(context: Context, placed: tuple[Placed, ...]) -> tuple[LazyPackageView, ...]:
    """The packages of all resources, `resources/` itself first."""
    found = [_package(("resources",), placed)]
    found += [_package(entry.package, (*_shown(entry.children), entry)) for entry in every(placed) if entry.is_package]
    known = {view.folder for view in found}
    folders = (_folder(resource, context) for resource in _standalone(context.api.root))
    found += [view for view in (_package(folder, ()) for folder in folders) if view.folder not in known]
    return tuple(found)


def _shown(children: Sequence[Placed]) -> tuple[Placed, ...]:
    """The children that their parent's package exports: standalone ones stand for themselves."""
    return tuple(child for child in children if not child.resource.standalone)


def _standalone(resource: Resource) -> list[Resource]:
    below = [entry for child in resource.children for entry in _standalone(child)]
    return [resource, *below] if resource.standalone else below


def _folder(resource: Resource, context: Context) -> ModulePath:
    return ("resources", *(module_name(key, context.casings) for key in resource.path))


def _package(package: ModulePath, members: Sequence[Placed]) -> LazyPackageView:
    return lazy_package(
        package,
        [
            (member.module, member.class_name(flavour, ending))
            for member in members
            for ending in (("", RAW, STREAMED) if member.wrapped else ("",))
            for flavour in FLAVOURS
        ],
    )
