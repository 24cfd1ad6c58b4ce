"""Reads from the client's source what it sends with every request, and where its options come from.

In: the syntax trees of `_client.py` and `_constants.py`. Out: `ClientFacts`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

_HEADERS = frozenset({"default_headers", "default_query"})


def _texts() -> dict[str, str]:
    return {}


class ClientFacts(Struct, frozen=True, kw_only=True):
    """What the synchronous client says. `variables` and `defaults` are by option; the rest is source text by name."""

    name: str = ""
    options: frozenset[str] = frozenset()
    variables: Mapping[str, str] = field(default_factory=_texts)
    defaults: Mapping[str, str] = field(default_factory=_texts)
    needed: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=_texts)
    authentication: Mapping[str, str] = field(default_factory=_texts)
    query_format: str = ""
    environments: Mapping[str, str] = field(default_factory=_texts)
    transport: Mapping[str, str] = field(default_factory=_texts)


def read_client(client: ast.Module | None, constants: ast.Module | None) -> ClientFacts:
    """The facts of the first class that is a synchronous client; empty ones where there is none."""
    body = client.body if client is not None else []
    for node in body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "SyncAPIClient" for base in node.bases):
            return _client(node, body, constants.body if constants is not None else [])
    return ClientFacts()


def _client(node: ast.ClassDef, module: list[ast.stmt], constants: list[ast.stmt]) -> ClientFacts:
    methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    made = methods.get("__init__")
    return ClientFacts(
        name=node.name,
        options=frozenset(each.arg for each in made.args.kwonlyargs) if made is not None else frozenset(),
        variables=dict(_variables(made)) if made is not None else {},
        defaults=dict(_defaults(made)) if made is not None else {},
        needed=frozenset(_needed(made)) if made is not None else frozenset(),
        headers=dict(entry for name in sorted(_HEADERS & methods.keys()) for entry in _entries(methods[name])),
        authentication={name: _code(each) for name, each in methods.items() if "auth" in name},
        query_format=_code(methods["qs"]) if "qs" in methods else "",
        environments=dict(entry for each in module for entry in _environments(each)),
        transport=dict(_transport(constants)),
    )


def _variables(made: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Which environment variable each option is read from."""
    for node in ast.walk(made):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as variable), *_]
                ) as call,
            ) if ast.unparse(call.func) == "os.environ.get":
                yield name, variable
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(keywords=keywords)):
                for keyword in keywords:
                    if keyword.arg == "variable" and isinstance(keyword.value, ast.Constant):
                        yield name, str(keyword.value.value)
            case _:
                pass


def _defaults(made: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """What each option is where nothing gives it: `if x is None: x = "..."`."""
    for node in ast.walk(made):
        match node:
            case ast.If(
                test=ast.Compare(left=ast.Name(id=option)), body=[ast.Assign(targets=[ast.Name(id=name)], value=value)]
            ):
                if option == name and isinstance(value, ast.Constant | ast.JoinedStr):
                    yield name, ast.unparse(value)
            case _:
                pass


def _needed(made: ast.FunctionDef) -> Iterator[str]:
    """The options without which there is no client: `if x is None: raise ...`."""
    for node in ast.walk(made):
        match node:
            case ast.If(test=ast.Compare(left=ast.Name(id=option), ops=[ast.Is()]), body=[ast.Raise(), *_]):
                yield option
            case _:
                pass


def _entries(method: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for node in ast.walk(method):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, ast.unparse(value)


def _code(method: ast.FunctionDef) -> str:
    """What a method does, without its docstring."""
    body = method.body[1:] if ast.get_docstring(method) is not None else method.body
    return "\n".join(ast.unparse(each) for each in body)


def _environments(node: ast.stmt) -> Iterator[tuple[str, str]]:
    match node:
        case ast.AnnAssign(target=ast.Name(id="ENVIRONMENTS"), value=ast.Dict(keys=keys, values=values)):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), ast.unparse(value)
        case _:
            pass


def _transport(constants: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node in constants:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, ast.unparse(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, ast.unparse(value)
            case _:
                pass
