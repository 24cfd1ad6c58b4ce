"""Import lines, from what a module's code says it needs.

In: `Import`s collected beside each piece of code. Out: sorted, merged import lines for one module.
Nothing here reads code to guess what it imports.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from sdkwright.python.code import Code

ModulePath: TypeAlias = tuple[str, ...]
"""A module of the emitted package, from its root: `("types", "beta", "thread")`; `()` is the package itself."""


class External(Struct, frozen=True, kw_only=True, order=True):
    """`from typing import List`, or `import httpx` where `name` is empty; `alias` for `as`."""

    module: str
    name: str = ""
    alias: str = ""


class Internal(Struct, frozen=True, kw_only=True, order=True):
    """`from ..types.pet import Pet`, or `from ..types import pet_create_params` where `name` is a module."""

    module: ModulePath
    name: str
    alias: str = ""


Import: TypeAlias = External | Internal


class Annotation(Struct, frozen=True, kw_only=True):
    """A type annotation and what it needs; `late` must be imported at the file's end (recursive models)."""

    code: Code
    imports: frozenset[Import] = field(default=frozenset())
    late: frozenset[Import] = field(default=frozenset())
