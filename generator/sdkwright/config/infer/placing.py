"""Where each operation goes: to which resource, and by which method name, before names are made unique.

In: the tree of paths. Out: `Placed`, one per operation. A constant part of a path is a resource if something can
be said about it by several verbs or if it holds things (`/threads/{thread_id}`); it is a method of the resource
before it if it tells what to do (`/users/{id}/activate`) or is a single detail (`/users/{id}/avatar`).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sdkwright.config.infer.naming import (
    CLIENT_NAMES,
    HEALTH,
    OF_ONE,
    SELF,
    collection_name,
    detail_name,
    is_by,
    item_name,
    reads_many,
)
from sdkwright.config.infer.operation_ids import distinguishing, id_verb, id_words
from sdkwright.config.infer.operations import Found
from sdkwright.config.infer.paths import Constant, Node, Route
from sdkwright.config.infer.words import NOUNS_TOO, is_action, is_surely_action, names_many, snake
from sdkwright.load.document import Document

_ITEM_ITSELF = frozenset({"details", "detail", "info"})
_NO_TAGS = frozenset({"default", "api", "general", "misc", "root", "other"})


class Placed(Struct, frozen=True, kw_only=True):
    """An operation with its resource and the method name that it would like to have.

    Of several that want one name the one with the lowest `rank` gets it.
    """

    found: Found
    resource: tuple[str, ...]
    name: str
    rank: int = 0


def place(document: Document, root: Node) -> Iterator[Placed]:
    """The place of every operation of the tree."""
    first = list(root.constants.items())
    actions = [name for name, node in first if _is_client_method(name, node)]
    yield from _Placing(document=document, by_tag=len(actions) > 3 and len(actions) * 2 > len(first)).below(root, ())


class _Placing(Struct, frozen=True, kw_only=True):
    """`by_tag`: most paths are calls (`/getUser`), so that tags are what groups them."""

    document: Document
    by_tag: bool

    def below(self, node: Node, resource: tuple[str, ...], *, after_variable: bool = False) -> Iterator[Placed]:
        """Everything under a resource's node. `after_variable`: the node is one of the resource's things."""
        for name, child in node.constants.items():
            if not resource:
                if _is_client_method(name, child):
                    for route in child.all_routes():
                        yield Placed(found=route.found, resource=self._tagged(route.found), name=name)
                else:
                    yield from self._resource(child, (name,), node)
            elif after_variable and name in _ITEM_ITSELF and _is_item_itself(node, child):
                for route in child.routes:
                    yield self._item(route, resource, child)
            elif self._is_method(node, resource, name, child, after_variable=after_variable):
                for route in child.all_routes():
                    preferred = route.found.http_method != "get" or len(child.routes) == 1
                    detail = detail_name(self.document, route, resource, name)
                    rank = _rank(route) - 20 + (0 if preferred else 1)
                    yield Placed(found=route.found, resource=resource, name=detail, rank=rank)
            else:
                yield from self._resource(child, (*resource, name), node)
        if node.variable is not None:
            for route in node.variable.routes:
                yield self._item(route, resource, node.variable) if resource else self._on_client(route)
            yield from self.below(node.variable, resource, after_variable=bool(resource))
        if not resource and not after_variable:
            for route in node.routes:
                yield self._on_client(route)

    def _resource(self, node: Node, resource: tuple[str, ...], parent: Node) -> Iterator[Placed]:
        for route in node.routes:
            combined = _combined(route, resource, parent)
            if combined:
                yield Placed(found=route.found, resource=resource[:-1], name=combined, rank=_rank(route))
                continue
            name = collection_name(self.document, route.found, resource, node)
            on_many = node.variable is not None and bool(node.variable.routes)
            rank = _rank(route) + (5 if on_many and name in OF_ONE else 0)
            yield Placed(found=route.found, resource=resource, name=name, rank=rank)
        yield from self.below(node, resource)

    def _is_method(
        self, parent: Node, resource: tuple[str, ...], name: str, node: Node, *, after_variable: bool
    ) -> bool:
        """Whether a constant under a resource is one of its methods, and no resource of its own."""
        here, all_here = node.routes, list(node.all_routes())
        has_things = after_variable or parent.variable is not None or bool(parent.routes)
        if len(all_here) > len(here):
            if len(all_here) > 1 or node.constants:
                return False
            return is_action(name) or (has_things and not names_many(name) and is_by(self.document, all_here[0], name))
        if name in SELF or node.called or is_surely_action(name):
            return True
        if len(here) != 1:
            return is_action(name) and not names_many(name)
        found = here[0].found
        if is_action(name) and not (found.http_method == "get" and names_many(name)):
            return not (name in NOUNS_TOO and id_verb(found) == "create" and not has_things)
        if is_surely_action(resource[-1]):
            return True
        if not has_things:
            return False
        many = names_many(name)
        match found.http_method:
            case "get":
                return not after_variable or not (many and reads_many(self.document, found, name))
            case "post":
                return after_variable and not many
            case _:
                return after_variable or not many

    def _on_client(self, route: Route) -> Placed:
        """An operation whose path has no word: its id must say it all."""
        name = "_".join(id_words(route.found)) or CLIENT_NAMES.get(
            route.found.http_method, f"{snake(route.found.http_method)}_root"
        )
        rank = 1 if route.found.http_method == "get" else 0
        return Placed(found=route.found, resource=self._tagged(route.found), name=name, rank=rank)

    def _item(self, route: Route, resource: tuple[str, ...], node: Node) -> Placed:
        """An operation on one thing of the resource, or on all of a kind of them: `/objects/{type}`, `/{type}/{id}`."""
        if node.variable is not None and node.variable.routes:
            name = collection_name(self.document, route.found, resource, node)
            return Placed(
                found=route.found, resource=resource, name=name, rank=_rank(route) + (5 if name in OF_ONE else 0)
            )
        name = item_name(self.document, route, resource, node)
        return Placed(found=route.found, resource=resource, name=name, rank=_rank(route))

    def _tagged(self, found: Found) -> tuple[str, ...]:
        """The resource that an operation's first tag names, where tags are what groups; else the client itself."""
        tag = snake(found.tags[0]) if found.tags and self.by_tag else ""
        return (tag,) if tag and tag not in _NO_TAGS and not tag[0].isdigit() else ()


def _is_client_method(name: str, node: Node) -> bool:
    """Whether a first constant is a method of the client itself: `/ingest`, `/getUser/{id}`."""
    all_here = list(node.all_routes())
    if len(all_here) != 1 or node.constants or name in HEALTH or not is_action(name):
        return False
    found = all_here[0].found
    if not is_surely_action(name) and "_".join(id_words(found)) != name:
        return False
    return found.http_method != "get" or "_" in name or is_surely_action(name)


def _is_item_itself(node: Node, child: Node) -> bool:
    """Whether `/files/{id}/details` stands for `/files/{id}`: no verb is at both, and nothing is below."""
    verbs = {route.found.http_method for route in node.routes}
    return (
        not child.constants and child.variable is None and verbs.isdisjoint(r.found.http_method for r in child.routes)
    )


def _combined(route: Route, resource: tuple[str, ...], parent: Node) -> str:
    """The name of a method that makes a thing and one of its parts: `create_and_run` of `POST /threads/runs`."""
    if len(resource) < 2 or parent.variable is None or route.found.http_method != "post":
        return ""
    if resource[-1] not in parent.variable.constants:
        return ""
    name = distinguishing(route.found, resource[:-1])
    return name if "and" in name.split("_") else ""


def _rank(route: Route) -> int:
    """How far a route is from the plainest one for its resource: `/threads/{id}/runs` before `/threads/runs`."""
    pairs = zip(route.segments, route.segments[1:], strict=False)
    return sum(isinstance(before, Constant) and isinstance(after, Constant) for before, after in pairs)
