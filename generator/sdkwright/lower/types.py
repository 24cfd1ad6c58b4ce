"""The type of a schema that is neither a reference nor a choice: scalars, constants, enums, arrays, maps, any.

In: the parts of an intersection (`composition.py`). Out: a `Type`; what the parts mention is asked of the table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import JsonValue, join, json_kind
from sdkwright.lower.composition import Parts
from sdkwright.lower.media import is_raw
from sdkwright.lower.objects import lower_object
from sdkwright.lower.reading import Node, is_scalar, scalar
from sdkwright.lower.table import Recipe, SchemaTable
from sdkwright.model.schema import (
    Any,
    Array,
    Binary,
    Const,
    Enum,
    Nullable,
    Primitive,
    PrimitiveKind,
    Scalar,
    Tuple,
    Type,
    Union,
)

_KINDS = ("string", "integer", "number", "boolean", "array", "object", "null")
_IMPLIED_KINDS = (
    (
        "object",
        ("properties", "additionalProperties", "patternProperties", "propertyNames", "x-stainless-empty-object"),
    ),
    ("array", ("items", "prefixItems", "minItems", "maxItems", "uniqueItems")),
    ("string", ("pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType")),
    ("number", ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
)
_STRING_FORMATS = frozenset(
    {
        *("date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "url", "uuid"),
        *("byte", "binary", "base64", "password"),
    }
)
_TYPE_WORDS = {
    **{"str": "string", "text": "string", "uuid": "string", "date": "string", "datetime": "string"},
    **{"int": "integer", "long": "integer", "float": "number", "double": "number", "decimal": "number"},
    **{"bool": "boolean", "list": "array", "dict": "object", "map": "object"},
}


def lower_parts(table: SchemaTable, recipe: Recipe, parts: Parts) -> Type:
    """The type of an intersection without alternatives."""
    fragments = parts.fragments
    if any(_is_true(fragment, "x-stainless-any") for fragment in fragments):
        return Any()
    kinds = (recipe.kind,) if recipe.kind else _kinds(fragments, has_bases=bool(parts.bases))
    nullable = "null" in kinds and not recipe.kind
    wanted = tuple(kind for kind in kinds if kind != "null")
    if nullable and not wanted:
        return Primitive(kind=PrimitiveKind.NULL)
    members = _members(fragments, wanted)
    if members is not None:
        type_ = _enumeration(members, wanted)
        with_null = nullable or members.null
    else:
        type_ = _by_kind(table, recipe, parts, wanted)
        with_null = nullable
    return Nullable(inner=type_) if with_null and not isinstance(type_, Nullable) else type_


def _by_kind(table: SchemaTable, recipe: Recipe, parts: Parts, kinds: tuple[str, ...]) -> Type:
    if len(kinds) > 1:
        if set(kinds) == {"integer", "number"}:
            return _single(table, recipe, parts, "number")
        variants = tuple(
            table.compose(replace(recipe, id=type(recipe.id)(join(recipe.id, "type", index)), kind=kind))
            for index, kind in enumerate(kinds)
        )
        return Union(variants=variants)
    return _single(table, recipe, parts, kinds[0] if kinds else "")


def _single(table: SchemaTable, recipe: Recipe, parts: Parts, kind: str) -> Type:
    fragments = parts.fragments
    match kind:
        case "object":
            return lower_object(table, recipe, parts)
        case "array":
            return _array(table, recipe, fragments)
        case "string":
            return _string(fragments)
        case "integer" | "number" | "boolean":
            return Primitive(kind=PrimitiveKind(kind), format=_format(fragments))
        case "null":
            return Primitive(kind=PrimitiveKind.NULL)
        case "file":
            return Binary()
        case _:
            return Any()


def _is_true(node: Node, key: str) -> bool:
    return node.value.get(key) is True


def _format(fragments: Sequence[Node]) -> str:
    return next((text for fragment in fragments if (text := fragment.text("format"))), "")


def _string(fragments: Sequence[Node]) -> Type:
    format_ = _format(fragments)
    encoding = _content_encoding(fragments)
    media_type = next((text for fragment in fragments if (text := fragment.text("contentMediaType"))), "")
    if format_ == "binary" or (media_type and is_raw(media_type) and not encoding):
        return Binary()
    if not format_ and encoding in ("base64", "base64url"):
        format_ = "byte"
    return Primitive(kind=PrimitiveKind.STRING, format=format_)


def _content_encoding(fragments: Sequence[Node]) -> str:
    """The encoding of a text; written beside a choice it does not reach the choice's members."""
    typed = any("type" in fragment.value for fragment in fragments)
    found = (fragment.text("contentEncoding") for fragment in fragments if "type" in fragment.value or not typed)
    return next((text for text in found if text), "")


def _array(table: SchemaTable, recipe: Recipe, fragments: Sequence[Node]) -> Type:
    for fragment in fragments:
        prefix = fragment.array("prefixItems") if "prefixItems" in fragment.value else ()
        if prefix:
            items = tuple(table.reach(join(fragment.pointer, "prefixItems", index)) for index in range(len(prefix)))
            rest = fragment.value.get("items")
            return Tuple(items=items, rest=table.reach(join(fragment.pointer, "items")) if _is_open(rest) else None)
    for fragment in fragments:
        if "items" in fragment.value:
            return Array(items=table.reach(join(fragment.pointer, "items")))
    return Array(items=table.invent(join(recipe.id, "items"), Any()))


def _is_open(rest: JsonValue) -> bool:
    return isinstance(rest, Mapping)


def _kinds(fragments: Sequence[Node], *, has_bases: bool) -> tuple[str, ...]:
    """The JSON types that all parts allow, in the order of the first part that names any."""
    found: tuple[str, ...] = ("object",) if has_bases else ()
    for fragment in fragments:
        named = _named_kinds(fragment)
        if not named:
            continue
        if not found:
            found = named
            continue
        common = tuple(kind for kind in found if kind in named or (kind == "integer" and "number" in named))
        if not common and "number" in found and "integer" in named:
            common = ("integer",)
        if common:
            found = common
        else:
            fragment.report(rules.CONFLICT, f"{' or '.join(named)} cannot also be {' or '.join(found)}")
    return found or _implied_kinds(fragments)


def _named_kinds(fragment: Node) -> tuple[str, ...]:
    value = fragment.value.get("type")
    if isinstance(value, str):
        words: tuple[str, ...] = (value,)
    elif isinstance(value, Sequence):
        # YAML authors write `type: [string, null]` and mean the word.
        written = ["null" if word is None else word for word in value]
        words = Node(source=fragment.source, pointer=fragment.pointer, value={"type": written}).texts("type")
    else:
        fragment.text("type")
        return ()
    found = tuple(kind for word in words if (kind := _kind(fragment, word)))
    if fragment.value.get("nullable") is True and found and "null" not in found:
        found = (*found, "null")
    return tuple(dict.fromkeys(found))


def _kind(fragment: Node, word: str) -> str:
    if word in _KINDS or word == "file":
        return word
    meant = _TYPE_WORDS.get(word.lower(), word.lower() if word.lower() in _KINDS else "")
    pointer, message = join(fragment.pointer, "type"), f"`{word}` is no JSON Schema type"
    if meant:
        fragment.source.report(rules.FOREIGN_TYPE, message, pointer, hint=f"write `type: {meant}`")
    else:
        fragment.source.report(rules.UNKNOWN_TYPE, message, pointer)
    return meant


def _implied_kinds(fragments: Sequence[Node]) -> tuple[str, ...]:
    for kind, keywords in _IMPLIED_KINDS:
        if any(keyword in fragment.value for fragment in fragments for keyword in keywords):
            return (kind,)
    if any("enum" in fragment.value or "const" in fragment.value for fragment in fragments):
        return ()
    if _format(fragments) in _STRING_FORMATS:
        return ("string",)
    return ()


class _Members(Struct, frozen=True, kw_only=True):
    """The scalars that an intersection allows, and whether null is one of them."""

    values: tuple[Scalar, ...]
    null: bool


def _members(fragments: Sequence[Node], kinds: tuple[str, ...]) -> _Members | None:
    """The members of `const` and `enum`; `None` where there is neither, or no usable member."""
    found: list[Scalar] | None = None
    for fragment in fragments:
        values = _written_members(fragment, kinds)
        if values is None:
            continue
        if found is None:
            found = values
        elif common := [value for value in found if _contains(values, value)]:
            found = common
        else:
            fragment.report(rules.CONFLICT, "no enum member is common to all parts")
    if found is None:
        return None
    values = [value for value in found if value is not None]
    if not values:
        return None
    return _Members(values=tuple(values), null=len(values) != len(found))


def _contains(values: Sequence[Scalar], wanted: Scalar) -> bool:
    return any(value == wanted and isinstance(value, bool) == isinstance(wanted, bool) for value in values)


def _written_members(fragment: Node, kinds: tuple[str, ...]) -> list[Scalar] | None:
    if "const" in fragment.value:
        const = fragment.value["const"]
        if is_scalar(const):
            return [scalar(const)]
        message = f"the constant is {json_kind(const)}"
        fragment.source.report(rules.CONST_NOT_SCALAR, message, join(fragment.pointer, "const"))
        return None
    if "enum" not in fragment.value:
        return None
    kept: list[Scalar] = []
    wrong: list[str] = []
    pointer = place = join(fragment.pointer, "enum")
    for index, member in enumerate(fragment.array("enum")):
        value = scalar(member)
        if not is_scalar(member) or (value is not None and kinds and not _fits(value, kinds)):
            place = place if wrong else join(pointer, index)
            wrong.append(json_kind(member))
            value = _converted(value, kinds)
            if value is None:
                continue
        if not _contains(kept, value):
            kept.append(value)
    if wrong and not {"array", "object"}.intersection(kinds):
        others = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        message = f"{wrong[0]}{others} among the members, where {' or '.join(kinds) or 'a scalar'} belongs"
        fragment.source.report(rules.ENUM_VALUE_MISMATCH, message, place)
    if not kept:
        fragment.source.report(rules.EMPTY_ENUM, "no member of the enum is usable", pointer)
        return None
    return kept


def _converted(value: Scalar, kinds: tuple[str, ...]) -> Scalar:
    """The member that the author meant by one of the wrong type; `None` where that is not plain."""
    if "string" in kinds and value is not None:
        return json.dumps(value)
    if not isinstance(value, str):
        return None
    try:
        read: object = json.loads(value)
    except ValueError:
        return None
    return read if isinstance(read, bool | int | float) and _fits(read, kinds) else None


def _fits(value: Scalar, kinds: tuple[str, ...]) -> bool:
    match value:
        case bool():
            return "boolean" in kinds
        case int():
            return "integer" in kinds or "number" in kinds
        case float():
            return "number" in kinds or ("integer" in kinds and value.is_integer())
        case str():
            return "string" in kinds
        case None:
            return True


def _enumeration(members: _Members, kinds: tuple[str, ...]) -> Type:
    if len(members.values) == 1:
        return Const(value=members.values[0])
    return Enum(values=members.values, base=_base(members.values, kinds))


def _base(values: Sequence[Scalar], kinds: tuple[str, ...]) -> PrimitiveKind:
    if len(kinds) == 1 and kinds[0] in ("string", "integer", "number", "boolean"):
        return PrimitiveKind(kinds[0])
    if all(isinstance(value, bool) for value in values):
        return PrimitiveKind.BOOLEAN
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return PrimitiveKind.INTEGER
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return PrimitiveKind.NUMBER
    return PrimitiveKind.STRING
