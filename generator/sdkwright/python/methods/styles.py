"""Which parameters and fields are written in a style of their own, rather than in the client's formats.

In: an argument with the model's parameter or body behind it. Out: whether the method encodes it itself, and how
(OpenAPI 3.1 §4.8.12.3, §4.8.15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeAlias, assert_never

from sdkwright.config.settings import ArrayFormat, NestedFormat
from sdkwright.model import queries
from sdkwright.model.operation import Body, BodyKind, Parameter, ParameterStyle
from sdkwright.model.schema import (
    Any,
    Array,
    Const,
    Map,
    Object,
    Primitive,
    PrimitiveKind,
    SchemaId,
    Tuple,
    Union,
)
from sdkwright.model.schema import Enum as EnumType
from sdkwright.python.context import Context
from sdkwright.python.options import ParameterStyles
from sdkwright.python.types.table import Argument

Rules: TypeAlias = Mapping[str, str | bool]
"""What the runtime's `QueryRules` are, as a literal; empty for none."""


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


def is_plain_text(context: Context, schema: SchemaId) -> bool:
    """Whether the values of a schema are strings as they stand."""
    match queries.bare(context.api, queries.bare_schema(context.api, schema).type):
        case Primitive(kind=PrimitiveKind.STRING, format=format_):
            return format_ not in {"date", "date-time", "time"}
        case Const(value=value):
            return isinstance(value, str)
        case EnumType(values=values):
            return all(isinstance(value, str) for value in values)
        case _:
            return False


def path_needs_style(context: Context, parameter: Parameter) -> bool:
    """Whether a path parameter is more than escaped text."""
    styled = parameter.allow_reserved or parameter.style in {ParameterStyle.MATRIX, ParameterStyle.LABEL}
    return styled or shape(context, parameter.schema) is not Shape.SCALAR


def query_rules(context: Context, parameter: Parameter) -> Rules:
    """How a query parameter is written where the client's own formats do not fit it; empty where they do."""
    reserved: Rules = {"allow_reserved": True} if parameter.allow_reserved and follows_document(context) else {}
    if parameter.content_type:
        return {}
    if _needs_style(context, parameter.schema, parameter.style, parameter.explode) or reserved:
        return {"style": parameter.style.value, "explode": parameter.explode, **reserved}
    return {}


def form_rules(context: Context, body: Body, arguments: Sequence[Argument]) -> dict[str, Rules]:
    """How fields of a form or of a multipart body are written, by wire name, where the document has a word in it.

    A list without a style repeats its name. An object without one has brackets in a form, which OpenAPI 3.1 leaves to
    each API (Appendix E); in a multipart body `_parts.encode_form` knows what it is without a rule.
    """
    if not follows_document(context):
        return {}
    encodings = {encoding.property_name: encoding for encoding in body.encodings}
    found: dict[str, Rules] = {}
    for argument in arguments:
        encoding = encodings.get(argument.wire_name)
        is_styled = encoding is not None and (encoding.style is not None or encoding.explode is not None)
        if not is_styled and (body.kind is BodyKind.MULTIPART or shape(context, argument.schema) is not Shape.LIST):
            continue
        style = (encoding.style if encoding is not None else None) or ParameterStyle.FORM
        explode = encoding.explode if encoding is not None else None
        if explode is None:
            explode = style is ParameterStyle.FORM
        if body.kind is BodyKind.MULTIPART or _needs_style(context, argument.schema, style, explode):
            found[argument.wire_name] = {"style": style.value, "explode": explode}
    return found


def has_structure(context: Context, arguments: Sequence[Argument]) -> bool:
    """Whether any argument may be a list or an object."""
    return any(shape(context, argument.schema) is not Shape.SCALAR for argument in arguments)


def follows_document(context: Context) -> bool:
    """Whether the document says how lists and objects are written, rather than the client's formats alone."""
    return context.options.parameter_styles is ParameterStyles.DOCUMENT


def _needs_style(context: Context, schema: SchemaId, style: ParameterStyle, explode: bool) -> bool:
    match style:
        case ParameterStyle.SPACE_DELIMITED | ParameterStyle.PIPE_DELIMITED:
            return True
        case ParameterStyle.DEEP_OBJECT:
            return context.settings.nested_format is NestedFormat.DOTS
        case ParameterStyle.FORM:
            return follows_document(context) and not _is_form(context, schema, explode)
        case ParameterStyle.SIMPLE | ParameterStyle.MATRIX | ParameterStyle.LABEL:
            return False
        case _:
            assert_never(style)


def _is_form(context: Context, schema: SchemaId, explode: bool) -> bool:
    """Whether the client's formats are what the style `form` asks for."""
    match shape(context, schema):
        case Shape.SCALAR:
            return True
        case Shape.LIST:
            wanted = ArrayFormat.REPEAT if explode else ArrayFormat.COMMA
            return context.settings.array_format is wanted
        case Shape.OBJECT:
            return False
