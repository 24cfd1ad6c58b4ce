"""Reads what a package's source says beside its signatures: requests, documentation, deprecations.

In: a package's folder. Out: `Facts`. Nothing is imported; a module that cannot be parsed has none (the surface's
reader reports it).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from pathlib import Path

from msgspec import Struct, field

from sdkwright.diff.client_facts import ClientFacts, read_client
from sdkwright.diff.requests import Request, read_request

_FOLDERS = ("resources", "types")
_ARGUMENT = re.compile(r"  (\*{0,2}\w+): (.*)")


class MethodFacts(Struct, frozen=True, kw_only=True):
    """A method: `params` are the typed dictionaries of its arguments, as they are written in the module."""

    doc: str = ""
    argument_docs: Mapping[str, str] = field(default_factory=dict[str, str])
    deprecated: str | None = None
    request: Request | None = None
    params: tuple[str, ...] = ()


class ClassFacts(Struct, frozen=True, kw_only=True):
    """A class: documentation of itself and of its fields, and its methods."""

    doc: str = ""
    deprecated: str | None = None
    field_docs: Mapping[str, str] = field(default_factory=dict[str, str])
    methods: Mapping[str, MethodFacts] = field(default_factory=dict[str, MethodFacts])


class Facts(Struct, frozen=True, kw_only=True):
    """Classes by the path of their module and their name, and the client."""

    classes: Mapping[tuple[str, str], ClassFacts]
    client: ClientFacts


def read_facts(package: Path) -> Facts:
    """The facts of a package's resources and types; an asynchronous class says what its twin says."""
    classes: dict[tuple[str, str], ClassFacts] = {}
    for path in [package / "_client.py", *sorted(each for name in _FOLDERS for each in (package / name).rglob("*.py"))]:
        tree = parse_module(path)
        for node in tree.body if tree is not None else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("Async"):
                classes[path.relative_to(package).as_posix(), node.name] = _class(node)
    client, constants = parse_module(package / "_client.py"), parse_module(package / "_constants.py")
    return Facts(classes=classes, client=read_client(client, constants))


def parse_module(path: Path) -> ast.Module | None:
    """The syntax tree of a module, `None` where it is missing or no Python."""
    try:
        return ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _class(node: ast.ClassDef) -> ClassFacts:
    methods: dict[str, MethodFacts] = {}
    for member in node.body:
        if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
            methods[member.name] = _merged(methods.get(member.name), _method(member))
    return ClassFacts(
        doc=ast.get_docstring(node) or "",
        deprecated=_deprecation(node),
        field_docs=dict(_field_docs(node)),
        methods=methods,
    )


def _merged(before: MethodFacts | None, after: MethodFacts) -> MethodFacts:
    """One method's facts from its overloads and its implementation, which comes last and sends the request."""
    if before is None:
        return after
    return MethodFacts(
        doc=before.doc or after.doc,
        argument_docs={**after.argument_docs, **before.argument_docs},
        deprecated=before.deprecated or after.deprecated,
        request=after.request,
        params=after.params,
    )


def _method(node: ast.FunctionDef | ast.AsyncFunctionDef) -> MethodFacts:
    doc, arguments = _split_docstring(ast.get_docstring(node) or "")
    return MethodFacts(
        doc=doc,
        argument_docs=arguments,
        deprecated=_deprecation(node),
        request=read_request(node),
        params=tuple(dict.fromkeys(_params(node))),
    )


def _deprecation(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str | None:
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(
                func=ast.Name(id="deprecated") | ast.Attribute(attr="deprecated"),
                args=[ast.Constant(value=str() as message), *_],
            ):
                return message
            case _:
                pass
    return None


def _params(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """The typed dictionaries that a body or a query is transformed by."""
    for call in ast.walk(node):
        match call:
            case ast.Call(func=ast.Name(id="maybe_transform" | "async_maybe_transform"), args=[_, params]):
                yield from (ast.unparse(each) for each in ast.walk(params) if isinstance(each, ast.Attribute))
            case _:
                pass


def _split_docstring(text: str) -> tuple[str, Mapping[str, str]]:
    """The description, and the text of each argument in the section `Args:`."""
    head, _, section = f"\n{text}".partition("\nArgs:\n")
    arguments: dict[str, list[str]] = {}
    name = ""
    for line in section.splitlines():
        found = _ARGUMENT.fullmatch(line)
        if found is not None:
            name = found[1]
            arguments[name] = [found[2]]
        elif name and (not line.strip() or line.startswith("    ")):
            arguments[name].append(line.strip())
    return head.strip(), {name: "\n".join(lines).strip() for name, lines in arguments.items()}


def _field_docs(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The string behind each annotated attribute (as PEP 224 had it)."""
    for member, behind in zip(node.body, node.body[1:], strict=False):
        match member, behind:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str() as text)),
            ):
                yield name, cleandoc(text)
            case _:
                pass
