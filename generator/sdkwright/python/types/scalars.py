"""Annotations of scalars.

In: scalar types of the model and a direction. Out: expressions.
"""

from __future__ import annotations

from typing import assert_never

from sdkwright.model.schema import Enum, Primitive, PrimitiveKind, Scalar
from sdkwright.python.types.expressions import (
    BASE64_FILE,
    BOOL,
    DATE,
    DATETIME,
    FLOAT,
    INT,
    NONE,
    STR,
    Expression,
    Formatted,
    literals,
    optional,
    union,
)
from sdkwright.python.types.table import Direction


def primitive_type(primitive: Primitive, direction: Direction) -> Expression:
    """`str`, `datetime`, `int`, ...; in requests a date may be text, and bytes may be a file."""
    match primitive.kind:
        case PrimitiveKind.STRING:
            return _string_type(primitive.format, direction)
        case PrimitiveKind.INTEGER:
            return INT
        case PrimitiveKind.NUMBER:
            return FLOAT
        case PrimitiveKind.BOOLEAN:
            return BOOL
        case PrimitiveKind.NULL:
            return NONE
        case _:
            assert_never(primitive.kind)


def _string_type(format_: str, direction: Direction) -> Expression:
    request = direction is Direction.REQUEST
    match format_:
        case "date-time":
            return Formatted(inner=union((STR, DATETIME)), format="iso8601") if request else DATETIME
        case "date":
            return Formatted(inner=union((STR, DATE)), format="iso8601") if request else DATE
        case "byte":
            return Formatted(inner=union((STR, BASE64_FILE)), format="base64") if request else STR
        case _:
            return STR


def constant_type(value: Scalar) -> Expression:
    """`Literal["a"]`; `float` for a number that no literal type can hold, `None` for null."""
    match value:
        case None:
            return NONE
        case float():
            return FLOAT
        case _:
            return literals((value,))


def enum_type(enum: Enum) -> Expression:
    """`Literal["a", "b"]`, or with `None` where null is a member; wider where the enum is open."""
    values = tuple(dict.fromkeys((type(value), value) for value in enum.values if value is not None))
    members = tuple(value for _, value in values)
    if not members:
        return NONE
    closed = FLOAT if any(isinstance(value, float) for value in members) else literals(members)
    whole = union((primitive_type(Primitive(kind=enum.base), Direction.RESPONSE), closed)) if enum.open else closed
    return optional(whole) if None in enum.values else whole
