"""What the properties of a pagination scheme are for, by purpose and by well-known name.

In: the properties of a scheme. Out: the same with the purposes that their names tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from msgspec.structs import replace

from sdkwright.config.settings import PaginationField
from sdkwright.source.tree import JsonValue

EXTENSION = "x-stainless-pagination-property"

PURPOSES: Mapping[str, tuple[str, ...]] = {
    "any": ("items", "has_next_page"),
    "cursor": ("next_cursor_param", "previous_cursor_param", "next_cursor_field", "previous_cursor_field"),
    "cursor_id": ("next_cursor_id_param", "previous_cursor_id_param", "cursor_item_id"),
    "cursor_url": ("cursor_url_field",),
    "offset": ("offset_count_param", "offset_total_count_field", "offset_count_start_field"),
    "page_number": ("page_number_param", "current_page_number_field", "total_page_count_field"),
    "fake_page": (),
}
"""The purposes of each type of scheme; those of `any` suit all types."""

_NEXT_CURSORS = (
    "cursor", "next_cursor", "after", "starting_after", "page_token", "next_page_token", "continuation_token",
    "next_token", "page_cursor", "after_cursor", "token", "next",
)  # fmt: skip
_PREVIOUS_CURSORS = (
    "previous_cursor",
    "prev_cursor",
    "before",
    "ending_before",
    "before_cursor",
    "previous_page_token",
)
_HAS_NEXT = ("has_more", "has_next", "has_next_page", "more", "is_more")
_ITEMS = ("data", "items", "results", "records", "entries", "list")

_REQUEST_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "cursor": {"next_cursor_param": _NEXT_CURSORS, "previous_cursor_param": _PREVIOUS_CURSORS},
    "cursor_id": {"next_cursor_id_param": _NEXT_CURSORS, "previous_cursor_id_param": _PREVIOUS_CURSORS},
    "cursor_url": {},
    "offset": {"offset_count_param": ("offset", "skip", "start", "start_index")},
    "page_number": {"page_number_param": ("page", "page_number", "page_num", "page_index", "page_no")},
    "fake_page": {},
}
_RESPONSE_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "cursor": {
        "next_cursor_field": (
            "next_cursor", "next_page_token", "cursor", "next_token", "continuation_token", "end_cursor", "after",
            "next_page", "next", "page_token",
        ),
        "previous_cursor_field": ("previous_cursor", "prev_cursor", "previous_page_token", "before", "previous"),
        "has_next_page": _HAS_NEXT,
    },
    "cursor_id": {"has_next_page": _HAS_NEXT},
    "cursor_url": {"cursor_url_field": ("next", "next_url", "next_page_url", "next_link", "next_page"),
                   "has_next_page": _HAS_NEXT},
    "offset": {
        "offset_total_count_field": ("total", "total_count", "count", "total_items"),
        "offset_count_start_field": ("offset", "start", "skip"),
        "has_next_page": _HAS_NEXT,
    },
    "page_number": {
        "current_page_number_field": ("page", "current_page", "page_number"),
        "total_page_count_field": ("pages", "total_pages", "page_count", "last_page"),
        "has_next_page": _HAS_NEXT,
    },
    "fake_page": {},
}  # fmt: skip
_ITEM_IDS = ("id", "uuid", "cursor")


def turning_purposes(kind: str) -> tuple[str, ...]:
    """The purposes without which a scheme of this type cannot find its next page."""
    return {
        "cursor": ("next_cursor_param", "next_cursor_field"),
        "cursor_id": ("next_cursor_id_param",),
        "cursor_url": ("cursor_url_field",),
        "offset": ("offset_count_param",),
        "page_number": ("page_number_param",),
    }.get(kind, ())


def recognise(
    kind: str, request: Sequence[PaginationField], response: Sequence[PaginationField]
) -> tuple[tuple[PaginationField, ...], tuple[PaginationField, ...]]:
    """Give each property without a purpose the one that its name tells; written purposes stay."""
    return (
        _with_purposes(request, _REQUEST_NAMES[kind]),
        _with_purposes(_with_items(response), _RESPONSE_NAMES[kind]),
    )


def _with_purposes(
    fields: Sequence[PaginationField], names: Mapping[str, tuple[str, ...]]
) -> tuple[PaginationField, ...]:
    found = {field.name: field for field in fields}
    for purpose, candidates in names.items():
        if any(purpose in purposes_of(field) for field in found.values()):
            continue
        for candidate in candidates:
            match = next(
                (field for field in found.values() if not field.purpose and snake(field.name) == candidate), None
            )
            if match is not None:
                found[match.name] = replace(match, purpose=purpose)
                break
    return tuple(found.values())


def _with_items(fields: Sequence[PaginationField]) -> tuple[PaginationField, ...]:
    if any("items" in purposes_of(field) for field in fields):
        return tuple(fields)
    arrays = [field for field in fields if not field.purpose and field.schema.get("type") == "array"]
    named = [field for field in arrays if snake(field.name) in _ITEMS]
    chosen = (named or arrays)[:1]
    return tuple(replace(field, purpose="items") if field in chosen else field for field in fields)


def item_cursor(kind: str, response: Sequence[PaginationField]) -> str:
    """The property of an item that says where the next page starts, for `cursor_id`; empty where there is none."""
    if kind != "cursor_id":
        return ""
    items = next((field for field in response if field.purpose == "items"), None)
    properties = _properties(None if items is None else items.schema.get("items"))
    for name, schema in properties.items():
        if purpose_of(schema) == "cursor_item_id":
            return name
    if items is None:
        return ""
    return next((name for name in _ITEM_IDS if name in properties), "" if properties else _ITEM_IDS[0])


def purposes_of(field: PaginationField) -> frozenset[str]:
    """The purpose of a property, and those written within it (`page_info: {properties: {after: ...}}`)."""
    return frozenset((field.purpose, *_inner_purposes(field.schema)))


def _inner_purposes(schema: JsonValue) -> Iterator[str]:
    for inner in _properties(schema).values():
        yield purpose_of(inner)
        yield from _inner_purposes(inner)


def purpose_of(schema: object) -> str:
    """The purpose that is written in a small schema; empty where none is."""
    extension = cast("Mapping[str, object]", schema).get(EXTENSION) if isinstance(schema, Mapping) else None
    purpose = cast("Mapping[str, object]", extension).get("purpose") if isinstance(extension, Mapping) else extension
    return purpose if isinstance(purpose, str) else ""


def _properties(schema: JsonValue) -> Mapping[str, JsonValue]:
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def snake(name: str) -> str:
    """A wire name in snake case, for comparing.

    >>> snake("nextPageToken")
    'next_page_token'
    """
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_")
