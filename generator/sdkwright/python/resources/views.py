"""What the resource templates print.

In: nothing. Out: the views that `resources/build.py` fills; every text in them is `Code`, paths are plain.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock
from sdkwright.python.methods.views import MethodsView, WrappedView


class ChildView(Struct, frozen=True, kw_only=True):
    """A property that leads to another resource; `line` imports its class where the property runs."""

    name: Code
    class_name: Code
    line: Code
    docstring: Code | None = None


class WrapperNames(Struct, frozen=True, kw_only=True):
    """The classes that show a resource by its raw and by its streamed responses."""

    raw: Code
    streamed: Code


class ResourceClassView(Struct, frozen=True, kw_only=True):
    """A resource class of one flavour; `wrappers` is `None` where it makes no requests."""

    name: Code
    base: Code
    docstring: Code | None
    children: tuple[ChildView, ...]
    wrappers: WrapperNames | None
    methods: MethodsView


class WrapperClassView(Struct, frozen=True, kw_only=True):
    """A class with the methods of a resource (or of the client), wrapped; `argument` is what it is made from."""

    name: Code
    argument: Code
    wrapped_class: Code
    methods: tuple[WrappedView, ...]
    children: tuple[ChildView, ...]


class ResourceModuleView(Struct, frozen=True, kw_only=True):
    """A module with the classes of one resource. `path` is below the package's folder."""

    path: str
    imports: ImportBlock
    checked_imports: ImportBlock
    """Imports that only type checkers need."""
    exports: tuple[Code, ...]
    classes: tuple[ResourceClassView, ...]
    wrappers: tuple[WrapperClassView, ...]
