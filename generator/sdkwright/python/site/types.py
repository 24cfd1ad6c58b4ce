"""The pages of type modules: limits, deprecations, and an example as it travels.

In: the context. Out: a `TypePageView` for each module under `types/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from keyword import iskeyword

from sdkwright.model.queries import operations, resolve
from sdkwright.model.schema import Access, JsonMap, SchemaId
from sdkwright.python.code import Code, compose, dotted, identifier, join
from sdkwright.python.context import Context
from sdkwright.python.examples.values import Extent, Value, example, from_json
from sdkwright.python.imports import ModulePath
from sdkwright.python.project.encoders import markdown
from sdkwright.python.site.encoders import json_block
from sdkwright.python.site.limits import limits_in_words
from sdkwright.python.site.views import FieldNoteView, TypePageView
from sdkwright.python.types.modules import ClassDeclaration, Field, ModuleKind, TypeModule
from sdkwright.python.types.table import Direction, Symbol

_LONGEST_EXAMPLE = 120
"""Lines of an example that shows every field; beyond that, required ones have to do."""


def build_type_pages(context: Context, only: Set[ModulePath] | None = None) -> tuple[TypePageView, ...]:
    """One page a module, in the order of their paths, for all of them or for those that are asked for."""
    schemas = {**dict(_answers(context)), **{symbol: schema for (schema, _), symbol in context.table.symbols.items()}}
    modules = sorted(context.table.modules, key=lambda module: module.module)
    return tuple(_page(context, module, schemas) for module in modules if only is None or module.module in only)


def _answers(context: Context) -> Iterator[tuple[Symbol, SchemaId]]:
    """Types of whole answers that have no name in the config."""
    for _, operation in operations(context.api):
        result = context.table.operations[operation.id].result
        response = operation.response
        symbol = result and (result.symbol or result.alias)
        whole = operation.pagination is None and not operation.unwrap
        if symbol and whole and response is not None and response.schema is not None:
            yield symbol, response.schema


def _page(context: Context, module: TypeModule, schemas: Mapping[Symbol, SchemaId]) -> TypePageView:
    name = dotted(".".join((str(context.package), *module.module)))
    path = join("/", (identifier(part) for part in module.module))
    return TypePageView(
        path=path,
        name=identifier(module.name),
        module=name,
        package=dotted(".".join((str(context.package), *module.module[:-1]))),
        source=compose("src/{}/{}.py", context.package, path),
        limits=tuple(_limits(context, module, name)),
        deprecated=tuple(_deprecated(module, name)),
        example=_example(context, module, schemas),
    )


def _fields(module: TypeModule) -> Iterator[tuple[ClassDeclaration, Field]]:
    """Fields with their classes. Keys that are keywords are no attributes, so that nothing can be linked to."""
    for declaration in module.declarations:
        if isinstance(declaration, ClassDeclaration):
            for field in declaration.fields:
                if not iskeyword(field.name):
                    yield declaration, field


def _note(owner: ClassDeclaration, field: Field, module: Code, text: Code) -> FieldNoteView:
    label = compose("{}.{}", identifier(owner.name), identifier(field.name))
    return FieldNoteView(label=label, anchor=compose("{}.{}", module, label), text=text)


def _limits(context: Context, module: TypeModule, name: Code) -> Iterator[FieldNoteView]:
    for owner, field in _fields(module):
        words = limits_in_words(context.api, field.schema) if field.schema is not None else None
        if words is not None:
            yield _note(owner, field, name, words)


def _deprecated(module: TypeModule, name: Code) -> Iterator[FieldNoteView]:
    for owner, field in _fields(module):
        if field.deprecated is not None:
            yield _note(owner, field, name, markdown(field.deprecated.message))


def _example(context: Context, module: TypeModule, schemas: Mapping[Symbol, SchemaId]) -> Code | None:
    hidden = Access.READ_ONLY if module.direction is Direction.REQUEST else Access.WRITE_ONLY
    whole = json_block(_value(context, module, schemas, Extent.ALL, hidden))
    if str(whole).count("\n") > _LONGEST_EXAMPLE:
        whole = json_block(_value(context, module, schemas, Extent.REQUIRED, hidden))
    return None if whole in {"{}", "null"} or str(whole).count("\n") > 4 * _LONGEST_EXAMPLE else whole


def _value(
    context: Context, module: TypeModule, schemas: Mapping[Symbol, SchemaId], extent: Extent, hidden: Access
) -> Value:
    """The author's own example of a schema, else one that is made of it, or of the fields of a class without one."""
    schema = schemas.get(module.symbol)
    if schema is not None and module.kind is not ModuleKind.PARAMS:
        given = resolve(context.api, schema)
        if given.has_example and isinstance(given.example, JsonMap):
            return from_json(given.example)
        return example(context.api, schema, "", extent, hidden=hidden)
    main = _main_class(module)
    if main is None:
        return None
    return {
        field.wire_name: example(context.api, field.schema, field.wire_name, extent, hidden=hidden)
        for field in main.fields
        if field.schema is not None and (field.required or extent is Extent.ALL)
    }


def _main_class(module: TypeModule) -> ClassDeclaration | None:
    classes = [one for one in module.declarations if isinstance(one, ClassDeclaration)]
    named = [one for one in classes if one.name == module.name]
    return next(iter(named or classes), None)
