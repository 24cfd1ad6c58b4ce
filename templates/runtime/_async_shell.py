"""The I/O of an asynchronous client: sending, waiting and sending again, closing."""

from __future__ import annotations

from types import TracebackType
from typing import Any
from collections.abc import AsyncIterable
from typing_extensions import Self, override

import anyio

from ._http import httpx
from ._calls import send_arguments
from ._errors import failure_of
from ._models import FinalRequestOptions
from ._logging import log, log_response
from ._requests import file_size, async_pieces
from ._response import AsyncAPIResponse
from ._async_verbs import AsyncVerbs
from ._answer_handler import AnswerHandler
from ._request_builder import RequestBuilder


class AsyncShell(AsyncVerbs, AnswerHandler, RequestBuilder[httpx.AsyncClient]):
    """Sends what `RequestBuilder` builds, and does what `AnswerHandler` says."""

    _client: httpx.AsyncClient

    def is_closed(self) -> bool:
        return self._client.is_closed

    async def close(self) -> None:
        """Close the HTTP client with all its connections. This client cannot be used any more, nor can its copies."""
        # A client whose construction failed has none.
        if hasattr(self, "_client"):
            await self._client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await self.close()

    async def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
        """Hook: change the options of an attempt before its request is built."""
        return options

    async def _prepare_request(self, request: httpx.Request) -> None:
        """Hook: change a request before it is sent."""

    async def _send_request(self, request: httpx.Request, *, stream: bool, **kwargs: Any) -> httpx.Response:
        """Hook: send a request."""
        return await self._client.send(request, stream=stream, **kwargs)

    @override
    def _encode_content(self, content: Any, headers: httpx.Headers) -> Any:
        if isinstance(content, (bytes, bytearray, str, AsyncIterable)):
            return super()._encode_content(content, headers)
        size = file_size(content)
        if size is not None:
            headers.setdefault("Content-Length", str(size))
        return async_pieces(content)

    @override
    async def _perform(
        self, cast_to: type[Any], options: FinalRequestOptions, *, stream: bool, stream_cls: type[Any] | None
    ) -> Any:
        cast_to = self._maybe_override_cast_to(cast_to, options)
        call = self._begin(options)
        while True:
            attempt = await self._prepare_options(call.attempt())
            request = self._build_request(attempt, retries_taken=call.retries_taken)
            await self._prepare_request(request)
            arguments = send_arguments(attempt, self._custom_auth(attempt.security))
            log.debug("Sending HTTP Request: %s %s", request.method, request.url)
            response: httpx.Response | None = None
            try:
                in_pieces = stream or self._should_stream_response_body(request)
                response = await self._send_request(request, stream=in_pieces, **arguments)
            except Exception as error:
                log.debug("Encountered %s", type(error).__name__, exc_info=True)
                failure = failure_of(error, request, closed=self.is_closed())
                if call.retries_left <= 0 or not failure.is_transient:
                    if failure.error is error:
                        raise
                    raise failure.error from error
            else:
                log_response(response)
                if response.is_success:
                    break
                if call.retries_left <= 0 or not self._should_retry(response):
                    if not response.is_closed:
                        await response.aread()
                    raise self._make_status_error_from_response(response)
                await response.aclose()
            await _sleep(self._delay(call, response))
            call.retries_taken += 1
        try:
            return await self._process_response(
                cast_to=cast_to,
                options=attempt,
                response=response,
                stream=stream,
                stream_cls=stream_cls,
                retries_taken=call.retries_taken,
            )
        except BaseException:
            await response.aclose()
            raise

    async def _process_response(
        self,
        *,
        cast_to: type[Any],
        options: FinalRequestOptions,
        response: httpx.Response,
        stream: bool,
        stream_cls: type[Any] | None,
        retries_taken: int = 0,
    ) -> Any:
        answer, wanted = self._as_response(
            AsyncAPIResponse,
            cast_to,
            {
                "raw": response,
                "stream": stream,
                "stream_cls": stream_cls,
                "options": options,
                "retries_taken": retries_taken,
            },
        )
        return answer if wanted else await answer.parse()


async def _sleep(seconds: float) -> None:
    await anyio.sleep(seconds)
