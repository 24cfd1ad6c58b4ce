"""An SDK as its users see it: resources, their methods, and the types of their arguments.

In: a package's folder. Out: `Sdk`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.compare.grouping import CLIENT, group_modules
from sdkwright.compare.locate import PackageFolder
from sdkwright.compare.lookup import Lookup
from sdkwright.compare.meaning import Applied, Meaning, Named
from sdkwright.compare.read import HAND_WRITTEN, read_surface
from sdkwright.compare.surface import Alias, Binding, Class, Function, Module, Surface
from sdkwright.diagnostics import Collector
from sdkwright.diff.facts import ClassFacts, Facts, MethodFacts, read_facts

WRAPPERS = ("WithRawResponse", "WithStreamingResponse", "WithStreamedResponse")
"""How classes end that repeat a resource's methods, with another kind of answer."""


class MethodKey(Struct, frozen=True, order=True, kw_only=True):
    """A method by its resource's dotted name and its own."""

    resource: str
    name: str

    @property
    def subject(self) -> str:
        """As users write it."""
        return f"{spell_resource(self.resource)}.{self.name}"


class Method(Struct, frozen=True, kw_only=True):
    """A method of a synchronous resource class, and where it stands."""

    module: Module
    owner: str
    function: Function
    facts: MethodFacts


class Sdk(Struct, frozen=True, kw_only=True):
    """A package. `resources` are the modules of resources by dotted name; `arguments` says which method's arguments a
    typed dictionary (path of its module, name) holds.
    """

    folder: Path
    surface: Surface
    lookup: Lookup
    facts: Facts
    resources: Mapping[str, Module]
    methods: Mapping[MethodKey, Method]
    arguments: Mapping[tuple[str, str], MethodKey]

    def is_page(self, module: Module, meaning: Meaning | None) -> bool:
        """Whether a return type is a page: a class of `pagination.py`, or an iterator over such pages."""
        match meaning:
            case Named(written=written):
                found = self.lookup.find(module, written)
                return found is not None and found.module.path == "pagination.py"
            case Applied(head=head, arguments=arguments):
                return self.is_page(module, head) or any(self.is_page(module, each) for each in arguments)
            case _:
                return False

    def defined(self, path: str, name: str) -> tuple[str, Class | Alias] | None:
        """The module and definition behind a name that a module binds."""
        module = self.surface.modules.get(path)
        found = self.lookup.find(module, name) if module is not None else None
        return (found.module.path, found.what) if found is not None else None

    def is_exported(self, path: str, name: str) -> bool:
        """Whether the package around a module gives a name of it to its users as its own."""
        folder, _, _ = path.rpartition("/")
        package = self.surface.modules.get(f"{folder}/__init__.py" if folder else "__init__.py")
        return package is not None and name in package.exports


def spell_resource(dotted: str) -> str:
    """A resource as users write it."""
    return "client" if dotted == CLIENT else f"client.{dotted}"


def read_sdk(folder: PackageFolder, exclude: tuple[str, ...], diagnostics: Collector) -> Sdk:
    """Read a package; modules that cannot be read or parsed are reported and missing.

    Of private names only those count that `lib/` imports: the SDK's tests change with it, and users have none.
    """
    surface = read_surface(replace(folder, sdk=None), (*HAND_WRITTEN, *exclude), diagnostics)
    lookup, facts = Lookup(surface=surface), read_facts(folder.package)
    groups = group_modules((surface,))
    homes = [
        (groups[path], module, cls)
        for path, module in surface.public_modules().items()
        if path.startswith("resources/") or path == "_client.py"
        for cls in module.classes.values()
        if _is_home(cls)
    ]
    methods = {
        MethodKey(resource=dotted, name=function.name): Method(
            module=module, owner=cls.name, function=function, facts=said
        )
        for dotted, module, cls in homes
        for function, said in _methods(facts, dotted, module, cls)
    }
    return Sdk(
        folder=folder.package,
        surface=surface,
        lookup=lookup,
        facts=facts,
        resources={dotted: module for dotted, module, _ in homes if dotted != CLIENT},
        methods=methods,
        arguments={found: key for key, method in methods.items() for found in _argument_types(lookup, method)},
    )


def _is_home(cls: Class) -> bool:
    """Whether a class is a synchronous resource or client."""
    bases = {base.name for base in cls.bases if isinstance(base, Named)}
    return bool(bases & {"SyncAPIResource", "SyncAPIClient"}) and not cls.name.startswith("Async")


def _methods(facts: Facts, dotted: str, module: Module, cls: Class) -> Iterator[tuple[Function, MethodFacts]]:
    said = facts.classes.get((module.path, cls.name), ClassFacts())
    for function in cls.methods.values():
        own = said.methods.get(function.name, MethodFacts())
        if function.binding is Binding.PROPERTY or function.name == "__init__":
            continue
        if dotted != CLIENT or own.request is not None:
            yield function, own


def _argument_types(lookup: Lookup, method: Method) -> Iterator[tuple[str, str]]:
    """The typed dictionaries that a method's arguments are transformed by, and their bases."""
    pending = [found for name in method.facts.params if (found := lookup.find(method.module, name)) is not None]
    seen: set[tuple[str, str]] = set()
    while pending:
        found = pending.pop()
        key = (found.module.path, found.what.name)
        if key in seen:
            continue
        seen.add(key)
        yield key
        bases = found.what.bases if isinstance(found.what, Class) else ()
        names = [base.written for base in bases if isinstance(base, Named)]
        pending += [each for name in names if (each := lookup.find(found.module, name)) is not None]
