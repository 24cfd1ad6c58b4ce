"""The endpoints of a document, and how a config's spelling finds them.

In: `paths` of a document. Out: `Endpoint`s by verb and path; names inside braces do not matter for a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from msgspec import Struct, field

from sdkwright.config.http_methods import is_other_http_method
from sdkwright.config.path_shapes import path_shape, shapes_meant
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import join
from sdkwright.lower.annotations import skipped
from sdkwright.lower.reading import Node, Source
from sdkwright.model.operation import PATH_ITEM_METHODS, HttpMethod

_TEMPLATE_NAME = re.compile(r"\{[^{}]*\}")
_NOT_IN_PATHS = re.compile(r"\{[?&#][^{}]*\}")


class Endpoint(Struct, frozen=True, kw_only=True):
    """One operation of the document: `path` is the key as written, `item` the path item that holds it."""

    http_method: HttpMethod
    path: str
    item: Node
    node: Node

    @property
    def label(self) -> str:
        """`get /pets`, as configs write it."""
        return f"{self.http_method.value} {self.path}"


class Endpoints(Struct, kw_only=True):
    """All endpoints of a document, in its order, with those that a method asked for."""

    all: tuple[Endpoint, ...]
    used: set[tuple[HttpMethod, str]] = field(default_factory=set[tuple[HttpMethod, str]])
    _by_shape: dict[tuple[HttpMethod, str], list[Endpoint]] = field(
        default_factory=dict[tuple[HttpMethod, str], "list[Endpoint]"]
    )

    def __post_init__(self) -> None:
        for endpoint in self.all:
            self._by_shape.setdefault((endpoint.http_method, path_shape(endpoint.path)), []).append(endpoint)

    def find(self, http_method: HttpMethod, path: str) -> Endpoint | None:
        """The endpoint that a config means: as written, else the first that differs inside braces only."""
        for shape in shapes_meant(path):
            candidates = self._by_shape.get((http_method, shape), [])
            exact = next((endpoint for endpoint in candidates if endpoint.path == path), None)
            if exact is not None or candidates:
                return exact or candidates[0]
        wanted = path_shape(path)
        return next(
            (
                endpoint
                for endpoint in self.all
                if endpoint.http_method == http_method and path_shape(endpoint.path.partition("#")[0]) == wanted
            ),
            None,
        )

    def use(self, endpoint: Endpoint) -> None:
        """Remember that a method covers the endpoint."""
        self.used.add((endpoint.http_method, endpoint.path))

    def close_matches(self, http_method: HttpMethod, path: str) -> tuple[str, ...]:
        """Endpoints that the author may have meant, the likeliest first."""
        same_path = [endpoint.label for endpoint in self.all if path_shape(endpoint.path) == path_shape(path)]
        labels = [endpoint.label for endpoint in self.all]
        near = get_close_matches(f"{http_method.value} {path}", labels, n=3, cutoff=0.75)
        return tuple(dict.fromkeys((*same_path, *near)))[:3]


def template_names(path: str) -> tuple[str, ...]:
    """Names inside the braces of a path, in order, each once."""
    return tuple(dict.fromkeys(name.group()[1:-1] for name in _TEMPLATE_NAME.finditer(path)))


def read_endpoints(source: Source) -> Endpoints:
    """Every operation under `paths` that is not skipped for Python."""
    return Endpoints(all=tuple(_read(source, "#/paths")))


def written_endpoints(source: Source) -> frozenset[tuple[str, str]]:
    """The verb and the shape of the path of every operation in the document, also of those skipped for Python."""
    return frozenset((verb.value, path_shape(path)) for path, _, verb, _ in _written(source, "#/paths"))


def read_webhooks(source: Source) -> tuple[Endpoint, ...]:
    """Every operation under `webhooks`, in the document's order."""
    return tuple(_read(source, "#/webhooks"))


def _read(source: Source, pointer: str) -> Iterator[Endpoint]:
    for path, item, http_method, operation in _written(source, pointer):
        if not skipped(operation):
            yield Endpoint(http_method=http_method, path=path, item=item, node=operation)


def _written(source: Source, pointer: str) -> Iterator[tuple[str, Node, HttpMethod, Node]]:
    root = Node(source=source, pointer="#", value=source.document.tree)
    key = pointer.removeprefix("#/")
    paths = root.child(key)
    if paths is None:
        return
    for path, member in paths.members():
        if path.startswith("x-"):
            continue
        item = member.follow()
        for http_method, node in _operations(item, path):
            yield path, _merged(member, item), http_method, node.follow()


def _operations(item: Node, path: str) -> Iterator[tuple[HttpMethod, Node]]:
    """The operations of a path item, those with fields of their own first (OpenAPI 3.2 §4.9)."""
    for http_method in PATH_ITEM_METHODS:
        if http_method.value in item.value and (node := item.child(http_method.value)) is not None:
            yield http_method, node
    others = item.child("additionalOperations") if "additionalOperations" in item.value else None
    for name, node in others.members() if others is not None else ():
        if is_other_http_method(name):
            yield HttpMethod(name), node
        else:
            node.report(rules.HTTP_METHOD_UNSUPPORTED, f"`{name}` is no method that can be sent to `{path}`")


def _merged(member: Node, item: Node) -> Node:
    """A path item that is a reference, with what stands beside the reference."""
    if member is item or len(member.value) == 1:
        return item
    beside = {key: value for key, value in member.value.items() if key != "$ref" and key not in item.value}
    return Node(source=item.source, pointer=item.pointer, value={**item.value, **beside})


def split_path(path: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """A path key's template, the query fixed in it, and its fragment (`/pets?kind=cat#1`).

    Of RFC 6570 expressions, those that make a query or a fragment (`{?page,limit}`) are left out: parameters say that.
    """
    rest, _, fragment = _NOT_IN_PATHS.sub("", path).partition("#")
    template, _, query = rest.partition("?")
    pairs = tuple((name, value) for part in query.split("&") if part for name, _, value in (part.partition("="),))
    return template, pairs, fragment


def operation_pointer(endpoint: Endpoint, *tokens: str) -> str:
    """A pointer below an operation."""
    return join(endpoint.node.pointer, *tokens)
