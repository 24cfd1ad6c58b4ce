"""Collects what one emitted module must import while its views are built.

In: annotations and single imports. Out: the code of an annotation, and at the end an `ImportBlock`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sdkwright.python.code import Code, identifier, rename
from sdkwright.python.import_lines import ImportBlock, import_block
from sdkwright.python.imports import Annotation, External, Import, Internal, ModulePath

_OUTSIDE = frozenset(("overload", "required_args", "cached_property", "TYPE_CHECKING"))
"""What is used outside of functions only, where no argument hides it."""


@dataclass(slots=True, kw_only=True)
class ModuleImports:
    """The imports of the module that is being built; `package` is the folder it lies in."""

    package: ModulePath
    found: set[Import] = field(default_factory=set[Import])
    shadowed: frozenset[str] = field(default=frozenset())
    """Names of arguments in the module: functions of these names are imported under another one."""
    defined: frozenset[str] = field(default=frozenset())
    """Classes that the module defines: types of these names are imported under another one."""

    def declare(self, annotation: Annotation) -> Code:
        """The code of an annotation of an argument, which no argument hides; its imports are kept."""
        return self._use(annotation, self._other_name)

    def use(self, annotation: Annotation) -> Code:
        """The code of an annotation that may stand inside of a function; its imports are kept."""
        return self._use(annotation, self._alias)

    def _use(self, annotation: Annotation, rule: Callable[[str], str]) -> Code:
        code = annotation.code
        for item in annotation.imports | annotation.late:
            alias = "" if item.alias else rule(item.name)
            if alias:
                code = rename(code, item.name, alias)
            self.found.add(replace(item, alias=alias) if alias else item)
        return code

    def typing(self, name: str) -> Code:
        """A name of `typing`."""
        return self.external("typing", name)

    def extensions(self, name: str) -> Code:
        """A name of `typing_extensions`."""
        return self.external("typing_extensions", name)

    def external(self, module: str, name: str) -> Code:
        """A name of a module outside the SDK."""
        alias = self._alias(name)
        self.found.add(External(module=module, name=name, alias=alias))
        return identifier(alias or name)

    def _other_name(self, name: str) -> str:
        return f"{name}Type" if name in self.defined else ""

    def _alias(self, name: str) -> str:
        is_hidden = name in self.shadowed and name not in _OUTSIDE
        return self._other_name(name) or (f"_{name}" if is_hidden else "")

    def module(self, name: str) -> Code:
        """A whole module outside the SDK: `import os`."""
        alias = self._alias(name)
        self.found.add(External(module=name, alias=alias))
        return identifier(alias or name)

    def internal(self, module: ModulePath, name: str) -> Code:
        """A name of a module of the SDK."""
        alias = self._alias(name)
        self.found.add(Internal(module=module, name=name, alias=alias))
        return identifier(alias or name)

    def reexport(self, module: ModulePath, name: str) -> Code:
        """A name that this module hands on: `from .pets import Pets as Pets`."""
        self.found.add(Internal(module=module, name=name, alias=name))
        return identifier(name)

    def block(self) -> ImportBlock:
        """The import lines, sorted."""
        return import_block(self.found, self.package)
