"""Compares functions, methods and properties.

In: a function of the reference and the candidate's of the same name. Out: an outcome for the method, for each
parameter of each overload, and for what each returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdkwright.compare import rules
from sdkwright.compare.items import Item, Kind, Outcome
from sdkwright.compare.meaning import Meaning, Named, one_of, parts, spell
from sdkwright.compare.relation import Relation
from sdkwright.compare.rules import Change
from sdkwright.compare.scene import Scene
from sdkwright.compare.surface import Binding, Function, Parameter, ParameterKind, Signature

_SENTINELS = frozenset({"omit", "not_given", "NOT_GIVEN", "NotGiven()", "Omit()"})
_SENTINEL_TYPES = frozenset({"Omit", "NotGiven"})
_WAYS: Mapping[ParameterKind, frozenset[str]] = {
    ParameterKind.POSITIONAL_ONLY: frozenset({"position"}),
    ParameterKind.POSITIONAL_OR_KEYWORD: frozenset({"position", "name"}),
    ParameterKind.KEYWORD_ONLY: frozenset({"name"}),
    ParameterKind.VARIADIC_POSITIONAL: frozenset({"variadic position"}),
    ParameterKind.VARIADIC_KEYWORD: frozenset({"variadic name"}),
}


def function_items(module: str, owner: str, function: Function) -> Iterator[Item]:
    """All items of a function: itself, its parameters, what it returns."""
    name = _dotted(owner, function.name)
    yield Item(kind=Kind.METHOD, module=module, name=name, parent=owner)
    for number, signature in enumerate(function.signatures):
        tag = _tag(name, number, len(function.signatures))
        for parameter in signature.parameters:
            yield Item(kind=Kind.PARAMETER, module=module, name=f"{tag}({_shown(parameter)})", parent=name)
        yield Item(kind=Kind.RETURN, module=module, name=f"{tag} ->", parent=name)


def compare_function(scene: Scene, owner: str, before: Function, after: Function) -> Iterator[Outcome]:
    """Every item of two functions of the same name."""
    name = _dotted(owner, before.name)
    item = scene.item(Kind.METHOD, name, owner)
    places = (before.location, after.location)
    pairs = _paired(before.signatures, after.signatures)
    changes = tuple(_changes(before, after, pairs))
    yield scene.compared(item, changes, (spell_function(before), spell_function(after)), places)
    for number, (old, new) in enumerate(pairs):
        tag = _tag(name, number, len(before.signatures))
        yield from _parameters(scene, tag, name, (old, new), (before, after))
        yield _returned(scene, scene.item(Kind.RETURN, f"{tag} ->", name), (old, new), (before, after))
    for number, old in list(enumerate(before.signatures))[len(pairs) :]:
        tag = _tag(name, number, len(before.signatures))
        change = rules.OVERLOAD_REMOVED
        for parameter in old.parameters:
            lost = scene.item(Kind.PARAMETER, f"{tag}({_shown(parameter)})", name)
            yield scene.missing(lost, change, before.location, spell_parameter(parameter))
        yield scene.missing(scene.item(Kind.RETURN, f"{tag} ->", name), change, before.location, _spell(old.returns))


def spell_function(function: Function) -> str:
    """A function's signature for readers; that of the first overload where there are several."""
    signature = function.signatures[0]
    if function.binding is Binding.PROPERTY:
        return f"{function.name}: {_spell(signature.returns)}"
    word = "async def" if function.asynchronous else "def"
    more = f" (and {len(function.signatures) - 1} more overloads)" if len(function.signatures) > 1 else ""
    return f"{word} {function.name}({_spell_parameters(signature.parameters)}) -> {_spell(signature.returns)}{more}"


def _spell_parameters(parameters: Sequence[Parameter]) -> str:
    words: list[str] = []
    marked = any(parameter.kind is ParameterKind.VARIADIC_POSITIONAL for parameter in parameters)
    for parameter in parameters:
        if parameter.kind is ParameterKind.KEYWORD_ONLY and not marked:
            words.append("*")
            marked = True
        words.append(_shown(parameter) + ("=..." if parameter.default is not None else ""))
    return ", ".join(words)


def spell_parameter(parameter: Parameter) -> str:
    """A parameter for readers."""
    default = f" = {parameter.default}" if parameter.default is not None else ""
    kind = f" ({parameter.kind.value})" if parameter.kind is ParameterKind.POSITIONAL_ONLY else ""
    return f"{_shown(parameter)}: {_spell(parameter.annotation)}{default}{kind}"


def _spell(meaning: Meaning | None) -> str:
    return spell(meaning) if meaning is not None else "(not annotated)"


def _changes(before: Function, after: Function, pairs: Sequence[tuple[Signature, Signature]]) -> Iterator[Change]:
    if before.asynchronous is not after.asynchronous:
        yield rules.METHOD_ASYNCHRONY
    if before.binding is not after.binding:
        yield rules.METHOD_BINDING
    if before.overloads > after.overloads:
        yield rules.OVERLOAD_REMOVED
    if before.overloads < after.overloads:
        yield rules.OVERLOAD_ADDED
    if any(not _keeps_order(old, new) for old, new in pairs):
        yield rules.PARAMETER_ORDER


def _keeps_order(before: Signature, after: Signature) -> bool:
    """Whether arguments by position still reach their parameters, as far as those are still there."""
    new = _positional(after)
    kept = [name for name in _positional(before) if name in new]
    return new[: len(kept)] == kept


def _positional(signature: Signature) -> list[str]:
    return [parameter.name for parameter in signature.parameters if "position" in _WAYS[parameter.kind]]


def _paired(before: Sequence[Signature], after: Sequence[Signature]) -> list[tuple[Signature, Signature]]:
    """Overloads side by side: by place where there are as many, else the equal ones first."""
    if len(before) == len(after):
        return list(zip(before, after, strict=True))
    left = list(after)
    for signature in before:
        if signature in left:
            left.remove(signature)
    pairs: list[tuple[Signature, Signature]] = []
    for signature in before:
        if signature in after:
            pairs.append((signature, signature))
        elif left:
            pairs.append((signature, left.pop(0)))
    return pairs


def _parameters(
    scene: Scene, tag: str, name: str, pair: tuple[Signature, Signature], owners: tuple[Function, Function]
) -> Iterator[Outcome]:
    old = {_shown(parameter): parameter for parameter in pair[0].parameters}
    new = {_shown(parameter): parameter for parameter in pair[1].parameters}
    places = (owners[0].location, owners[1].location)
    for shown, before in old.items():
        item = scene.item(Kind.PARAMETER, f"{tag}({shown})", name)
        after = new.get(shown)
        if after is None:
            yield scene.missing(item, rules.PARAMETER_REMOVED, places[0], spell_parameter(before))
        else:
            spelled = (spell_parameter(before), spell_parameter(after))
            yield scene.compared(item, tuple(_parameter_changes(scene, before, after)), spelled, places)
    for shown, after in new.items():
        if shown not in old:
            item = scene.item(Kind.PARAMETER, f"{tag}({shown})", name)
            needed = after.default is None and not after.kind.value.startswith("*")
            change = rules.PARAMETER_ADDED_REQUIRED if needed else rules.PARAMETER_ADDED
            yield scene.new(item, change, places[1], spell_parameter(after))


def _parameter_changes(scene: Scene, before: Parameter, after: Parameter) -> Iterator[Change]:
    if not _WAYS[before.kind] <= _WAYS[after.kind]:
        yield rules.PARAMETER_KIND_NARROWED
    elif before.kind is not after.kind:
        yield rules.PARAMETER_KIND_WIDENED
    sentinels = _default_changes(before.default, after.default)
    yield from sentinels
    if before.annotation == after.annotation:
        return
    old, new = _without_sentinels(before.annotation), _without_sentinels(after.annotation)
    if old == new:
        if rules.PARAMETER_SENTINEL not in sentinels:
            yield rules.PARAMETER_SENTINEL
        return
    match scene.relate(old, new):
        case Relation.EQUAL:
            yield rules.RESPELLED
        case Relation.WIDER:
            yield rules.PARAMETER_WIDENED
        case Relation.NARROWER | Relation.OVERLAPPING | Relation.DISJOINT:
            yield rules.PARAMETER_NARROWED


def _default_changes(before: str | None, after: str | None) -> tuple[Change, ...]:
    if before == after:
        return ()
    if before is None:
        return (rules.PARAMETER_OPTIONAL,)
    if after is None:
        return (rules.PARAMETER_REQUIRED,)
    return (rules.PARAMETER_SENTINEL if {before, after} <= _SENTINELS else rules.PARAMETER_DEFAULT,)


def _without_sentinels(annotation: Meaning | None) -> Meaning | None:
    if annotation is None:
        return None
    rest = {each for each in parts(annotation) if not (isinstance(each, Named) and each.name in _SENTINEL_TYPES)}
    return one_of(rest) if rest else annotation


def _returned(
    scene: Scene, item: Item, pair: tuple[Signature, Signature], owners: tuple[Function, Function]
) -> Outcome:
    before, after = pair[0].returns, pair[1].returns
    changes = () if before == after else (return_change(scene.relate(before, after)),)
    return scene.compared(item, changes, (_spell(before), _spell(after)), (owners[0].location, owners[1].location))


def return_change(relation: Relation) -> Change:
    """What a relation of return types means to callers."""
    match relation:
        case Relation.EQUAL:
            return rules.RESPELLED
        case Relation.NARROWER:
            return rules.RETURN_NARROWED
        case Relation.WIDER | Relation.OVERLAPPING:
            return rules.RETURN_WIDENED
        case Relation.DISJOINT:
            return rules.RETURN_RETYPED


def _shown(parameter: Parameter) -> str:
    match parameter.kind:
        case ParameterKind.VARIADIC_POSITIONAL:
            return f"*{parameter.name}"
        case ParameterKind.VARIADIC_KEYWORD:
            return f"**{parameter.name}"
        case _:
            return parameter.name


def _dotted(owner: str, name: str) -> str:
    return f"{owner}.{name}" if owner else name


def _tag(name: str, number: int, of: int) -> str:
    return f"{name}#{number}" if of > 1 else name
