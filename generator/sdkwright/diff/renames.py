"""Finds what has only got another name: resources and methods that send the same requests, classes that hold the same.

In: two SDKs. Out: `Renames`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdkwright.compare.surface import Class
from sdkwright.diff.sdk import MethodKey, Sdk

ClassKey = tuple[str, str]
"""The path of a module, and the name of a class in it."""


class Renames(Struct, frozen=True, kw_only=True):
    """Old names and the new ones; `classes` by module and name."""

    resources: Mapping[str, str]
    methods: Mapping[MethodKey, MethodKey]
    classes: Mapping[ClassKey, ClassKey]

    def now(self, key: MethodKey) -> MethodKey:
        """What an old method would be called if only its resource had got another name."""
        return MethodKey(resource=self.resources.get(key.resource, key.resource), name=key.name)


def find_renames(old: Sdk, new: Sdk) -> Renames:
    """What of the old SDK the new one has under another name."""
    resources = dict(_resources(old, new))
    names = Renames(resources=resources, methods={}, classes={})
    return Renames(resources=resources, methods=dict(_methods(old, new, names)), classes=dict(_classes(old, new)))


def _resources(old: Sdk, new: Sdk) -> Iterator[tuple[str, str]]:
    """A resource has another name where at least half of what it asks for is asked for by a new one."""
    free = [dotted for dotted in new.resources if dotted not in old.resources]
    found: dict[str, str] = {}
    for dotted in sorted(each for each in old.resources if each not in new.resources):
        parent, _, leaf = dotted.rpartition(".")
        within = f"{found[parent]}.{leaf}" if parent in found else ""
        wanted = _endpoints(old, dotted)
        rated = [(len(wanted & _endpoints(new, each)), each == within, each) for each in free]
        best = max(rated, default=(0, False, ""))
        if best[2] and (within == best[2] or (wanted and 2 * best[0] >= len(wanted))):
            found[dotted] = best[2]
            free.remove(best[2])
            yield dotted, best[2]


def _endpoints(sdk: Sdk, dotted: str) -> set[tuple[str, str]]:
    """What a resource and all below it ask for."""
    return {
        method.facts.request.endpoint
        for key, method in sdk.methods.items()
        if method.facts.request is not None and f"{key.resource}.".startswith(f"{dotted}.")
    }


def _methods(old: Sdk, new: Sdk, names: Renames) -> Iterator[tuple[MethodKey, MethodKey]]:
    there = {names.now(key) for key in old.methods}
    free = {
        method.facts.request.endpoint: key
        for key, method in new.methods.items()
        if key not in there and method.facts.request is not None
    }
    for key, method in old.methods.items():
        request = method.facts.request
        if names.now(key) in new.methods:
            if names.now(key) != key:
                yield key, names.now(key)
        elif request is not None and request.endpoint in free:
            yield key, free.pop(request.endpoint)


def _classes(old: Sdk, new: Sdk) -> Iterator[tuple[ClassKey, ClassKey]]:
    gone, come = dict(_only_in(old, new)), dict(_only_in(new, old))
    for key, cls in gone.items():
        alike = [other for other, each in come.items() if _is_alike(cls, each)]
        same_name = [other for other in alike if other[1] == cls.name]
        for other in (same_name or alike)[:1]:
            yield key, other
            del come[other]


def _only_in(one: Sdk, other: Sdk) -> Iterator[tuple[ClassKey, Class]]:
    """The classes of types that another SDK does not have in the same place; those of arguments go with methods."""
    for path, module in one.surface.public_modules().items():
        there = other.surface.modules.get(path)
        for name, cls in module.classes.items():
            is_there = there is not None and name in there.classes
            if path.startswith("types/") and not is_there and (path, name) not in one.arguments:
                yield (path, name), cls


def _is_alike(one: Class, other: Class) -> bool:
    """Whether two classes have the same fields, most of them of the same types."""
    if not one.fields or one.fields.keys() != other.fields.keys() or bool(one.keywords) != bool(other.keywords):
        return False
    same = sum(one.fields[name].annotation == other.fields[name].annotation for name in one.fields)
    return same == len(one.fields) or (len(one.fields) > 2 and 2 * same > len(one.fields))
