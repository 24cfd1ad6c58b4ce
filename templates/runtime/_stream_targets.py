"""Which object a streamed answer becomes: a stream of server-sent events, or a decoder of JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_origin

from ._streaming import Stream, AsyncStream, is_stream_class_type, extract_stream_chunk_type
from ._decoders.jsonl import JSONLDecoder, AsyncJSONLDecoder, line_type_of

if TYPE_CHECKING:
    from ._response import BaseAPIResponse


class MissingStreamClassError(TypeError):
    """A streamed answer was asked for, but neither the call nor the client says as what."""

    def __init__(self) -> None:
        super().__init__("`stream=True` needs a `stream_cls`, such as `Stream[Event]`: this client has no default one")


def parse_stream(response: BaseAPIResponse[Any], target: Any, *, chosen: bool) -> Any:
    """The answer as a stream.

    `target` is a class of streams or JSON Lines decoders if the caller chose it, else the method's own type, which is
    that of the items unless it is a decoder. Raises TypeError for anything else, and RuntimeError for a class without
    the type of its items.
    """
    decoder = _decoder_class(target) or (None if chosen else _decoder_class(response._stream_cls))
    if decoder is not None:
        return _decoder(response, decoder, line_type_of(target if _decoder_class(target) else response._stream_cls))
    if chosen:
        if not is_stream_class_type(target):
            raise TypeError(f"A streamed answer can only be parsed into {Stream} or {AsyncStream}, not into {target}")
        missing = "The stream class needs the type of its items, such as `Stream[Event]`"
        return _stream(response, target, extract_stream_chunk_type(target, failure_message=missing))
    if response._stream_cls is not None:
        return _stream(response, response._stream_cls, extract_stream_chunk_type(response._stream_cls))
    default = response._client._default_stream_cls
    if default is None:
        raise MissingStreamClassError
    return _stream(response, default, target)


def _decoder_class(target: Any) -> Any:
    origin: Any = get_origin(target) or target
    is_decoder = isinstance(origin, type) and issubclass(cast("type[Any]", origin), (JSONLDecoder, AsyncJSONLDecoder))
    return origin if is_decoder else None


def _decoder(response: BaseAPIResponse[Any], decoder: type[Any], line_type: Any) -> Any:
    raw = response.http_response
    is_async: bool = issubclass(decoder, AsyncJSONLDecoder)
    return decoder(
        raw_iterator=raw.aiter_bytes() if is_async else raw.iter_bytes(), line_type=line_type, http_response=raw
    )


def _stream(response: BaseAPIResponse[Any], stream_cls: Any, item_type: Any) -> Any:
    return stream_cls(
        cast_to=item_type, response=response.http_response, client=response._client, options=response._options
    )
