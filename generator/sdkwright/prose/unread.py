"""What of a document is read by nobody who makes an SDK of it.

In: keys. Out: whether the value has any reader after loading. All that is named here is taken out of the document that
later stages get, so that none of them can come to depend on it; a stage that is to read more takes it off these lists.
"""

from __future__ import annotations

import re
from typing import Final

EXTENSIONS: Final = frozenset(
    {
        *("x-stainless-any", "x-stainless-auth", "x-stainless-deprecation-message", "x-stainless-empty-object"),
        *("x-stainless-method", "x-stainless-model", "x-stainless-naming", "x-stainless-override-schema"),
        *("x-stainless-pagination-property", "x-stainless-param", "x-stainless-skip", "x-stainless-variantName"),
    }
)
"""The only extensions that are read after loading."""
ANYWHERE: Final = frozenset({"externalDocs", "xml", "$comment", "authorizationUrl", "refreshUrl", "openIdConnectUrl"})
PATH_ITEM: Final = ANYWHERE | {"servers"}
OPERATION: Final = PATH_ITEM | {"callbacks"}
MEDIA_TYPE: Final = ANYWHERE | {"example", "examples"}
PARAMETER: Final = MEDIA_TYPE
PROPERTY: Final = ANYWHERE | {"title"}
"""Titles name the variants of a choice, and what is a property is none; the same goes for a parameter's schema."""
RESPONSE: Final = ANYWHERE | {"headers", "links"}
COMPONENTS: Final = ANYWHERE | {"examples", "headers", "links", "callbacks"}
"""Sections that are referred to by what is unread."""
INFO: Final = ANYWHERE | {"summary", "termsOfService", "license"}
SAID: Final = frozenset({"description", "version"})
"""What else is said of the document in `info`. Only texts go: what is of another type is reported."""
CONTACT: Final = ANYWHERE | {"name", "url"}

_SUCCESS: Final = re.compile(r"2(\d\d|XX)", re.IGNORECASE)
_FAILURE: Final = re.compile(r"[1345](\d\d|XX)", re.IGNORECASE)


def is_success(status: str) -> bool:
    """Whether the key of an answer is one of success."""
    return _SUCCESS.fullmatch(status) is not None


def is_unread_answer(status: str, *, has_success: bool) -> bool:
    """Whether nobody reads an answer: errors carry what has no type, and `default` stands in for a success.

    >>> is_unread_answer("404", has_success=False), is_unread_answer("default", has_success=False)
    (True, False)
    """
    return _FAILURE.fullmatch(status) is not None or (has_success and status == "default")
