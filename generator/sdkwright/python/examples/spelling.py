"""Example values as a user of the SDK would write them.

In: a `Value` as it travels, and its schema. Out: `Code`: keys are those of the params types, files are bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sdkwright.model.queries import HasSchemas, additional_values, all_properties, bare, bare_schema, resolve
from sdkwright.model.schema import (
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
    Schema,
    SchemaId,
    Tuple,
    Type,
    Union,
)
from sdkwright.python.code import Code, compose, join, literal
from sdkwright.python.examples.values import File, Value
from sdkwright.python.naming import Casings
from sdkwright.python.types.keys import object_keys
from sdkwright.python.types.table import Direction

FILE = Code('b"Example data"')


class Speller(Struct, frozen=True, kw_only=True):
    """Writes values of one API in one way of naming keys."""

    api: HasSchemas
    casings: Casings

    def spell(self, value: Value, schema_id: SchemaId | None) -> Code:
        """The expression for a value; `schema_id` is `None` where nothing is known of it."""
        schema = None if schema_id is None else bare_schema(self.api, schema_id)
        match value:
            case File():
                return FILE
            case dict():
                return self._mapping(value, schema)
            case list():
                return _bracketed("[{}]", (self.spell(item, self._item(schema, at)) for at, item in enumerate(value)))
            case _:
                return literal(value)

    def keys(self, schema_id: SchemaId) -> dict[str, tuple[str, Property]]:
        """The keys of an object's params type, by wire name."""
        properties = [found for found in all_properties(self.api, schema_id) if not found.skipped]
        names = object_keys(self.api, schema_id, Direction.REQUEST, self.casings)
        return {found.wire_name: (names.get(found.wire_name, found.wire_name), found) for found in properties}

    def _mapping(self, value: dict[str, Value], schema: Schema | None) -> Code:
        if schema is None:
            return literal(_plain(value))
        type_ = bare(self.api, schema.type)
        match type_:
            case Object():
                return self._object(value, schema)
            case Map(values=values):
                return _bracketed(
                    "{{{}}}", (compose("{}: {}", literal(key), self.spell(item, values)) for key, item in value.items())
                )
            case Union(variants=variants):
                return self.spell(value, self._variant(value, variants))
            case _:
                return literal(_plain(value))

    def _object(self, value: dict[str, Value], schema: Schema) -> Code:
        known = self.keys(schema.id)
        further = additional_values(self.api, schema.id)
        entries: list[Code] = []
        for wire_name, item in value.items():
            name, property_ = known.get(wire_name, (wire_name, None))
            spelled = self.spell(item, property_.schema if property_ is not None else further)
            entries.append(compose("{}: {}", literal(name), spelled))
        return _bracketed("{{{}}}", entries)

    def _item(self, schema: Schema | None, position: int) -> SchemaId | None:
        if schema is None:
            return None
        match bare(self.api, schema.type):
            case Array(items=items):
                return items
            case Tuple(items=items, rest=rest):
                return items[position] if position < len(items) else rest
            case Union(variants=variants):
                listed = next((found for found in variants if self._is_array(found)), None)
                return None if listed is None else self._item(bare_schema(self.api, listed), position)
            case _:
                return None

    def _is_array(self, schema_id: SchemaId) -> bool:
        return isinstance(bare(self.api, self.api.schemas[schema_id].type), Array | Tuple)

    def _variant(
        self, value: dict[str, Value], variants: Iterable[SchemaId], within: frozenset[SchemaId] = frozenset()
    ) -> SchemaId | None:
        """The variant that a mapping belongs to: all its constants agree, and no required key is missing.

        `within` are the variants that it is asked of already: a union may be a variant of itself.
        """
        for variant in variants:
            match bare(self.api, self.api.schemas[variant].type):
                case Union(variants=inner):
                    if variant in within:
                        continue
                    if (found := self._variant(value, inner, within | {variant})) is not None:
                        return found
                case Object() if self._fits(value, variant):
                    return variant
                case Map():
                    return variant
                case _:
                    continue
        return None

    def _fits(self, value: dict[str, Value], variant: SchemaId) -> bool:
        for property_ in all_properties(self.api, variant):
            if property_.wire_name not in value:
                if property_.required:
                    return False
                continue
            given = value[property_.wire_name]
            match _inner(resolve(self.api, property_.schema).type):
                case Const(value=constant) if given != constant:
                    return False
                case Enum(values=values) if isinstance(given, dict | list | File) or given not in values:
                    return False
                case _:
                    continue
        return True


def takes_file(api: HasSchemas, schema_id: SchemaId) -> bool:
    """Whether a value of the schema is a file."""
    match bare(api, api.schemas[schema_id].type):
        case Binary():
            return True
        case Primitive(kind=PrimitiveKind.STRING, format="binary"):
            return True
        case _:
            return False


def _inner(type_: Type) -> Type:
    while isinstance(type_, Nullable):
        type_ = type_.inner
    return type_


def _plain(value: Value) -> object:
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case File():
            return "Example data"
        case _:
            return value


def _bracketed(pattern: str, items: Iterable[Code]) -> Code:
    inner = join(", ", items)
    return Code(pattern.format(inner))
