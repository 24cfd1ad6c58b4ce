"""The two SDKs of a difference, and what their users call the things in them.

In: two SDKs, how they compare, what was renamed. Out: `Scope`, which every step of `diff` asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from sdkwright.compare.grouping import CLIENT
from sdkwright.compare.items import Difference, Item, Kind
from sdkwright.compare.meaning import Meaning, Named
from sdkwright.compare.surface import Class
from sdkwright.diff.renames import Renames
from sdkwright.diff.sdk import WRAPPERS, MethodKey, Sdk, spell_resource

_ASYNC = re.compile(r"\bAsync(?=[A-Z])")
_FLAVOUR = re.compile(r"\b(?:Async|Sync)(?=[A-Z])")
_OVERLOAD = re.compile(r"#\d+")
_OF_EVERY_METHOD = re.compile(
    r"(?:, |(?<=\())(?:\*, )?extra_headers=\.\.\., extra_query=\.\.\., extra_body=\.\.\., timeout=\.\.\."
    r"(?:, idempotency_key=\.\.\.)?"
)
_CALL = re.compile(r"(?P<owner>[\w.]+?)(?:#\d+)?(?:\((?P<parameter>[^)]*)\)| ->)?")


class Parts(Struct, frozen=True, kw_only=True):
    """What the name of an item says: `Files.create(purpose)` is a class, a member and a parameter."""

    cls: str
    member: str
    parameter: str


class Scope(Struct, frozen=True, kw_only=True):
    """`groups` are the resources of modules; `left` and `arrived` the resources that only one SDK has."""

    old: Sdk
    new: Sdk
    groups: Mapping[str, str]
    renames: Renames

    def is_of_a_resource_that_came_or_went(self, path: str) -> bool:
        """Whether a module is of a resource, or below one, that only one of the SDKs has."""
        group = self.groups.get(path, "")
        changed = self.old.resources.keys() ^ self.new.resources.keys()
        return any(f"{group}.".startswith(f"{dotted}.") for dotted in changed)

    def subject(self, item: Item) -> str:
        """An item as users write it."""
        name = split_name(item)
        if item.kind in {Kind.MODULE, Kind.EXPORT, Kind.ALIAS, Kind.PRIVATE}:
            return item.name
        method = self.method(item)
        call = f"({name.parameter})" if name.parameter else ""
        if item.module == "_client.py" and name.member == "__init__":
            return f"{name.cls}{call}"
        if method is not None:
            return f"{method.subject}{call}"
        if item.module == "_client.py" and name.member and name.cls.endswith(self.new.facts.client.name or name.cls):
            return f"client.{name.member}{call}"
        owner = self.arguments_of(item.module, name.cls)
        if owner is not None and item.kind is Kind.FIELD:
            return f"{owner.subject}({name.member})"
        if item.module.startswith("resources/"):
            return ".".join(each for each in (spell_resource(self.groups[item.module]), name.member) if each)
        return f"{self.type_name(item.module, name.cls)}{'.' + name.member if name.member else ''}{call}"

    def type_name(self, path: str, name: str) -> str:
        """A class of `types/` as users name it: alone where the package exports it, else with its module."""
        if any(sdk.is_exported(path, name.partition(".")[0]) for sdk in (self.old, self.new)):
            return name
        stem = path.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")[2]
        return f"{stem}.{name}" if path.startswith("types/") else name

    def method(self, item: Item) -> MethodKey | None:
        """The method of a resource that an item is, or belongs to."""
        name = split_name(item)
        if item.kind not in {Kind.METHOD, Kind.PARAMETER, Kind.RETURN} or not name.member:
            return None
        key = MethodKey(resource=self.groups.get(item.module, ""), name=name.member)
        return key if key in self.old.methods or key in self.new.methods else None

    def arguments_of(self, path: str, name: str) -> MethodKey | None:
        """The method whose arguments a typed dictionary holds."""
        return self.new.arguments.get((path, name)) or self.old.arguments.get((path, name))

    def is_given(self, item: Item) -> bool:
        """Whether an item is a key of a typed dictionary."""
        name = split_name(item).cls
        for sdk in (self.old, self.new):
            module = sdk.surface.modules.get(item.module)
            cls = module.classes.get(name) if module is not None else None
            if module is not None and isinstance(cls, Class):
                return sdk.lookup.is_typed_dict(module, cls)
        return False

    def resource(self, item: Item) -> str:
        """What an item is grouped under."""
        method = self.method(item) or self.arguments_of(item.module, split_name(item).cls)
        return method.resource if method is not None else self.groups.get(item.module, CLIENT)

    def expanded(self, sdk: Sdk, path: str, meaning: Meaning | None) -> Meaning:
        """An annotation of a module with the package's aliases replaced."""
        anything = Named(name="Any", written="Any")
        return sdk.lookup.expand(sdk.surface.modules[path], meaning or anything)

    def differs_by_names_only(self, before: str | None, after: str | None) -> bool:
        """Whether source text became what it is because classes were renamed, which is told by itself."""
        names = {old[1]: new[1] for old, new in self.renames.classes.items() if old[1] != new[1]}
        text = re.sub(r"\b[A-Za-z_]\w*\b", lambda found: names.get(found[0], found[0]), before or "")
        return text not in {before, ""} and text == after


def split_name(item: Item) -> Parts:
    """The pieces of an item's name; a class inside another keeps its dots."""
    found = _CALL.fullmatch(item.name)
    owner, parameter = (found["owner"], found["parameter"] or "") if found else (item.name, "")
    if item.kind is Kind.CLASS:
        return Parts(cls=owner, member="", parameter="")
    cls, _, member = owner.rpartition(".")
    return Parts(cls=cls, member=member, parameter=parameter)


def own_signature(text: str | None) -> str | None:
    """A method's signature without the parameters that every method takes."""
    return _OF_EVERY_METHOD.sub("", text) if text is not None else None


def is_repetition(item: Item) -> bool:
    """Whether an item is of a class that repeats methods for another kind of answer, or leads to one."""
    head = item.name.partition(".")[0].partition("(")[0]
    return head.endswith(WRAPPERS) or ".with_raw_response" in item.name or ".with_streaming_response" in item.name


def neutral(item: Item) -> Item:
    """The item of the synchronous class, without the number of an overload: what twins have in common."""
    name = _OVERLOAD.sub("", _FLAVOUR.sub("", item.name))
    return Item(kind=item.kind, module=item.module, name=name, parent=_FLAVOUR.sub("", item.parent))


def is_asynchronous(difference: Difference) -> bool:
    """Whether a difference is in the asynchronous one of two twins."""
    return _ASYNC.search(difference.item.name) is not None
