"""Reads typed dictionaries that are made by a call.

In: the source text of `TypedDict("Name", {"key": type}, total=False)`. Out: its keys and keywords.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from msgspec import Struct


class TypedDictCall(Struct, frozen=True, kw_only=True):
    """Annotations by key, as source text, and the keywords of the call."""

    keys: Mapping[str, str]
    keywords: Mapping[str, str]


def keys_of_call(text: str) -> TypedDictCall | None:
    """What a call declares; `None` where it declares no typed dictionary (PEP 589, alternative syntax)."""
    try:
        node = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None
    match node:
        case ast.Call(
            func=ast.Name(id="TypedDict") | ast.Attribute(attr="TypedDict"),
            args=[_, ast.Dict() as keys],
            keywords=given,
        ):
            return TypedDictCall(
                keys={
                    key.value: ast.unparse(value)
                    for key, value in zip(keys.keys, keys.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                },
                keywords={each.arg: ast.unparse(each.value) for each in given if each.arg is not None},
            )
        case _:
            return None
