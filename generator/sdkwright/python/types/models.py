"""Which schemas have a name of their own, and the modules and classes that they become.

In: the model. Out: `ModelIndex`, which finds the named model that a schema or a reference stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules.python import MODULE_COLLISION
from sdkwright.model.api import Api, Model
from sdkwright.model.operation import Alias, Operation, WebhookUnwrap
from sdkwright.model.queries import bare, mentioned, models, reachable, resolve, resources
from sdkwright.model.schema import (
    Const,
    Enum,
    Object,
    Primitive,
    PrimitiveKind,
    Ref,
    SchemaId,
    Union,
)
from sdkwright.python.imports import ModulePath
from sdkwright.python.naming import Casings, ResourceNames, class_name, module_name, resource_names
from sdkwright.python.naming.reserved import RESERVED_CLASSES
from sdkwright.python.types.graph import components
from sdkwright.python.types.table import Direction, Symbol

SHARED_PACKAGE: ModulePath = ("types", "shared")
SHARED_PARAMS_PACKAGE: ModulePath = ("types", "shared_params")


class NamedModel(Struct, frozen=True, kw_only=True):
    """A model of the config with the symbols of its two forms (one and the same where they would not differ)."""

    model: Model
    schema: SchemaId
    response: Symbol
    request: Symbol
    shared: bool
    plain: bool
    """Nothing in it depends on the direction, so that requests use the response's form."""

    def symbol(self, direction: Direction) -> Symbol:
        """What a type of that direction refers to."""
        return self.request if direction is Direction.REQUEST and not self.plain else self.response


class ModelIndex(Struct, frozen=True, kw_only=True):
    """Named models by schema, and in the author's order."""

    api: Api
    by_schema: Mapping[SchemaId, NamedModel]
    ordered: tuple[NamedModel, ...]
    circles: Mapping[str, int]
    """The number of the circle that a schema lies on; what refers to each other has the same."""

    def find(self, schema_id: SchemaId) -> NamedModel | None:
        """The named model that a schema is, itself or through references."""
        seen: set[SchemaId] = set()
        while schema_id not in seen:
            if schema_id in self.by_schema:
                return self.by_schema[schema_id]
            seen.add(schema_id)
            type_ = self.api.schemas[schema_id].type
            if isinstance(type_, Ref):
                schema_id = type_.target
        return None


def index_models(api: Api, casings: Casings, diagnostics: Collector) -> ModelIndex:
    """The index of an API's models; the first model of a schema names it."""
    ordered: list[NamedModel] = []
    found: dict[SchemaId, NamedModel] = {}
    taken = _packages(api, casings)
    traffic = find_traffic(api)
    for resource, model in models(api):
        names = resource_names(resource.path, casings, standalone=resource.standalone) if resource is not None else None
        named = _named_model(api, model, names, casings, traffic)
        if _claims(named, traffic) & taken:
            prefix = names.stem if names is not None else "shared"
            message = f"the model `{model.key}` is written as `{prefix}_{model.key}`"
            diagnostics.report(MODULE_COLLISION, message, model.origin.location)
            named = _named_model(api, replace(model, key=f"{prefix}_{model.key}"), names, casings, traffic)
        taken |= _claims(named, traffic)
        ordered.append(named)
        if not model.alias_of:
            found.setdefault(model.schema, named)
    for named in ordered:
        if not named.model.alias_of:
            found.setdefault(resolve(api, named.model.schema).id, named)
    mentions: dict[str, tuple[str, ...]] = {one.id: mentioned(one.type) for one in api.schemas.values()}
    circles = {schema: number for number, group in enumerate(components(mentions)) for schema in group}
    return ModelIndex(api=api, by_schema=found, ordered=tuple(ordered), circles=circles)


class Traffic(Struct, frozen=True, kw_only=True):
    """Which schemas are sent, and which are received."""

    sent: frozenset[SchemaId]
    received: frozenset[SchemaId]


def find_traffic(api: Api) -> Traffic:
    """What the methods of an API send and receive, with everything inside it."""
    sent: list[SchemaId] = []
    received: list[SchemaId] = []
    for resource in resources(api):
        for method in resource.methods:
            match method:
                case Operation():
                    sent += [parameter.schema for parameter in method.parameters]
                    sent += [] if method.body is None else [method.body.schema]
                    received += [found.schema for found in method.responses if found.schema is not None]
                    if method.stream is not None and method.stream.event is not None:
                        received.append(method.stream.event)
                case WebhookUnwrap():
                    received += method.events
                case Alias():
                    continue
                case _:
                    assert_never(method)
    return Traffic(sent=reachable(api, sent), received=reachable(api, received))


def _claims(named: NamedModel, traffic: Traffic) -> set[ModulePath]:
    """The modules that a model will be written to; one that nothing sends has no request form."""
    received = named.schema in traffic.received or named.schema not in traffic.sent
    found = {named.response.module} if received or named.plain else set[ModulePath]()
    return found | {named.request.module} if named.schema in traffic.sent and not named.plain else found


def _packages(api: Api, casings: Casings) -> set[ModulePath]:
    """Packages under `types/`, which no module may be named like."""
    found: set[ModulePath] = {SHARED_PACKAGE, SHARED_PARAMS_PACKAGE}
    for resource in (one for one in resources(api) if one.methods or one.models):
        package = resource_names(resource.path, casings, standalone=resource.standalone).types_package
        found.update(package[:depth] for depth in range(2, len(package) + 1))
    return found


def _named_model(api: Api, model: Model, names: ResourceNames | None, casings: Casings, traffic: Traffic) -> NamedModel:
    naming = api.schemas[model.schema].naming
    key = naming.type_name or model.key
    stem, name = module_name(key, casings), _class_name(key, casings)
    plain = is_plain(api, model.schema)
    if names is None:
        return NamedModel(
            model=model,
            schema=model.schema,
            response=Symbol(module=(*SHARED_PACKAGE, stem), name=name),
            request=Symbol(module=(*SHARED_PARAMS_PACKAGE, stem), name=name),
            shared=True,
            plain=plain,
        )
    package = names.types_package
    if naming.param_type_name:
        request = Symbol(
            module=(*package, module_name(naming.param_type_name, casings)),
            name=_class_name(naming.param_type_name, casings),
        )
    elif model.param_suffix:
        request = Symbol(module=(*package, f"{stem}_param"), name=f"{name}Param")
    else:
        only_sent = model.schema not in traffic.received
        request = Symbol(module=(*package, stem if only_sent else f"{stem}_param"), name=name)
    return NamedModel(
        model=model,
        schema=model.schema,
        response=Symbol(module=(*package, stem), name=name),
        request=request,
        shared=False,
        plain=plain,
    )


def _class_name(key: str, casings: Casings) -> str:
    """The name of a model's class: one that every module of types imports would hide that (`List` -> `ListModel`)."""
    name = class_name(key, casings)
    return f"{name}Model" if name in RESERVED_CLASSES else name


def is_plain(api: Api, schema_id: SchemaId) -> bool:
    """Whether a type is one and the same in requests and responses: a scalar or a closed set of values."""
    match bare(api, api.schemas[schema_id].type):
        case Const() | Enum(open=False):
            return True
        case Primitive(kind=kind, format=format_):
            return kind is not PrimitiveKind.STRING or format_ not in ("date", "date-time", "byte")
        case _:
            return False


def is_structural(api: Api, schema_id: SchemaId) -> bool:
    """Whether a schema is a class, or a choice of which one is: such a choice gets an alias."""
    stack = [schema_id]
    seen: set[SchemaId] = set()
    while stack:
        current = stack.pop()
        if current in seen:
            continue
        seen.add(current)
        match bare(api, api.schemas[current].type):
            case Object():
                return True
            case Union(variants=variants):
                stack.extend(variants)
            case _:
                continue
    return False
