"""The HTTP verbs of an asynchronous client: options and types; sending is left to `_perform`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from ._files import async_to_httpx_files
from ._types import Body, ResponseT, RequestFiles, RequestOptions, AsyncBinaryTypes
from ._models import FinalRequestOptions
from ._requests import check_body

if TYPE_CHECKING:
    from ._base_client import BaseAsyncPage, AsyncPaginator

_T = TypeVar("_T")
_StreamT = TypeVar("_StreamT")
_AsyncPageT = TypeVar("_AsyncPageT", bound="BaseAsyncPage[Any]")

_NO_OPTIONS: RequestOptions = {}


class AsyncVerbs(ABC):
    """`get`, `post` and the others of an asynchronous client."""

    @abstractmethod
    async def _perform(
        self, cast_to: type[Any], options: FinalRequestOptions, *, stream: bool, stream_cls: type[Any] | None
    ) -> Any: ...

    @abstractmethod
    def _request_api_list(
        self, model: type[Any], page: type[_AsyncPageT], options: FinalRequestOptions
    ) -> AsyncPaginator[Any, _AsyncPageT]: ...

    @overload
    async def request(
        self,
        cast_to: type[ResponseT],
        options: FinalRequestOptions,
        *,
        stream: Literal[True],
        stream_cls: type[_StreamT],
    ) -> _StreamT: ...
    @overload
    async def request(
        self, cast_to: type[ResponseT], options: FinalRequestOptions, *, stream: Literal[False] = False
    ) -> ResponseT: ...
    @overload
    async def request(
        self,
        cast_to: type[ResponseT],
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: type[_StreamT] | None = None,
    ) -> ResponseT | _StreamT: ...
    async def request(
        self,
        cast_to: type[ResponseT],
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: type[_StreamT] | None = None,
    ) -> ResponseT | _StreamT:
        """Send a request, again if it must be, and parse the answer."""
        parsed = await self._perform(cast_to, options, stream=stream, stream_cls=stream_cls)
        return cast("ResponseT | _StreamT", parsed)

    @overload
    async def get(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        options: RequestOptions = ...,
        stream: Literal[False] = False,
    ) -> ResponseT: ...
    @overload
    async def get(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        options: RequestOptions = ...,
        stream: Literal[True],
        stream_cls: type[_StreamT],
    ) -> _StreamT: ...
    @overload
    async def get(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        options: RequestOptions = ...,
        stream: bool,
        stream_cls: type[_StreamT] | None = None,
    ) -> ResponseT | _StreamT: ...
    async def get(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        options: RequestOptions = _NO_OPTIONS,
        stream: bool = False,
        stream_cls: type[_StreamT] | None = None,
    ) -> ResponseT | _StreamT:
        final = FinalRequestOptions.construct(method="get", url=path, **options)
        return await self.request(cast_to, final, stream=stream, stream_cls=stream_cls)

    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        files: RequestFiles | None = None,
        options: RequestOptions = ...,
        stream: Literal[False] = False,
    ) -> ResponseT: ...
    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        files: RequestFiles | None = None,
        options: RequestOptions = ...,
        stream: Literal[True],
        stream_cls: type[_StreamT],
    ) -> _StreamT: ...
    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        files: RequestFiles | None = None,
        options: RequestOptions = ...,
        stream: bool,
        stream_cls: type[_StreamT] | None = None,
    ) -> ResponseT | _StreamT: ...
    async def post(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        files: RequestFiles | None = None,
        options: RequestOptions = _NO_OPTIONS,
        stream: bool = False,
        stream_cls: type[_StreamT] | None = None,
    ) -> ResponseT | _StreamT:
        check_body(body, content, files)
        final = FinalRequestOptions.construct(
            method="post", url=path, json_data=body, content=content, files=await async_to_httpx_files(files), **options
        )
        return await self.request(cast_to, final, stream=stream, stream_cls=stream_cls)

    async def patch(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        files: RequestFiles | None = None,
        options: RequestOptions = _NO_OPTIONS,
    ) -> ResponseT:
        check_body(body, content, files)
        final = FinalRequestOptions.construct(
            method="patch",
            url=path,
            json_data=body,
            content=content,
            files=await async_to_httpx_files(files),
            **options,
        )
        return await self.request(cast_to, final)

    async def put(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        files: RequestFiles | None = None,
        options: RequestOptions = _NO_OPTIONS,
    ) -> ResponseT:
        check_body(body, content, files)
        final = FinalRequestOptions.construct(
            method="put", url=path, json_data=body, content=content, files=await async_to_httpx_files(files), **options
        )
        return await self.request(cast_to, final)

    async def delete(
        self,
        path: str,
        *,
        cast_to: type[ResponseT],
        body: Body | None = None,
        content: AsyncBinaryTypes | None = None,
        options: RequestOptions = _NO_OPTIONS,
    ) -> ResponseT:
        check_body(body, content, None)
        final = FinalRequestOptions.construct(method="delete", url=path, json_data=body, content=content, **options)
        return await self.request(cast_to, final)

    def get_api_list(
        self,
        path: str,
        *,
        model: type[_T],
        page: type[_AsyncPageT],
        body: Body | None = None,
        options: RequestOptions = _NO_OPTIONS,
        method: str = "get",
    ) -> AsyncPaginator[_T, _AsyncPageT]:
        """The pages of a list: await the first one, or iterate over the items of all."""
        final = FinalRequestOptions.construct(method=method, url=path, json_data=body, **options)
        return self._request_api_list(model, page, final)
