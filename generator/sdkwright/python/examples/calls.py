"""Example calls of methods: for each emitted test, and for the snippets of the documentation.

In: an operation with its resource, and which arguments are wanted. Out: `ExampleCall`, whose texts are `Code`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from sdkwright.model.api import Resource
from sdkwright.model.operation import Operation
from sdkwright.python.code import Code, compose, identifier, join
from sdkwright.python.context import Context
from sdkwright.python.examples.spelling import FILE, Speller, takes_file
from sdkwright.python.examples.values import Extent, Value, example
from sdkwright.python.naming import attribute_path, method_name
from sdkwright.python.types.table import Argument, ArgumentLocation


class ExampleArgument(Struct, frozen=True, kw_only=True):
    """One argument of a call; `name` is `None` where it is positional."""

    name: Code | None
    value: Code


class ExampleCall(Struct, frozen=True, kw_only=True):
    """A call without its client: `owner` and `method` are what stands between client and parenthesis."""

    owner: Code
    """`.pets.toys`, empty for the client's own methods."""
    method: Code
    arguments: tuple[ExampleArgument, ...]

    @property
    def given(self) -> Code:
        """The arguments in one line, as they stand between the parentheses."""
        return join(
            ", ",
            (item.value if item.name is None else compose("{}={}", item.name, item.value) for item in self.arguments),
        )


class Wishes(Struct, frozen=True, kw_only=True):
    """What a call is to show. `values` are given by wire name; `replaced` are expressions by argument name."""

    extent: Extent
    variant: int = 0
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    replaced: Mapping[str, Code] = field(default_factory=dict[str, Code])


def owner_of(context: Context, resource: Resource) -> Code:
    """What stands between a client and a method of a resource: `.beta.threads`; nothing for the client's own."""
    return join("", (compose(".{}", identifier(name)) for name in attribute_path(resource.path, context.casings)))


def example_call(context: Context, resource: Resource, operation: Operation, wishes: Wishes) -> ExampleCall:
    """A call of an operation: what is required, what is wished for, and made-up values for the rest."""
    types = context.table.operations[operation.id]
    keywords = [
        argument
        for argument in types.variants[wishes.variant]
        if argument.required or wishes.extent is Extent.ALL or argument.wire_name in wishes.values
    ]
    by_wire_name = {argument.wire_name: argument for argument in types.path_arguments}
    first = [by_wire_name[name] for name in operation.positional if name in by_wire_name]
    named = [argument for argument in (*types.path_arguments, *keywords) if argument not in first]
    maker = _Arguments(context=context, wishes=wishes)
    return ExampleCall(
        owner=owner_of(context, resource),
        method=identifier(method_name(operation.key, context.casings)),
        arguments=(
            *(ExampleArgument(name=None, value=maker.value(argument)) for argument in first),
            *(ExampleArgument(name=identifier(argument.name), value=maker.value(argument)) for argument in named),
        ),
    )


class _Arguments(Struct, frozen=True, kw_only=True):
    context: Context
    wishes: Wishes

    def value(self, argument: Argument) -> Code:
        if argument.name in self.wishes.replaced:
            return self.wishes.replaced[argument.name]
        api = self.context.api
        if takes_file(api, argument.schema):
            return FILE
        if argument.wire_name in self.wishes.values:
            value = self.wishes.values[argument.wire_name]
        else:
            value = example(api, argument.schema, argument.wire_name, self.wishes.extent)
        if argument.location is ArgumentLocation.PATH and (value is None or value == ""):
            value = argument.wire_name
        return Speller(api=api, casings=self.context.casings).spell(value, argument.schema)
