"""Schemas of OpenAPI 3.0 (and of Swagger 2.0, once it was taken apart) to JSON Schema 2020-12, in place.

In: one schema object at a time. Out: the same object, changed. What 3.0 wrote in a 3.1 document by habit
(`nullable`, boolean `exclusiveMinimum`) is understood alike, as real documents mix the two.
"""

from __future__ import annotations

from typing import Final

from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object

ANNOTATIONS: Final = frozenset(
    {"title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "externalDocs"}
)
"""What says something about a schema without restricting it: it stays outside when the rest is wrapped."""
_CHANGED: Final = frozenset({"exclusiveMinimum", "exclusiveMaximum", "discriminator", "items", "example", "nullable"})
"""A schema with none of these says the same in all versions, but for its type."""


def upgrade_schema(schema: Object, references: References) -> None:
    """Bring one schema object to JSON Schema 2020-12 (OpenAPI 3.1 §4.8.24)."""
    if schema.get("type") == "file":
        schema["type"] = "string"
        schema.setdefault("format", "binary")
    if _CHANGED.isdisjoint(schema):  # as most schemas are
        return
    _bound(schema, "minimum", "exclusiveMinimum")
    _bound(schema, "maximum", "exclusiveMaximum")
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    items = schema.get("items")
    if isinstance(items, list):
        schema.setdefault("prefixItems", items)
        del schema["items"]
    _give_items_their_enum(schema)
    if "example" in schema and "examples" not in schema:
        schema["examples"] = [schema["example"]]
    nullable = schema.pop("nullable", False)
    if isinstance(nullable, bool) and nullable:
        _admit_null(schema, references)


def _give_items_their_enum(schema: Object) -> None:
    """Move the members of a list's elements, written beside `type: array`, to where they belong.

    An enum of an array lists whole arrays (JSON Schema validation 2020-12, §6.1.2). Frameworks of Swagger 2.0 write
    what the elements may be there, which no array is.
    """
    members, element = schema.get("enum"), schema.get("items")
    if schema.get("type") != "array" or not isinstance(members, list) or not isinstance(element, dict):
        return
    if members and not any(isinstance(member, list) for member in members) and "$ref" not in element:
        element.setdefault("enum", members)
        del schema["enum"]


def _bound(schema: Object, bound: str, exclusive: str) -> None:
    """Draft 4 said with a boolean that a bound is exclusive; 2020-12 gives the bound there (§6.2.3)."""
    flag = schema.get(exclusive)
    if not isinstance(flag, bool):
        return
    del schema[exclusive]
    if flag and bound in schema:
        schema[exclusive] = schema.pop(bound)


def _admit_null(schema: Object, references: References) -> None:
    """Replace `nullable: true` by what 2020-12 has for it."""
    if isinstance(schema.get("enum"), list):
        _append(schema["enum"], None)
    if "$ref" in schema or "allOf" in schema:
        _wrap(schema, references)
        return
    for union in ("anyOf", "oneOf"):
        members = schema.get(union)
        if isinstance(members, list) and not any(_is_null(member) for member in members):
            members.append({"type": "null"})
    declared = schema.get("type")
    if isinstance(declared, str) and declared != "null":
        schema["type"] = [declared, "null"]
    elif isinstance(declared, list):
        _append(declared, "null")
    elif not any(keyword in schema for keyword in ("anyOf", "oneOf", "enum")):
        # As in `allOf: [$ref, {nullable: true}]`: there is no type here to add null to, but null is meant.
        schema["nullable"] = True


def _wrap(schema: Object, references: References) -> None:
    """Turn a schema into `anyOf: [what it was, null]`, annotations staying outside."""
    inner: Object = {}
    if "$ref" in schema:
        references.move(schema, inner)
    for key in list(schema):
        if key not in ANNOTATIONS and not key.startswith("x-"):
            inner[key] = schema.pop(key)
    only = inner.get("allOf")
    if len(inner) == 1 and isinstance(only, list) and len(only) == 1:
        schema["anyOf"] = [only[0], {"type": "null"}]
        return
    references.files.origins.inherit(inner, schema)
    schema["anyOf"] = [inner, {"type": "null"}]


def _append(values: Node, value: str | None) -> None:
    if isinstance(values, list) and not any(item is value or item == value for item in values):
        values.append(value)


def _is_null(member: Node) -> bool:
    return isinstance(member, dict) and member.get("type") == "null"
