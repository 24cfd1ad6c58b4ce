"""Tells of changes inside what both SDKs have: signatures, fields, aliases, exports.

In: the scope and the differences of `compare`. Out: findings, without what is told elsewhere or twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from sdkwright.compare.functions import compare_function
from sdkwright.compare.items import Difference, Item, Kind, Status
from sdkwright.compare.rules import Change
from sdkwright.compare.scene import Scene
from sdkwright.diff.model import Finding
from sdkwright.diff.parameter_names import renamed_parameters
from sdkwright.diff.rules import Rule, keys, names, parameters, returns
from sdkwright.diff.scope import Scope, is_asynchronous, is_repetition, neutral, own_signature, split_name
from sdkwright.diff.sdk import MethodKey
from sdkwright.diff.translate import rule_for
from sdkwright.diff.type_modules import opened

_AS_PARAMETER: Mapping[str, Rule] = {
    keys.KEY_REMOVED.code: parameters.PARAMETER_REMOVED,
    keys.KEY_ADDED.code: parameters.PARAMETER_ADDED,
    keys.KEY_ADDED_REQUIRED.code: parameters.PARAMETER_ADDED_REQUIRED,
    keys.KEY_MADE_REQUIRED.code: parameters.PARAMETER_MADE_REQUIRED,
    keys.KEY_MADE_OPTIONAL.code: parameters.PARAMETER_MADE_OPTIONAL,
    keys.KEY_NARROWED.code: parameters.PARAMETER_NARROWED,
    keys.KEY_WIDENED.code: parameters.PARAMETER_WIDENED,
}
"""What a key of a method's own arguments is told as."""


def detailed(scope: Scope, differences: Iterable[Difference]) -> Iterator[Finding]:
    """Findings about what stands in the modules that both SDKs have."""
    everything = (*opened(scope, differences), *_of_renamed_methods(scope))
    kept = [each for each in everything if not _is_told_elsewhere(scope, each)]
    told_as_parameters = {scope.subject(neutral(each.item)) for each in kept if each.item.kind is Kind.PARAMETER}
    renamed = renamed_parameters(scope)
    yield from _renamed(renamed)
    told_as_parameters |= {
        f"{key.subject}({name})" for key, names_now in renamed.items() for pair in names_now.items() for name in pair
    }
    for difference, change in _once(kept):
        if _is_renamed(scope, neutral(difference.item), renamed):
            continue
        rule = rule_for(scope, difference, change)
        subject = scope.subject(difference.item)
        if rule is None or _is_repeated(scope, difference, rule, subject, told_as_parameters):
            continue
        only = "async " if is_asynchronous(difference) and subject.startswith("client") else ""
        yield _finding(scope, difference, _fitting(scope, difference, rule), f"{only}{subject}")


def _renamed(renamed: Mapping[MethodKey, Mapping[str, str]]) -> Iterator[Finding]:
    for key, names_now in renamed.items():
        for name, now in names_now.items():
            yield Finding(
                rule=parameters.PARAMETER_RENAMED,
                resource=key.resource,
                subject=f"{key.subject}({name})",
                before=name,
                after=now,
            )


def _is_renamed(scope: Scope, item: Item, renamed: Mapping[MethodKey, Mapping[str, str]]) -> bool:
    """Whether an item is a parameter that got another name, or the other one."""
    key = scope.method(item) if item.kind is Kind.PARAMETER else None
    nothing: Mapping[str, str] = {}
    names_now = renamed.get(key, nothing) if key is not None else nothing
    return split_name(item).parameter in {*names_now, *names_now.values()}


def _of_renamed_methods(scope: Scope) -> Iterator[Difference]:
    """The differences between methods and what they are called now."""
    for old_key, new_key in scope.renames.methods.items():
        before, after = scope.old.methods[old_key], scope.new.methods[new_key]
        scene = Scene(
            reference=scope.old.lookup,
            candidate=scope.new.lookup,
            before=before.module,
            after=after.module,
            resource=new_key.resource,
        )
        function = replace(before.function, name=after.function.name)
        for outcome in compare_function(scene, after.owner, function, after.function):
            if isinstance(outcome, Difference):
                yield replace(outcome, item=replace(outcome.item, module=after.module.path))


def _is_told_elsewhere(scope: Scope, difference: Difference) -> bool:
    """Whether a difference goes with a resource, a method or a class that is told of as a whole."""
    item = difference.item
    if is_repetition(item):
        return True
    of_renamed = item.module.startswith("resources/") and (
        item.kind in {Kind.PARAMETER, Kind.RETURN} or (item.kind is Kind.METHOD and difference.status is Status.DIFFERS)
    )
    if scope.is_of_a_resource_that_came_or_went(item.module) and not of_renamed:
        return True
    match item.kind:
        case Kind.METHOD:
            return _is_a_whole_method(scope, difference)
        case Kind.EXPORT:
            return _is_export_of_what_is_told(scope, difference)
        case Kind.FIELD:
            return item.module == "_client.py"
        case Kind.ALIAS:
            return item.module == "_client.py" and item.name == "ENVIRONMENTS"
        case Kind.PARAMETER:
            return item.module == "_client.py" and split_name(item).member != "__init__" and scope.method(item) is None
        case _:
            return False


def _is_a_whole_method(scope: Scope, difference: Difference) -> bool:
    """Whether a method came, went or was renamed; or the property that leads to a resource that did."""
    item = difference.item
    if difference.status is Status.DIFFERS or not (item.module.startswith("resources/") or item.module == "_client.py"):
        return False
    leaves = {dotted.rpartition(".")[2] for dotted in scope.old.resources.keys() ^ scope.new.resources.keys()}
    if split_name(item).member in leaves:
        return True
    key = scope.method(item)
    if key is None:
        return False
    renamed = key in scope.renames.methods or key in scope.renames.methods.values()
    return renamed or (key in scope.old.methods) is not (key in scope.new.methods)


def _is_export_of_what_is_told(scope: Scope, difference: Difference) -> bool:
    """Whether an exported name stands for a class or module that came or went, which is told by itself."""
    item = difference.item
    sdk, other = (scope.old, scope.new) if difference.status is Status.MISSING else (scope.new, scope.old)
    module = sdk.surface.modules.get(item.module)
    defined = sdk.defined(item.module, item.name)
    if scope.arguments_of(item.module, item.name) is not None:
        return True
    if module is None or defined is None:
        return item.module.startswith("resources/")
    path, what = defined
    if scope.arguments_of(path, what.name) is not None:
        return True
    there = other.surface.modules.get(path)
    return there is None or (what.name not in there.classes and what.name not in there.aliases)


def _once(differences: Iterable[Difference]) -> Iterator[tuple[Difference, Change]]:
    """Each change of each item once: of twins the synchronous one, of overloads the first."""
    found: dict[tuple[Item, str], tuple[Difference, Change]] = {}
    for difference in differences:
        for change in difference.changes:
            key = (neutral(difference.item), change.code)
            if key not in found or (is_asynchronous(found[key][0]) and not is_asynchronous(difference)):
                found[key] = (difference, change)
    return iter(found.values())


def _is_repeated(scope: Scope, difference: Difference, rule: Rule, subject: str, parameters_told: set[str]) -> bool:
    """Whether a change follows from another one that is told."""
    item = difference.item
    if item.kind is Kind.FIELD and subject in parameters_told:
        return True
    if rule is parameters.OVERLOAD_REMOVED and item.kind is not Kind.METHOD:
        return True
    if rule is names.RESPELLED and item.kind is Kind.FIELD:
        return True
    if scope.differs_by_names_only(difference.before, difference.after):
        return True
    if item.module == "_client.py" and split_name(item).parameter == "environment":
        return dict(scope.old.facts.client.environments) != dict(scope.new.facts.client.environments)
    return item.kind is Kind.PARAMETER and _is_stream(scope, item) and split_name(item).parameter == "stream"


def _is_stream(scope: Scope, item: Item) -> bool:
    """Whether the parameter `stream` came or went with the overloads of its method."""
    key = scope.method(neutral(item))
    if key is None or key not in scope.new.methods:
        return False
    old = scope.old.methods.get(_old_key(scope, key))
    return old is not None and bool(old.function.overloads) is not bool(scope.new.methods[key].function.overloads)


def _old_key(scope: Scope, key: MethodKey) -> MethodKey:
    return next((old for old, new in scope.renames.methods.items() if new == key), key)


def _fitting(scope: Scope, difference: Difference, rule: Rule) -> Rule:
    """The rule that says more where the place of a change does."""
    item = difference.item
    if item.kind is Kind.METHOD and rule in {parameters.OVERLOAD_ADDED, parameters.OVERLOAD_REMOVED}:
        key = scope.method(neutral(item))
        streams = {"stream"} & _parameters(scope, key) if key is not None else set[str]()
        if streams and _is_stream(scope, item):
            return returns.STREAM_ADDED if rule is parameters.OVERLOAD_ADDED else returns.STREAM_REMOVED
    if item.kind is Kind.FIELD and scope.arguments_of(item.module, split_name(item).cls) is not None:
        return _AS_PARAMETER.get(rule.code, rule)
    return rule


def _parameters(scope: Scope, key: MethodKey) -> set[str]:
    found = [scope.new.methods.get(key), scope.old.methods.get(_old_key(scope, key))]
    return {
        parameter.name
        for method in found
        if method is not None
        for signature in method.function.signatures
        for parameter in signature.parameters
    }


def _finding(scope: Scope, difference: Difference, rule: Rule, subject: str) -> Finding:
    before, after = own_signature(difference.before), own_signature(difference.after)
    if before == after:
        before = after = None  # what differs is not in the spelling
    return Finding(
        rule=rule,
        resource=scope.resource(difference.item),
        subject=subject,
        before=before,
        after=after,
        old=difference.reference if difference.status is not Status.NEW else None,
        new=difference.candidate if difference.status is not Status.MISSING else None,
    )
