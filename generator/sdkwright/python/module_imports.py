"""Collects what one emitted module must import while its views are built.

In: annotations and single imports. Out: the code of an annotation, and at the end an `ImportBlock`.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.python.code import Code, identifier, rename
from sdkwright.python.import_lines import ImportBlock, import_block
from sdkwright.python.imports import Annotation, External, Import, Internal, ModulePath

_OUTSIDE = frozenset(("overload", "required_args", "cached_property", "TYPE_CHECKING"))
"""What is used outside of functions only, where no argument hides it."""
_BUILTIN_TYPES = frozenset(("bool", "float", "int", "object", "str"))
"""Types that annotations name without an import."""


class ModuleImports(Struct, kw_only=True):
    """The imports of the module that is being built; `package` is the folder it lies in."""

    package: ModulePath
    found: set[Import] = field(default_factory=set[Import])
    shadowed: frozenset[str] = field(default=frozenset())
    """Names of arguments in the module: functions of these names are imported under another one."""
    defined: frozenset[str] = field(default=frozenset())
    """Classes that the module defines: types of these names are imported under another one."""
    _bound: dict[str, Import] = field(default_factory=dict[str, Import])
    """What each name stands for that was imported so far."""
    _spelled: dict[tuple[str | ModulePath, str], Code] = field(default_factory=dict[tuple[str | ModulePath, str], Code])
    """How each name of a module is written here, once it was asked for."""

    def declare(self, annotation: Annotation) -> Code:
        """The code of an annotation of an argument, which no argument hides; its imports are kept."""
        return self._use(annotation, self._other_name)

    def use(self, annotation: Annotation) -> Code:
        """The code of an annotation that may stand inside of a function; its imports are kept."""
        code = self._use(annotation, self._alias)
        for name in sorted(_BUILTIN_TYPES & self.shadowed):
            if (renamed := rename(code, name, f"builtins_{name}")) != code:
                self.found.add(External(module="builtins", name=name, alias=f"builtins_{name}"))
                code = renamed
        return code

    def _use(self, annotation: Annotation, rule: Callable[[str], str]) -> Code:
        code = annotation.code
        needed = annotation.imports | annotation.late if annotation.late else annotation.imports
        for item in sorted(needed, key=str) if len(needed) > 1 else needed:
            alias = item.alias or rule(item.name)
            kept = self._keep(item if alias == item.alias else replace(item, alias=alias))
            name, written = item.alias or item.name, kept.alias or kept.name
            if written != name:
                code = rename(code, name, written)
        return code

    def _keep(self, item: Import) -> Import:
        """Keep an import, under another name where the module has that name from elsewhere."""
        name = item.alias or item.name
        source = replace(item, alias="") if item.alias else item
        while name and self._bound.setdefault(name, source) != source:
            name = f"{_origin(item)}{name}" if name == (item.alias or item.name) else f"{name}_"
        alias = "" if name == item.name else name
        kept = item if alias == item.alias else replace(item, alias=alias)
        self.found.add(kept)
        return kept

    def typing(self, name: str) -> Code:
        """A name of `typing`."""
        return self.external("typing", name)

    def extensions(self, name: str) -> Code:
        """A name of `typing_extensions`."""
        return self.external("typing_extensions", name)

    def external(self, module: str, name: str, alias: str = "") -> Code:
        """A name of a module outside the SDK, under another one where `alias` says so."""
        known = self._spelled.get((module, name))
        if known is None:
            kept = self._keep(External(module=module, name=name, alias=alias or self._alias(name)))
            known = self._spelled[module, name] = identifier(kept.alias or name)
        return known

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
        known = self._spelled.get((module, name))
        if known is None:
            kept = self._keep(Internal(module=module, name=name, alias=self._alias(name)))
            known = self._spelled[module, name] = identifier(kept.alias or name)
        return known

    def reexport(self, module: ModulePath, name: str) -> Code:
        """A name that this module hands on: `from .pets import Pets as Pets`."""
        self.found.add(Internal(module=module, name=name, alias=name))
        return identifier(name)

    def block(self) -> ImportBlock:
        """The import lines, sorted."""
        return import_block(self.found, self.package)


def _origin(item: Import) -> str:
    """What tells an import from another of its name: the package that it comes from, `_` for what is no type."""
    if isinstance(item, External) or len(item.module) < 2:
        return "_"
    return "".join(word[:1].upper() + word[1:] for word in item.module[-2].split("_"))
