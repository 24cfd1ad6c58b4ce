"""One module under `types/`, from schemas: annotations, and the classes and aliases that they need beside them.

In: schemas of the model, a direction, names. Out: expressions, and the module's declarations in printing order.

A schema that no model names is written out where it is used, under a name made of the path that leads there:
properties, items in the singular, variants of unions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.config.settings import ArrayFormat
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules.python import NAME_COLLISION, TOO_LARGE
from sdkwright.model.api import Api
from sdkwright.model.queries import all_properties, bare, is_nullable, resolve
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
from sdkwright.python.imports import ModulePath
from sdkwright.python.naming import Casings, class_stem, field_name, unique
from sdkwright.python.naming.reserved import KEYWORDS, RESERVED_CLASSES
from sdkwright.python.options import ExtraKeys, Options
from sdkwright.python.types.expressions import (
    DICT,
    FILE,
    LIST,
    OBJECT,
    Discriminated,
    Expression,
    Formatted,
    Named,
    applied,
    optional,
    union,
)
from sdkwright.python.types.keys import object_keys, travels, wanted_name
from sdkwright.python.types.models import ModelIndex, NamedModel, is_structural
from sdkwright.python.types.modules import AliasDeclaration, ClassDeclaration, Declaration, Field
from sdkwright.python.types.ordering import sorted_properties
from sdkwright.python.types.scalars import constant_type, enum_type, primitive_type
from sdkwright.python.types.sequences import sequence_of
from sdkwright.python.types.table import Direction, Symbol
from sdkwright.python.types.variants import first_places, flat_variants, tells_apart, variant_words

DEEPEST = 80
MOST_CLASSES = 2000
"""Limits of one module: schemas without a name are written out wherever they are used, which can grow without end."""

TYPED_SUFFIX = "Typed"
"""Ends the name of a TypedDict that may hold further keys; the plain name is its union with a free dictionary."""


class Context(Struct, frozen=True, kw_only=True):
    """What every module of an SDK is built with."""

    api: Api
    index: ModelIndex
    casings: Casings
    options: Options
    sort_properties: bool
    array_format: ArrayFormat
    diagnostics: Collector


class Slot(Struct, frozen=True, kw_only=True):
    """The name that a class would get at a place: `prefix` and the Pascal case of `words`."""

    prefix: str
    words: tuple[str, ...] = ()

    def name(self, casings: Casings) -> str:
        """The whole class name: an identifier, whatever the words are."""
        piece = casings.pascal_words(self.words)
        whole = f"{self.prefix}_{piece}" if piece[:1].isdigit() else self.prefix + piece
        return f"{whole}_" if whole in KEYWORDS else whole or "Value"


class ModuleBuilder(Struct, kw_only=True):
    """Builds one module. `root` is its main name."""

    context: Context
    module: ModulePath
    root: str
    direction: Direction
    root_first: bool = False
    """Classes of the module's top level stand before those of their fields, as in params modules."""
    anonymous: bool = False
    """There is no module to define anything in: objects without a name are `object`."""
    declarations: list[Declaration] = field(default_factory=list[Declaration])
    exports: list[str] = field(default_factory=list[str])
    used: list[NamedModel] = field(default_factory=list[NamedModel])
    _depth: int = 0
    _open: dict[SchemaId, str] = field(default_factory=dict[SchemaId, str])

    def express(self, schema_id: SchemaId, slot: Slot) -> Expression:
        """The type of a schema, declaring what it needs."""
        model = self.context.index.find(schema_id)
        if model is not None:
            named = self.name_model(model)
            return optional(named) if is_nullable(self.context.api, schema_id) else named
        schema = self.context.api.schemas[schema_id]
        if self._depth >= DEEPEST or len(self.exports) >= MOST_CLASSES:
            message = f"`{self.root}` would need more than {DEEPEST} levels or {MOST_CLASSES} classes"
            self.context.diagnostics.report(TOO_LARGE, message, schema.origin.location)
            return OBJECT
        self._depth += 1
        type_ = self._express_type(schema.type, schema, slot)
        self._depth -= 1
        return type_

    def name_model(self, model: NamedModel) -> Expression:
        """The type of a named model, remembered as used."""
        if model not in self.used:
            self.used.append(model)
        return Named(symbol=model.symbol(self.direction))

    def declare_root(self, schema_id: SchemaId, *, doc: str = "") -> None:
        """Define the module's main name as the type of a schema, whether or not a model names that."""
        schema = self.context.api.schemas[schema_id]
        seen: set[SchemaId] = set()
        while isinstance(schema.type, Ref) and schema.id not in seen:
            seen.add(schema.id)
            if (model := self.context.index.by_schema.get(schema.type.target)) is not None and model.symbol(
                self.direction
            ) != Symbol(module=self.module, name=self.root):
                break
            schema = self.context.api.schemas[schema.type.target]
        slot = Slot(prefix=self.root)
        match schema.type:
            case (Object() as inner) | Nullable(inner=Object() as inner):
                if _is_map(inner):
                    slot = Slot(prefix=self._singular_root() + "Item")
                    self.reserve(self.root)
                    self._alias(self.root, self._declare_class(schema, inner, slot), doc or schema.doc)
                else:
                    self.declare_object(schema, inner, self.root, is_root=True)
            case Union():
                self._declare_union(schema, schema.type, slot, nullable=False)
            case Nullable(inner=Union() as inner):
                self._declare_union(schema, inner, slot, nullable=True)
            case Array(items=items) | Nullable(inner=Array(items=items)):
                self.reserve(self.root)
                item = self._copied_union(items) or self.express(items, Slot(prefix=self._singular_root() + "Item"))
                self._alias(self.root, applied(LIST, item), doc or schema.doc)
            case Map(values=values) | Nullable(inner=Map(values=values)):
                self.reserve(self.root)
                item = self.express(values, Slot(prefix=self._singular_root() + "Item"))
                self._alias(self.root, applied(DICT, _STRING_KEY, item), doc or schema.doc)
            case _:
                self.reserve(self.root)
                type_ = self._express_type(schema.type, schema, Slot(prefix=self.root + "Item"))
                self._alias(self.root, type_, doc or schema.doc)

    def fields(self, owner: SchemaId, properties: Iterable[Property], prefix: str) -> tuple[Field, ...]:
        """Fields of an object in printing order, without those that do not travel in this direction."""
        kept = [prop for prop in properties if travels(prop, self.direction)]
        ordered = sorted_properties(kept, sort=self.context.sort_properties)
        keys = object_keys(self.context.api, owner, self.direction, self.context.casings)
        for prop in ordered:
            if keys[prop.wire_name] != wanted_name(prop, self.direction, self.context.casings):
                origin = self.context.api.schemas[prop.schema].origin
                message = f"the property `{prop.wire_name}` is called `{keys[prop.wire_name]}`"
                self.context.diagnostics.report(NAME_COLLISION, message, origin.location)
        return tuple(self._field(prop, keys[prop.wire_name], prefix) for prop in ordered)

    def reserve(self, name: str) -> str:
        """Claim a name of the module: the one wanted, or one that says more where that is taken."""
        taken = {*self.exports, *RESERVED_CLASSES}
        if name in taken and self.root + name not in taken:
            name = self.root + name
        if self.exports:
            (name,) = unique([name], taken=taken)
        self.exports.append(name)
        return name

    def _field(self, prop: Property, key: str, prefix: str) -> Field:
        words = self.context.casings.words(prop.naming.property_name or prop.wire_name)
        type_ = self.express(prop.schema, Slot(prefix=prefix, words=words or ("value",)))
        return Field(
            name=key,
            wire_name=prop.wire_name,
            type=type_,
            required=prop.required,
            doc=prop.doc,
            deprecated=prop.deprecated,
            schema=prop.schema,
        )

    def _express_type(self, type_: Type, schema: Schema, slot: Slot) -> Expression:
        match type_:
            case Primitive():
                return primitive_type(type_, self.direction)
            case Const():
                return constant_type(type_.value)
            case Enum():
                return enum_type(type_)
            case Any():
                return OBJECT
            case Binary():
                return FILE if self.direction is Direction.REQUEST else OBJECT
            case Ref(target=target):
                return self.express(target, slot)
            case Nullable(inner=Union() as inner) if self._is_aliased(inner):
                return optional(self._declare_union(schema, inner, slot, nullable=True))
            case Nullable(inner=Ref(target=target)) if (referred := self._aliased_union(target)) is not None:
                return optional(self._declare_union(*referred, slot, nullable=True))
            case Nullable(inner=inner):
                return optional(self._express_type(inner, schema, slot))
            case Array(items=items) if schema.naming.type_name:
                chosen = self.context.casings.words(schema.naming.type_name)
                return self._sequence(items, Slot(prefix="", words=chosen))
            case Array(items=items):
                return self._sequence(items, self._member(slot))
            case Tuple(items=items, rest=rest):
                return self._tuple(items if rest is None else (*items, rest), slot)
            case Map(values=values):
                return applied(DICT, _STRING_KEY, self.express(values, slot))
            case Object():
                return self._declare_class(schema, type_, slot)
            case Union():
                if self._is_aliased(type_):
                    return self._declare_union(schema, type_, slot, nullable=False)
                return union(self._variants(type_, slot.name(self.context.casings)))
            case _:
                assert_never(type_)

    def _member(self, slot: Slot) -> Slot:
        """The name of one of several: `Standard` within `standards`."""
        return replace(slot, words=self.context.casings.singular(slot.words))

    def _sequence(self, items: SchemaId, slot: Slot) -> Expression:
        item = self.express(items, slot)
        if self.direction is Direction.RESPONSE:
            return applied(LIST, item)
        return sequence_of(item, self.context.api, items, self.context.options)

    def _tuple(self, items: tuple[SchemaId, ...], slot: Slot) -> Expression:
        parts = [self.express(item, self._member(slot)) for item in items]
        item = union(parts) if parts else OBJECT
        if self.direction is Direction.RESPONSE or not items:
            return applied(LIST, item)
        return sequence_of(item, self.context.api, items[0], self.context.options)

    def _is_aliased(self, union_type: Union) -> bool:
        structural = any(is_structural(self.context.api, variant) for variant in union_type.variants)
        return structural and not self.anonymous

    def _aliased_union(self, schema_id: SchemaId) -> tuple[Schema, Union] | None:
        """The nameless union of classes that a reference stands for."""
        schema = resolve(self.context.api, schema_id)
        inner = schema.type.inner if isinstance(schema.type, Nullable) else schema.type
        if self.context.index.find(schema_id) is None and isinstance(inner, Union) and self._is_aliased(inner):
            return schema, inner
        return None

    def _declare_class(self, schema: Schema, object_type: Object, slot: Slot) -> Expression:
        if schema.id in self._open:
            return self._local(self._open[schema.id])
        if self.anonymous:
            return OBJECT
        if _is_map(object_type) and object_type.additional is not None:
            return applied(DICT, _STRING_KEY, self.express(object_type.additional, slot))
        return self.declare_object(schema, object_type, slot.name(self.context.casings), is_root=False)

    def declare_object(self, schema: Schema, object_type: Object, wanted: str, *, is_root: bool) -> Expression:
        """Define a class for an object; what its fields need is defined around it."""
        name = self.reserve(wanted)
        self._open[schema.id] = name
        start = len(self.declarations)
        bases, inlined = self._bases(schema.id, object_type)
        prefix = "" if is_root and not bases else name
        properties = {prop.wire_name: prop for prop in (*inlined, *object_type.properties)}
        fields = self.fields(schema.id, properties.values(), prefix)
        extra = None
        if object_type.additional is not None:
            extra = self.express(object_type.additional, Slot(prefix=prefix, words=("extra", "value")))
        typed = self._splits_extra_keys and extra is not None
        class_name = name + TYPED_SUFFIX if typed else name
        own_extra = None if typed else extra
        declaration = ClassDeclaration(name=class_name, fields=fields, bases=bases, doc=schema.doc, extra=own_extra)
        self.declarations.insert(start if self.root_first and is_root else len(self.declarations), declaration)
        if typed and extra is not None:
            self._alias(name, union((self._local(class_name), applied(DICT, _STRING_KEY, extra))), schema.doc)
        del self._open[schema.id]
        return self._local(name)

    @property
    def _splits_extra_keys(self) -> bool:
        """Whether a dictionary with further keys is a class and a union of it with a plain dict."""
        return self.direction is Direction.REQUEST and self.context.options.extra_keys is ExtraKeys.UNION

    def _bases(self, extending: SchemaId, object_type: Object) -> tuple[tuple[Symbol, ...], tuple[Property, ...]]:
        """The classes that an object extends, and the properties of what it extends that is no class.

        A base that refers to what extends it is none: their modules would have to be imported before each other.
        """
        api, circles = self.context.api, self.context.index.circles
        found: list[Symbol] = []
        inlined: list[Property] = []
        for base in object_type.bases:
            base_type = bare(api, api.schemas[base].type)
            model = self.context.index.find(base)
            in_circle = circles[base] == circles[extending]
            if model is None or not isinstance(base_type, Object) or _is_map(base_type) or in_circle:
                inlined += all_properties(api, base)
                continue
            self.name_model(model)
            symbol = model.symbol(self.direction)
            typed = self._splits_extra_keys and base_type.additional is not None
            found.append(replace(symbol, name=symbol.name + TYPED_SUFFIX) if typed else symbol)
        return tuple(found), tuple(inlined)

    def _declare_union(self, schema: Schema, union_type: Union, slot: Slot, *, nullable: bool) -> Expression:
        if schema.id in self._open:
            return self._local(self._open[schema.id])
        is_root = not slot.words and slot.prefix == self.root
        name = self.reserve(slot.name(self.context.casings))
        self._open[schema.id] = name
        union_type = flat_variants(self.context.api, self.context.index, union_type)
        parts = self._variants(union_type, "" if is_root else name)
        del self._open[schema.id]
        whole = union(parts)
        if isinstance(whole, Formatted):
            self._alias(name, whole.inner, schema.doc)
            return Formatted(inner=self._local(name), format=whole.format)
        if self.direction is Direction.RESPONSE:
            whole = optional(whole) if nullable else whole
            if union_type.discriminator is not None and tells_apart(self.context.api, union_type):
                key = field_name(union_type.discriminator.property_name, self.context.casings)
                whole = Discriminated(inner=whole, discriminator=key)
        self._alias(name, whole, schema.doc)
        return self._local(name)

    def _copied_union(self, schema_id: SchemaId) -> Expression | None:
        """A named union as requests' lists of it have it: defined once more, under the same name, beside the list."""
        model = self.context.index.find(schema_id)
        if self.direction is Direction.RESPONSE or model is None or model.plain:
            return None
        schema = resolve(self.context.api, schema_id)
        if not isinstance(schema.type, Union):
            return None
        name = self.reserve(model.symbol(self.direction).name)
        self._alias(name, union(self._variants(schema.type, "")), schema.doc)
        return self._local(name)

    def _variants(self, union_type: Union, prefix: str) -> list[Expression]:
        union_type = flat_variants(self.context.api, self.context.index, union_type)
        words = variant_words(self.context.api, union_type, self.context.casings)
        parts: list[Expression] = []
        for place, first in enumerate(first_places(self.context.api, union_type)):
            if place == first:
                parts.append(self.express(union_type.variants[place], Slot(prefix=prefix, words=words[place])))
        return parts

    def _alias(self, name: str, type_: Expression, doc: str) -> None:
        self.declarations.append(AliasDeclaration(name=name, type=type_, doc=doc))

    def _local(self, name: str) -> Named:
        return Named(symbol=Symbol(module=self.module, name=name))

    def _singular_root(self) -> str:
        casings = self.context.casings
        return class_stem(casings.pascal_words(casings.singular(casings.words(self.root))))


def _is_map(object_type: Object) -> bool:
    return not object_type.properties and not object_type.bases and object_type.additional is not None


_STRING_KEY = primitive_type(Primitive(kind=PrimitiveKind.STRING), Direction.RESPONSE)
