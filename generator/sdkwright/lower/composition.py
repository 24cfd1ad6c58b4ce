"""What a schema consists of once `$ref` and `allOf` are taken apart (OpenAPI 3.1 §4.8.24.2).

In: the `Node` of a schema. Out: either that it is another schema under a new name, perhaps nullable (`peel`), or the
flat list of its parts and of the schemas that it extends (`Flattener.flatten`). Nothing here recurses: documents nest
as deep as they like, and their references run in circles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct, field

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import JsonObject, JsonValue, join
from sdkwright.lower.annotations import is_annotation, skipped
from sdkwright.lower.reading import Node, Source, is_scalar
from sdkwright.model.schema import SchemaId

_PEEL_LIMIT = 32
UNION_KEYWORDS = ("oneOf", "anyOf")
_COMBINING = frozenset({"$ref", "allOf", "discriminator", *UNION_KEYWORDS})
_OBJECT_TYPES: tuple[JsonValue, ...] = (
    *("object", ["object"]),
    *(["object", "null"], ["null", "object"], ["object", None], [None, "object"]),
)


class _Reference(Struct, frozen=True):
    pointer: str


class _Member(Struct, frozen=True):
    node: Node


class _Alternatives(Struct, frozen=True):
    keyword: str


class _Own(Struct, frozen=True):
    """The schema's own keywords."""


_Part: TypeAlias = _Reference | _Member | _Alternatives | _Own


class Peeled(Struct, frozen=True, kw_only=True):
    """What is left of a schema without wrappers that hold one thing only.

    `reference` is the pointer of the schema that it is the same as, empty where `node` must be lowered in place.
    `trail` holds every node on the way, the outermost first: docs and defaults may stand on any of them.
    """

    node: Node
    reference: str
    nullable: bool
    trail: tuple[Node, ...]


class Parts(Struct, frozen=True, kw_only=True):
    """An intersection: the parts (without `$ref` and `allOf`), and the named objects that it extends."""

    fragments: tuple[Node, ...]
    bases: tuple[SchemaId, ...] = ()


def peel(node: Node) -> Peeled:
    """Take off wrappers that hold one thing: `allOf: [x]`, `anyOf: [x, null]`, a `$ref` with a description."""
    trail: list[Node] = []
    nullable = False
    for _ in range(_PEEL_LIMIT):
        node = as_enum(node)
        trail.append(node)
        if node.value.get("x-stainless-any") is True:
            return Peeled(node=node, reference="", nullable=False, trail=tuple(trail))
        nullable = nullable or node.value.get("nullable") is True
        parts = _essential_parts(node)
        if len(parts) != 1:
            return Peeled(node=node, reference="", nullable=nullable, trail=tuple(trail))
        part = parts[0]
        match part:
            case _Reference(pointer=pointer):
                trail.extend(minor := _minor_members(node))
                nullable = nullable or any(member.value.get("nullable") is True for member in minor)
                return Peeled(node=node, reference=pointer, nullable=nullable, trail=tuple(trail))
            case _Member(node=inner):
                trail.extend(minor := _minor_members(node))
                nullable = nullable or any(member.value.get("nullable") is True for member in minor)
                node = inner
            case _Alternatives(keyword=keyword):
                variants, null = alternatives(node, keyword)
                if len(variants) != 1:
                    return Peeled(node=node, reference="", nullable=nullable, trail=tuple(trail))
                nullable = nullable or null
                node = variants[0]
            case _Own():
                return Peeled(node=node, reference="", nullable=nullable, trail=tuple(trail))
            case _:
                assert_never(part)
    return Peeled(node=node, reference=node.pointer, nullable=nullable, trail=tuple(trail))


def alternatives(node: Node, keyword: str) -> tuple[tuple[Node, ...], bool]:
    """The variants of `oneOf` or `anyOf` that are meant for us, and whether null is among them."""
    found: list[Node] = []
    null = False
    seen: set[str] = set()
    for variant in node.elements(keyword):
        target = variant.value.get("$ref")
        if is_null(variant.value):
            null = True
        elif skipped(variant) or (isinstance(target, str) and target in seen):
            continue
        else:
            found.append(variant)
            if isinstance(target, str):
                seen.add(target)
    return tuple(found), null


def is_null(value: JsonObject) -> bool:
    """Whether a schema allows null and nothing else."""
    return (
        value.get("type") in ("null", ["null"], [None])
        or ("const" in value and value["const"] is None)
        or (value.get("enum") == [None] and value.get("type") in (None, "null"))
    )


def is_vacuous(node: Node, keyword: str) -> bool:
    """Whether alternatives only say which properties go together: `anyOf: [{required: [a]}, {required: [b]}]`."""
    value = node.value.get(keyword)
    if not isinstance(value, Sequence) or isinstance(value, str):
        return True
    return all(isinstance(variant, Mapping) and _only_requires(variant) for variant in value)


def as_enum(node: Node) -> Node:
    """A schema whose alternatives are constants that each have a description, as the enum that it means."""
    for keyword in UNION_KEYWORDS:
        variants = node.value.get(keyword)
        if variants is None or not isinstance(variants, Sequence) or isinstance(variants, str) or len(variants) < 2:
            continue
        members: list[JsonValue] = []
        for variant in variants:
            if not isinstance(variant, Mapping) or not _only_lists(variant):
                break
            written = [variant["const"]] if "const" in variant else variant.get("enum", [None])
            members.extend(written if isinstance(written, list | tuple) else [])
        else:
            if members and "enum" not in node.value:
                return Node(
                    source=node.source,
                    pointer=node.pointer,
                    value={**node.without(keyword, "discriminator").value, "enum": members},
                )
    return node


def _only_lists(variant: JsonObject) -> bool:
    """Whether a schema is nothing but scalars that are listed, or null."""
    if is_null(variant):
        return True
    listed = variant.get("enum")
    scalars = [variant["const"]] if "const" in variant else listed if isinstance(listed, list | tuple) else []
    return (
        bool(scalars)
        and all(is_scalar(member) for member in scalars)
        and all(key in ("const", "enum", "type", "format") or is_annotation(key) for key in variant)
    )


def _only_requires(variant: JsonObject) -> bool:
    return all(
        key in ("required", "not", "dependentRequired", "minProperties", "maxProperties")
        or (key == "type" and variant[key] == "object")
        or is_annotation(key)
        for key in variant
    ) and any(key in ("required", "not") for key in variant)


def _essential_parts(node: Node) -> list[_Part]:
    value = node.value
    if _COMBINING.isdisjoint(value):
        return [] if _is_minor(value) else [_Own()]
    parts: list[_Part] = []
    if isinstance(target := value.get("$ref"), str):
        parts.append(_Reference(target))
    parts.extend(_Member(member) for member in _members(node) if not _is_minor(member.value))
    parts.extend(_Alternatives(key) for key in UNION_KEYWORDS if key in value and not is_vacuous(node, key))
    if not _is_minor({key: member for key, member in value.items() if key not in _COMBINING}):
        parts.append(_Own())
    return parts


def _members(node: Node) -> tuple[Node, ...]:
    return node.elements("allOf") if "allOf" in node.value else ()


def _minor_members(node: Node) -> tuple[Node, ...]:
    return tuple(member for member in _members(node) if _is_minor(member.value))


def _is_minor(value: JsonObject) -> bool:
    """Whether keywords add nothing to another part but docs, null, or that it is an object."""
    for key, member in value.items():  # a loop, as this is asked of every schema several times
        if not (
            is_annotation(key) or (key == "type" and member in _OBJECT_TYPES) or (key == "required" and not member)
        ):
            return False
    return True


class Shape(Struct, frozen=True, kw_only=True):
    """What a schema is roughly, references and `allOf` followed: an object, a choice, something else."""

    is_object: bool
    is_union: bool
    is_other: bool


class Flattener(Struct, kw_only=True):
    """Takes `allOf` apart. `named` are the schemas with a model of their own: whole objects among them are extended."""

    source: Source
    named: frozenset[str]
    _shapes: dict[str, Shape] = field(default_factory=dict[str, Shape])
    _texts: dict[str, str] = field(default_factory=dict[str, str])
    """The descriptions of what references lead to."""
    _said: dict[str, tuple[JsonObject, str]] = field(default_factory=dict[str, tuple[JsonObject, str]])
    """Those of what combines others, with the object that was asked for, by where it stands."""

    def flatten(self, roots: Sequence[Node], *, inherit: bool) -> Parts:
        """The parts of an intersection in the author's order; where `inherit`, a named object becomes the base.

        Only one can: of several named objects the order of inheritance would be a guess, so all are merged.
        """
        parts = self._flatten(roots, inherit=inherit)
        return parts if len(parts.bases) <= 1 else self._flatten(roots, inherit=False)

    def _flatten(self, roots: Sequence[Node], *, inherit: bool) -> Parts:
        fragments: list[Node] = []
        bases: list[SchemaId] = []
        included: set[str] = set()
        stack = [(root, frozenset({root.pointer})) for root in reversed(roots)]
        while stack:
            node, ancestors = stack.pop()
            target = node.value.get("$ref")
            combined = "$ref" in node.value or "allOf" in node.value
            own = node.without("$ref", "allOf") if combined else node
            following: list[tuple[Node, frozenset[str]]] = []
            if isinstance(target, str):
                if target in ancestors:
                    place = join(node.pointer, "$ref")
                    self.source.report(rules.CYCLE, f"the schema includes itself through {target}", place)
                elif target not in included and (found := self.source.node(target)) is not None:
                    included.add(target)
                    if inherit and self._is_base(target):
                        bases.append(SchemaId(target))
                    else:
                        following.append((found, ancestors | {target}))
            following.extend((member, ancestors | {member.pointer}) for member in _members(node))
            if combined:
                if any(not is_annotation(key) for key in own.value):
                    following.append((own, ancestors))
                stack.extend(reversed(following))
            else:
                fragments.append(as_enum(own))
        return Parts(fragments=tuple(fragments), bases=tuple(bases))

    def _is_base(self, pointer: str) -> bool:
        if not self._is_named(pointer):
            return False
        shape = self.shape(pointer)
        return shape.is_object and not shape.is_union and not shape.is_other

    def _is_named(self, pointer: str) -> bool:
        seen: set[str] = set()
        while pointer not in self.named:
            seen.add(pointer)
            node = self.source.node(pointer)
            target = node.value.get("$ref") if node is not None and len(node.value) == 1 else None
            if not isinstance(target, str) or target in seen:
                return False
            pointer = target
        return True

    def described(self, node: Node) -> str:
        """The description that a reader sees, as in published SDKs.

        That of the one thing which a wrapper holds comes before the wrapper's own; a `$ref`'s own comes before its
        target's; several members of an `allOf` lend theirs in order, but for references to what has no name.
        """
        if _COMBINING.isdisjoint(node.value):
            return node.text("description") if "description" in node.value else ""
        target = node.value.get("$ref")
        if isinstance(target, str) and len(node.value) == 1:
            return self._described_at(target)
        known = self._said.get(node.pointer)
        if known is None or known[0] is not node.value:  # a property is asked as such, and as a schema
            known = self._said[node.pointer] = (node.value, self._first_description(node))
        return known[1]

    def _first_description(self, node: Node) -> str:
        stack: list[Node | str] = [node]
        seen: set[str] = set()
        while stack:
            part = stack.pop()
            if isinstance(part, str):
                if part:
                    return part
            elif (key := f"{part.pointer} {'$ref' in part.value}") not in seen:
                seen.add(key)
                stack.extend(reversed(self._descriptions(part)))
        return ""

    def _described_at(self, pointer: str) -> str:
        known = self._texts.get(pointer)
        if known is None:
            self._texts[pointer] = ""  # what references that only lead to each other come to
            node = self.source.node(pointer)
            known = self._texts[pointer] = self.described(node) if node is not None else ""
        return known

    def _descriptions(self, node: Node) -> list[Node | str]:
        """Where the description of a schema may stand, the best place first."""
        own = node.text("description") if "description" in node.value else ""
        if _COMBINING.isdisjoint(node.value):
            return [own]
        parts = _essential_parts(node)
        match parts:
            case [_Alternatives(keyword=keyword)]:
                variants, _ = alternatives(node, keyword)
                return [*variants, own] if len(variants) == 1 else [own]
            case [_Member()]:
                return [*_members(node), own]
            case _:
                found: list[Node | str] = [own]
                target = node.value.get("$ref")
                if isinstance(target, str) and (len(parts) == 1 or self._is_named(target)):
                    found.extend([target_node] if (target_node := self.source.node(target)) is not None else [])
                for member in _members(node):
                    reference = member.value.get("$ref")
                    if not isinstance(reference, str) or self._is_named(reference):
                        found.append(member)
                return found

    def shape(self, pointer: str) -> Shape:
        """What the schema at a pointer is roughly."""
        known = self._shapes.get(pointer)
        if known is None:
            node = self.source.node(pointer)
            parts = Parts(fragments=()) if node is None else self.flatten([node], inherit=False)
            known = shape_of(parts.fragments)
            self._shapes[pointer] = known
        return known


def shape_of(fragments: Sequence[Node]) -> Shape:
    """What an intersection of parts is roughly."""
    is_object = is_union = is_other = False
    for fragment in fragments:
        value = fragment.value
        type_ = value.get("type")
        if type_ in _OBJECT_TYPES or any(key in value for key in ("properties", "additionalProperties")):
            is_object = True
        elif type_ is not None or any(key in value for key in ("enum", "const", "items", "prefixItems")):
            is_other = True
        if any(key in value and not is_vacuous(fragment, key) for key in UNION_KEYWORDS):
            is_union = True
    return Shape(is_object=is_object, is_union=is_union, is_other=is_other)
