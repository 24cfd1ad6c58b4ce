"""What the templates of modules under `types/` print.

In: nothing. Out: views, plain data, made by `present.py`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock
from sdkwright.python.imports import ModulePath
from sdkwright.python.lazy_packages import LazyPackageView


class FieldView(Struct, frozen=True, kw_only=True):
    """A field of a model or a key of a TypedDict; `default` is what stands after `=`, `note` a comment behind it."""

    name: Code
    annotation: Code
    default: Code | None
    docstring: Code | None
    note: Code | None = None


class ReservedKeysView(Struct, frozen=True, kw_only=True):
    """The keys of a TypedDict that are keywords of Python, as a class of their own that the dictionary extends.

    Only a call can define such keys, since `from: str` is no annotation in a class body.
    """

    name: Code
    string: Code
    entries: tuple[tuple[Code, Code], ...]
    """Key and type."""


class ToParamView(Struct, frozen=True, kw_only=True):
    """The method that makes a parameter of a model. `keys` are pairs of literals: the parameter's and the field's."""

    type: Code
    cast: Code
    keys: tuple[tuple[Code, Code], ...]


class ClassView(Struct, frozen=True, kw_only=True):
    """A model or TypedDict. `arguments` is what stands in parentheses after its name.

    `extra` is the type of further keys of a model, `None` where nothing is said about them. `note` is a comment behind
    the class line.
    """

    name: Code
    arguments: Code
    docstring: Code | None
    fields: tuple[FieldView, ...]
    extra: Code | None = None
    note: Code | None = None
    reserved: ReservedKeysView | None = None
    to_param: ToParamView | None = None


class AliasView(Struct, frozen=True, kw_only=True):
    """A name for a type: `name: kind = value`, or `name = value` where `kind` is `None`."""

    name: Code
    value: Code
    kind: Code | None
    recursive: bool = False
    """It mentions itself through others, which only a lazily evaluated alias may do."""


class DeclarationView(Struct, frozen=True, kw_only=True):
    """A class or an alias: exactly one of the two is there."""

    class_: ClassView | None = None
    alias: AliasView | None = None


class ModuleView(Struct, frozen=True, kw_only=True):
    """One module under `types/`. `path` is its place, for the name of the file."""

    path: ModulePath
    postponed: bool
    """Annotations are not evaluated (`from __future__ import annotations`)."""
    imports: ImportBlock
    exports: tuple[Code, ...]
    declarations: tuple[DeclarationView, ...]
    late_imports: ImportBlock


class TypesView(Struct, frozen=True, kw_only=True):
    """Everything under `types/`."""

    modules: tuple[ModuleView, ...]
    packages: tuple[LazyPackageView, ...]
