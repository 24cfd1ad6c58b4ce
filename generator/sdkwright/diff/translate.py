"""Tells what one change of `compare` means to users: which rule it falls under.

In: a difference, one of its changes, the scope. Out: a rule; `None` where there is nothing to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from sdkwright.compare import rules as found
from sdkwright.compare.items import Difference
from sdkwright.compare.meaning import Meaning, meaning_of
from sdkwright.compare.relation import Relation, relate
from sdkwright.compare.rules import Change
from sdkwright.compare.surface import Module
from sdkwright.diff.direction import Direction, directions
from sdkwright.diff.judge import Shift, shift
from sdkwright.diff.rules import Rule, client, keys, methods, models, names, parameters, returns, wire
from sdkwright.diff.scope import Parts, Scope, split_name

_LookUp: TypeAlias = Callable[[Module, Parts], Meaning | None]

_PLAIN: Mapping[str, Rule] = {
    found.MODULE_REMOVED.code: names.MODULE_REMOVED,
    found.MODULE_ADDED.code: names.MODULE_ADDED,
    found.EXPORT_REMOVED.code: names.EXPORT_REMOVED,
    found.EXPORT_HIDDEN.code: names.EXPORT_HIDDEN,
    found.EXPORT_ADDED.code: names.EXPORT_ADDED,
    found.CLASS_REMOVED.code: models.MODEL_REMOVED,
    found.CLASS_ADDED.code: models.MODEL_ADDED,
    found.BASE_REMOVED.code: models.BASE_CLASS_REMOVED,
    found.BASE_ADDED.code: models.BASE_CLASS_ADDED,
    found.BASE_ARGUMENTS.code: models.BASE_CLASS_CHANGED,
    found.CLASS_KEYWORDS.code: models.CLASS_KEYWORDS_CHANGED,
    found.FIELD_REMOVED.code: models.RESPONSE_FIELD_REMOVED,
    found.FIELD_ADDED.code: models.RESPONSE_FIELD_ADDED,
    found.FIELD_RETYPED.code: models.RESPONSE_FIELD_TYPE_CHANGED,
    found.FIELD_REQUIRED.code: models.RESPONSE_FIELD_MADE_REQUIRED,
    found.ATTRIBUTE_KIND.code: models.MEMBER_KIND_CHANGED,
    found.NAME_KIND.code: models.KIND_CHANGED,
    found.METHOD_REMOVED.code: methods.METHOD_REMOVED,
    found.METHOD_ADDED.code: methods.METHOD_ADDED,
    found.METHOD_ASYNCHRONY.code: methods.METHOD_KIND_CHANGED,
    found.METHOD_BINDING.code: methods.METHOD_KIND_CHANGED,
    found.OVERLOAD_REMOVED.code: parameters.OVERLOAD_REMOVED,
    found.OVERLOAD_ADDED.code: parameters.OVERLOAD_ADDED,
    found.PARAMETER_ORDER.code: parameters.PARAMETER_REORDERED,
    found.PARAMETER_REMOVED.code: parameters.PARAMETER_REMOVED,
    found.PARAMETER_ADDED.code: parameters.PARAMETER_ADDED,
    found.PARAMETER_ADDED_REQUIRED.code: parameters.PARAMETER_ADDED_REQUIRED,
    found.PARAMETER_REQUIRED.code: parameters.PARAMETER_MADE_REQUIRED,
    found.PARAMETER_OPTIONAL.code: parameters.PARAMETER_MADE_OPTIONAL,
    found.PARAMETER_DEFAULT.code: parameters.PARAMETER_DEFAULT_CHANGED,
    found.PARAMETER_SENTINEL.code: parameters.PARAMETER_MARKER_CHANGED,
    found.PARAMETER_KIND_NARROWED.code: parameters.PARAMETER_KIND_NARROWED,
    found.PARAMETER_KIND_WIDENED.code: parameters.PARAMETER_KIND_WIDENED,
    found.KEY_REMOVED.code: keys.KEY_REMOVED,
    found.KEY_ADDED.code: keys.KEY_ADDED,
    found.KEY_ADDED_REQUIRED.code: keys.KEY_ADDED_REQUIRED,
    found.KEY_REQUIRED.code: keys.KEY_MADE_REQUIRED,
    found.KEY_OPTIONAL.code: keys.KEY_MADE_OPTIONAL,
    found.KEY_WIDENED.code: keys.KEY_WIDENED,
    found.KEY_NARROWED.code: keys.KEY_NARROWED,
    found.METADATA.code: wire.WIRE_NAME_CHANGED,
    found.RETURN_NARROWED.code: returns.RETURN_NARROWED,
    found.RETURN_WIDENED.code: returns.RETURN_WIDENED,
    found.RESPELLED.code: names.RESPELLED,
    found.ALIAS_REMOVED.code: names.ALIAS_REMOVED,
    found.ALIAS_ADDED.code: names.ALIAS_ADDED,
    found.CONSTANT_CHANGED.code: names.CONSTANT_CHANGED,
    found.PRIVATE_NAME_REMOVED.code: names.PRIVATE_NAME_REMOVED,
}

_OF_OPTIONS: Mapping[str, Rule] = {
    found.PARAMETER_REMOVED.code: client.CLIENT_OPTION_REMOVED,
    found.PARAMETER_ADDED.code: client.CLIENT_OPTION_ADDED,
    found.PARAMETER_ADDED_REQUIRED.code: client.CLIENT_OPTION_REQUIRED,
    found.PARAMETER_REQUIRED.code: client.CLIENT_OPTION_REQUIRED,
    found.PARAMETER_OPTIONAL.code: client.CLIENT_OPTION_MADE_OPTIONAL,
    found.PARAMETER_WIDENED.code: client.CLIENT_OPTION_MADE_OPTIONAL,
    found.PARAMETER_NARROWED.code: client.CLIENT_OPTION_CHANGED,
}

_OF_ERRORS: Mapping[str, Rule] = {
    found.CLASS_REMOVED.code: client.ERROR_CLASS_REMOVED,
    found.CLASS_ADDED.code: client.ERROR_CLASS_ADDED,
}


def rule_for(scope: Scope, difference: Difference, change: Change) -> Rule | None:
    """The rule that a change falls under."""
    item = difference.item
    if item.module == "_exceptions.py" and change.code in _OF_ERRORS:
        return _OF_ERRORS[change.code]
    if item.module == "_client.py" and split_name(item).member == "__init__" and change.code in _OF_OPTIONS:
        return _OF_OPTIONS[change.code]
    match change:
        case found.PARAMETER_SENTINEL if {found.PARAMETER_REQUIRED, found.PARAMETER_OPTIONAL} & {*difference.changes}:
            return None  # the marker came or went with the default
        case found.METHOD_ASYNCHRONY if "AsyncPaginator[" in f"{difference.before}{difference.after}":
            return None  # it can be awaited, and what it gives is told
        case found.FIELD_WIDENED | found.FIELD_NARROWED:
            return _of_field(scope, difference, change)
        case found.FIELD_DEFAULT:
            return _of_default(difference)
        case found.FIELD_OPTIONAL:
            return None  # who reads a field that may be `None` reads the same
        case found.PARAMETER_WIDENED | found.PARAMETER_NARROWED:
            return _of_parameter(scope, difference, change)
        case found.RETURN_RETYPED:
            return _of_return(scope, difference)
        case found.ALIAS_CHANGED:
            return _of_alias(scope, difference)
        case _:
            return _PLAIN[change.code]


def _of_field(scope: Scope, difference: Difference, change: Change) -> Rule:
    widened = change is found.FIELD_WIDENED
    match _shift(scope, difference, _field):
        case Shift.VALUES_ADDED:
            return models.RESPONSE_VALUE_ADDED
        case Shift.VALUES_REMOVED:
            return models.RESPONSE_VALUE_ADDED if widened else models.RESPONSE_VALUE_REMOVED
        case Shift.NONE_ADDED:
            return models.RESPONSE_FIELD_MADE_OPTIONAL
        case Shift.NONE_REMOVED:
            return models.RESPONSE_FIELD_MADE_REQUIRED
        case Shift.OTHER:
            return models.RESPONSE_FIELD_WIDENED if widened else models.RESPONSE_FIELD_NARROWED


def _of_default(difference: Difference) -> Rule | None:
    """Another alias is another name on the wire; another value is of no concern to who reads."""
    before, after = (re.search(r"alias=('[^']*')", text or "") for text in (difference.before, difference.after))
    same = (before and before[1]) == (after and after[1])
    return None if same else wire.WIRE_NAME_CHANGED


def _of_parameter(scope: Scope, difference: Difference, change: Change) -> Rule:
    widened = change is found.PARAMETER_WIDENED
    match _shift(scope, difference, _parameter):
        case Shift.VALUES_ADDED if widened:
            return parameters.PARAMETER_VALUE_ADDED
        case Shift.VALUES_REMOVED if not widened:
            return parameters.PARAMETER_VALUE_REMOVED
        case _:
            return parameters.PARAMETER_WIDENED if widened else parameters.PARAMETER_NARROWED


def _of_return(scope: Scope, difference: Difference) -> Rule | None:
    if scope.differs_by_names_only(difference.before, difference.after):
        return None
    path = difference.item.module
    pages = [
        sdk.is_page(sdk.surface.modules[path], meaning_of(text or ""))
        for sdk, text in ((scope.old, difference.before), (scope.new, difference.after))
        if path in sdk.surface.modules
    ]
    match pages:
        case [False, True]:
            return returns.RETURN_PAGINATED
        case [True, False]:
            return returns.RETURN_UNPAGINATED
        case _:
            return returns.RETURN_TYPE_CHANGED


def _of_alias(scope: Scope, difference: Difference) -> Rule:
    pair = _pair(scope, difference, _alias)
    relation = relate(*pair) if pair is not None else Relation.OVERLAPPING
    used = directions(scope, difference.item)
    match relation:
        case Relation.NARROWER:
            return names.ALIAS_NARROWED if Direction.GIVEN in used else names.ALIAS_RESTRICTED
        case Relation.WIDER:
            return names.ALIAS_WIDENED if Direction.READ in used else names.ALIAS_EXTENDED
        case Relation.EQUAL:
            return names.RESPELLED
        case Relation.OVERLAPPING | Relation.DISJOINT:
            return names.ALIAS_CHANGED


def _shift(scope: Scope, difference: Difference, look_up: _LookUp) -> Shift:
    pair = _pair(scope, difference, look_up)
    return shift(*pair) if pair is not None else Shift.OTHER


def _pair(scope: Scope, difference: Difference, look_up: _LookUp) -> tuple[Meaning, Meaning] | None:
    """The annotations before and after, aliases replaced; `None` where one SDK has the item elsewhere."""
    path = difference.item.module
    meanings = [
        (sdk, look_up(sdk.surface.modules[path], split_name(difference.item)))
        for sdk in (scope.old, scope.new)
        if path in sdk.surface.modules
    ]
    match meanings:
        case [(_, before), (_, after)] if before is not None and after is not None:
            return scope.expanded(scope.old, path, before), scope.expanded(scope.new, path, after)
        case _:
            return None


def _field(module: Module, name: Parts) -> Meaning | None:
    cls = module.classes.get(name.cls)
    field = cls.fields.get(name.member) if cls is not None else None
    return field.annotation if field is not None else None


def _parameter(module: Module, name: Parts) -> Meaning | None:
    cls = module.classes.get(name.cls)
    function = cls.methods.get(name.member) if cls is not None else module.functions.get(name.member)
    given = function.signatures[0].parameters if function is not None else ()
    return next((each.annotation for each in given if each.name == name.parameter), None)


def _alias(module: Module, name: Parts) -> Meaning | None:
    alias = module.aliases.get(name.member)
    return alias.value if alias is not None else None
