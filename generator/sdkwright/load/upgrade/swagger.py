"""Swagger 2.0 to the shape of OpenAPI 3, in place: operations, responses, components, servers, security.

In: the working root and what `References` reached from it. Out: the same root, in the 3.x shape. Schemas are only
moved (`schemas.py` brings them to 2020-12); each mapping that is moved stays the same object, so references and
positions follow it.
"""

from __future__ import annotations

import re
from typing import Final

from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.grammar import METHODS, Kind
from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object
from sdkwright.load.upgrade.parameters import (
    form_content,
    upgrade_header,
    upgrade_parameter,
)
from sdkwright.load.upgrade.security import upgrade_security

_JSON: Final = "application/json"
_BINARY: Final = "application/octet-stream"
_SCHEMES: Final = ("https", "http", "wss", "ws")
_WITH_CONTENT: Final = re.compile(r"2(?!04|05)\d\d")
_COMPONENTS: Final = (("definitions", "schemas"), ("responses", "responses"))


def upgrade_swagger(root: Object, references: References) -> list[Object]:
    """Take a Swagger 2.0 document apart. Gives the schemas that were made on the way."""
    made: list[Object] = []
    consumes, produces = _media_types(root.pop("consumes", None)), _media_types(root.pop("produces", None))
    base = _base_url(root)
    for visit in references.visits:
        if visit.kind is Kind.PATH_ITEM:
            for method in METHODS:
                operation = visit.node.get(method)
                if isinstance(operation, dict):
                    _push_down(visit.node, operation, references)
                    made += _upgrade_request(operation, consumes, references)
                    own_produces = _media_types(operation.pop("produces", None))
                    if method != "head":
                        _add_content(operation, own_produces, references)
                    _upgrade_responses(operation, own_produces or produces)
                    _upgrade_schemes(operation, base)
            _drop_bodies(visit.node, references)
    components = root.get("components")
    components = components if isinstance(components, dict) else {}
    _split_parameters(root, components)
    for visit in references.visits:
        match visit.kind:
            case Kind.PARAMETER if visit.node.get("in") == "body":
                body = _request_body(visit.node, consumes)
                visit.node.clear()
                visit.node.update(body)
            case Kind.PARAMETER:
                made += upgrade_parameter(visit.node, references)
            case Kind.HEADER:
                made += upgrade_header(visit.node, references)
            case Kind.RESPONSE:
                _upgrade_response(visit.node, produces)
            case Kind.SCHEMA if "x-nullable" in visit.node:
                visit.node.setdefault("nullable", visit.node.pop("x-nullable"))
            case _:
                pass
    for old, new in _COMPONENTS:
        if isinstance(root.get(old), dict):
            components[new] = root.pop(old)
    upgrade_security(root, components, references)
    if components:
        root["components"] = components
    root.pop("swagger", None)
    root["servers"] = _servers(root, base)
    return made


def _media_types(value: Node) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _base_url(root: Object) -> str:
    """Host and base path, without a scheme."""
    host, path = root.pop("host", None), root.pop("basePath", None)
    path = path if isinstance(path, str) else ""
    if path and not path.startswith("/"):
        path = "/" + path
    if not isinstance(host, str) or not host:
        return path or "/"
    return f"//{host.removeprefix('https://').removeprefix('http://').rstrip('/')}{path.rstrip('/')}"


def _servers(holder: Object, base: str) -> list[Node]:
    """The servers for `schemes`, the safe ones first, as the first is what clients use."""
    if not base.startswith("//"):
        holder.pop("schemes", None)
        return [{"url": base}]
    schemes = [scheme for scheme in _media_types(holder.pop("schemes", None)) if scheme in _SCHEMES]
    return [{"url": f"{scheme}:{base}"} for scheme in sorted(schemes or ["https"], key=_SCHEMES.index)]


def _upgrade_schemes(operation: Object, base: str) -> None:
    if "schemes" in operation:
        servers = _servers(operation, base)
        if base.startswith("//"):
            operation["servers"] = servers


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


def _push_down(path_item: Object, operation: Object, references: References) -> None:
    """Give an operation the bodies and form fields that its path declares for all operations."""
    shared = [item for item in _parameters(path_item) if _location(item, references) in {"body", "formData"}]
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


def _drop_bodies(path_item: Object, references: References) -> None:
    if "parameters" in path_item:
        path_item["parameters"] = [
            item for item in _parameters(path_item) if _location(item, references) not in {"body", "formData"}
        ]


def _upgrade_request(operation: Object, root_consumes: list[str], references: References) -> list[Object]:
    """Turn the body parameter, or the form fields, of an operation into its request body."""
    own_consumes = _media_types(operation.pop("consumes", None))
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
    body = _request_body(meant, consumes)
    references.files.origins.inherit(body, first)
    operation["requestBody"] = body
    return []


def _request_body(parameter: Object, consumes: list[str]) -> Object:
    schema = parameter.get("schema")
    media: Object = {"schema": schema} if isinstance(schema, dict) else {}
    body: Object = {key: value for key, value in parameter.items() if key in {"description", "required"}}
    body |= {key: value for key, value in parameter.items() if key.startswith("x-")}
    body["content"] = {media_type: dict(media) for media_type in consumes or [_JSON]}
    return body


def _split_parameters(root: Object, components: Object) -> None:
    """Shared parameters to components; bodies apart, and form fields are in the operations already."""
    shared = root.pop("parameters", None)
    if not isinstance(shared, dict):
        return
    bodies: Object = {}
    for name, parameter in list(shared.items()):
        place = parameter.get("in") if isinstance(parameter, dict) else None
        if place in ("body", "formData"):
            del shared[name]
        if place == "body":
            bodies[name] = parameter
    components["parameters"] = shared
    if bodies:
        components["requestBodies"] = bodies


def _upgrade_responses(operation: Object, produces: list[str]) -> None:
    responses = operation.get("responses")
    if isinstance(responses, dict):
        for response in responses.values():
            if isinstance(response, dict) and "$ref" not in response:
                _upgrade_response(response, produces)


def _add_content(operation: Object, produces: list[str], references: References) -> None:
    """Content for successes without a schema, where the operation itself says what it produces.

    Swagger 2.0 takes a response without `schema` for one without content (Response Object), yet many generators of
    documents know media types and no schemas. What the root produces is a habit, and says nothing of one operation.
    """
    responses = operation.get("responses")
    for status, response in responses.items() if isinstance(responses, dict) else ():
        if not isinstance(response, dict) or {"$ref", "schema", "examples", "content"} & response.keys():
            continue
        if not _WITH_CONTENT.fullmatch(status):
            continue
        content: Object = {}
        for media_type in produces:
            schema: Object = dict(_schema_for(media_type))
            references.files.origins.inherit(schema, response)
            content[media_type] = {"schema": schema}
        if content:
            response["content"] = content


def _schema_for(media_type: str) -> Object:
    name = media_type.partition(";")[0].strip().lower()
    if name.endswith(("/json", "+json")) or name == "*/*":
        return {}
    if name.startswith("text/") or name.endswith(("/xml", "+xml", "/yaml", "+yaml")):
        return {"type": "string"}
    return {"type": "string", "format": "binary"}


def _upgrade_response(response: Object, produces: list[str]) -> None:
    """`schema` and `examples` by media type to `content` (OpenAPI 3.1 §4.8.17)."""
    schema, examples = response.pop("schema", None), response.get("examples")
    examples = examples if isinstance(examples, dict) else {}
    response.pop("examples", None)
    if "content" in response or (not isinstance(schema, dict) and not examples):
        return
    media_types = produces or list(examples) or [_JSON]
    if isinstance(schema, dict) and schema.get("type") == "file":
        media_types = [item for item in media_types if item != _JSON] or [_BINARY]
    content: Object = {}
    for media_type in media_types:
        media: Object = {"schema": schema} if isinstance(schema, dict) else {}
        if media_type in examples:
            media["example"] = examples[media_type]
        content[media_type] = media
    response["content"] = content
