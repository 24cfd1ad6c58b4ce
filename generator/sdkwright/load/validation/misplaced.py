"""Fields that stand where OpenAPI does not look for them: one level off, or as another version has them.

In: what an object is, and the name of a field that it may not have. Out: what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sdkwright.load.grammar import Kind

IN_CONTENT: Final = frozenset({"schema", "type", "properties"})
"""Fields of a body or an answer that belong into its `content`."""
_INTO_CONTENT: Final = "a schema stands in `content: {application/json: {schema: ...}}` since OpenAPI 3"
_UNDER_METHOD: Final = "an operation stands under its method: `get: {responses: ...}`"
_IN_PARAMETER: Final = "in Swagger 2.0 a body is a parameter: `{in: body, name: body, schema: ...}`"

LOST: Final[Mapping[tuple[bool, Kind], Mapping[str, str]]] = {
    (False, Kind.PATH_ITEM): dict.fromkeys(("operationId", "responses", "requestBody"), _UNDER_METHOD),
    (True, Kind.PATH_ITEM): dict.fromkeys(("operationId", "responses"), _UNDER_METHOD),
    (False, Kind.RESPONSE): dict.fromkeys(IN_CONTENT, _INTO_CONTENT),
    (False, Kind.REQUEST_BODY): dict.fromkeys(IN_CONTENT, _INTO_CONTENT),
    (False, Kind.MEDIA_TYPE): dict.fromkeys(
        ("$ref", "type", "properties", "items"), "write it one level deeper, under `schema`"
    ),
    (True, Kind.RESPONSE): {"content": "in Swagger 2.0 the schema of an answer is its `schema`"},
    (True, Kind.OPERATION): {"requestBody": _IN_PARAMETER},
    (False, Kind.DOCUMENT): {"securityDefinitions": "since OpenAPI 3 they are `components: {securitySchemes: ...}`"},
}
"""By version (whether it is Swagger 2.0) and object: fields without which the client lacks something."""
_OLD: Final[Mapping[str, str]] = {
    "definitions": "since OpenAPI 3 schemas stand in `components: {schemas: ...}`",
    "host": "since OpenAPI 3 it is part of `servers: [{url: https://...}]`",
    "basePath": "since OpenAPI 3 it is part of `servers: [{url: https://...}]`",
    "schemes": "since OpenAPI 3 they are part of `servers: [{url: https://...}]`",
    "consumes": "since OpenAPI 3 the media type of a body is a key of its `content`",
    "produces": "since OpenAPI 3 the media type of an answer is a key of its `content`",
    "collectionFormat": "since OpenAPI 3 it is `style` and `explode`",
    "discriminator": "since OpenAPI 3 it is `discriminator: {propertyName: ...}`",
}
_NEW: Final[Mapping[str, str]] = {
    "components": "in Swagger 2.0 schemas stand in `definitions`",
    "servers": "in Swagger 2.0 they are `host`, `basePath` and `schemes`",
}
_ABOVE: Final = frozenset({"openapi", "swagger", "info", "paths", "components", "webhooks"})


def remedy_of_loss(kind: Kind | None, name: str, *, swagger: bool) -> str | None:
    """What to write in place of a field without which the client lacks something; None if it lacks nothing."""
    if kind is None:
        return None
    if kind is not Kind.DOCUMENT and name in {"paths", "components"}:
        return _above(name)
    return LOST.get((swagger, kind), {}).get(name)


def remedy(kind: Kind | None, name: str, *, swagger: bool) -> str | None:
    """What to write in place of another field that may not stand where it does."""
    if kind is not Kind.DOCUMENT and name in _ABOVE:
        return _above(name)
    return (_NEW if swagger else _OLD).get(name)


def _above(name: str) -> str:
    return f"`{name}` belongs at the top of the document, indented no deeper than `info`"
