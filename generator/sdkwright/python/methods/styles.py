"""Which parameters are written in a style of their own, rather than in the client's formats.

In: an argument with the model's parameter behind it. Out: whether the method encodes it itself (OpenAPI 3.1 §4.8.12.3).
"""

from __future__ import annotations

from enum import Enum
from typing import assert_never

from sdkwright.config.settings import ArrayFormat, NestedFormat
from sdkwright.model import queries
from sdkwright.model.operation import Parameter, ParameterStyle
from sdkwright.model.schema import Any, Array, Map, Object, SchemaId, Tuple, Union
from sdkwright.python.context import Context
from sdkwright.python.options import ParameterStyles


class Shape(Enum):
    """What the values of a parameter are; of a choice, its most involved variant counts."""

    SCALAR = "scalar"
    LIST = "list"
    OBJECT = "object"


def shape(context: Context, schema_id: SchemaId) -> Shape:
    """What the values of a schema are."""
    shapes: set[Shape] = set()
    stack, seen = [schema_id], set[SchemaId]()
    while stack:
        schema = queries.bare_schema(context.api, stack.pop())
        if schema.id in seen:
            continue
        seen.add(schema.id)
        match queries.bare(context.api, schema.type):
            case Union(variants=variants):
                stack.extend(variants)
            case Array() | Tuple():
                shapes.add(Shape.LIST)
            case Object() | Map() | Any(object_like=True):
                shapes.add(Shape.OBJECT)
            case _:
                shapes.add(Shape.SCALAR)
    return next((found for found in (Shape.OBJECT, Shape.LIST) if found in shapes), Shape.SCALAR)


def path_needs_style(context: Context, parameter: Parameter) -> bool:
    """Whether a path parameter is more than escaped text."""
    styled = parameter.style in {ParameterStyle.MATRIX, ParameterStyle.LABEL}
    return styled or shape(context, parameter.schema) is not Shape.SCALAR


def query_needs_style(context: Context, parameter: Parameter) -> bool:
    """Whether the client's own array and object formats do not write a query parameter as it is wanted."""
    match parameter.style:
        case ParameterStyle.SPACE_DELIMITED | ParameterStyle.PIPE_DELIMITED:
            return True
        case ParameterStyle.DEEP_OBJECT:
            return context.settings.nested_format is NestedFormat.DOTS
        case ParameterStyle.FORM:
            return context.options.parameter_styles is ParameterStyles.DOCUMENT and not _is_form(context, parameter)
        case ParameterStyle.SIMPLE | ParameterStyle.MATRIX | ParameterStyle.LABEL:
            return False
        case _:
            assert_never(parameter.style)


def _is_form(context: Context, parameter: Parameter) -> bool:
    """Whether the client's formats are what the style `form` asks for."""
    match shape(context, parameter.schema):
        case Shape.SCALAR:
            return True
        case Shape.LIST:
            wanted = ArrayFormat.REPEAT if parameter.explode else ArrayFormat.COMMA
            return context.settings.array_format is wanted
        case Shape.OBJECT:
            return False
