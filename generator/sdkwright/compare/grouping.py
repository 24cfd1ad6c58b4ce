"""Groups modules by resource.

In: surfaces. Out: for each module the resource that its users know it by: `client` for the client itself, `files`,
`accounts.usage`; a type belongs to the resource that alone uses it, else to `types` or `shared types`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile

from sdkwright.compare.lookup import Lookup
from sdkwright.compare.surface import Module, Surface, is_public

CLIENT = "client"
TYPES = "types"
SHARED = "shared types"
PRIVATE = "private modules"


def group_modules(surfaces: Iterable[Surface]) -> Mapping[str, str]:
    """The resource of every module of some surfaces, by path."""
    users: dict[str, set[str]] = {}
    paths: dict[str, None] = {}
    for surface in surfaces:
        paths |= dict.fromkeys(surface.modules)
        _add_users(surface, users)
    resources = {resource for path in paths if (resource := _of_resource_module(path)) is not None}
    return {path: _group(path, users.get(path, set()), resources) for path in paths}


def _group(path: str, users: set[str], resources: set[str]) -> str:
    own = _of_resource_module(path)
    if own is not None:
        return own
    folder, *inner = path.split("/")
    match folder, inner:
        case "types", ["shared" | "shared_params" | "shared.py" | "shared_params.py", *_]:
            return SHARED
        case "types", [*folders, _]:
            dotted = ".".join(folders)
            return dotted if dotted in resources else _common(users)
        case _, []:
            return CLIENT if folder in {"__init__.py", "_client.py"} else _top(folder)
        case _:
            return folder if is_public(path) else PRIVATE


def _top(file: str) -> str:
    if file == "_exceptions.py":
        return "exceptions"
    return file.removesuffix(".py") if is_public(file) else PRIVATE


def _of_resource_module(path: str) -> str | None:
    """The dotted name of the resource whose code a module is: `resources/chat/chat.py` is `chat`."""
    folder, *inner = path.split("/")
    if folder != "resources" or not inner:
        return None
    names = [*inner[:-1], inner[-1].removesuffix(".py")]
    if names[-1] == "__init__" or (len(names) > 1 and names[-1] == names[-2]):
        names.pop()
    return ".".join(names) or CLIENT


def _common(users: set[str]) -> str:
    """The resource that some have in common: of `a.b` and `a.c` it is `a`."""
    levels = zip(*(user.split(".") for user in users), strict=False)
    shared = takewhile(lambda names: len(set(names)) == 1, levels)
    return ".".join(names[0] for names in shared) or TYPES


def _add_users(surface: Surface, users: dict[str, set[str]]) -> None:
    """Which resources use each module of types, themselves or through other types."""
    lookup = Lookup(surface=surface)
    needs = {path: _imported(lookup, module) for path, module in surface.modules.items() if "/" in path}
    pending = [
        (path, resource)
        for path in needs
        if (resource := _of_resource_module(path)) is not None and not path.endswith("__init__.py")
    ]
    while pending:
        path, resource = pending.pop()
        for used in needs.get(path, ()):
            if used.startswith("types/") and resource not in users.setdefault(used, set()):
                users[used].add(resource)
                pending.append((used, resource))


def _imported(lookup: Lookup, module: Module) -> frozenset[str]:
    own = {name: origin for name, origin in module.imports.items() if origin.startswith(".")}
    found = (lookup.find(module, name) for name in own)
    modules = {f"{origin.removeprefix('.').replace('.', '/')}.py" for origin in own.values()}
    return frozenset(each.module.path for each in found if each is not None) | modules
