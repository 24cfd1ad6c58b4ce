"""Tells of whole things that came, went or got another name: resources, methods, classes.

In: the scope. Out: findings, each told once however many modules and names it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkwright.compare.functions import spell_function
from sdkwright.compare.grouping import CLIENT
from sdkwright.diff.model import Finding
from sdkwright.diff.rules import methods, models
from sdkwright.diff.scope import Scope, own_signature
from sdkwright.diff.sdk import MethodKey, Sdk, spell_resource


def structural(scope: Scope) -> Iterator[Finding]:
    """Findings about resources, methods and renamed classes."""
    yield from _resources(scope)
    yield from _methods(scope)
    yield from _classes(scope)


def _resources(scope: Scope) -> Iterator[Finding]:
    names = scope.renames.resources
    gone = [each for each in scope.old.resources if each not in scope.new.resources and each not in names]
    come = [each for each in scope.new.resources if each not in scope.old.resources and each not in names.values()]
    for dotted in _topmost(gone):
        yield Finding(
            rule=methods.RESOURCE_REMOVED,
            resource=dotted,
            subject=spell_resource(dotted),
            before=_summary(scope.old, dotted),
            old=scope.old.resources[dotted].location,
        )
    for dotted in _topmost(names):
        yield Finding(
            rule=methods.RESOURCE_RENAMED,
            resource=dotted,
            subject=spell_resource(dotted),
            before=spell_resource(dotted),
            after=spell_resource(names[dotted]),
            old=scope.old.resources[dotted].location,
            new=scope.new.resources[names[dotted]].location,
        )
    for dotted in _topmost(come):
        yield Finding(
            rule=methods.RESOURCE_ADDED,
            resource=dotted,
            subject=spell_resource(dotted),
            after=_summary(scope.new, dotted),
            new=scope.new.resources[dotted].location,
        )


def _topmost(dotted: Iterable[str]) -> list[str]:
    """Of some resources those that are below none of them."""
    own = list(dotted)
    return [each for each in own if not any(each.startswith(f"{other}.") for other in own)]


def _summary(sdk: Sdk, dotted: str) -> str:
    names = [
        f"{key.subject.removeprefix(f'{spell_resource(dotted)}.')}()"
        for key in sdk.methods
        if f"{key.resource}.".startswith(f"{dotted}.")
    ]
    return f"{spell_resource(dotted)}: {', '.join(names) or 'no methods'}"


def _methods(scope: Scope) -> Iterator[Finding]:
    names, old, new = scope.renames, scope.old, scope.new
    for key, method in old.methods.items():
        now = names.methods.get(key, key)
        if now.resource == names.now(key).resource and now.name == key.name:
            if now in new.methods or not _is_kept(key, new, scope):
                continue
            yield Finding(
                rule=methods.METHOD_REMOVED,
                resource=key.resource,
                subject=key.subject,
                before=own_signature(spell_function(method.function)),
                old=method.function.location,
            )
        else:
            yield Finding(
                rule=methods.METHOD_RENAMED,
                resource=key.resource,
                subject=key.subject,
                before=f"{key.subject}()",
                after=f"{now.subject}()",
                old=method.function.location,
                new=new.methods[now].function.location,
            )
    there = {names.methods.get(key, key) for key in old.methods}
    for key, method in new.methods.items():
        came_with_its_resource = key.resource not in old.resources and key.resource not in names.resources.values()
        if key in there or (came_with_its_resource and key.resource != CLIENT):
            continue
        yield Finding(
            rule=methods.METHOD_ADDED,
            resource=key.resource,
            subject=key.subject,
            after=own_signature(spell_function(method.function)),
            new=method.function.location,
        )


def _is_kept(key: MethodKey, new: Sdk, scope: Scope) -> bool:
    """Whether a method's resource is still there; a method that went with its resource is not told of by itself."""
    return key.resource == CLIENT or scope.renames.resources.get(key.resource, key.resource) in new.resources


def _classes(scope: Scope) -> Iterator[Finding]:
    for (path, name), (new_path, new_name) in scope.renames.classes.items():
        if name == new_name or not scope.old.is_exported(path, name):
            continue
        yield Finding(
            rule=models.MODEL_RENAMED,
            resource=scope.groups.get(path, ""),
            subject=name,
            before=name,
            after=new_name,
            old=scope.old.surface.modules[path].classes[name].location,
            new=scope.new.surface.modules[new_path].classes[new_name].location,
        )
