"""The result of laying out types: what the rest of `python/` asks about schemas and operations.

In: nothing. Out: `TypeTable`, made by `python/types/resolve.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from sdkwright.model.operation import OperationId
from sdkwright.model.schema import Deprecation, SchemaId
from sdkwright.python.imports import Annotation, ModulePath

if TYPE_CHECKING:  # modules are made of symbols, and the table holds modules
    from sdkwright.python.types.modules import TypeModule


class Direction(Enum):
    """Whether a type is written for what the user sends (TypedDict) or for what the API answers (model)."""

    REQUEST = "request"
    RESPONSE = "response"


class Symbol(Struct, frozen=True, kw_only=True):
    """A name that an emitted module defines: `Pet` in `("types", "pet")`."""

    module: ModulePath
    name: str


class ArgumentLocation(Enum):
    """Where an argument of a method goes."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    BODY = "body"
    WHOLE_BODY = "whole_body"


class Argument(Struct, frozen=True, kw_only=True):
    """An argument of a method. `annotation` is as the resource module writes it, without the sentinel of omission."""

    name: str
    wire_name: str
    location: ArgumentLocation
    schema: SchemaId
    annotation: Annotation
    required: bool
    doc: str = ""
    deprecated: Deprecation | None = None
    key: str = ""
    """Its key in the params type where that is not `name` (an argument steers clear of `timeout`, a key need not)."""
    nullable: bool = False
    """Whether its annotation takes `None`."""


class Result(Struct, frozen=True, kw_only=True):
    """What a method returns once parsed (the item, for a paginated one; one event, for `event`).

    `annotation` is in the resource module's terms; `cast_to` the run-time expression where it must differ
    from the annotation's code (`cast(Any, FooResponse)` for unions and the like); `symbol` is what api.md
    links to, `None` for builtins. `None` as a whole = the method returns `None`.
    """

    annotation: Annotation
    symbol: Symbol | None
    is_alias: bool = False
    """The symbol is a type alias (a union, a list, ...), which needs a `cast` at run time."""
    alias: Symbol | None = None
    """The emitted alias of a builtin (`PetLogsResponse = str`), which methods name in streams only."""


class OperationTypes(Struct, frozen=True, kw_only=True):
    """The types of one operation.

    `variants` are the keyword arguments of each overload, in signature order, required ones first; exactly
    one variant where the body is no union. `merged` are the arguments of the implementation. Stream
    overloads are not in here: they follow from `Operation.stream` and the argument named by its switch.
    """

    operation: OperationId
    path_arguments: tuple[Argument, ...]
    variants: tuple[tuple[Argument, ...], ...]
    merged: tuple[Argument, ...]
    params: Symbol | None
    """The params type (`PetCreateParams`); `None` where nothing but path parameters is taken."""
    result: Result | None
    event: Result | None = None
    wrapper: Annotation | None = None
    """`DataWrapper[Pet]` where the response is unwrapped."""


class TypeTable(Struct, frozen=True, kw_only=True):
    """All types of an SDK."""

    operations: Mapping[OperationId, OperationTypes]
    webhooks: Mapping[OperationId, Symbol]
    """The event union of each webhook method."""
    symbols: Mapping[tuple[SchemaId, Direction], Symbol]
    """Emitted classes and aliases by schema and direction, for `api.md` and snippets."""
    annotate: Callable[[SchemaId, Direction, ModulePath], Annotation]
    """The annotation of any schema as the given module would write it."""
    modules: tuple[TypeModule, ...] = ()
    """Every module under `types/`, for `views.py`."""
    packages: tuple[ModulePath, ...] = ()
    """Where the types of each resource's methods belong, whether or not there are any."""
    recursive: frozenset[ModulePath] = frozenset()
    """Those of them that lie on a cycle of references or lead to one."""
