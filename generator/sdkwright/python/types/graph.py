"""Which modules under `types/` depend on each other in circles.

In: modules. Out: those that lie on a cycle or lead to one, whose names must be quoted and imported late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from sdkwright.python.imports import ModulePath
from sdkwright.python.types.expressions import Expression, Named, symbols_of
from sdkwright.python.types.modules import AliasDeclaration, ClassDeclaration, Declaration, Field, TypeModule
from sdkwright.python.types.table import Symbol

Node = TypeVar("Node", str, ModulePath)


def recursive_modules(modules: Iterable[TypeModule]) -> frozenset[ModulePath]:
    """Modules on a cycle of references, and those that lead to one."""
    listed = tuple(modules)
    edges = {module.module: _references(module) for module in listed}
    recursive = set(_on_cycles(edges))
    users: dict[ModulePath, list[ModulePath]] = {}
    for source, targets in edges.items():
        for target in targets:
            users.setdefault(target, []).append(source)
    stack = sorted(recursive)
    while stack:
        for user in users.get(stack.pop(), ()):
            if user not in recursive:
                recursive.add(user)
                stack.append(user)
    return frozenset(recursive)


def inherited_fields(declaration: ClassDeclaration, declared: Mapping[Symbol, Declaration]) -> dict[str, Field]:
    """The fields that a class has from its bases, by name."""
    found: dict[str, Field] = {}
    for base in _ancestors(declaration, declared):
        for inherited in base.fields:
            found.setdefault(inherited.name, inherited)
    return found


def inherited_symbols(declaration: ClassDeclaration, declared: Mapping[Symbol, Declaration]) -> frozenset[Symbol]:
    """Every symbol that the fields of a class's bases mention: its own module must know them when it is completed."""
    return frozenset(symbol for base in _ancestors(declaration, declared) for symbol in declaration_symbols(base))


def _ancestors(declaration: ClassDeclaration, declared: Mapping[Symbol, Declaration]) -> Iterator[ClassDeclaration]:
    """The classes that a class extends, and what these extend, the nearest first; a base may be named by an alias."""
    stack = list(reversed(declaration.bases))
    seen: set[Symbol] = set()
    while stack:
        base = stack.pop()
        if base in seen:
            continue
        seen.add(base)
        match declared.get(base):
            case ClassDeclaration() as parent:
                yield parent
                stack.extend(reversed(parent.bases))
            case AliasDeclaration(type=Named(symbol=symbol)):
                stack.append(symbol)
            case _:
                pass


def declaration_symbols(declaration: Declaration) -> frozenset[Symbol]:
    """Every symbol that a declaration mentions, bases left out."""
    match declaration:
        case ClassDeclaration(fields=fields, extra=extra, sent_as=sent_as):
            types: list[Expression] = [field.type for field in fields]
            if extra is not None:
                types.append(extra)
            if sent_as is not None:
                types.append(sent_as.type)
            return symbols_of(*types)
        case AliasDeclaration(type=type_):
            return symbols_of(type_)


def _references(module: TypeModule) -> frozenset[ModulePath]:
    """Modules that a module refers to; itself only where a class mentions itself or what comes after it."""
    found: set[ModulePath] = set()
    for declaration in module.declarations:
        mentioned = declaration_symbols(declaration)
        found.update(symbol.module for symbol in mentioned if symbol.module != module.module)
        if isinstance(declaration, ClassDeclaration):
            found.update(base.module for base in declaration.bases if base.module != module.module)
        if Symbol(module=module.module, name=declaration.name) in mentioned:
            found.add(module.module)
    return frozenset(found)


def _on_cycles(edges: Mapping[ModulePath, frozenset[ModulePath]]) -> frozenset[ModulePath]:
    """Nodes of a graph that can reach themselves."""
    return frozenset(node for group in components(edges) for node in group if len(group) > 1 or node in edges[node])


def components(edges: Mapping[Node, Iterable[Node]]) -> Iterator[tuple[Node, ...]]:
    """The groups of nodes that reach each other (Tarjan's strongly connected components, without recursion)."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    on_stack: set[Node] = set()
    stack: list[Node] = []
    for start in edges:
        if start in index:
            continue
        work: list[tuple[Node, list[Node]]] = [(start, sorted(edges[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, remaining = work[-1]
            if remaining:
                target = remaining.pop()
                if target not in edges:
                    continue
                if target not in index:
                    if not edges[target]:  # as most: it reaches nothing, so nothing that reaches it
                        index[target] = len(index)
                        yield (target,)
                        continue
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, sorted(edges[target])))
                elif target in on_stack:
                    low[node] = min(low[node], index[target])
                continue
            work.pop()
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
            if low[node] == index[node]:
                component: list[Node] = []
                while True:
                    member = stack.pop()
                    on_stack.discard(member)
                    component.append(member)
                    if member == node:
                        break
                yield tuple(component)
