"""Parts of a multipart body that have a content type of their own.

In: a body and the keys of its properties. Out: content types by the name of the part (OpenAPI 3.1 §4.8.15).
"""

from __future__ import annotations

from collections.abc import Mapping

from sdkwright.model.operation import Body


def part_types(body: Body, keys: Mapping[str, str]) -> dict[str, str]:
    """The content types that the document gives to parts.

    A list of types, or a range of them, leaves the choice to whoever sends the part, so it says nothing here. `keys`
    are the properties' keys in the params type.
    """
    found: dict[str, str] = {}
    for encoding in body.encodings:
        name = encoding.property_name
        if name in keys and encoding.content_type and not set(encoding.content_type) & {",", "*"}:
            found[name] = encoding.content_type
    return found
