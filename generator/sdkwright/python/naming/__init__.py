"""Names of the Python output: casing, initialisms, singular forms, reserved words, collisions."""

from sdkwright.python.naming.casing import Casings, casings_from
from sdkwright.python.naming.collisions import unique
from sdkwright.python.naming.identifiers import (
    argument_name,
    besides_idempotency,
    class_name,
    field_name,
    key_name,
    method_name,
    module_name,
    page_field_name,
)
from sdkwright.python.naming.inflection import singular
from sdkwright.python.naming.resources import ResourceNames, attribute_path, class_stem, module_stem, resource_names
from sdkwright.python.naming.words import split_words

__all__ = [
    "Casings",
    "ResourceNames",
    "argument_name",
    "attribute_path",
    "besides_idempotency",
    "casings_from",
    "class_name",
    "class_stem",
    "field_name",
    "key_name",
    "method_name",
    "module_name",
    "module_stem",
    "page_field_name",
    "resource_names",
    "singular",
    "split_words",
    "unique",
]
