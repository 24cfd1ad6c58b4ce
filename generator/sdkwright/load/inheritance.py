"""Bases whose discriminator names their children become unions of these (OpenAPI 3.1 §4.8.25.4).

In: the working root in the 3.1 dialect, its references canonical. Out: the same tree. `Pet`, with a discriminator and
children that extend it by `allOf`, is two schemas afterwards: `PetBase` holds what `Pet` held and is what the children
extend, `Pet` is a `oneOf` of the children, and of the base where it may stand for itself. A child whose value the
document names is given that value as a constant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from msgspec import Struct, field

from sdkwright.load.document import join
from sdkwright.load.tree import Node, Object, Origins, mappings
from sdkwright.load.upgrade.schemas import ANNOTATIONS
from sdkwright.source.marks import tokens_of

_PLACE: Final = "#/components/schemas"
_DEPTH: Final = 32
_VALUE: Final = "x-ms-discriminator-value"


class _Variant(Struct, frozen=True, kw_only=True):
    """A child of a base, and the values of the discriminator that mean it: none where it says so itself."""

    name: str
    values: tuple[str, ...]


class _Base(Struct, frozen=True, kw_only=True):
    """A schema that becomes a union, and what its discriminator says."""

    name: str
    property_name: str
    discriminator: Object
    holder: Object
    """The mapping that `discriminator` stands in: the schema, or a member of its `allOf`."""
    variants: tuple[_Variant, ...]
    stands_for_itself: bool


def spread_bases(root: Object, origins: Origins) -> bool:
    """Turn all such bases that something refers to into unions; whether there were any."""
    components = root.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if not isinstance(schemas, dict):
        return False
    family = _Family(root=root, schemas=schemas)
    bases = family.bases()
    if bases:
        _Spreading(family=family, bases=bases, origins=origins).run()
    return bool(bases)


class _Family(Struct, kw_only=True):
    """Which named schema extends which, and what discriminators say about that."""

    root: Object
    schemas: Object
    children: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def bases(self) -> dict[str, _Base]:
        """The bases to turn into unions, by name."""
        candidates = [(name, found) for name, node in self.schemas.items() if (found := _discriminator(node))]
        if not candidates:
            return {}
        for name in self.schemas:
            for member in self.members(name):
                parent = _name_of(member.get("$ref"))
                if parent is not None and parent != name:
                    self.children.setdefault(parent, []).append(name)
        properties = {name: property_name for name, (_, _, property_name) in candidates}
        known = {name: base for name, found in candidates if (base := self._base(name, *found, properties)) is not None}
        if not known:
            return {}
        wanted = [name for name in known if name in self._referred_to()]
        for name in wanted:  # it grows: a variant that is a base itself
            wanted.extend(
                variant.name for variant in known[name].variants if variant.name in known and variant.name not in wanted
            )
        return {name: known[name] for name in known if name in wanted}

    def members(self, name: str) -> list[Object]:
        """The members of a schema's `allOf`."""
        node = self.schemas[name]
        return _members(node) if isinstance(node, dict) else []

    def extends_by(self, name: str) -> bool:
        """Whether a schema adds anything to the one thing that it extends."""
        node = self.schemas[name]
        if not isinstance(node, dict) or len(self.members(name)) > 1:
            return True
        return any(key not in ANNOTATIONS and key not in ("allOf", "nullable", "type") for key in node)

    def _base(
        self, name: str, holder: Object, discriminator: Object, property_name: str, properties: Mapping[str, str]
    ) -> _Base | None:
        declared = self._declared(name, property_name)
        if declared is not None and declared.get("type", "string") not in ("string", ["string", "null"]):
            return None
        mapping = _mapping(discriminator)
        allowed = _listed(declared)
        variants: list[_Variant] = []
        apart = {other for other, its in properties.items() if its != property_name}
        for child in self.below(name, apart):
            own = _listed(self._declared(child, property_name, deep=False))
            keys = own or _keys(mapping, child) or self._stated(child)
            if not keys and not mapping and self.extends_by(child):
                keys = _alike(child, allowed) if allowed else (child,)
            if keys and (not mapping or _keys(mapping, child) or own):
                variants.append(_Variant(name=child, values=() if own else keys))
        taken = {variant.name for variant in variants}
        for target in dict.fromkeys(mapping.values()):
            if target != name and target not in taken and target in self.schemas:
                variants.append(_Variant(name=target, values=()))
        if not variants:
            return None
        meant = {
            value for each in variants for value in each.values or _listed(self._declared(each.name, property_name))
        }
        return _Base(
            name=name,
            property_name=property_name,
            discriminator=discriminator,
            holder=holder,
            variants=tuple(variants),
            stands_for_itself=not allowed or name in mapping.values() or not meant.issuperset(allowed),
        )

    def below(self, name: str, apart: Set[str] = frozenset()) -> Iterator[str]:
        """Children, their children and so on, but not below those that are told apart in another way."""
        seen = {name}
        stack = list(reversed(self.children.get(name, ())))
        while stack:
            child = stack.pop()
            if child not in seen:
                seen.add(child)
                yield child
                stack.extend(() if child in apart else reversed(self.children.get(child, ())))

    def _stated(self, name: str) -> tuple[str, ...]:
        """The value that a child states by Azure's extension."""
        node = self.schemas[name]
        for part in (node, *self.members(name)) if isinstance(node, dict) else ():
            if isinstance(value := part.get(_VALUE), str):
                return (value,)
        return ()

    def _declared(self, name: str, property_name: str, *, deep: bool = True) -> Object | None:
        """The schema of a property, where a schema declares it; `deep`: or what that extends."""
        stack: list[Node] = [self.schemas[name]]
        for _ in range(_DEPTH):
            node = stack.pop() if stack else None
            if not isinstance(node, dict):
                break
            properties = node.get("properties")
            declared = self._followed(properties.get(property_name)) if isinstance(properties, dict) else None
            if declared is not None:
                return declared
            stack.extend(reversed([part for part in _members(node) if "$ref" not in part]))
            if deep:
                stack[:0] = [self._followed(part) for part in _members(node) if "$ref" in part]
        return None

    def _followed(self, node: Node) -> Object | None:
        for _ in range(_DEPTH):
            if not isinstance(node, dict):
                return None
            name = _name_of(node.get("$ref"))
            only = _members(node)
            if name is not None:
                node = self.schemas.get(name)
            elif len(only) == 1 and "enum" not in node and "const" not in node:
                node = only[0]
            else:
                return node
        return None

    def _referred_to(self) -> set[str]:
        """The schemas that something refers to beside what extends them."""
        extending = {id(member) for name in self.schemas for member in self.members(name)}
        found = [
            name
            for node in mappings(self.root)
            if id(node) not in extending and (name := _name_of(node.get("$ref"))) is not None
        ]
        seen: set[str] = set()
        while found:
            name = found.pop()
            if name not in seen and name in self.schemas:
                seen.add(name)
                aliased = () if self.extends_by(name) else self.members(name)
                found.extend(target for member in aliased if (target := _name_of(member.get("$ref"))) is not None)
        return seen


class _Spreading(Struct, kw_only=True):
    """Rewrites the schemas of a family."""

    family: _Family
    bases: Mapping[str, _Base]
    origins: Origins
    _apart: dict[str, str] = field(default_factory=dict[str, str])
    """What became of the content of a schema: the name under which it stands now."""

    def run(self) -> None:
        """Change the tree."""
        variants = [(base, variant) for base in self.bases.values() for variant in base.variants]
        for base in self.bases.values():
            self._set_apart(base.name)
        for base, variant in variants:
            if variant.values and variant.name not in self._apart and self._has_rivals(base, variant.name):
                self._set_apart(variant.name)
        narrowed = [(self._target(base, variant), base.property_name, variant.values) for base, variant in variants]
        unions = {name: self._union(base) for name, base in self.bases.items()}
        self._rename()
        schemas: Object = {}
        for name, node in self.family.schemas.items():
            schemas[name] = unions.get(name) or (self._child(name, node) if name in self._apart else node)
            if name in self._apart:
                schemas[self._apart[name]] = node
        self.family.schemas.clear()
        self.family.schemas.update(schemas)
        for name, property_name, values in narrowed:
            self._narrow(name, property_name, values)

    def _set_apart(self, name: str) -> None:
        taken = {*self.family.schemas, *self._apart.values()}
        new = f"{name}Base"
        while new in taken:
            new += "Base"
        self._apart[name] = new

    def _has_rivals(self, base: _Base, name: str) -> bool:
        """Whether what extends a variant is one of the same base as well: it must not inherit the value."""
        below = set(self.family.below(name))
        return any(variant.name in below for variant in base.variants)

    def _target(self, base: _Base, variant: _Variant) -> str:
        """The schema that is given the value of a variant; none for one that shares its base's property."""
        own = self.bases.get(variant.name)
        if own is None:
            return variant.name
        return self._apart[variant.name] if own.property_name != base.property_name else ""

    def _union(self, base: _Base) -> Object:
        names = [variant.name for variant in base.variants]
        if base.stands_for_itself:
            names.append(self._apart[base.name])
        node = self.family.schemas[base.name]
        described = node if isinstance(node, dict) else {}
        choices: list[Node] = [self._reference(name, described) for name in names]
        declared = described.get("type")
        if isinstance(declared, list) and "null" in declared:
            choices.append({"type": "null"})
        discriminator = base.holder.pop("discriminator")
        mapping = base.discriminator.get("mapping")
        if isinstance(mapping, dict):
            self._map_once(mapping, base)
        union: Object = {
            key: described[key] for key in ("title", "description", "deprecated", "externalDocs") if key in described
        }
        union |= {"oneOf": choices, "discriminator": discriminator}
        self.origins.inherit(union, node)
        return union

    def _map_once(self, mapping: Object, base: _Base) -> None:
        """Leave one value for each schema, as a mapping tells names apart; constants hold the others."""
        mapped = set[str]()
        for key, target in list(mapping.items()):
            name = _name_of(target)
            if name is not None and name == base.name:
                mapping[key] = join(_PLACE, self._apart[name])
            if name in mapped:
                del mapping[key]
            elif name is not None:
                mapped.add(name)

    def _child(self, name: str, node: Node) -> Object:
        """A child that others extend: what it held stands apart from its value."""
        child: Object = {"allOf": [self._reference(self._apart[name], node)]}
        if isinstance(node, dict) and "description" in node:
            child["description"] = node["description"]
        self.origins.inherit(child, node)
        return child

    def _reference(self, name: str, like: Node) -> Object:
        reference: Object = {"$ref": join(_PLACE, name)}
        self.origins.inherit(reference, like)
        return reference

    def _rename(self) -> None:
        """Let what extends a schema extend its content, and what points into a schema point into its content."""
        for name in self.family.schemas:
            if self._is_alias(name):
                continue
            for member in self.family.members(name):
                parent = _name_of(member.get("$ref"))
                for _ in range(_DEPTH):
                    if parent is None or not self._is_alias(parent):
                        break
                    parent = next((_name_of(only.get("$ref")) for only in self.family.members(parent)), None)
                if parent in self._apart:
                    member["$ref"] = join(_PLACE, self._apart[parent])
        inside = {f"{join(_PLACE, old)}/": f"{join(_PLACE, new)}/" for old, new in self._apart.items()}
        for node in mappings(self.family.root):
            target = node.get("$ref")
            if isinstance(target, str) and target.count("/") > 3:
                prefix = "/".join(target.split("/", 4)[:4]) + "/"
                if prefix in inside:
                    node["$ref"] = inside[prefix] + target[len(prefix) :]

    def _is_alias(self, name: str) -> bool:
        """Whether a schema is another one by another name."""
        is_variant = any(variant.name == name for base in self.bases.values() for variant in base.variants)
        return name in self.family.schemas and not is_variant and not self.family.extends_by(name)

    def _narrow(self, name: str, property_name: str, values: tuple[str, ...]) -> None:
        """Say which value of the discriminator a child has."""
        node = self.family.schemas.get(name)
        members = node.get("allOf") if isinstance(node, dict) else None
        if not values or not isinstance(members, list):
            return
        constant: Object = {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        members.append({"type": "object", "properties": {property_name: {"type": "string", **constant}}})
        for made in mappings(members[-1]):
            self.origins.inherit(made, node)


def _discriminator(node: Node) -> tuple[Object, Object, str] | None:
    """Where a schema without alternatives has its discriminator, that itself, and the property that it names."""
    if not isinstance(node, dict) or "oneOf" in node or "anyOf" in node:
        return None
    for holder in (node, *(part for part in _members(node) if "$ref" not in part)):
        found = holder.get("discriminator")
        if isinstance(found, dict) and isinstance(name := found.get("propertyName"), str) and name:
            return holder, found, name
    return None


def _listed(declared: Object | None) -> tuple[str, ...]:
    """The texts that a schema allows, where it lists them."""
    if declared is None:
        return ()
    listed = [declared["const"]] if "const" in declared else declared.get("enum")
    return tuple(value for value in listed if isinstance(value, str)) if isinstance(listed, list) else ()


def _mapping(discriminator: Object) -> dict[str, str]:
    """The names of the schemas that a written mapping leads to."""
    written = discriminator.get("mapping")
    entries = written.items() if isinstance(written, dict) else ()
    return {key: name for key, target in entries if (name := _name_of(target)) is not None}


def _keys(mapping: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(key for key, target in mapping.items() if target == name)


def _alike(name: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """The one listed value that is a schema's name, but for case and punctuation."""
    if name in allowed:
        return (name,)
    found = tuple(value for value in allowed if _letters(value) == _letters(name))
    return found if len(found) == 1 else ()


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _members(node: Object) -> list[Object]:
    members = node.get("allOf")
    return [member for member in members if isinstance(member, dict)] if isinstance(members, list) else []


def _name_of(pointer: Node) -> str | None:
    """The name of the component that a canonical pointer leads to."""
    if not isinstance(pointer, str) or not pointer.startswith(f"{_PLACE}/") or pointer.count("/") != 3:
        return None
    return tokens_of(pointer)[-1]
