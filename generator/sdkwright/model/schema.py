"""Schemas and their types.

In: nothing. Out: the part of the model that says which data an API exchanges.

Every schema position of the document (named, inline, or the target of a reference) is one `Schema` with a
`SchemaId`, its canonical JSON Pointer. Schemas refer to each other by id, never by object, so recursion,
hashing and dumping cost nothing. Only `Nullable` nests a type directly, for it adds one fact to a type.
"""

from __future__ import annotations

import dataclasses
from enum import Enum as PyEnum
from typing import NewType, Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.diagnostics import Location

SchemaId = NewType("SchemaId", str)

Scalar: TypeAlias = str | int | float | bool | None
"""A JSON scalar: what a `const`, an enum member or a simple default can be."""

Json: TypeAlias = "Scalar | tuple[Json, ...] | JsonMap"
"""Any JSON value in hashable form."""


class JsonMap(Struct, frozen=True):
    """A JSON object as a hashable value (defaults, examples)."""

    items: tuple[tuple[str, Json], ...] = ()


class Positions(Protocol):
    """Knows where the pointers of a document stand in its text."""

    def locate(self, pointer: str) -> Location:
        """The place of a pointer, or of the nearest thing written."""
        ...


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a node of the model comes from. The place is looked for when it is asked for: only findings ask."""

    pointer: str
    positions: Positions = dataclasses.field(repr=False, compare=False)

    @property
    def location(self) -> Location:
        """The place, for a finding."""
        return replace(self.positions.locate(self.pointer), pointer=self.pointer)


class _Known(Struct, frozen=True):
    place: Location

    def locate(self, pointer: str) -> Location:
        return replace(self.place, pointer=pointer)


def origin_at(place: Location) -> Origin:
    """The origin of what stands at a place that is known."""
    return Origin(pointer=place.pointer, positions=_Known(place))


class Deprecation(Struct, frozen=True, kw_only=True):
    """That something is deprecated, and the author's message about it (may be empty)."""

    message: str = ""


class PrimitiveKind(PyEnum):
    """JSON Schema's scalar types."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


class Primitive(Struct, frozen=True, kw_only=True):
    """A scalar; `format` as written (`date-time`, `uuid`, `int64`, ...), empty where there is none."""

    kind: PrimitiveKind
    format: str = ""


class Const(Struct, frozen=True, kw_only=True):
    """Exactly one value."""

    value: Scalar


class Enum(Struct, frozen=True, kw_only=True):
    """One of several scalar values. `open`: values beyond the list are to be expected (`anyOf [string, enum]`)."""

    values: tuple[Scalar, ...]
    base: PrimitiveKind
    open: bool = False


class Array(Struct, frozen=True, kw_only=True):
    """A list of one kind of items."""

    items: SchemaId


class Tuple(Struct, frozen=True, kw_only=True):
    """A list with a type for each position (`prefixItems`), and for what follows (`rest`, if allowed)."""

    items: tuple[SchemaId, ...]
    rest: SchemaId | None = None


class Map(Struct, frozen=True, kw_only=True):
    """An object with arbitrary keys and values of one kind."""

    values: SchemaId


class Access(PyEnum):
    """In which direction a property travels (`readOnly`, `writeOnly`)."""

    BOTH = "both"
    READ_ONLY = "read_only"
    WRITE_ONLY = "write_only"


class Naming(Struct, frozen=True, kw_only=True):
    """Names that the author chose for the target language (`x-stainless-naming` and the like); empty = no choice."""

    type_name: str = ""
    param_type_name: str = ""
    property_name: str = ""
    variant_name: str = ""


class Property(Struct, frozen=True, kw_only=True):
    """A member of an object: `required`, nullable (its schema's type) and `default` are three facts."""

    wire_name: str
    schema: SchemaId
    required: bool = False
    access: Access = Access.BOTH
    doc: str = ""
    deprecated: Deprecation | None = None
    naming: Naming = field(default_factory=Naming)
    has_default: bool = False
    default: Json = None
    skipped: bool = False
    """The author asked to leave it out for this target (`x-stainless-skip`)."""


class Object(Struct, frozen=True, kw_only=True):
    """A structure. `bases` are schemas it extends (`allOf` with references to whole objects), in order.

    `properties` holds those written here only; `additional` is the schema of further keys: `None` where
    nothing is said or they are forbidden, else their type.
    """

    properties: tuple[Property, ...]
    bases: tuple[SchemaId, ...] = ()
    additional: SchemaId | None = None
    closed: bool = False
    """Further keys are forbidden (`additionalProperties: false`)."""


class Discriminator(Struct, frozen=True, kw_only=True):
    """The property that tells the variants apart; `mapping` from its values to variants, in order.

    `written`: the author gave (some of) the mapping, the rest follows from the variants.
    """

    property_name: str
    mapping: tuple[tuple[str, SchemaId], ...] = ()
    written: bool = False


class Union(Struct, frozen=True, kw_only=True):
    """One of several (`oneOf`, `anyOf`, several `type`s); the variants are in the document's order."""

    variants: tuple[SchemaId, ...]
    discriminator: Discriminator | None = None


class Nullable(Struct, frozen=True, kw_only=True):
    """The inner type, or null."""

    inner: Type


class Ref(Struct, frozen=True, kw_only=True):
    """The same as another schema."""

    target: SchemaId


class Binary(Struct, frozen=True, kw_only=True):
    """Raw bytes: a file in a multipart body, a download."""


class Any(Struct, frozen=True, kw_only=True):
    """Any JSON value. `object_like`: at least known to be an object (free-form)."""

    object_like: bool = False


Type: TypeAlias = Primitive | Const | Enum | Array | Tuple | Map | Object | Union | Nullable | Ref | Binary | Any


class Constraints(Struct, frozen=True, kw_only=True):
    """Limits of a value, for documentation and for making examples; `None` = no limit."""

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    min_items: int | None = None
    max_items: int | None = None


class Schema(Struct, frozen=True, kw_only=True):
    """One schema position of the document."""

    id: SchemaId
    origin: Origin
    type: Type
    title: str = ""
    doc: str = ""
    deprecated: Deprecation | None = None
    naming: Naming = field(default_factory=Naming)
    has_default: bool = False
    default: Json = None
    has_example: bool = False
    example: Json = None
    constraints: Constraints = field(default_factory=Constraints)
    skipped: bool = False
