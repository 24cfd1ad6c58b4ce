"""How well does data fit a type? Decides between variants of a union that nothing else tells apart.

Every value inside of the data counts once, for or against, as far as the type knows of it: a constant that is right
says most, then the number of values of the right type, then that of wrong ones, then that of unknown properties.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast, get_args, get_origin
from datetime import date, datetime
from collections.abc import Mapping, Callable

from ._types import NoneType
from ._utils import parse_date, alias_target, is_union_type, parse_datetime, is_literal_type, is_type_alias_type
from ._construct import plan_of, strip_metadata, is_constructible_model

_ENOUGH_ITEMS = 50
"""Of a long list, so many say what it is."""


class Fit(NamedTuple):
    """A count of what speaks for and against a type."""

    constants: int
    """Constants with the right value, minus those with another."""
    matched: int
    """Values of the right type; an object or an array is one, beside what is in it."""
    mismatched: int
    unknown: int = 0
    """Properties that a model does not have."""

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Greater is better."""
        return (self.constants, self.matched, -self.mismatched, -self.unknown)

    @property
    def exact(self) -> bool:
        """Whether every value is known, and of the right type."""
        return not self.mismatched and not self.unknown

    def plus(self, other: Fit) -> Fit:
        """Both together."""
        return Fit(
            self.constants + other.constants,
            self.matched + other.matched,
            self.mismatched + other.mismatched,
            self.unknown + other.unknown,
        )


MATCH = Fit(0, 1, 0)
MISMATCH = Fit(0, 0, 1)
UNKNOWN = Fit(0, 0, 0, 1)


def fit(type_: Any, value: object) -> Fit:
    """How well `value`, as JSON has it, fits a type."""
    type_, _ = strip_metadata(type_)
    if is_type_alias_type(type_):
        return fit(alias_target(type_), value)
    if is_union_type(type_):
        return max((fit(variant, value) for variant in get_args(type_)), key=lambda found: found.rank)
    if is_literal_type(type_):
        return _fit_literal(get_args(type_), value)
    origin, arguments = get_origin(type_) or type_, get_args(type_)
    if is_constructible_model(origin):
        return _fit_model(origin, value)
    if origin is dict:
        return _fit_mapping(arguments, value)
    if origin is list:
        return _fit_list(arguments, value)
    check = _SCALARS.get(origin)
    # nothing is known against a type that is not checked here, `object` for one
    return MATCH if check is None or check(value) else MISMATCH


def _fit_model(cls: Any, value: object) -> Fit:
    if not isinstance(value, Mapping):
        return MISMATCH
    plan = plan_of(cls)
    total = MATCH
    for key, item in cast("Mapping[str, object]", value).items():
        if key in plan.annotations:
            total = total.plus(fit(plan.annotations[key], item))
        elif plan.extra is None:
            total = total.plus(UNKNOWN)
    return total


def _fit_mapping(arguments: tuple[Any, ...], value: object) -> Fit:
    if not isinstance(value, Mapping):
        return MISMATCH
    total = MATCH
    if len(arguments) > 1:
        for item in cast("Mapping[str, object]", value).values():
            found = fit(arguments[1], item)
            # A mapping takes any key, so that a key with a plain value says nothing for it.
            if found != MATCH:
                total = total.plus(found)
    return total


def _fit_list(arguments: tuple[Any, ...], value: object) -> Fit:
    if not isinstance(value, list):
        return MISMATCH
    total = MATCH
    if arguments:
        for item in cast("list[object]", value)[:_ENOUGH_ITEMS]:
            total = total.plus(fit(arguments[0], item))
    return total


def _fit_literal(values: tuple[Any, ...], value: object) -> Fit:
    # `True == 1`, and neither is the other's constant.
    right = any(type(value) is type(allowed) and value == allowed for allowed in values)
    if len(values) > 1:
        return MATCH if right else MISMATCH
    return Fit(1, 1, 0) if right else Fit(-1, 0, 1)


def _is_date_text(parse: Callable[[Any], object]) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        if not isinstance(value, str):
            return False
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return check


_SCALARS: dict[Any, Callable[[object], bool]] = {
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    float: lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    NoneType: lambda value: value is None,
    datetime: _is_date_text(parse_datetime),
    date: _is_date_text(parse_date),
}
