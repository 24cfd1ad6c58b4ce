"""Names that generated code cannot give away, and what to use in their place.

In: names that inference would like. Out: names that clash with nothing.
"""

from __future__ import annotations

import keyword
import sys

from sdkwright.config.infer.words import plural, word_set

CLIENT_ATTRIBUTES = word_set(
    """
    auth_headers base_url close copy custom_auth default_headers default_options default_query delete
    environment get get_api_list head is_closed max_retries options patch platform_headers post put qs request
    timeout trace user_agent websocket_base_url with_options with_raw_response with_streaming_response httpx os
    resources types
    """
)
"""What every client has, or what the module of the client needs: no resource or method of the client is called so."""

RESOURCE_ATTRIBUTES = frozenset({"with_raw_response", "with_streaming_response"})
"""What every resource has."""

_BUILTINS = word_set(
    """
    abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
    delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help
    hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord
    pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type
    vars zip cast self
    """
)

_RUNTIME_CLASSES = word_set(
    """
    API APIConnection APIError APIResponse APIResponseValidation APIStatus APITimeout Authentication BadRequest
    Base BaseModel Body Client Conflict Headers InternalServer NoneType NotFound NotGiven Omit PermissionDenied
    Query RateLimit RequestOptions Response Stream SyncAPIClient Timeout Transport ProxiesTypes
    UnprocessableEntity Async
    """
)
_DEPENDENCIES = frozenset(
    {
        "anyio",
        "distro",
        "httpx",
        "httpx2",
        "jiter",
        "pydantic",
        "sniffio",
        "typing_extensions",
        "aiohttp",
        "tests",
        "test",
    }
)


def is_reserved(key: str) -> bool:
    """Whether a snake-case name is a word of Python or one of its built-in functions and types."""
    return keyword.iskeyword(key) or key in _BUILTINS


def resource_key(key: str, *, on_client: bool, options: frozenset[str]) -> str:
    """A key that a resource can have; `options` are the arguments of the client."""
    taken = RESOURCE_ATTRIBUTES | (CLIENT_ATTRIBUTES | options if on_client else frozenset[str]())
    if not is_reserved(key) and key not in taken:
        return key
    several = plural(key)
    return f"{key}_api" if is_reserved(several) or several in taken else several


def class_word(name: str) -> str:
    """An organization's name that makes a class of its own: the runtime's names are left alone."""
    plain = "".join(part[:1].upper() + part[1:] for part in name.split())
    return f"{name} Client" if plain in _RUNTIME_CLASSES else name


def package(name: str) -> str:
    """An import name that hides no module of Python or of what the SDK depends on."""
    return f"{name}_client" if name in sys.stdlib_module_names or name in _DEPENDENCIES else name
