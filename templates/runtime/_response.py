"""Responses as objects: headers, status and body beside the parsed value, and the wrappers that ask for them."""

from __future__ import annotations

import os
import datetime
import functools
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload
from collections.abc import Callable, Awaitable
from typing_extensions import ParamSpec, override

from ._http import httpx
from ._types import NotGiven
from ._utils import extract_type_var_from_base
from ._parsing import parse_body, plain_target
from ._constants import RAW_RESPONSE_HEADER, OVERRIDE_CAST_TO_HEADER
from ._exceptions import SDKError
from ._response_body import SyncBody, AsyncBody

if TYPE_CHECKING:
    from ._models import FinalRequestOptions
    from ._base_client import BaseClient

P = ParamSpec("P")
R = TypeVar("R")
_T = TypeVar("_T")
_APIResponseT = TypeVar("_APIResponseT", bound="APIResponse[Any]")
_AsyncAPIResponseT = TypeVar("_AsyncAPIResponseT", bound="AsyncAPIResponse[Any]")


class BaseAPIResponse(Generic[R]):
    """A response and the type that its body stands for."""

    http_response: httpx.Response
    retries_taken: int
    """How often the request was sent again before this response came."""

    def __init__(
        self,
        *,
        raw: httpx.Response,
        cast_to: type[R],
        client: BaseClient[Any, Any],
        stream: bool,
        stream_cls: type[Any] | None,
        options: FinalRequestOptions,
        retries_taken: int = 0,
    ) -> None:
        self._cast_to = cast_to
        self._client = client
        self._parsed_by_type: dict[Any, Any] = {}
        self._is_sse_stream = stream
        self._stream_cls = stream_cls
        self._options = options
        self.http_response = raw
        self.retries_taken = retries_taken

    @property
    def headers(self) -> httpx.Headers:
        return self.http_response.headers

    @property
    def http_request(self) -> httpx.Request:
        """The request that was answered, after redirects."""
        return self.http_response.request

    @property
    def status_code(self) -> int:
        return self.http_response.status_code

    @property
    def url(self) -> httpx.URL:
        """Where the answer came from, after redirects."""
        return self.http_response.url

    @property
    def method(self) -> str:
        return self.http_request.method

    @property
    def http_version(self) -> str:
        return self.http_response.http_version

    @property
    def elapsed(self) -> datetime.timedelta:
        """The time from sending the request to the end of the answer; RuntimeError until the body has been read."""
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        """Whether the connection has been released; until then read the body or call `close()`."""
        return self.http_response.is_closed

    @override
    def __repr__(self) -> str:
        status = f"{self.status_code} {self.http_response.reason_phrase}"
        return f"<{type(self).__name__} [{status}] type={self._cast_to}>"

    def _target(self, to: Any) -> Any:
        return plain_target(self._cast_to if to is None else to)

    def _parse(self, target: Any, *, chosen: bool) -> Any:
        if self._is_sse_stream:
            from ._stream_targets import parse_stream  # what reads streams is loaded with the first of them

            parsed = parse_stream(self, target, chosen=chosen)
        else:
            parsed = parse_body(self.http_response, target, self._client)
        post_parser = self._options.post_parser
        if not isinstance(post_parser, NotGiven):
            parsed = post_parser(parsed)
        self._parsed_by_type[target] = parsed
        return parsed


class APIResponse(SyncBody, BaseAPIResponse[R]):
    """The response of a synchronous call."""

    @overload
    def parse(self, *, to: type[_T]) -> _T: ...
    @overload
    def parse(self) -> R: ...
    def parse(self, *, to: type[_T] | None = None) -> R | _T:
        """The body as the method's own type, or as `to`.

        `to` may be a model, dict, list, a union, str, bytes, int, float, bool, the HTTP library's response, or a
        class with a method `build(response=, data=)`; for a streamed answer a stream class with the type of its
        items, such as `Stream[Event]`. The result is remembered for each type.
        """
        target = self._target(to)
        if target in self._parsed_by_type:
            return cast("R | _T", self._parsed_by_type[target])
        if not self._is_sse_stream:
            self.read()
        return cast("R | _T", self._parse(target, chosen=to is not None))


class AsyncAPIResponse(AsyncBody, BaseAPIResponse[R]):
    """The response of an asynchronous call."""

    @overload
    async def parse(self, *, to: type[_T]) -> _T: ...
    @overload
    async def parse(self) -> R: ...
    async def parse(self, *, to: type[_T] | None = None) -> R | _T:
        """The body as the method's own type, or as `to`.

        `to` may be a model, dict, list, a union, str, bytes, int, float, bool, the HTTP library's response, or a
        class with a method `build(response=, data=)`; for a streamed answer a stream class with the type of its
        items, such as `AsyncStream[Event]`. The result is remembered for each type.
        """
        target = self._target(to)
        if target in self._parsed_by_type:
            return cast("R | _T", self._parsed_by_type[target])
        if not self._is_sse_stream:
            await self.read()
        return cast("R | _T", self._parse(target, chosen=to is not None))


class BinaryAPIResponse(APIResponse[bytes]):
    """The response of a method that gives bytes; they have been read."""

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Write the bytes to a file. To not hold them in memory, use `with_streaming_response` and `stream_to_file`."""
        self._save(file)


class AsyncBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """The response of a method that gives bytes; they have been read."""

    async def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Write the bytes to a file. To not hold them in memory, use `with_streaming_response` and `stream_to_file`."""
        await self._save(file)


class StreamedBinaryAPIResponse(APIResponse[bytes]):
    """The response of a method that gives bytes, before they are read."""

    def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the bytes to a file as they arrive."""
        self._save(file, chunk_size)


class AsyncStreamedBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """The response of a method that gives bytes, before they are read."""

    async def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the bytes to a file as they arrive."""
        await self._save(file, chunk_size)


class StreamAlreadyConsumed(SDKError):
    """The body was asked for as a whole after it had been read in pieces."""

    def __init__(self) -> None:
        super().__init__(
            "The body of this response has already been streamed and is gone. "
            "Keep the pieces while iterating over it, or call `.read()` before."
        )


class ResponseContextManager(Generic[_APIResponseT]):
    """Sends the request on entering a `with` block, and closes the response at its end."""

    def __init__(self, request_func: Callable[[], _APIResponseT]) -> None:
        self._request_func = request_func
        self._response: _APIResponseT | None = None

    def __enter__(self) -> _APIResponseT:
        self._response = self._request_func()
        return self._response

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[_AsyncAPIResponseT]):
    """Sends the request on entering an `async with` block, and closes the response at its end."""

    def __init__(self, request_func: Callable[[], Awaitable[_AsyncAPIResponseT]]) -> None:
        self._request_func = request_func
        self._response: _AsyncAPIResponseT | None = None

    async def __aenter__(self) -> _AsyncAPIResponseT:
        self._response = await self._request_func()
        return self._response

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        if self._response is not None:
            await self._response.close()


def _asking_for(func: Callable[..., _T], form: str, response_cls: type[Any] | None = None) -> Callable[..., _T]:
    """`func` with the headers that make the client give out the response: `raw` with, `stream` before its body."""
    marks: dict[str, Any] = {RAW_RESPONSE_HEADER: form}
    if response_cls is not None:
        marks[OVERRIDE_CAST_TO_HEADER] = response_cls

    @functools.wraps(func)
    def marked(*args: Any, **kwargs: Any) -> _T:
        kwargs["extra_headers"] = {**(kwargs.get("extra_headers") or {}), **marks}
        return func(*args, **kwargs)

    return marked


def _on_entering(func: Callable[..., Any], form: str, manager: Any, response_cls: type[Any] | None = None) -> Any:
    marked = _asking_for(func, form, response_cls)

    @functools.wraps(func)
    def deferred(*args: Any, **kwargs: Any) -> Any:
        return manager(functools.partial(marked, *args, **kwargs))

    return deferred


def to_streamed_response_wrapper(func: Callable[P, R]) -> Callable[P, ResponseContextManager[APIResponse[R]]]:
    """The method `func` as one that gives a context manager for its response, the body unread."""
    return cast(
        "Callable[P, ResponseContextManager[APIResponse[R]]]", _on_entering(func, "stream", ResponseContextManager)
    )


def async_to_streamed_response_wrapper(
    func: Callable[P, Awaitable[R]],
) -> Callable[P, AsyncResponseContextManager[AsyncAPIResponse[R]]]:
    """The asynchronous method `func` as one that gives a context manager for its response, the body unread."""
    return cast(
        "Callable[P, AsyncResponseContextManager[AsyncAPIResponse[R]]]",
        _on_entering(func, "stream", AsyncResponseContextManager),
    )


def to_custom_streamed_response_wrapper(
    func: Callable[P, object], response_cls: type[_APIResponseT]
) -> Callable[P, ResponseContextManager[_APIResponseT]]:
    """Like `to_streamed_response_wrapper`, for a response class of its own, which must say what it is a response of."""
    return cast(
        "Callable[P, ResponseContextManager[_APIResponseT]]",
        _on_entering(func, "stream", ResponseContextManager, response_cls),
    )


def async_to_custom_streamed_response_wrapper(
    func: Callable[P, Awaitable[object]], response_cls: type[_AsyncAPIResponseT]
) -> Callable[P, AsyncResponseContextManager[_AsyncAPIResponseT]]:
    """Like `async_to_streamed_response_wrapper`, for a response class of its own."""
    return cast(
        "Callable[P, AsyncResponseContextManager[_AsyncAPIResponseT]]",
        _on_entering(func, "stream", AsyncResponseContextManager, response_cls),
    )


def to_raw_response_wrapper(func: Callable[P, R]) -> Callable[P, APIResponse[R]]:
    """The method `func` as one that gives its response instead of the parsed body."""
    return cast("Callable[P, APIResponse[R]]", _asking_for(func, "raw"))


def async_to_raw_response_wrapper(func: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[AsyncAPIResponse[R]]]:
    """The asynchronous method `func` as one that gives its response instead of the parsed body."""
    return cast("Callable[P, Awaitable[AsyncAPIResponse[R]]]", _asking_for(func, "raw"))


def to_custom_raw_response_wrapper(
    func: Callable[P, object], response_cls: type[_APIResponseT]
) -> Callable[P, _APIResponseT]:
    """Like `to_raw_response_wrapper`, for a response class of its own, which must say what it is a response of."""
    return cast("Callable[P, _APIResponseT]", _asking_for(func, "raw", response_cls))


def async_to_custom_raw_response_wrapper(
    func: Callable[P, Awaitable[object]], response_cls: type[_AsyncAPIResponseT]
) -> Callable[P, Awaitable[_AsyncAPIResponseT]]:
    """Like `async_to_raw_response_wrapper`, for a response class of its own."""
    return cast("Callable[P, Awaitable[_AsyncAPIResponseT]]", _asking_for(func, "raw", response_cls))


def extract_response_type(typ: type[BaseAPIResponse[Any]]) -> type:
    """What a response class is a response of: `T` of `APIResponse[T]`, or of a class that extends it.

    Raises RuntimeError when the class does not say.
    """
    bases = cast("tuple[type, ...]", (BaseAPIResponse, APIResponse, AsyncAPIResponse))
    return extract_type_var_from_base(typ, index=0, generic_bases=bases)
