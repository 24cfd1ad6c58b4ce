"""The operations of a document, with what inference asks of them.

In: a loaded document. Out: `Found`, one per operation, in the document's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from sdkwright.config.http_methods import HTTP_METHODS, is_other_http_method
from sdkwright.load.document import Document, JsonObject, JsonValue, join

_EMPTY: JsonObject = {}


class Found(Struct, frozen=True, kw_only=True):
    """An operation as the document has it. `path` is the key of `paths`, with everything in it."""

    http_method: str
    path: str
    pointer: str
    node: JsonObject
    parameters: tuple[JsonObject, ...]

    @property
    def operation_id(self) -> str:
        """The operation's id; empty where it has none."""
        text = self.node.get("operationId")
        return text if isinstance(text, str) else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The operation's tags."""
        return tuple(tag for tag in items(self.node.get("tags")) if isinstance(tag, str))

    def names_in(self, location: str) -> tuple[str, ...]:
        """The names of the parameters at a location (`query`, `header`, ...)."""
        found = (parameter.get("name") for parameter in self.parameters if parameter.get("in") == location)
        return tuple(name for name in found if isinstance(name, str))


def mapping(value: JsonValue) -> JsonObject:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, (dict, Mapping)) else _EMPTY  # a `dict` is known at once, and nearly all are


def items(value: JsonValue) -> Sequence[JsonValue]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, (list, Sequence)) and not isinstance(value, str) else ()


def resolve(document: Document, value: JsonValue) -> JsonObject:
    """An object behind a chain of references; an empty one where there is none."""
    for _ in range(20):
        node = mapping(value)
        target = node.get("$ref")
        if not isinstance(target, str):
            return node
        try:
            value = document.at(target)
        except KeyError:
            return _EMPTY
    return _EMPTY


def operations(document: Document) -> tuple[Found, ...]:
    """All operations under `paths`, in order (OpenAPI 3.1 §4.8.9)."""
    return tuple(_operations(document, "paths"))


def webhook_operations(document: Document) -> tuple[Found, ...]:
    """All operations under `webhooks`, in order (OpenAPI 3.1 §4.8.1)."""
    return tuple(_operations(document, "webhooks"))


def _operations(document: Document, section: str) -> Iterator[Found]:
    for path, value in mapping(document.tree.get(section)).items():
        item = resolve(document, value)
        shared = [resolve(document, parameter) for parameter in items(item.get("parameters"))]
        for tokens, node in _of_item(item):
            own = [resolve(document, parameter) for parameter in items(node.get("parameters"))]
            keys = [(parameter.get("name"), parameter.get("in")) for parameter in own]
            inherited = [each for each in shared if (each.get("name"), each.get("in")) not in keys]
            yield Found(
                http_method=tokens[-1],
                path=path,
                pointer=join("#", section, path, *tokens),
                node=node,
                parameters=(*own, *inherited),
            )


def _of_item(item: JsonObject) -> Iterator[tuple[tuple[str, ...], JsonObject]]:
    """The operations of a path item, and where in it each one stands; its last step is the HTTP method."""
    for key, node in item.items():
        if key in HTTP_METHODS and isinstance(node, Mapping):
            yield (key,), node
    for key, node in mapping(item.get("additionalOperations")).items():
        if is_other_http_method(key) and isinstance(node, Mapping):
            yield ("additionalOperations", key), node


def success(document: Document, found: Found) -> Iterator[tuple[str, JsonObject]]:
    """The contents (media type, media type object) of an operation's successful answers."""
    responses = mapping(found.node.get("responses"))
    statuses = [status for status in responses if str(status).upper().startswith("2")] or (
        ["default"] if "default" in responses else []
    )
    for status in statuses:
        response = resolve(document, responses[status])
        for media_type, content in mapping(response.get("content")).items():
            yield str(media_type), mapping(content)


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON, or anything (`*/*`)."""
    plain = media_type.partition(";")[0].strip().lower()
    return plain in {"application/json", "*/*", "text/json", "application/*"} or plain.endswith("+json")


def answer_schema(document: Document, found: Found) -> JsonValue:
    """The schema of the first successful JSON answer; `None` where there is none."""
    return next((content.get("schema") for media, content in success(document, found) if is_json(media)), None)


def body_schema(document: Document, found: Found) -> JsonValue:
    """The schema of the JSON body (or form) of a request; `None` where there is none."""
    body = resolve(document, found.node.get("requestBody"))
    contents = mapping(body.get("content"))
    chosen = next((content for media, content in contents.items() if is_json(str(media))), None)
    if chosen is None:
        chosen = next(iter(contents.values()), None)
    return mapping(chosen).get("schema")


def properties(document: Document, schema: JsonValue) -> dict[str, JsonValue]:
    """The properties of a schema, through references and `allOf`; a part that is there twice counts once."""
    found: dict[str, JsonValue] = {}
    seen: set[int] = set()

    def gather(part: JsonValue, depth: int) -> None:
        node = resolve(document, part)
        if depth > 8 or id(node) in seen:
            return
        seen.add(id(node))
        for inner in items(node.get("allOf")):
            gather(inner, depth + 1)
        found.update(mapping(node.get("properties")))

    gather(schema, 0)
    return found


def kind(document: Document, schema: JsonValue) -> str:
    """The type of a schema without null; empty where it says none or several."""
    node = resolve(document, schema)
    found = node.get("type")
    if isinstance(found, str):
        return found
    named = [each for each in items(found) if isinstance(each, str) and each != "null"]
    if len(named) == 1:
        return named[0]
    for arm in (*items(node.get("anyOf")), *items(node.get("oneOf"))):
        inner = resolve(document, arm).get("type")
        if isinstance(inner, str) and inner != "null":
            return inner
    return ""


def list_property(document: Document, schema: JsonValue) -> str:
    """The property of an answer that holds its list (`data`, `items`, ...); empty where there is none or several."""
    arrays = _arrays(document, schema)
    if len(arrays) == 1:
        return arrays[0]
    return next((name for name in LIST_NAMES if name in arrays), "")


LIST_NAMES = ("data", "items", "results", "records", "entries", "list", "values", "value", "elements", "content")
_ENVELOPES = ("data", "result", "response", "payload")


def _arrays(document: Document, schema: JsonValue) -> list[str]:
    return [name for name, value in properties(document, schema).items() if kind(document, value) == "array"]


class AnswerShape(Enum):
    """Whether an answer holds several things of a kind, one, or what cannot be told."""

    MANY = "many"
    ONE = "one"
    UNSURE = "unsure"


def answer_shape(document: Document, found: Found) -> AnswerShape:
    """What an operation answers with: a list, bare or in an envelope; one thing; or something else."""
    schema = answer_schema(document, found)
    if kind(document, schema) == "array":
        return AnswerShape.MANY
    fields = properties(document, schema)
    if not fields:
        return AnswerShape.UNSURE
    arrays = _arrays(document, schema)
    for name in _ENVELOPES:
        if name in fields and name not in arrays:
            arrays += [f"{name}." if each not in LIST_NAMES else each for each in _arrays(document, fields[name])]
    if not arrays:
        return AnswerShape.ONE
    return AnswerShape.MANY if any(name in LIST_NAMES for name in arrays) else AnswerShape.UNSURE
