"""What a schema demands of its values, in words.

In: a schema. Out: a Markdown sentence's worth of `Code`, or `None` where it demands nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from sdkwright.model.queries import HasSchemas, bare_schema
from sdkwright.model.schema import Constraints, Json, SchemaId
from sdkwright.python.code import Code, compose, join
from sdkwright.python.examples.values import from_json
from sdkwright.python.site.encoders import code_span, json_block

_NONE = Constraints()


def limits_in_words(api: HasSchemas, schema_id: SchemaId) -> Code | None:
    """The limits of a schema and its default: `at least 1, at most 100; default 20`."""
    schema = api.schemas[schema_id]
    target = bare_schema(api, schema_id)
    if not any(one.has_default or one.constraints != _NONE for one in (schema, target)):  # as nearly always
        return None
    found = list(_constraints(schema.constraints))
    if target is not schema:
        found += [one for one in _constraints(target.constraints) if one not in found]
    default = next((_default(one.default) for one in (schema, target) if one.has_default), None)
    parts = [part for part in (join(", ", found) if found else None, default) if part is not None]
    return join("; ", parts) if parts else None


def _constraints(limits: Constraints) -> Iterator[Code]:
    numbers: tuple[tuple[LiteralString, int | float | None], ...] = (
        ("at least {}", limits.minimum),
        ("at most {}", limits.maximum),
        ("more than {}", limits.exclusive_minimum),
        ("less than {}", limits.exclusive_maximum),
        ("a multiple of {}", limits.multiple_of),
        ("length at least {}", limits.min_length),
        ("length at most {}", limits.max_length),
        ("at least {} in number", limits.min_items),
        ("at most {} in number", limits.max_items),
    )
    for words, number in numbers:
        if number is not None:
            yield compose(words, code_span(str(number)))
    if limits.pattern:
        yield compose("matches {}", code_span(limits.pattern))


def _default(default: Json) -> Code:
    return compose("default {}", code_span(" ".join(str(json_block(from_json(default))).split())))
