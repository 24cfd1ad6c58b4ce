"""Which private names an SDK's own hand-written code and tests import.

In: a package and the SDK around it. Out: names by private module. They are private, but `lib/` of a published SDK
breaks when one goes, so they count as its surface. Without the SDK's `tests/` and `lib/` there are none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from sdkwright.compare.locate import PackageFolder
from sdkwright.compare.surface import is_public


def names_used_privately(folder: PackageFolder) -> Mapping[str, frozenset[str]]:
    """Private modules (by path in the package) and the names that hand-written code imports from them."""
    used: dict[str, set[str]] = {}
    for path in _hand_written(folder):
        inside = path.relative_to(folder.package).parts if path.is_relative_to(folder.package) else None
        for dotted, name in _imported(path, folder.name, inside):
            module = _module_path(folder.package, dotted)
            if module is not None and not is_public(module):
                used.setdefault(module, set()).add(name)
    return {module: frozenset(names) for module, names in used.items()}


def _hand_written(folder: PackageFolder) -> Iterator[Path]:
    roots = [folder.package / "lib"]
    if folder.sdk is not None:
        roots.append(folder.sdk / "tests")
    for root in roots:
        yield from sorted(root.rglob("*.py"))


def _imported(path: Path, package: str, inside: tuple[str, ...] | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Modules of the package and names that a file imports from them; a file that is no Python imports nothing."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        own = tuple((node.module or "").split(".")) if node.module else ()
        if node.level == 0 and own[:1] == (package,):
            base = own[1:]
        elif node.level > 0 and inside is not None and node.level <= len(inside):
            base = (*inside[: len(inside) - node.level], *own)
        else:
            continue
        yield from ((base, alias.name) for alias in node.names if alias.name != "*")


def _module_path(package: Path, dotted: tuple[str, ...]) -> str | None:
    """The path of a module inside its package, where there is one."""
    for parts in ((*dotted[:-1], f"{dotted[-1]}.py") if dotted else (), (*dotted, "__init__.py")):
        if parts and package.joinpath(*parts).is_file():
            return "/".join(parts)
    return None
