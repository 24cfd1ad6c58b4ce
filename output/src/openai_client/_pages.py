"""The pages of lists, and how each asks for the one after it.

In: a parsed answer, and the options of the request for it. Out: its items, and the options of the request for the next
page. `_base_client.py` re-exports the classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from collections.abc import Mapping, Iterable, Iterator, Generator, AsyncIterator
from typing_extensions import Self, override

from pydantic import PrivateAttr

from ._http import httpx
from ._types import Body, Query, NotGiven, not_given
from ._utils import is_mapping
from ._compat import model_copy
from ._models import GenericModel, FinalRequestOptions

if TYPE_CHECKING:
    from ._base_client import SyncAPIClient, AsyncAPIClient

_T = TypeVar("_T")
SyncPageT = TypeVar("SyncPageT", bound="BaseSyncPage[Any]")
AsyncPageT = TypeVar("AsyncPageT", bound="BaseAsyncPage[Any]")


class PageInfo:
    """What to change in the request for a page to get the next one: parameters, body properties, or the whole URL."""

    def __init__(
        self,
        *,
        url: httpx.URL | NotGiven = not_given,
        json: Body | NotGiven = not_given,
        params: Query | NotGiven = not_given,
    ) -> None:
        self.url = url
        self.json = json
        self.params = params

    @override
    def __repr__(self) -> str:
        given = {name: value for name, value in vars(self).items() if not isinstance(value, NotGiven)}
        return f"{type(self).__name__}({', '.join(f'{name}={value}' for name, value in given.items())})"


class BasePage(GenericModel, Generic[_T]):
    """One page of a list. A page class of an API says where its items are and how to ask for the next page.

    It overrides `_get_page_items` and `next_page_info`, and, where the answer says whether there is more,
    `has_next_page` by `return self._has_next_page(more)` with that answer: True, False, or None for no answer.
    """

    _options: FinalRequestOptions = PrivateAttr()
    _model: type[_T] = PrivateAttr()
    _client: Any = PrivateAttr()

    def has_next_page(self) -> bool:
        """Whether there is another page to ask for."""
        return self._has_next_page(None)

    def next_page_info(self) -> PageInfo | None:
        """How to ask for the next page; None if there is none."""
        return None

    def _get_page_items(self) -> Iterable[_T]:
        return ()

    def _has_next_page(self, more: bool | None) -> bool:
        # An empty page ends a list only if the server does not say otherwise: a filter may leave a page empty.
        if more is False or (more is None and not self._get_page_items()):
            return False
        return self.next_page_info() is not None

    def _info_to_options(self, info: PageInfo) -> FinalRequestOptions:
        return _options_of_page(self._options, info, self._client.base_url)

    def _options_of_next_page(self) -> FinalRequestOptions:
        info = self.next_page_info()
        if info is None:
            raise RuntimeError("There is no next page; ask `.has_next_page()` before calling `.get_next_page()`.")
        return self._info_to_options(info)


class BaseSyncPage(BasePage[_T], Generic[_T]):
    """A page of a synchronous client. Iterating over it goes on to the pages that follow."""

    _client: SyncAPIClient = PrivateAttr()

    def _set_private_attributes(self, client: SyncAPIClient, model: type[_T], options: FinalRequestOptions) -> None:
        _attach(self, client=client, model=model, options=options)

    # pydantic iterates over a model's fields; a page is its items, and `model_dump()` still gives the fields.
    def __iter__(self) -> Iterator[_T]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        for page in self.iter_pages():
            yield from page._get_page_items()

    def iter_pages(self) -> Iterator[Self]:
        """This page and those that follow, each fetched when it is asked for."""
        page = self
        yield page
        while page.has_next_page():
            page = page.get_next_page()
            yield page

    def get_next_page(self) -> Self:
        """Fetch the next page. Raises RuntimeError if there is none."""
        return self._client._request_api_list(self._model, page=type(self), options=self._options_of_next_page())


class AsyncPaginator(Generic[_T, AsyncPageT]):
    """A list that has not been asked for: `await` it for the first page, or iterate over the items of all pages."""

    def __init__(
        self, client: AsyncAPIClient, options: FinalRequestOptions, page_cls: type[AsyncPageT], model: type[_T]
    ) -> None:
        self._model = model
        self._client = client
        self._options = options
        self._page_cls = page_cls

    def __await__(self) -> Generator[Any, None, AsyncPageT]:
        return self._get_page().__await__()

    async def _get_page(self) -> AsyncPageT:
        def attached(page: AsyncPageT) -> AsyncPageT:
            page._set_private_attributes(model=self._model, options=self._options, client=self._client)
            return page

        self._options.post_parser = attached
        return await self._client.request(self._page_cls, self._options)

    async def __aiter__(self) -> AsyncIterator[_T]:
        page = await self._get_page()
        async for item in page:
            yield cast("_T", item)


class BaseAsyncPage(BasePage[_T], Generic[_T]):
    """A page of an asynchronous client. Iterating over it with `async for` goes on to the pages that follow."""

    _client: AsyncAPIClient = PrivateAttr()

    def _set_private_attributes(self, model: type[_T], client: AsyncAPIClient, options: FinalRequestOptions) -> None:
        _attach(self, client=client, model=model, options=options)

    async def __aiter__(self) -> AsyncIterator[_T]:
        async for page in self.iter_pages():
            for item in page._get_page_items():
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and those that follow, each fetched when it is asked for."""
        page = self
        yield page
        while page.has_next_page():
            page = await page.get_next_page()
            yield page

    async def get_next_page(self) -> Self:
        """Fetch the next page. Raises RuntimeError if there is none."""
        return await self._client._request_api_list(self._model, page=type(self), options=self._options_of_next_page())


def _options_of_page(options: FinalRequestOptions, info: PageInfo, base_url: httpx.URL) -> FinalRequestOptions:
    """The options of the request for the page that `info` describes; `options` are those of the page before.

    `base_url` is the client's, which relative URLs of requests are appended to. Raises TypeError when the page is asked
    for in a body that is not an object, ValueError for an empty `info`.
    """
    following = model_copy(options)
    following._strip_raw_response_header()
    if not isinstance(info.params, NotGiven):
        following.params = {**following.params, **info.params}
    elif not isinstance(info.url, NotGiven):
        following.url = _url_of_page(info.url, options.url, base_url)
        following.params = _without(following.params, info.url.params)
    elif not isinstance(info.json, NotGiven):
        following.json_data = {**_mapping(following.json_data or {}), **_mapping(info.json)}
    else:
        raise ValueError("A PageInfo needs one of `url`, `params` and `json`")
    return following


def _attach(page: Any, *, client: object, model: object, options: object) -> None:
    """Give a page what it needs to ask for the next one."""
    # A page that was constructed without validation has no room for private attributes yet.
    if getattr(page, "__pydantic_private__", None) is None:
        page.__pydantic_private__ = {}
    page._model = model
    page._client = client
    page._options = options


def _url_of_page(url: httpx.URL, previous: str, base_url: httpx.URL) -> str:
    """The URL of a page as requests take it: absolute, or relative to the base URL."""
    if url.is_absolute_url:
        return str(url)
    if url.path in ("", "/") and url.query:
        return str(httpx.URL(previous).copy_with(query=url.query))
    # APIs mean such a URL as relative to their root or, as links are, to the host, whose paths begin with that root.
    if url.path.startswith(base_url.path):
        return str(url.copy_with(path=url.path[len(base_url.path) - 1 :]))
    return str(url)


def _without(params: Mapping[str, object], replaced: httpx.QueryParams) -> dict[str, object]:
    names = {name.split("[", 1)[0] for name in replaced}
    return {name: value for name, value in params.items() if name not in names}


def _mapping(body: object) -> Mapping[str, object]:
    if not is_mapping(body):
        raise TypeError("Pagination in the body is only supported for a body that is an object")
    return body
