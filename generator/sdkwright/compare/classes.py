"""Compares classes: bases, attributes, keys of typed dictionaries, and methods through `functions`.

In: a class of the reference and the candidate's of the same name. Out: an outcome for each item.
What callers read (models, clients) and what they give (typed dictionaries) is judged the other way round.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sdkwright.compare import rules
from sdkwright.compare.functions import compare_function, function_items, spell_function
from sdkwright.compare.items import Item, Kind, Lost, Outcome
from sdkwright.compare.meaning import Applied, Meaning, spell
from sdkwright.compare.relation import Relation, is_marked, metadata_of
from sdkwright.compare.rules import Change
from sdkwright.compare.scene import Scene
from sdkwright.compare.surface import Binding, Class, Field, Function


def class_items(module: str, cls: Class) -> Iterator[Item]:
    """All items of a class: itself, its attributes and its methods."""
    yield Item(kind=Kind.CLASS, module=module, name=cls.name)
    for name in cls.fields:
        yield Item(kind=Kind.FIELD, module=module, name=f"{cls.name}.{name}", parent=cls.name)
    for method in cls.methods.values():
        yield from function_items(module, cls.name, method)


def compare_class(scene: Scene, before: Class, after: Class) -> Iterator[Outcome]:
    """Every item of two classes of the same name."""
    item = scene.item(Kind.CLASS, before.name)
    spelled, places = (spell_class(before), spell_class(after)), (before.location, after.location)
    yield scene.compared(item, tuple(_class_changes(before, after)), spelled, places)
    is_given = scene.reference.is_typed_dict(scene.before, before)
    yield from _fields(scene, before, after, is_given=is_given)
    yield from _methods(scene, before, after)


def spell_class(cls: Class) -> str:
    """The head of a class, for readers."""
    words = [spell(base) for base in cls.bases] + [f"{key}={value}" for key, value in cls.keywords.items()]
    return f"class {cls.name}({', '.join(words)})" if words else f"class {cls.name}"


def spell_field(field: Field) -> str:
    """An attribute, for readers."""
    annotation = f": {spell(field.annotation)}" if field.annotation is not None else ""
    return f"{field.name}{annotation}" + (f" = {field.default}" if field.default is not None else "")


def _class_changes(before: Class, after: Class) -> Iterator[Change]:
    if before.bases != after.bases:
        old, new = Counter(map(_head, before.bases)), Counter(map(_head, after.bases))
        if old - new:
            yield rules.BASE_REMOVED
        if new - old:
            yield rules.BASE_ADDED
        if old == new:
            yield rules.BASE_ARGUMENTS
    if dict(before.keywords) != dict(after.keywords):
        yield rules.CLASS_KEYWORDS


def _head(base: Meaning) -> str:
    return base.head.name if isinstance(base, Applied) else spell(base)


def _fields(scene: Scene, before: Class, after: Class, *, is_given: bool) -> Iterator[Outcome]:
    for name, old in before.fields.items():
        item = scene.item(Kind.FIELD, f"{before.name}.{name}", before.name)
        new, method = after.fields.get(name), after.methods.get(name)
        match scene.candidate.inherited(scene.after, after, name) if new is None and method is None else None:
            case Field() as inherited:
                new = inherited
            case Function() as inherited:
                method = inherited
            case None:
                pass
        if new is not None:
            found = _key_changes(scene, (before, after), (old, new)) if is_given else _read_changes(scene, old, new)
            spelled, places = (spell_field(old), spell_field(new)), (old.location, new.location)
            yield scene.compared(item, tuple(found), spelled, places)
        elif method is not None and method.binding is Binding.PROPERTY:
            changes = _attribute_changes(scene, old.annotation, method.signatures[0].returns)
            spelled, places = (spell_field(old), spell_function(method)), (old.location, method.location)
            yield scene.compared(item, changes, spelled, places)
        else:
            change = rules.KEY_REMOVED if is_given else rules.FIELD_REMOVED
            yield scene.missing(item, change, old.location, spell_field(old))
    for name, new in after.fields.items():
        if name not in before.fields and not _has(scene, before, name):
            item = scene.item(Kind.FIELD, f"{before.name}.{name}", before.name)
            change = rules.FIELD_ADDED
            if is_given:
                change = rules.KEY_ADDED_REQUIRED if _is_required(after, new) else rules.KEY_ADDED
            yield scene.new(item, change, new.location, spell_field(new))


def _methods(scene: Scene, before: Class, after: Class) -> Iterator[Outcome]:
    for name, old in before.methods.items():
        new, field = after.methods.get(name), after.fields.get(name)
        match scene.candidate.inherited(scene.after, after, name) if new is None and field is None else None:
            case Function() as inherited:
                new = inherited
            case Field() as inherited:
                field = inherited
            case None:
                pass
        item = scene.item(Kind.METHOD, f"{before.name}.{name}", before.name)
        if new is not None:
            yield from compare_function(scene, before.name, old, new)
        elif field is not None and old.binding is Binding.PROPERTY:
            changes = _attribute_changes(scene, old.signatures[0].returns, field.annotation)
            spelled, places = (spell_function(old), spell_field(field)), (old.location, field.location)
            yield scene.compared(item, changes, spelled, places)
        else:
            yield from missing_function(scene, before.name, old)
    for name, new in after.methods.items():
        if name not in before.methods and not _has(scene, before, name):
            items = list(function_items(scene.before.path, before.name, new))
            yield scene.new(items[0], rules.METHOD_ADDED, new.location, spell_function(new), within=len(items) - 1)


def _has(scene: Scene, before: Class, name: str) -> bool:
    """Whether a class of the reference has a member of a name in another way: of another kind, or inherited."""
    is_own = name in before.fields or name in before.methods
    return is_own or scene.reference.inherited(scene.before, before, name) is not None


def missing_function(scene: Scene, owner: str, function: Function) -> Iterator[Outcome]:
    """A function that the candidate has not, and the items that go with it."""
    first, *rest = function_items(scene.before.path, owner, function)
    yield scene.missing(first, rules.METHOD_REMOVED, function.location, spell_function(function), within=len(rest))
    yield from (Lost(item=item) for item in rest)


def _attribute_changes(scene: Scene, before: Meaning | None, after: Meaning | None) -> tuple[Change, ...]:
    relation = scene.relate(before, after)
    if before == after or relation is Relation.EQUAL:
        return (rules.ATTRIBUTE_KIND,)
    return (rules.ATTRIBUTE_KIND, _read_change(relation))


def _read_change(relation: Relation) -> Change:
    match relation:
        case Relation.EQUAL:
            return rules.RESPELLED
        case Relation.NARROWER:
            return rules.FIELD_NARROWED
        case Relation.WIDER | Relation.OVERLAPPING:
            return rules.FIELD_WIDENED
        case Relation.DISJOINT:
            return rules.FIELD_RETYPED


def _read_changes(scene: Scene, before: Field, after: Field) -> Iterator[Change]:
    if before.annotation != after.annotation:
        if metadata_of(before.annotation) != metadata_of(after.annotation):
            yield rules.METADATA
        else:
            yield _read_change(scene.relate(before.annotation, after.annotation))
    if before.default == after.default:
        return
    old, new = _default(before.default), _default(after.default)
    if old.alias == new.alias and old.value is None:
        yield rules.FIELD_OPTIONAL
    elif old.alias == new.alias and new.value is None:
        yield rules.FIELD_REQUIRED
    else:
        yield rules.FIELD_DEFAULT


def _key_changes(scene: Scene, classes: tuple[Class, Class], fields: tuple[Field, Field]) -> Iterator[Change]:
    before, after = fields
    needed, needed_now = _is_required(classes[0], before), _is_required(classes[1], after)
    if needed and not needed_now:
        yield rules.KEY_OPTIONAL
    if needed_now and not needed:
        yield rules.KEY_REQUIRED
    if before.annotation == after.annotation:
        return
    if metadata_of(before.annotation) != metadata_of(after.annotation):
        yield rules.METADATA
    match scene.relate(before.annotation, after.annotation):
        case Relation.EQUAL:
            if needed is needed_now and metadata_of(before.annotation) == metadata_of(after.annotation):
                yield rules.RESPELLED
        case Relation.WIDER:
            yield rules.KEY_WIDENED
        case Relation.NARROWER | Relation.OVERLAPPING | Relation.DISJOINT:
            yield rules.KEY_NARROWED


def _is_required(cls: Class, field: Field) -> bool:
    """Whether dictionaries must have a key (PEP 589, 655)."""
    if cls.keywords.get("total") == "False":
        return is_marked(field.annotation, "Required")
    return not is_marked(field.annotation, "NotRequired")


class _Default(Struct, frozen=True, kw_only=True):
    """What an attribute's default says: the name on the wire, and the value where nothing is given."""

    alias: str | None
    value: str | None


def _default(text: str | None) -> _Default:
    if text is None:
        return _Default(alias=None, value=None)
    node = ast.parse(text, mode="eval").body
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Field", "FieldInfo"}):
        return _Default(alias=None, value=text)
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg is not None}
    value = ast.unparse(node.args[0]) if node.args else given.get("default", given.get("default_factory"))
    return _Default(alias=given.get("alias"), value=value)
