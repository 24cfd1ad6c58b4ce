"""Checks that the tests share."""

from __future__ import annotations

import base64
import inspect
from types import UnionType
from typing import Any, Union, Literal, Annotated, cast, get_args, get_origin
from datetime import date, datetime, timezone
from collections.abc import Mapping, Iterable
from typing_extensions import is_typeddict

from pydantic import BaseModel


def assert_matches_type(type_: Any, value: object, *, path: list[str]) -> None:
    """Fail where a value is not of the given type, with the path of the part at fault."""
    problem = mismatch(type_, value, path)
    assert problem is None, problem


def mismatch(type_: Any, value: object, path: list[str]) -> str | None:
    """What is wrong with a value, or `None`."""
    type_ = getattr(type_, "__value__", type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return mismatch(arguments[0], value, path)
    if type_ is Any or type_ is object:
        return None
    if type_ is None or type_ is type(None):
        return None if value is None else _unlike("None", value, path)
    if origin is Union or origin is UnionType:
        problems = [mismatch(variant, value, path) for variant in arguments]
        return None if None in problems else "; ".join(problem for problem in problems if problem)
    if origin is Literal:
        return None if value in arguments else _unlike(f"one of {arguments}", value, path)
    if origin in (list, Iterable):
        return _mismatch_of_items(list, arguments, value, path)
    if origin in (dict, Mapping):
        return _mismatch_of_entries(arguments, value, path)
    if is_typeddict(type_):
        return None if isinstance(value, dict) else _unlike("a dict", value, path)
    plain = origin or type_
    if inspect.isclass(plain) and issubclass(plain, BaseModel):
        return _mismatch_of_fields(plain, value, path)
    if plain is float:
        return (
            None if isinstance(value, (int, float)) and not isinstance(value, bool) else _unlike("float", value, path)
        )
    if plain is int:
        return None if isinstance(value, int) and not isinstance(value, bool) else _unlike("int", value, path)
    if plain in (str, bool, bytes, date, datetime) or inspect.isclass(plain):
        return None if isinstance(value, plain) else _unlike(plain.__name__, value, path)
    raise TypeError(f"{'.'.join(path)}: no check for {type_!r}")


def _unlike(expected: str, value: object, path: list[str]) -> str:
    return f"{'.'.join(path)} should be {expected} but is {value!r}"


def _mismatch_of_items(kind: type, arguments: tuple[Any, ...], value: object, path: list[str]) -> str | None:
    if not isinstance(value, kind):
        return _unlike(kind.__name__, value, path)
    items = cast("Iterable[object]", value)
    found = (mismatch(arguments[0], item, [*path, str(index)]) for index, item in enumerate(items))
    return next((problem for problem in found if problem), None)


def _mismatch_of_entries(arguments: tuple[Any, ...], value: object, path: list[str]) -> str | None:
    if not isinstance(value, Mapping):
        return _unlike("a mapping", value, path)
    entries = cast("Mapping[object, object]", value)
    found = (mismatch(arguments[1], item, [*path, str(key)]) for key, item in entries.items())
    return next((problem for problem in found if problem), None)


def _mismatch_of_fields(model: type[BaseModel], value: object, path: list[str]) -> str | None:
    if not isinstance(value, model):
        return _unlike(model.__name__, value, path)
    for name, field in type(value).model_fields.items():
        content = getattr(value, name)
        if content is None and not field.is_required():
            continue
        problem = mismatch(field.annotation, content, [*path, name])
        if problem:
            return problem
    return None


def signed_headers(payload: str, key: bytes) -> dict[str, str]:
    """The headers that a server sends with a webhook that it signed with `key`."""
    from standardwebhooks import Webhook

    moment = datetime.now(tz=timezone.utc)
    signature = Webhook(base64.b64encode(key).decode("ascii")).sign("evt_test", moment, payload)
    return {
        "webhook-id": "evt_test",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }
