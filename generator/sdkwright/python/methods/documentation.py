"""Docstrings of methods.

In: an operation and the arguments of one form. Out: a docstring literal.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdkwright.model.operation import Operation
from sdkwright.python.code import Code, string
from sdkwright.python.types.table import Argument

EXTRAS = (
    ("extra_headers", "Send extra headers"),
    ("extra_query", "Add additional query parameters to the request"),
    ("extra_body", "Add additional JSON properties to the request"),
    ("timeout", "Override the client-level default timeout for this request, in seconds"),
)

IDEMPOTENCY = ("idempotency_key", "Specify a custom idempotency key for this request")


def method_docstring(operation: Operation, arguments: Sequence[Argument]) -> Code:
    """What a method does, and what its arguments are."""
    documented = [(argument.name, argument.doc) for argument in arguments if argument.doc]
    extras = (*EXTRAS, IDEMPOTENCY) if operation.idempotent else EXTRAS
    lines = [f"{name}: {doc}" for name, doc in (*documented, *extras)]
    return string("\n".join([operation.doc or operation.summary, "", "Args:", *lines]))


def prose(doc: str) -> Code | None:
    """A docstring of nothing but text; `None` where there is none."""
    return string(doc) if doc else None
