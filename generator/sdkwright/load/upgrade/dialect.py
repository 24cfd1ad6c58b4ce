"""Which dialect a document is written in, and the way from each to OpenAPI 3.1.

In: the working root. Out: `Dialect`; `upgrade` changes the tree in place.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from msgspec import Struct

from sdkwright.load.grammar import OPENAPI_3, SWAGGER_2, Grammar, Kind
from sdkwright.load.references import References
from sdkwright.load.tree import Object
from sdkwright.load.upgrade.bodies import take_bodies
from sdkwright.load.upgrade.parts import type_untyped_parts
from sdkwright.load.upgrade.schemas import upgrade_schema
from sdkwright.load.upgrade.swagger import upgrade_swagger

_VERSIONS: Final = frozenset({"2.0", "3.0", "3.1", "3.2"})


class Family(Enum):
    """The two shapes of documents."""

    SWAGGER_2 = "2.0"
    OPENAPI_3 = "3.x"


class Dialect(Struct, frozen=True):
    """What a document says of itself."""

    family: Family
    version: str
    """As written; what was guessed where `written` is false."""
    written: bool

    @property
    def known(self) -> bool:
        """Whether there is such a version."""
        return self.written and ".".join(self.version.split(".")[:2]) in _VERSIONS

    @property
    def grammar(self) -> Grammar:
        """How documents of this family are walked."""
        return SWAGGER_2 if self.family is Family.SWAGGER_2 else OPENAPI_3


def dialect_of(root: Object) -> Dialect:
    """Read `openapi` or `swagger`; guess from the shape where neither is of use."""
    for key in ("openapi", "swagger"):
        version = root.get(key)
        # Unquoted, `2.0` and `3.1` are numbers.
        text = str(version).strip() if isinstance(version, str | int | float) else ""
        if text.split(".")[0] == "3":
            return Dialect(Family.OPENAPI_3, text, written=True)
        if text.split(".")[0] == "2":
            return Dialect(Family.SWAGGER_2, text, written=True)
    if not {"definitions", "securityDefinitions", "basePath", "host", "swagger"}.isdisjoint(root):
        return Dialect(Family.SWAGGER_2, "2.0", written=False)
    return Dialect(Family.OPENAPI_3, "3.1.0", written=False)


def upgrade(root: Object, dialect: Dialect, references: References) -> None:
    """Bring the whole document, and all that its references reach, to the 3.1 dialect."""
    schemas = [visit.node for visit in references.visits if visit.kind is Kind.SCHEMA]
    match dialect.family:
        case Family.SWAGGER_2:
            schemas += upgrade_swagger(root, references)
        case Family.OPENAPI_3:
            if "x-webhooks" in root and "webhooks" not in root:
                root["webhooks"] = root.pop("x-webhooks")
            schemas += take_bodies(references)
    for schema in schemas:
        upgrade_schema(schema, references)
    if dialect.family is Family.OPENAPI_3 and not dialect.version.startswith("3.0"):
        bodies = (visit.node for visit in references.visits if visit.kind is Kind.REQUEST_BODY)
        type_untyped_parts(bodies, references)
    root["openapi"] = "3.1.0"
