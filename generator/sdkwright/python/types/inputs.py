"""What an operation takes: parameters and body, as named inputs.

In: an operation. Out: `Input`s in groups (path, query, body, header), one set of them per variant of the body.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.model.api import Api
from sdkwright.model.operation import Body, BodyKind, Operation, Parameter, ParameterLocation
from sdkwright.model.queries import all_properties, bare, bare_schema
from sdkwright.model.schema import Access, Deprecation, Object, Property, SchemaId, Union
from sdkwright.python.naming import Casings, argument_name, besides_idempotency, unique
from sdkwright.python.types.ordering import sorted_properties
from sdkwright.python.types.table import ArgumentLocation

_LOCATIONS = {
    ParameterLocation.PATH: ArgumentLocation.PATH,
    ParameterLocation.QUERY: ArgumentLocation.QUERY,
    ParameterLocation.HEADER: ArgumentLocation.HEADER,
    ParameterLocation.COOKIE: ArgumentLocation.COOKIE,
}
_TEMPLATE_NAME = re.compile(r"\{([^}]*)\}")


class Input(Struct, frozen=True, kw_only=True):
    """One thing that a caller gives: `wire_name` is empty for a whole body."""

    wire_name: str
    name: str
    location: ArgumentLocation
    schema: SchemaId
    required: bool
    doc: str = ""
    deprecated: Deprecation | None = None


class InputVariant(Struct, frozen=True, kw_only=True):
    """The inputs of one form of a call, required ones first. `schema` is the body's variant where there are several."""

    inputs: tuple[Input, ...]
    schema: SchemaId | None = None


class OperationInputs(Struct, frozen=True, kw_only=True):
    """Everything that an operation takes. `union` is the body's schema where it has variants."""

    positional: tuple[Input, ...]
    keyword_path: tuple[Input, ...]
    variants: tuple[InputVariant, ...]
    union: Union | None = None
    renamed: tuple[str, ...] = ()
    """Names that had to be told from others: numbered, or with the place that they go to."""


def operation_inputs(api: Api, operation: Operation, casings: Casings, *, sort: bool) -> OperationInputs:
    """The inputs of an operation, named and ordered."""
    path = _path_inputs(operation, casings)
    query = _ordered(operation, ParameterLocation.QUERY, casings, sort=sort)
    trailing = [
        *_ordered(operation, ParameterLocation.HEADER, casings, sort=sort),
        *_ordered(operation, ParameterLocation.COOKIE, casings, sort=sort),
    ]
    bodies, union_type = _body_inputs(api, operation, casings, sort=sort)
    filled = {name for name, _ in operation.body_options}
    named_path = path
    variants: list[InputVariant] = []
    renamed: list[str] = []
    for schema, properties in bodies:
        body = [replace(one, required=False) if one.wire_name in filled else one for one in properties]
        wanted = [*path, *query, *body, *trailing]
        if operation.idempotent:
            wanted = [replace(one, name=besides_idempotency(one.name)) for one in wanted]
        everything = _distinct(_by_place(wanted))
        renamed += [new.name for old, new in zip(wanted, everything, strict=True) if old.name != new.name]
        named_path, rest = everything[: len(path)], everything[len(path) :]
        ordered = [*(one for one in rest if one.required), *(one for one in rest if not one.required)]
        variants.append(InputVariant(inputs=tuple(ordered), schema=schema))
    positional = tuple(one for name in operation.positional for one in named_path if one.wire_name == name)
    keyword = tuple(one for one in named_path if one not in positional)
    return OperationInputs(
        positional=positional,
        keyword_path=keyword,
        variants=tuple(variants),
        union=union_type,
        renamed=tuple(dict.fromkeys(renamed)),
    )


def _path_inputs(operation: Operation, casings: Casings) -> list[Input]:
    order = _TEMPLATE_NAME.findall(operation.path)
    found = [parameter for parameter in operation.parameters if parameter.location is ParameterLocation.PATH]
    found.sort(key=lambda parameter: order.index(parameter.wire_name) if parameter.wire_name in order else len(order))
    return [replace(_parameter_input(parameter, casings), required=not parameter.option) for parameter in found]


def _ordered(operation: Operation, location: ParameterLocation, casings: Casings, *, sort: bool) -> list[Input]:
    found = [parameter for parameter in operation.parameters if parameter.location is location]
    return [_parameter_input(parameter, casings) for parameter in sorted_properties(found, sort=sort)]


def without_brackets(inputs: OperationInputs) -> OperationInputs:
    """The inputs without the `[]` at the end of query names, where the client adds them to every array itself."""
    variants = tuple(
        replace(variant, inputs=tuple(_without_brackets(one) for one in variant.inputs)) for variant in inputs.variants
    )
    return replace(inputs, variants=variants)


def _without_brackets(one: Input) -> Input:
    return replace(one, wire_name=one.wire_name.removesuffix("[]")) if one.location is ArgumentLocation.QUERY else one


def _parameter_input(parameter: Parameter, casings: Casings) -> Input:
    return Input(
        wire_name=parameter.wire_name,
        name=argument_name(parameter.naming.property_name or parameter.wire_name, casings),
        location=_LOCATIONS[parameter.location],
        schema=parameter.schema,
        required=parameter.required and not parameter.option,
        doc=parameter.doc,
        deprecated=parameter.deprecated,
    )


def _body_inputs(
    api: Api, operation: Operation, casings: Casings, *, sort: bool
) -> tuple[list[tuple[SchemaId | None, list[Input]]], Union | None]:
    """The inputs of each variant of the body (exactly one where it is no union), and the union."""
    body = operation.body
    if body is None:
        return [(None, [])], None
    if operation.body_argument or body.kind in (BodyKind.BINARY, BodyKind.TEXT, BodyKind.OTHER):
        return [(None, [_whole_body(body, operation.body_argument or "body", casings)])], None
    match bare(api, api.schemas[body.schema].type):
        case Object() as object_type if object_type.properties or object_type.bases:
            return [(None, _properties(api, body.schema, casings, sort=sort))], None
        case Union() as written if (variants := _leaves(api, written)) and all(
            _is_object(api, one) for one in variants
        ):
            union_type = replace(written, variants=variants)
            return [(one, _properties(api, one, casings, sort=sort)) for one in variants], union_type
        case _:
            return [(None, [_whole_body(body, "body", casings)])], None


def _leaves(api: Api, union: Union) -> tuple[SchemaId, ...]:
    """The variants of a union, with those of variants that are unions themselves in their place, each once."""
    found: dict[SchemaId, None] = {}
    stack, seen = list(reversed(union.variants)), set[SchemaId]()
    while stack:
        variant = stack.pop()
        schema = bare_schema(api, variant)
        if not isinstance(schema.type, Union):
            found[variant] = None
        elif schema.id not in seen:
            seen.add(schema.id)
            stack.extend(reversed(schema.type.variants))
    return tuple(found)


def _is_object(api: Api, schema_id: SchemaId) -> bool:
    type_ = bare(api, api.schemas[schema_id].type)
    return isinstance(type_, Object) and bool(type_.properties or type_.bases)


def _whole_body(body: Body, name: str, casings: Casings) -> Input:
    return Input(
        wire_name="",
        name=argument_name(name, casings),
        location=ArgumentLocation.WHOLE_BODY,
        schema=body.schema,
        required=body.required,
        doc=body.doc,
    )


def _properties(api: Api, schema_id: SchemaId, casings: Casings, *, sort: bool) -> list[Input]:
    found = [
        prop
        for prop in all_properties(api, bare_schema(api, schema_id).id)
        if prop.access is not Access.READ_ONLY and not prop.skipped
    ]
    return [_property_input(prop, casings) for prop in sorted_properties(found, sort=sort)]


def _property_input(prop: Property, casings: Casings) -> Input:
    return Input(
        wire_name=prop.wire_name,
        name=argument_name(prop.naming.property_name or prop.wire_name, casings),
        location=ArgumentLocation.BODY,
        schema=prop.schema,
        required=prop.required,
        doc=prop.doc,
        deprecated=prop.deprecated,
    )


def _by_place(inputs: list[Input]) -> list[Input]:
    """Inputs of the same name say where they go (`path_id`, `body_id`); several in one place are numbered as well.

    As in `query_page_1` and `query_page_2`.
    """
    rivals: dict[str, list[Input]] = {}
    for one in inputs:
        rivals.setdefault(one.name, []).append(one)
    return [one if len(rivals[one.name]) == 1 else replace(one, name=_placed_name(one, rivals)) for one in inputs]


def _placed_name(one: Input, rivals: dict[str, list[Input]]) -> str:
    beside = [rival for rival in rivals[one.name] if rival.location is one.location]
    number = f"_{beside.index(one) + 1}" if len(beside) > 1 else ""
    return f"{one.location.value}_{one.name}{number}"


def _distinct(inputs: list[Input]) -> list[Input]:
    """Inputs with different names; one that is called the same on the wire goes first."""
    order = sorted(range(len(inputs)), key=lambda index: inputs[index].name != inputs[index].wire_name)
    names = dict(zip(order, unique(inputs[index].name for index in order), strict=True))
    return [replace(one, name=names[index]) for index, one in enumerate(inputs)]
