"""What holds for a whole API without being said in one place: streams, idempotency, arrays in queries, webhooks.

In: the document and its operations. Out: the parts of the settings that follow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sdkwright.config.infer.operations import (
    Found,
    body_schema,
    is_json,
    items,
    kind,
    mapping,
    properties,
    resolve,
    success,
    webhook_operations,
)
from sdkwright.config.settings import ArrayFormat, MethodStreaming, StreamType
from sdkwright.load.document import Document, JsonValue

_LINES = frozenset(
    {"application/jsonl", "application/x-ndjson", "application/ndjson", "application/x-jsonlines",
     "application/jsonlines", "application/json-lines", "application/stream+json"}
)  # fmt: skip
_SWITCHES = ("stream", "streaming", "stream_response", "streamResponse")


def infer_streaming(document: Document, found: Found, models: Mapping[str, str]) -> MethodStreaming | None:
    """How an operation streams: it answers with events, or takes a boolean that asks for them."""
    contents = [(media.partition(";")[0].strip().lower(), content) for media, content in success(document, found)]
    events = next((content for media, content in contents if media == "text/event-stream"), None)
    lines = next((content for media, content in contents if media in _LINES), None)
    whole = any(is_json(media) for media, _ in contents)
    switch = _switch(document, found)
    content = events if events is not None else lines
    if content is None and not (switch and whole and found.http_method == "post"):
        return None
    target = mapping(mapping(content).get("schema")).get("$ref")
    return MethodStreaming(
        type=StreamType.JSONL if events is None and lines is not None else StreamType.SSE,
        param_discriminator=switch if whole else "",
        event_model=models.get(target, "") if isinstance(target, str) and whole else "",
    )


def answers_whole(document: Document, found: Found) -> bool:
    """Whether an operation has an answer that is no stream."""
    media_types = {media.partition(";")[0].strip().lower() for media, _ in success(document, found)}
    return bool(media_types - _LINES - {"text/event-stream"})


def _switch(document: Document, found: Found) -> str:
    asked: dict[str, JsonValue] = {
        str(each.get("name")): each.get("schema") for each in found.parameters if each.get("in") == "query"
    }
    asked.update(properties(document, body_schema(document, found)))
    return next((name for name in _SWITCHES if name in asked and kind(document, asked[name]) == "boolean"), "")


def infer_idempotency(found: Sequence[Found]) -> str:
    """The header that operations declare for idempotency keys; empty where none does."""
    names = Counter(
        name
        for each in found
        if each.http_method != "get"
        for name in each.names_in("header")
        if "idempot" in name.lower()
    )
    return min(names, key=lambda name: (-names[name], name), default="")


def infer_array_format(document: Document, found: Sequence[Found]) -> ArrayFormat:
    """How most array parameters of queries are written (OpenAPI 3.1 §4.8.12.2).

    Without any, by comma, or as forms are written by default (§4.8.15.1) where a body is one.
    """
    counts: Counter[ArrayFormat] = Counter()
    for each in found:
        for parameter in each.parameters:
            if parameter.get("in") == "query" and kind(document, parameter.get("schema")) == "array":
                counts[_array_format(parameter)] += 1
    return min(counts, key=lambda form: (-counts[form], form.value), default=_of_forms(document, found))


def _of_forms(document: Document, found: Sequence[Found]) -> ArrayFormat:
    bodies = (resolve(document, each.node.get("requestBody")) for each in found)
    has_form = any("application/x-www-form-urlencoded" in mapping(body.get("content")) for body in bodies)
    return ArrayFormat.REPEAT if has_form else ArrayFormat.COMMA


def _array_format(parameter: Mapping[str, JsonValue]) -> ArrayFormat:
    name, style = str(parameter.get("name")), parameter.get("style", "form")
    if style == "deepObject" or name.endswith("[]"):
        return ArrayFormat.BRACKETS
    exploded = parameter.get("explode", style == "form")
    return ArrayFormat.REPEAT if style == "form" and exploded is True else ArrayFormat.COMMA


_DISCRIMINATORS = ("type", "event", "event_type", "eventType", "event_name", "kind", "topic", "action", "name")


def infer_webhook_discriminator(document: Document) -> str:
    """The property that tells webhook events apart; empty where there is none."""
    bodies = [properties(document, body_schema(document, found)) for found in webhook_operations(document)]
    if not bodies:
        return ""
    shared = [name for name in bodies[0] if all(name in body for body in bodies)]
    fixed = [name for name in shared if all(_is_fixed(document, body[name]) for body in bodies)]
    for names in (fixed, shared):
        found_name = next((name for name in _DISCRIMINATORS if name in names), "")
        if found_name:
            return found_name
    return fixed[0] if fixed else ""


def _is_fixed(document: Document, schema: JsonValue) -> bool:
    node = resolve(document, schema)
    return "const" in node or len(items(node.get("enum"))) == 1
