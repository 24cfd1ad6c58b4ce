"""The error classes of a config's own (CONFIG section 15).

In: the section `errors` and the document's schemas. Out: one `ErrorKind` per class.
"""

from __future__ import annotations

from sdkwright.config.settings import ErrorSettings, ErrorVariant, Settings
from sdkwright.lower.models import find_schema
from sdkwright.lower.schemas import settle
from sdkwright.lower.table import SchemaTable
from sdkwright.model.api import ErrorKind
from sdkwright.model.queries import bare_schema, constant
from sdkwright.model.schema import SchemaId, Union


def lower_errors(table: SchemaTable, settings: Settings) -> tuple[ErrorKind, ...]:
    """The classes in the config's order; without `variants`, one for each variant of the union that has a value."""
    errors = settings.errors
    if errors is None or not errors.discriminator:
        return ()
    bodies = _bodies(table, errors)
    variants = errors.variants or tuple(ErrorVariant(value=value) for value in bodies)
    return tuple(_kind(table, errors, variant, bodies.get(variant.value)) for variant in variants)


def _kind(table: SchemaTable, errors: ErrorSettings, variant: ErrorVariant, body: SchemaId | None) -> ErrorKind:
    status = variant.status_code
    if status is None and body is not None and errors.status_property:
        written = constant(table, body, errors.status_property)
        status = written if isinstance(written, int) else None
    name = variant.name or variant.value
    if not variant.name and not name.lower().endswith("error"):
        name += " error"
    return ErrorKind(name=name, value=variant.value, status=status, schema=body)


def _bodies(table: SchemaTable, errors: ErrorSettings) -> dict[str, SchemaId]:
    """The variants of the union by what their discriminator has."""
    pointer = find_schema(table.source, errors.source, errors.location) if errors.source else None
    if pointer is None:
        return {}
    union = table.reach(pointer)
    settle(table)
    type_ = bare_schema(table, union).type
    found: dict[str, SchemaId] = {}
    for variant in type_.variants if isinstance(type_, Union) else (union,):
        value = constant(table, variant, errors.discriminator)
        if isinstance(value, str):
            found.setdefault(value, variant)
    return found
