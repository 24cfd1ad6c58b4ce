"""Makes the views of resource modules and of the classes in them.

In: placed resources. Out: a `ResourceModuleView` each, and the parts that the client shares with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdkwright.model.api import Resource
from sdkwright.python.code import Code, identifier, string
from sdkwright.python.context import Context
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.flavour import FLAVOURS, Flavour
from sdkwright.python.imports import ModulePath
from sdkwright.python.methods.build import argument_names, build_methods, wrapped_methods
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.resources.layout import Placed
from sdkwright.python.resources.views import (
    ChildView,
    ResourceClassView,
    ResourceModuleView,
    WrapperClassView,
    WrapperNames,
)

RAW = "WithRawResponse"
STREAMED = "WithStreamingResponse"


def build_module(context: Context, placed: Placed) -> ResourceModuleView:
    """The module with the six classes of a resource (two where it makes no requests)."""
    shadowed = argument_names(context, placed.resource.methods)
    defined = frozenset(name for entry in (placed, *placed.children) for name in class_names(entry))
    imports = ModuleImports(package=placed.package, shadowed=shadowed, defined=defined)
    checked = ModuleImports(package=placed.package)
    classes = tuple(_resource_class(context, placed, flavour, imports) for flavour in FLAVOURS)
    wrappers = tuple(
        _wrapper_class(context, placed, flavour, imports, streamed=streamed)
        for streamed in (False, True)
        for flavour in FLAVOURS
        if placed.wrapped
    )
    for child in placed.children:
        need_classes(child, checked)
    if placed.children or placed.wrapped:
        imports.internal(("_compat",), "cached_property")
    if checked.found:
        imports.typing("TYPE_CHECKING")
    return ResourceModuleView(
        path="/".join(placed.module) + ".py",
        imports=imports.block(),
        checked_imports=checked.block(),
        exports=tuple(string(view.name) for view in classes),
        classes=classes,
        wrappers=wrappers,
    )


def class_names(placed: Placed) -> tuple[str, ...]:
    """The names of every class of a resource."""
    endings = ("", RAW, STREAMED) if placed.wrapped else ("",)
    return tuple(placed.class_name(flavour, ending) for ending in endings for flavour in FLAVOURS)


def need_classes(placed: Placed, imports: ModuleImports) -> None:
    """Import every class of a resource."""
    for name in class_names(placed):
        imports.internal(placed.module, name)


def child_views(
    children: Sequence[Placed], package: ModulePath, flavour: Flavour, docstrings: Docstrings, ending: str = ""
) -> tuple[ChildView, ...]:
    """The properties that lead to other resources; `ending` names their wrapper classes."""
    return tuple(
        ChildView(
            name=identifier(child.attribute),
            class_name=identifier(child.class_name(flavour, ending)),
            line=import_line(child.module, child.class_name(flavour, ending), package),
            docstring=docstrings.prose(_documentation(child.resource)),
        )
        for child in children
        if child.wrapped or not ending
    )


def _documentation(resource: Resource) -> str:
    """What a resource is for, ahead of it that it is deprecated: reading a property must not warn by itself."""
    if resource.deprecated is None:
        return resource.doc
    warning = f"Deprecated: {resource.deprecated.message}" if resource.deprecated.message else "Deprecated."
    return f"{warning}\n\n{resource.doc}" if resource.doc else warning


def import_line(module: ModulePath, name: str, package: ModulePath) -> Code:
    """One import, as a module of `package` writes it inside a function."""
    imports = ModuleImports(package=package)
    imports.internal(module, name)
    return imports.block().groups[0][0]


def _resource_class(context: Context, placed: Placed, flavour: Flavour, imports: ModuleImports) -> ResourceClassView:
    name = placed.class_name(flavour)
    return ResourceClassView(
        name=identifier(name),
        base=imports.internal(("_resource",), flavour.base_name("APIResource")),
        docstring=context.docstrings.prose(_documentation(placed.resource)),
        children=child_views(placed.children, placed.package, flavour, context.docstrings),
        wrappers=WrapperNames(raw=identifier(name + RAW), streamed=identifier(name + STREAMED))
        if placed.wrapped
        else None,
        methods=build_methods(context, placed.resource.methods, flavour, imports),
    )


def _wrapper_class(
    context: Context, placed: Placed, flavour: Flavour, imports: ModuleImports, *, streamed: bool
) -> WrapperClassView:
    ending = STREAMED if streamed else RAW
    return WrapperClassView(
        name=identifier(placed.class_name(flavour, ending)),
        argument=identifier(placed.attribute),
        wrapped_class=identifier(placed.class_name(flavour)),
        methods=wrapped_methods(context, placed.resource.methods, flavour, imports, streamed=streamed),
        children=child_views(placed.children, placed.package, flavour, context.docstrings, ending),
    )
