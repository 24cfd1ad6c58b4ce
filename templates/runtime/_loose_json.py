"""JSON text straight into typed values, never refusing any: the rules of `_construct`, as a schema for pydantic's core.

The core reads the text and makes the models in one pass, without a tree of dictionaries in between. A value that is
not of its type is handed to the constructor of `_construct`, as is whatever the core has no words for, so that both
ways give the same.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args, get_origin
from collections.abc import Callable, Iterator

import pydantic
from pydantic_core import SchemaValidator, core_schema

from ._utils import is_dict, is_union_type
from ._unions import takes, flatten, discriminator_of
from ._schemas import version_of
from ._construct import (
    LISTS,
    MAPPINGS,
    ModelPlan,
    Constructor,
    plan_of,
    make_model,
    constructor_of,
    strip_metadata,
    is_constructible_model,
)

if TYPE_CHECKING:
    from pydantic_core import CoreSchema
    from pydantic.fields import FieldInfo

_AS_IT_IS = core_schema.any_schema()
_EXACT_FLOATS = 2**53 - 1
"""Up to here every integer is a float as well, and no other one becomes the same float."""


def _core_options() -> dict[str, Any]:
    options: dict[str, Any] = {"_use_prebuilt": False}
    try:
        SchemaValidator(_AS_IT_IS, None, **options)
    except TypeError:
        return {}
    return options


_OPTIONS = _core_options()
_CORE_MAKES_MODELS = bool(_OPTIONS) or version_of(pydantic.VERSION) < (2, 11)
"""From 2.11 on, the core puts the validator that a class already has in place of the schema that it is given for the
class. Later versions can be told not to; for those between, models are made here, of the values that the core reads."""


class LooseReader:
    """Reads JSON as values of one type.

    Most answers have no values but those that their types name, and are read in the fastest way there is. A model that
    has been met with others is from then on looked through for them, since they do not count as set fields.
    """

    read: Callable[[str | bytes], Any]
    """Raises ValueError for a text that the core cannot read, which Python's own reader may yet be able to."""

    def __init__(self, type_: object) -> None:
        self._type = type_
        self._open: set[type] = set()
        self._lessons = 0
        self.read = self._closed_reading()

    def expect_extra_values(self) -> None:
        """Read models with values that they do not name as fast as others, and those without a little slower."""
        self.read = _validator(self._type, _Schemas()).validate_json

    def _closed_reading(self) -> Callable[[str | bytes], object]:
        return _validator(self._type, _Schemas(closed=_Closed(self._open, self._met))).validate_json

    def _met(self, model: pydantic.BaseModel) -> None:
        self._open.update(_classes_with_extra_values(model))
        self.read = self._read_with_what_was_learned

    def _read_with_what_was_learned(self, text: str | bytes) -> object:
        self._lessons += 1
        if self._lessons > _MOST_LESSONS:
            self.expect_extra_values()
        else:
            self.read = self._closed_reading()
        return self.read(text)


_MOST_LESSONS = 4
"""So many times it is worth telling models with values that they do not name from those without, each at the price of
another schema."""


def _classes_with_extra_values(value: object) -> Iterator[type]:
    if isinstance(value, pydantic.BaseModel):
        if value.__pydantic_extra__:
            yield type(value)
        for held in vars(value).values():
            yield from _classes_with_extra_values(held)
    elif is_dict(value):
        for held in value.values():
            yield from _classes_with_extra_values(held)
    elif isinstance(value, list):
        for held in cast("list[object]", value):
            yield from _classes_with_extra_values(held)


def _validator(type_: object, schemas: _Schemas) -> SchemaValidator:
    schema = schemas.of(type_)
    definitions = list(schemas.definitions.values())
    return SchemaValidator(core_schema.definitions_schema(schema, definitions), None, **_OPTIONS)


class ReaderCache:
    """Readers by type, looked up by identity, as in `ConstructorCache`.

    Making a reader takes longer than constructing a small answer, so a type has one from the second time on.
    """

    _MOST = 1024

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, LooseReader | None]] = {}

    def get(self, type_: object) -> LooseReader | None:
        """The reader for a type, if it has been asked for before."""
        known = self._known.get(id(type_))
        if known is not None and known[1] is not None:
            return known[1]
        reader = None if known is None else LooseReader(type_)
        if len(self._known) >= self._MOST:
            self.clear()
        # The type is kept with its reader, so that no other object gets its identity.
        self._known[id(type_)] = (type_, reader)
        return reader

    def clear(self) -> None:
        """Forget all readers, of which one may hold a model whose fields have changed."""
        self._known.clear()


_Parts = tuple[dict[str, Any], dict[str, Any], set[str]]


def _set_are_only_named(parts: _Parts) -> _Parts:
    """What a model is made of: values, extra values, names of set fields. The core counts extra values as set, too."""
    extra = parts[1]
    if extra:
        parts[2].difference_update(extra)
    return parts


def _set_are_only_fields(aliased: frozenset[str], parts: _Parts) -> _Parts:
    """The same for a model whose fields have other names in JSON."""
    if parts[1] and not aliased.isdisjoint(parts[1]):
        raise ValueError("an extra value bears the name of a field, so that nothing tells which one is set")
    return _set_are_only_named(parts)


def _made_of(cls: type[pydantic.BaseModel], plan: ModelPlan, parts: _Parts) -> pydantic.BaseModel:
    return make_model(cls, plan, *parts)


def _refuse(value: object) -> object:
    raise ValueError("this model does not name such a value")


class _Closed(NamedTuple):
    """That models other than those in `open` take no values that they do not name, and who is told of one that has."""

    open: set[type]
    met: Callable[[pydantic.BaseModel], None]


class _Schemas:
    """The schemas of types that may refer to each other and to themselves. Unless `closed`, all models are open."""

    def __init__(self, closed: _Closed | None = None) -> None:
        self.definitions: dict[type, CoreSchema] = {}
        self._closed = closed
        self._names: dict[type, str] = {}

    def of(self, type_: object, metadata: tuple[object, ...] = ()) -> CoreSchema:
        constructor = constructor_of(type_, metadata)
        if constructor is None:
            return _AS_IT_IS
        type_, metadata = strip_metadata(type_, metadata)
        exact = self._exact(type_, metadata)
        if exact is None:
            return core_schema.no_info_plain_validator_function(constructor)
        otherwise = core_schema.no_info_plain_validator_function(self._noticed(constructor))
        return core_schema.union_schema([exact, otherwise], mode="left_to_right")

    def _noticed(self, constructor: Constructor) -> Constructor:
        closed = self._closed
        if closed is None:
            return constructor

        def construct(value: object) -> object:
            constructed = constructor(value)
            if isinstance(constructed, pydantic.BaseModel) and constructed.__pydantic_extra__:
                closed.met(constructed)
            return constructed

        return construct

    def _exact(self, type_: Any, metadata: tuple[object, ...]) -> CoreSchema | None:
        """A schema for data as it should be, which fails for any other; `None` if only the constructor will do."""
        if is_union_type(type_):
            return self._union(type_, metadata)
        if type_ is float:
            return core_schema.float_schema(strict=True, ge=-_EXACT_FLOATS, le=_EXACT_FLOATS)
        origin, arguments = get_origin(type_) or type_, get_args(type_)
        if origin in MAPPINGS:
            return core_schema.dict_schema(_AS_IT_IS, self.of(arguments[1]), strict=True)
        if origin in LISTS:
            return core_schema.list_schema(self.of(arguments[0]), strict=True)
        return self._model(origin) if is_constructible_model(origin) else None

    def _union(self, union: Any, metadata: tuple[object, ...]) -> CoreSchema | None:
        variants = list(flatten(union))
        if len(variants) == 1:
            return self._exact(variants[0], ())
        details = discriminator_of(union, metadata)
        if details is not None:
            tags = {
                tag: self.of(variant)
                for tag, variant in details.mapping.items()
                if type(tag) in (str, int) and tag not in details.ambiguous
            }
            name = details.field_alias_from or details.field_name
            return core_schema.tagged_union_schema(cast("Any", tags), name) if tags else None
        taken = [takes(variant) for variant in variants]
        if "anything" in taken:
            return None
        # Objects and arrays tell themselves apart, unless there are several kinds of them.
        alone = [
            self._exact(variant, ())
            for variant, kind in zip(variants, taken, strict=True)
            if kind in ("mapping", "list") and taken.count(kind) == 1 and constructor_of(variant) is not None
        ]
        told_apart = [schema for schema in alone if schema is not None]
        return core_schema.union_schema(cast("Any", told_apart), mode="left_to_right") if told_apart else None

    def _model(self, cls: Any) -> CoreSchema | None:
        if cls not in self._names:
            schema = self._make_model(cls)
            if schema is None:
                return None
        return core_schema.definition_reference_schema(self._names[cls])

    def _make_model(self, cls: type[pydantic.BaseModel]) -> CoreSchema | None:
        plan = plan_of(cls)
        if not plan.is_plain:
            return None
        name = self._names[cls] = f"{cls.__qualname__}-{len(self._names)}"
        fields = {field_name: self._field(field_name, field, plan) for field_name, field in cls.model_fields.items()}
        values = self._values(cls, fields, plan)
        if _CORE_MAKES_MODELS:
            post_init = "model_post_init" if plan.post_init else None
            self.definitions[cls] = core_schema.model_schema(cls, values, post_init=post_init, ref=name)
        else:
            make = functools.partial(_made_of, cls, plan)
            self.definitions[cls] = core_schema.no_info_after_validator_function(make, values, ref=name)
        return self.definitions[cls]

    def _values(
        self, cls: type[pydantic.BaseModel], fields: dict[str, core_schema.ModelField], plan: ModelPlan
    ) -> CoreSchema:
        if plan.extra is None and self._closed is not None and cls not in self._closed.open:
            refuse = core_schema.no_info_plain_validator_function(_refuse)
            return core_schema.model_fields_schema(fields, extra_behavior="allow", extras_schema=refuse)
        extras = None if plan.extra is None else core_schema.no_info_plain_validator_function(plan.extra)
        values = core_schema.model_fields_schema(fields, extra_behavior="allow", extras_schema=extras)
        aliased = frozenset(name for name, field in fields.items() if field.get("validation_alias") != name)
        only_fields = functools.partial(_set_are_only_fields, aliased) if aliased else _set_are_only_named
        return core_schema.no_info_after_validator_function(only_fields, values)

    def _field(self, name: str, field: FieldInfo, plan: ModelPlan) -> core_schema.ModelField:
        schema = self.of(field.annotation, tuple(field.metadata))
        if schema is not _AS_IT_IS:
            schema = core_schema.nullable_schema(schema)
        if name in plan.fresh_defaults:
            schema = core_schema.with_default_schema(schema, default_factory=plan.fresh_defaults[name])
        else:
            schema = core_schema.with_default_schema(schema, default=plan.defaults[name])
        return core_schema.model_field(schema, validation_alias=name if field.alias is None else field.alias)
