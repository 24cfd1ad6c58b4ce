"""The HTTP methods that endpoints are written with.

In: a name. Out: which of the two kinds it is. Path items have a field for each of the first kind (OpenAPI 3.2 §4.9);
the others stand under `additionalOperations`, as they are sent.
"""

from __future__ import annotations

import re

HTTP_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""Methods that path items have fields for, as those are spelled."""

_OTHER = re.compile(r"[A-Z0-9!#$%&'*+.^_`|~-]+")


def is_other_http_method(name: str) -> bool:
    """Whether it is one of the others: a token (RFC 9110 §9.1) in capitals, as HTTP libraries send nothing else."""
    return _OTHER.fullmatch(name) is not None and name.lower() not in HTTP_METHODS
