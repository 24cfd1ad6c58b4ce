"""Section `pagination`: the schemes by which lists are fetched page by page.

In: the entry of `pagination`. Out: `PaginationSettings`, with purposes recognised where none is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.sections.purposes import (
    EXTENSION,
    PURPOSES,
    item_cursor,
    purposes_of,
    recognise,
    turning_purposes,
)
from sdkwright.config.settings import PaginationField, PaginationSettings
from sdkwright.diagnostics.rules import config as rules

SCHEME = Shape(
    title="pagination.<scheme>",
    doc=(
        "A pagination scheme: a page class `Sync<Name>`/`Async<Name>`. `pagination` is a list of them (one may "
        "stand without the list). A method is paginated when it does not say `paginated: false` and its query or JSON "
        "body has all names of the scheme's `request`, its answer all names of `response`."
    ),
    keys=(
        key("name", "text, needed", "The name of the page class, in snake case."),
        key(
            "type",
            "`cursor`, `cursor_id`, `cursor_url`, `offset`, `page_number`, `fake_page`; needed",
            "How the next page is found.",
        ),
        key("description", "text", "The docstring of the page class."),
        key("request", "map property -> schema", "What a request for a page takes; see below."),
        key("response", "map property -> schema", "What a page holds; see below."),
        key("param_location", "`query` (default) or `body`", "Where the request's properties travel."),
        key("continue_on_empty_items", "true or false", "A page without items is not taken for the last one."),
    ),
)

PURPOSE = Shape(
    title="x-stainless-pagination-property",
    doc=(
        "What a property of `request` or `response` is for, beside its small schema. Short form: the purpose alone. "
        "Where no purpose is written, well-known names (`cursor`, `next_cursor`, `after`, `data`, `has_more`, `page`, "
        "`offset`, ...) are recognised."
    ),
    keys=(
        key("purpose", "see the list below", "What it is for."),
        key("from_header", "header name", "The value is in this header of the response, not in its body."),
        key("is_top_level_array", "true or false", "The response's body itself is the list of items."),
        key("required", "true or false", "The property is always there."),
        accepted("description", "text"),
    ),
)

_TYPES = {name: name for name in PURPOSES if name != "any"}


def read_pagination(entry: Entry | None) -> tuple[PaginationSettings, ...]:
    """All schemes in order; of several with one name the first."""
    found: dict[str, PaginationSettings] = {}
    for item in () if entry is None else _schemes(entry):
        scheme = _read_scheme(item)
        if scheme is None:
            continue
        if scheme.name in found:
            item.report(rules.DUPLICATE_NAME, f"a second pagination scheme called `{scheme.name}`")
        else:
            found[scheme.name] = scheme
    return tuple(found.values())


def _schemes(entry: Entry) -> tuple[Entry, ...]:
    if not isinstance(entry.value, Mapping):
        return entry.items()
    if "type" in entry.value or "name" in entry.value:
        return (entry,)
    return tuple(
        member.child("name", name) if not isinstance(member.value, Mapping) else _named(member, name)
        for name, member in entry.members()
    )


def _named(entry: Entry, name: str) -> Entry:
    value = dict(entry.mapping() or {})
    return replace(entry, value={"name": name, **value})


def _read_scheme(entry: Entry) -> PaginationSettings | None:
    if entry.mapping() is None:
        return None
    fields = entry.fields(SCHEME)
    name, kind = fields.need("name"), fields.need("type")
    name_text = None if name is None else name.text()
    kind_text = None if kind is None else kind.choice(_TYPES)
    if name_text is None or kind_text is None:
        return None
    request, response = recognise(kind_text, _properties(fields, "request"), _properties(fields, "response"))
    scheme = PaginationSettings(
        name=name_text,
        type=kind_text,
        location=entry.location,
        description=fields.text("description"),
        request=request,
        response=response,
        in_body=fields.choice("param_location", {"query": False, "body": True}, default=False),
        continue_on_empty_items=fields.flag("continue_on_empty_items"),
        item_cursor=item_cursor(kind_text, response),
    )
    _check_complete(entry, scheme)
    return scheme


def _properties(fields: Fields, side: str) -> tuple[PaginationField, ...]:
    return tuple(_property(name, member) for name, member in fields.members(side))


def _property(name: str, entry: Entry) -> PaginationField:
    members = dict(entry.members())
    extension = members.get(EXTENSION)
    plain = {key_: member.value for key_, member in members.items() if key_ != EXTENSION}
    if extension is None or extension.value is None:
        return PaginationField(name=name, schema=plain, location=entry.location)
    if not isinstance(extension.value, Mapping):
        return PaginationField(name=name, schema=plain, location=entry.location, purpose=_purpose(extension))
    fields = extension.fields(PURPOSE)
    purpose = fields.get("purpose")
    return PaginationField(
        name=name,
        schema=plain,
        location=entry.location,
        purpose="" if purpose is None else _purpose(purpose),
        from_header=fields.text("from_header"),
        is_top_level_array=fields.flag("is_top_level_array"),
        required=fields.flag("required"),
    )


def _purpose(entry: Entry) -> str:
    known = {purpose: purpose for purposes in PURPOSES.values() for purpose in purposes}
    return entry.choice(known) or ""


def _check_complete(entry: Entry, scheme: PaginationSettings) -> None:
    written = {field.purpose for field in scheme.request}
    written |= {purpose for field in scheme.response for purpose in purposes_of(field)}
    missing = [purpose for purpose in turning_purposes(scheme.type) if purpose not in written]
    if scheme.type == "cursor_id" and not scheme.item_cursor:
        missing.append("cursor_item_id")
    if missing:
        listed = " and ".join(f"`{purpose}`" for purpose in missing)
        entry.report(
            rules.INCOMPLETE_PAGINATION,
            f"the pagination scheme `{scheme.name}` has no property with the purpose {listed}",
            hint=f"mark it: `{EXTENSION}: {{purpose: {missing[0]}}}`",
        )
