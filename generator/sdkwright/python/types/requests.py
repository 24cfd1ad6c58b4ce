"""Params modules: the TypedDicts of what operations take, and the arguments of their methods.

In: the inputs of an operation. Out: a `TypeModule` (where more than path parameters is taken) and `Argument`s.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.config.settings import ArrayFormat
from sdkwright.diagnostics.rules.python import NAME_COLLISION
from sdkwright.model.operation import CONTENT_KINDS, Body, Operation
from sdkwright.model.queries import HasSchemas, bare_schema, is_nullable
from sdkwright.python.imports import ModulePath
from sdkwright.python.naming import module_name
from sdkwright.python.types.builder import Context, ModuleBuilder, Slot
from sdkwright.python.types.expressions import (
    NONE,
    UNION,
    Applied,
    Expression,
    Named,
    Place,
    literals,
    optional,
    render,
    union,
    without_files,
    without_format,
    without_none,
)
from sdkwright.python.types.inputs import Input, InputVariant, OperationInputs, operation_inputs, without_brackets
from sdkwright.python.types.models import NamedModel
from sdkwright.python.types.modules import (
    AliasDeclaration,
    AliasForm,
    ClassDeclaration,
    Declaration,
    Field,
    ModuleKind,
    TypeModule,
)
from sdkwright.python.types.table import Argument, ArgumentLocation, Direction, Symbol
from sdkwright.python.types.variants import overload_words

RESOURCES: ModulePath = ("resources",)
"""Stands for any resource module: they all see the package the same way."""

_PLAIN_PLACES = frozenset((ArgumentLocation.PATH, ArgumentLocation.HEADER, ArgumentLocation.COOKIE))
"""Places of text: encoded bytes (`format: byte`) are no files there, and null cannot be said, only left out."""

_SENT = frozenset((ArgumentLocation.QUERY, ArgumentLocation.COOKIE, ArgumentLocation.BODY, ArgumentLocation.WHOLE_BODY))
"""What makes a params type worth its while: path parameters and headers alone do not."""


class RequestTypes(Struct, frozen=True, kw_only=True):
    """What a request comes to: the module, arguments per variant, and the named models that it uses."""

    module: TypeModule | None
    path_arguments: tuple[Argument, ...]
    variants: tuple[tuple[Argument, ...], ...]
    merged: tuple[Argument, ...]
    used: tuple[NamedModel, ...]
    body_models: tuple[NamedModel, ...] = ()
    """A named union that is the body: its variants are overloads, yet users may want the type."""


class OperationNames(Struct, frozen=True, kw_only=True):
    """Where the types of an operation live: the package, and the beginnings of file and class names."""

    package: ModulePath
    stem: str
    type_stem: str


def request_types(context: Context, operation: Operation, names: OperationNames) -> RequestTypes:
    """Lay out what an operation takes."""
    inputs = operation_inputs(context.api, operation, context.casings, sort=context.sort_properties)
    for name in inputs.renamed:
        message = f"an argument of `{operation.id}` is called `{name}`"
        context.diagnostics.report(NAME_COLLISION, message, operation.origin.location)
    if context.array_format is ArrayFormat.BRACKETS:
        inputs = without_brackets(inputs)
    module: ModulePath = (*names.package, f"{names.stem}_params")
    root = f"{names.type_stem}Params"
    taken = any(one.location in _SENT for variant in inputs.variants for one in variant.inputs)
    builder = ModuleBuilder(
        context=context,
        module=module,
        root=root,
        direction=Direction.REQUEST,
        root_first=True,
        anonymous=not taken,
    )
    switch = operation.stream.switch if operation.stream is not None else ""
    layout = _Layout(builder=builder, inputs=inputs, switch=switch, body=operation.body)
    variants = layout.declare() if taken else layout.bare()
    place = Place(module=RESOURCES, qualified=frozenset({module}))
    api = context.api
    path = tuple(
        _argument(api, one, layout.path_type(one), place) for one in (*inputs.positional, *inputs.keyword_path)
    )
    arguments = tuple(tuple(_argument(api, one, type_, place) for one, type_ in typed) for typed in variants)
    return RequestTypes(
        module=_module(builder, module) if taken else None,
        path_arguments=path,
        variants=arguments,
        merged=arguments[0] if len(arguments) == 1 else _merged(api, variants, place),
        used=tuple(builder.used),
        body_models=_body_models(context, operation, inputs),
    )


def _body_models(context: Context, operation: Operation, inputs: OperationInputs) -> tuple[NamedModel, ...]:
    if operation.body is None or inputs.union is None:
        return ()
    model = context.index.find(operation.body.schema)
    return (model,) if model is not None else ()


def _module(builder: ModuleBuilder, module: ModulePath) -> TypeModule:
    return TypeModule(
        module=module,
        name=builder.root,
        kind=ModuleKind.PARAMS,
        direction=Direction.REQUEST,
        declarations=tuple(builder.declarations),
        exports=tuple(builder.exports),
    )


class _Layout(Struct, kw_only=True):
    """Declares the classes of one params module."""

    builder: ModuleBuilder
    inputs: OperationInputs
    switch: str
    body: Body | None
    _path_types: dict[Input, Expression] = field(default_factory=dict[Input, Expression])

    def path_type(self, one: Input) -> Expression:
        """The type of a path parameter: one for all variants of the body, and for the signature."""
        if one not in self._path_types:
            self._path_types[one] = self._express(one, "")
        return self._path_types[one]

    def declare(self) -> tuple[tuple[tuple[Input, Expression], ...], ...]:
        """Declare everything; gives the typed inputs of each variant, path parameters left out."""
        root = self.builder.root
        if self.inputs.union is None:
            variant = self.inputs.variants[0]
            if self._is_switched(variant):
                return (self._declare_switched(variant, root),)
            return (self._declare(variant, root, prefix="", doc=""),)
        return self._declare_union(root)

    def bare(self) -> tuple[tuple[tuple[Input, Expression], ...], ...]:
        """The typed inputs where nothing is declared."""
        return tuple(tuple((one, self._express(one, "")) for one in variant.inputs) for variant in self.inputs.variants)

    def _declare_union(self, root: str) -> tuple[tuple[tuple[Input, Expression], ...], ...]:
        context = self.builder.context
        assert self.inputs.union is not None  # the caller has checked
        self.builder.exports.append(root)
        typed: list[tuple[tuple[Input, Expression], ...]] = []
        members: list[Expression] = []
        words = overload_words(context.api, context.index, self.inputs.union, context.casings)
        for variant, variant_words in zip(self.inputs.variants, words, strict=True):
            wanted = Slot(prefix="", words=variant_words).name(context.casings)
            name = wanted if wanted not in self.builder.exports else root + wanted
            assert variant.schema is not None  # each variant of a union has a schema
            doc = bare_schema(context.api, variant.schema).doc
            typed.append(self._declare(variant, name, prefix=name, doc=doc))
            members.append(Named(symbol=Symbol(module=self.builder.module, name=name)))
        self.builder.declarations.append(AliasDeclaration(name=root, type=union(members)))
        return tuple(typed)

    def _declare(
        self, variant: InputVariant, name: str, *, prefix: str, doc: str
    ) -> tuple[tuple[Input, Expression], ...]:
        """One class with path parameters and inputs as keys."""
        builder = self.builder
        name = builder.reserve(name)
        start = len(builder.declarations)
        keys = [(one, self.path_type(one)) for one in self.inputs.keyword_path]
        typed = [(one, self._express(one, prefix)) for one in variant.inputs]
        fields = tuple(
            _field(one, type_)
            for one, type_ in (*keys, *_required_first(typed))
            if not self._is_switch(one) and not self._is_content(one)
        )
        builder.declarations.insert(start, ClassDeclaration(name=name, fields=fields, doc=doc))
        return tuple(typed)

    def _declare_switched(self, variant: InputVariant, root: str) -> tuple[tuple[Input, Expression], ...]:
        """The split of a call that can stream: what both forms take, and the switch of each."""
        builder = self.builder
        typed = self._declare(variant, f"{root}Base", prefix="", doc="")
        switch, type_ = next((one, type_) for one, type_ in typed if self._is_switch(one))
        nullable = isinstance(type_, Applied) and type_.head == UNION and NONE in type_.arguments
        off: Expression = optional(literals((False,))) if nullable else literals((False,))
        base = Symbol(module=builder.module, name=f"{root}Base")
        forms = (
            (builder.reserve(f"{root}NonStreaming"), off, False),
            (builder.reserve(f"{root}Streaming"), literals((True,)), True),
        )
        for name, form, required in forms:
            field = Field(name=switch.name, wire_name=switch.wire_name, type=form, required=required, doc=switch.doc)
            builder.declarations.append(ClassDeclaration(name=name, fields=(field,), bases=(base,), total=required))
        members = [Named(symbol=Symbol(module=builder.module, name=name)) for name, _, _ in forms]
        alias: Declaration = AliasDeclaration(name=root, type=union(members), form=AliasForm.PLAIN)
        builder.declarations.append(alias)
        return typed

    def _express(self, one: Input, prefix: str) -> Expression:
        type_ = self.builder.express(one.schema, self._slot(prefix, one))
        if one.location not in _PLAIN_PLACES:
            return type_
        return without_none(without_files(type_))

    def _slot(self, prefix: str, one: Input) -> Slot:
        context = self.builder.context
        return Slot(prefix=prefix, words=context.casings.words(one.wire_name or one.name) or ("value",))

    def _is_content(self, one: Input) -> bool:
        """Whether it is a body that is sent as it is: an argument of the method, but no key of its params type."""
        return one.location is ArgumentLocation.WHOLE_BODY and self.body is not None and self.body.kind in CONTENT_KINDS

    def _is_switch(self, one: Input) -> bool:
        return bool(self.switch) and one.wire_name == self.switch and one.location is not ArgumentLocation.PATH

    def _is_switched(self, variant: InputVariant) -> bool:
        return any(self._is_switch(one) for one in variant.inputs)


def _required_first(typed: list[tuple[Input, Expression]]) -> list[tuple[Input, Expression]]:
    return [*(pair for pair in typed if pair[0].required), *(pair for pair in typed if not pair[0].required)]


def _field(one: Input, type_: Expression) -> Field:
    return Field(
        name=one.name,
        wire_name=one.name if one.location is ArgumentLocation.WHOLE_BODY else one.wire_name,
        type=type_,
        required=one.required,
        doc=one.doc,
        deprecated=one.deprecated,
        schema=one.schema,
    )


def _argument(api: HasSchemas, one: Input, type_: Expression, place: Place) -> Argument:
    return Argument(
        name=one.name,
        wire_name=one.wire_name,
        location=one.location,
        schema=one.schema,
        annotation=render(without_format(type_), place),
        required=one.required,
        doc=one.doc,
        deprecated=one.deprecated,
        nullable=_takes_none(api, one, type_),
    )


def _takes_none(api: HasSchemas, one: Input, type_: Expression) -> bool:
    match without_format(type_):
        case Named():
            return is_nullable(api, one.schema)
        case Applied(head=head, arguments=arguments):
            return head == UNION and NONE in arguments
        case _:
            return False


def _merged(
    api: HasSchemas, variants: tuple[tuple[tuple[Input, Expression], ...], ...], place: Place
) -> tuple[Argument, ...]:
    """The arguments of the implementation: all that any variant takes, required where all variants require it."""
    found: dict[str, list[tuple[Input, Expression]]] = {}
    for typed in variants:
        for one, type_ in typed:
            found.setdefault(one.name, []).append((one, type_))
    arguments: list[Argument] = []
    for pairs in found.values():
        first = pairs[0][0]
        everywhere = len(pairs) == len(variants) and all(one.required for one, _ in pairs)
        taken = union(type_ for _, type_ in pairs)
        arguments.append(_argument(api, replace(first, required=everywhere), taken, place))
    return (*(one for one in arguments if one.required), *(one for one in arguments if not one.required))


def operation_names(package: ModulePath, stem: str, type_stem: str, key: str, context: Context) -> OperationNames:
    """The names of a method's types: `pet` and `create` give `pet_create`, `PetCreate`."""
    words = context.casings.words(key)
    return OperationNames(
        package=package,
        stem=f"{stem}_{context.casings.snake(key) or module_name(key, context.casings)}",
        type_stem=type_stem + context.casings.pascal_words(words),
    )


def numbered(names: OperationNames, number: int) -> OperationNames:
    """The same names with a number, for want of anything better."""
    return replace(names, stem=f"{names.stem}_{number}", type_stem=f"{names.type_stem}{number}")
