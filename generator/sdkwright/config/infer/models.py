"""Models: which resource each schema of the document belongs to.

In: the operations with their resources. Out: `ModelSettings` by resource; `()` stands for `$shared`.
A schema that operations of one resource reach belongs to it, one that several reach to the nearest resource above
them all, or to `$shared` where there is none. Plain scalars and schemas that are no more than one method's request
body or page are not named.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count

from msgspec import Struct, field

from sdkwright.config.infer.operations import (
    Found,
    is_json,
    items,
    mapping,
    resolve,
    success,
    webhook_operations,
)
from sdkwright.config.infer.resources import MethodName
from sdkwright.config.infer.words import snake
from sdkwright.config.settings import ModelSettings
from sdkwright.load.document import Document, JsonValue

COMPONENTS = "#/components/schemas/"
_SCALARS = frozenset({"string", "integer", "number", "boolean", "null"})


class _Uses(Struct, frozen=True, kw_only=True):
    """What one operation exchanges: the schemas it names directly, as whole bodies, as pages, and otherwise."""

    bodies: frozenset[str]
    answers: frozenset[str]
    others: frozenset[str]


class _Graph(Struct, kw_only=True):
    """Which named schemas each named schema refers to; filled as it is asked."""

    document: Document
    edges: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def of(self, pointer: str) -> frozenset[str]:
        if pointer not in self.edges:
            try:
                value = self.document.at(pointer)
            except KeyError:
                value = None
            self.edges[pointer] = frozenset(references(value))
        return self.edges[pointer]

    def reach(self, start: frozenset[str]) -> set[str]:
        seen: set[str] = set()
        waiting = list(start)
        while waiting:
            pointer = waiting.pop()
            if pointer not in seen:
                seen.add(pointer)
                waiting += self.of(pointer)
        return seen


_WITHOUT_REFERENCES = frozenset({"example", "examples", "default", "enum"})
_PLAIN = (str, int, float)


def references(value: JsonValue) -> Iterator[str]:
    """The targets of all references inside a value that name a schema."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (dict, Mapping)):  # a `dict` is known at once, and nearly all are
            target = node.get("$ref")
            if isinstance(target, str) and _is_named(target):
                yield target
            waiting += [
                member
                for key, member in node.items()
                if not isinstance(member, _PLAIN) and key not in _WITHOUT_REFERENCES
            ]
        elif isinstance(node, (list, Sequence)) and not isinstance(node, str):
            waiting += node


def _is_named(pointer: str) -> bool:
    if pointer.startswith(COMPONENTS):
        return "/" not in pointer[len(COMPONENTS) :]
    return not pointer.startswith("#")


def place_models(
    document: Document, names: Sequence[MethodName], webhooks: str, paginated: frozenset[str]
) -> dict[tuple[str, ...], tuple[ModelSettings, ...]]:
    """The models of each resource. `webhooks` is the resource of the document's webhooks, `paginated` the pointers of
    operations that answer page by page.
    """
    graph = _Graph(document=document)
    owners: dict[str, list[tuple[str, ...]]] = {}
    plain: dict[str, int] = {}
    needed: set[str] = set()
    members = [(each.found, each.resource) for each in names]
    members += [(found, (webhooks,)) for found in webhook_operations(document)] if webhooks else []
    for found, resource in members:
        uses = _uses(document, found, is_webhook=found.pointer.startswith("#/webhooks"))
        for pointer in uses.bodies:
            plain[pointer] = plain.get(pointer, 0) + 1
        pages = uses.answers if found.pointer in paginated else frozenset[str]()
        needed |= uses.others | (uses.answers - pages)
        direct = uses.bodies | uses.answers | uses.others
        for pointer in graph.reach(direct):
            owners.setdefault(pointer, []).append(resource)
            needed |= graph.of(pointer)
    order = _order(document, owners)
    kept = [pointer for pointer in order if pointer in needed or plain.get(pointer, 0) > 1]
    placed: dict[tuple[str, ...], list[ModelSettings]] = {}
    keys = _keys(document, owners)
    for pointer in kept:
        if _is_plain_scalar(resolve(document, {"$ref": pointer})):
            continue
        model = ModelSettings(key=keys[pointer], location=document.locate(pointer), reference=pointer)
        placed.setdefault(_common(owners[pointer]), []).append(model)
    return {resource: tuple(models) for resource, models in placed.items()}


def _uses(document: Document, found: Found, *, is_webhook: bool) -> _Uses:
    body = resolve(document, found.node.get("requestBody"))
    whole: set[str] = set()
    others: set[str] = set()
    for content in mapping(body.get("content")).values():
        schema = mapping(content).get("schema")
        (others if is_webhook else whole).update(_whole(schema))
        others.update(references(schema) if not _whole(schema) else ())
    answers: set[str] = set()
    for media_type, content in () if is_webhook else success(document, found):
        schema = content.get("schema")
        if is_json(media_type):
            answers.update(_whole(schema))
        others.update(references(schema) if not (is_json(media_type) and _whole(schema)) else ())
    for parameter in found.parameters:
        others.update(references(parameter.get("schema")))
        others.update(references(parameter.get("content")))
    return _Uses(bodies=frozenset(whole), answers=frozenset(answers), others=frozenset(others))


def _whole(schema: JsonValue) -> tuple[str, ...]:
    target = mapping(schema).get("$ref")
    return (target,) if isinstance(target, str) and _is_named(target) else ()


def _order(document: Document, owners: Mapping[str, object]) -> list[str]:
    schemas = mapping(mapping(document.tree.get("components")).get("schemas"))
    escaped = (COMPONENTS + name.replace("~", "~0").replace("/", "~1") for name in schemas)
    inside = [pointer for pointer in escaped if pointer in owners]
    return inside + sorted(pointer for pointer in owners if not pointer.startswith("#"))


def _is_plain_scalar(schema: Mapping[str, JsonValue]) -> bool:
    if "enum" in schema or "const" in schema or any(key in schema for key in ("oneOf", "anyOf", "allOf", "properties")):
        return False
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else list(items(kind))
    return bool(kinds) and all(each in _SCALARS for each in kinds)


def _common(resources: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The nearest resource that holds all of some resources; empty where there is none."""
    first, last = min(resources), max(resources)
    depth = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None)
    return first[:depth] if depth is not None else min(first, last, key=len)


def _keys(document: Document, owners: Mapping[str, object]) -> dict[str, str]:
    """A key for every named schema, whether or not an operation reaches it.

    A dotted name (`Acme.Billing.Invoice`) gives its last part to the first in the document that has it, unless another
    schema is called just that; the others keep the whole. What refers to what has no say, so that a new property,
    operation or schema further down renames nothing.
    """
    schemas = mapping(mapping(document.tree.get("components")).get("schemas"))
    inside = [COMPONENTS + name.replace("~", "~0").replace("/", "~1") for name in schemas]
    names = {pointer: _name(pointer) for pointer in inside + sorted(set(owners).difference(inside))}
    wholes = {name: _valid_key(name) for name in names.values()}
    plain = {whole for name, whole in wholes.items() if "." not in name}
    keys: dict[str, str] = {}
    used: set[str] = set()
    for pointer, name in names.items():
        last, whole = name.rpartition(".")[2], wholes[name]
        short = _valid_key(last) if last != name and snake(last) else whole
        wished = short if short == whole or short not in plain | used else whole
        key = next(each for each in chain([wished], (f"{wished}_{number}" for number in count(2))) if each not in used)
        used.add(key)
        keys[pointer] = key
    return keys


def _name(pointer: str) -> str:
    """The name of a component; of a schema in another file its last key, or else the name of the file."""
    file, _, inside = pointer.rpartition("#") if "#" in pointer else (pointer, "", "")
    return inside.rpartition("/")[2] or file.rpartition("/")[2].partition(".")[0]


def _valid_key(name: str) -> str:
    key = snake(name.replace("~1", "/").replace("~0", "~")) or "model"
    for ending, longer in (("_params", "_parameters"), ("_param", "_parameter")):
        if key.endswith(ending):
            key = key.removesuffix(ending) + longer
    return f"model_{key}" if key[0].isdigit() or keyword.iskeyword(key) else key


def model_paths(placed: Mapping[tuple[str, ...], Sequence[ModelSettings]]) -> dict[str, str]:
    """The dotted path of each model by its pointer: `threads.message`, `$shared.error`."""
    return {
        model.reference: ".".join((*(resource or ("$shared",)), model.key))
        for resource, models in placed.items()
        for model in models
    }
