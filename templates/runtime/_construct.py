"""Make typed values out of JSON data, without ever refusing any.

`constructor_of` turns a type into a function from data to value, or into `None` where the data is the value. Types
are looked at once: a model keeps a plan of its fields, everything else is kept by type. Data that does not fit its
type stays as it is.
"""

from __future__ import annotations

import inspect
import functools
from typing import Any, TypeVar, Annotated, ForwardRef, cast, get_args, get_origin
from datetime import date, datetime
from collections import abc
from collections.abc import Mapping, Callable, Sequence
from typing_extensions import get_type_hints

import pydantic
from pydantic.fields import FieldInfo

from ._utils import (
    PropertyInfo,
    lru_cache,
    is_mapping,
    parse_date,
    alias_target,
    is_union_type,
    parse_datetime,
    is_type_alias_type,
)
from ._compat import field_get_default
from ._schemas import BUILD_LOCK

Constructor = Callable[[object], object]
_ModelT = TypeVar("_ModelT", bound=pydantic.BaseModel)

_PLAN = "__construct_plan__"
_EXTRA = "__pydantic_extra__"
MAPPINGS = (dict, abc.Mapping, abc.MutableMapping)
LISTS = (list, abc.Sequence, abc.Iterable, abc.Collection, abc.MutableSequence)


# What an instance consists of. Not set by name: pydantic guards against just this, and this is the hot path.
_set_values, _set_fields_set, _set_extra, _set_private = (
    cast("Callable[[pydantic.BaseModel, object], None]", vars(pydantic.BaseModel)[name].__set__)
    for name in ("__dict__", "__pydantic_fields_set__", _EXTRA, "__pydantic_private__")
)


class ModelPlan:
    """How to make instances of one model class."""

    __slots__ = (
        "annotations",
        "defaults",
        "extra",
        "extra_is_an_attribute",
        "fields",
        "fresh_defaults",
        "is_plain",
        "overridden",
        "post_init",
    )

    def __init__(self, cls: type[pydantic.BaseModel]) -> None:
        self.fields: dict[str, tuple[str, Constructor | None]] = {}
        """By key of the data: the attribute's name, and what makes its value."""
        self.annotations: dict[str, object] = {}
        """By key of the data: the type, for who compares data with it."""
        self.defaults: dict[str, object] = {}
        self.fresh_defaults: dict[str, Callable[[], object]] = {}
        """What makes the defaults that who gets one may change, so that each instance needs its own."""
        by_name = _accepts_names(cls)
        for name, field in cls.model_fields.items():
            constructor = constructor_of(field.annotation, field.metadata)
            if by_name:
                self.fields[name] = (name, constructor)
                self.annotations[name] = field.annotation
            key = name if field.alias is None else field.alias  # JSON has no objection to an empty name
            self.fields[key] = (name, constructor)
            self.annotations[key] = field.annotation
            default = None if field.default_factory is not None else field_get_default(field)
            self.defaults[name] = default
            if field.default_factory is not None or not _is_immutable(default):
                self.fresh_defaults[name] = _default_maker(field)
        self.extra = _extra_constructor(cls)
        # Where a class gives the annotation a value, that hides pydantic's slot.
        self.extra_is_an_attribute = getattr(cls, _EXTRA, None) is not vars(pydantic.BaseModel)[_EXTRA]
        self.post_init = bool(getattr(cls, "__pydantic_post_init__", None))
        self.overridden = _overrides_construct(cls)
        self.is_plain = not (by_name or self.extra_is_an_attribute or self.overridden or _has_open_names(self))
        """Whether instances are made of nothing but what is noted here, so that others may make them as well."""


def construct_model(cls: type[_ModelT], values: Mapping[str, object], fields_set: set[str] | None = None) -> _ModelT:
    """An instance with these values, by API name; nothing is validated, nothing refused.

    A field without a value gets its default, or `None` where it has none. `fields_set` is what counts as set; by
    default, the fields that have a value.
    """
    return _fill(plan_of(cls), cls, values, fields_set)


def _fill(
    plan: ModelPlan, cls: type[_ModelT], values: Mapping[str, object], fields_set: set[str] | None = None
) -> _ModelT:
    fields = plan.fields
    attributes = plan.defaults.copy()
    extra: dict[str, object] = {}
    given: set[str] = set()
    for key, value in values.items():
        field = fields.get(key)
        if field is None:
            extra[key] = value if plan.extra is None else plan.extra(value)
            continue
        name, constructor = field
        attributes[name] = value if constructor is None or value is None else constructor(value)
        given.add(name)
    for name, make in plan.fresh_defaults.items():
        if name not in given:
            attributes[name] = make()

    return make_model(cls, plan, attributes, extra, given if fields_set is None else fields_set)


def make_model(
    cls: type[_ModelT], plan: ModelPlan, attributes: dict[str, Any], extra: dict[str, Any], fields_set: set[str]
) -> _ModelT:
    """An instance that consists of these, which become its own."""
    model = cls.__new__(cls)
    _set_values(model, attributes)
    _set_fields_set(model, fields_set)
    if plan.extra_is_an_attribute:
        object.__setattr__(model, _EXTRA, extra)
    else:
        _set_extra(model, extra)
    _set_private(model, None)
    if plan.post_init:
        model.model_post_init(None)
    return model


def _default_maker(field: FieldInfo) -> Callable[[], object]:
    # Asked for a default, pydantic reads the factory's signature each time, which is slow. It parses the text of one
    # that C code gives, as `list` does, and CPython 3.11 fails where several threads parse at once.
    with BUILD_LOCK:
        takes_data = getattr(field, "default_factory_takes_validated_data", False)
    if field.default_factory is None or takes_data:
        return functools.partial(field_get_default, field)
    return cast("Callable[[], object]", field.default_factory)


def plan_of(cls: type[pydantic.BaseModel]) -> ModelPlan:
    """The plan of a model class, kept on the class itself, so that it goes when the class goes."""
    plan = cls.__dict__.get(_PLAN)
    if plan is None:
        complete_fields(cls)
        plan = ModelPlan(cls)
        if not _has_open_names(plan):
            setattr(cls, _PLAN, plan)
    return cast("ModelPlan", plan)


def forget_plan(cls: type[pydantic.BaseModel]) -> None:
    """Drop the plan of a class whose fields have changed."""
    if _PLAN in cls.__dict__:
        delattr(cls, _PLAN)


def constructor_of(type_: object, metadata: Sequence[object] = ()) -> Constructor | None:
    """What makes a value of `type_` out of data; `None` where data is used as it is.

    `metadata` is what `Annotated` says about the type: a `PropertyInfo` may name a union's discriminator.
    """
    type_, metadata = strip_metadata(type_, metadata)
    if is_type_alias_type(type_):
        return _alias_constructor(type_, tuple(info for info in metadata if isinstance(info, PropertyInfo)))
    if is_union_type(cast("Any", type_)):
        from ._unions import union_constructor  # which needs the constructors of the variants

        return union_constructor(type_, metadata)
    if type_ is float:
        return _construct_float
    if type_ is datetime:
        return _construct_datetime
    if type_ is date:
        return _construct_date
    origin, arguments = get_origin(type_) or type_, get_args(type_)
    if origin in MAPPINGS:
        return _mapping_constructor(constructor_of(arguments[1])) if len(arguments) > 1 else None
    if origin in LISTS:
        return _list_constructor(constructor_of(arguments[0])) if arguments else None
    if is_constructible_model(origin):
        return _model_constructor(origin)
    return None


class ConstructorCache:
    """Constructors by type, for types that are asked for again and again.

    Looked up by identity first: the hash of a type expression takes longer than making a small model, and some
    have none. Unions are equal whatever the order of their variants, but not the same.
    """

    _MOST = 4096

    def __init__(self) -> None:
        # The type is kept with its constructor, so that no other object gets its identity.
        self._by_identity: dict[int, tuple[object, Constructor | None]] = {}

    def get(self, type_: object) -> Constructor | None:
        """As `constructor_of`."""
        known = self._by_identity.get(id(type_))
        if known is None:
            known = (type_, self._make(type_))
            if len(self._by_identity) >= self._MOST:  # somebody makes new type expressions all the time
                self._by_identity.clear()
            self._by_identity[id(type_)] = known
        return known[1]

    def _make(self, type_: object) -> Constructor | None:
        try:
            return _by_equality(type_, get_args(type_))
        except TypeError:
            return constructor_of(type_)


@lru_cache(maxsize=4096)
def _by_equality(type_: object, arguments: tuple[object, ...]) -> Constructor | None:
    return constructor_of(type_)


def strip_metadata(type_: object, metadata: Sequence[object] = ()) -> tuple[Any, tuple[object, ...]]:
    """Take `Annotated` off a type; gives the type and all that was said about it."""
    found = tuple(metadata)
    while get_origin(type_) is Annotated:
        arguments = get_args(type_)
        type_, found = arguments[0], found + arguments[1:]
    return type_, found


def is_constructible_model(type_: object) -> bool:
    """Whether this is a model class of this package. Other pydantic models are not ours to fill without validation."""
    from ._models import BaseModel  # which needs this module to be defined

    return inspect.isclass(type_) and issubclass(type_, BaseModel)


def _model_constructor(cls: Any) -> Constructor:
    settled: list[ModelPlan] = []

    def construct(value: object) -> object:
        if type(value) is dict or isinstance(value, Mapping):
            plan = settled[0] if settled else plan_of(cls)
            if not settled and _PLAN in cls.__dict__:  # a plan with open names is not kept
                settled.append(plan)
            data = cast("Mapping[str, object]", value)
            return cls.construct(**data) if plan.overridden else _fill(plan, cls, data)
        if isinstance(value, list):
            return [construct(item) if is_mapping(item) else item for item in cast("list[object]", value)]
        return value

    return construct


def _mapping_constructor(item: Constructor | None) -> Constructor | None:
    if item is None:
        return None

    def construct(value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {key: item(entry) for key, entry in cast("Mapping[object, object]", value).items()}

    return construct


def _list_constructor(item: Constructor | None) -> Constructor | None:
    if item is None:
        return None

    def construct(value: object) -> object:
        if not isinstance(value, list):
            return value
        entries = cast("list[object]", value)
        if item is _construct_float:  # embeddings are long, and nearly always floats already
            return [entry if type(entry) is float else _construct_float(entry) for entry in entries]
        return [item(entry) for entry in entries]

    return construct


@lru_cache(maxsize=4096)
def _alias_constructor(alias: Any, metadata: tuple[object, ...]) -> Constructor:
    # An alias may be part of what it stands for, so there is one of these for each, which looks when there is a value.
    found: list[Constructor | None] = []

    def construct(value: object) -> object:
        if not found:
            found.append(constructor_of(alias_target(alias), metadata))
        return value if found[0] is None else found[0](value)

    return construct


def _construct_float(value: object) -> object:
    """An integer becomes a float, unless it would become another number."""
    if type(value) is not int:
        return value
    try:
        converted = float(value)
    except OverflowError:
        return value
    return converted if converted == value else value


def _construct_datetime(value: object) -> object:
    try:
        return parse_datetime(cast("Any", value))
    except Exception:
        return value


def _construct_date(value: object) -> object:
    try:
        return parse_date(cast("Any", value))
    except Exception:
        return value


def complete_fields(cls: type[pydantic.BaseModel]) -> None:
    """Have pydantic look again for the names in annotations that it could not resolve when the class was made."""
    if not cls.__pydantic_complete__ and has_open_names(cls):
        cls.model_rebuild(raise_errors=False)


def has_open_names(cls: type[pydantic.BaseModel]) -> bool:
    """Whether a name in the annotations of a class is still to be resolved."""
    return any(_is_open(field.annotation) for field in cls.model_fields.values())


def _has_open_names(plan: ModelPlan) -> bool:
    return any(_is_open(annotation) for annotation in plan.annotations.values())


def _is_open(type_: object) -> bool:
    """Whether a name in the type is still to be resolved."""
    return isinstance(type_, (str, ForwardRef)) or any(_is_open(argument) for argument in _type_arguments(type_))


def _type_arguments(type_: object) -> tuple[object, ...]:
    # The arguments of a literal are values, which may well be text.
    from ._utils import is_literal_type

    return () if is_literal_type(cast("Any", type_)) else get_args(type_)


def _accepts_names(cls: type[pydantic.BaseModel]) -> bool:
    config = cls.model_config
    return bool(config.get("populate_by_name") or config.get("validate_by_name"))


def _is_immutable(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float, bool, bytes, tuple, frozenset, date))


def _overrides_construct(cls: Any) -> bool:
    from ._models import BaseModel

    return cls.construct.__func__ is not cast("Any", BaseModel.construct).__func__


def _extra_constructor(cls: type[pydantic.BaseModel]) -> Constructor | None:
    """What makes the values of unknown fields, where a class annotates `__pydantic_extra__`."""
    for ancestor in cls.__mro__:
        if ancestor is pydantic.BaseModel:
            return None
        annotation: Any = inspect.get_annotations(ancestor).get(_EXTRA)
        if isinstance(annotation, str):
            try:
                annotation = get_type_hints(ancestor, include_extras=True).get(_EXTRA)
            except Exception:
                return None
        arguments = get_args(strip_metadata(annotation)[0])
        if len(arguments) == 2:
            return constructor_of(arguments[1])
    return None
