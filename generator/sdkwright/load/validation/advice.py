"""What to do about a deviation from the specification, where the generic advice can be bettered.

In: what a JSON Schema refuses, and the names of fields that the schema knows. Out: a hint, or None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Final

from jsonschema_rs import ValidationError, ValidationErrorKind

from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.load.tree import Node

_STATUS: Final = re.compile(r"[1-5](?:\d\d|XX)", re.IGNORECASE)
_NO_BREAK_SPACES: Final = ("\u00a0", "\u2007", "\u202f", "\u3000")
_OF_ANOTHER_TYPE: Final = {
    ("openapi", "float"): "quote it: `openapi: '3.1.0'`",
    ("swagger", "float"): "quote it: `swagger: '2.0'`",
    ("required", "bool"): "list the names of required properties beside `properties`: `required: [id]`",
    ("exclusiveMinimum", "bool"): "since OpenAPI 3.1 it is the bound itself, in the place of `minimum`",
    ("exclusiveMaximum", "bool"): "since OpenAPI 3.1 it is the bound itself, in the place of `maximum`",
}
"""What is often written with a value of this type."""
_NEAR: Final = 0.75
_FEW: Final = 8


def field_names(schema: Node) -> frozenset[str]:
    """The names of all fields that a JSON Schema describes."""
    found: set[str] = set()
    stack = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            found.update(properties if isinstance(properties, dict) else ())
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return frozenset(found)


def misspelt(name: str, fields: Iterable[str]) -> str | None:
    """What may have been meant by the name of a field that there is not."""
    if name == "swagger":
        return "delete one of `openapi` and `swagger`"
    if name.startswith(_NO_BREAK_SPACES):
        return "indent it with plain spaces: these are no-break spaces, as copied from a web page"
    return _nearest(name, [field for field in fields if field != name])


def advice(error: ValidationError) -> str | None:
    """What would be right in place of what the schema refuses."""
    match error.kind:
        case ValidationErrorKind.Enum(options=list() as options):
            return _one_of(error.instance, options)
        case ValidationErrorKind.Constant(expected_value=value):
            return _one_of(error.instance, [value])
        case ValidationErrorKind.Required(property=name) if name.strip('"') == "required":
            return "write `required: true`: a path without the value of a parameter is another path"
        case ValidationErrorKind.Required(property=name):
            return f"add `{name.strip(chr(34))}`"
        case ValidationErrorKind.Type() if isinstance(error.instance, str) and error.instance.startswith("-"):
            return "write a space after each hyphen: `- first`"
        case ValidationErrorKind.Type():
            return _OF_ANOTHER_TYPE.get((str((error.instance_path or [""])[-1]), type(error.instance).__name__))
        case _:
            return None


def is_status(name: str) -> bool:
    """Whether the key of an answer says which status codes it is for."""
    return _STATUS.fullmatch(name) is not None or name == "default"


def _one_of(value: object, options: Sequence[object]) -> str | None:
    words = [option for option in options if isinstance(option, str)]
    meant = _nearest(value, words) if isinstance(value, str) else None
    if meant is None and 0 < len(options) <= _FEW:
        return "write " + " or ".join(f"`{word if isinstance(word, str) else json.dumps(word)}`" for word in options)
    return meant


def _nearest(word: str, choices: Iterable[str]) -> str | None:
    return did_you_mean(word, sorted(choices, reverse=True), cutoff=_NEAR)
