"""Views of the modules under `types/`.

In: a `TypeTable`. Out: `TypesView`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.python.code import Code, compose, identifier, join, string
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.import_lines import import_block
from sdkwright.python.imports import Annotation, External, Import, Internal, ModulePath
from sdkwright.python.naming.reserved import KEYWORDS, RESERVED_CLASSES
from sdkwright.python.types.expressions import (
    DATES,
    REQUIRED,
    Expression,
    Formatted,
    Named,
    Place,
    annotated,
    external,
    internal,
    optional,
    render,
    wrapped,
)
from sdkwright.python.types.graph import declaration_symbols, inherited_fields, inherited_symbols
from sdkwright.python.types.modules import (
    AliasDeclaration,
    AliasForm,
    ClassDeclaration,
    Declaration,
    Field,
    SentAs,
    TypeModule,
)
from sdkwright.python.types.overrides import key_note, model_note, noted
from sdkwright.python.types.packages import package_views
from sdkwright.python.types.table import Direction, Symbol, TypeTable
from sdkwright.python.types.views import (
    AliasView,
    ClassView,
    DeclarationView,
    FieldView,
    ModuleView,
    ReservedKeysView,
    ToParamView,
    TypesView,
)

_BASE_MODEL = internal(("_models",), "BaseModel")
_TYPED_DICT = external("typing_extensions", "TypedDict")
_CAST = external("typing", "cast")
_TYPE_ALIAS = external("typing_extensions", "TypeAlias")
_FIELD_INFO = External(module="pydantic", name="Field", alias="FieldInfo")
_EXTRA_IMPORTS: frozenset[Import] = frozenset(
    {External(module="typing", name="TYPE_CHECKING"), External(module="typing", name="Dict"), _FIELD_INFO}
)
_LAZY_IMPORTS: frozenset[Import] = frozenset(
    {
        External(module="typing", name="TYPE_CHECKING"),
        External(module="typing_extensions", name="TypeAliasType"),
        Internal(module=("_compat",), name="PYDANTIC_V1"),
    }
)


_EXTRA_ITEMS_NOTE = Code("# type: ignore[call-arg]")
"""mypy does not know `extra_items` (PEP 728) yet; pyright does."""


def type_views(table: TypeTable, docstrings: Docstrings, only: Set[ModulePath] | None = None) -> TypesView:
    """Everything that is printed under `types/`: all packages, and all modules or those that are asked for."""
    late = frozenset(
        Symbol(module=module.module, name=declaration.name)
        for module in table.modules
        if module.module in table.recursive
        for declaration in module.declarations
    )
    declared = {
        Symbol(module=module.module, name=declaration.name): declaration
        for module in table.modules
        for declaration in module.declarations
    }
    extended = frozenset(
        base
        for declaration in declared.values()
        if isinstance(declaration, ClassDeclaration)
        for base in declaration.bases
    )
    modules = sorted(table.modules, key=lambda module: module.module)
    known = _Known(late=late, declared=declared, extended=extended)
    return TypesView(
        modules=tuple(
            _module_view(module, known, table, docstrings)
            for module in modules
            if only is None or module.module in only
        ),
        packages=package_views(modules, table.packages),
    )


def _module_view(module: TypeModule, known: _Known, table: TypeTable, docstrings: Docstrings) -> ModuleView:
    printer = _Printer(module=module, known=known, docstrings=docstrings)
    declarations = tuple(printer.print(declaration) for declaration in module.declarations)
    package = module.module[:-1]
    return ModuleView(
        path=module.module,
        postponed=module.direction is Direction.REQUEST or module.module in table.recursive,
        imports=import_block(printer.imports, package),
        exports=tuple(string(name) for name in module.exports),
        declarations=declarations,
        late_imports=import_block(printer.late_imports - printer.imports, package),
    )


class _Known(Struct, frozen=True, kw_only=True):
    """Symbols that must be imported late, what every symbol stands for, and those that other classes extend."""

    late: frozenset[Symbol]
    declared: Mapping[Symbol, Declaration]
    extended: frozenset[Symbol]


class _Printer:
    """Prints the declarations of one module in order, and gathers what they import."""

    def __init__(self, *, module: TypeModule, known: _Known, docstrings: Docstrings) -> None:
        self.module = module
        self.docstrings = docstrings
        self.late = known.late
        self._declared = known.declared
        self._extended = known.extended
        self.imports: set[Import] = set()
        self.late_imports: set[Import] = set()
        self._later = [declaration.name for declaration in module.declarations]
        self._taken = _ambiguous(module)
        self._declared_here = frozenset(self._later) - self._taken
        names = _field_names(module)
        # where a field has such a name the whole module says `datetime.date`
        self._dates = DATES if DATES & names else frozenset[str]()
        self._hidden = names

    def print(self, declaration: Declaration) -> DeclarationView:
        """The view of the next declaration."""
        match declaration:
            case ClassDeclaration():
                view = DeclarationView(class_=self._class(declaration))
            case AliasDeclaration():
                view = DeclarationView(alias=self._alias(declaration))
            case _:
                assert_never(declaration)
        self._later.remove(declaration.name)
        return view

    def _use(self, annotation: Annotation) -> Code:
        self.imports |= annotation.imports
        self.late_imports |= annotation.late
        return annotation.code

    def _class(self, declaration: ClassDeclaration) -> ClassView:
        request = self.module.direction is Direction.REQUEST
        place = Place(
            module=self.module.module,
            late=self.late,
            quoted=frozenset() if request else frozenset(self._later),
            declared=self._declared_here,
            taken=self._taken,
            shadowed=frozenset(field.name for field in declaration.fields) | self._dates,
            shadowed_modules=self._hidden,
        )
        for symbol in sorted(inherited_symbols(declaration, self._declared) & self.late, key=str):
            if symbol.module != self.module.module:
                self.late_imports.add(Internal(module=symbol.module, name=symbol.name, alias=symbol.name))
        printed = self._typed_dict_field if request else self._model_field
        note = key_note if request else model_note
        inherited = inherited_fields(declaration, self._declared)
        fields = tuple(
            noted(view, wanted) if (wanted := note(field, inherited.get(field.name))) is not None else view
            for field in declaration.fields
            if field.name not in KEYWORDS
            for view in (printed(field, place),)
        )
        reserved = self._reserved_keys(declaration)
        extra = None
        if declaration.extra is not None and not request:
            extra = self._use(render(declaration.extra, place))
            self.imports |= _EXTRA_IMPORTS
        items = self._extra_items(declaration)
        return ClassView(
            name=identifier(declaration.name),
            arguments=join(", ", (self._arguments(declaration, reserved), *items)),
            docstring=self.docstrings.prose(declaration.doc),
            fields=fields,
            extra=extra,
            note=_EXTRA_ITEMS_NOTE if items else None,
            reserved=reserved,
            to_param=None if declaration.sent_as is None else self._to_param(declaration.sent_as, place),
        )

    def _to_param(self, sent_as: SentAs, place: Place) -> ToParamView:
        return ToParamView(
            type=self._use(render(sent_as.type, place)),
            cast=self._use(render(_CAST, place)),
            keys=tuple((string(key), string(field)) for key, field in sent_as.keys),
        )

    def _reserved_keys(self, declaration: ClassDeclaration) -> ReservedKeysView | None:
        fields = [field for field in declaration.fields if field.name in KEYWORDS]
        if not fields:
            return None
        # unlike annotations, these are evaluated where they stand
        place = Place(
            module=self.module.module,
            late=self.late,
            quoted=frozenset(self._later),
            declared=self._declared_here,
            taken=self._taken,
        )
        name = f"_{declaration.name}ReservedKeywords"
        self._use(render(_TYPED_DICT, place))
        return ReservedKeysView(
            name=identifier(name),
            string=string(name),
            entries=tuple((string(field.name), self._key_type(field, place)) for field in fields),
        )

    def _extra_items(self, declaration: ClassDeclaration) -> tuple[Code, ...]:
        """What a dictionary says of further keys; a class that others extend says nothing, or they could add none."""
        extended = Symbol(module=self.module.module, name=declaration.name) in self._extended
        if self.module.direction is Direction.RESPONSE or declaration.extra is None or extended:
            return ()
        place = Place(
            module=self.module.module,
            late=self.late,
            quoted=frozenset(self._later),
            declared=self._declared_here,
            taken=self._taken,
        )
        return (compose("extra_items={}", self._use(render(declaration.extra, place))),)

    def _arguments(self, declaration: ClassDeclaration, reserved: ReservedKeysView | None) -> Code:
        place = Place(module=self.module.module, declared=self._declared_here, taken=self._taken)
        response = self.module.direction is Direction.RESPONSE
        bases: list[Expression] = [Named(symbol=base) for base in declaration.bases]
        if not bases and reserved is None:
            bases.append(_BASE_MODEL if response else _TYPED_DICT)
        parts = [self._use(render(base, place)) for base in bases]
        if reserved is not None:
            parts.append(reserved.name)
        if response:
            return join(", ", parts)
        return join(", ", parts if declaration.total else [*parts, Code("total=False")])

    def _model_field(self, field: Field, place: Place) -> FieldView:
        with_none = optional(field.type)
        annotation = self._use(render(field.type if field.required else with_none, place))
        has_default = not field.required or field.type == with_none
        default: Code | None = Code("None") if has_default else None
        if field.name != field.wire_name:
            self.imports.add(_FIELD_INFO)
            alias = string(field.wire_name)
            default = (
                compose("FieldInfo(alias={}, default=None)", alias)
                if has_default
                else compose("FieldInfo(alias={})", alias)
            )
        return FieldView(
            name=identifier(field.name),
            annotation=annotation,
            default=default,
            docstring=self.docstrings.prose(field.doc),
        )

    def _typed_dict_field(self, field: Field, place: Place) -> FieldView:
        return FieldView(
            name=identifier(field.name),
            annotation=self._key_type(field, place, required=field.required),
            default=None,
            docstring=self.docstrings.prose(field.doc),
        )

    def _key_type(self, field: Field, place: Place, *, required: bool = False) -> Code:
        inner = field.type.inner if isinstance(field.type, Formatted) else field.type
        annotation = annotated(
            render(inner, place),
            place,
            alias=field.wire_name if field.wire_name != field.name else None,
            format_=field.type.format if isinstance(field.type, Formatted) else "",
        )
        return self._use(wrapped(REQUIRED, annotation, place) if required else annotation)

    def _alias(self, declaration: AliasDeclaration) -> AliasView:
        place = Place(
            module=self.module.module,
            late=self.late,
            quoted=frozenset(self._later),
            shadowed=self._dates,
            shadowed_modules=self._hidden,
            declared=self._declared_here,
            taken=self._taken,
        )
        mentioned = declaration_symbols(declaration)
        if Symbol(module=self.module.module, name=declaration.name) in mentioned:
            # mypy resolves an alias inside of its own definition only where the whole of it is text
            value = string(str(self._use(render(declaration.type, replace(place, text=True)))))
        else:
            value = self._use(render(declaration.type, place))
        recursive = bool(mentioned & self.late)
        annotated_form = declaration.form is AliasForm.ANNOTATED
        kind = self._use(render(_TYPE_ALIAS, place)) if annotated_form else None
        if recursive:
            self.imports |= _LAZY_IMPORTS
        return AliasView(name=identifier(declaration.name), value=value, kind=kind, recursive=recursive)


def _ambiguous(module: TypeModule) -> frozenset[str]:
    """Names that a module would import from two places."""
    names: set[str] = set()
    twice: set[str] = set()
    mentioned = {symbol for one in module.declarations for symbol in declaration_symbols(one)}
    mentioned |= {base for one in module.declarations if isinstance(one, ClassDeclaration) for base in one.bases}
    for symbol in mentioned:
        if symbol.module != module.module:
            (twice if symbol.name in names or symbol.name in RESERVED_CLASSES else names).add(symbol.name)
    return frozenset(twice)


def _field_names(module: TypeModule) -> frozenset[str]:
    classes = [one for one in module.declarations if isinstance(one, ClassDeclaration)]
    return frozenset(field.name for one in classes for field in one.fields)
