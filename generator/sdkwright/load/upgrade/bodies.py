"""Bodies and form fields among the parameters, as Swagger 2.0 has them, become request bodies.

In: a path item or an operation, and what `References` reached from it. Out: the same object, changed, and the schemas
that were made. Documents of later versions write such parameters by habit: `take_bodies` reads them alike.
"""

from __future__ import annotations

from typing import Final

from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.grammar import BODY_PLACES, METHODS, Kind
from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object
from sdkwright.load.upgrade.parameters import form_content

JSON: Final = "application/json"


def media_types(value: Node) -> list[str]:
    """The media types of `consumes` or `produces`."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def take_bodies(references: References) -> list[Object]:
    """Read the bodies and form fields that an OpenAPI 3 document has among its parameters. Gives the schemas made."""
    made: list[Object] = []
    for visit in references.visits:
        if visit.kind is not Kind.PATH_ITEM:
            continue
        operations = [found for method in METHODS if isinstance(found := visit.node.get(method), dict)]
        holders = (visit.node, *operations)
        if not any(_location(item, references) in BODY_PLACES for holder in holders for item in _parameters(holder)):
            continue
        for operation in operations:
            push_down(visit.node, operation, references)
            if "requestBody" not in operation:
                _report(operation, references)
                made += request_body_of(operation, [], references)
        if all("requestBody" in operation for operation in operations):
            drop_bodies(visit.node, references)
    return made


def _report(operation: Object, references: References) -> None:
    for item in _parameters(operation):
        place = _location(item, references)
        if place in BODY_PLACES:
            written = references.files.origins.locate(_meant(item, references), "in")
            message = f"`{place}` is no place of a parameter since OpenAPI 3; it is read as Swagger 2.0 meant it"
            hint = "write `requestBody: {content: ...}`"
            references.diagnostics.report(rules.BODY_AS_PARAMETER, message, written, hint=hint)
            return


def _location(parameter: Node, references: References) -> str:
    """Where a parameter is sent, through a reference if need be."""
    if not isinstance(parameter, dict):
        return ""
    target = references.target_of(parameter)
    meant = target.node if target is not None else parameter
    place = meant.get("in") if isinstance(meant, dict) else None
    return place if isinstance(place, str) else ""


def _parameters(holder: Object) -> list[Node]:
    parameters = holder.get("parameters")
    return parameters if isinstance(parameters, list) else []


def push_down(path_item: Object, operation: Object, references: References) -> None:
    """Give an operation the bodies and form fields that its path declares for all operations."""
    shared = [item for item in _parameters(path_item) if _location(item, references) in BODY_PLACES]
    if not shared:
        return
    own = _parameters(operation)
    names = [(_meant(item, references).get("in"), _meant(item, references).get("name")) for item in own]
    for item in shared:
        meant = _meant(item, references)
        if (meant.get("in"), meant.get("name")) not in names:
            own.append(item)
    operation["parameters"] = own


def _meant(parameter: Node, references: References) -> Object:
    if not isinstance(parameter, dict):
        return {}
    target = references.target_of(parameter)
    if target is None:
        return parameter
    return target.node if isinstance(target.node, dict) else {}


def drop_bodies(path_item: Object, references: References) -> None:
    """Take a path's bodies and form fields away, which its operations have by now."""
    if "parameters" in path_item:
        path_item["parameters"] = [
            item for item in _parameters(path_item) if _location(item, references) not in BODY_PLACES
        ]


def request_body_of(operation: Object, root_consumes: list[str], references: References) -> list[Object]:
    """Turn the body parameter, or the form fields, of an operation into its request body."""
    own_consumes = media_types(operation.pop("consumes", None))
    consumes = own_consumes or root_consumes
    bodies = [item for item in _parameters(operation) if _location(item, references) == "body"]
    fields = [item for item in _parameters(operation) if _location(item, references) == "formData"]
    if not bodies and not fields:
        return []
    gone = {id(item) for item in (*bodies, *fields)}
    operation["parameters"] = [item for item in _parameters(operation) if id(item) not in gone]
    if len(bodies) > 1 or (bodies and fields):
        message = "an operation has one body: what is declared besides the first body parameter is left out"
        place = references.files.origins.locate(operation, "parameters")
        references.diagnostics.report(rules.LOSSY_UPGRADE, message, place)
    if not bodies:
        body, made = form_content([_meant(item, references) for item in fields], consumes, references)
        references.files.origins.inherit(body, fields[0])
        operation["requestBody"] = body
        return made
    first = bodies[0]
    if isinstance(first, dict) and "$ref" in first and not own_consumes:
        operation["requestBody"] = first
        return []
    meant = _meant(first, references)
    body = request_body(meant, consumes)
    references.files.origins.inherit(body, first)
    operation["requestBody"] = body
    return []


def request_body(parameter: Object, consumes: list[str]) -> Object:
    """The request body that a body parameter means."""
    schema = parameter.get("schema")
    media: Object = {"schema": schema} if isinstance(schema, dict) else {}
    body: Object = {key: value for key, value in parameter.items() if key in {"description", "required"}}
    body |= {key: value for key, value in parameter.items() if key.startswith("x-")}
    body["content"] = {media_type: dict(media) for media_type in consumes or [JSON]}
    return body
