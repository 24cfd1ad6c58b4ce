"""An example value of a schema, as it travels.

In: the model, a schema, and how much of it is wanted. Out: a `Value`: JSON, with files where raw bytes go.
A value satisfies its schema as far as examples can: types, enums, formats, limits, lengths, and patterns
that are simple enough. What a schema's author gave as an example is preferred where it fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum as PyEnum
from itertools import count
from typing import TypeAlias, assert_never, cast

from msgspec import Struct, field

from sdkwright.model.queries import HasSchemas, all_properties, bare_schema, resolve
from sdkwright.model.schema import (
    Access,
    Any,
    Array,
    Binary,
    Const,
    Constraints,
    Enum,
    JsonMap,
    Map,
    Nullable,
    Object,
    Primitive,
    PrimitiveKind,
    Property,
    Ref,
    Scalar,
    Schema,
    SchemaId,
    Tuple,
    Type,
    Union,
)
from sdkwright.python.examples.patterns import matches, matching


class File(Struct, frozen=True):
    """Raw bytes to send."""


Value: TypeAlias = "Scalar | File | list[Value] | dict[str, Value]"


class Extent(PyEnum):
    """How much of an object to fill in."""

    REQUIRED = "required"
    ALL = "all"


MOMENT = "2019-12-27T18:11:19.117Z"
_FORMATS: Mapping[str, str] = {
    "date-time": MOMENT,
    "date": "2019-12-27",
    "time": "18:11:19Z",
    "duration": "P3D",
    "uuid": "7f3c1c9e-2a54-4c5b-9a63-0d1f5c6f2b11",
    "email": "dev@example.com",
    "idn-email": "dev@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
    "iri": "https://example.com",
    "uri-reference": "/example",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "aGVsbG8=",
    "json-pointer": "/example",
    "regex": "^a$",
}
_DEPTH = 12
"""How deep an example goes before optional parts are left out; real schemas stay far below."""
_BUDGET = 300
"""How many values an example may have before optional parts are left out, and again before required ones are."""


def example(
    api: HasSchemas, schema_id: SchemaId, name: str, extent: Extent, *, hidden: Access = Access.READ_ONLY
) -> Value:
    """An example of a schema. `name` is what strings without any rule of their own say (a parameter's wire name).

    Properties that are `hidden` are left out: those that only answers have, unless it is an answer that is shown.
    """
    return _Maker(api=api, extent=extent, hidden=hidden).value(schema_id, name, ())


class _Maker(Struct, frozen=True, kw_only=True):
    api: HasSchemas
    extent: Extent
    hidden: Access
    made: Iterator[int] = field(default_factory=lambda: count(1))
    """Counts the values: schemas that hold each other many times over multiply, however shallow they are."""

    def value(self, schema_id: SchemaId, name: str, path: tuple[SchemaId, ...]) -> Value:
        schema = resolve(self.api, schema_id)
        if len(path) > 4 * _DEPTH or next(self.made) > 2 * _BUDGET:
            return {}
        return self.of_type(schema, schema.type, name, (*path, schema.id))

    def of_type(self, schema: Schema, type_: Type, name: str, path: tuple[SchemaId, ...]) -> Value:
        match type_:
            case Nullable(inner=inner):
                return self.of_type(schema, inner, name, path)
            case Ref(target=target):
                return self.value(target, name, path)
            case Const(value=value):
                return value
            case Enum(values=values):
                return next((value for value in values if value is not None), None)
            case Primitive():
                given = _given(schema, type_.kind)
                return scalar(type_, schema.constraints, name) if given is None else given
            case Array(items=items):
                return self.array(schema, items, name, path)
            case Tuple(items=items):
                return [self.value(item, name, path) for item in items]
            case Map(values=values):
                return {} if self.is_deep(values, path) else {"foo": self.value(values, name, path)}
            case Object():
                return self.object(schema, path)
            case Union():
                return self.union(type_, name, path)
            case Binary():
                return File()
            case Any():
                return {}
            case _:
                assert_never(type_)

    def array(self, schema: Schema, items: SchemaId, name: str, path: tuple[SchemaId, ...]) -> Value:
        if self.is_deep(items, path):
            return []
        return [self.value(items, name, path)] * max(1, min(schema.constraints.min_items or 1, 20))

    def object(self, schema: Schema, path: tuple[SchemaId, ...]) -> Value:
        return {
            property_.wire_name: self.value(property_.schema, property_.wire_name, path)
            for property_ in all_properties(self.api, schema.id)
            if self.is_wanted(property_, path)
        }

    def is_wanted(self, property_: Property, path: tuple[SchemaId, ...]) -> bool:
        if property_.access is self.hidden or property_.skipped:
            return False
        if property_.required:
            return len(path) < 3 * _DEPTH
        if self.extent is not Extent.ALL or self.is_deep(property_.schema, path):
            return False
        return next(self.made) <= _BUDGET

    def union(self, type_: Union, name: str, path: tuple[SchemaId, ...]) -> Value:
        variants = [variant for variant in type_.variants if not self.is_null(variant)]
        variant = next((variant for variant in variants if not self.is_deep(variant, path)), None)
        if variant is None:
            return None if not variants else self.value(variants[0], name, path) if len(path) < 3 * _DEPTH else None
        value = self.value(variant, name, path)
        discriminator = type_.discriminator
        if discriminator is not None and isinstance(value, dict):
            target = bare_schema(self.api, variant).id
            for tag, mapped in discriminator.mapping:
                if mapped == variant or bare_schema(self.api, mapped).id == target:
                    return {**value, discriminator.property_name: value.get(discriminator.property_name, tag)}
        return value

    def is_null(self, schema_id: SchemaId) -> bool:
        match resolve(self.api, schema_id).type:
            case Primitive(kind=PrimitiveKind.NULL) | Const(value=None):
                return True
            case _:
                return False

    def is_deep(self, schema_id: SchemaId, path: tuple[SchemaId, ...]) -> bool:
        """Whether going into the schema would repeat what the path went through, or go too deep."""
        return len(path) >= _DEPTH or bare_schema(self.api, schema_id).id in path


def scalar(type_: Primitive, limits: Constraints, name: str) -> Scalar:
    """A scalar within its limits.

    >>> scalar(Primitive(kind=PrimitiveKind.INTEGER), Constraints(minimum=3), "size")
    3
    """
    match type_.kind:
        case PrimitiveKind.STRING:
            return _text(type_.format, limits, name)
        case PrimitiveKind.INTEGER:
            return int(_number(limits, 1))
        case PrimitiveKind.NUMBER:
            number = _number(limits, 0)
            return number if isinstance(number, int) or not number.is_integer() else int(number)
        case PrimitiveKind.BOOLEAN:
            return True
        case PrimitiveKind.NULL:
            return None
        case _:
            assert_never(type_.kind)


def _text(format_: str, limits: Constraints, name: str) -> str:
    text = _FORMATS.get(format_)
    if text is None and limits.pattern:
        text = matching(limits.pattern)
    if text is None:
        text = name or "string"
    shortest, longest = limits.min_length or 0, limits.max_length
    if len(text) < shortest <= 10_000:
        text = (text or "x") * (shortest // max(1, len(text)) + 1)
        text = text[: max(shortest, 0)]
    if longest is not None and len(text) > longest >= 0:
        text = text[:longest]
    return text


def _number(limits: Constraints, step: int) -> int | float:
    """The number nearest to zero that the limits allow; `step` is what excludes an open end (1 for integers).

    Zero where the limits are beyond what Python calculates with.
    """
    try:
        return _within_limits(limits, step)
    except OverflowError:
        return 0


def _within_limits(limits: Constraints, step: int) -> int | float:
    low, high = limits.minimum, limits.maximum
    margin = step or 0.5
    if limits.exclusive_minimum is not None:
        above = limits.exclusive_minimum + margin
        low = above if low is None else max(low, above)
    if limits.exclusive_maximum is not None:
        below = limits.exclusive_maximum - margin
        high = below if high is None else min(high, below)
    number: int | float = 0
    if low is not None and number < low:
        number = low
    if high is not None and number > high:
        number = high
    multiple = limits.multiple_of
    if multiple and number % multiple:
        number = (number // multiple + 1) * multiple
    return number


def _given(schema: Schema, kind: PrimitiveKind) -> Scalar:
    """The author's own example, where it is of the right kind and within the limits that are cheap to check."""
    value = schema.example if schema.has_example else None
    match kind, value:
        case PrimitiveKind.STRING, str() if value:
            limits = schema.constraints
            fits = len(value) >= (limits.min_length or 0) and len(value) <= (limits.max_length or len(value))
            return value if fits and value.isprintable() and _matches(limits.pattern, value) else None
        case PrimitiveKind.BOOLEAN, bool():
            return value
        case PrimitiveKind.INTEGER, int() if not isinstance(value, bool):
            return value if _within(schema.constraints, value) else None
        case PrimitiveKind.NUMBER, int() | float() if not isinstance(value, bool):
            return value if _within(schema.constraints, value) else None
        case _:
            return None


def _matches(pattern: str, value: str) -> bool:
    """Whether an author's own example may stand; where that cannot be told, the author is believed."""
    return not pattern or matches(pattern, value) is not False


def _within(limits: Constraints, value: float) -> bool:
    return (
        (limits.minimum is None or value >= limits.minimum)
        and (limits.maximum is None or value <= limits.maximum)
        and (limits.exclusive_minimum is None or value > limits.exclusive_minimum)
        and (limits.exclusive_maximum is None or value < limits.exclusive_maximum)
    )


def from_json(value: object) -> Value:
    """A value of the model or of a config (hashable or not) as a `Value`."""
    match value:
        case JsonMap(items=items):
            return {key: from_json(item) for key, item in items}
        case Mapping():
            mapping = cast("Mapping[object, object]", value)
            return {str(key): from_json(item) for key, item in mapping.items()}
        case list() | tuple():
            return [from_json(item) for item in cast("Sequence[object]", value)]
        case None | str() | int() | float():
            return value
        case _:
            return str(value)
