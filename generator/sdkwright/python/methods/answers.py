"""What comes back from a call, before it is said in code.

In: an operation and its types. Out: `Answer`. The resource classes, the emitted tests and `api.md` all ask here, so
that they cannot disagree.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.model.operation import ContentKind, Operation, Pagination
from sdkwright.python.types.table import OperationTypes, Result


class Nothing(Struct, frozen=True, kw_only=True):
    """No body, or one that nobody reads."""


class Binary(Struct, frozen=True, kw_only=True):
    """Bytes, handed over as they are."""


class Single(Struct, frozen=True, kw_only=True):
    """One value of a type."""

    result: Result


class Page(Struct, frozen=True, kw_only=True):
    """A page of items."""

    item: Result
    pagination: Pagination


Answer = Nothing | Binary | Single | Page


def plain_answer(operation: Operation, types: OperationTypes) -> Answer:
    """What the call gives where it does not stream."""
    if types.result is not None and operation.pagination is not None:
        return Page(item=types.result, pagination=operation.pagination)
    if operation.response is not None and operation.response.content is ContentKind.BINARY:
        return Binary()
    return Nothing() if types.result is None else Single(result=types.result)


def always_streams(operation: Operation) -> bool:
    """Whether every call gives a stream: there is one, and no argument that turns it on."""
    return operation.stream is not None and not operation.stream.switch
