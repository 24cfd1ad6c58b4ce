"""The commands that know schemas: extractToRefs, oneOfToAnyOf, guessDiscriminantUnions, splitSchemasByEnumProperty.

In: a `Context`. Out: the document, changed.
"""

from __future__ import annotations

import re

from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import JsonValue, join
from sdkwright.load.edit import assign, rename
from sdkwright.load.transforms.context import Context, Refused
from sdkwright.load.tree import Node, Object, mappings
from sdkwright.source.marks import tokens_of


def extract_to_refs(context: Context) -> None:
    """Move inline schemas to the components and leave references behind."""
    given = context.arguments.get("ref")
    for entry in given if isinstance(given, list) else [given]:
        target: JsonValue = entry.get("target") if isinstance(entry, dict) else None
        name: JsonValue = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            raise Refused(rules.TRANSFORM_INVALID, "`ref` takes a `target` and a `name`", "ref")
        name = name.rpartition("/")[2]
        schemas, pointer = _schemas(context.root)
        for match in context.targets(target, "ref", "target"):
            if any(node is schemas for node in mappings(match.value)):
                raise Refused(rules.TRANSFORM_TARGET, "the target holds all schemas and cannot be one", "ref", "target")
            if name not in schemas:
                schemas[name] = match.value
            reference: Object = {"$ref": join(pointer, name)}
            context.origins.inherit(reference, match.value)
            assign(match, reference)


def one_of_to_any_of(context: Context) -> None:
    """Every `oneOf` becomes an `anyOf`."""
    for node in mappings(context.root):
        if isinstance(node.get("oneOf"), list) and "anyOf" not in node:
            rename(node, "oneOf", "anyOf")


def guess_discriminant_unions(context: Context) -> None:
    """Add a discriminator to each union whose variants all have a constant of their own in one property."""
    for node in mappings(context.root):
        for keyword in ("oneOf", "anyOf"):
            variants = node.get(keyword)
            if isinstance(variants, list) and len(variants) > 1 and "discriminator" not in node:
                guessed = _discriminator(context.root, variants)
                if guessed is not None:
                    context.origins.inherit(guessed, node)
                    node["discriminator"] = guessed


def split_schemas_by_enum_property(context: Context) -> None:
    """Replace each variant of a union by one schema per value of its enum `enumProperty`."""
    name = context.text("enumProperty")
    schemas, pointer = _schemas(context.root)
    for match in context.targets(context.arguments.get("unionPath"), "unionPath"):
        union = match.value
        variants = union if isinstance(union, list) else None
        if isinstance(union, dict):
            held = union.get("oneOf", union.get("anyOf"))
            variants = held if isinstance(held, list) else None
        if variants is None:
            raise Refused(rules.TRANSFORM_TARGET, "the target is no union", "unionPath")
        variants[:] = [part for variant in variants for part in _split(context, variant, name, schemas, pointer)]


def _split(context: Context, variant: Node, name: str, schemas: Object, pointer: str) -> list[Node]:
    schema = _followed(context.root, variant)
    property_schema = _property(context.root, schema, name)
    values = property_schema.get("enum") if property_schema is not None else None
    if schema is None or not isinstance(values, list) or len(values) < 2:
        return [variant]
    reference = variant.get("$ref") if isinstance(variant, dict) else None
    base = tokens_of(reference)[-1] if isinstance(reference, str) and "/" in reference else "Variant"
    parts: list[Node] = []
    for value in values:
        part = context.origins.duplicate(schema)
        narrowed = _own_property(part, name)
        if not isinstance(part, dict) or narrowed is None:
            return [variant]
        narrowed["enum"] = [value]
        words = re.split(r"[^A-Za-z0-9]+", str(value))
        called = base + "".join(word[:1].upper() + word[1:].lower() for word in words)
        schemas[called] = part
        parts.append({"$ref": join(pointer, called)})
    return parts


def _discriminator(root: Object, variants: list[Node]) -> Object | None:
    schemas = [_followed(root, variant) for variant in variants]
    first = schemas[0]
    properties = first.get("properties") if first is not None else None
    for name in properties if isinstance(properties, dict) else ():
        constants = [_constant(_property(root, schema, name)) for schema in schemas]
        required = [schema.get("required") for schema in schemas if schema is not None]
        if None in constants or len(set(constants)) != len(constants):
            continue
        if not all(isinstance(names, list) and name in names for names in required):
            continue
        mapping: Object = {}
        for constant, variant in zip(constants, variants, strict=True):
            reference = variant.get("$ref") if isinstance(variant, dict) else None
            if isinstance(reference, str) and constant is not None:
                mapping[constant] = reference
        discriminator: Object = {"propertyName": name}
        if len(mapping) == len(variants):
            discriminator["mapping"] = mapping
        return discriminator
    return None


def _constant(schema: Object | None) -> str | None:
    """The one string that a schema admits."""
    if schema is None:
        return None
    values = schema.get("enum")
    value = schema.get("const", values[0] if isinstance(values, list) and len(values) == 1 else None)
    return value if isinstance(value, str) else None


def _own_property(schema: Node, name: str) -> Object | None:
    properties = schema.get("properties") if isinstance(schema, dict) else None
    found = properties.get(name) if isinstance(properties, dict) else None
    return found if isinstance(found, dict) else None


def _property(root: Object, schema: Object | None, name: str) -> Object | None:
    return _followed(root, _own_property(schema, name))


def _followed(root: Object, node: Node) -> Object | None:
    """A schema behind its references within the document."""
    for _ in range(16):
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str):
            break
        node = root
        for token in tokens_of(reference):
            node = node.get(token) if isinstance(node, dict) else None
    return node if isinstance(node, dict) else None


def _schemas(root: Object) -> tuple[Object, str]:
    """Where the document keeps its schemas, made if need be, and the pointer to it."""
    if "swagger" in root:
        return _mapping_at(root, "definitions"), "#/definitions"
    return _mapping_at(_mapping_at(root, "components"), "schemas"), "#/components/schemas"


def _mapping_at(holder: Object, key: str) -> Object:
    value = holder.get(key)
    if not isinstance(value, dict):
        value = holder[key] = {}
    return value
