"""Questions about type expressions: what is this, and what is inside of it?

Takes what annotations evaluate to, as `typing`, `typing_extensions` and `types` make them.
"""

from __future__ import annotations

import sys
import typing
import typing_extensions
from typing import Any, TypeVar, Annotated, cast, get_args, get_origin
from collections import abc
from collections.abc import Iterable
from typing_extensions import TypeIs, ReadOnly, Required, NotRequired

from ._utils import lru_cache
from ._compat import is_union

_WRAPPERS = (Annotated, Required, NotRequired, ReadOnly)


def is_annotated_type(typ: type) -> bool:
    return get_origin(typ) is Annotated


def is_list_type(typ: type) -> bool:
    return (get_origin(typ) or typ) is list


def is_sequence_type(typ: type) -> bool:
    return (get_origin(typ) or typ) in (abc.Sequence, typing.Sequence)


def is_iterable_type(typ: type) -> bool:
    """Whether the type is `Iterable[...]` itself; a list is another type."""
    return (get_origin(typ) or typ) in (abc.Iterable, typing.Iterable)


def is_union_type(typ: type) -> bool:
    return is_union(get_origin(typ))


def is_required_type(typ: type) -> bool:
    return get_origin(typ) is Required


def is_typevar(typ: type) -> bool:
    return isinstance(cast("object", typ), TypeVar)


# The standard library's class, where there is one, is not the backport's.
if sys.version_info >= (3, 12):
    _TYPE_ALIAS_TYPES: tuple[type, ...] = (typing_extensions.TypeAliasType, typing.TypeAliasType)
else:
    _TYPE_ALIAS_TYPES: tuple[type, ...] = (typing_extensions.TypeAliasType,)


def is_type_alias_type(tp: Any, /) -> TypeIs[typing_extensions.TypeAliasType]:
    """Whether this is an alias made by `TypeAliasType` or by a `type X = ...` statement."""
    return isinstance(tp, _TYPE_ALIAS_TYPES)


def alias_target(alias: typing_extensions.TypeAliasType) -> Any:
    """What an alias stands for, the names in it that are written as text looked up in its module.

    Aliases that go in a circle refer to each other so. Where a name is not there (yet), they stay as they are written.
    """
    try:
        return _resolved(alias)
    except Exception:
        return alias.__value__


@lru_cache(maxsize=4096)
def _resolved(alias: typing_extensions.TypeAliasType) -> Any:
    holder = type("Holder", (), {"__annotations__": {"target": alias.__value__}, "__module__": alias.__module__})
    return typing_extensions.get_type_hints(holder, include_extras=True)["target"]


@lru_cache(maxsize=4096)
def strip_annotated_type(typ: type) -> type:
    """Take off `Annotated`, `Required`, `NotRequired` and `ReadOnly`, however they are nested."""
    while get_origin(typ) in _WRAPPERS:
        typ = cast("type", get_args(typ)[0])
    return typ


def extract_type_arg(typ: type, index: int) -> type:
    """The type argument at a position: `int` for `Dict[str, int]` and 1.

    Raises `RuntimeError` where there are fewer.
    """
    arguments = get_args(typ)
    if index >= len(arguments):
        raise RuntimeError(f"Expected type {typ} to have a type argument at index {index} but it did not")
    return cast("type", arguments[index])


def extract_type_var_from_base(
    typ: type,
    *,
    generic_bases: tuple[type, ...],
    index: int,
    failure_message: str | None = None,
) -> type:
    """What a class fills in for a type variable of one of its generic bases.

    With `class Rows(Stream[T])`, it is `int` for `Rows[int]`, and with `class Numbers(Rows[int])` it is `int` for
    `Numbers`: variables are followed through every generation.

    Raises `RuntimeError` where the variable stays open.
    """
    for arguments in _arguments_of_bases(typ, generic_bases):
        if not arguments:
            return extract_type_arg(typ, index)  # says what is missing
        if index < len(arguments) and not is_typevar(arguments[index]):
            return arguments[index]
    raise RuntimeError(failure_message or f"{typ} leaves type variable {index} of {generic_bases} open")


def _arguments_of_bases(typ: type, generic_bases: tuple[type, ...]) -> Iterable[tuple[type, ...]]:
    """The arguments that `typ` gives to each of `generic_bases` among its ancestors."""
    origin, arguments = _origin_and_arguments(typ)
    if origin in generic_bases:
        yield arguments
        return

    open_variables: tuple[object, ...] = getattr(origin, "__parameters__", ())
    bound = dict(zip(open_variables, arguments, strict=False))
    bases: tuple[Any, ...] = getattr(origin, "__orig_bases__", ()) or getattr(origin, "__bases__", ())
    for base in bases:
        base_parameters: tuple[object, ...] = getattr(base, "__parameters__", ())
        filled = base
        if base_parameters and bound and not isinstance(base, type):
            filled = base[tuple(bound.get(variable, variable) for variable in base_parameters)]
        yield from _arguments_of_bases(filled, generic_bases)


def _origin_and_arguments(typ: type) -> tuple[type, tuple[type, ...]]:
    origin = get_origin(typ)
    if origin is not None:
        return cast("type", origin), cast("tuple[type, ...]", get_args(typ))
    # pydantic makes a real class of each parametrisation, and notes what it came from.
    metadata: dict[str, Any] = getattr(typ, "__pydantic_generic_metadata__", {})
    if metadata.get("origin") is not None:
        return metadata["origin"], metadata["args"]
    return typ, ()
