"""Names of a package that are imported when somebody first asks for them (PEP 562).

Importing every model and every resource of a large API takes longer than most programs run.
"""

from __future__ import annotations

import sys
from importlib import import_module
from collections.abc import Mapping, Callable


def lazy_exports(package: str, modules: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package.

    package: its `__name__`. modules: for each name that it exports, the module that defines it, relative to it. The
    package's submodules are found as well, as if they had been imported.
    """

    def get_attribute(name: str) -> object:
        module = modules.get(name)
        if module is None:
            return _submodule(package, name)
        value: object = getattr(import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    def list_names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *modules})

    return get_attribute, list_names


def _submodule(package: str, name: str) -> object:
    module = f"{package}.{name}"
    if not name.startswith("_"):
        try:
            return import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
    raise AttributeError(f"module {package!r} has no attribute {name!r}")
