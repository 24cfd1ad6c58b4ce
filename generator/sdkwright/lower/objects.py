"""Objects: properties gathered from all parts, bases, further keys.

In: the parts of an intersection that is an object. Out: `Object`, or `Map` and `Any` where no property is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import JsonObject, JsonValue, join
from sdkwright.lower.annotations import deprecation, is_annotation, naming, skipped, telling
from sdkwright.lower.composition import Parts
from sdkwright.lower.reading import Node, freeze
from sdkwright.lower.table import Recipe, SchemaTable
from sdkwright.model.schema import Access, Any, Map, Object, Property, SchemaId, Type, Union

_ADDITIONAL = ("additionalProperties", "unevaluatedProperties")
_WORDS = ("description", "summary")
_DIRECTIONS = frozenset({"readOnly", "writeOnly"})


class _Written(Struct, frozen=True, kw_only=True):
    """The places that define one property, in order."""

    name: str
    nodes: tuple[Node, ...]


def lower_object(table: SchemaTable, recipe: Recipe, parts: Parts) -> Type:
    """The type of an object."""
    fragments = parts.fragments
    written = tuple(_gather((*fragments, *_conditional(table, fragments))))
    additional = _additional(table, fragments)
    if not written and not parts.bases:
        if any(fragment.value.get("x-stainless-empty-object") is True for fragment in fragments):
            return Object(properties=())
        return Map(values=additional) if additional is not None else Any(object_like=True)
    required = frozenset(name for fragment in fragments for name in _required(fragment))
    inherited = tuple(_base_fragments(table, parts.bases)) if written else ()
    demanded = required.union(name for fragment in inherited for name in _required(fragment))
    properties = [_property(table, recipe, _completed(entry, inherited), demanded) for entry in written]
    missing = required.difference(entry.name for entry in written)
    if missing and parts.bases:
        properties.extend(_made_required(table, parts.bases, missing))
    elif missing and len(fragments) == 1 and additional is None:
        for name in sorted(missing):
            message = f"`{name}` is required, but not among the properties"
            table.source.report(rules.REQUIRED_NOT_DEFINED, message, join(fragments[0].pointer, "required"))
    return Object(
        properties=tuple(properties),
        bases=tuple(table.reach(base) for base in parts.bases),
        additional=additional,
        closed=additional is None and any(fragment.value.get(_ADDITIONAL[0]) is False for fragment in fragments),
    )


def _conditional(table: SchemaTable, fragments: Sequence[Node]) -> Iterator[Node]:
    """What an object may consist of besides, under conditions: its properties are there at times."""
    for fragment in fragments:
        holder = fragment.child("dependentSchemas") if "dependentSchemas" in fragment.value else None
        found = [node for _, node in holder.members()] if holder is not None else []
        if "if" in fragment.value:
            found += [node for key in ("then", "else") if key in fragment.value and (node := fragment.child(key))]
        if found:
            yield from table.flattener.flatten(found, inherit=False).fragments


def _required(fragment: Node) -> tuple[str, ...]:
    return fragment.texts("required") if isinstance(fragment.value.get("required"), Sequence) else ()


def _gather(fragments: Sequence[Node]) -> Iterator[_Written]:
    found: dict[str, list[Node]] = {}
    for fragment in fragments:
        holder = fragment.child("properties") if "properties" in fragment.value else None
        if holder is None:
            continue
        for name, value in holder.value.items():
            pointer = join(holder.pointer, name)
            members = value if isinstance(value, (dict, Mapping)) else {}
            node = Node(source=fragment.source, pointer=pointer, value=members)
            found.setdefault(name, []).append(node)
    for name, nodes in found.items():
        yield _Written(name=name, nodes=tuple(nodes))


def _base_fragments(table: SchemaTable, bases: Sequence[SchemaId]) -> Iterator[Node]:
    """The parts of what an object extends."""
    for base in bases:
        if (node := table.source.node(base)) is not None:
            yield from table.flattener.flatten([node], inherit=False).fragments


def _completed(written: _Written, inherited: Sequence[Node]) -> _Written:
    """A property that is written again with nothing but a description, with what the bases say of it."""
    if not inherited or any(_structure(node.value) for node in written.nodes):
        return written
    base = next((entry for entry in _gather(inherited) if entry.name == written.name), None)
    return written if base is None else replace(written, nodes=(*written.nodes, *base.nodes))


def _property(table: SchemaTable, recipe: Recipe, written: _Written, required: frozenset[str]) -> Property:
    schema, node = _resolve(table, recipe, written)
    name, access = written.name, _access(written.nodes)
    doc = next((text for entry in written.nodes if (text := table.flattener.described(entry))), "")
    told = telling(written.nodes)
    if not told:
        return Property(wire_name=name, schema=schema, required=name in required, access=access, doc=doc)
    default = next((entry for entry in told if "default" in entry.value), None)
    return Property(
        wire_name=name,
        schema=schema,
        required=name in required,
        access=access,
        doc=doc,
        deprecated=next((found for entry in told if (found := deprecation(entry)) is not None), None),
        naming=naming(node),
        has_default=default is not None,
        default=freeze(default.value["default"]) if default is not None else None,
        skipped=any(skipped(entry) for entry in told),
    )


def _access(nodes: Sequence[Node]) -> Access:
    if all(_DIRECTIONS.isdisjoint(node.value) for node in nodes):
        return Access.BOTH
    read = any(node.flag("readOnly") for node in nodes)
    write = any(node.flag("writeOnly") for node in nodes)
    if read == write:
        return Access.BOTH
    return Access.READ_ONLY if read else Access.WRITE_ONLY


def _resolve(table: SchemaTable, recipe: Recipe, written: _Written) -> tuple[SchemaId, Node]:
    """One schema for a property: the only one, the narrowest of several, else their intersection."""
    chosen = written.nodes[0]
    for node in written.nodes[1:]:
        if _is_narrower(node.value, chosen.value):
            chosen = node
        elif not _is_narrower(chosen.value, node.value) and _meaning(node.value) != _meaning(chosen.value):
            combined = SchemaId(join(recipe.id, "properties", written.name))
            if combined in (entry.pointer for entry in written.nodes):
                combined = SchemaId(join(recipe.id, "allOf", "properties", written.name))
            return table.compose(Recipe(id=combined, roots=written.nodes)), chosen
    # One that is empty may be no object at all, which `reach` finds out.
    return table.reach_node(chosen) if chosen.value else table.reach(chosen.pointer), chosen


def _structure(value: JsonObject) -> Mapping[str, JsonValue]:
    return {key: member for key, member in value.items() if not is_annotation(key)}


def _meaning(value: JsonObject) -> Mapping[str, JsonValue]:
    """The structure, without what is said of its parts: two that differ in nothing else are the same."""
    return {key: _without_words(member) for key, member in _structure(value).items()}


def _without_words(value: JsonValue) -> JsonValue:
    if isinstance(value, (dict, Mapping)):
        kept = ((key, member) for key, member in value.items() if not (key in _WORDS and isinstance(member, str)))
        return {key: _without_words(member) for key, member in kept}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_words(member) for member in value]
    return value


def _is_narrower(value: JsonObject, than: JsonObject) -> bool:
    """Whether a schema plainly says all that another does, and more."""
    one, other = _meaning(value), _meaning(than)
    if not other:
        return bool(one)
    if "$ref" in one and other == {"type": "object"}:
        return True
    if "const" in one and "enum" not in other and "const" not in other:
        return set(other) <= {"type"}
    members, wider = _list(one.get("enum")), _list(other.get("enum"))
    if members and wider:
        return len(members) < len(wider) and all(member in wider for member in members)
    if "const" in one and wider:
        return one["const"] in wider
    return set(other) < set(one) and all(one[key] == member for key, member in other.items())


def _list(value: JsonValue) -> Sequence[JsonValue]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _made_required(table: SchemaTable, bases: Sequence[SchemaId], missing: frozenset[str]) -> Iterator[Property]:
    """Optional properties of the bases that this object requires: written again, as required ones."""
    seen: set[str] = set()
    for base in bases:
        node = table.source.node(base)
        if node is None:
            continue
        fragments = tuple(_base_fragments(table, (base,)))
        required = frozenset(name for fragment in fragments for name in _required(fragment))
        for written in _gather(fragments):
            if written.name in missing and written.name not in required and written.name not in seen:
                seen.add(written.name)
                yield _property(table, Recipe(id=base, roots=(node,)), written, missing)


def _additional(table: SchemaTable, fragments: Sequence[Node]) -> SchemaId | None:
    for fragment in fragments:
        for keyword in _ADDITIONAL:
            value = fragment.value.get(keyword)
            if value is True or isinstance(value, Mapping):
                return table.reach(join(fragment.pointer, keyword))
        patterns = fragment.value.get("patternProperties")
        if isinstance(patterns, Mapping) and patterns:
            holder = join(fragment.pointer, "patternProperties")
            found = tuple(table.reach(join(holder, pattern)) for pattern in patterns)
            return found[0] if len(found) == 1 else table.invent(holder, Union(variants=found))
    return None
