"""Turn parameters as callers write them into what is sent: API names for keys, text for dates, lists for iterables.

What to do is read off the type hints once: `plan_of` makes a plan per type (see `_plans`) and keeps it, so that a
call only walks the data.
"""

from __future__ import annotations

from typing import Any, TypeVar, Annotated, cast, get_args, get_origin
from collections import abc
from collections.abc import Sequence
from typing_extensions import ReadOnly, Required, NotRequired, override, get_type_hints

from ._plans import (
    ATOMS,
    UNFORMATTED,
    Plan,
    Field,
    LazyPlan,
    LeafPlan,
    ItemsPlan,
    ChoicePlan,
    RecordPlan,
    ValuesPlan,
    PropertyFormat,
    reads_files,
)
from ._utils import lru_cache
from .._types import NoneType
from ._compat import is_typeddict, is_literal_type
from ._typing import alias_target, is_union_type, is_type_alias_type

_T = TypeVar("_T")

_WRAPPERS = (Required, NotRequired, ReadOnly)
_ITEM_ORIGINS = (list, set, frozenset, abc.Sequence, abc.Iterable, abc.Collection, abc.Set, abc.MutableSequence)
_VALUE_ORIGINS = (dict, abc.Mapping, abc.MutableMapping)


class PropertyInfo:
    """Metadata for `Annotated`: how a property is called and written in the API.

    - `alias`: its name on the wire;
    - `format`: `iso8601` for dates, `base64` for files, `custom` for dates with `format_template` (as `strftime`
      takes it);
    - `discriminator`: for a union, the property (under its Python name) that tells the variants apart.
    """

    alias: str | None
    format: PropertyFormat | None
    format_template: str | None
    discriminator: str | None

    def __init__(
        self,
        *,
        alias: str | None = None,
        format: PropertyFormat | None = None,
        format_template: str | None = None,
        discriminator: str | None = None,
    ) -> None:
        self.alias = alias
        self.format = format
        self.format_template = format_template
        self.discriminator = discriminator

    @override
    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in vars(self).items() if value is not None)
        return f"{type(self).__name__}({given})"


def transform(data: _T, expected_type: object) -> _T:
    """The data as it is sent, by the hints of `expected_type`. The data itself is not changed."""
    return cast("_T", plan_of(expected_type)(data))


def maybe_transform(data: object, expected_type: object) -> Any | None:
    """As `transform`; `None` stays `None`."""
    return None if data is None else plan_of(expected_type)(data)


async def async_transform(data: _T, expected_type: object) -> _T:
    """As `transform`, without blocking the event loop while files are read."""
    plan = plan_of(expected_type)
    if not _plan_reads_files(plan):
        return cast("_T", plan(data))

    import anyio.to_thread  # only types with a base64 format need it

    return cast("_T", await anyio.to_thread.run_sync(plan, data))


async def async_maybe_transform(data: object, expected_type: object) -> Any | None:
    """As `async_transform`; `None` stays `None`."""
    return None if data is None else await async_transform(data, expected_type)


def plan_of(expected_type: object) -> Plan:
    """The plan for a type, from the cache where there is one."""
    try:
        return _cached_plan(expected_type)
    except TypeError:
        if _has_hash(expected_type):
            raise
        return _make_plan(expected_type, UNFORMATTED)


@lru_cache(maxsize=4096)
def _cached_plan(expected_type: object) -> Plan:
    return _make_plan(expected_type, UNFORMATTED)


@lru_cache(maxsize=4096)
def _plan_reads_files(plan: Plan) -> bool:
    return reads_files(plan)


def _has_hash(expected_type: object) -> bool:
    try:
        hash(expected_type)
    except TypeError:  # `Annotated` with such metadata
        return False
    return True


def _make_plan(annotation: object, inherited: LeafPlan) -> Plan:
    """`inherited` is the format of what this stands in: it says how the dates of a list of dates are written."""
    type_, leaf = _unwrap(annotation, inherited)
    if is_type_alias_type(type_):
        return _alias_plan(type_, leaf.format, leaf.template)
    if is_typeddict(type_):
        return _record_plan(type_)
    arguments = get_args(type_)
    if is_union_type(type_):
        return _make_choice([variant for variant in arguments if variant is not NoneType], leaf)
    origin = get_origin(type_) or type_
    if origin in _VALUE_ORIGINS:
        return ValuesPlan(_make_plan(arguments[1], leaf) if len(arguments) > 1 else leaf)
    if origin in _ITEM_ORIGINS:
        item = arguments[0] if arguments else object
        return ItemsPlan(None if item in ATOMS or is_literal_type(item) else _make_plan(item, leaf))
    return leaf


# A type that refers to itself has one plan: with a new one for each reference there would be no end of plans.
@lru_cache(maxsize=4096)
def _record_plan(type_: Any) -> RecordPlan:
    annotations: dict[str, Any] = type_.__annotations__
    required = frozenset(getattr(type_, "__required_keys__", ()))
    return RecordPlan(frozenset(annotations), lambda name: _field(name, annotations[name], type_.__module__), required)


@lru_cache(maxsize=4096)
def _alias_plan(type_: Any, format: Any, template: str | None) -> LazyPlan:
    leaf = LeafPlan(format, template) if format else UNFORMATTED
    return LazyPlan(lambda: _make_plan(alias_target(type_), leaf))


def _field(name: str, annotation: Any, module: str) -> Field:
    hint = _hint(annotation, module)
    bare, _ = _unwrap(hint, UNFORMATTED)
    constants = get_args(bare) if is_literal_type(bare) else None
    alias = _alias(hint)
    return Field(name if alias is None else alias, _make_plan(hint, UNFORMATTED), constants)


def _hint(annotation: Any, module: str) -> Any:
    # A class with this annotation alone, as hints can only be had of all that a class has.
    only = type("Only", (), {"__annotations__": {"hint": annotation}, "__module__": module})
    return get_type_hints(only, include_extras=True)["hint"]


def _make_choice(variants: Sequence[object], leaf: LeafPlan) -> Plan:
    plans = [_make_plan(variant, leaf) for variant in variants]
    if len(plans) == 1:
        return plans[0]
    flat: list[Plan] = []
    formatted = leaf
    for plan in plans:
        # A variant must be known to be chosen, and an alias for a union that it is itself part of cannot occur.
        variant = plan.plan if isinstance(plan, LazyPlan) else plan
        if isinstance(variant, ChoicePlan):
            flat.extend(variant.records)
            flat.extend(part for part in (variant.values, variant.items) if part is not None)
            variant = variant.leaf
        if not isinstance(variant, LeafPlan):
            flat.append(variant)
        elif variant.format is not None:
            formatted = variant
    return ChoicePlan(flat, formatted)


def _unwrap(annotation: object, inherited: LeafPlan) -> tuple[Any, LeafPlan]:
    """Take off `Annotated`, `Required` and the like; the format that they set wins over the inherited one."""
    type_: Any = annotation
    leaf = inherited
    while True:
        origin = get_origin(type_)
        if origin is Annotated:
            type_, *metadata = get_args(type_)
            for info in metadata:
                if isinstance(info, PropertyInfo) and info.format is not None:
                    leaf = LeafPlan(info.format, info.format_template)
        elif origin in _WRAPPERS:
            type_ = get_args(type_)[0]
        else:
            return type_, leaf


def _alias(annotation: object) -> str | None:
    while get_origin(annotation) is Annotated or get_origin(annotation) in _WRAPPERS:
        annotation, *metadata = get_args(annotation)
        for info in metadata:
            if isinstance(info, PropertyInfo) and info.alias is not None:
                return info.alias
    return None
