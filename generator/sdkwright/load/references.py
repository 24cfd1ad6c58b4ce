"""Finding what every reference means, across files, and writing it back as a canonical pointer.

In: the working trees, in the author's own dialect. Out: `References`: each reference with the very node that it
means, and every object that was reached, with its kind. As targets are kept by identity, upgrades may move nodes;
`canonicalise` then writes each `$ref` as the pointer at which its target stands in the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final
from urllib.parse import unquote, urljoin

from msgspec import Struct, field

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import join
from sdkwright.load.files import Files, Place
from sdkwright.load.grammar import OPENAPI_3, Grammar, Kind, children, kind_at
from sdkwright.load.names import Names, names_of
from sdkwright.load.pointers import component_pointers, pointers_of
from sdkwright.load.tree import Node, Object
from sdkwright.source.marks import tokens_of

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_MAX_HOPS: Final = 64
_ALIKE: Final = frozenset({Kind.PARAMETER, Kind.HEADER})
"""A header is a parameter without a name and a place."""
_REFERRING: Final = frozenset({"$ref", "$dynamicRef", "$recursiveRef", "discriminator"})
"""The keys beside which references stand."""


class Target(Struct, frozen=True):
    """What a reference means: a node, and where it hangs (which matters for `true` and other mere values)."""

    file: str
    node: Node
    parent: Node
    token: str


class Reference(Struct, frozen=True):
    """One reference: `holder[key]` is its text."""

    holder: Object
    key: str
    target: Target


class Visit(Struct, frozen=True):
    """An object that was reached: what it is, and in which file."""

    kind: Kind
    node: Object
    file: str


class References(Struct):
    """All references of a document, and all objects that were reached on the way."""

    files: Files
    diagnostics: Collector
    fallback: Location
    visits: list[Visit] = field(default_factory=list[Visit])
    _found: dict[tuple[int, str], Reference] = field(default_factory=dict[tuple[int, str], Reference])
    """By the identity of the holder, and the key."""
    _plain: dict[tuple[str, Kind, object], Target] = field(default_factory=dict[tuple[str, Kind, object], Target])
    """What a pointer means in a file without `$id`s, by the file, what is wanted there and the text."""
    _names: dict[str, Names] = field(default_factory=dict[str, "Names"])
    _grammar: Grammar = field(default_factory=lambda: OPENAPI_3)
    _hops: int = 0
    """How many references the current pointer passed through."""
    _explained: bool = False
    """Whether a finding about its file says already why the current reference leads nowhere."""

    def collect(self, grammar: Grammar) -> None:
        """Walk the document from its root, through every reference."""
        self._grammar = grammar
        root = self.files.trees[""]
        stack: list[Visit] = [Visit(Kind.DOCUMENT, root, "")] if isinstance(root, dict) else []
        seen: set[tuple[int, Kind]] = set()
        while stack:
            visit = stack.pop()
            identity = (id(visit.node), visit.kind)
            if identity in seen:
                continue
            seen.add(identity)
            self.visits.append(visit)
            pending = [Visit(kind, node, visit.file) for kind, node in children(grammar, visit.kind, visit.node)]
            if visit.kind is not Kind.DOCUMENT and not _REFERRING.isdisjoint(visit.node):
                pending += self._follow(visit)
            stack += pending[::-1]
        self._break_loops()

    def target_of(self, holder: Object) -> Target | None:
        """What the `$ref` of an object means, at the end of a chain of them."""
        target: Target | None = None
        for _ in range(_MAX_HOPS):
            reference = self._found.get((id(holder), "$ref"))
            if reference is None:
                break
            target = reference.target
            if not isinstance(target.node, dict):
                break
            holder = target.node
        return target

    def move(self, holder: Object, new: Object) -> None:
        """Move the `$ref` of one object to another."""
        new["$ref"] = holder.pop("$ref")
        reference = self._found.pop((id(holder), "$ref"), None)
        if reference is not None:
            self._keep(Reference(new, "$ref", reference.target))

    def canonicalise(self) -> None:
        """Write every reference as the canonical pointer of its target."""
        components = component_pointers(self.files.trees[""])
        others: dict[int, str] | None = None
        for reference in self._found.values():
            target = reference.target
            pointer = components.get(id(target.node))
            if pointer is None:
                others = self._pointers() if others is None else others
                if isinstance(target.node, dict | list):
                    pointer = others.get(id(target.node))
                else:
                    above = others.get(id(target.parent))
                    pointer = None if above is None else join(above, target.token)
            if pointer is not None:
                reference.holder[reference.key] = pointer
            elif others is not None and id(reference.holder) in others and reference.key in reference.holder:
                self._explained = False
                self._report_unresolved(reference.holder, reference.key, "what it means was dropped in the upgrade")

    def _pointers(self) -> dict[int, str]:
        wanted = {id(item.target.node) for item in self._found.values()}
        wanted |= {id(item.target.parent) for item in self._found.values()}
        wanted |= {id(item.holder) for item in self._found.values()}
        return pointers_of(self.files.trees, wanted)

    def _follow(self, visit: Visit) -> list[Visit]:
        """Resolve the references that an object itself holds."""
        node = visit.node
        pending: list[Visit] = []
        if "$ref" in node:
            pending += self._resolve(visit, "$ref")
        if visit.kind is Kind.SCHEMA:
            for old in ("$dynamicRef", "$recursiveRef"):
                # A template of recursion is taken at its plain meaning: the anchor in the same file.
                if isinstance(node.get(old), str) and "$ref" not in node:
                    node["$ref"] = node.pop(old)
                    pending += self._resolve(visit, "$ref")
            discriminator = node.get("discriminator")
            if isinstance(discriminator, dict):
                self._resolve_discriminator(discriminator, visit.file)
        return pending

    def _resolve(self, visit: Visit, key: str) -> list[Visit]:
        holder, text = visit.node, visit.node[key]
        if isinstance(text, str) and (known := self._plain.get((visit.file, visit.kind, text))) is not None:
            self._keep(Reference(holder, key, known))
            return []  # what it means was visited for the first of these references
        place = partial(self._place, holder, key)
        if not isinstance(text, str):
            self.diagnostics.report(rules.INVALID_REFERENCE, f"`{key}` must be a string, not {_kind_of(text)}", place())
            del holder[key]
            return []
        target = self._resolve_within(visit, text, place)
        if target is None and visit.kind is Kind.SCHEMA and _NAME.fullmatch(text):
            target = self._schema_called(text)
            if target is not None:
                self.diagnostics.report(rules.BARE_NAME, f"`{text}` was taken for the schema of that name", place())
        why = "" if target is None else self._unusable(target, visit.kind) or self._other_kind(target, text, visit)
        if target is None or why:
            self._explained = self._explained and not why
            self._report_unresolved(holder, key, why)
            return []
        self._keep(Reference(holder, key, target))
        if text.startswith("#") and not self._hops and not self._names_in(visit.file).bases:
            self._plain[visit.file, visit.kind, text] = target
        return [Visit(visit.kind, target.node, target.file)] if isinstance(target.node, dict) else []

    def _unusable(self, target: Target, kind: Kind) -> str:
        """Why a target cannot be what is wanted; empty where it can."""
        if isinstance(target.node, bool) and kind is Kind.SCHEMA:
            return ""
        if not isinstance(target.node, dict):
            return f"{_kind_of(target.node)} stands there, no {kind.value}"
        return "that is the whole document" if target.node is self.files.trees[""] else ""

    def _other_kind(self, target: Target, text: str, visit: Visit) -> str:
        """Why a target in the root document cannot be what is wanted: it is something else, by the place it has."""
        known = kind_at(self._grammar, tokens_of(text)) if text.startswith("#/") and target.file == "" else None
        if known is None or {known, visit.kind} <= _ALIKE or known is visit.kind:
            return ""
        return f"that is a {known.value}, no {visit.kind.value}"

    def _resolve_within(self, visit: Visit, text: str, place: Place) -> Target | None:
        """What a reference means inside of a schema that has an `$id` (JSON Schema 2020-12 §8.2).

        Pointers are taken from the file's root where they lead somewhere, for that is how most authors write them.
        """
        base = self._names_in(visit.file).bases.get(id(visit.node))
        uri, _, fragment = text.strip().partition("#")
        if base is not None and uri:
            named = self._identified(urljoin(base.uri, uri), visit.file)
            if named is not None:
                return self._point(named.node, named.file, fragment, place)
        target = self.resolve(text, visit.file, place)
        if target is None and base is not None and not uri:
            return self._point(base.node, visit.file, fragment, place)
        return target

    def _resolve_discriminator(self, discriminator: Object, file: str) -> None:
        mapping = discriminator.get("mapping")
        places = [(discriminator, "defaultMapping")] if "defaultMapping" in discriminator else []
        if isinstance(mapping, dict):
            places += [(mapping, value) for value in mapping]
        for holder, key in places:
            text = holder[key]
            if not isinstance(text, str):
                continue
            target = self._schema_called(text) if _NAME.fullmatch(text) else None
            target = target or self.resolve(text, file, partial(self._place, holder, key))
            if target is None:
                self._report_unresolved(holder, key, "")
            else:
                self._keep(Reference(holder, key, target))

    def resolve(self, text: str, file: str, place: Place) -> Target | None:
        """What a reference means, seen from a file. Only what concerns that other file is reported here."""
        self._hops, self._explained = 0, False
        return self._resolve_text(text, file, place)

    def _resolve_text(self, text: str, file: str, place: Place) -> Target | None:
        uri, _, fragment = text.strip().partition("#")
        if uri:
            identified = self._identified(uri, file)
            if identified is not None:
                return self._point(identified.node, identified.file, fragment, place)
            if _NAME.fullmatch(uri) and self._schema_called(uri) and not self._is_file(uri, file, place):
                return None
            key = self.files.key_of(uri, file, place)
            if key is None:
                self._explained = True
                return None
            file = key
        tree = self.files.tree(file, place)
        if tree is None:
            self._explained = True
            return None
        return self._point(tree, file, fragment, place)

    def _is_file(self, uri: str, file: str, place: Place) -> bool:
        key = self.files.key_of(uri, file, place)
        return key is not None and self.files.exists(key)

    def _point(self, tree: Node, file: str, fragment: str, place: Place) -> Target | None:
        if not fragment:
            return Target(file, tree, None, "")
        decoded = unquote(fragment)
        if not decoded.startswith("/"):
            anchored = self._names_in(file).anchors.get(decoded)
            if anchored is not None:
                return Target(file, anchored, None, "")
        target = self._descend(
            tree, file, tokens_of("#" + decoded if decoded.startswith("/") else f"#/{decoded}"), place
        )
        if target is not None or (decoded == fragment and decoded.startswith("/")):
            return target
        # RFC 6901 §6 decodes first; names with a literal `%`, or with an encoded `/`, are found all the same.
        parts = tokens_of("#" + fragment)
        for tokens in (parts, [unquote(part) for part in parts]):
            target = self._descend(tree, file, tokens, place) if tokens else None
            if target is not None:
                return target
        return None

    def _descend(self, tree: Node, file: str, tokens: Sequence[str], place: Place) -> Target | None:
        target = Target(file, tree, None, "")
        for token in tokens:
            node = target.node
            # A pointer that passes through a reference is not allowed, but common and clear.
            while isinstance(node, dict) and token not in node and isinstance(node.get("$ref"), str):
                self._hops += 1
                further = self._resolve_text(str(node["$ref"]), target.file, place) if self._hops < _MAX_HOPS else None
                if further is None:
                    return None
                target, node = further, further.node
            if isinstance(node, dict) and token in node:
                target = Target(target.file, node[token], node, token)
            elif isinstance(node, list) and token.isascii() and token.isdigit() and int(token[:9]) < len(node):
                target = Target(target.file, node[int(token[:9])], node, token)
            else:
                return None
        return target

    def _schema_called(self, name: str) -> Target | None:
        root = self.files.trees[""]
        for tokens in (("components", "schemas", name), ("definitions", name)):
            target = self._descend(root, "", tokens, lambda: self.fallback)
            if target is not None:
                return target
        return None

    def _identified(self, uri: str, file: str) -> Target | None:
        for candidate in dict.fromkeys((file, "")):
            node = self._names_in(candidate).ids.get(uri)
            if node is not None:
                return Target(candidate, node, None, "")
        return None

    def _names_in(self, file: str) -> Names:
        if file not in self._names:
            self._names[file] = names_of(self.files.trees.get(file), self.files.origins)
        return self._names[file]

    def _keep(self, reference: Reference) -> None:
        self._found[id(reference.holder), reference.key] = reference

    def _break_loops(self) -> None:
        finished: set[int] = set()
        for reference in list(self._found.values()):
            trail: set[int] = set()
            step: Reference | None = reference if reference.key == "$ref" else None
            while step is not None and id(step.holder) not in finished:
                if id(step.holder) in trail:
                    self.diagnostics.report(
                        rules.LOOP, f"`{step.holder['$ref']}` leads back to itself", self._place(step.holder, "$ref")
                    )
                    del step.holder["$ref"]
                    del self._found[id(step.holder), "$ref"]
                    break
                trail.add(id(step.holder))
                step = self._found.get((id(step.target.node), "$ref"))
            finished |= trail

    def _report_unresolved(self, holder: Object, key: str, why: str) -> None:
        text = str(holder.pop(key))
        if self._explained:
            return
        message = f"`{text}` leads nowhere" + (f": {why}" if why else "")
        hint = None if why else self.files.meant(text)
        self.diagnostics.report(rules.UNRESOLVED, message, self._place(holder, key), hint=hint)

    def _place(self, holder: Object, key: str) -> Location:
        return self.files.origins.locate(holder, key) or self.fallback


def _kind_of(value: Node) -> str:
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "null"
        case _:
            return f"`{value}`"
