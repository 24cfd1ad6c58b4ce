"""Response modules: the types of what operations answer.

In: an operation. Out: a `TypeModule` where no named model or builtin will do, and the `Result` of the method.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.model.operation import ContentKind, Operation
from sdkwright.model.queries import all_properties, bare, resolve
from sdkwright.model.schema import Any, Nullable, Object, Primitive, PrimitiveKind, Ref, Schema, SchemaId, Type
from sdkwright.python.imports import Annotation, ModulePath
from sdkwright.python.naming import class_name
from sdkwright.python.options import Answers
from sdkwright.python.types.builder import Context, ModuleBuilder
from sdkwright.python.types.expressions import (
    OBJECT,
    Expression,
    Named,
    Place,
    internal,
    optional,
    render,
    wrapped,
)
from sdkwright.python.types.models import NamedModel
from sdkwright.python.types.modules import AliasDeclaration, Declaration, ModuleKind, TypeModule
from sdkwright.python.types.requests import RESOURCES, OperationNames
from sdkwright.python.types.scalars import primitive_type
from sdkwright.python.types.table import Direction, Result, Symbol

_WRAPPERS: ModulePath = ("_wrappers",)
_NULL = Primitive(kind=PrimitiveKind.NULL)
_WITHOUT_CONTENT = frozenset({"204", "205"})


class ResponseTypes(Struct, frozen=True, kw_only=True):
    """What an answer comes to: modules to emit, the method's result, and the named models that it uses."""

    modules: tuple[TypeModule, ...]
    result: Result | None
    event: Result | None
    wrapper: Annotation | None
    used: tuple[NamedModel, ...]


class _Answer(Struct, frozen=True, kw_only=True):
    module: TypeModule | None
    type: Expression
    result: Result
    used: tuple[NamedModel, ...]


def response_types(context: Context, operation: Operation, names: OperationNames) -> ResponseTypes:
    """Lay out what an operation answers."""
    response = operation.response
    schema = response.schema if response is not None and response.content is not ContentKind.BINARY else None
    if schema is not None and operation.pagination is not None and operation.pagination.items is not None:
        used = _envelope(context, schema)
        schema = operation.pagination.items
    elif schema is not None and operation.unwrap:
        used = _envelope(context, schema)
        schema = _unwrapped(context, schema, operation.unwrap)
    else:
        used = ()
    if schema is not None and bare(context.api, context.api.schemas[schema].type) == _NULL:
        schema = None
    answer = _whole_answer(context, operation, schema, names) if schema is not None else None
    stream = operation.stream
    event = None
    if stream is not None and stream.event is not None and not _is_same(context, stream.event, schema):
        event = _answer(context, stream.event, names, "Response" if answer is None else "Event")
    elif stream is not None and stream.event is not None:
        event = answer
    found = [one for one in (answer, event) if one is not None]
    modules = {one.module.module: one.module for one in found if one.module is not None}
    wrapper = None
    if operation.unwrap and answer is not None:
        head = internal(_WRAPPERS, class_name(operation.unwrap, context.casings) + "Wrapper")
        wrapper = wrapped(head, answer.result.annotation, Place(module=RESOURCES))
    return ResponseTypes(
        modules=tuple(modules.values()),
        result=answer.result if answer is not None else None,
        event=event.result if event is not None else None,
        wrapper=wrapper,
        used=(*used, *(model for one in found for model in one.used)),
    )


def _whole_answer(context: Context, operation: Operation, schema: SchemaId, names: OperationNames) -> _Answer:
    """The answer where it does not stream; text that nothing more is said of is a string, by the document."""
    is_text = operation.response is not None and operation.response.content is ContentKind.TEXT
    is_untyped = isinstance(_beneath_null(context, schema)[0].type, Any)
    if is_text and is_untyped and context.options.answers is Answers.DOCUMENT:
        text = primitive_type(Primitive(kind=PrimitiveKind.STRING), Direction.RESPONSE)
        return _Answer(module=None, type=text, result=_plain_result(text, Place(module=RESOURCES)), used=())
    return _answer(context, schema, names, "Response", nullable=_may_be_absent(context, operation))


def _may_be_absent(context: Context, operation: Operation) -> bool:
    """Whether an operation that answers with JSON may as well answer with nothing, and its method says so."""
    if context.options.answers is Answers.PUBLISHED or operation.pagination is not None or operation.unwrap:
        return False
    is_json = operation.response is not None and operation.response.content is ContentKind.JSON
    return is_json and any(response.status in _WITHOUT_CONTENT for response in operation.responses)


def _is_same(context: Context, event: SchemaId, answer: SchemaId | None) -> bool:
    """Whether events and the answer are of one schema, be it under two names."""
    return answer is not None and _beneath_null(context, event)[0].id == _beneath_null(context, answer)[0].id


def _envelope(context: Context, schema: SchemaId) -> tuple[NamedModel, ...]:
    """The named model of a whole answer is emitted as well, although a page class or a part of it takes its place."""
    model = context.index.find(schema)
    return (model,) if model is not None else ()


def _unwrapped(context: Context, schema: SchemaId, property_name: str) -> SchemaId:
    for prop in all_properties(context.api, schema):
        if prop.wire_name == property_name:
            return prop.schema
    return schema


def _answer(
    context: Context, schema_id: SchemaId, names: OperationNames, ending: str, *, nullable: bool = False
) -> _Answer:
    place = Place(module=RESOURCES)
    schema, is_nullable = _beneath_null(context, schema_id)
    nullable = nullable or is_nullable
    model = context.index.find(schema.id)
    if model is not None:
        symbol = model.symbol(Direction.RESPONSE)
        type_ = optional(Named(symbol=symbol)) if nullable else Named(symbol=symbol)
        alias = nullable or _is_alias(context, model.schema)
        result = Result(annotation=render(type_, place), symbol=symbol, is_alias=alias)
        return _Answer(module=None, type=type_, result=result, used=(model,))
    if isinstance(schema.type, Any):
        return _Answer(module=None, type=OBJECT, result=_plain_result(OBJECT, place), used=())
    module: ModulePath = (*names.package, f"{names.stem}_{ending.lower()}")
    root = f"{names.type_stem}{ending}"
    builder = ModuleBuilder(context=context, module=module, root=root, direction=Direction.RESPONSE)
    builder.declare_root(schema.id)
    declared = TypeModule(
        module=module,
        name=root,
        kind=ModuleKind.RESPONSE,
        direction=Direction.RESPONSE,
        declarations=tuple(builder.declarations),
        exports=tuple(builder.exports),
    )
    used = tuple(builder.used)
    symbol = Symbol(module=module, name=root)
    if isinstance(schema.type, Primitive) and schema.type.kind is PrimitiveKind.STRING:
        scalar = primitive_type(schema.type, Direction.RESPONSE)
        scalar = optional(scalar) if nullable else scalar
        plain = Result(annotation=render(scalar, place), symbol=None, is_alias=nullable, alias=symbol)
        return _Answer(module=declared, type=scalar, result=plain, used=used)
    type_ = optional(Named(symbol=symbol)) if nullable else Named(symbol=symbol)
    is_scalar = isinstance(schema.type, Primitive)
    alias = nullable or (isinstance(_main(declared), AliasDeclaration) and not is_scalar)
    result = Result(annotation=render(type_, place), symbol=symbol, is_alias=alias)
    return _Answer(module=declared, type=type_, result=result, used=used)


def _plain_result(type_: Expression, place: Place) -> Result:
    return Result(annotation=render(type_, place), symbol=None)


def _main(module: TypeModule) -> Declaration | None:
    return next((one for one in module.declarations if one.name == module.name), None)


def _is_alias(context: Context, schema_id: SchemaId) -> bool:
    """Whether a model is no class: a choice, a list, or another model or null."""
    type_ = resolve(context.api, schema_id).type
    return not isinstance(type_.inner if isinstance(type_, Nullable) else type_, Object)


def _beneath_null(context: Context, schema_id: SchemaId) -> tuple[Schema, bool]:
    """The schema itself, past references to nameless schemas and past null."""
    nullable = False
    seen: set[SchemaId] = set()
    while schema_id not in seen:
        seen.add(schema_id)
        schema = context.api.schemas[schema_id]
        if context.index.find(schema_id) is not None:
            return schema, nullable
        type_: Type = schema.type
        if isinstance(type_, Nullable) and isinstance(type_.inner, Ref):
            nullable = True
            type_ = type_.inner
        if not isinstance(type_, Ref):
            return schema, nullable or isinstance(type_, Nullable)
        schema_id = type_.target
    return context.api.schemas[schema_id], nullable
