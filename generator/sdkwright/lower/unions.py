"""Choices: `oneOf`, `anyOf` and their discriminators (OpenAPI 3.1 §4.8.25).

In: the parts of an intersection, some of which offer alternatives. Out: a `Union`. Alternatives that stand beside
other keywords are multiplied out: each variant is the intersection of itself and the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import JsonValue, join
from sdkwright.lower.annotations import is_annotation
from sdkwright.lower.composition import UNION_KEYWORDS, Parts, alternatives, is_vacuous
from sdkwright.lower.reading import Node
from sdkwright.lower.table import Recipe, SchemaTable
from sdkwright.model.queries import HasSchemas, all_properties, bare
from sdkwright.model.schema import (
    Any,
    Const,
    Discriminator,
    Enum,
    Nullable,
    Primitive,
    PrimitiveKind,
    Ref,
    Schema,
    SchemaId,
    Type,
    Union,
)


class Choice(Struct, frozen=True, kw_only=True):
    """A part that offers alternatives: under which keyword, the variants that are for us, and whether null is one."""

    node: Node
    keyword: str
    variants: tuple[Node, ...]
    null: bool


def find_choice(parts: Parts, recipe: Recipe) -> Choice | None:
    """The first part that offers alternatives, but for those already taken apart on the way here.

    A base that lists its own extensions as alternatives offers none to such an extension.
    """
    for fragment in parts.fragments:
        for keyword in UNION_KEYWORDS:
            if fragment.pointer in recipe.through:
                continue
            if keyword in fragment.value and not is_vacuous(fragment, keyword):
                variants, null = alternatives(fragment, keyword)
                if fragment.pointer != recipe.id and any(
                    variant.value.get("$ref") == recipe.id for variant in variants
                ):
                    continue
                null = null or any(_allows_null(part) for part in parts.fragments)
                return Choice(node=fragment, keyword=keyword, variants=variants, null=null)
    return None


def _allows_null(part: Node) -> bool:
    type_ = part.value.get("type")
    return isinstance(type_, Sequence) and not isinstance(type_, str) and ("null" in type_ or None in type_)


def lower_choice(table: SchemaTable, recipe: Recipe, parts: Parts, choice: Choice) -> Type:
    """The type of a choice between several variants."""
    if not choice.variants:
        return Primitive(kind=PrimitiveKind.NULL) if choice.null else Any()
    rest = remainder(parts, choice)
    if rest:
        through = recipe.through | {choice.node.pointer}
        ids = tuple(
            table.compose(
                replace(
                    recipe,
                    id=SchemaId(join(recipe.id, choice.keyword, index)),
                    roots=(*rest, variant),
                    through=through,
                )
            )
            for index, variant in enumerate(choice.variants)
        )
    else:
        ids = tuple(table.reach(variant.pointer) for variant in choice.variants)
    union = Union(variants=ids, discriminator=_discriminator(parts.fragments))
    return Nullable(inner=union) if choice.null else union


def remainder(parts: Parts, choice: Choice) -> tuple[Node, ...]:
    """What stands beside a choice and holds for each of its variants: bases (as references), and other keywords."""
    found = [
        Node(source=choice.node.source, pointer=join(choice.node.pointer, "allOf", base), value={"$ref": base})
        for base in parts.bases
    ]
    for fragment in parts.fragments:
        node = fragment.without(choice.keyword, "discriminator") if fragment is choice.node else fragment
        if any(not _is_idle(key, value) for key, value in node.value.items()):
            found.append(node)
    return tuple(found)


def _is_idle(key: str, value: JsonValue) -> bool:
    """Whether a keyword beside a choice of objects adds nothing to the variants."""
    return (
        is_annotation(key)
        or (key == "type" and (value == "object" or (isinstance(value, Sequence) and "object" in value)))
        or (key in ("additionalProperties", "unevaluatedProperties") and not isinstance(value, Mapping))
        or (key in ("required", "properties", "enum") and not value)
    )


def _discriminator(fragments: Sequence[Node]) -> Discriminator | None:
    """The discriminator as written; `mapped` completes it when every schema is known."""
    for fragment in fragments:
        if "discriminator" not in fragment.value:
            continue
        if isinstance(name := fragment.value["discriminator"], str):
            return Discriminator(property_name=name)
        node = fragment.child("discriminator")
        if node is None or not (name := node.text("propertyName")):
            continue
        mapping = node.child("mapping") if "mapping" in node.value else None
        entries = () if mapping is None else tuple((key, mapping.text(key)) for key in mapping.value)
        return Discriminator(
            property_name=name,
            mapping=tuple((key, SchemaId(target)) for key, target in entries if target),
            written=bool(entries),
        )
    return None


def mapped(table: SchemaTable, schema: Schema) -> Schema:
    """The schema with its discriminator's mapping completed: written entries that are variants, else implied ones."""
    nullable = isinstance(schema.type, Nullable)
    union = schema.type.inner if isinstance(schema.type, Nullable) else schema.type
    if not isinstance(union, Union) or union.discriminator is None:
        return schema
    written = union.discriminator
    by_target: dict[SchemaId, SchemaId] = {}
    for variant in union.variants:
        for name in _identities(table, variant):
            by_target.setdefault(name, variant)
    entries: list[tuple[str, SchemaId]] = []
    for key, target in written.mapping:
        found = next((by_target[name] for name in _spellings(target) if name in by_target), None)
        if found is not None:
            entries.append((key, found))
        else:
            message = f"`{key}` is mapped to {target}, which is not a variant"
            table.source.report(rules.DISCRIMINATOR_INCOMPLETE, message, schema.id)
    _check_property(table, schema, union, written.property_name)
    known = {variant for _, variant in entries}
    for variant in union.variants:
        if variant not in known:
            values = _values(table, variant, written.property_name)
            entries.extend((value, variant) for value in values or _component_name(table, variant))
    complete = replace(union, discriminator=replace(written, mapping=tuple(entries)))
    return replace(schema, type=Nullable(inner=complete) if nullable else complete)


def _check_property(table: SchemaTable, schema: Schema, union: Union, name: str) -> None:
    """Report a discriminator that names a property which no variant has."""
    properties = [all_properties(table, variant) for variant in union.variants]
    if all(properties) and not any(property_.wire_name == name for each in properties for property_ in each):
        hint = f"add `{name}` to the properties of each variant"
        message = f"no variant has a property `{name}`, which is to tell them apart"
        table.source.report(rules.DISCRIMINATOR_PROPERTY, message, join(schema.id, "discriminator"), hint=hint)


def _identities(table: HasSchemas, variant: SchemaId) -> list[SchemaId]:
    found = [variant]
    while isinstance(type_ := table.schemas[found[-1]].type, Ref) and type_.target not in found:
        found.append(type_.target)
    return found


def _spellings(target: str) -> tuple[SchemaId, ...]:
    name = target.rpartition("/")[2]
    return (
        SchemaId(target),
        SchemaId(join("#/components/schemas", target)),
        SchemaId(join("#/components/schemas", name.removesuffix(".json"))),
    )


def _values(table: HasSchemas, variant: SchemaId, property_name: str) -> tuple[str, ...]:
    for property_ in all_properties(table, variant):
        if property_.wire_name == property_name:
            match bare(table, table.schemas[property_.schema].type):
                case Const(value=str() as value):
                    return (value,)
                case Enum(values=values):
                    return tuple(value for value in values if isinstance(value, str))
                case _:
                    return ()
    return ()


def _component_name(table: HasSchemas, variant: SchemaId) -> tuple[str, ...]:
    for pointer in _identities(table, variant):
        if pointer.startswith("#/components/schemas/") and pointer.count("/") == 3:
            return (pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~"),)
    return ()
