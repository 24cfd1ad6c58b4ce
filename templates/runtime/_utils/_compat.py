"""`typing` questions whose answer depends on the version of Python, under the names that older code imports."""

from __future__ import annotations

import types
import typing
import typing_extensions
from typing import Any, Union, cast
from datetime import date, datetime

from .._types import StrBytesIntFloat
from ._datetime_parse import parse_date as _parse_date, parse_datetime as _parse_datetime

_LITERAL_TYPES: tuple[Any, ...] = (typing.Literal, typing_extensions.Literal)
_UNION_TYPES: tuple[Any, ...] = (Union, types.UnionType)


def get_args(tp: type[Any]) -> tuple[Any, ...]:
    return typing_extensions.get_args(tp)


def get_origin(tp: type[Any]) -> type[Any] | None:
    return cast("type[Any] | None", typing_extensions.get_origin(tp))


def is_union(tp: type[Any] | None) -> bool:
    """Whether the *origin* of a type is a union: `Union[...]` has one, and `X | Y` another."""
    return cast("Any", tp) in _UNION_TYPES


def is_typeddict(tp: type[Any]) -> bool:
    return typing_extensions.is_typeddict(tp)


def is_literal_type(tp: type[Any]) -> bool:
    return get_origin(tp) in _LITERAL_TYPES


def parse_date(value: date | StrBytesIntFloat) -> date:
    return _parse_date(value)


def parse_datetime(value: datetime | StrBytesIntFloat) -> datetime:
    return _parse_datetime(value)
