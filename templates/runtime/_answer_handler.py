"""The part of a client that decides what an answer means: an error, another attempt, or a value of some type."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast, get_origin
from collections.abc import Mapping

from ._http import httpx
from ._calls import Call, begin_call
from ._types import NotGiven, ResponseT
from ._errors import status_error_parts
from ._logging import log
from ._parsing import parse_data
from ._retries import retry_delay, is_retryable, bounded_count, requested_delay
from ._response import APIResponse, BaseAPIResponse, AsyncAPIResponse, extract_response_type
from ._constants import RAW_RESPONSE_HEADER, OVERRIDE_CAST_TO_HEADER
from ._streaming import SSEDecoder, SSEBytesDecoder
from ._exceptions import APIStatusError, make_status_error
from ._plain_requests import header_of

if TYPE_CHECKING:
    from ._models import FinalRequestOptions
    from ._base_client import BaseClient

_RAW_RESPONSE = RAW_RESPONSE_HEADER.lower().encode("ascii")


class AnswerHandler:
    """Retries, errors and parsing. An emitted client may override any of its methods."""

    max_retries: int
    _strict_response_validation: bool

    def _make_sse_decoder(self) -> SSEBytesDecoder:
        return SSEDecoder()

    def _make_status_error_from_response(self, response: httpx.Response) -> APIStatusError:
        message, body = status_error_parts(response)
        return self._make_status_error(message, body=body, response=response)

    def _make_status_error(self, err_msg: str, *, body: object, response: httpx.Response) -> APIStatusError:
        return make_status_error(err_msg, body=body, response=response)

    def _should_retry(self, response: httpx.Response) -> bool:
        return is_retryable(response)

    def _parse_retry_after_header(self, response_headers: httpx.Headers | None = None) -> float | None:
        return requested_delay(response_headers)

    def _calculate_retry_timeout(
        self, remaining_retries: int, options: FinalRequestOptions, response_headers: httpx.Headers | None = None
    ) -> float:
        allowed = bounded_count(options.get_max_retries(self.max_retries))
        return retry_delay(allowed - remaining_retries, response_headers)

    def _idempotency_key(self) -> str:
        return f"stainless-python-retry-{uuid.uuid4()}"

    def _begin(self, options: FinalRequestOptions) -> Call:
        changing = options.idempotency_key is None and options.method.lower() != "get"
        key = self._idempotency_key() if changing else None
        return begin_call(options, default_retries=self.max_retries, idempotency_key=key)

    def _delay(self, call: Call, response: httpx.Response | None) -> float:
        """Seconds to wait before the next attempt of `call`."""
        headers = None if response is None else response.headers
        delay = self._calculate_retry_timeout(call.retries_left, call.options, headers)
        log.info("Retrying request to %s in %f seconds; %i retries left", call.options.url, delay, call.retries_left)
        return delay

    def _maybe_override_cast_to(self, cast_to: type[ResponseT], options: FinalRequestOptions) -> type[ResponseT]:
        """The class that a wrapper of `_response.py` asks for by a header of its own, or `cast_to`."""
        if isinstance(options.headers, NotGiven) or OVERRIDE_CAST_TO_HEADER not in options.headers:
            return cast_to
        headers: dict[str, Any] = {**options.headers}
        chosen = headers.pop(OVERRIDE_CAST_TO_HEADER)
        options.headers = headers
        return cast("type[ResponseT]", chosen)

    def _should_stream_response_body(self, request: httpx.Request) -> bool:
        return header_of(request, _RAW_RESPONSE) == b"stream"

    def _process_response_data(self, *, data: object, cast_to: type[ResponseT], response: httpx.Response) -> ResponseT:
        return cast("ResponseT", parse_data(data, cast_to, response, strict=self._strict_response_validation))

    def _reads_loosely(self) -> bool:
        """Whether the client makes of data what `construct_type` makes of it, and nothing else."""
        standard = type(self)._process_response_data is AnswerHandler._process_response_data
        return standard and not self._strict_response_validation

    def _as_response(
        self, kind: type[APIResponse[Any] | AsyncAPIResponse[Any]], cast_to: type[Any], arguments: Mapping[str, Any]
    ) -> tuple[Any, bool]:
        """The response as an object of `kind`, and whether the caller wants that object rather than the parsed body.

        `arguments` are those of the response class: `raw`, `stream`, `stream_cls`, `options`, `retries_taken`. Raises
        TypeError when `cast_to` is a response class of the other flavour, synchronous or asynchronous.
        """
        raw: httpx.Response = arguments["raw"]
        asked_for_response = bool(header_of(raw.request, _RAW_RESPONSE))
        client = cast("BaseClient[Any, Any]", self)
        origin = get_origin(cast_to) or cast_to
        # In a stream `cast_to` is the type of the items, unless the response itself was asked for.
        as_response = asked_for_response or not arguments["stream"]
        if as_response and isinstance(origin, type) and issubclass(origin, BaseAPIResponse):
            if not issubclass(origin, kind):
                raise TypeError(f"Expected a response class that extends {kind}, but got {origin}")
            response_class = cast("type[BaseAPIResponse[Any]]", cast_to)
            return response_class(cast_to=extract_response_type(response_class), client=client, **arguments), True
        if cast_to is httpx.Response:
            return raw, True
        return kind(cast_to=cast_to, client=client, **arguments), asked_for_response
