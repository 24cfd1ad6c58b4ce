"""The public surface of a package: what its users import, call, read and annotate.

In: nothing. Out: frozen records, which `read` fills and the comparison walks. Names are those of Python; modules
are named by their path inside the package (`types/pet.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from sdkwright.compare.meaning import Meaning
from sdkwright.diagnostics import Location


class ParameterKind(Enum):
    """How an argument reaches a parameter."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VARIADIC_POSITIONAL = "*"
    KEYWORD_ONLY = "keyword-only"
    VARIADIC_KEYWORD = "**"


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter; `default` is source text, `None` where an argument is required."""

    name: str
    kind: ParameterKind
    annotation: Meaning | None
    default: str | None


class Signature(Struct, frozen=True, kw_only=True):
    """What a call takes and gives, without `self` or `cls`."""

    parameters: tuple[Parameter, ...]
    returns: Meaning | None


class Binding(Enum):
    """How a function is reached."""

    FUNCTION = "function"
    METHOD = "method"
    CLASS_METHOD = "class method"
    STATIC_METHOD = "static method"
    PROPERTY = "property"


class Function(Struct, frozen=True, kw_only=True):
    """A function, a method or a property. `signatures` are its overloads, or else the only signature."""

    name: str
    binding: Binding
    asynchronous: bool
    overloads: int
    signatures: tuple[Signature, ...]
    location: Location


class Field(Struct, frozen=True, kw_only=True):
    """An annotated attribute, or a key of a typed dictionary; `default` is source text."""

    name: str
    annotation: Meaning | None
    default: str | None
    location: Location


class Class(Struct, frozen=True, kw_only=True):
    """A class; one inside another has a dotted name."""

    name: str
    bases: tuple[Meaning, ...]
    keywords: Mapping[str, str]
    fields: Mapping[str, Field]
    methods: Mapping[str, Function]
    location: Location


class Alias(Struct, frozen=True, kw_only=True):
    """A name that a module binds to a value: `text` as source, `value` as a type; `None` where it is no type."""

    name: str
    value: Meaning | None
    text: str
    location: Location


class Export(Struct, frozen=True, kw_only=True):
    """A name that a module declares as public, by `__all__` or by importing it into a package."""

    name: str
    location: Location


class Module(Struct, frozen=True, kw_only=True):
    """A module. `bound` are all names that can be imported from it.

    `imports` says where imported names come from: `.types.pet.Pet` inside the package, `httpx.URL` outside.
    """

    path: str
    exports: Mapping[str, Export]
    classes: Mapping[str, Class]
    functions: Mapping[str, Function]
    aliases: Mapping[str, Alias]
    imports: Mapping[str, str]
    bound: frozenset[str]
    location: Location


class Surface(Struct, frozen=True, kw_only=True):
    """A package. `modules` has the private ones too; `used_privately` are their names that others import."""

    package: str
    modules: Mapping[str, Module]
    used_privately: Mapping[str, frozenset[str]]

    def public_modules(self) -> Mapping[str, Module]:
        """The modules that users import from."""
        return {path: module for path, module in self.modules.items() if is_public(path)}


_PUBLIC_DESPITE_THEIR_NAME = frozenset({"_client.py", "_exceptions.py"})


def is_public(path: str) -> bool:
    """Whether a module counts as public: nothing on its path is private, or users meet its classes all the same."""
    private = any(part.startswith("_") and part != "__init__.py" for part in path.split("/"))
    return not private or path in _PUBLIC_DESPITE_THEIR_NAME
