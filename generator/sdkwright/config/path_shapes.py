"""How a config's paths are compared with a document's.

In: a path. Out: its shape, the same for two that differ inside braces only.
"""

from __future__ import annotations

import re

_TEMPLATE_NAME = re.compile(r"\{[^{}]*\}")


def path_shape(path: str) -> str:
    """A path with the names inside braces taken out, and without a slash at its end."""
    shape = _TEMPLATE_NAME.sub("{}", path)
    return "/" + shape.strip("/")


def shapes_meant(path: str) -> tuple[str, ...]:
    """The shapes that a path may mean: of all of it, or of what stands before its fragment."""
    return tuple(dict.fromkeys((path_shape(path), path_shape(path.partition("#")[0]))))
