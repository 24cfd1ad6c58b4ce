"""`package.resources` as an attribute of the package that costs no import until it is used."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing_extensions import override

from ._proxy import LazyProxy

_PACKAGE = __name__.rpartition("._utils.")[0]


class ResourcesProxy(LazyProxy[ModuleType]):
    """Stands for the package's `resources` module, which is imported on first use."""

    @override
    def __load__(self) -> ModuleType:
        return importlib.import_module(f"{_PACKAGE}.resources")


resources = ResourcesProxy().__as_proxied__()
