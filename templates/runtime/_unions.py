"""Find the variant of a union that a piece of data is meant to be.

In this order: a scalar that is exactly of a variant's type stays as it is; the discriminator decides where the union
has one and the data names a known variant; else the variants that pydantic accepts are considered, and where it
accepts none, all of them. Among several, one that is accepted and fits exactly is taken, else the one whose fields
fit best (see `_union_fit`), and the first of equals. Data that is no variant stays as it is.
"""

from __future__ import annotations

import weakref
from enum import Enum
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin
from datetime import date, datetime
from collections.abc import Mapping, Iterator, Sequence, MutableMapping

import pydantic

from ._types import NoneType
from ._utils import PropertyInfo, alias_target, is_typeddict, is_union_type, is_literal_type, is_type_alias_type
from ._schemas import type_adapter
from ._construct import Constructor, constructor_of, strip_metadata, complete_fields, is_constructible_model
from ._union_fit import MATCH, Fit, fit


class DiscriminatorDetails:
    """What tells the variants of one union apart."""

    __slots__ = ("__weakref__", "ambiguous", "field_alias_from", "field_name", "mapping")

    def __init__(self, *, field_name: str, field_alias_from: str | None, mapping: dict[object, type]) -> None:
        self.field_name = field_name
        """The Python name of the property."""
        self.field_alias_from = field_alias_from
        """Its name in the API, where that differs."""
        self.mapping = mapping
        """The variant for each value. Where several variants claim a value, the last one."""
        self.ambiguous: dict[object, list[type]] = {}
        """Those values, with all their variants."""

    def claim(self, value: object, variant: type) -> None:
        """Note that `variant` is meant by `value`."""
        if value in self.mapping and self.mapping[value] is not variant:
            self.ambiguous.setdefault(value, [self.mapping[value]]).append(variant)
        self.mapping[value] = variant

    def value_in(self, data: Mapping[str, object]) -> object:
        """The discriminator's value in some data; `None` where there is none that could be one."""
        value = data.get(self.field_alias_from or self.field_name)
        return value if isinstance(value, (str, int)) else None


DISCRIMINATOR_CACHE: MutableMapping[Any, DiscriminatorDetails] = weakref.WeakKeyDictionary()
"""By union, as long as the union lives."""


class Variant(NamedTuple):
    """One type of a union."""

    type: Any
    constructor: Constructor | None
    takes: Literal["mapping", "list", "scalar", "anything"]


def union_constructor(union: Any, metadata: Sequence[object]) -> Constructor | None:
    """What makes values of a union; of an optional type, what makes values of that type."""
    variants = [Variant(type_, constructor_of(type_), takes(type_)) for type_ in flatten(union)]
    if len(variants) == 1:
        return variants[0].constructor
    return _UnionConstructor(union, variants, discriminator_of(union, metadata))


class _UnionConstructor:
    __slots__ = ("_by_type", "_dates", "_discriminator", "_exact", "_lists", "_mappings", "_parses_text", "_union")

    def __init__(self, union: Any, variants: list[Variant], discriminator: DiscriminatorDetails | None) -> None:
        self._union = union
        self._discriminator = discriminator
        self._by_type = {} if discriminator is None else {variant.type: variant.constructor for variant in variants}
        self._mappings = [variant for variant in variants if variant.takes in ("mapping", "anything")]
        self._lists = [variant for variant in variants if variant.takes in ("list", "anything")]
        scalars = [variant.type for variant in variants if variant.takes == "scalar"]
        self._exact = {type_ for type_ in (str, int, float, bool) if type_ in scalars}
        self._dates = [type_ for type_ in (date, datetime) if type_ in scalars]
        self._parses_text = any(type_ is not str and not is_literal_type(type_) for type_ in scalars)

    def __call__(self, value: object) -> object:
        if isinstance(value, Mapping):
            return self._construct_mapping(cast("Mapping[str, object]", value))
        if isinstance(value, list):
            return _best(self._lists, cast("list[object]", value))
        return self._construct_scalar(value)

    def _construct_mapping(self, value: Mapping[str, object]) -> object:
        details = self._discriminator
        named = None if details is None else details.value_in(value)
        if details is None or named not in details.mapping:
            return _best(self._mappings, value)
        rivals = details.ambiguous.get(named)
        accepted = _accepted(rivals, value) if rivals is not None else []
        if accepted:
            return _fittest(accepted, value)
        constructor = self._by_type[details.mapping[named]]
        return value if constructor is None else constructor(value)

    def _construct_scalar(self, value: object) -> object:
        kind = type(value)
        # pydantic would read `True` as 1, and text as any scalar that it can be read as.
        if kind in self._exact or kind is bool or (kind is str and not self._parses_text):
            return value
        dates = [type_ for type_ in self._dates if kind is str and fit(type_, value) == MATCH]
        # pydantic takes a midnight for a day
        fits, result = _validated(dates[0] if len(dates) == 1 < len(self._dates) else self._union, value)
        return result if fits else value


def _best(variants: Sequence[Variant], value: object) -> object:
    """The value as the variant that fits it best."""
    if not variants:
        return value
    if len(variants) == 1:
        constructor = variants[0].constructor
        return value if constructor is None else constructor(value)

    accepted = _accepted([variant.type for variant in variants], value)
    if accepted:
        return _fittest(accepted, value)
    # `max` takes the first of equals
    best = max(variants, key=lambda variant: fit(variant.type, value).rank)
    return value if best.constructor is None else best.constructor(value)


def _accepted(types: Sequence[Any], value: object) -> list[tuple[Any, object]]:
    """The types that pydantic accepts the value as, and what it makes of it."""
    tried = [(type_, _validated(type_, value)) for type_ in types]
    return [(type_, result) for type_, (fits, result) in tried if fits]


def _fittest(accepted: Sequence[tuple[Any, object]], value: object) -> object:
    """What the value is as the type that fits it best."""
    if len(accepted) == 1:
        return accepted[0][1]
    found = [(type_, fit(type_, value), result) for type_, result in accepted]
    # A mapping knows every key, which says nothing where a model knows some of them and is right.
    known = any(fits.matched > 1 and not fits.mismatched for type_, fits, _ in found if get_origin(type_) is not dict)

    def rank(candidate: tuple[Any, Fit, object]) -> tuple[bool, tuple[int, int, int, int]]:
        type_, fits, _ = candidate
        # pydantic reads `"5"` as a number as well: a type that it is of comes first
        return fits.exact and not (known and get_origin(type_) is dict), fits.rank

    # `max` takes the first of equals
    return max(found, key=rank)[2]


def _validated(type_: Any, value: object) -> tuple[bool, object]:
    try:
        if isinstance(type_, type) and issubclass(type_, pydantic.BaseModel):
            return True, type_.model_validate(value)
        return True, type_adapter(type_).validate_python(value)
    except Exception:  # not only what pydantic raises: validators are anybody's code
        return False, None


def flatten(union: Any) -> Iterator[Any]:
    """The variants of a union and of the unions in it, without `None`."""
    for argument in get_args(union):
        variant, _ = strip_metadata(argument)
        while is_type_alias_type(variant):
            variant, _ = strip_metadata(alias_target(variant))
        if is_union_type(variant):
            yield from flatten(variant)
        elif variant is not NoneType:
            yield variant


def takes(type_: Any) -> Literal["mapping", "list", "scalar", "anything"]:
    origin = get_origin(type_) or type_
    if origin is dict or is_typeddict(origin) or is_constructible_model(origin):
        return "mapping"
    if origin is list:
        return "list"
    if origin in (str, int, float, bool) or is_literal_type(type_):
        return "scalar"
    if origin in (object, Any):
        return "anything"
    if isinstance(origin, type):
        return "mapping" if issubclass(origin, (pydantic.BaseModel, Mapping)) else "scalar"
    return "anything"


def discriminator_of(union: Any, metadata: Sequence[object]) -> DiscriminatorDetails | None:
    names = [info.discriminator for info in metadata if isinstance(info, PropertyInfo) and info.discriminator]
    if not names:
        return None
    try:
        known = DISCRIMINATOR_CACHE.get(union)
    except TypeError:  # a type that cannot be referred to weakly
        return _make_discriminator(union, names[0])
    if known is not None and known.field_name == names[0]:
        return known
    details = _make_discriminator(union, names[0])
    if details is not None:
        DISCRIMINATOR_CACHE[union] = details
    return details


def _make_discriminator(union: Any, field_name: str) -> DiscriminatorDetails | None:
    details = DiscriminatorDetails(field_name=field_name, field_alias_from=None, mapping={})
    for variant in flatten(union):
        model = get_origin(variant) or variant
        field = _field(model, field_name)
        if field is None:
            continue
        details.field_alias_from = field.alias or details.field_alias_from
        for value in _constants(field.annotation):
            details.claim(value, variant)
    return details if details.mapping else None


def _field(model: Any, name: str) -> pydantic.fields.FieldInfo | None:
    """A field of a model class of this package, its annotation resolved."""
    if not is_constructible_model(model):
        return None
    complete_fields(model)
    return cast("pydantic.fields.FieldInfo | None", model.model_fields.get(name))


def _constants(type_: Any) -> Iterator[object]:
    type_, _ = strip_metadata(type_)
    if is_type_alias_type(type_):
        yield from _constants(alias_target(type_))
    elif is_union_type(type_):
        for argument in get_args(type_):
            yield from _constants(argument)
    elif is_literal_type(type_):
        for value in get_args(type_):
            yield value.value if isinstance(value, Enum) else value
    elif isinstance(type_, type) and issubclass(type_, Enum):
        yield from (member.value for member in type_)
