"""Models that can be made a parameter of a request (`param_model` of the config).

In: a model and the index of all. Out: the type that requests take, and which of its keys the model can fill.
"""

from __future__ import annotations

from sdkwright.model.api import Api
from sdkwright.model.queries import bare_schema
from sdkwright.model.schema import Object, SchemaId, Union
from sdkwright.python.naming import Casings
from sdkwright.python.types.expressions import Named
from sdkwright.python.types.keys import object_keys
from sdkwright.python.types.models import ModelIndex, NamedModel
from sdkwright.python.types.modules import SentAs
from sdkwright.python.types.table import Direction

METHOD = "to_param"


def param_of(index: ModelIndex, model: NamedModel) -> NamedModel | None:
    """The model whose form for requests stands in this one's place."""
    return None if model.model.param is None else index.find(model.model.param)


def sent_as(api: Api, model: NamedModel, param: NamedModel, casings: Casings) -> SentAs | None:
    """How a model is sent; `None` where it is no object, or has a field that is called like the method."""
    schema = bare_schema(api, model.schema)
    if not isinstance(schema.type, Object):
        return None
    fields = object_keys(api, schema.id, Direction.RESPONSE, casings)
    if METHOD in fields.values():
        return None
    keys = _keys(api, param.schema, casings)
    shared = tuple((key, fields[name]) for name, key in keys.items() if name in fields)
    return SentAs(type=Named(symbol=param.symbol(Direction.REQUEST)), keys=shared)


def _keys(api: Api, schema_id: SchemaId, casings: Casings) -> dict[str, str]:
    """The keys of a type by wire name; of a union, those that any variant has."""
    found: dict[str, str] = {}
    stack, seen = [schema_id], set[SchemaId]()
    while stack:
        schema = bare_schema(api, stack.pop())
        if schema.id in seen:
            continue
        seen.add(schema.id)
        match schema.type:
            case Object():
                found = {**object_keys(api, schema.id, Direction.REQUEST, casings), **found}
            case Union(variants=variants):
                stack.extend(reversed(variants))
            case _:
                continue
    return found
