"""Sets aside what decides nothing: descriptions, values that nothing compares, and what nobody reads.

In: a loaded `Document`. Out: `Aside`: the same document with a token in the place of each description, a name in that
of the further values of enums, and without what is unread; what they stand for; and a digest of what is left. Where
the digest is that of the last run, whatever was made of the document is the same, docstrings and values aside, since
nothing that made it could know more.
"""

from __future__ import annotations

import hashlib
import marshal  # its second version writes equal values as equal bytes, in a third of the time that JSON takes
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.load.document import Document, JsonValue, join
from sdkwright.prose.comparing import Listed, compared
from sdkwright.prose.taking import Taking
from sdkwright.prose.tokens import RESERVED, RESERVED_BYTES, token
from sdkwright.prose.told import NOTHING, Told
from sdkwright.prose.values import MARK, texts_by_name, without_values

_MOST_WALKS: Final = 4
_COMPONENT: Final = re.compile(r"#/components/(?:schemas|responses|parameters|requestBodies|securitySchemes)/[^/]*")
"""What is not left out, where something leads to it."""


class Aside(Struct, frozen=True, kw_only=True):
    """A document without what decides nothing. Each description has a token of its own, whatever it says."""

    document: Document
    told: Told
    digest: str


class Asked(Struct, frozen=True, kw_only=True):
    """What something else than the document asks of it.

    `places` are pointers, `values` data that is held against schemas, `properties` names of those that tell objects
    apart.
    """

    places: tuple[str, ...] = ()
    values: tuple[JsonValue, ...] = ()
    properties: frozenset[str] = frozenset()


_NOTHING_ELSE: Final = Asked()


def set_aside(document: Document, asked: Asked = _NOTHING_ELSE) -> Aside:
    """Set aside what decides nothing; none of it, where the document itself has characters that tokens are made of."""
    taken = _without_words(document, asked)
    if taken is None:
        return _as_it_is(document)
    taking, left = taken
    lists = _values_aside(taking, left, asked)
    rest = _written(left)
    if _is_taken(rest, taking.texts, lists):
        return _as_it_is(document)
    told = Told(texts={token(number): text for number, text in enumerate(taking.texts)}, lists=tuple(lists))
    return Aside(document=left, told=told, digest=hashlib.sha256(rest).hexdigest())


def to_infer_from(document: Document) -> Document:
    """The document as `set_aside` leaves it, as far as that makes a difference to what is inferred from it.

    A config takes over the descriptions of servers and security schemes alone. Those are not set aside, unless they
    stand elsewhere.
    """
    components = document.tree.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    found = schemes.values() if isinstance(schemes, dict) else ()
    if not document.files and not any(isinstance(scheme, dict) and "$ref" in scheme for scheme in found):
        return document
    taken = _without_words(document, _NOTHING_ELSE)
    return document if taken is None else taken[1]


def _without_words(document: Document, asked: Asked) -> tuple[Taking, Document] | None:
    """The document without descriptions and what is unread; `None` where it is not clear what is read."""
    kept: frozenset[str] = frozenset()
    wanted = dict.fromkeys((*asked.places, *_models(document)))
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
            return taking, left
        kept |= missing | {"title"}
    return None


def _is_taken(rest: bytes, texts: Sequence[str], lists: Mapping[Listed, int]) -> bool:
    """Whether tokens or names, or anything that may pass for one, stand where none was put."""
    return (
        len(RESERVED_BYTES.findall(rest)) != 2 * len(texts)
        or rest.count(MARK.encode()) != sum(lists.values())
        or any(RESERVED.search(text) or MARK in text for text in texts)
        or any(MARK in value for values in lists for value in values)
    )


def _values_aside(taking: Taking, left: Document, asked: Asked) -> Mapping[Listed, int]:
    """Set values aside, in the very objects of what is left: the lists, and how often there is each."""
    if left.files:  # what refers to another file is not followed here
        return {}
    examples = [each[key] for each in taking.objects for key in ("example", "examples") if key in each]
    enums = [each for each in taking.objects if "enum" in each]
    shown = texts_by_name([*examples, *asked.values])
    kept = compared(taking.objects, partial(_at, left), asked.properties, shown)
    return without_values(enums, kept)


def _models(document: Document) -> Iterator[str]:
    """The schemas that say themselves which model they are."""
    components = document.tree.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    for name, schema in schemas.items() if isinstance(schemas, dict) else ():
        if isinstance(schema, dict) and "x-stainless-model" in schema:
            yield join("#/components/schemas", name)


def _as_it_is(document: Document) -> Aside:
    return Aside(document=document, told=NOTHING, digest=hashlib.sha256(_written(document)).hexdigest())


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
