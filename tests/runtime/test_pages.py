from __future__ import annotations

import copy
from typing import Any, Generic, TypeVar

import httpx
import pytest
from acme_sdk._base_client import AsyncPaginator, BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from acme_sdk._models import BaseModel

from .clients import FLAVOURS, Both, collect

T = TypeVar("T")


class Item(BaseModel):
    id: int


class SyncPage(BaseSyncPage[T], BasePage[T], Generic[T]):
    data: list[T]
    cursor: str | None = None
    next_url: str | None = None
    token: str | None = None
    has_more: bool | None = None

    def _get_page_items(self) -> list[T]:
        return self.data

    def has_next_page(self) -> bool:
        return self._has_next_page(self.has_more)

    def next_page_info(self) -> PageInfo | None:
        if self.cursor:
            return PageInfo(params={"cursor": self.cursor})
        if self.next_url:
            return PageInfo(url=httpx.URL(self.next_url))
        if self.token:
            return PageInfo(json={"token": self.token})
        return None


class AsyncPage(BaseAsyncPage[T], BasePage[T], Generic[T]):
    data: list[T]
    cursor: str | None = None
    next_url: str | None = None
    token: str | None = None
    has_more: bool | None = None

    _get_page_items = SyncPage._get_page_items
    has_next_page = SyncPage.has_next_page
    next_page_info = SyncPage.next_page_info


class Server:
    """Gives its pages in order and keeps the requests."""

    def __init__(self, *pages: dict[str, Any]) -> None:
        self.pages = pages
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json=self.pages[len(self.requests) - 1])


def listed(both: Both, **arguments: Any) -> Any:
    page = AsyncPage[Item] if both.is_async else SyncPage[Item]
    base = arguments.pop("path", "/items")
    return both.client.get_api_list(base, page=page, model=Item, **arguments)


def ids(*numbers: int) -> list[dict[str, int]]:
    return [{"id": number} for number in numbers]


@pytest.mark.parametrize("flavour", FLAVOURS)
class TestIteration:
    async def test_over_the_items_of_all_pages(self, flavour: str) -> None:
        server = Server({"data": ids(1, 2), "cursor": "a"}, {"data": ids(3), "cursor": "b"}, {"data": ids(4)})
        both = Both(flavour, server)
        items = await collect(listed(both, options={"params": {"limit": 2}}))
        assert [item.id for item in items] == [1, 2, 3, 4]
        assert all(isinstance(item, Item) for item in items)
        assert [dict(request.url.params) for request in server.requests] == [
            {"limit": "2"},
            {"limit": "2", "cursor": "a"},
            {"limit": "2", "cursor": "b"},
        ]

    async def test_pages_are_fetched_when_they_are_needed(self, flavour: str) -> None:
        server = Server({"data": ids(1, 2), "cursor": "a"}, {"data": ids(3)})
        both = Both(flavour, server)
        page = await both(listed(both))
        assert page.data[0].id == 1
        assert len(server.requests) == 1
        assert page.has_next_page()
        following = await both(page.get_next_page())
        assert [item.id for item in following.data] == [3]
        assert not following.has_next_page()
        with pytest.raises(RuntimeError, match="no next page"):
            await both(following.get_next_page())

    async def test_page_by_page(self, flavour: str) -> None:
        server = Server({"data": ids(1), "cursor": "a"}, {"data": ids(2)})
        both = Both(flavour, server)
        page = await both(listed(both))
        pages = await collect(page.iter_pages())
        assert [[item.id for item in page.data] for page in pages] == [[1], [2]]
        assert type(pages[1]) is type(pages[0])

    async def test_an_empty_page_ends_a_list_unless_there_is_more(self, flavour: str) -> None:
        server = Server({"data": ids(1), "cursor": "a"}, {"data": [], "cursor": "b"})
        assert len(await collect(listed(Both(flavour, server)))) == 1
        assert len(server.requests) == 2

        pages = [{"data": [], "cursor": "a", "has_more": True}, {"data": ids(1), "cursor": "b", "has_more": False}]
        assert len(await collect(listed(Both(flavour, Server(*pages))))) == 1

    async def test_by_url(self, flavour: str) -> None:
        following = "https://other.test/v2/items?page=2&ids=1&ids=2"
        server = Server({"data": ids(1), "next_url": following}, {"data": ids(2)})
        both = Both(flavour, server)
        await collect(listed(both, options={"params": {"page": 1, "ids": [1, 2], "kept": "yes"}}))
        assert server.requests[1].url.host == "other.test"
        assert server.requests[1].url.params.multi_items() == [
            ("page", "2"),
            ("ids", "1"),
            ("ids", "2"),
            ("kept", "yes"),
        ]

    @pytest.mark.parametrize(
        ("following", "expected"),
        [
            ("/v1/items?page=2", "https://api.acme.test/v1/items?page=2"),
            ("/items?page=2", "https://api.acme.test/v1/items?page=2"),
            ("?page=2", "https://api.acme.test/v1/items?page=2"),
        ],
    )
    async def test_by_a_relative_url(self, flavour: str, following: str, expected: str) -> None:
        server = Server({"data": ids(1), "next_url": following}, {"data": ids(2)})
        await collect(listed(Both(flavour, server, base_url="https://api.acme.test/v1")))
        assert str(server.requests[1].url) == expected

    async def test_by_body(self, flavour: str) -> None:
        server = Server({"data": ids(1), "token": "t"}, {"data": ids(2)})
        await collect(listed(Both(flavour, server), method="post", body={"query": "q"}))
        assert [request.content for request in server.requests] == [b'{"query":"q"}', b'{"query":"q","token":"t"}']

        server = Server({"data": ids(1), "token": "t"})
        with pytest.raises(TypeError, match="body that is an object"):
            await collect(listed(Both(flavour, server), method="post", body=["no object"]))

    async def test_the_raw_response_is_parsed_as_something_else(self, flavour: str) -> None:
        both = Both(flavour, Server({"data": ids(1)}))
        response = await both(listed(both, options={"headers": {"X-Stainless-Raw-Response": "raw"}}))
        assert await both(response.parse(to=dict[str, object])) == {"data": [{"id": 1}]}
        assert [item.id for item in await collect(await both(response.parse()))] == [1]

    async def test_a_deep_copy_goes_on(self, flavour: str) -> None:
        server = Server({"data": ids(1), "cursor": "a"}, {"data": ids(2)})
        both = Both(flavour, server)
        page = await both(listed(both))
        copied = copy.deepcopy(page)
        assert copied.data[0] is not page.data[0]
        assert [item.id for item in await collect(copied)] == [1, 2]

    async def test_the_raw_response_is_only_of_the_first_page(self, flavour: str) -> None:
        server = Server({"data": ids(1), "cursor": "a"}, {"data": ids(2)})
        both = Both(flavour, server)
        response = await both(listed(both, options={"headers": {"X-Stainless-Raw-Response": "raw"}}))
        page = await both(response.parse())
        assert [item.id for item in await collect(page)] == [1, 2]
        assert "x-stainless-raw-response" not in server.requests[1].headers

    async def test_model_methods_still_work(self, flavour: str) -> None:
        both = Both(flavour, Server({"data": ids(1), "extra": "kept"}))
        page = await both(listed(both))
        assert page.to_dict() == {"data": [{"id": 1}], "extra": "kept"}
        assert page.extra == "kept"


async def test_an_asynchronous_list_sends_nothing_by_itself() -> None:
    server = Server({"data": ids(1)})
    paginator = listed(Both("async", server))
    assert isinstance(paginator, AsyncPaginator)
    assert server.requests == []
    assert [item.id for item in (await paginator).data] == [1]


def test_page_info() -> None:
    assert repr(PageInfo(params={"a": 1})) == "PageInfo(params={'a': 1})"
    assert repr(PageInfo(url=httpx.URL("/x"))) == "PageInfo(url=/x)"
    assert repr(PageInfo(json={})) == "PageInfo(json={})"
