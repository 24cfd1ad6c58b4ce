"""Names for what methods unwrap from answers that are named models themselves.

In: the index of the config's models. Out: the same index, with a model for each list or object inside such an envelope
that a method returns in its place. Both refer to one type then, which is called after the first method that returns it.
"""

from __future__ import annotations

from msgspec.structs import replace

from sdkwright.model.api import Api, Model
from sdkwright.model.operation import Operation
from sdkwright.model.queries import all_properties, bare, operations, resolve
from sdkwright.model.schema import Array, Map, Object, SchemaId, Union
from sdkwright.python.naming import Casings, ResourceNames, resource_names
from sdkwright.python.types.models import ModelIndex, NamedModel
from sdkwright.python.types.table import Symbol


def with_unwrapped(api: Api, index: ModelIndex, casings: Casings) -> ModelIndex:
    """The index with the models that unwrapped answers are.

    Where `list_pets_response` is a model and `pets.list` returns its `data`, that is a `PetListResponse` everywhere.
    """
    found = dict(index.by_schema)
    for resource, operation in operations(api):
        inner = _inside_envelope(api, index, operation)
        if inner is not None and inner not in found:
            names = resource_names(resource.path, casings, standalone=resource.standalone)
            found[inner] = _named(operation, inner, names, casings)
    return replace(index, by_schema=found)


def _inside_envelope(api: Api, index: ModelIndex, operation: Operation) -> SchemaId | None:
    """The nameless schema that an operation returns instead of the model around it."""
    response = operation.response
    if not operation.unwrap or response is None or response.schema is None or index.find(response.schema) is None:
        return None
    for prop in all_properties(api, resolve(api, response.schema).id):
        if prop.wire_name == operation.unwrap and index.find(prop.schema) is None:
            schema = resolve(api, prop.schema)
            return schema.id if isinstance(bare(api, schema.type), Array | Map | Object | Union) else None
    return None


def _named(operation: Operation, schema: SchemaId, names: ResourceNames, casings: Casings) -> NamedModel:
    words = casings.words(operation.key)
    stem = f"{names.stem}_{casings.snake(operation.key)}_response"
    name = f"{names.type_stem}{casings.pascal_words(words)}Response"
    return NamedModel(
        model=Model(key=stem, schema=schema, origin=operation.origin),
        schema=schema,
        response=Symbol(module=(*names.types_package, stem), name=name),
        request=Symbol(module=(*names.types_package, f"{stem}_param"), name=f"{name}Param"),
        shared=False,
        plain=False,
    )
