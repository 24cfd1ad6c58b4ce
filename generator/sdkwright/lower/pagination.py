"""Pagination (CONFIG section 8): page classes, and which operations answer with one.

In: the config's schemes, and the parameters, body and response of an operation. Out: `PaginationScheme`s, and the
`Pagination` of an operation: exactly when its request has all names of the scheme's request, and its response all
names of the scheme's response.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from msgspec import Struct

from sdkwright.config.sections.purposes import purpose_of, purposes_of
from sdkwright.config.settings import MethodSettings, Paginated, PaginationField, PaginationSettings, Settings
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.load.document import JsonObject, JsonValue, join
from sdkwright.lower.reading import EXTRA, Source
from sdkwright.lower.schemas import settle
from sdkwright.lower.table import SchemaTable
from sdkwright.model.api import PageField, PaginationKind, PaginationScheme
from sdkwright.model.operation import Body, ContentKind, Pagination, Parameter, ParameterLocation, Response
from sdkwright.model.queries import all_properties, bare
from sdkwright.model.schema import Array, Object, SchemaId

_ITEMS = "items"
_WELL_KNOWN_REQUEST: Mapping[PaginationKind, Mapping[str, str]] = {
    PaginationKind.CURSOR: {
        **dict.fromkeys(("cursor", "next_cursor", "page_token", "pageToken", "next_token"), "next_cursor_param"),
    },
    PaginationKind.CURSOR_ID: {
        **dict.fromkeys(("after", "after_id", "starting_after"), "next_cursor_id_param"),
        **dict.fromkeys(("before", "before_id", "ending_before"), "previous_cursor_id_param"),
    },
    PaginationKind.OFFSET: dict.fromkeys(("offset", "skip"), "offset_count_param"),
    PaginationKind.PAGE_NUMBER: dict.fromkeys(("page", "page_number", "pageNumber"), "page_number_param"),
}
_WELL_KNOWN_RESPONSE: Mapping[PaginationKind, Mapping[str, str]] = {
    PaginationKind.CURSOR: {
        **dict.fromkeys(
            ("next_cursor", "nextCursor", "cursor", "next_page_token", "nextPageToken", "next_token"),
            "next_cursor_field",
        ),
    },
    PaginationKind.CURSOR_URL: dict.fromkeys(("next", "next_url", "nextUrl", "next_page_uri"), "cursor_url_field"),
    PaginationKind.OFFSET: {
        **dict.fromkeys(("total", "total_count", "totalCount"), "offset_total_count_field"),
        "offset": "offset_count_start_field",
    },
    PaginationKind.PAGE_NUMBER: {
        **dict.fromkeys(("page", "current_page", "currentPage"), "current_page_number_field"),
        **dict.fromkeys(("pages", "total_pages", "totalPages"), "total_page_count_field"),
    },
}
_MORE = frozenset({"has_more", "hasMore", "has_next_page", "hasNextPage"})


def extra_pagination(settings: Settings) -> tuple[JsonObject, dict[str, Location]]:
    """The schemes' small schemas for `Source.extra`, and where they were written."""
    tree: dict[str, JsonValue] = {}
    places: dict[str, Location] = {}
    for index, scheme in enumerate(settings.pagination):
        holder: dict[str, JsonValue] = {}
        for side, fields in (("request", scheme.request), ("response", scheme.response)):
            holder[side] = {entry.name: cast("JsonValue", entry.schema) for entry in fields}
            for entry in fields:
                places[join(f"{EXTRA}pagination", index, side, entry.name)] = entry.location
        tree[str(index)] = holder
    return {"pagination": tree}, places


def lower_schemes(table: SchemaTable, settings: Settings) -> tuple[PaginationScheme, ...]:
    """The page classes, in the author's order."""
    found = tuple(_scheme(table, index, scheme) for index, scheme in enumerate(settings.pagination))
    settle(table)
    return found


def _scheme(table: SchemaTable, index: int, scheme: PaginationSettings) -> PaginationScheme:
    kind = next((kind for kind in PaginationKind if kind.value == scheme.type), PaginationKind.FAKE_PAGE)
    prefix = join(f"{EXTRA}pagination", index)
    request = _fields(table, scheme.request, join(prefix, "request"), _WELL_KNOWN_REQUEST.get(kind, {}))
    known = {**_WELL_KNOWN_RESPONSE.get(kind, {}), **dict.fromkeys(_MORE, "has_next_page")}
    response = _fields(table, scheme.response, join(prefix, "response"), known)
    return PaginationScheme(
        name=scheme.name,
        kind=kind,
        request=request,
        response=response,
        in_body=scheme.in_body,
        top_level_array=any(entry.is_top_level_array for entry in scheme.response),
        continue_on_empty=scheme.continue_on_empty_items,
        doc=scheme.description,
    )


def _fields(
    table: SchemaTable, fields: Sequence[PaginationField], pointer: str, known: Mapping[str, str]
) -> tuple[PageField, ...]:
    """The fields of one side. Well-known names count only where the author gave no field their purpose."""
    given = {purpose for entry in fields for purpose in purposes_of(entry)}
    return tuple(
        PageField(
            wire_name=entry.name,
            schema=table.reach(join(pointer, entry.name)),
            purpose=entry.purpose or (implied if (implied := known.get(entry.name, "")) not in given else ""),
            required=entry.required,
            header=entry.from_header,
            members=_members(table, join(pointer, entry.name), entry.schema),
        )
        for entry in fields
    )


def _members(table: SchemaTable, pointer: str, schema: Mapping[str, object]) -> tuple[PageField, ...]:
    """Fields within a field that have a purpose, or lead to one that has."""
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return ()
    found: list[PageField] = []
    for name, value in cast("Mapping[str, object]", properties).items():
        if isinstance(value, Mapping):
            node = cast("Mapping[str, object]", value)
            place = join(pointer, "properties", name)
            inner = _members(table, place, node)
            if inner or purpose_of(node):
                found.append(
                    PageField(wire_name=name, schema=table.reach(place), purpose=purpose_of(node), members=inner)
                )
    return tuple(found)


class Exchange(Struct, frozen=True, kw_only=True):
    """What an operation sends and gets, as far as pagination cares."""

    parameters: tuple[Parameter, ...]
    body: Body | None
    response: Response | None


def match_pagination(
    table: SchemaTable, schemes: Sequence[PaginationScheme], method: MethodSettings, exchange: Exchange
) -> Pagination | None:
    """How an operation is paginated, if it is. Among several schemes that fit, the first counts."""
    source = table.source
    match method.paginated:
        case Paginated.NEVER:
            return None
        case Paginated.NAMED:
            named = next((scheme for scheme in schemes if scheme.name == method.pagination_scheme), None)
            if named is None:
                return None  # the config's reader said that there is none
            items = _items(table, named, exchange.response)
            if items is None:
                _report_items(source, method, named)
            return Pagination(scheme=named.name, items=items)
        case Paginated.AUTO | Paginated.MUST:
            for scheme in schemes:
                if _fits(table, scheme, exchange):
                    return Pagination(scheme=scheme.name, items=_items(table, scheme, exchange.response))
            if method.paginated is Paginated.MUST:
                message = f"`{method.key}` fits no pagination scheme"
                hint = _nearest(table, schemes, exchange)
                source.diagnostics.report(rules.PAGINATED_WITHOUT_MATCH, message, method.location, hint=hint)
            return None


def _nearest(table: SchemaTable, schemes: Sequence[PaginationScheme], exchange: Exchange) -> str | None:
    """What the operation lacks of the scheme that it comes nearest to."""
    sent, got = _request_names(table, exchange), _response_names(table, exchange.response)
    lacks: list[tuple[int, str]] = []
    for scheme in schemes:
        request = [entry.wire_name for entry in scheme.request if entry.wire_name not in sent]
        response = [entry.wire_name for entry in scheme.response if not entry.header and entry.wire_name not in got]
        sides = [
            f"{', '.join(f'`{name}`' for name in names)} in the {side}"
            for side, names in (("request", request), ("response", response))
            if names
        ]
        missing = " and ".join(sides) or "an array that holds the items"
        lacks.append((len(request) + len(response), f"`{scheme.name}` needs {missing}"))
    return min(lacks, default=(0, None))[1]


def _report_items(source: Source, method: MethodSettings, scheme: PaginationScheme) -> None:
    message = f"the items of `{method.key}` cannot be told by the scheme `{scheme.name}`"
    source.diagnostics.report(rules.PAGE_WITHOUT_ITEMS, message, method.location)


def _fits(table: SchemaTable, scheme: PaginationScheme, exchange: Exchange) -> bool:
    wanted = {entry.wire_name for entry in scheme.request}
    if not wanted <= _request_names(table, exchange):
        return False
    return _items(table, scheme, exchange.response) is not None and _response_fits(table, scheme, exchange.response)


def _request_names(table: SchemaTable, exchange: Exchange) -> set[str]:
    found = {parameter.wire_name for parameter in exchange.parameters if parameter.location is ParameterLocation.QUERY}
    if exchange.body is not None:
        found.update(property_.wire_name for property_ in all_properties(table, exchange.body.schema))
    return found


def _response_fits(table: SchemaTable, scheme: PaginationScheme, response: Response | None) -> bool:
    if response is None or response.schema is None or response.content is not ContentKind.JSON:
        return False
    type_ = bare(table, table.schemas[response.schema].type)
    if scheme.top_level_array:
        return isinstance(type_, Array)
    if not isinstance(type_, Object):
        return False
    return {entry.wire_name for entry in scheme.response if not entry.header} <= _response_names(table, response)


def _response_names(table: SchemaTable, response: Response | None) -> set[str]:
    if response is None or response.schema is None:
        return set()
    return {property_.wire_name for property_ in all_properties(table, response.schema)}


def _items(table: SchemaTable, scheme: PaginationScheme, response: Response | None) -> SchemaId | None:
    """The schema of one item: of the field whose purpose it is, else of the first array among the scheme's fields."""
    if response is None or response.schema is None:
        return None
    type_ = bare(table, table.schemas[response.schema].type)
    if isinstance(type_, Array):
        return type_.items
    marked = _path_to_items(scheme.response)
    if marked:
        return _items_at(table, response.schema, marked)
    fields = [entry for entry in scheme.response if not entry.header]
    arrays = [entry for entry in fields if isinstance(bare(table, table.schemas[entry.schema].type), Array)]
    for entry in arrays or fields:
        found = _items_at(table, response.schema, (entry.wire_name,))
        if found is not None:
            return found
    return None


def _path_to_items(fields: Sequence[PageField]) -> tuple[str, ...]:
    stack: list[tuple[tuple[str, ...], PageField]] = [((entry.wire_name,), entry) for entry in reversed(fields)]
    while stack:
        path, entry = stack.pop()
        if entry.purpose == _ITEMS:
            return path
        stack.extend(((*path, member.wire_name), member) for member in reversed(entry.members))
    return ()


def _items_at(table: SchemaTable, schema: SchemaId, path: Sequence[str]) -> SchemaId | None:
    for name in path:
        found = next((entry for entry in all_properties(table, schema) if entry.wire_name == name), None)
        if found is None:
            return None
        schema = found.schema
    type_ = bare(table, table.schemas[schema].type)
    return type_.items if isinstance(type_, Array) else None
