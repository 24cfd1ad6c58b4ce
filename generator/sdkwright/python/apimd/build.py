"""Makes the views of `api.md`.

In: the context. Out: an `ApiPageView` for the SDK, and one for each resource that has its own page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec import Struct

from sdkwright.model import queries
from sdkwright.model.api import Model, Resource
from sdkwright.model.operation import Operation, StreamProtocol, WebhookUnwrap
from sdkwright.python.apimd.views import ApiPageView, MethodLineView, SectionView, TypesBlockView
from sdkwright.python.code import Code, compose, dotted, identifier, join
from sdkwright.python.context import Context
from sdkwright.python.imports import ModulePath
from sdkwright.python.methods.answers import Binary, Nothing, Page, Single, plain_answer
from sdkwright.python.methods.build import NamedOperation, method_order, named_operations
from sdkwright.python.methods.signatures import split_path
from sdkwright.python.naming import class_name, method_name, module_name, resource_names
from sdkwright.python.options import Sentinel
from sdkwright.python.resources.layout import Placed, every, place_children
from sdkwright.python.types.table import OperationTypes, Symbol

_WIDTH = 100
"""The widest import that stays on one line."""


def build_api_pages(context: Context) -> tuple[ApiPageView, ...]:
    """The page of the SDK first, then those of standalone resources."""
    writer = _Writer(context=context, modules=_modules(context), named=_named(context), homes=_homes(context))
    root = context.api.root
    sections: list[SectionView] = []
    if root.methods or root.models:
        sections.append(writer.section(root, depth=1))
    sections += [section for child in root.children for section in writer.sections(child, 1)]
    pages = [ApiPageView(path="api.md", shared=writer.shared(), sections=tuple(sections))]
    pages += [writer.page(resource) for resource in _standalone(root)]
    return tuple(pages)


def _modules(context: Context) -> dict[tuple[str, ...], Placed]:
    return {placed.resource.path: placed for placed in every(place_children(context, context.api.root))}


def _named(context: Context) -> frozenset[Symbol]:
    api = context.api
    configured = {queries.resolve(api, model.schema).id for _, model in queries.models(api)}
    symbols = context.table.symbols.items()
    return frozenset(symbol for (schema, _), symbol in symbols if queries.resolve(api, schema).id in configured)


def _homes(context: Context) -> dict[Symbol, tuple[str, ...]]:
    homes: dict[Symbol, tuple[str, ...]] = {}
    for resource, operation in queries.operations(context.api):
        result = context.table.operations[operation.id].result
        if result is not None and result.symbol is not None:
            homes.setdefault(result.symbol, resource.path)
    return homes


def _standalone(resource: Resource) -> list[Resource]:
    below = [entry for child in resource.children for entry in _standalone(child)]
    return [resource, *below] if resource.standalone else below


class _Writer(Struct, frozen=True, kw_only=True):
    """Writes sections of one SDK."""

    context: Context
    modules: dict[tuple[str, ...], Placed]
    named: frozenset[Symbol]
    """The types that have their name from the config."""
    homes: Mapping[Symbol, tuple[str, ...]]
    """The first resource whose methods answer with a type: the one that lists it."""

    @property
    def source(self) -> str:
        """The package's folder, from the SDK's root."""
        return f"src/{self.context.package}"

    def sections(self, resource: Resource, depth: int) -> list[SectionView]:
        """A resource and what is below it; a standalone one is only a link."""
        if resource.limited:
            return []
        if resource.standalone:
            return [
                SectionView(
                    marks=Code("#" * depth),
                    heading=self.heading(resource),
                    link=Code(f"{self.source}/{'/'.join(self.parent_folder(resource))}/api.md"),
                    types=None,
                    methods=(),
                )
            ]
        below = [section for child in resource.children for section in self.sections(child, depth + 1)]
        return [self.section(resource, depth=depth), *below]

    def page(self, resource: Resource) -> ApiPageView:
        """The page of a standalone resource."""
        folder = "/".join(("resources", *(self.attribute(key) for key in resource.path)))
        below = [section for child in resource.children for section in self.sections(child, 2)]
        return ApiPageView(
            path=f"{self.source}/{folder}/api.md",
            shared=None,
            sections=(self.section(resource, depth=1), *below),
        )

    def parent_folder(self, resource: Resource) -> ModulePath:
        """The folder that published SDKs' links point to: that of the parent's module, at the top its own."""
        if len(resource.path) == 1:
            return ("resources", self.attribute(resource.path[0]))
        parent = self.modules.get(resource.path[:-1])
        return parent.package if parent is not None else ("resources",)

    def attribute(self, key: str) -> Code:
        """A resource's name in code."""
        return identifier(module_name(key, self.context.casings))

    def heading(self, resource: Resource) -> Code:
        """A resource's name in headings; the client's own section has the client's."""
        if not resource.path:
            return identifier(self.context.client.base)
        return _attribute_text(resource_names(resource.path, self.context.casings).class_name)

    def section(self, resource: Resource, *, depth: int) -> SectionView:
        """The section of one resource."""
        names = resource_names(resource.path, self.context.casings)
        methods = named_operations(resource.methods, self.context)
        return SectionView(
            marks=Code("#" * depth),
            heading=self.heading(resource),
            link=None,
            types=self.types(names.types_package, self.type_names(resource)),
            methods=tuple(self.line(resource, entry) for entry in methods),
        )

    def shared(self) -> TypesBlockView | None:
        """The types that several resources share."""
        return self.types(("types",), self.model_names(self.context.api.shared))

    def types(self, package: ModulePath, names: Iterable[str]) -> TypesBlockView | None:
        """An import of these names; `None` where there are none."""
        found = tuple(identifier(name) for name in dict.fromkeys(names))
        if not found:
            return None
        module = dotted(".".join((str(self.context.package), *package)))
        line = compose("from {} import {}", module, join(", ", found))
        return TypesBlockView(module=module, names=found, line=line if len(line) <= _WIDTH else None)

    def type_names(self, resource: Resource) -> list[str]:
        """Named models by name, then what methods answer with that has no name in the config."""
        models = self.model_names(resource.models)
        answers = [
            symbol.name
            for symbol in self.answers(resource)
            if symbol not in self.named and self.homes.get(symbol, resource.path) == resource.path
        ]
        return [*models, *answers]

    def model_names(self, models: Iterable[Model]) -> list[str]:
        """The names of models, be they emitted or not: published overviews list all that the config names.

        They stand in the order of their snake-case names, word by word, whatever initialisms make of the classes.
        """
        casings = self.context.casings
        ordered = sorted(models, key=lambda model: module_name(model.key, casings).split("_"))
        return [class_name(model.key, casings) for model in ordered]

    def answers(self, resource: Resource) -> list[Symbol]:
        """The types that methods answer with, in the methods' order."""
        found: list[tuple[tuple[int, str], Symbol]] = []
        for method in resource.methods:
            order = method_order(method_name(method.key, self.context.casings))
            match method:
                case Operation():
                    types = self.context.table.operations[method.id]
                    _, symbol = self.result(resource, method, types)
                    symbol = symbol or _alias(types)
                    if symbol is not None:
                        found.append((order, symbol))
                case WebhookUnwrap():
                    found.append((order, self.context.table.webhooks[method.id]))
                case _:
                    pass
        return [symbol for _, symbol in sorted(found, key=lambda pair: pair[0])]

    def line(self, resource: Resource, entry: NamedOperation) -> MethodLineView:
        """The line of one method."""
        operation = entry.operation
        types = self.context.table.operations[operation.id]
        path = operation.path_key or operation.path
        placed = self.modules.get(resource.path)
        module = placed.module if placed is not None else ("_client",)
        shown, symbol = self.result(resource, operation, types)
        return MethodLineView(
            title=_attribute_text(f"{operation.http_method.value} {path}"),
            accessor=join(".", (Code("client"), *(self.attribute(key) for key in resource.path))),
            source=Code(f"./{self.source}/{'/'.join(module)}.py"),
            name=identifier(entry.name),
            path_arguments=_path_arguments(operation, types),
            params=Code(f"{self.source}/{'/'.join(types.params.module)}.py") if types.params is not None else None,
            result=shown,
            result_source=Code(f"./{self.source}/{'/'.join(symbol.module)}.py") if symbol is not None else None,
        )

    def result(self, resource: Resource, operation: Operation, types: OperationTypes) -> tuple[Code, Symbol | None]:
        """What is shown as a method's result, and the type that it links to."""
        answer = plain_answer(operation, types)
        match answer:
            case Binary():
                return Code("BinaryAPIResponse"), None
            case Nothing():
                if types.event is None:
                    return Code("None"), None
                result, shown = types.event, types.event.annotation.code
            case Single(result=result):
                shown = result.annotation.code
            case Page(item=result, pagination=pagination):
                page = identifier("Sync" + class_name(pagination.scheme, self.context.casings))
                shown = compose("{}[{}]", page, result.annotation.code)
            case _:
                assert_never(answer)
        if _always_streams(operation, StreamProtocol.JSON_LINES):
            return compose("JSONLDecoder[{}]", shown), result.symbol
        named = self.context.options.sentinel is Sentinel.NOT_GIVEN and not _always_streams(operation, *StreamProtocol)
        if result.symbol is None and result.annotation.code == "object" and named:
            return shown, self.unnamed(resource, operation)
        return shown, result.symbol

    def unnamed(self, resource: Resource, operation: Operation) -> Symbol:
        """The name that overviews of older SDKs give to an answer of unknown shape, although no file defines it."""
        names = resource_names(resource.path, self.context.casings)
        stem = f"{names.stem}_{module_name(operation.key, self.context.casings)}_response"
        name = f"{names.type_stem}{class_name(operation.key, self.context.casings)}Response"
        return Symbol(module=(*names.types_package, stem), name=name)


def _path_arguments(operation: Operation, types: OperationTypes) -> Code:
    positional, named = split_path(operation, types)
    names = [identifier(argument.name) for argument in positional]
    if named:
        names += [Code("\\*"), *(identifier(argument.name) for argument in named)]
    return join(", ", names)


def _always_streams(operation: Operation, *protocols: StreamProtocol) -> bool:
    stream = operation.stream
    return stream is not None and not stream.switch and stream.protocol in protocols


def _alias(types: OperationTypes) -> Symbol | None:
    """The alias that is emitted for an answer, or an event, of a builtin type."""
    result = types.result or types.event
    return result.alias if result is not None else None


def _attribute_text(text: str) -> Code:
    """Text for an HTML attribute within Markdown, on one line; characters that cannot be seen become blanks."""
    line = re.sub(r" +", " ", "".join(char if char.isprintable() else " " for char in text))
    return Code(html.escape(line, quote=True).replace("&#x27;", "'").replace("&amp;", "&"))
