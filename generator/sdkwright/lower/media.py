"""What a media type means for reading and writing (RFC 6838, RFC 6839).

In: a media type as written in the document. Out: facts about it.
"""

from __future__ import annotations

_JSON_TYPES = frozenset({"application/json", "text/json", "*/json", "application/*+json", "text/x-json"})
_JSON_LINES = frozenset(
    {
        *("application/jsonl", "application/x-jsonl", "application/jsonlines", "application/x-jsonlines"),
        *("application/x-ndjson", "application/ndjson", "application/nd-json", "text/jsonl", "application/json-lines"),
        *("application/stream+json", "application/json-seq", "application/geo+json-seq"),
    }
)
_TEXT_TYPES = frozenset(
    {
        *("application/xml", "application/yaml", "application/x-yaml", "application/javascript", "application/graphql"),
        *("application/sql", "application/toml", "application/csv", "application/rtf", "application/sdp"),
        *("application/jwt", "application/x-pem-file", "application/ecmascript", "application/xhtml+xml"),
    }
)
_RAW_MAIN_TYPES = frozenset({"image", "audio", "video", "font", "model"})


def essence(media_type: str) -> str:
    """A media type in lower case, without its parameters (`; charset=utf-8`)."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether the content is one JSON value."""
    name = essence(media_type)
    return (name in _JSON_TYPES or name.endswith("+json")) and name not in _JSON_LINES


def is_json_lines(media_type: str) -> bool:
    """Whether the content is a sequence of JSON values."""
    return essence(media_type) in _JSON_LINES


def is_event_stream(media_type: str) -> bool:
    """Whether the content is server-sent events."""
    return essence(media_type) == "text/event-stream"


def is_multipart(media_type: str) -> bool:
    """Whether the content is made of parts."""
    return essence(media_type).startswith("multipart/")


def is_form(media_type: str) -> bool:
    """Whether the content is a URL-encoded form."""
    return essence(media_type) in ("application/x-www-form-urlencoded", "application/www-form-urlencoded")


def is_any(media_type: str) -> bool:
    """Whether the author left the type open (`*/*`)."""
    return essence(media_type) in ("*/*", "*", "application/*", "")


def is_xml(media_type: str) -> bool:
    """Whether the content is an XML document (RFC 7303)."""
    return essence(media_type).endswith(("/xml", "+xml"))


def is_text(media_type: str) -> bool:
    """Whether the content is text that is read as it is."""
    name = essence(media_type)
    if is_event_stream(name) or is_json(name) or is_json_lines(name):
        return False
    return name.startswith("text/") or name in _TEXT_TYPES or name.endswith(("+xml", "+yaml"))


def is_raw(media_type: str) -> bool:
    """Whether the content is bytes that mean nothing to a client."""
    name = essence(media_type)
    if name.partition("/")[0] in _RAW_MAIN_TYPES:
        return True
    others = (is_json, is_json_lines, is_event_stream, is_multipart, is_form, is_any, is_text)
    return "/" in name and not any(other(name) for other in others)
