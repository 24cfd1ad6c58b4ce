"""What the builders of one method share.

In: nothing. Out: `Scope`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.model.operation import Operation
from sdkwright.python.code import Code
from sdkwright.python.context import Context
from sdkwright.python.flavour import Flavour
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.types.table import OperationTypes


class Host(Struct, frozen=True, kw_only=True):
    """The class that a method stands in: where the HTTP verbs and the client are from there."""

    verbs: Code
    client: Code


RESOURCE = Host(verbs=Code("self._"), client=Code("self._client"))
CLIENT = Host(verbs=Code("self."), client=Code("self"))


class Scope(Struct, frozen=True, kw_only=True):
    """One operation in one flavour, and the class and module that it is written into."""

    context: Context
    operation: Operation
    types: OperationTypes
    flavour: Flavour
    imports: ModuleImports
    host: Host


def make_scope(
    context: Context, operation: Operation, flavour: Flavour, imports: ModuleImports, host: Host = RESOURCE
) -> Scope:
    """The scope of an operation, its types looked up."""
    types = context.table.operations[operation.id]
    return Scope(context=context, operation=operation, types=types, flavour=flavour, imports=imports, host=host)
