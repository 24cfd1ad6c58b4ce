"""Import lines, from what a module's code says it needs.

In: `Import`s collected beside each piece of code. Out: sorted, merged import lines for one module.
Nothing here reads code to guess what it imports.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from sdkwright.python.code import Code

ModulePath: TypeAlias = tuple[str, ...]
"""A module of the emitted package, from its root: `("types", "beta", "thread")`; `()` is the package itself."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class External:
    """`from typing import List`, or `import httpx` where `name` is empty; `alias` for `as`."""

    module: str
    name: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Internal:
    """`from ..types.pet import Pet`, or `from ..types import pet_create_params` where `name` is a module."""

    module: ModulePath
    name: str
    alias: str = ""


Import: TypeAlias = External | Internal


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A type annotation and what it needs; `late` must be imported at the file's end (recursive models)."""

    code: Code
    imports: frozenset[Import] = field(default=frozenset())
    late: frozenset[Import] = field(default=frozenset())
