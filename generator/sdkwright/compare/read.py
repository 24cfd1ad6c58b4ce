"""Reads the public surface of a package.

In: a package's folder. Out: a `Surface`. Nothing is imported: what a module binds under `TYPE_CHECKING` counts where
its `__getattr__` (PEP 562) can deliver it at runtime, or where `__all__` names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

import griffe
from msgspec import Struct
from msgspec.structs import replace

from sdkwright.compare.locate import PackageFolder
from sdkwright.compare.meaning import Meaning, Named, Opaque, meaning_of, renamed, value_of_text
from sdkwright.compare.modules import read_modules
from sdkwright.compare.private import names_used_privately
from sdkwright.compare.surface import (
    Alias,
    Binding,
    Class,
    Export,
    Field,
    Function,
    Module,
    Parameter,
    ParameterKind,
    Signature,
    Surface,
    is_public,
)
from sdkwright.compare.typed_dicts import keys_of_call
from sdkwright.diagnostics import Collector, Location

HAND_WRITTEN = ("lib/*", "examples/*")
"""Folders that a generator never touches; they are compared only when asked for."""

_KINDS: Mapping[griffe.ParameterKind, ParameterKind] = {
    griffe.ParameterKind.positional_only: ParameterKind.POSITIONAL_ONLY,
    griffe.ParameterKind.positional_or_keyword: ParameterKind.POSITIONAL_OR_KEYWORD,
    griffe.ParameterKind.var_positional: ParameterKind.VARIADIC_POSITIONAL,
    griffe.ParameterKind.keyword_only: ParameterKind.KEYWORD_ONLY,
    griffe.ParameterKind.var_keyword: ParameterKind.VARIADIC_KEYWORD,
}
_VARIADIC = {ParameterKind.VARIADIC_POSITIONAL, ParameterKind.VARIADIC_KEYWORD}


def read_surface(folder: PackageFolder, exclude: tuple[str, ...], diagnostics: Collector) -> Surface:
    """The surface of a package without the modules whose paths match a pattern of `exclude` (as in `fnmatch`).

    Modules that cannot be read or parsed are reported (`Compare/...`) and missing.
    """

    def is_left_out(path: str) -> bool:
        return any(fnmatchcase(path, pattern) for pattern in exclude)

    modules = read_modules(folder.package, is_left_out, diagnostics)
    variables = frozenset(_type_variables(modules.values()))
    read = {
        path: _Reader(package=folder.name, renames=_renames(module, variables), meanings={}).module(path, module)
        for path, module in modules.items()
    }
    return Surface(package=folder.name, modules=read, used_privately=names_used_privately(folder))


class _Reader(Struct, frozen=True, kw_only=True):
    """Turns one griffe module into ours; annotations that repeat are parsed once.

    `renames` are classes that the module imports under another name, with their own.
    """

    package: str
    renames: Mapping[str, str]
    meanings: dict[str, Meaning]

    def module(self, path: str, source: griffe.Module) -> Module:
        imports = {
            name: self._origin(member.target_path)
            for name, member in source.members.items()
            if isinstance(member, griffe.Alias)
        }
        typed_dicts = {each.name: each for each in self._functional_typed_dicts(source)}
        classes = {each.name: each for each in self._classes(source, typed_dicts)}
        classes |= {name: each for name, each in typed_dicts.items() if _is_public_name(name)}
        return Module(
            path=path,
            exports={export.name: export for export in self._exports(path, source)},
            classes=classes,
            functions={each.name: each for each in self._functions(source, owner=None)},
            aliases={each.name: each for each in self._aliases(source) if each.name not in typed_dicts},
            imports=imports,
            bound=frozenset(source.members),
            location=Location(file=str(source.filepath), line=1, column=1),
        )

    def _origin(self, dotted: str) -> str:
        """Where an import comes from; inside the package without the package's own name, which may differ."""
        head, dot, rest = dotted.partition(".")
        return f"{dot}{rest}" if head == self.package else dotted

    def _exports(self, path: str, source: griffe.Module) -> Iterator[Export]:
        declared = {name for name in source.exports or () if isinstance(name, str)}
        for name in sorted(declared):
            yield Export(name=name, location=_location(source, source.members.get(name)))
        if not path.endswith("__init__.py"):
            return
        is_lazy = "__getattr__" in source.members
        for name, member in source.members.items():
            if not isinstance(member, griffe.Alias) or name in declared or not _is_public_name(name):
                continue
            origin = self._origin(member.target_path)
            if origin.startswith(".") and not _is_of_private_module(origin) and (member.runtime or is_lazy):
                yield Export(name=name, location=_location(source, member))

    def _classes(self, source: griffe.Module | griffe.Class, typed_dicts: Mapping[str, Class]) -> Iterator[Class]:
        for name, member in source.members.items():
            if not isinstance(member, griffe.Class) or not _is_public_name(name):
                continue
            yield self._class(name, member, typed_dicts)
            for inner in self._classes(member, typed_dicts):
                yield replace(inner, name=f"{name}.{inner.name}")

    def _class(self, name: str, source: griffe.Class, typed_dicts: Mapping[str, Class]) -> Class:
        bases = tuple(self._meaning(str(base)) for base in source.bases)
        inherited = [base.name for base in bases if isinstance(base, Named) and base.name.startswith("_")]
        fields = {
            key: field for base in inherited if base in typed_dicts for key, field in typed_dicts[base].fields.items()
        }
        return Class(
            name=name,
            bases=bases,
            keywords={key: value_of_text(str(value)) for key, value in source.keywords.items()},
            fields=fields | {field.name: field for field in self._fields(source)},
            methods={method.name: method for method in self._functions(source, owner=source)},
            location=_location(source, source),
        )

    def _fields(self, source: griffe.Class) -> Iterator[Field]:
        for name, member in source.members.items():
            if not isinstance(member, griffe.Attribute) or _is_property(member):
                continue
            is_of_class = "class-attribute" in member.labels
            if member.annotation is None and not is_of_class:
                continue  # set by a constructor, without saying of what type
            if name.startswith("_") and not name.startswith("__") and not _is_typed_dict_key(source):
                continue
            annotation = self._meaning(str(member.annotation)) if member.annotation is not None else None
            default = value_of_text(str(member.value)) if is_of_class and member.value is not None else None
            yield Field(name=name, annotation=annotation, default=default, location=_location(source, member))

    def _functions(self, source: griffe.Module | griffe.Class, owner: griffe.Class | None) -> Iterator[Function]:
        for name, member in source.members.items():
            if not _is_public_name(name) and name != "__init__":
                continue
            if isinstance(member, griffe.Function):
                yield self._function(member, owner)
            elif isinstance(member, griffe.Attribute) and _is_property(member):
                returns = self._meaning(str(member.annotation)) if member.annotation is not None else None
                yield Function(
                    name=name,
                    binding=Binding.PROPERTY,
                    asynchronous=False,
                    overloads=0,
                    signatures=(Signature(parameters=(), returns=returns),),
                    location=_location(source, member),
                )

    def _function(self, source: griffe.Function, owner: griffe.Class | None) -> Function:
        binding = _binding(source, owner)
        overloads = source.overloads or []
        return Function(
            name=source.name,
            binding=binding,
            asynchronous="async" in source.labels,
            overloads=len(overloads),
            signatures=tuple(self._signature(each, binding) for each in overloads or [source]),
            location=_location(source, source),
        )

    def _signature(self, source: griffe.Function, binding: Binding) -> Signature:
        parameters = [self._parameter(each) for each in source.parameters]
        if binding in {Binding.METHOD, Binding.CLASS_METHOD, Binding.PROPERTY}:
            parameters = parameters[1:]
        returns = self._meaning(str(source.returns)) if source.returns is not None else None
        return Signature(parameters=tuple(parameters), returns=returns)

    def _parameter(self, source: griffe.Parameter) -> Parameter:
        kind = _KINDS[source.kind or griffe.ParameterKind.positional_or_keyword]
        has_default = source.default is not None and kind not in _VARIADIC
        return Parameter(
            name=source.name,
            kind=kind,
            annotation=self._meaning(str(source.annotation)) if source.annotation is not None else None,
            default=value_of_text(str(source.default)) if has_default else None,
        )

    def _aliases(self, source: griffe.Module) -> Iterator[Alias]:
        for name, member in source.members.items():
            if not _is_public_name(name) or not isinstance(member, griffe.Attribute | griffe.TypeAlias):
                continue
            if member.value is not None:
                text = str(member.value)
                is_declared = isinstance(member, griffe.TypeAlias) or str(member.annotation).endswith("TypeAlias")
                value = self._meaning(text) if is_declared or _looks_like_a_type(text) else None
                yield Alias(name=name, value=value, text=value_of_text(text), location=_location(source, member))

    def _functional_typed_dicts(self, source: griffe.Module) -> Iterator[Class]:
        """Classes made by `TypedDict("Name", {"key": type})`, as keys that are no identifiers need it."""
        for name, member in source.members.items():
            if not isinstance(member, griffe.Attribute) or not isinstance(member.value, griffe.ExprCall):
                continue
            call = keys_of_call(str(member.value))
            if call is None:
                continue
            location = _location(source, member)
            fields = {
                key: Field(name=key, annotation=self._meaning(text), default=None, location=location)
                for key, text in call.keys.items()
            }
            base = Named(name="TypedDict", written="TypedDict")
            yield Class(name=name, bases=(base,), keywords=call.keywords, fields=fields, methods={}, location=location)

    def _meaning(self, text: str) -> Meaning:
        if text not in self.meanings:
            self.meanings[text] = renamed(meaning_of(text), self.renames)
        return self.meanings[text]


def _type_variables(modules: Iterable[griffe.Module]) -> Iterator[str]:
    """The dotted names of type variables, which are called what a module calls them."""
    for module in modules:
        for member in module.members.values():
            called = member.value if isinstance(member, griffe.Attribute) else None
            if isinstance(called, griffe.ExprCall) and str(called.function).rpartition(".")[2] == "TypeVar":
                yield member.path


def _renames(source: griffe.Module, variables: frozenset[str]) -> Mapping[str, str]:
    imports = {
        name: member.target_path
        for name, member in source.members.items()
        if isinstance(member, griffe.Alias) and member.target_path not in variables
    }
    own = {name: dotted.rpartition(".")[2] for name, dotted in imports.items()}
    return {name: original for name, original in own.items() if original != name and original[:1].isalpha()}


def _looks_like_a_type(text: str) -> bool:
    """Whether a value without an annotation may be a type: `Union[...]` and names are, numbers and calls are not."""
    return text[:1].isalpha() and not isinstance(meaning_of(text), Opaque)


def _is_public_name(name: str) -> bool:
    return not name.startswith("_") and name != "annotations"


def _is_property(member: griffe.Attribute) -> bool:
    return "property" in member.labels


def _is_typed_dict_key(source: griffe.Class) -> bool:
    return any(str(base).rpartition(".")[2] in {"TypedDict"} for base in source.bases)


def _decorators(source: griffe.Function) -> set[str]:
    return {str(decorator.value).partition("(")[0].rpartition(".")[2] for decorator in source.decorators}


def _binding(source: griffe.Function, owner: griffe.Class | None) -> Binding:
    if owner is None:
        return Binding.FUNCTION
    names = _decorators(source)
    if "property" in names or "cached_property" in names:
        return Binding.PROPERTY
    if "staticmethod" in names:
        return Binding.STATIC_METHOD
    return Binding.CLASS_METHOD if "classmethod" in names else Binding.METHOD


def _location(source: griffe.Object, member: griffe.Object | griffe.Alias | None) -> Location:
    match member:
        case griffe.Alias():
            line = member.alias_lineno
        case griffe.Object():
            line = member.lineno
        case None:
            line = None
    return Location(file=str(source.filepath), line=line or 1, column=1)


def _is_of_private_module(origin: str) -> bool:
    *folders, _ = origin.removeprefix(".").split(".")
    return not is_public("/".join(folders) + ".py")
