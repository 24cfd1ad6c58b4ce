"""Where resources are emitted: which ones, in which modules, under which class names.

In: the tree of resources of an `Api`. Out: a tree of `Placed` resources: those with a method somewhere below them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sdkwright.model.api import Resource
from sdkwright.model.operation import Alias, Operation
from sdkwright.python.context import Context
from sdkwright.python.flavour import Flavour
from sdkwright.python.imports import ModulePath
from sdkwright.python.naming import resource_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A resource with its place. `package` is the folder of its module; `base` its class name with suffix.

    `wrapped` tells that something below it makes requests, so that raw and streamed responses can be had.
    """

    resource: Resource
    attribute: str
    base: str
    module: ModulePath
    package: ModulePath
    wrapped: bool
    children: tuple[Placed, ...]
    is_package: bool

    def class_name(self, flavour: Flavour, ending: str = "") -> str:
        """The class of one flavour, or its companion: `AsyncFilesResourceWithRawResponse`."""
        return flavour.class_name(self.base) + ending


def place_children(
    context: Context, resource: Resource, package: ModulePath = ("resources",), above: str = ""
) -> tuple[Placed, ...]:
    """The children of a resource that are emitted, whose modules lie in `package`; `above` is its class name."""
    placed = (_place(context, child, package, above) for child in resource.children)
    return tuple(child for child in placed if child is not None)


def every(placed: tuple[Placed, ...]) -> Iterator[Placed]:
    """These resources and all below them, parents first."""
    for entry in placed:
        yield entry
        yield from every(entry.children)


def _module_name(attribute: str, package: ModulePath, *, is_package: bool) -> str:
    """A resource named like its parent has a module beside the parent's own, which has that name already."""
    return attribute if is_package or package[1:][-1:] != (attribute,) else f"{attribute}_"


def _place(context: Context, resource: Resource, package: ModulePath, above: str) -> Placed | None:
    names = resource_names(resource.path, context.casings)
    # a package would hide the module of the resource above it where that has the same name
    hides = package[1:][-1:] == (names.attribute,)
    inner = (*package, f"{names.attribute}_" if hides else names.attribute)
    # a resource that is called like the one above it: the module of that one knows both classes
    name = above + names.class_name if names.class_name == above else names.class_name
    children = place_children(context, resource, inner, name)
    if not resource.methods and not children:
        return None
    is_package = bool(children) or resource.standalone
    folder = inner if is_package else package
    requests = any(isinstance(method, Operation | Alias) for method in resource.methods)
    return Placed(
        resource=resource,
        attribute=names.attribute,
        base=name + context.options.resource_suffix,
        module=(*folder, _module_name(names.attribute, package, is_package=is_package)),
        package=folder,
        wrapped=requests or any(child.wrapped for child in children),
        children=children,
        is_package=is_package,
    )
