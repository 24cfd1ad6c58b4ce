"""Swagger 2.0 to the shape of OpenAPI 3, in place: operations, responses, components, servers, security.

In: the working root and what `References` reached from it. Out: the same root, in the 3.x shape. Schemas are only
moved (`schemas.py` brings them to 2020-12); each mapping that is moved stays the same object, so references and
positions follow it.
"""

from __future__ import annotations

import re
from typing import Final

from sdkwright.load.grammar import BODY_PLACES, METHODS, Kind
from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object
from sdkwright.load.upgrade.bodies import (
    JSON,
    drop_bodies,
    media_types,
    push_down,
    request_body,
    request_body_of,
)
from sdkwright.load.upgrade.parameters import upgrade_header, upgrade_parameter
from sdkwright.load.upgrade.security import upgrade_security

_BINARY: Final = "application/octet-stream"
_SCHEMES: Final = ("https", "http", "wss", "ws")
_WITH_CONTENT: Final = re.compile(r"2(?!04|05)\d\d")
_COMPONENTS: Final = (("definitions", "schemas"), ("responses", "responses"))


def upgrade_swagger(root: Object, references: References) -> list[Object]:
    """Take a Swagger 2.0 document apart. Gives the schemas that were made on the way."""
    made: list[Object] = []
    consumes, produces = media_types(root.pop("consumes", None)), media_types(root.pop("produces", None))
    base = _base_url(root)
    for visit in references.visits:
        if visit.kind is Kind.PATH_ITEM:
            for method in METHODS:
                operation = visit.node.get(method)
                if isinstance(operation, dict):
                    push_down(visit.node, operation, references)
                    made += request_body_of(operation, consumes, references)
                    own_produces = media_types(operation.pop("produces", None))
                    if method != "head":
                        _add_content(operation, own_produces, references)
                    _upgrade_responses(operation, own_produces or produces)
                    _upgrade_schemes(operation, base)
            drop_bodies(visit.node, references)
    components = root.get("components")
    components = components if isinstance(components, dict) else {}
    _split_parameters(root, components)
    for visit in references.visits:
        match visit.kind:
            case Kind.PARAMETER if visit.node.get("in") == "body":
                body = request_body(visit.node, consumes)
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
    schemes = [scheme for scheme in media_types(holder.pop("schemes", None)) if scheme in _SCHEMES]
    return [{"url": f"{scheme}:{base}"} for scheme in sorted(schemes or ["https"], key=_SCHEMES.index)]


def _upgrade_schemes(operation: Object, base: str) -> None:
    if "schemes" in operation:
        servers = _servers(operation, base)
        if base.startswith("//"):
            operation["servers"] = servers


def _split_parameters(root: Object, components: Object) -> None:
    """Shared parameters to components; bodies apart, and form fields are in the operations already."""
    shared = root.pop("parameters", None)
    if not isinstance(shared, dict):
        return
    bodies: Object = {}
    for name, parameter in list(shared.items()):
        place = parameter.get("in") if isinstance(parameter, dict) else None
        if place in BODY_PLACES:
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
    media_types = produces or list(examples) or [JSON]
    if isinstance(schema, dict) and schema.get("type") == "file":
        media_types = [item for item in media_types if item != JSON] or [_BINARY]
    content: Object = {}
    for media_type in media_types:
        media: Object = {"schema": schema} if isinstance(schema, dict) else {}
        if media_type in examples:
            media["example"] = examples[media_type]
        content[media_type] = media
    response["content"] = content
