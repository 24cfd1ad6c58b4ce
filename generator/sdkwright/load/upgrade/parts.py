"""Parts of multipart bodies that OpenAPI 3.1 describes by saying nothing of them.

In: the request bodies of a document. Out: the same, with a type for the parts that are files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object
from sdkwright.load.upgrade.schemas import ANNOTATIONS

_FILE: Final = {"type": "string", "contentMediaType": "application/octet-stream"}


def type_untyped_parts(bodies: Iterable[Object], references: References) -> None:
    """Let parts without a type be files, in place.

    A part whose schema has no type is sent as `application/octet-stream` (OpenAPI 3.1 §4.8.15.1.1), and the
    specification's own examples of uploads are written so: `file: {}` (§4.8.14.2).
    """
    for body in bodies:
        content = body.get("content")
        for media_type, entry in content.items() if isinstance(content, dict) else ():
            if media_type.strip().lower().startswith("multipart/") and isinstance(entry, dict):
                for part in _parts(entry, references):
                    part.update(_FILE)


def _parts(entry: Object, references: References) -> Iterator[Object]:
    """The schemas without a type of a media type's parts, which may be repeated."""
    schema, encoding = entry.get("schema"), entry.get("encoding")
    if not isinstance(schema, dict):
        return
    target = references.target_of(schema)
    node = target.node if target is not None else schema
    properties = node.get("properties") if isinstance(node, dict) else None
    for name, part in properties.items() if isinstance(properties, dict) else ():
        if _is_written_as_text(encoding.get(name) if isinstance(encoding, dict) else None):
            continue
        element = part.get("items") if isinstance(part, dict) and part.get("type") == "array" else part
        if isinstance(element, dict) and all(key in ANNOTATIONS or key.startswith("x-") for key in element):
            yield element


def _is_written_as_text(encoding: Node) -> bool:
    """Whether a part's own encoding says that it is JSON or other text."""
    wanted = encoding.get("contentType") if isinstance(encoding, dict) else None
    return isinstance(wanted, str) and ("json" in wanted or wanted.startswith("text/"))
