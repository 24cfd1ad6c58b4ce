"""The modules under `types/` before they are printed: which classes and aliases each defines.

In: nothing. Out: `TypeModule`, made by the builders of this package and turned into views by `views.py`.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from sdkwright.model.schema import Deprecation, SchemaId
from sdkwright.python.imports import ModulePath
from sdkwright.python.types.expressions import Expression
from sdkwright.python.types.table import Direction, Symbol


class Field(Struct, frozen=True, kw_only=True):
    """A field of a model or a key of a TypedDict. `nullable` says that `None` is a value of it."""

    name: str
    wire_name: str
    type: Expression
    required: bool
    nullable: bool = False
    doc: str = ""
    deprecated: Deprecation | None = None
    schema: SchemaId | None = None
    """What it is made from; `None` for what no document knows (the switch of a streaming call)."""


class SentAs(Struct, frozen=True, kw_only=True):
    """What requests take in place of a model: the type, and which of its keys the model's fields become."""

    type: Expression
    keys: tuple[tuple[str, str], ...]
    """Key and field."""


class ClassDeclaration(Struct, frozen=True, kw_only=True):
    """A model or TypedDict. `extra` is the type of keys that are not declared, `None` where nothing is said."""

    name: str
    fields: tuple[Field, ...]
    bases: tuple[Symbol, ...] = ()
    doc: str = ""
    extra: Expression | None = None
    total: bool = False
    """A TypedDict whose keys all are required unless they say otherwise (that of a streaming call)."""
    sent_as: SentAs | None = None


class AliasForm(Enum):
    """How an alias is written: `X: TypeAlias = ...`, or `X = ...`."""

    ANNOTATED = "annotated"
    PLAIN = "plain"


class AliasDeclaration(Struct, frozen=True, kw_only=True):
    """A name for a type that is no class of its own."""

    name: str
    type: Expression
    form: AliasForm = AliasForm.ANNOTATED
    doc: str = ""


Declaration: TypeAlias = ClassDeclaration | AliasDeclaration


class ModuleKind(Enum):
    """What a module under `types/` is for."""

    MODEL = "model"
    PARAM = "param"
    PARAMS = "params"
    RESPONSE = "response"


class TypeModule(Struct, frozen=True, kw_only=True):
    """One emitted module: `declarations` in the order in which they are printed, `exports` in that of `__all__`."""

    module: ModulePath
    name: str
    """The name that the package re-exports."""
    kind: ModuleKind
    direction: Direction
    declarations: tuple[Declaration, ...]
    exports: tuple[str, ...]
    shared: bool = False

    @property
    def symbol(self) -> Symbol:
        """What the module is for."""
        return Symbol(module=self.module, name=self.name)
