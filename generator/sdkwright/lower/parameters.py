"""Parameters of an operation (OpenAPI 3.1 §4.8.12).

In: an endpoint. Out: its `Target`, with the `Parameter`s of the path item and the operation merged, then those that
only the path template names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import join
from sdkwright.lower.annotations import deprecation, naming, skipped
from sdkwright.lower.endpoints import Endpoint, operation_pointer, split_path, template_names
from sdkwright.lower.path_templates import PathTemplate, path_template
from sdkwright.lower.reading import Node
from sdkwright.lower.schemas import settle, substitute
from sdkwright.lower.table import SchemaTable
from sdkwright.model.operation import HeaderDefault, Parameter, ParameterLocation, ParameterStyle
from sdkwright.model.queries import bare
from sdkwright.model.schema import Any, Array, Const, Enum, Naming, Primitive, PrimitiveKind, SchemaId

_STYLES = {
    ParameterLocation.PATH: (ParameterStyle.SIMPLE, ParameterStyle.LABEL, ParameterStyle.MATRIX),
    ParameterLocation.QUERY: (
        ParameterStyle.FORM,
        ParameterStyle.SPACE_DELIMITED,
        ParameterStyle.PIPE_DELIMITED,
        ParameterStyle.DEEP_OBJECT,
    ),
    ParameterLocation.HEADER: (ParameterStyle.SIMPLE,),
    ParameterLocation.COOKIE: (ParameterStyle.FORM,),
}
"""Styles that a place allows; the first is its default (§4.8.12.3)."""

_PLACES = tuple(location.value for location in ParameterLocation)
_PLACES_HINT = f"`in` is one of {', '.join(_PLACES)}"

_BODY_HINT = "a body is no parameter since OpenAPI 3: write `requestBody: {content: ...}`"
_HINTS = {
    "body": _BODY_HINT,
    "formData": _BODY_HINT,
    "querystring": "whole query strings (OpenAPI 3.2) are not built: name their parameters one by one, as `in: query`",
}
_NAMES = {
    "header": re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"),
    "cookie": re.compile(r"[^\s;,=\x00-\x1f\x7f]+"),
}
_CLIENT_HEADERS = frozenset({"accept", "content-type", "authorization"})


class Conventions(Struct, frozen=True, kw_only=True):
    """What the config says about parameters.

    `path_options` and `body_options` tell which client option fills a path parameter or a property of the body that
    a call omits; `adds_brackets` whether the
    client writes `name[]` for the members of an array itself.
    """

    path_options: Mapping[str, str]
    body_options: Mapping[str, str]
    adds_brackets: bool


class Target(Struct, frozen=True, kw_only=True):
    """Where an endpoint's requests go: its parameters, its path in OpenAPI's own form, and the query in its key."""

    parameters: tuple[Parameter, ...]
    path: PathTemplate
    fixed_query: tuple[tuple[str, str], ...]


def lower_parameters(table: SchemaTable, endpoint: Endpoint, conventions: Conventions) -> Target:
    """The parameters of an endpoint, and the path and query that they complete."""
    written, query, fragment = split_path(endpoint.path)
    if fragment:
        endpoint.item.report(rules.PATH_FRAGMENT_IGNORED, f"`#{fragment}` is not part of the request")
    declared = _declared(endpoint)
    found = [parameter for node in declared if (parameter := _parameter(table, node)) is not None]
    in_path = {parameter.wire_name for parameter in found if parameter.location is ParameterLocation.PATH}
    path = path_template(written, in_path)
    names = path.names
    asked = {template: name for name, value in query for template in template_names(value)}
    kept: list[Parameter] = []
    for parameter in found:
        if parameter.location is not ParameterLocation.PATH or parameter.wire_name in names:
            kept.append(parameter)
        elif parameter.wire_name in asked:
            kept.append(_sent_in_query(parameter, asked[parameter.wire_name]))
        else:
            message = f"`{parameter.wire_name}` is not among the names in {written}"
            table.source.report(rules.PATH_PARAMETER_NOT_IN_TEMPLATE, message, parameter.origin.pointer)
    known = {parameter.wire_name for parameter in kept if parameter.location is ParameterLocation.PATH}
    kept.extend(_undeclared(table, endpoint, name) for name in names if name not in known)
    fixed, variable = _split_query(query)
    queried = {parameter.wire_name for parameter in kept if parameter.location is ParameterLocation.QUERY}
    kept = [_required(parameter, variable) for parameter in kept]
    kept.extend(_from_query(table, endpoint, name) for name in variable if name not in queried)
    fixed = tuple((name, value) for name, value in fixed if name not in queried)
    kept = [_with_option(parameter, conventions.path_options) for parameter in kept]
    if conventions.adds_brackets:
        settle(table)
        kept = [_without_brackets(table, parameter) for parameter in kept]
    kept = [_with_slashes(parameter, path) for parameter in kept]
    return Target(parameters=tuple(kept), path=path, fixed_query=fixed)


def _declared(endpoint: Endpoint) -> tuple[Node, ...]:
    """Declared parameters, those of the operation in the place of their namesakes of the path item."""
    found: dict[tuple[str, str], Node] = {}
    for holder in (endpoint.item, endpoint.node):
        for element in holder.elements("parameters") if "parameters" in holder.value else ():
            node = element.follow()
            key = (node.text("in"), node.text("name"))
            if _is_usable(node):
                found[key] = node
    return tuple(found.values())


def _is_usable(node: Node) -> bool:
    """Whether a parameter has a name and a place; if not, say which of them it lacks, unless its type was reported."""
    name, place = node.value.get("name"), node.value.get("in")
    if not node.value:
        return False  # a reference that leads nowhere, or no object at all
    if name is None or name == "":
        node.report(rules.PARAMETER_INVALID, "this parameter has no `name`; it is left out")
    elif place is None:
        node.report(rules.PARAMETER_INVALID, f"the parameter `{name}` has no `in`; it is left out", hint=_PLACES_HINT)
    elif isinstance(place, str) and place not in _PLACES:
        message = f"`{place}` is no place of a parameter; `{name}` is left out"
        hint = _HINTS.get(place, _PLACES_HINT)
        node.source.report(rules.PARAMETER_INVALID, message, join(node.pointer, "in"), hint=hint)
    elif isinstance(place, str) and isinstance(name, str) and not _can_be_called(name, place):
        message = f"no {place} can be called {json.dumps(name)}; it is left out"
        node.report(
            rules.PARAMETER_INVALID, message, hint="write a name of letters, digits and `-`, as servers know it"
        )
        return False
    return bool(isinstance(name, str) and name and place in _PLACES)


def _can_be_called(name: str, place: str) -> bool:
    """Whether a name can be sent in its place (RFC 9110 §5.1, RFC 6265 §4.1.1); blanks around it are let pass."""
    allowed = _NAMES.get(place)
    return allowed is None or allowed.fullmatch(name.strip()) is not None


def _parameter(table: SchemaTable, node: Node) -> Parameter | None:
    written, location = node.text("name"), ParameterLocation(node.text("in"))
    name = written.strip() if location is ParameterLocation.HEADER else written
    schema_node = substitute(written_schema) if (written_schema := _written_schema(node)) is not None else None
    if skipped(node) or (schema_node is not None and skipped(schema_node)):
        return None
    if location is ParameterLocation.HEADER and name.lower() in _CLIENT_HEADERS:
        node.report(rules.PARAMETER_HEADER_IGNORED, f"the client sets `{name}` by itself")
        return None
    schema, content_type = _schema(table, node)
    style = _style(node, location)
    explode = node.choice("explode")
    return Parameter(
        wire_name=name,
        location=location,
        schema=schema,
        origin=table.source.origin(node.pointer),
        required=location is ParameterLocation.PATH or node.flag("required"),
        style=style,
        explode=explode if explode is not None else style is ParameterStyle.FORM,
        style_given="style" in node.value or explode is not None,
        allow_reserved=node.flag("allowReserved"),
        content_type=content_type,
        doc=node.text("description") or (table.flattener.described(schema_node) if schema_node is not None else ""),
        deprecated=deprecation(node) or (deprecation(schema_node) if schema_node is not None else None),
        naming=_naming(node, schema_node),
    )


def _written_schema(node: Node) -> Node | None:
    return node.child("schema") if "schema" in node.value else None


def _naming(node: Node, schema: Node | None) -> Naming:
    own = naming(node)
    return own if own != Naming() or schema is None else naming(schema)


def _schema(table: SchemaTable, node: Node) -> tuple[SchemaId, str]:
    if "schema" in node.value:
        return table.reach(join(node.pointer, "schema")), ""
    content = node.child("content") if "content" in node.value else None
    for media_type, entry in content.members() if content is not None else ():
        if "schema" in entry.value:
            return table.reach(join(entry.pointer, "schema")), media_type
        return table.invent(join(entry.pointer, "schema"), Any()), media_type
    return table.invent(join(node.pointer, "schema"), Primitive(kind=PrimitiveKind.STRING)), ""


def _style(node: Node, location: ParameterLocation) -> ParameterStyle:
    allowed = _STYLES[location]
    word = node.text("style")
    if not word:
        return allowed[0]
    style = next((style for style in allowed if style.value == word), None)
    if style is None:
        message = f"`{word}` is no style of a {location.value} parameter"
        node.source.report(rules.STYLE_INVALID, message, join(node.pointer, "style"))
        return allowed[0]
    return style


def _undeclared(table: SchemaTable, endpoint: Endpoint, name: str) -> Parameter:
    if name.strip():  # of one without a name, the path's own finding tells
        message = f"`{name}` of {endpoint.path} is not among the parameters"
        endpoint.node.report(rules.PATH_PARAMETER_NOT_DECLARED, message)
    return _text_parameter(table, endpoint, name, ParameterLocation.PATH)


def _from_query(table: SchemaTable, endpoint: Endpoint, name: str) -> Parameter:
    return _text_parameter(table, endpoint, name, ParameterLocation.QUERY)


def _text_parameter(table: SchemaTable, endpoint: Endpoint, name: str, location: ParameterLocation) -> Parameter:
    pointer = operation_pointer(endpoint, "parameters", f"{{{name}}}")
    style = _STYLES[location][0]
    return Parameter(
        wire_name=name,
        location=location,
        schema=table.invent(join(pointer, "schema"), Primitive(kind=PrimitiveKind.STRING)),
        origin=table.source.origin(pointer),
        required=True,
        style=style,
        explode=style is ParameterStyle.FORM,
        declared=False,
    )


def _split_query(query: Sequence[tuple[str, str]]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The query of a path key: pairs that are fixed, and names that a call must fill (`?q={q}`)."""
    fixed = tuple((name, value) for name, value in query if not template_names(value))
    return fixed, tuple(name for name, value in query if template_names(value))


def _sent_in_query(parameter: Parameter, name: str) -> Parameter:
    """A parameter that is declared in the path because its name stands in the path's key: `/alerts?lat={lat}`."""
    return replace(
        parameter,
        wire_name=name,
        location=ParameterLocation.QUERY,
        style=ParameterStyle.FORM,
        explode=parameter.explode if parameter.style_given else True,
    )


def _required(parameter: Parameter, names: Sequence[str]) -> Parameter:
    if parameter.location is ParameterLocation.QUERY and parameter.wire_name in names:
        return replace(parameter, required=True)
    return parameter


def _with_option(parameter: Parameter, path_options: Mapping[str, str]) -> Parameter:
    if parameter.location is ParameterLocation.PATH and parameter.wire_name in path_options:
        return replace(parameter, option=path_options[parameter.wire_name])
    return parameter


def _with_slashes(parameter: Parameter, path: PathTemplate) -> Parameter:
    if parameter.location is ParameterLocation.PATH and parameter.wire_name in path.reserved:
        return replace(parameter, allow_reserved=True)
    return parameter


def _without_brackets(table: SchemaTable, parameter: Parameter) -> Parameter:
    """An array that the document calls `ids[]` is `ids` where the client adds the brackets."""
    name = parameter.wire_name.removesuffix("[]")
    if parameter.location is not ParameterLocation.QUERY or not name or name == parameter.wire_name:
        return parameter
    is_array = isinstance(bare(table, table.schemas[parameter.schema].type), Array)
    return replace(parameter, wire_name=name) if is_array else parameter


def split_fixed_headers(
    table: SchemaTable, parameters: Sequence[Parameter]
) -> tuple[tuple[Parameter, ...], tuple[HeaderDefault, ...]]:
    """Parameters that a call chooses, and the headers that always have one value: a call need not give those.

    The schemas of the table must be settled.
    """
    fixed: list[HeaderDefault] = []
    chosen: list[Parameter] = []
    for parameter in parameters:
        value = _only_text(table, parameter) if parameter.location is ParameterLocation.HEADER else ""
        if parameter.required and value:
            fixed.append(HeaderDefault(name=parameter.wire_name, value=value))
        else:
            chosen.append(parameter)
    return tuple(chosen), tuple(fixed)


def without_header(parameters: Sequence[Parameter], name: str) -> tuple[Parameter, ...]:
    """The parameters less a header (names of headers know no case, RFC 9110 §5.1) that the client sends by itself."""
    return tuple(
        parameter
        for parameter in parameters
        if parameter.location is not ParameterLocation.HEADER or parameter.wire_name.lower() != name.lower()
    )


def _only_text(table: SchemaTable, parameter: Parameter) -> str:
    """The one text that a parameter may be; empty where there are others."""
    match bare(table, table.schemas[parameter.schema].type):
        case Const(value=str(value)) | Enum(values=(str(value),), open=False):
            return value
        case _:
            return ""
