"""Sets the descriptions of a document aside.

In: a loaded `Document`. Out: `Aside`: the same document with a token in the place of each description, the texts by
token, and a digest of what is left. Where the digest is that of the last run, whatever was made of the document is
the same, docstrings aside, since nothing that made it could know what the descriptions say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.load.document import Document, JsonObject, JsonValue
from sdkwright.prose.tokens import RESERVED, token

_PARTS: Final = frozenset({"paths", "webhooks", "components"})
_WORDS: Final = frozenset({"description", "summary"})
_NAMES: Final = frozenset(
    {
        *("properties", "patternProperties", "schemas", "$defs", "definitions", "dependentSchemas"),
        *("responses", "parameters", "headers", "requestBodies", "pathItems", "callbacks", "content", "encoding"),
    }
)
"""Members whose own members are named by the author."""
_WITHOUT: Final = frozenset(
    {
        *("servers", "securitySchemes", "security", "tags", "externalDocs", "discriminator", "links"),
        *("enum", "const", "default", "example", "examples", "required", "dependentRequired"),
    }
)
"""Members in which nothing is prose, or names are made of it; what begins with `x-` is one of them."""
_SAYS_SOMETHING: Final = re.compile(r"[A-Za-z0-9]")
"""What has none of these may be laid out to nothing, and whether there is a docstring at all is not prose."""


class Aside(Struct, frozen=True, kw_only=True):
    """A document without its descriptions. Equal descriptions have the same token: whether they differ is no secret."""

    document: Document
    prose: Mapping[str, str]
    digest: str


def set_aside(document: Document) -> Aside:
    """Set descriptions aside; none, where the document itself has characters that tokens are made of."""
    taking = _Taking()
    tree = {key: taking.object(value) if key in _PARTS else value for key, value in document.tree.items()}
    files = {key: taking.object(value) for key, value in document.files.items()}
    rest = _written(document, tree, files)
    if len(RESERVED.findall(rest)) != 2 * taking.count or any(map(RESERVED.search, taking.tokens)):
        return Aside(document=document, prose={}, digest=_digest(_written(document, document.tree, document.files)))
    return Aside(
        document=replace(document, tree=tree, files=files),
        prose={mark: text for text, mark in taking.tokens.items()},
        digest=_digest(rest),
    )


def _written(document: Document, tree: JsonObject, files: Mapping[str, JsonValue]) -> str:
    return json.dumps([document.source, document.version, tree, files], ensure_ascii=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Taking(Struct):
    """One walk through a document. `tokens` are by the texts that they stand for, `count` is how often any stands."""

    tokens: dict[str, str] = field(default_factory=dict[str, str])
    count: int = 0

    def object(self, value: JsonValue) -> JsonValue:
        """A value whose members have the names of the specification."""
        if isinstance(value, dict):
            return {key: self.member(key, item) for key, item in value.items()}
        return [self.object(item) for item in value] if isinstance(value, list) else value

    def member(self, key: str, value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            return self.taken(value) if key in _WORDS and _SAYS_SOMETHING.search(value) else value
        if key in _WITHOUT or key.startswith("x-"):
            return value
        if key in _NAMES and isinstance(value, dict):
            return {name: self.object(item) for name, item in value.items()}
        return self.object(value)

    def taken(self, text: str) -> str:
        self.count += 1
        return self.tokens.setdefault(text, token(len(self.tokens)))
