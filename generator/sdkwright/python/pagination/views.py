"""What the pagination template prints.

In: nothing. Out: the views that `pagination/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock


class FieldView(Struct, frozen=True, kw_only=True):
    """A field of a class; `default` is empty where it must be there."""

    name: Code
    annotation: Code
    default: Code


class PartView(Struct, frozen=True, kw_only=True):
    """A model that is a part of pages (`result_info`), or what the items of a page are known to have."""

    name: Code
    fields: tuple[FieldView, ...]


class CursorView(Struct, frozen=True, kw_only=True):
    """The next page is asked for with what this page says."""

    cursor: Code
    parameter: Code


class ItemCursorView(Struct, frozen=True, kw_only=True):
    """The next page is asked for with the id of the last item, the previous one with that of the first."""

    protocol: Code
    attribute: Code
    parameter: Code
    back: Code | None
    """The parameter that goes backwards."""


class OffsetView(Struct, frozen=True, kw_only=True):
    """The next page starts where this one ends; `start` and `total` are what the page says of both."""

    parameter: Code
    start: Code | None
    total: Code | None


class NumberView(Struct, frozen=True, kw_only=True):
    """Pages are numbered; `current` and `total` are what the page says of both."""

    parameter: Code
    current: Code | None
    total: Code | None


class BuildView(Struct, frozen=True, kw_only=True):
    """How a page is made of an answer that is a bare list, or whose headers hold fields."""

    items: Code | None
    """The literal of the field that takes the list."""
    headers: tuple[tuple[Code, Code], ...]
    """Literals of fields and of the headers they come from."""


class PageView(Struct, frozen=True, kw_only=True):
    """A page class of one flavour. Exactly one of `cursor` to `number` is given, none where there is but one page."""

    name: Code
    base: Code
    docstring: Code | None
    fields: tuple[FieldView, ...]
    items: Code | None
    """The expression for the list of items."""
    more: Code | None
    """What the page says of whether there is another one."""
    sent: Code
    """What the request for this page was made with, as a mapping."""
    place: Code
    """Where the next request differs: `params` or `json`."""
    build: BuildView | None
    cursor: CursorView | None = None
    url: Code | None = None
    item_cursor: ItemCursorView | None = None
    offset: OffsetView | None = None
    number: NumberView | None = None


class PaginationView(Struct, frozen=True, kw_only=True):
    """The module with all page classes."""

    path: str
    imports: ImportBlock
    exports: tuple[Code, ...]
    protocols: tuple[PartView, ...]
    parts: tuple[PartView, ...]
    pages: tuple[PageView, ...]
