"""Sets aside what decides nothing: descriptions, and what nobody reads.

In: a loaded `Document`. Out: `Aside`: the same document with a token in the place of each description and without
what is unread, the texts by token, and a digest of what is left. Where the digest is that of the last run, whatever
was made of the document is the same, docstrings aside, since nothing that made it could know more.
"""

from __future__ import annotations

import hashlib
import marshal  # its second version writes equal values as equal bytes, in a third of the time that JSON takes
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.load.document import Document, JsonValue, join
from sdkwright.prose.taking import Taking
from sdkwright.prose.tokens import RESERVED, RESERVED_BYTES, token

_MOST_WALKS: Final = 4
_COMPONENT: Final = re.compile(r"#/components/(?:schemas|responses|parameters|requestBodies|securitySchemes)/[^/]*")
"""What is not left out, where something leads to it."""


class Aside(Struct, frozen=True, kw_only=True):
    """A document without what decides nothing. Each description has a token of its own, whatever it says."""

    document: Document
    prose: Mapping[str, str]
    digest: str


def set_aside(document: Document, asked: Iterable[str] = ()) -> Aside:
    """Set aside what decides nothing; none of it, where the document itself has characters that tokens are made of.

    `asked` are pointers that something else than the document may follow.
    """
    kept: frozenset[str] = frozenset()
    wanted = dict.fromkeys((*asked, *_models(document)))
    for _ in range(_MOST_WALKS):
        taking = Taking(kept=kept, targets=dict(wanted))
        files = {key: taking.file(value) for key, value in document.files.items()}
        left = replace(document, tree=taking.document(document.tree), files=files)
        missing = {
            key
            for target in taking.targets
            if not _COMPONENT.fullmatch(target) and not _leads_to_the_same(document, left, target)
            for key in target.split("/")
        }
        if missing <= kept:
            break
        kept |= missing | {"title"}
    else:
        return _as_it_is(document)
    rest = _written(left)
    if len(RESERVED_BYTES.findall(rest)) != 2 * len(taking.texts) or any(map(RESERVED.search, taking.texts)):
        return _as_it_is(document)
    return Aside(
        document=left,
        prose={token(number): text for number, text in enumerate(taking.texts)},
        digest=hashlib.sha256(rest).hexdigest(),
    )


def _models(document: Document) -> Iterator[str]:
    """The schemas that say themselves which model they are."""
    components = document.tree.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    for name, schema in schemas.items() if isinstance(schemas, dict) else ():
        if isinstance(schema, dict) and "x-stainless-model" in schema:
            yield join("#/components/schemas", name)


def _as_it_is(document: Document) -> Aside:
    return Aside(document=document, prose={}, digest=hashlib.sha256(_written(document)).hexdigest())


def _written(document: Document) -> bytes:
    return marshal.dumps([document.source, document.version, document.tree, dict(document.files)], 2)


def _leads_to_the_same(whole: Document, left: Document, pointer: str) -> bool:
    """Whether what a pointer leads to is still there, with its title: something else may refer to a property."""
    before = _at(whole, pointer)
    if not isinstance(before, dict) or not before:
        return True
    after = _at(left, pointer)
    return isinstance(after, dict) and bool(after) and ("title" in after or "title" not in before)


def _at(document: Document, pointer: str) -> JsonValue:
    try:
        return document.at(pointer)
    except (KeyError, ValueError):  # what a config has written may be no pointer at all
        return None
