"""The I/O of a synchronous client: sending, waiting and sending again, closing."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any
from typing_extensions import Self, override

from ._http import httpx
from ._calls import send_arguments
from ._errors import failure_of
from ._models import FinalRequestOptions
from ._logging import log, log_response
from ._response import APIResponse
from ._sync_verbs import SyncVerbs
from ._answer_handler import AnswerHandler
from ._request_builder import RequestBuilder


class SyncShell(SyncVerbs, AnswerHandler, RequestBuilder[httpx.Client]):
    """Sends what `RequestBuilder` builds, and does what `AnswerHandler` says."""

    _client: httpx.Client

    def is_closed(self) -> bool:
        return self._client.is_closed

    def close(self) -> None:
        """Close the HTTP client with all its connections. This client cannot be used any more, nor can its copies."""
        # A client whose construction failed has none.
        if hasattr(self, "_client"):
            self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        self.close()

    def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
        """Hook: change the options of an attempt before its request is built."""
        return options

    def _prepare_request(self, request: httpx.Request) -> None:
        """Hook: change a request before it is sent."""

    def _send_request(self, request: httpx.Request, *, stream: bool, **kwargs: Any) -> httpx.Response:
        """Hook: send a request."""
        return self._client.send(request, stream=stream, **kwargs)

    @override
    def _perform(
        self, cast_to: type[Any], options: FinalRequestOptions, *, stream: bool, stream_cls: type[Any] | None
    ) -> Any:
        cast_to = self._maybe_override_cast_to(cast_to, options)
        call = self._begin(options)
        while True:
            attempt = self._prepare_options(call.attempt())
            request = self._build_request(attempt, retries_taken=call.retries_taken)
            self._prepare_request(request)
            arguments = send_arguments(attempt, self._custom_auth(attempt.security))
            log.debug("Sending HTTP Request: %s %s", request.method, request.url)
            response: httpx.Response | None = None
            try:
                in_pieces = stream or self._should_stream_response_body(request)
                response = self._send_request(request, stream=in_pieces, **arguments)
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
                        response.read()
                    raise self._make_status_error_from_response(response)
                response.close()
            time.sleep(self._delay(call, response))
            call.retries_taken += 1
        try:
            return self._process_response(
                cast_to=cast_to,
                options=attempt,
                response=response,
                stream=stream,
                stream_cls=stream_cls,
                retries_taken=call.retries_taken,
            )
        except BaseException:
            response.close()
            raise

    def _process_response(
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
            APIResponse,
            cast_to,
            {
                "raw": response,
                "stream": stream,
                "stream_cls": stream_cls,
                "options": options,
                "retries_taken": retries_taken,
            },
        )
        return answer if wanted else answer.parse()
