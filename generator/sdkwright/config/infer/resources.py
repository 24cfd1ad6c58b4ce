"""The resource tree: every operation once, under a name that is unique in its resource and that nothing else has.

In: a document. Out: the place and the name of each operation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.config.infer.operation_ids import CRUD, distinguishing, id_words
from sdkwright.config.infer.operations import Found, operations
from sdkwright.config.infer.paths import Constant, Variable, routes, tree
from sdkwright.config.infer.placing import Placed, place
from sdkwright.config.infer.safe_names import CLIENT_ATTRIBUTES, RESOURCE_ATTRIBUTES, resource_key
from sdkwright.config.infer.words import snake
from sdkwright.load.document import Document


class MethodName(Struct, frozen=True, kw_only=True):
    """An operation with its final place (empty: the client itself) and name."""

    found: Found
    resource: tuple[str, ...]
    name: str


def method_names(document: Document, options: frozenset[str]) -> tuple[MethodName, ...]:
    """The resource and name of each operation, in the document's order. `options` are the client's own arguments."""
    found = operations(document)
    placed = [_with_safe_resource(each, options) for each in place(document, tree(routes(found)))]
    by_resource: dict[tuple[str, ...], list[Placed]] = {}
    children: dict[tuple[str, ...], set[str]] = {}
    for each in placed:
        by_resource.setdefault(each.resource, []).append(each)
        for depth, key in enumerate(each.resource):
            children.setdefault(each.resource[:depth], set()).add(key)
    named: dict[str, MethodName] = {}
    for resource, members in by_resource.items():
        taken = children.get(resource, set()) | (RESOURCE_ATTRIBUTES if resource else CLIENT_ATTRIBUTES | options)
        for each, name in _unique(members, taken):
            named[each.found.pointer] = MethodName(found=each.found, resource=resource, name=name)
    return tuple(named[each.pointer] for each in found)


def _with_safe_resource(placed: Placed, options: frozenset[str]) -> Placed:
    keys = (resource_key(key, on_client=depth == 0, options=options) for depth, key in enumerate(placed.resource))
    return replace(placed, resource=tuple(keys))


def _unique(members: Sequence[Placed], taken: set[str]) -> Iterator[tuple[Placed, str]]:
    """A name for each member: the plainest first gets what it wants, others what tells them apart.

    The order of the document plays no part, so that moving an operation there renames nothing.
    """
    used = set(taken)
    for each in sorted(members, key=lambda member: (member.rank, member.found.path, member.found.http_method)):
        name = next(name for name in _candidates(each) if name not in used and name.isidentifier())
        used.add(name)
        yield each, name


def _candidates(placed: Placed) -> Iterator[str]:
    found = placed.found
    yield placed.name
    distinct = distinguishing(found, placed.resource)
    if distinct not in CRUD.values():
        yield distinct
    yield "_".join(id_words(found))
    if placed.name in {"update", "replace", "delete"} and not found.path.rstrip("/").endswith("}"):
        yield f"{placed.name}_all"
    segments = routes([found])[0].segments
    variables = [segment.name for segment in segments if isinstance(segment, Variable)]
    constants = [segment.name for segment in segments if isinstance(segment, Constant)]
    if variables:
        yield f"{placed.name}_by_{variables[-1]}"
        yield f"{placed.name}_by_{'_and_'.join(variables)}"
    if constants:
        yield f"{placed.name}_{constants[-1]}"
        yield f"{placed.name}_{'_'.join(constants)}"
    verb = snake(found.http_method)
    yield f"{verb}_{placed.name}"
    yield snake(f"{found.http_method} {found.path}")
    usable = (placed.name, f"{verb}_{placed.name}", verb)
    stem = next(name for name in usable if name.isidentifier())
    yield from (f"{stem}_{number}" for number in itertools.count(2))
