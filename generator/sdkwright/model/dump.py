"""The model as canonical JSON, for `sdkwright dump`, golden tests, comparisons and foreign renderers.

In: an `Api`. Out: text that is byte-equal for equal models.

The form: keys are sorted; a field that holds its default (as the model's records give it) is left out; a member
of a sum type (`Type`, `Method`) is an object with one key, its name in snake case: `{"ref": {"target": "#/..."}}`;
an enumeration is its value; a mapping by id is an object; an origin is `file:line:column pointer`; a JSON value of the
document (defaults, examples) stands as it was written. `MODEL_VERSION` grows with every change of meaning or shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import Enum as PyEnum
from typing import cast, get_args

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from sdkwright.model.api import Api
from sdkwright.model.operation import HttpMethod, Method
from sdkwright.model.schema import JsonMap, Origin, Type

MODEL_VERSION = 1

_TAGGED: frozenset[type] = frozenset((*get_args(Type), *get_args(Method)))


def dump_api(api: Api) -> str:
    """The whole model as canonical JSON, with a line feed at the end."""
    document = {"version": MODEL_VERSION, "api": _plain(api)}
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def thaw(value: object) -> object:
    """A frozen JSON value (`JsonMap`, tuples) as plain dictionaries and lists."""
    match value:
        case JsonMap():
            return {key: thaw(member) for key, member in value.items}
        case tuple():
            return [thaw(member) for member in cast("tuple[object, ...]", value)]
        case _:
            return value


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case PyEnum() | HttpMethod():
            return value.value
        case JsonMap():
            return thaw(value)
        case Origin():
            place = value.location
            return f"{place.file}:{place.line}:{place.column} {place.pointer}"
        case tuple():
            return [_plain(member) for member in cast("tuple[object, ...]", value)]
        case Mapping():
            return {key: _plain(member) for key, member in cast("Mapping[str, object]", value).items()}
        case Struct():
            return _plain_node(value)
        case _:
            raise TypeError(f"no JSON form for {type(value).__name__}")


def _plain_node(node: Struct) -> object:
    body: dict[str, object] = {}
    for field in fields(node):
        value: object = getattr(node, field.name)
        if not _is_default(field, value):
            body[field.name] = _plain(value)
    return {_snake(type(node).__name__): body} if type(node) in _TAGGED else body


def _is_default(field: FieldInfo, value: object) -> bool:
    if field.default is not NODEFAULT:
        return type(value) is type(field.default) and value == field.default
    return field.default_factory is not NODEFAULT and value == field.default_factory()


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
