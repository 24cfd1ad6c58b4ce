"""Checks where a document points by a name: links to operations, schemas to their dialect.

In: the author's tree, before upgrading. Out: findings. What `$ref` points to is the resolver's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import Positions, join
from sdkwright.load.grammar import METHODS
from sdkwright.load.tree import Node, Object

_OF_OPENAPI: Final = "https://spec.openapis.org/oas/3."
_OF_JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"


def check_links(root: Object, positions: Positions, diagnostics: Collector) -> None:
    """Report links to operations that are not there."""
    links = [(pointer, wanted) for pointer, link in _links(root) if isinstance(wanted := link.get("operationId"), str)]
    if not links or _leads_elsewhere(root):
        return
    known = {wanted for _, operation in _operations(root) if isinstance(wanted := operation.get("operationId"), str)}
    for pointer, wanted in links:
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else None
            message = f"no operation has the `operationId` `{wanted}`"
            diagnostics.report(rules.UNKNOWN_LINK, message, positions.locate(join(pointer, "operationId")), hint=hint)


def check_dialect(root: Object, positions: Positions, diagnostics: Collector) -> None:
    """Report a dialect of schemas that is not the one they are read in."""
    dialect = root.get("jsonSchemaDialect")
    if not isinstance(dialect, str) or dialect.rstrip("#") == _OF_JSON_SCHEMA:
        return
    if not (dialect.startswith(_OF_OPENAPI) and "/dialect/" in dialect):
        message = f"the dialect `{dialect}` is not known; schemas are read as JSON Schema 2020-12"
        diagnostics.report(rules.UNKNOWN_DIALECT, message, positions.locate("#/jsonSchemaDialect"))


def _links(root: Object) -> Iterator[tuple[str, Object]]:
    components = root.get("components")
    shared = components if isinstance(components, dict) else {}
    yield from _members(shared.get("links"), "#/components/links")
    for pointer, response in _members(shared.get("responses"), "#/components/responses"):
        yield from _members(response.get("links"), join(pointer, "links"))
    for place, operation in _operations(root):
        for pointer, response in _members(operation.get("responses"), join(place, "responses")):
            yield from _members(response.get("links"), join(pointer, "links"))


def _operations(root: Object) -> Iterator[tuple[str, Object]]:
    components = root.get("components")
    shared = components.get("pathItems") if isinstance(components, dict) else None
    holders = (("#/paths", root.get("paths")), ("#/webhooks", root.get("webhooks")), ("#/components/pathItems", shared))
    for place, holder in holders:
        for pointer, item in _members(holder, place):
            for method, operation in item.items():
                if method in METHODS and isinstance(operation, dict):
                    yield join(pointer, method), operation
            yield from _members(item.get("additionalOperations"), join(pointer, "additionalOperations"))


def _members(holder: Node, pointer: str) -> Iterator[tuple[str, Object]]:
    for name, member in holder.items() if isinstance(holder, Mapping) else ():
        if isinstance(member, dict):
            yield join(pointer, name), member


def _leads_elsewhere(root: Object) -> bool:
    """Whether a path item lies in another file, whose operations are not in this tree."""
    references = (item.get("$ref") for _, item in _members(root.get("paths"), "#/paths"))
    return any(isinstance(reference, str) and not reference.startswith("#") for reference in references)
