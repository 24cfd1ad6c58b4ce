"""Questions about functions, asked by tests and by decorators."""

from __future__ import annotations

import inspect
from typing import Any
from collections.abc import Set as AbstractSet, Callable


def function_has_argument(func: Callable[..., Any], arg_name: str) -> bool:
    """Whether a function has a parameter of that name."""
    return arg_name in inspect.signature(func).parameters


def assert_signatures_in_sync(
    source_func: Callable[..., Any],
    check_func: Callable[..., Any],
    *,
    exclude_params: AbstractSet[str] = frozenset(),
    description: str = "",
) -> None:
    """Fail where `check_func` lacks a parameter of `source_func`, or annotates it otherwise.

    Raises `AssertionError` that lists every difference.
    """
    expected = inspect.signature(source_func).parameters
    actual = inspect.signature(check_func).parameters
    differences: list[str] = []
    for name, parameter in expected.items():
        if name in exclude_params:
            continue
        if name not in actual:
            differences.append(f"`{name}` is missing")
        elif actual[name].annotation != parameter.annotation:
            differences.append(f"`{name}` is annotated {actual[name].annotation!r} instead of {parameter.annotation!r}")
    if differences:
        raise AssertionError(
            f"{len(differences)} difference(s) between signatures {description}:\n- " + "\n- ".join(differences)
        )
