"""Parameters, form fields and headers of Swagger 2.0: their inline types become schemas.

In: one object and `References` (for positions and findings). Out: the object changed, and the schemas made.
"""

from __future__ import annotations

from typing import Final

from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object

_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_STAYING: Final = frozenset(
    {"$ref", "name", "in", "description", "required", "allowEmptyValue", "deprecated", "schema", "style", "explode"}
)
_ITEM_KEYWORDS: Final = frozenset({"collectionFormat"})


def upgrade_parameter(parameter: Object, references: References) -> list[Object]:
    """A query, path or header parameter: its type to `schema`, `collectionFormat` to `style` and `explode`."""
    if parameter.get("in") in ("body", "formData") or "$ref" in parameter:
        return []
    separator = parameter.pop("collectionFormat", None)
    if parameter.get("type") == "array" or separator is not None:
        _set_style(parameter, separator if isinstance(separator, str) else "csv", references)
    if "x-example" in parameter:
        parameter.setdefault("example", parameter.pop("x-example"))
    return _split(parameter, references)


def upgrade_header(header: Object, references: References) -> list[Object]:
    """A response header; lists in headers are always comma-separated (OpenAPI 3.1 §4.8.21)."""
    header.pop("collectionFormat", None)
    return [] if "$ref" in header else _split(header, references)


def form_content(fields: list[Object], consumes: list[str], references: References) -> tuple[Object, list[Object]]:
    """The request body that form fields make (OpenAPI 3.1 §4.8.14), and its new schemas."""
    properties: Object = {}
    required: list[Node] = []
    encoding: Object = {}
    made: list[Object] = []
    has_file = False
    for field in fields:
        name = field.get("name")
        if not isinstance(name, str):
            continue
        has_file = has_file or _is_file(field)
        written = field.get("schema")
        schema, separator = _schema_of(field, references)
        if isinstance(written, dict):
            # a field of OpenAPI 3, which no version has; a reference stays the very node that it is
            schema, separator = written, "multi" if field.get("explode", True) is True else "csv"
        if isinstance(field.get("description"), str):
            schema.setdefault("description", field["description"])
        schema |= {key: value for key, value in field.items() if key.startswith("x-") and key != "x-nullable"}
        if schema.get("type") == "array":
            encoding[name] = {"style": "form", "explode": separator == "multi"}
        properties[name] = schema
        made.append(schema)
        if field.get("required") is True:
            required.append(name)
    form: Object = {"type": "object", "properties": properties}
    if required:
        form["required"] = required
    media_types = [item for item in consumes if item.split(";")[0].strip().lower() in {_FORM, _MULTIPART}]
    if has_file:
        media_types = [_MULTIPART]
    content: Object = {}
    for media_type in media_types or [_FORM]:
        media: Object = {"schema": form}
        if encoding:
            media["encoding"] = encoding
        content[media_type] = media
    body: Object = {"content": content}
    if required:
        body["required"] = True
    if fields:
        references.files.origins.inherit(form, fields[0])
    return body, made


def _is_file(field: Object) -> bool:
    """Whether a form field is a file, or several; OpenAPI 3 says so in a schema, Swagger 2.0 does not."""
    schema = field.get("schema")
    items = schema.get("items") if isinstance(schema, dict) else None
    described = [part for part in (schema, items) if isinstance(part, dict)]
    return field.get("type") == "file" or any(
        part.get("type") == "file" or part.get("format") == "binary" for part in described
    )


def _split(holder: Object, references: References) -> list[Object]:
    """Move the keywords of a parameter or header that speak of its type into `schema`."""
    if isinstance(holder.get("schema"), dict):
        return []
    schema, _ = _schema_of(holder, references)
    for key in list(holder):
        if key not in _STAYING and not key.startswith("x-") and key != "example":
            del holder[key]
    holder.pop("x-nullable", None)
    holder["schema"] = schema
    return [schema]


def _schema_of(holder: Object, references: References) -> tuple[Object, str]:
    """The schema that the keywords of a parameter make, and its `collectionFormat`."""
    schema: Object = {}
    for key, value in holder.items():
        if key not in _STAYING and key not in _ITEM_KEYWORDS and key != "example" and not key.startswith("x-"):
            schema[key] = value
    if holder.get("x-nullable") is True:
        schema["nullable"] = True
    items = schema.get("items")
    while isinstance(items, dict):
        items.pop("collectionFormat", None)
        items = items.get("items")
    references.files.origins.inherit(schema, holder)
    separator = holder.get("collectionFormat")
    return schema, separator if isinstance(separator, str) else "csv"


def _set_style(parameter: Object, separator: str, references: References) -> None:
    in_query = parameter.get("in") == "query"
    match separator:
        case "multi" if in_query:
            parameter["style"], parameter["explode"] = "form", True
        case "ssv" if in_query:
            parameter["style"], parameter["explode"] = "spaceDelimited", False
        case "pipes" if in_query:
            parameter["style"], parameter["explode"] = "pipeDelimited", False
        case _:
            parameter["style"], parameter["explode"] = ("form" if in_query else "simple"), False
            if separator != "csv":
                message = f"`collectionFormat: {separator}` cannot be said in OpenAPI 3.1 here; commas are used"
                place = references.files.origins.locate(parameter, "collectionFormat")
                references.diagnostics.report(rules.LOSSY_UPGRADE, message, place)
