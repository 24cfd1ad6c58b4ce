"""Docstrings of methods.

In: an operation and the arguments of one form. Out: a docstring literal.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdkwright.model.operation import Operation
from sdkwright.python.code import Code
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.types.table import Argument

EXTRAS = (
    ("extra_headers", "Send extra headers"),
    ("extra_query", "Add additional query parameters to the request"),
    ("extra_body", "Add additional JSON properties to the request"),
    ("timeout", "Override the client-level default timeout for this request, in seconds"),
)

IDEMPOTENCY = ("idempotency_key", "Specify a custom idempotency key for this request")


def document_method(operation: Operation, arguments: Sequence[Argument], docstrings: Docstrings) -> Code:
    """What a method does, and what its arguments are."""
    extras = (*EXTRAS, IDEMPOTENCY) if operation.idempotent else EXTRAS
    described = [*((argument.name, argument.doc) for argument in arguments), *extras]
    return docstrings.method(operation.doc or operation.summary, described)
