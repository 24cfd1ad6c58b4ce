"""What people give in place of an OpenAPI document, told by how it begins or by a key that it has.

In: bytes, or the keys of a mapping. Out: what it is, and what to give instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_BEGIN: Final = rb"(?:\xef\xbb\xbf)?\s*"
_GRAPHQL: Final = (
    rb"(?:\s|#[^\n]*\n|\"{3}.*?\"{3})*"
    rb"(?:extend\s+)?(?:type|schema|interface|input|enum|query|mutation|fragment)\b[^:\n{]*\{"
)
_UNPACK: Final = "unpack it, and name the document that is in it"
_TEXTS: Final = (
    (
        re.compile(_BEGIN + rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE),
        "holds an HTML page",
        "save what the page shows, not the page; where it is an error or a login page, fetch the document again",
    ),
    (
        re.compile(_BEGIN + rb"<(?:\?xml\b|[A-Za-z])", re.IGNORECASE),
        "holds XML",
        "name the OpenAPI document, which is JSON or YAML",
    ),
    (
        re.compile(_GRAPHQL, re.DOTALL),
        "holds a GraphQL schema",
        "GraphQL has no operations over HTTP that an SDK could call; name the OpenAPI document",
    ),
    (re.compile(rb"\x1f\x8b"), "is compressed (gzip)", _UNPACK),
    (re.compile(rb"PK\x03\x04"), "is an archive (zip)", _UNPACK),
    (re.compile(rb"%PDF-|\x89PNG|GIF8|\xff\xd8\xff"), "is a picture or a PDF", "name the OpenAPI document itself"),
    (
        re.compile(rb"version https://git-lfs\.github\.com/"),
        "is a pointer of Git LFS, not the file itself",
        "run `git lfs pull`",
    ),
    (re.compile(_BEGIN + rb"#%RAML"), "holds RAML", "convert it to OpenAPI first"),
    (re.compile(_BEGIN + rb"FORMAT:\s*1A"), "holds API Blueprint", "convert it to OpenAPI first"),
    (
        re.compile(_BEGIN + rb"syntax\s*=\s*[\"']proto"),
        "holds Protocol Buffers",
        "name the OpenAPI document, which gRPC gateways write beside it",
    ),
    (
        re.compile(_BEGIN + rb"\$version:\s*[\"'\d][^\n]*\n\s*namespace\b"),
        "holds Smithy",
        "convert it to OpenAPI first",
    ),
    (
        re.compile(_BEGIN + rb"(?:import\s+[\"']@typespec|using\s+TypeSpec\b)"),
        "holds TypeSpec",
        "compile it with its OpenAPI emitter, and name what that writes",
    ),
    (
        re.compile(_BEGIN + rb"[A-Za-z_$][\w.$]*\(\s*[{\[]"),
        "holds a call around JSON (JSONP)",
        "save the JSON alone: delete the name and the parentheses around it",
    ),
    (
        re.compile(_BEGIN + rb"\{\s*\xe2\x80[\x9c\x9d]"),
        "has typographic quotes, as word processors write them",
        'write `"` in their place',
    ),
)
"""By how it begins: text of other kinds, of which a YAML parser would only say that it is no YAML."""
_KEYS: Final[Mapping[str, str]] = {
    "asyncapi": "this is an AsyncAPI document, which describes messages, not HTTP",
    "item": "this looks like a Postman collection; convert it to OpenAPI first",
    "swaggerVersion": "this is Swagger 1.x; convert it to OpenAPI first",
    "overlay": "this is an overlay: give it as `--overlay`, and the document as `--spec`",
    "arazzo": "this is an Arazzo document; the OpenAPI document is the one that its `sourceDescriptions` name",
    "__export_format": "this is an export of Insomnia; export its design document instead",
    "log": "this looks like recorded traffic (HAR), not like a description of an API",
    "$schema": "this is a JSON Schema; an OpenAPI document has `paths`, and schemas in `components`",
    "apiVersion": "this looks like a Kubernetes resource, not like a description of an API",
    "services": "this looks like a Compose file, not like a description of an API",
    "resources": "this looks like a `stainless.yml`: give it as `--config`",
    "errors": "this looks like an answer that tells of an error; fetch the document again",
    "error": "this looks like an answer that tells of an error; fetch the document again",
    "message": "this looks like an answer that tells of an error; fetch the document again",
}
"""By a key that tells them; the first one counts."""


def other_text(data: bytes) -> tuple[str, str] | None:
    """What a file holds that no OpenAPI document begins like, and what to do about it."""
    return next(((what, hint) for begins, what, hint in _TEXTS if begins.match(data)), None)


def other_format(keys: Mapping[str, object]) -> str | None:
    """What a mapping looks like that is no OpenAPI document."""
    return next((hint for key, hint in _KEYS.items() if key in keys), None)
