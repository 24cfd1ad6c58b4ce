"""Which lists of values something may compare while an SDK is made; all others only end up in a type.

In: the objects of a document that may be schemas. Out: the lists of `enum`s that are compared with others, or may be.

Values are compared where schemas meet: where several enums make one type, where parts of an intersection or variants
of a choice define the same property, where a property tells variants apart, and where an example is held against the
variants of a choice, which asks for a list's first value, for texts of the document or for names. What is not
understood counts as compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import Final, TypeAlias

from msgspec import Struct, field

from sdkwright.load.document import JsonObject, JsonValue

Listed: TypeAlias = tuple[str, ...]
"""The values of an `enum` or a `const`; of those that are no text, what Python writes for them."""

TELLING: Final = frozenset(
    {
        *("enum", "allOf", "oneOf", "anyOf", "discriminator", "properties", "example", "examples"),
        *("prefixItems", "patternProperties", "content"),
    }
)
"""An object with none of these tells nothing here."""
_CHOICES: Final = ("oneOf", "anyOf", "prefixItems")
_NAMED_CHOICES: Final = ("content", "patternProperties")
_CHOOSING: Final = frozenset({*_CHOICES, *_NAMED_CHOICES})
_CONDITIONS: Final = ("then", "else")
_COMBINING: Final = _CHOOSING | {"$ref", "allOf", "dependentSchemas", *_CONDITIONS}
_NULL: Final[JsonObject] = {"type": "null"}
_LISTING: Final = frozenset({"enum", "const"})
_INNER: Final = ("items", "additionalProperties", "unevaluatedProperties")
_SHAPING: Final = frozenset({"pattern", "format", "example", "examples"})
"""With one of these, it is not a property's name that its example is made of."""
_NAMELESS: Final = "string"
"""What `python/examples/values.py` makes of a text without a name."""
_NONE: Final = frozenset[Listed]()


def compared(
    objects: Sequence[JsonObject],
    at: Callable[[str], JsonValue],
    telling: frozenset[str],
    shown: Mapping[str, Set[str]],
) -> set[Listed]:
    """The lists among these objects of a document that something may compare.

    `at` gives what a reference leads to. `telling` are names of properties that, by the config, tell objects apart, and
    `shown` what examples say, by the names of properties.
    """
    survey = _Survey(at=at, shown=shown)
    bases = {id(each): name for each in objects if (name := _discriminator(each)) is not None and not _variants(each)}
    for each in objects:
        for name in telling.intersection(_properties(each)) if telling else ():
            survey.found |= survey.lists(_properties(each)[name])
        if bases:
            survey.extension(each, bases)
        if not _CHOOSING.isdisjoint(each) and (variants := _variants(each)):
            if len(variants) != 2 or _NULL not in variants or "discriminator" in each:  # else it is no choice
                survey.choice(each)
            if "properties" in each:
                survey.intersection((each,))
        if "allOf" in each:
            survey.intersection((each,))
        if isinstance(content := each.get("content"), dict):
            survey.body(content)
    return survey.found


def listed(schema: JsonObject) -> Listed | None:
    """The values that a schema lists; `None` where it lists none.

    >>> listed({"enum": ["a", 1, None]})
    ('a', '1')
    """
    if _LISTING.isdisjoint(schema):
        return None
    if "const" in schema:
        return (_text(schema["const"]),)
    values = schema.get("enum")
    return tuple(_text(value) for value in values if value is not None) if isinstance(values, list) else None


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else repr(value)


def _discriminator(schema: JsonObject) -> str | None:
    if "discriminator" not in schema:
        return None
    written = schema["discriminator"]
    name = written.get("propertyName") if isinstance(written, dict) else written
    return name if isinstance(name, str) else None


def _variants(schema: JsonObject) -> list[JsonObject]:
    """What may stand in the place of a schema, or side by side in its type."""
    found: list[JsonValue] = []
    for key in _CHOICES:
        if isinstance(variants := schema.get(key), list):
            found += variants
    for key in _NAMED_CHOICES:
        if isinstance(named := schema.get(key), dict) and len(named) > 1:
            found += (each.get("schema", each) if isinstance(each, dict) else each for each in named.values())
    return [each for each in found if isinstance(each, dict)]


_Named: TypeAlias = Mapping[str, frozenset[Listed]]


class _Survey(Struct, kw_only=True):
    """What was found so far, and the memory of what was looked at."""

    at: Callable[[str], JsonValue]
    shown: Mapping[str, Set[str]]
    found: set[Listed] = field(default_factory=set[Listed])
    _parts: dict[int, list[JsonObject]] = field(default_factory=dict[int, list[JsonObject]])
    _whole: dict[int, list[JsonObject]] = field(default_factory=dict[int, list[JsonObject]])
    _lists: dict[int, frozenset[Listed]] = field(default_factory=dict[int, frozenset[Listed]])
    _named: dict[int, _Named] = field(default_factory=dict[int, _Named])
    _met: set[frozenset[int]] = field(default_factory=set[frozenset[int]])
    _chosen: set[frozenset[int]] = field(default_factory=set[frozenset[int]])

    def lists(self, schema: JsonValue) -> frozenset[Listed]:
        """All lists that a schema's own type is made of, those of its parts and variants among them."""
        if not isinstance(schema, dict):
            return _NONE
        if _COMBINING.isdisjoint(schema):
            values = listed(schema)
            return _NONE if values is None else frozenset((values,))
        if len(schema) == 1 and isinstance(target := schema.get("$ref"), str):  # as most properties are
            meant = self.at(target)
            if isinstance(meant, dict) and "$ref" not in meant:
                return self.lists(meant)
        known = self._lists.get(id(schema))
        if known is None:
            found = map(listed, self.whole(schema))
            known = self._lists[id(schema)] = frozenset(values for values in found if values is not None)
        return known

    def whole(self, schema: JsonObject) -> list[JsonObject]:
        """A schema with all parts and variants, and theirs."""
        known = self._whole.get(id(schema))
        if known is None:
            found = (part for leaf in self.leaves(schema) for part in self.parts(leaf))
            known = self._whole[id(schema)] = _once(found)
        return known

    def parts(self, schema: JsonObject) -> list[JsonObject]:
        """A schema and all that it includes: what it refers to, the members of `allOf`, and conditions."""
        if _COMBINING.isdisjoint(schema):
            return [schema]
        known = self._parts.get(id(schema))
        if known is None:
            known = self._parts[id(schema)] = self._included(schema)
        return known

    def _included(self, schema: JsonObject) -> list[JsonObject]:
        found: dict[int, JsonObject] = {}
        waiting: list[JsonValue] = [schema]
        while waiting:
            part = waiting.pop()
            if not isinstance(part, dict) or id(part) in found:
                continue
            found[id(part)] = part
            if isinstance(target := part.get("$ref"), str):
                waiting.append(self.at(target))
            if isinstance(members := part.get("allOf"), list):
                waiting += members
            if "if" in part:
                waiting += (part[key] for key in _CONDITIONS if key in part)
            if isinstance(dependent := part.get("dependentSchemas"), dict):
                waiting += dependent.values()
        return list(found.values())

    def leaves(self, schema: JsonObject) -> list[JsonObject]:
        """A schema and all its variants, and theirs."""
        found: dict[int, JsonObject] = {}
        waiting = [schema]
        while waiting:
            variant = waiting.pop()
            if id(variant) in found:
                continue
            found[id(variant)] = variant
            for part in self.parts(variant):
                if not _CHOOSING.isdisjoint(part):
                    waiting += _variants(part)
        return list(found.values())

    def choice(self, schema: JsonObject) -> None:
        """Variants make one type of their lists, and examples are held against the lists of their properties."""
        if _overlap(several := self.lists(schema)):
            self.found |= several
        parts = [part for part in self.whole(schema) if "properties" in part]
        named = self._lists_by_name(parts)
        if (name := _discriminator(schema)) is not None:
            self.found |= named.get(name, _NONE)
        key = frozenset(map(id, parts))
        if key in self._chosen:
            return
        self._chosen.add(key)
        for name, lists in named.items():
            asked = {values[0] for values in lists if values}.union(self.shown.get(name, ()))
            further = {value for values in lists for value in values[1:]}
            if not further or lists <= self.found:
                continue
            defined = [_properties(part).get(name) for part in parts]
            others = [each for each in defined if isinstance(each, dict) and not self.lists(each)]
            if not asked.isdisjoint(further) or any(self._may_be_text(other, name, further) for other in others):
                self.found |= lists

    def _may_be_text(self, schema: JsonObject, name: str, texts: Set[str]) -> bool:
        """Whether one of these texts may be the example of a property without a list: as a rule, it is the name."""
        return any(not _SHAPING.isdisjoint(part) for part in self.whole(schema)) or any(
            _begins(text, name) or _begins(text, _NAMELESS) for text in texts
        )

    def extension(self, schema: JsonObject, bases: Mapping[int, str]) -> None:
        """What extends one of these schemas is told apart by one of its properties."""
        parts = self.parts(schema)
        for part in parts:
            if (name := bases.get(id(part))) is not None:
                self.found |= self._lists_by_name(parts).get(name, _NONE)

    def body(self, content: JsonObject) -> None:
        """A method takes what any variant of its body takes: lists of one name make one type, unless they are the same
        or have nothing in common.
        """
        media = [each.get("schema") for each in content.values() if isinstance(each, dict)]
        parts = [part for schema in media if isinstance(schema, dict) for part in self.whole(schema)]
        for lists in self._lists_by_name(parts).values():
            if _overlap(lists):
                self.found |= lists

    def intersection(self, schemas: Sequence[JsonObject]) -> None:
        """Whatever several parts of one schema say of the same thing is compared; where the code notes that one differs
        from the other, it depends on the length of its type, too.
        """
        key = frozenset(map(id, schemas))
        if key in self._met:
            return
        self._met.add(key)
        several = _NONE.union(*map(self.lists, schemas))
        if len(several) + len(schemas) > 2:
            self.found |= several
        parts = _once(part for schema in schemas for part in self.parts(schema))
        self._meet(parts)
        choices = [_variants(part) for part in parts]
        leaves = _once(leaf for choice in choices for each in choice for leaf in self.leaves(each))
        for leaf in leaves:
            self._meet(_once((*parts, *self.parts(leaf))))
        if sum(map(bool, choices)) > 1:
            self._meet(_once(part for leaf in leaves for part in self.parts(leaf)))

    def _meet(self, parts: Sequence[JsonObject]) -> None:
        """The properties, items and further values that several of these parts define."""
        found: dict[tuple[str, ...], list[JsonObject]] = {}
        for part in parts:
            for name, schema in _properties(part).items():
                found.setdefault(("properties", name), []).append(schema if isinstance(schema, dict) else {})
            for key in _INNER:
                if isinstance(inner := part.get(key), dict):
                    found.setdefault((key,), []).append(inner)
        for schemas in found.values():
            if len(schemas) > 1:
                self.intersection(schemas)

    def _lists_by_name(self, parts: Iterable[JsonObject]) -> dict[str, frozenset[Listed]]:
        """The lists of all properties that have any."""
        found: dict[str, frozenset[Listed]] = {}
        for part in parts:
            named = self._named.get(id(part))
            if named is None:
                members = _properties(part).items()
                named = {name: lists for name, schema in members if (lists := self.lists(schema))}
                self._named[id(part)] = named
            for name, lists in named.items():
                found[name] = found.get(name, _NONE) | lists
        return found


def _overlap(lists: Collection[Listed]) -> bool:
    """Whether two lists have a value in common."""
    return len(lists) > 1 and len({value for values in lists for value in values}) < sum(map(len, lists))


def _properties(part: JsonObject) -> JsonObject:
    properties = part.get("properties")
    return properties if isinstance(properties, dict) else {}


def _begins(text: str, word: str) -> bool:
    """Whether a text is how a word begins, which may be written several times."""
    return bool(word) and (word * (len(text) // len(word) + 1)).startswith(text)


def _once(schemas: Iterable[JsonObject]) -> list[JsonObject]:
    return list({id(schema): schema for schema in schemas}.values())
