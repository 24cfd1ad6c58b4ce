"""Pagination schemes, recognised by the usual names of what asks for a page and of what a page holds.

In: the operations of a document. Out: schemes, and the pointers of the operations that they fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.config.infer.operations import (
    LIST_NAMES,
    Found,
    answer_schema,
    body_schema,
    items,
    kind,
    list_property,
    properties,
    resolve,
)
from sdkwright.config.sections.purposes import snake
from sdkwright.config.settings import PaginationField, PaginationSettings
from sdkwright.diagnostics import Location
from sdkwright.load.document import Document, JsonValue

_CURSORS = (
    "cursor", "next_cursor", "page_token", "next_page_token", "next_token", "continuation_token", "page_cursor",
    "after", "starting_after", "starting_token", "pagination_token", "start_cursor", "after_cursor",
)  # fmt: skip
_AFTERS = ("after", "starting_after", "after_id")
_NEXT_CURSORS = ("next_cursor", "next_page_token", "next_token", "continuation_token", "end_cursor", "cursor",
                 "next_page_cursor", "pagination_token", "after")  # fmt: skip
_NEXT_URLS = ("next_url", "next_page_url", "next_link", "next_page_link", "next_href", "next_uri", "next_page_uri",
              "odata_next_link")  # fmt: skip
_NEXT_PAGES = ("next", "next_page")
_PAGES = ("page", "page_number", "page_num", "page_index", "page_no")
_OFFSETS = ("offset", "skip")
_LIMITS = ("limit", "page_size", "per_page", "size", "max_results", "count", "take", "pagesize")
_MORE = ("has_more", "has_next", "has_next_page")
_TOTALS = ("total", "total_count", "count", "total_items")
_PAGE_COUNTS = ("total_pages", "pages", "page_count")


class _Part(Struct, frozen=True):
    """A property of a request or of a page, and what it is for (empty: it is only carried along)."""

    name: str
    type: str
    purpose: str = ""


class _Signature(Struct, frozen=True):
    """Everything that makes two operations page alike."""

    type: str
    request: tuple[_Part, ...]
    response: tuple[_Part, ...]
    in_body: bool
    item_id: str = ""


class Schemes(Struct, frozen=True, kw_only=True):
    """The schemes of a document, the most particular first, and the operations that they fit."""

    schemes: tuple[PaginationSettings, ...]
    operations: frozenset[str]


def infer_pagination(document: Document, found: Sequence[Found]) -> Schemes:
    """The pagination schemes of a document (CONFIG §8)."""
    users: dict[_Signature, list[Found]] = {}
    for each in found:
        signature = _signature(document, each)
        if signature is not None:
            users.setdefault(signature, []).append(each)
    if len(users) > _FEW:
        users = {signature: members for signature, members in users.items() if _is_convention(signature, members)}
    schemes: list[PaginationSettings] = []
    names: set[str] = set()
    for signature, members in sorted(users.items(), key=lambda pair: -len(pair[1])):
        name = _name(signature, names)
        names.add(name)
        schemes.append(_scheme(signature, name, document.locate(members[0].pointer)))
    # The matching rule takes the first scheme whose names are all there, so that the longest must come first.
    schemes.sort(key=lambda scheme: -len(scheme.request) - len(scheme.response))
    pointers = frozenset(each.pointer for members in users.values() for each in members)
    return Schemes(schemes=tuple(schemes), operations=pointers)


_FEW = 4
_MOST_FIELDS = 12
"""With more properties than that an answer is a thing that has a list, and as a page it would lose them."""


def _is_convention(signature: _Signature, members: Sequence[Found]) -> bool:
    """Whether a way of paging is worth a page class: lists of a general name, or several operations alike."""
    data = next(part.name for part in signature.response if part.purpose == "items")
    return data in LIST_NAMES or len(members) > 2


def _signature(document: Document, found: Found) -> _Signature | None:
    if found.http_method not in {"get", "post"}:
        return None
    answer = answer_schema(document, found)
    fields = properties(document, answer)
    list_name = list_property(document, answer)
    if not list_name or (list_name not in LIST_NAMES and not 2 <= len(fields) <= _MOST_FIELDS):
        return None
    page = {snake(name): name for name in fields if name != list_name}
    # the URL of a page says nothing of the body that it was asked for with
    followed = _cursor_url(document, fields, page, list_name) if found.http_method == "get" else None
    sides = [_asked(_query(found), in_body=False)]
    if found.http_method == "post":
        sides.append(_asked(_body(document, found), in_body=True))
    for asked in sides:
        signature = _cursor(document, asked, fields, page, list_name)
        if signature is None and followed is not None:
            return followed
        others = (match(document, asked, fields, page, list_name) for match in (_page_number, _offset, _cursor_id))
        signature = signature or next(filter(None, others), None)
        if signature is not None:
            limit = _first(asked.names, _LIMITS)
            request = (*signature.request, *((_Part(limit, "integer"),) if limit else ()))
            return replace(signature, request=request, in_body=asked.in_body)
    return None


def _query(found: Found) -> dict[str, JsonValue]:
    return {name: each.get("schema") for each in found.parameters if each.get("in") == "query"
            for name in (each.get("name"),) if isinstance(name, str)}  # fmt: skip


def _body(document: Document, found: Found) -> dict[str, JsonValue]:
    return properties(document, body_schema(document, found))


class _Asked(Struct, frozen=True, kw_only=True):
    """What one side of a request may say: its parameters, and the first of them by each name in snake case."""

    parameters: Mapping[str, JsonValue]
    names: Mapping[str, str]
    in_body: bool


def _asked(parameters: Mapping[str, JsonValue], *, in_body: bool) -> _Asked:
    names = {snake(name): name for name in reversed(tuple(parameters))}
    return _Asked(parameters=parameters, names=names, in_body=in_body)


def _first(names: Mapping[str, str], keys: Sequence[str]) -> str:
    """What is called by the first of the keys that there is; empty where there is none."""
    return next((names[key] for key in keys if key in names), "")


def _part(document: Document, fields: Mapping[str, JsonValue], name: str, purpose: str = "") -> _Part:
    return _Part(name, kind(document, fields.get(name)) or "string", purpose)


def _more(document: Document, fields: Mapping[str, JsonValue], page: Mapping[str, str]) -> tuple[_Part, ...]:
    name = _first(page, _MORE)
    return (_Part(name, "boolean", "has_next_page"),) if name and kind(document, fields[name]) == "boolean" else ()


def _cursor(
    document: Document,
    asked: _Asked,
    fields: Mapping[str, JsonValue],
    page: Mapping[str, str],
    data: str,
) -> _Signature | None:
    param, following = _first(asked.names, _CURSORS), _first(page, _NEXT_CURSORS)
    if not param or not following or kind(document, fields[following]) not in {"string", ""}:
        return None
    request = (_part(document, asked.parameters, param, "next_cursor_param"),)
    response = (_Part(data, "array", "items"), _part(document, fields, following, "next_cursor_field"))
    return _Signature("cursor", request, (*response, *_more(document, fields, page)), False)


def _cursor_url(
    document: Document,
    fields: Mapping[str, JsonValue],
    page: Mapping[str, str],
    data: str,
) -> _Signature | None:
    following = _first(page, _NEXT_URLS) or next(
        (page[key] for key in _NEXT_PAGES if key in page and _is_url(document, fields[page[key]])), ""
    )
    if not following or kind(document, fields[following]) != "string":
        return None
    response = [_Part(data, "array", "items"), _part(document, fields, following, "cursor_url_field")]
    total = _first(page, _TOTALS)
    if total and kind(document, fields[total]) == "integer":
        response.append(_Part(total, "integer"))
    return _Signature("cursor_url", (), (*response, *_more(document, fields, page)), False)


def _is_url(document: Document, schema: JsonValue) -> bool:
    node = resolve(document, schema)
    arms = (node, *(resolve(document, arm) for key in ("anyOf", "oneOf") for arm in items(node.get(key))))
    return any(arm.get("format") in {"uri", "url", "uri-reference"} for arm in arms)


def _page_number(
    document: Document,
    asked: _Asked,
    fields: Mapping[str, JsonValue],
    page: Mapping[str, str],
    data: str,
) -> _Signature | None:
    param = _first(asked.names, _PAGES)
    if not param or kind(document, asked.parameters[param]) not in {"integer", "number"}:
        return None
    response = [_Part(data, "array", "items")]
    current, pages, total = _first(page, _PAGES), _first(page, _PAGE_COUNTS), _first(page, _TOTALS)
    if current and kind(document, fields[current]) == "integer":
        response.append(_Part(current, "integer", "current_page_number_field"))
    if pages and kind(document, fields[pages]) == "integer":
        response.append(_Part(pages, "integer", "total_page_count_field"))
    if total and kind(document, fields[total]) == "integer":
        response.append(_Part(total, "integer"))
    request = (_part(document, asked.parameters, param, "page_number_param"),)
    return _Signature("page_number", request, (*response, *_more(document, fields, page)), False)


def _offset(
    document: Document,
    asked: _Asked,
    fields: Mapping[str, JsonValue],
    page: Mapping[str, str],
    data: str,
) -> _Signature | None:
    param = _first(asked.names, _OFFSETS)
    if not param or kind(document, asked.parameters[param]) not in {"integer", "number"}:
        return None
    response = [_Part(data, "array", "items")]
    start, total = _first(page, _OFFSETS), _first(page, _TOTALS)
    if start and kind(document, fields[start]) == "integer":
        response.append(_Part(start, "integer", "offset_count_start_field"))
    if total and kind(document, fields[total]) == "integer":
        response.append(_Part(total, "integer", "offset_total_count_field"))
    request = (_part(document, asked.parameters, param, "offset_count_param"),)
    return _Signature("offset", request, (*response, *_more(document, fields, page)), False)


def _cursor_id(
    document: Document,
    asked: _Asked,
    fields: Mapping[str, JsonValue],
    page: Mapping[str, str],
    data: str,
) -> _Signature | None:
    param = _first(asked.names, _AFTERS)
    item = resolve(document, resolve(document, fields[data]).get("items"))
    arms = items(item.get("oneOf")) or items(item.get("anyOf")) or (item,)
    if not param or not all("id" in properties(document, arm) for arm in arms):
        return None
    request = (_part(document, asked.parameters, param, "next_cursor_id_param"),)
    response = (_Part(data, "array", "items"), *_more(document, fields, page))
    return _Signature("cursor_id", request, response, False, "id")


_NAMES = {
    "cursor": "cursor_page",
    "cursor_id": "cursor_id_page",
    "cursor_url": "cursor_url_page",
    "offset": "offset_page",
    "page_number": "page_number_page",
}


def _name(signature: _Signature, taken: set[str]) -> str:
    plain = _NAMES[signature.type]
    data = next(part.name for part in signature.response if part.purpose == "items")
    told_by = (signature.request or signature.response[1:])[0].name
    candidates = [plain, f"{snake(data)}_{plain}", f"{snake(told_by)}_{plain}"]
    return next((name for name in candidates if name not in taken and name.isidentifier()), f"{plain}_{len(taken) + 1}")


def _scheme(signature: _Signature, name: str, location: Location) -> PaginationSettings:
    return PaginationSettings(
        name=name,
        type=signature.type,
        location=location,
        request=tuple(_field(part, location) for part in signature.request),
        response=tuple(_field(part, location, signature.item_id) for part in signature.response),
        in_body=signature.in_body,
        item_cursor=signature.item_id,
    )


def _field(part: _Part, location: Location, item_id: str = "") -> PaginationField:
    schema: dict[str, JsonValue] = {"type": part.type}
    if part.purpose == "items":
        purpose: Mapping[str, JsonValue] = {"purpose": "cursor_item_id"}
        inner: Mapping[str, JsonValue] = {"type": "string", "x-stainless-pagination-property": purpose}
        schema["items"] = {"type": "object", "properties": {item_id: inner}} if item_id else {"type": "object"}
    return PaginationField(name=part.name, schema=schema, location=location, purpose=part.purpose)
