"""Put values into the path of a URL, so that they can never be read as anything but a value."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from collections.abc import Mapping

from ._parameters import EncodedPath

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_DOT_SEGMENT = re.compile(r"(?:^|/)((?:\.|%2e){1,2})(?:/|$)", re.IGNORECASE)

# What RFC 3986 lets stand in each part (§3.3, §3.4, §3.5), beyond letters, digits and `-._~`.
_SEGMENT_SAFE = "!$&'()*+,;=:@"
_FRAGMENT_SAFE = _SEGMENT_SAFE + "/?"
# `&`, `=` and `+` have a meaning of their own in a query.
_QUERY_SAFE = "!$'()*,;:@/?"


def path_template(template: str, /, **kwargs: Any) -> str:
    """Fill the `{names}` of a path, each percent-encoded for the part of the URL that it stands in.

    `None`, `True` and `False` are written as JSON does. An `EncodedPath` is inserted as it is. A template may go
    on with a query and a fragment.

    Raises `KeyError` for a name without a value, and `ValueError` where a segment of the path would come out as
    `.` or `..` (RFC 3986 §5.2.4): servers and proxies resolve those, and so the request would go somewhere else.
    """
    before_fragment, has_fragment, fragment = template.partition("#")
    path, has_query, query = before_fragment.partition("?")

    filled = _fill(path, kwargs, _SEGMENT_SAFE)
    found = _DOT_SEGMENT.search(filled)
    if found is not None:
        raise ValueError(f"{filled!r} holds the dot-segment {found[1]!r}, which may not be sent")
    if has_query:
        filled += "?" + _fill(query, kwargs, _QUERY_SAFE)
    if has_fragment:
        filled += "#" + _fill(fragment, kwargs, _FRAGMENT_SAFE)
    return filled


def _fill(template: str, values: Mapping[str, Any], safe: str) -> str:
    return _PLACEHOLDER.sub(lambda match: _encode(values[match.group(1)], safe), template)


def _encode(value: object, safe: str) -> str:
    if type(value) is str and value.isalnum() and value.isascii():
        return value
    if isinstance(value, EncodedPath):
        return str(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quote(str(value), safe=safe)
