"""Schemas: every position that something reaches becomes one `Schema`.

In: a `SchemaTable` in which operations and models have asked for schemas. Out: the same table, worked off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import join
from sdkwright.lower.annotations import UNNAMED, constraints, deprecation, example, naming, skipped, telling
from sdkwright.lower.composition import UNION_KEYWORDS, peel
from sdkwright.lower.reading import Node, freeze
from sdkwright.lower.table import Recipe, SchemaTable
from sdkwright.lower.types import lower_parts
from sdkwright.lower.unions import find_choice, lower_choice, mapped, remainder
from sdkwright.model.schema import Any, Naming, Nullable, Primitive, PrimitiveKind, Ref, Schema, SchemaId, Type

_MAX_SINGLES = 32
_SCALARS = ("string", "integer", "number", "boolean")
_OF_SCALARS = frozenset({"type", "format", "description"})


def settle(table: SchemaTable) -> None:
    """Lower everything that was asked for, and whatever that mentions."""
    while (recipe := table.next()) is not None:
        table.store(_lower(table, recipe))


def complete(table: SchemaTable) -> dict[SchemaId, Schema]:
    """All schemas, settled, with discriminators completed."""
    settle(table)
    _break_circles(table)
    return {schema_id: mapped(table, schema) for schema_id, schema in table.schemas.items()}


def _break_circles(table: SchemaTable) -> None:
    """Let the last of schemas that stand for nothing but each other be anything (an `allOf` of one may do so)."""
    ended: set[SchemaId] = set()
    for start in tuple(table.schemas):
        passed: set[SchemaId] = set()
        current = start
        while current not in ended and (target := _target(table.schemas[current].type)) is not None:
            passed.add(current)
            if target in passed:
                place = _reference_in(table, current)
                table.source.report(rules.CYCLE, f"the schema comes back to itself through {target}", place)
                table.store(replace(table.schemas[current], type=Any()))
                break
            current = target
        ended |= passed


def _reference_in(table: SchemaTable, schema_id: SchemaId) -> str:
    """Where the reference stands that a schema consists of; the schema itself where it was put together."""
    node = table.source.node(schema_id)
    wrappers = peel(node).trail if node is not None else ()
    return next((join(wrapper.pointer, "$ref") for wrapper in wrappers if "$ref" in wrapper.value), schema_id)


def _target(type_: Type) -> SchemaId | None:
    while isinstance(type_, Nullable):
        type_ = type_.inner
    return type_.target if isinstance(type_, Ref) else None


def _lower(table: SchemaTable, recipe: Recipe) -> Schema:
    return _lower_plainly(table, recipe) or _lower_fully(table, recipe)


def _lower_plainly(table: SchemaTable, recipe: Recipe) -> Schema | None:
    """As `_lower_fully`, of what half of all schemas are: nothing but a reference, or a scalar with a description."""
    node = recipe.roots[0]
    value = node.value
    target, format_ = value.get("$ref"), value.get("format", "")
    if len(recipe.roots) > 1 or recipe.kind:
        return None
    if isinstance(target, str) and len(value) == 1 and target != recipe.id:
        type_: Type = Ref(target=table.reach(target))
    elif value.keys() <= _OF_SCALARS and value.get("type") in _SCALARS and isinstance(format_, str):
        if format_ == "binary":
            return None
        type_ = Primitive(kind=PrimitiveKind(str(value["type"])), format=format_)
    else:
        return None
    return Schema(id=recipe.id, origin=table.source.origin(recipe.id), type=type_, doc=table.flattener.described(node))


def _lower_fully(table: SchemaTable, recipe: Recipe) -> Schema:
    first = substitute(recipe.roots[0])
    if len(recipe.roots) > 1 or recipe.kind:
        trail: Sequence[Node] = recipe.roots
        type_ = _intersection(table, recipe)
    else:
        peeled = peel(first)
        trail = peeled.trail
        if peeled.reference == recipe.id:
            type_ = _intersection(table, _of(recipe, peeled.node))
        elif peeled.reference and _is_copy(table, recipe.id, first, peeled.reference):
            type_ = lower_parts(table, recipe, table.flattener.flatten((peeled.node,), inherit=False))
        elif peeled.reference:
            type_ = Ref(target=table.reach(peeled.reference))
        else:
            type_ = _intersection(table, _of(recipe, substitute(peeled.node)))
        if peeled.nullable and not isinstance(type_, Nullable):
            type_ = Nullable(inner=type_)
    doc = next((text for node in recipe.roots if (text := table.flattener.described(node))), "")
    trail = telling(trail)
    if not trail:
        return Schema(id=recipe.id, origin=table.source.origin(recipe.id), type=type_, doc=doc)
    default = next((node for node in trail if "default" in node.value), None)
    has_example, example_value = next((shown for node in trail if (shown := example(node))[0]), (False, None))
    return Schema(
        id=recipe.id,
        origin=table.source.origin(recipe.id),
        type=type_,
        title=next((title for node in trail if "title" in node.value and (title := node.text("title"))), ""),
        doc=doc,
        deprecated=next((found for node in trail if (found := deprecation(node)) is not None), None),
        naming=_naming(trail),
        has_default=default is not None,
        default=freeze(default.value["default"]) if default is not None else None,
        has_example=has_example,
        example=example_value,
        constraints=constraints(trail),
        skipped=any(skipped(node) for node in trail),
    )


def _of(recipe: Recipe, root: Node) -> Recipe:
    return Recipe(id=recipe.id, roots=(root,), kind=recipe.kind, through=recipe.through)


def _is_copy(table: SchemaTable, schema_id: SchemaId, node: Node, reference: str) -> bool:
    """Whether a model is written as a choice of one object: it is an object of its own then, with that one's fields."""
    if schema_id not in table.flattener.named or "allOf" in node.value:
        return False
    written = [keyword for keyword in UNION_KEYWORDS if keyword in node.value]
    target = table.source.node(reference)
    is_object = target is not None and isinstance(target.value.get("properties"), Mapping)
    return is_object and len(written) == 1 and len(node.elements(written[0])) == 1


def _naming(trail: Sequence[Node]) -> Naming:
    return next((found for node in trail if (found := naming(node)) != UNNAMED), UNNAMED)


def substitute(node: Node) -> Node:
    """What `x-stainless-override-schema` puts in a schema's place."""
    for _ in range(8):
        replacement = node.child("x-stainless-override-schema") if "x-stainless-override-schema" in node.value else None
        if replacement is None:
            break
        node = replacement
    return node


def _intersection(table: SchemaTable, recipe: Recipe) -> Type:
    parts = table.flattener.flatten(recipe.roots, inherit=True)
    if recipe.kind or any(root.value.get("x-stainless-any") is True for root in recipe.roots):
        return lower_parts(table, recipe, parts)
    null = False
    for _ in range(_MAX_SINGLES):
        choice = find_choice(parts, recipe)
        if choice is None:
            type_ = lower_parts(table, recipe, parts)
            return Nullable(inner=type_) if null and not isinstance(type_, Nullable) else type_
        if len(choice.variants) != 1:
            type_ = lower_choice(table, recipe, parts, choice)
            return Nullable(inner=type_) if null and not isinstance(type_, Nullable) else type_
        null = null or choice.null
        parts = table.flattener.flatten((*remainder(parts, choice), *choice.variants), inherit=True)
    recipe.roots[0].report(rules.CYCLE, "the alternatives contain themselves")
    return Any()
