"""Identifiers from names: the right case, never a keyword, never a digit first, never empty.

In: a wire name or key, and `Casings`. Out: a Python identifier. What several names in one scope come to
is settled by `collisions.unique`.
"""

from __future__ import annotations

from sdkwright.python.naming.casing import Casings
from sdkwright.python.naming.reserved import (
    ARGUMENTS,
    IDEMPOTENCY_ARGUMENT,
    KEYWORDS,
    METHODS,
    MODEL_ATTRIBUTES,
    MODEL_PREFIX,
    MODULES,
    PAGE_ATTRIBUTES,
)

_NAMESPACE = "api_"


def key_name(name: str, casings: Casings) -> str:
    """The name of a TypedDict key, which may be a keyword: `fileName` -> `file_name`, `3ds` -> `api_3ds`."""
    snake = casings.snake(name)
    if not snake:
        return "value"
    return _NAMESPACE + snake if name.startswith("_") or snake[0].isdigit() else snake


def variable_name(name: str, casings: Casings) -> str:
    """As `key_name`, and no keyword: `from` -> `from_`."""
    key = key_name(name, casings)
    return key + "_" if key in KEYWORDS else key


def field_name(name: str, casings: Casings) -> str:
    """The name of a model's field: a variable's, clear of what the base class has (`schema_`, `api_model_id`)."""
    key = variable_name(name, casings)
    if key in MODEL_ATTRIBUTES:
        return key + "_"
    return _NAMESPACE + key if key.startswith(MODEL_PREFIX) else key


def page_field_name(name: str, casings: Casings) -> str:
    """The name of a page's field: a model's, clear of the methods of pages (`has_next_page_`)."""
    key = field_name(name, casings)
    return key + "_" if key in PAGE_ATTRIBUTES else key


def argument_name(name: str, casings: Casings) -> str:
    """The name of a method's argument: a variable's, clear of those that every method has (`api_timeout`)."""
    key = variable_name(name, casings)
    return _NAMESPACE + key if key in ARGUMENTS else key


def besides_idempotency(name: str) -> str:
    """The name of an argument of a method that has an `idempotency_key` of its own."""
    return _NAMESPACE + name if name == IDEMPOTENCY_ARGUMENT else name


def method_name(name: str, casings: Casings) -> str:
    """The name of a method: `getFromURL` -> `get_from_url`, `import` -> `import_`."""
    key = variable_name(name, casings)
    return key + "_" if key in METHODS else key


def module_name(name: str, casings: Casings) -> str:
    """The name of a module or attribute: `trip-details` -> `trip_details`."""
    key = variable_name(name, casings)
    return key + "_" if key in MODULES else key


def class_name(name: str, casings: Casings) -> str:
    """The name of a class: `universal_classification` -> `UniversalClassification`, `3ds` -> `_3DS`."""
    pascal = casings.pascal(name)
    if not pascal:
        return "Value"
    if pascal[0].isdigit():
        pascal = "_" + pascal
    return pascal + "_" if pascal in KEYWORDS else pascal
