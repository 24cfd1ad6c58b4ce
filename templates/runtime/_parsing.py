"""From the body of a response to the type that the caller asked for. No I/O: the body has been read."""

from __future__ import annotations

import types
import logging
import contextlib
from typing import TYPE_CHECKING, Any, Union, Literal, cast, get_args, get_origin
from datetime import date
from collections.abc import Callable

import pydantic

from ._http import httpx
from ._types import NoneType
from ._utils import alias_target, extract_type_arg, is_annotated_type, is_type_alias_type
from ._models import READERS, BaseModel, is_basemodel, validate_type, construct_type
from ._exceptions import APIResponseValidationError

if TYPE_CHECKING:
    from ._loose_json import LooseReader
    from ._base_client import BaseClient

log: logging.Logger = logging.getLogger(__name__)

_PACKAGE = (__package__ or "").partition(".")[0]
_GENERIC_TARGETS: frozenset[object] = frozenset({list, dict, Union, types.UnionType, Literal})


class JSONText(str):
    """A target for text that comes as a JSON string: `"a"` gives `a`, where the target `str` gives the body itself."""

    __slots__ = ()

    @classmethod
    def build(cls, *, response: httpx.Response, data: object) -> str:
        return data if isinstance(data, str) else response.text


def plain_target(target: Any) -> Any:
    """The type behind type aliases and annotations: `T` of `Annotated[T, ...]` and of `type Alias = T`."""
    while True:
        if is_type_alias_type(target):
            target = alias_target(target)
        elif target is not None and is_annotated_type(target):
            target = extract_type_arg(target, 0)
        else:
            return target


def parse_body(response: httpx.Response, target: Any, client: BaseClient[Any, Any]) -> Any:
    """The body of `response` as `target`, a type without alias and annotation.

    No body is None for a target that may be None. A body that is not JSON comes back as text where JSON was expected,
    unless the client validates responses: then it is an APIResponseValidationError, as is data that does not fit. A
    target that cannot be parsed into is a TypeError, RuntimeError or ValueError.
    """
    if target is NoneType:
        return None
    if target is str:
        return response.text
    if target is bytes:
        return response.content
    if target is int:
        return int(response.text)
    if target is float:
        return float(response.text)
    if target is bool:
        return response.text.lower() == "true"
    if target is httpx.Response:
        return response
    _check_target(target)
    if NoneType in get_args(target) and not response.content:
        return None

    media_type = response.headers.get("content-type", "*").partition(";")[0].rstrip()
    if media_type.endswith("json"):
        return parse_json(response.content, lambda: _json(response), target, response, client)
    if is_basemodel(target):
        # Servers forget the header more often than they send something else in place of an object.
        try:
            data = response.json()
        except ValueError as error:
            log.debug("The body is not JSON: %s", error)
        else:
            return client._process_response_data(data=data, cast_to=target, response=response)
    if client._strict_response_validation:
        raise APIResponseValidationError(
            response=response,
            message=f"Expected the response to be of type `application/json` but it is `{media_type}`.",
            body=response.text,
        )
    return response.text


def parse_json(
    text: str | bytes, load: Callable[[], object], target: Any, response: httpx.Response, client: BaseClient[Any, Any]
) -> Any:
    """JSON text as `target`: in one step where nothing but construction is asked for, else by way of plain data.

    `load` gives the data in the text, or raises what it likes.
    """
    reader = reader_for(target, client)
    if reader is not None:
        # What only Python's reader can read (UTF-16, half a surrogate pair) is left to it, as are its errors.
        with contextlib.suppress(ValueError):
            return reader.read(text)
    return client._process_response_data(data=load(), cast_to=target, response=response)


def reader_for(target: Any, client: BaseClient[Any, Any]) -> LooseReader | None:
    """What reads JSON text as `target` in one step; None where there is no such thing, or not yet."""
    if client._reads_loosely() and target is not object and not is_builder(target):
        return READERS.get(target)
    return None


def parse_data(data: object, target: Any, response: httpx.Response, *, strict: bool) -> Any:
    """JSON data as `target`: validated if `strict`, else constructed as well as it fits.

    Raises APIResponseValidationError.
    """
    if data is None or target is object:
        return data
    try:
        if is_builder(target):
            return target.build(response=response, data=data)
        if strict:
            return validate_type(type_=target, value=data)
        return construct_type(type_=target, value=data)
    except pydantic.ValidationError as error:
        raise APIResponseValidationError(response=response, body=data) from error


def is_builder(target: Any) -> bool:
    """Whether `target` is a class that makes its own instances, by a method `build(response=, data=)`."""
    return isinstance(target, type) and callable(getattr(target, "build", None))


def _check_target(target: Any) -> None:
    origin = get_origin(target) or target
    if target is object or origin in _GENERIC_TARGETS or not isinstance(origin, type):
        return
    if issubclass(origin, (BaseModel, dict, date)) or is_builder(origin):  # a `datetime` is a `date` as well
        return
    if issubclass(origin, httpx.Response):
        raise ValueError("A subclass of the HTTP library's response class cannot be a parse target")
    if issubclass(origin, pydantic.BaseModel):
        raise TypeError(f"Pydantic models must subclass our base model type, e.g. `from {_PACKAGE} import BaseModel`")
    raise RuntimeError(
        f"Cannot parse a response into {target}; use a subclass of {BaseModel}, a dict, list or union, "
        f"{NoneType}, str, bytes, int, float, bool or {httpx.Response}."
    )


def _json(response: httpx.Response) -> object:
    try:
        return cast("object", response.json())
    except ValueError as error:
        if not response.content.strip():
            return None
        raise APIResponseValidationError(
            response=response, message=f"The response is not valid JSON: {error}", body=response.text
        ) from error
