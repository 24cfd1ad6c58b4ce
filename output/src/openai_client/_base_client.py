"""The clients that emitted clients extend, and the pages of lists, under the names that other code imports.

What published SDKs define in this module is defined here. The parts are elsewhere: `_request_builder.py` and
`_answer_handler.py` decide without I/O what is sent and what an answer means, `_sync_shell.py` and `_async_shell.py`
send and wait, `_pages.py` finds the next page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, TypeAlias, cast
from functools import lru_cache
from collections.abc import Mapping, Iterable, Iterator, Generator, AsyncIterator
from typing_extensions import Self, override

from pydantic import PrivateAttr

from ._http import httpx
from ._pages import NO_NEXT_PAGE, attach, attaching, options_of_page
from ._types import Body, Query, Headers, NotGiven, AnyMapping, PostParser, RequestOptions, not_given
from ._utils import is_mapping
from ._compat import cached_property
from ._models import GenericModel, SecurityOptions, FinalRequestOptions as FinalRequestOptions
from ._retries import checked_retries
from ._platform import KnownSystem, known_system, runtime_headers, platform_description
from ._constants import DEFAULT_TIMEOUT as DEFAULT_TIMEOUT, DEFAULT_MAX_RETRIES as DEFAULT_MAX_RETRIES
from ._streaming import Stream as Stream, AsyncStream as AsyncStream
from ._transport import (
    HTTPX_DEFAULT_TIMEOUT as HTTPX_DEFAULT_TIMEOUT,
    DefaultHttpxClient as DefaultHttpxClient,
    DefaultAioHttpClient as DefaultAioHttpClient,
    DefaultAsyncHttpxClient as DefaultAsyncHttpxClient,
    initial_timeout,
)
from ._sync_shell import SyncShell
from ._async_shell import AsyncShell
from ._event_loops import LoopBoundClient
from ._answer_handler import AnswerHandler
from ._request_builder import HttpxClientT, RequestBuilder

ItemT = TypeVar("ItemT")
"""What a list holds. Page classes share it, as pydantic makes a further class for each other type variable."""
SyncPageT = TypeVar("SyncPageT", bound="BaseSyncPage[Any]")
AsyncPageT = TypeVar("AsyncPageT", bound="BaseAsyncPage[Any]")
_StreamClassT = TypeVar("_StreamClassT", bound="Stream[Any] | AsyncStream[Any]")

Platform: TypeAlias = "OtherPlatform | KnownSystem"


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


class BasePage(GenericModel, Generic[ItemT]):
    """One page of a list. A page class of an API says where its items are and how to ask for the next page.

    It overrides `_get_page_items` and `next_page_info`, and, where the answer says whether there is more,
    `has_next_page` by `return self._has_next_page(more)` with that answer: True, False, or None for no answer.
    """

    if TYPE_CHECKING:
        _options: FinalRequestOptions
        _model: type[ItemT]
        _client: Any
    else:
        # pydantic would evaluate annotations anew for each class of pages and for each type of their items
        _options, _model, _client = PrivateAttr(), PrivateAttr(), PrivateAttr()

    def has_next_page(self) -> bool:
        """Whether there is another page to ask for."""
        return self._has_next_page(None)

    def next_page_info(self) -> PageInfo | None:
        """How to ask for the next page; None if there is none."""
        return None

    def _get_page_items(self) -> Iterable[ItemT]:
        return ()

    def _has_next_page(self, more: bool | None) -> bool:
        # An empty page ends a list only if the server does not say otherwise: a filter may leave a page empty.
        if more is False or (more is None and not self._get_page_items()):
            return False
        return self.next_page_info() is not None

    def _info_to_options(self, info: PageInfo) -> FinalRequestOptions:
        return options_of_page(self._options, info, self._client.base_url)

    def _options_of_next_page(self) -> FinalRequestOptions:
        info = self.next_page_info()
        if info is None:
            raise RuntimeError(NO_NEXT_PAGE)
        return self._info_to_options(info)


class BaseSyncPage(BasePage[ItemT], Generic[ItemT]):
    """A page of a synchronous client. Iterating over it goes on to the pages that follow."""

    if TYPE_CHECKING:
        _client: SyncAPIClient

    def _set_private_attributes(self, client: SyncAPIClient, model: type[ItemT], options: FinalRequestOptions) -> None:
        attach(self, client=client, model=model, options=options)

    # pydantic iterates over a model's fields; a page is its items, and `model_dump()` still gives the fields.
    def __iter__(self) -> Iterator[ItemT]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
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


class AsyncPaginator(Generic[ItemT, AsyncPageT]):
    """A list that has not been asked for: `await` it for the first page, or iterate over the items of all pages."""

    def __init__(
        self, client: AsyncAPIClient, options: FinalRequestOptions, page_cls: type[AsyncPageT], model: type[ItemT]
    ) -> None:
        self._model = model
        self._client = client
        self._options = options
        self._page_cls = page_cls

    def __await__(self) -> Generator[Any, None, AsyncPageT]:
        return self._get_page().__await__()

    async def _get_page(self) -> AsyncPageT:
        self._options.post_parser = attaching(client=self._client, model=self._model, options=self._options)
        return await self._client.request(self._page_cls, self._options)

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        page = await self._get_page()
        async for item in page:
            yield cast("ItemT", item)


class BaseAsyncPage(BasePage[ItemT], Generic[ItemT]):
    """A page of an asynchronous client. Iterating over it with `async for` goes on to the pages that follow."""

    if TYPE_CHECKING:
        _client: AsyncAPIClient

    def _set_private_attributes(self, model: type[ItemT], client: AsyncAPIClient, options: FinalRequestOptions) -> None:
        attach(self, client=client, model=model, options=options)

    async def __aiter__(self) -> AsyncIterator[ItemT]:
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


class BaseClient(AnswerHandler, RequestBuilder[HttpxClientT], Generic[HttpxClientT, _StreamClassT]):
    """What a synchronous and an asynchronous client share: everything but sending and waiting."""

    _default_stream_cls: type[_StreamClassT] | None = None

    def __init__(
        self,
        *,
        version: str,
        base_url: str | httpx.URL,
        _strict_response_validation: bool,
        max_retries: int = DEFAULT_MAX_RETRIES,
        timeout: float | httpx.Timeout | None = DEFAULT_TIMEOUT,
        custom_headers: Mapping[str, str] | None = None,
        custom_query: Mapping[str, object] | None = None,
    ) -> None:
        self._version = version
        self._base_url = self._read_base_url(base_url)
        self.max_retries = checked_retries(max_retries)
        self.timeout = timeout
        self._custom_headers = custom_headers or {}
        self._custom_query = custom_query or {}
        self._strict_response_validation = _strict_response_validation
        self._idempotency_header = None
        self._platform: Platform | None = None

    @override
    def platform_headers(self) -> dict[str, str]:
        return platform_headers(self._version, platform=self._platform)

    if TYPE_CHECKING:

        def copy(self) -> Self:
            """Emitted clients have it, with all their options as arguments."""
            ...

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        # Connections cannot be copied, and what holds a client, such as a page, should be.
        return self.copy()


class SyncHttpxClientWrapper(DefaultHttpxClient):
    """The HTTP client that a client makes for itself; it is closed when nobody refers to it any more."""

    def __del__(self) -> None:
        try:
            if not self.is_closed:
                self.close()
        except Exception:
            pass  # half made, or the interpreter is going down


class AsyncHttpxClientWrapper(LoopBoundClient):
    """The HTTP client that a client makes for itself; its event loop closes it when nobody refers to it any more."""

    def __del__(self) -> None:
        try:
            if not self.is_closed:
                self.close_in_its_loop()
        except Exception:
            pass  # half made, or the interpreter is going down


class SyncAPIClient(SyncShell, BaseClient[httpx.Client, Stream[Any]]):
    """A synchronous client: its attributes are the API's resources, whose methods send requests."""

    def __init__(
        self,
        *,
        version: str,
        base_url: str | httpx.URL,
        max_retries: int = DEFAULT_MAX_RETRIES,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: httpx.Client | None = None,
        custom_headers: Mapping[str, str] | None = None,
        custom_query: Mapping[str, object] | None = None,
        _strict_response_validation: bool,
    ) -> None:
        timeout = initial_timeout(timeout, http_client, httpx.Client)
        super().__init__(
            version=version,
            timeout=timeout,
            base_url=base_url,
            max_retries=max_retries,
            custom_query=custom_query,
            custom_headers=custom_headers,
            _strict_response_validation=_strict_response_validation,
        )
        if http_client:
            self._client = http_client

    if not TYPE_CHECKING:
        # For a checker it is the attribute that the base class declares. The first one loads half of the HTTP library.

        @cached_property
        def _client(self) -> httpx.Client:
            made = SyncHttpxClientWrapper(base_url=self._base_url, timeout=self.timeout)
            return vars(self).setdefault("_client", made)  # one for all threads that were here at once

    @override
    def _request_api_list(self, model: type[Any], page: type[SyncPageT], options: FinalRequestOptions) -> SyncPageT:
        options.post_parser = attaching(client=self, model=model, options=options)
        return self.request(page, options)


class AsyncAPIClient(AsyncShell, BaseClient[httpx.AsyncClient, AsyncStream[Any]]):
    """An asynchronous client: its attributes are the API's resources, whose methods are to be awaited."""

    def __init__(
        self,
        *,
        version: str,
        base_url: str | httpx.URL,
        max_retries: int = DEFAULT_MAX_RETRIES,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: httpx.AsyncClient | None = None,
        custom_headers: Mapping[str, str] | None = None,
        custom_query: Mapping[str, object] | None = None,
        _strict_response_validation: bool,
    ) -> None:
        timeout = initial_timeout(timeout, http_client, httpx.AsyncClient)
        super().__init__(
            version=version,
            timeout=timeout,
            base_url=base_url,
            max_retries=max_retries,
            custom_query=custom_query,
            custom_headers=custom_headers,
            _strict_response_validation=_strict_response_validation,
        )
        if http_client:
            self._client = http_client

    if not TYPE_CHECKING:

        @cached_property
        def _client(self) -> httpx.AsyncClient:
            made = AsyncHttpxClientWrapper(base_url=self._base_url, timeout=self.timeout)
            return vars(self).setdefault("_client", made)

    @override
    def _request_api_list(
        self, model: type[ItemT], page: type[AsyncPageT], options: FinalRequestOptions
    ) -> AsyncPaginator[ItemT, AsyncPageT]:
        return AsyncPaginator(client=self, options=options, page_cls=page, model=model)


def make_request_options(
    *,
    query: Query | None = None,
    extra_headers: Headers | None = None,
    extra_query: Query | None = None,
    extra_body: Body | None = None,
    idempotency_key: str | None = None,
    timeout: float | httpx.Timeout | NotGiven | None = not_given,
    post_parser: PostParser | NotGiven = not_given,
    security: SecurityOptions | None = None,
    synthesize_event_and_data: bool | None = None,
) -> RequestOptions:
    """The options of a request, from the arguments of a method: only those that were given.

    Raises TypeError for an `extra_query` that is no mapping.
    """
    options: RequestOptions = {}
    if extra_headers is not None:
        options["headers"] = extra_headers
    if extra_body is not None:
        options["extra_json"] = cast("AnyMapping", extra_body)
    if query is not None:
        options["params"] = query
    if extra_query is not None:
        if not is_mapping(extra_query):
            raise TypeError(f"`extra_query` is a mapping of names to values, not {type(extra_query).__name__}")
        options["params"] = {**options.get("params", {}), **extra_query}
    if not isinstance(timeout, NotGiven):
        options["timeout"] = timeout
    if idempotency_key is not None:
        options["idempotency_key"] = idempotency_key
    if security is not None:
        options["security"] = security
    if synthesize_event_and_data is not None:
        options["synthesize_event_and_data"] = synthesize_event_and_data
    if not isinstance(post_parser, NotGiven):
        # Not among the options that a caller may pass, but it goes the same way.
        cast("dict[str, object]", options)["post_parser"] = post_parser
    return options


class OtherPlatform:
    """An operating system that the header has no name for."""

    def __init__(self, name: str) -> None:
        self.name = name

    @override
    def __str__(self) -> str:
        return f"Other:{self.name}"


def get_platform() -> Platform:
    """The operating system, as the headers call it."""
    known = known_system()
    if known is not None:
        return known
    description = platform_description()
    return OtherPlatform(description) if description else "Unknown"


@lru_cache(maxsize=16)
def platform_headers(version: str, *, platform: Platform | None) -> dict[str, str]:
    """The headers that describe a package of that version, the machine and the interpreter."""
    return runtime_headers(version, str(platform or get_platform()))
