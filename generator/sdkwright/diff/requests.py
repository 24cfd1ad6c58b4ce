"""Reads from a method's source which request it sends.

In: the syntax tree of a method of a resource. Out: `Request`, or `None` where the method sends none itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

_SENDERS: Mapping[str, str] = {
    "_get": "GET",
    "_post": "POST",
    "_put": "PUT",
    "_patch": "PATCH",
    "_delete": "DELETE",
    "_options": "OPTIONS",
    "_head": "HEAD",
    "_get_api_list": "GET",
}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_MEDIA_HEADERS = frozenset({"accept", "content-type"})


class Request(Struct, frozen=True, kw_only=True):
    """What is sent: `places` says where each parameter travels; `media` are the headers that name media types."""

    method: str
    path: str
    places: Mapping[str, str]
    media: Mapping[str, str]
    security: str | None

    @property
    def endpoint(self) -> tuple[str, str]:
        """Method and path, whatever the path's parameters are called."""
        return self.method, _PLACEHOLDER.sub("{}", self.path)


def read_request(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Request | None:
    """The request of the first sending call in a method's body."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SENDERS:
            path = _path_of(node.args[0]) if node.args else None
            if path is not None:
                return _request(function, node, _SENDERS[node.func.attr], path)
    return None


def _request(function: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.Call, method: str, path: str) -> Request:
    keywords = {each.arg: each.value for each in call.keywords}
    given = keywords.get("method")
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        method = given.value.upper()
    nodes = list(ast.walk(function))
    headers = dict(_headers(nodes))
    dicts = list(_dicts(nodes))
    in_query = {id(node) for query in _arguments(call, "query") for node in ast.walk(query)}
    places = {name: "body" for node in dicts if id(node) not in in_query for name in _names(node)}
    places |= {name: "query" for node in dicts if id(node) in in_query for name in _names(node)}
    places |= {
        inner.id: f"header {name}"
        for name, value in headers.items()
        for inner in ast.walk(value)
        if isinstance(inner, ast.Name) and name.lower() not in _MEDIA_HEADERS
    }
    security = next((ast.unparse(node) for node in _arguments(call, "security")), None)
    return Request(
        method=method,
        path=path,
        places=places,
        media={
            name: value.value
            for name, value in headers.items()
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and name.lower() in _MEDIA_HEADERS
        },
        security=security,
    )


def _path_of(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Call(args=[ast.Constant(value=str() as text), *_]):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_piece(value) for value in values)
        case _:
            return None


def _piece(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.FormattedValue(value=value):
            return f"{{{ast.unparse(value)}}}"
        case _:
            return "{}"


def _arguments(call: ast.Call, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(call):
        if isinstance(node, ast.keyword) and node.arg == name:
            yield node.value


def _headers(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """The entries of dictionaries that are assigned to `extra_headers`."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id="extra_headers")], value=value):
                for inner in ast.walk(value):
                    if isinstance(inner, ast.Dict):
                        yield from _entries(inner)
            case _:
                pass


def _dicts(nodes: Sequence[ast.AST]) -> Iterator[ast.Dict]:
    """The dictionaries that are not headers."""
    headers = {
        id(inner)
        for node in nodes
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "extra_headers" for target in node.targets)
        for inner in ast.walk(node)
    }
    for node in nodes:
        if isinstance(node, ast.Dict) and id(node) not in headers:
            yield node


def _names(node: ast.Dict) -> Iterator[str]:
    """The parameters that a dictionary carries."""
    yield from (value.id for _, value in _entries(node) if isinstance(value, ast.Name))


def _entries(node: ast.Dict) -> Iterator[tuple[str, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, value
