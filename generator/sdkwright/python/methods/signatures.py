"""Signatures of a method: the implementation's and those of its overloads.

In: an operation with its types, and what it returns. Out: `SignatureView`s with the arguments they document.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.model import queries
from sdkwright.model.operation import CONTENT_KINDS, Operation
from sdkwright.python.code import Code, compose, identifier, join, string
from sdkwright.python.context import not_given_argument, omitted_argument
from sdkwright.python.methods.outcomes import Outcome, switch_name
from sdkwright.python.methods.scope import Scope
from sdkwright.python.methods.views import ParameterView, SignatureView
from sdkwright.python.types.table import Argument, ArgumentLocation, OperationTypes


class Form(Struct, frozen=True, kw_only=True):
    """A way to call a method: its signature, and the arguments in signature order."""

    signature: SignatureView
    arguments: tuple[Argument, ...]


class Forms(Struct, frozen=True, kw_only=True):
    """The implementation and its overloads; `required` are the argument names that each overload demands."""

    implementation: Form
    overloads: tuple[Form, ...]
    required: tuple[Code, ...]


def build_forms(scope: Scope, outcome: Outcome) -> Forms:
    """All signatures of a method."""
    writer = _Writer(scope=scope)
    types = scope.types
    switch = switch_name(scope.operation, types)
    if not switch or outcome.streamed is None:
        variants = [(variant, outcome.plain) for variant in types.variants]
        implementation = types.merged
    else:
        variants = [form for variant in types.variants for form in writer.stream_forms(variant, switch, outcome)]
        implementation = writer.merged_stream(switch)
    reached = [
        (variant, returns)
        for index, (variant, returns) in enumerate(variants)
        if not any(_covers(earlier, variant) for earlier, _ in variants[:index])
    ]
    forms = tuple(writer.form(arguments, returns) for arguments, returns in reached)
    overloads = forms if len(forms) > 1 else ()
    required = tuple(writer.required_names(form.arguments) for form in overloads)
    return Forms(
        implementation=writer.form(implementation, outcome.returns),
        overloads=overloads,
        required=tuple(dict.fromkeys(required)) if all(required) else (),
    )


def _covers(earlier: Sequence[Argument], variant: Sequence[Argument]) -> bool:
    """Whether every call of a variant is one of an earlier one, so that its overload would never be used."""
    known = {argument.name: argument for argument in earlier}
    given = {argument.name: argument for argument in variant}
    return all(
        name in known and known[name].annotation.code == argument.annotation.code for name, argument in given.items()
    ) and all(name in given and given[name].required for name, argument in known.items() if argument.required)


class _Writer(Struct, frozen=True, kw_only=True):
    """Writes forms of one operation."""

    scope: Scope

    def form(self, arguments: Sequence[Argument], returns: Code) -> Form:
        """One way to call the method, with these arguments beside the path's."""
        positional, named = split_path(self.scope.operation, self.scope.types)
        keywords = [argument for argument in arguments if argument not in positional]
        required = [argument for argument in keywords if argument.required]
        optional = [argument for argument in keywords if not argument.required]
        return Form(
            signature=SignatureView(
                positional=tuple(self.parameter(argument) for argument in positional),
                keywords=tuple(self.parameter(argument) for argument in (*named, *required, *optional)),
                extras=extra_parameters(self.scope),
                returns=returns,
            ),
            arguments=(*positional, *named, *required, *optional),
        )

    def parameter(self, argument: Argument) -> ParameterView:
        """One argument as it stands in a signature."""
        name, annotation = identifier(argument.name), self.annotation(argument)
        if argument.required:
            return ParameterView(name=name, annotation=annotation)
        if argument.location is ArgumentLocation.PATH:
            return ParameterView(name=name, annotation=compose("{} | None", annotation), default=Code("None"))
        omitted = omitted_argument(self.scope.context.options, self.scope.imports)
        return ParameterView(
            name=name, annotation=compose("{} | {}", annotation, omitted.class_name), default=omitted.default
        )

    def annotation(self, argument: Argument) -> Code:
        """The type of an argument; raw content may be read from a file or come in pieces."""
        if not _is_raw_content(self.scope.operation, argument):
            return self.scope.imports.declare(argument.annotation)
        content = self.scope.imports.internal(("_types",), "FileContent")
        pieces = self.scope.imports.internal(("_types",), self.scope.flavour.class_name("BinaryTypes"))
        return compose("{} | {}", content, pieces)

    def stream_forms(
        self, variant: Sequence[Argument], switch: str, outcome: Outcome
    ) -> list[tuple[tuple[Argument, ...], Code]]:
        """The three overloads of a method that streams on demand: not, surely, and either."""
        assert outcome.streamed is not None
        off = tuple(
            self._retyped(argument, self._off()) if argument.name == switch else argument for argument in variant
        )
        on = self._demanding(variant, switch, self._literal(Code("True")))
        either = self._demanding(variant, switch, Code("bool"))
        return [(off, outcome.plain), (on, outcome.streamed), (either, outcome.returns)]

    def merged_stream(self, switch: str) -> tuple[Argument, ...]:
        """The implementation's arguments, with a switch that may be on or off."""
        both = compose("{} | {}", self._off(), self._literal(Code("True")))
        return tuple(
            self._retyped(argument, both) if argument.name == switch else argument
            for argument in self.scope.types.merged
        )

    def required_names(self, arguments: Sequence[Argument]) -> Code:
        """The list of the names that one overload demands; empty where it demands none."""
        positional, _ = split_path(self.scope.operation, self.scope.types)
        names = [string(argument.name) for argument in arguments if argument.required and argument not in positional]
        return compose("[{}]", join(", ", names)) if names else Code("")

    def _demanding(self, variant: Sequence[Argument], switch: str, code: Code) -> tuple[Argument, ...]:
        """The variant with a switch that must be given, in its place among the required arguments."""
        required = [argument for argument in variant if argument.required and argument.name != switch]
        optional = [argument for argument in variant if not argument.required and argument.name != switch]
        demanded = [
            replace(self._retyped(argument, code), required=True) for argument in variant if argument.name == switch
        ]
        names = [argument.name for argument in required]
        place = len(names)
        if self.scope.context.settings.sort_schema_properties and names == sorted(names):
            place = sum(name < switch for name in names)
        return (*required[:place], *demanded, *required[place:], *optional)

    def _off(self) -> Code:
        """The type of a switch that is off."""
        off = self._literal(Code("False"))
        switch = switch_name(self.scope.operation, self.scope.types)
        schema = next(argument.schema for argument in self.scope.types.merged if argument.name == switch)
        if queries.is_nullable(self.scope.context.api, schema):
            return compose("{}[{}]", self.scope.imports.typing("Optional"), off)
        return off

    def _literal(self, value: Code) -> Code:
        return compose("{}[{}]", self.scope.imports.extensions("Literal"), value)

    def _retyped(self, argument: Argument, code: Code) -> Argument:
        return replace(argument, annotation=replace(argument.annotation, code=code))


def split_path(operation: Operation, types: OperationTypes) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """The arguments that may be given by position, and those of the path that are given by name.

    By position come path arguments, in the order asked for, and then the raw content of a body that must be given.
    One that a client option can fill may be left out, so it never is positional.
    """
    filled = {parameter.wire_name for parameter in operation.parameters if parameter.option}
    by_name = {argument.wire_name: argument for argument in types.path_arguments}
    positional = tuple(by_name[name] for name in operation.positional if name in by_name and name not in filled)
    named = tuple(
        replace(argument, required=False) if argument.wire_name in filled else argument
        for argument in types.path_arguments
        if argument not in positional
    )
    content = tuple(one for one in types.merged if one.required and _is_raw_content(operation, one))
    return (*positional, *content), named


def _is_raw_content(operation: Operation, argument: Argument) -> bool:
    body = operation.body
    return body is not None and body.kind in CONTENT_KINDS and argument.location is ArgumentLocation.WHOLE_BODY


def extra_parameters(scope: Scope) -> tuple[ParameterView, ...]:
    """The parameters that every method has beside its operation's own."""
    none = Code("None")
    types = ("_types",)
    imports = scope.imports
    omitted = not_given_argument(scope.context.options, imports)
    extras = [
        ParameterView(
            name=identifier(f"extra_{part}"),
            annotation=compose("{} | None", imports.internal(types, class_name)),
            default=none,
        )
        for part, class_name in (("headers", "Headers"), ("query", "Query"), ("body", "Body"))
    ]
    timeout = compose("float | {} | None | {}", imports.internal(types, "Timeout"), omitted.class_name)
    extras.append(ParameterView(name=Code("timeout"), annotation=timeout, default=omitted.default))
    if scope.operation.idempotent:
        extras.append(ParameterView(name=Code("idempotency_key"), annotation=Code("str | None"), default=none))
    return tuple(extras)
