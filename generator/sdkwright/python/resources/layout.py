"""Where resources are emitted: which ones, in which modules, under which class names.

In: the tree of resources of an `Api`. Out: a tree of `Placed` resources: those with a method somewhere below them.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sdkwright.model.api import Resource
from sdkwright.model.operation import Alias, Operation
from sdkwright.python.context import Context
from sdkwright.python.flavour import Flavour
from sdkwright.python.imports import ModulePath
from sdkwright.python.naming import resource_names


class Placed(Struct, frozen=True, kw_only=True):
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
    context: Context, resource: Resource, package: ModulePath = ("resources",), above: str = "", taken: str = ""
) -> tuple[Placed, ...]:
    """The children of a resource that are emitted, whose modules lie in `package`.

    `above` is the resource's own class name, `taken` the name of its module, which lies in that package as well.
    """
    placed = (_place(context, child, package, above, taken) for child in resource.children)
    return tuple(child for child in placed if child is not None)


def every(placed: tuple[Placed, ...]) -> Iterator[Placed]:
    """These resources and all below them, parents first."""
    for entry in placed:
        yield entry
        yield from every(entry.children)


def _place(context: Context, resource: Resource, package: ModulePath, above: str, taken: str) -> Placed | None:
    names = resource_names(resource.path, context.casings)
    # a package, or another module, would hide the module of the resource above it where that has the same name
    free = f"{names.attribute}_" if names.attribute == taken else names.attribute
    inner = (*package, free)
    # a resource that is called like the one above it: the module of that one knows both classes
    name = above + names.class_name if names.class_name == above else names.class_name
    children = place_children(context, resource, inner, name, names.attribute)
    if not resource.methods and not children:
        return None
    is_package = bool(children) or resource.standalone
    requests = any(isinstance(method, Operation | Alias) for method in resource.methods)
    return Placed(
        resource=resource,
        attribute=names.attribute,
        base=name + context.options.resource_suffix,
        module=(*inner, names.attribute) if is_package else (*package, free),
        package=inner if is_package else package,
        wrapped=requests or any(child.wrapped for child in children),
        children=children,
        is_package=is_package,
    )
