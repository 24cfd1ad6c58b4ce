"""Finds parameters that have another name in Python, but the same on the wire.

In: the scope. Out: for each method (by its new name) its old parameters and what they are called now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sdkwright.compare.relation import metadata_of
from sdkwright.diff.scope import Scope
from sdkwright.diff.sdk import Method, MethodKey, Sdk

_ALIAS = re.compile(r"alias='([^']*)'")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def renamed_parameters(scope: Scope) -> Mapping[MethodKey, Mapping[str, str]]:
    """Old names and new ones, of methods where there are any."""
    found: dict[MethodKey, Mapping[str, str]] = {}
    for old_key, before in scope.old.methods.items():
        key = scope.renames.methods.get(old_key, old_key)
        after = scope.new.methods.get(key)
        pairs = dict(_pairs(scope, (old_key, before), (key, after))) if after is not None else {}
        if pairs:
            found[key] = pairs
    return found


def _pairs(scope: Scope, old: tuple[MethodKey, Method], new: tuple[MethodKey, Method]) -> Iterator[tuple[str, str]]:
    before, after = _names(old[1]), _names(new[1])
    gone, come = [each for each in before if each not in after], [each for each in after if each not in before]
    if not gone or not come:
        return
    there = {_on_the_wire(scope.new, *new, name): name for name in come}
    for name in gone:
        now = there.get(_on_the_wire(scope.old, *old, name))
        if now is not None:
            yield name, now


def _names(method: Method) -> list[str]:
    return [parameter.name for parameter in method.function.signatures[0].parameters]


def _on_the_wire(sdk: Sdk, key: MethodKey, method: Method, parameter: str) -> str:
    """The number of a path's placeholder, or the name in a body, a query or a header."""
    request = method.facts.request
    placeholders = _PLACEHOLDER.findall(request.path) if request is not None else []
    if parameter in placeholders:
        return f"{{{placeholders.index(parameter)}}}"
    for (path, name), owner in sdk.arguments.items():
        cls = sdk.surface.modules[path].classes.get(name)
        field = cls.fields.get(parameter) if cls is not None and owner == key else None
        if field is not None:
            alias = _ALIAS.search(" ".join(metadata_of(field.annotation)))
            return alias[1] if alias is not None else parameter
    return parameter
