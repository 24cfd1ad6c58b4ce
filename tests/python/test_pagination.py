"""Page classes, printed, made into a package with the runtime, and asked for the next page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TypeVar

import pytest
from msgspec.structs import replace
from tiny_sdk import BOOLEAN, INTEGER, ORIGIN, STRING, context, render

from sdkwright.model.api import PageField, PaginationKind, PaginationScheme
from sdkwright.model.schema import Array, Object, Property, Schema, SchemaId
from sdkwright.python.pagination.build import build_pagination

ITEMS, META, ITEM = SchemaId("#/items"), SchemaId("#/meta"), SchemaId("#/item")
EXTRA = {
    ITEM: Schema(id=ITEM, origin=ORIGIN, type=Object(properties=(Property(wire_name="token", schema=STRING),))),
    ITEMS: Schema(id=ITEMS, origin=ORIGIN, type=Array(items=ITEM)),
    META: Schema(
        id=META,
        origin=ORIGIN,
        type=Object(properties=(Property(wire_name="next", schema=STRING), Property(wire_name="size", schema=INTEGER))),
    ),
}
DATA = PageField(wire_name="data", schema=ITEMS)


def field(name: str, schema: SchemaId = STRING, purpose: str = "", **more) -> PageField:
    return PageField(wire_name=name, schema=schema, purpose=purpose, **more)


def page_module(kind: PaginationKind, request=(), response=(DATA,), **more) -> str:
    """The module with the classes of one scheme."""
    scheme = PaginationScheme(name="my_page", kind=kind, request=request, response=response, **more)
    made = context((), ())
    made = replace(made, api=replace(made.api, pagination=(scheme,), schemas={**made.api.schemas, **EXTRA}))
    view = build_pagination(made)
    assert view is not None
    return render("pagination.py.jinja", view)


class FakePage:
    """What the runtime's base class gives, as far as page classes use it."""

    def __class_getitem__(cls, _item):
        return cls

    def _has_next_page(self, more):
        return more


def next_page(source: str, *, params=None, json=None, **fields):
    """What the printed class says of the next page."""
    base = SimpleNamespace(
        BasePage=type("BasePage", (FakePage,), {}),
        BaseSyncPage=type("BaseSyncPage", (), {"__class_getitem__": classmethod(lambda cls, _: cls)}),
        BaseAsyncPage=type("BaseAsyncPage", (), {"__class_getitem__": classmethod(lambda cls, _: cls)}),
        PageInfo=lambda **info: info,
    )
    httpx = SimpleNamespace(URL=str)
    lines = [line for line in source.splitlines() if not line.startswith("from .")]
    names = {**vars(base), "_T": TypeVar("_T"), "httpx": httpx, "BaseModel": object}
    exec(compile("from __future__ import annotations\n" + "\n".join(lines), "pagination", "exec"), names)
    page = names["SyncMyPage"]()
    page._options = SimpleNamespace(params=params or {}, json_data=json)
    for name, value in fields.items():
        setattr(page, name, value)
    return page.next_page_info(), page


def test_a_cursor() -> None:
    source = page_module(
        PaginationKind.CURSOR,
        (field("cursor", purpose="next_cursor_param"),),
        (DATA, field("next", purpose="next_cursor_field"), field("has_more", BOOLEAN, "has_next_page")),
    )
    assert "    data: List[_T]\n    next: Optional[str] = None\n    has_more: Optional[bool] = None\n" in source
    info, page = next_page(source, next="abc", data=[1], has_more=False)
    assert info == {"params": {"cursor": "abc"}}
    assert page.has_next_page() is False
    assert next_page(source, next=None, data=[1])[0] is None


def test_a_cursor_in_an_object_and_in_the_body() -> None:
    meta = field("meta", META, members=(field("next", purpose="next_cursor_field"),))
    source = page_module(
        PaginationKind.CURSOR, (field("cursor", purpose="next_cursor_param"),), (DATA, meta), in_body=True
    )
    assert "class MyPageMeta(BaseModel):\n    next: Optional[str] = None\n    size: Optional[int] = None\n" in source
    assert "    meta: Optional[MyPageMeta] = None\n" in source
    assert next_page(source, data=[1], meta=SimpleNamespace(next="x"))[0] == {"json": {"cursor": "x"}}
    assert next_page(source, data=[1], meta=None)[0] is None


def test_the_id_of_an_item() -> None:
    source = page_module(
        PaginationKind.CURSOR_ID,
        (field("after", purpose="next_cursor_id_param"), field("before", purpose="previous_cursor_id_param")),
    )
    assert "class MyPageItem(Protocol):\n    token: Optional[str]\n" in source
    items = [SimpleNamespace(token="a"), SimpleNamespace(token="b")]
    assert next_page(source, data=items)[0] == {"params": {"after": "b"}}
    assert next_page(source, params={"before": "z"}, data=items)[0] == {"params": {"before": "a"}}
    assert next_page(source, data=[])[0] is None
    # Without an id there is nothing to go on from; asking again would give the same page for ever.
    assert next_page(source, data=[SimpleNamespace(token=None)])[0] is None


def test_a_url() -> None:
    source = page_module(PaginationKind.CURSOR_URL, (), (DATA, field("next", purpose="cursor_url_field")))
    assert next_page(source, data=[1], next="https://pets.test/2")[0] == {"url": "https://pets.test/2"}
    assert next_page(source, data=[1], next=None)[0] is None


def test_an_offset() -> None:
    request = (field("offset", INTEGER, "offset_count_param"),)
    source = page_module(PaginationKind.OFFSET, request, (DATA, field("total", INTEGER, "offset_total_count_field")))
    assert next_page(source, data=[1, 2], total=5)[0] == {"params": {"offset": 2}}
    assert next_page(source, params={"offset": 3}, data=[1, 2], total=5)[0] is None
    with pytest.raises(ValueError, match="whole number"):
        next_page(source, params={"offset": "x"}, data=[1], total=5)


def test_page_numbers() -> None:
    request = (field("page", INTEGER, "page_number_param"),)
    known = page_module(
        PaginationKind.PAGE_NUMBER,
        request,
        (
            DATA,
            field("page", INTEGER, "current_page_number_field"),
            field("pages", INTEGER, "total_page_count_field"),
        ),
    )
    assert next_page(known, params={"page": 2}, data=[1], page=2, pages=3)[0] == {"params": {"page": 3}}
    assert next_page(known, data=[1], page=3, pages=3)[0] is None
    # The server had no page 5 and gave the last one again.
    assert next_page(known, params={"page": 5}, data=[1], page=3, pages=None)[0] is None
    unknown = page_module(PaginationKind.PAGE_NUMBER, request)
    assert next_page(unknown, params={"page": 2}, data=[1])[0] == {"params": {"page": 3}}


def test_a_page_that_is_the_only_one() -> None:
    source = page_module(PaginationKind.FAKE_PAGE)
    assert "def next_page_info(self) -> None:" in source
    assert next_page(source, data=[1])[0] is None


def test_a_bare_list_with_its_cursor_in_a_header() -> None:
    source = page_module(
        PaginationKind.CURSOR,
        (field("cursor", purpose="next_cursor_param"),),
        (DATA, field("next", purpose="next_cursor_field", header="X-Next")),
        top_level_array=True,
    )
    assert 'else { "data": data }' in source
    assert 'fields["next"] = response.headers["X-Next"]' in source


def test_an_api_without_pages_has_no_such_module() -> None:
    assert build_pagination(context((), ())) is None
