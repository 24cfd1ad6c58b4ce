"""Makes the views of the packages that resource modules lie in.

In: placed resources. Out: a `PackageView` for `resources/` and for each folder below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdkwright.model.api import Resource
from sdkwright.python.code import dotted, identifier, string
from sdkwright.python.context import Context
from sdkwright.python.flavour import FLAVOURS
from sdkwright.python.import_lines import relative_module
from sdkwright.python.imports import ModulePath
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import module_name
from sdkwright.python.resources.build import RAW, STREAMED
from sdkwright.python.resources.layout import Placed, every
from sdkwright.python.resources.views import LazyNameView, PackageView


def build_packages(context: Context, placed: tuple[Placed, ...]) -> tuple[PackageView, ...]:
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


def _package(package: ModulePath, members: Sequence[Placed]) -> PackageView:
    imports = ModuleImports(package=package)
    names: list[LazyNameView] = []
    for member in members:
        module = string(dotted(relative_module(member.module, package)))
        for ending in ("", RAW, STREAMED) if member.wrapped else ("",):
            for flavour in FLAVOURS:
                name = member.class_name(flavour, ending)
                imports.reexport(member.module, name)
                names.append(LazyNameView(name=string(identifier(name)), module=module))
    return PackageView(
        folder="/".join(package),
        imports=imports.block(),
        names=tuple(names),
        lazy=dotted(relative_module(("_utils", "_lazy"), package)),
    )
