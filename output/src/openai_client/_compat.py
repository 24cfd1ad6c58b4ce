"""One name for each thing that pydantic has renamed over time.

Code written against older SDKs imports these, so they stay, although only pydantic 2 is supported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, ClassVar, cast
from datetime import date, datetime
from functools import cached_property as _cached_property

import pydantic
from pydantic import ConfigDict as ConfigDict
from pydantic.fields import FieldInfo

from ._types import IncEx, StrBytesIntFloat
from ._collector import collector_at_rest
from ._utils._compat import (
    get_args as _get_args,
    is_union as _is_union,
    get_origin as _get_origin,
    parse_date as _parse_date,
    is_typeddict as _is_typeddict,
    parse_datetime as _parse_datetime,
    is_literal_type as _is_literal_type,
)

_ModelT = TypeVar("_ModelT", bound=pydantic.BaseModel)

PYDANTIC_V1 = False
PYDANTIC_V2 = True


def parse_date(value: date | StrBytesIntFloat) -> date:
    return _parse_date(value)


def parse_datetime(value: datetime | StrBytesIntFloat) -> datetime:
    return _parse_datetime(value)


def get_args(t: type[Any]) -> tuple[Any, ...]:
    return _get_args(t)


def get_origin(t: type[Any]) -> type[Any] | None:
    return _get_origin(t)


def is_union(tp: type[Any] | None) -> bool:
    return _is_union(tp)


def is_literal_type(type_: type[Any]) -> bool:
    return _is_literal_type(type_)


def is_typeddict(type_: type[Any]) -> bool:
    return _is_typeddict(type_)


def field_is_required(field: FieldInfo) -> bool:
    return field.is_required()


def field_get_default(field: FieldInfo) -> Any:
    """A field's default, and `None` for a field that has none."""
    default = field.get_default(call_default_factory=True)
    # pydantic's marker for "no default" is private in some versions, its name is not.
    return None if type(default).__name__ == "PydanticUndefinedType" else default


def field_outer_type(field: FieldInfo) -> Any:
    return field.annotation


def get_model_config(model: type[pydantic.BaseModel]) -> Any:
    return model.model_config


def get_model_fields(model: type[pydantic.BaseModel]) -> dict[str, FieldInfo]:
    return model.model_fields


def parse_obj(model: type[_ModelT], value: object) -> _ModelT:
    return model.model_validate(value)


def model_parse(model: type[_ModelT], data: Any) -> _ModelT:
    return model.model_validate(data)


def model_parse_json(model: type[_ModelT], data: str | bytes) -> _ModelT:
    return model.model_validate_json(data)


def model_copy(model: _ModelT, *, deep: bool = False) -> _ModelT:
    return model.model_copy(deep=deep)


def model_json(model: pydantic.BaseModel, *, indent: int | None = None) -> str:
    return model.model_dump_json(indent=indent)


def model_json_schema(model: type[_ModelT]) -> dict[str, Any]:
    return model.model_json_schema()


def model_dump(
    model: pydantic.BaseModel,
    *,
    exclude: IncEx | None = None,
    exclude_unset: bool = False,
    exclude_defaults: bool = False,
    warnings: bool = True,
    mode: Literal["json", "python"] = "python",
    by_alias: bool | None = None,
) -> dict[str, Any]:
    # Left out unless asked for, so that a model's own `serialize_by_alias` decides.
    naming: dict[str, Any] = {} if by_alias is None else {"by_alias": by_alias}
    return model.model_dump(
        mode=mode,
        exclude=cast("Any", exclude),
        exclude_unset=exclude_unset,
        exclude_defaults=exclude_defaults,
        warnings=warnings,
        **naming,
    )


class GenericModel(pydantic.BaseModel):
    """A model with type variables, which in pydantic 2 every model may have."""

    model_config: ClassVar[ConfigDict] = ConfigDict(defer_build=True)


# A checker shall take a cached property for read-only, as the properties of the clients are.
if TYPE_CHECKING:
    cached_property = property
    typed_cached_property = _cached_property
else:
    typed_cached_property = _cached_property

    class cached_property(_cached_property):
        """Computed once for each object; the first of them has modules imported, and so the collector rests."""

        _has_imported = False

        def __get__(self, instance, owner=None):
            if self._has_imported or instance is None:
                return super().__get__(instance, owner)
            with collector_at_rest():
                value = super().__get__(instance, owner)
            self._has_imported = True
            return value
