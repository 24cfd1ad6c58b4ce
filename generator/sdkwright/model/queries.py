"""Questions that later stages ask of the model, as pure functions.

In: an `Api` (anything that holds `schemas`) and a `SchemaId` or a `Type`. Out: facts that follow from the model alone:
what a reference stands for, whether null is allowed, all properties of an object with those of its bases, which
schemas a type mentions, every resource and operation in order. Cycles end every chain; nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, assert_never

from sdkwright.model.api import Api, Model, Resource
from sdkwright.model.operation import Operation
from sdkwright.model.schema import (
    Any,
    Array,
    Binary,
    Const,
    Enum,
    Map,
    Nullable,
    Object,
    Primitive,
    PrimitiveKind,
    Property,
    Ref,
    Schema,
    SchemaId,
    Tuple,
    Type,
    Union,
)


class HasSchemas(Protocol):
    """What these functions need of an `Api`, so that the lower stage can ask them of an unfinished one."""

    @property
    def schemas(self) -> Mapping[SchemaId, Schema]:
        """Every schema by its id."""
        ...


def resolve(api: HasSchemas, schema_id: SchemaId) -> Schema:
    """The schema that a chain of `Ref`s ends at; itself where it is none, the last of a cycle.

    `Nullable(Ref(...))` is not followed, for it says more than its target: see `bare`. Raises `KeyError` on an id that
    is not in the model.
    """
    schema = api.schemas[schema_id]
    seen = {schema_id}
    while isinstance(schema.type, Ref) and schema.type.target not in seen:
        seen.add(schema.type.target)
        schema = api.schemas[schema.type.target]
    return schema


def bare(api: HasSchemas, type_: Type) -> Type:
    """The type beneath all references and nullables: never `Ref` nor `Nullable`, but for a cycle (then `Any`)."""
    seen: set[SchemaId] = set()
    while True:
        match type_:
            case Nullable(inner=inner):
                type_ = inner
            case Ref(target=target):
                if target in seen:
                    return Any()
                seen.add(target)
                type_ = api.schemas[target].type
            case _:
                return type_


def bare_schema(api: HasSchemas, schema_id: SchemaId) -> Schema:
    """The schema whose type `bare` gives: follows references, also those inside a nullable."""
    seen = {schema_id}
    schema = api.schemas[schema_id]
    while True:
        type_ = schema.type
        while isinstance(type_, Nullable):
            type_ = type_.inner
        if not isinstance(type_, Ref) or type_.target in seen:
            return schema
        seen.add(type_.target)
        schema = api.schemas[type_.target]


def is_nullable(api: HasSchemas, schema_id: SchemaId) -> bool:
    """Whether null is a value of the schema, itself or through references."""
    seen = {schema_id}
    type_ = api.schemas[schema_id].type
    while isinstance(type_, Ref) and type_.target not in seen:
        seen.add(type_.target)
        type_ = api.schemas[type_.target].type
    match type_:
        case Nullable() | Const(value=None) | Primitive(kind=PrimitiveKind.NULL):
            return True
        case _:
            return False


def all_properties(api: HasSchemas, object_schema: SchemaId) -> tuple[Property, ...]:
    """Properties of an object with those of its bases: bases first, in order; a later one replaces its namesake.

    Empty where the schema (references and nullables followed) is no object.
    """
    alone = _within_nullable(bare_schema(api, object_schema).type)
    if isinstance(alone, Object) and not alone.bases:
        return alone.properties
    found: dict[str, Property] = {}
    for schema in reversed(lineage(api, object_schema)):
        if isinstance(type_ := _within_nullable(schema.type), Object):
            for property_ in type_.properties:
                found[property_.wire_name] = property_
    return tuple(found.values())


def constant(api: HasSchemas, object_schema: SchemaId, property_name: str) -> object:
    """The one value that a property of an object has; `None` where it has more."""
    for property_ in all_properties(api, object_schema):
        if property_.wire_name == property_name:
            type_ = bare(api, api.schemas[property_.schema].type)
            return type_.value if isinstance(type_, Const) else None
    return None


def additional_values(api: HasSchemas, object_schema: SchemaId) -> SchemaId | None:
    """The schema of an object's further keys, its own or the nearest base's; `None` where nothing is said."""
    for schema in lineage(api, object_schema):
        if isinstance(type_ := _within_nullable(schema.type), Object) and type_.additional is not None:
            return type_.additional
    return None


def lineage(api: HasSchemas, schema_id: SchemaId) -> list[Schema]:
    """An object and its bases, each once: reversed, it lists every base before what extends it, in order."""
    order: list[Schema] = []
    seen: set[SchemaId] = set()
    stack = [schema_id]
    while stack:
        schema = bare_schema(api, stack.pop())
        if schema.id in seen:
            continue
        seen.add(schema.id)
        order.append(schema)
        if isinstance(type_ := _within_nullable(schema.type), Object):
            stack.extend(type_.bases)
    return order


def _within_nullable(type_: Type) -> Type:
    while isinstance(type_, Nullable):
        type_ = type_.inner
    return type_


def mentioned(type_: Type) -> tuple[SchemaId, ...]:
    """Ids that a type mentions directly, in order: target, items, properties, bases, variants, values."""
    type_ = _within_nullable(type_)
    match type_:
        case Ref(target=target):
            return (target,)
        case Array(items=items):
            return (items,)
        case Tuple(items=items, rest=rest):
            return items if rest is None else (*items, rest)
        case Map(values=values):
            return (values,)
        case Object(properties=properties, bases=bases, additional=additional):
            own = tuple(property_.schema for property_ in properties)
            return (*bases, *own) if additional is None else (*bases, *own, additional)
        case Union(variants=variants):
            return variants
        case Nullable():
            return mentioned(type_.inner)
        case Primitive() | Const() | Enum() | Binary() | Any():
            return ()
        case _:
            assert_never(type_)


def reachable(api: HasSchemas, roots: Iterable[SchemaId]) -> frozenset[SchemaId]:
    """Every id that the roots reach, themselves included."""
    seen: set[SchemaId] = set()
    stack = list(roots)
    while stack:
        schema_id = stack.pop()
        if schema_id not in seen:
            seen.add(schema_id)
            stack.extend(mentioned(api.schemas[schema_id].type))
    return frozenset(seen)


def contains_binary(api: HasSchemas, schema_id: SchemaId) -> bool:
    """Whether raw bytes are part of the schema, at any depth."""
    return any(isinstance(_within_nullable(api.schemas[found].type), Binary) for found in reachable(api, [schema_id]))


def resources(api: Api) -> Iterator[Resource]:
    """Every resource, the root first, parents before children, in the author's order."""
    stack = [api.root]
    while stack:
        resource = stack.pop()
        yield resource
        stack.extend(reversed(resource.children))


def operations(api: Api) -> Iterator[tuple[Resource, Operation]]:
    """Every operation with its resource, in the author's order."""
    for resource in resources(api):
        for method in resource.methods:
            if isinstance(method, Operation):
                yield resource, method


def models(api: Api) -> Iterator[tuple[Resource | None, Model]]:
    """Every named model with its resource (`None` for shared ones), shared ones first."""
    for model in api.shared:
        yield None, model
    for resource in resources(api):
        for model in resource.models:
            yield resource, model
