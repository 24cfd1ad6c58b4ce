"""Words that a generated name may not be, as data.

In: nothing. Out: sets of names by where they would clash.
"""

from __future__ import annotations

import keyword

KEYWORDS = frozenset(keyword.kwlist)
"""Python's own (The Python Language Reference §2.3.1)."""

MODEL_ATTRIBUTES = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "mro",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "register",
        "schema",
        "schema_json",
        "to_dict",
        "to_json",
        "update_forward_refs",
        "validate",
    ]
)
"""Attributes of the base class of models and of its metaclass; a field of the same name would hide them."""

PAGE_ATTRIBUTES = frozenset(["get_next_page", "has_next_page", "iter_pages", "next_page_info"])
"""Methods of the base class of pages, which a field of the same name would hide."""

MODEL_PREFIX = "model_"
"""pydantic keeps names with this prefix for itself."""

ARGUMENTS = frozenset(["self", "extra_headers", "extra_query", "extra_body", "timeout"])
"""Arguments that every method has."""

IDEMPOTENCY_ARGUMENT = "idempotency_key"
"""Argument of the methods that send an idempotency header."""

METHODS = frozenset(["with_raw_response", "with_streaming_response"])
"""Members that every resource has."""

MODULES = frozenset(["__init__"])
"""Module names that mean something to the import system."""

RESERVED_CLASSES = frozenset(
    [
        "Annotated",
        "Base64FileInput",
        "BaseModel",
        "Dict",
        "FieldInfo",
        "FileTypes",
        "Iterable",
        "List",
        "Literal",
        "Optional",
        "PropertyInfo",
        "Required",
        "SequenceNotStr",
        "TypeAlias",
        "TypeAliasType",
        "TypedDict",
        "Union",
    ]
)
"""Names that modules of types import; a nested class of that name gets a longer one."""
