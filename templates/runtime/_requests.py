"""From the options of a request to the arguments of an HTTP request: headers, query, body. No I/O.

Everything here is a plain function over values; `_request_builder.py` is the client's side of it.
"""

from __future__ import annotations

import io
import warnings
from typing import Any, TypeVar, cast
from urllib.parse import unquote_plus
from collections.abc import Mapping, Iterator, AsyncIterator

from ._qs import Querystring
from ._http import httpx
from ._types import Body, Omit, Headers, NotGiven
from ._utils import is_mapping, encode_cookies
from ._utils._json import openapi_dumps
from ._utils._sync import to_thread

_K = TypeVar("_K")
_V = TypeVar("_V")

MULTIPART = "multipart/form-data"
ANY_MULTIPART = "multipart/"
_PIECE = 65_536
URL_ENCODED = "application/x-www-form-urlencoded"
REPLAYABLE = "sdk_body_replayable"
"""The extension of a request that is False when its body can only be sent once."""


class MultipartWithoutFiles(dict[str, None]):
    """No files, and still a multipart body: the HTTP library decides by whether `files` is true."""

    def __bool__(self) -> bool:
        return True


def merge_given(defaults: Mapping[_K, _V | Omit | NotGiven], own: Mapping[_K, _V | Omit | NotGiven]) -> dict[_K, _V]:
    """Both mappings in one; `own` wins, and an omitted value takes the entry away."""
    merged = {**defaults, **own}
    return {key: value for key, value in merged.items() if not isinstance(value, (Omit, NotGiven))}


def merge_headers(*layers: Mapping[str, str | Omit]) -> dict[str, str]:
    """All sets of headers in one; later ones win whatever the case of the names, and `Omit()` takes a header away.

    Cookies are the exception: those of a later set join those of earlier ones, since all go into one `Cookie` header.
    """
    chosen: dict[str, tuple[str, str]] = {}
    for layer in layers:
        cookie = chosen.get("cookie")
        for name, value in layer.items():
            lowered = name.lower()
            if isinstance(value, (Omit, NotGiven)):
                chosen.pop(lowered, None)
            elif lowered == "cookie" and cookie is not None:
                chosen[lowered] = (name, f"{cookie[1]}; {value}")
            else:
                chosen[lowered] = (name, value)
    return dict(chosen.values())


def has_header(headers: Headers, name: str) -> bool:
    """Whether `headers` holds a value for the header of that name, in any case."""
    lowered = name.lower()
    return any(key.lower() == lowered and value and not isinstance(value, Omit) for key, value in headers.items())


def has_omitted_header(headers: Headers, name: str) -> bool:
    """Whether the caller left out the header of that name on purpose, with `Omit()`."""
    lowered = name.lower()
    return any(key.lower() == lowered and isinstance(value, Omit) for key, value in headers.items())


def cookie_headers(cookies: Mapping[str, object], *, after: Mapping[str, str | Omit] | None = None) -> dict[str, str]:
    """The `Cookie` header for those cookies, without the omitted ones and those that are None; empty if none is left.

    after: headers whose cookies come first, since a request has one such header.
    """
    pairs = [
        # text is sent as it is: sessions and tokens are no data of ours
        f"{name}={value}" if isinstance(value, str) else encode_cookies({name: value})
        for name, value in cookies.items()
        if value is not None and not isinstance(value, (Omit, NotGiven))
    ]
    pairs = [pair for pair in pairs if pair]
    present = (after or {}).get("Cookie")
    if pairs and isinstance(present, str):
        pairs.insert(0, present)
    return {"Cookie": "; ".join(pairs)} if pairs else {}


def headers_from_lines(text: str | None) -> dict[str, str]:
    """Headers from the text of an environment variable, one `Name: value` a line; other lines are left out."""
    headers: dict[str, str] = {}
    for line in (text or "").splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip():
            headers[name.strip()] = value.strip()
    return headers


def check_body(body: Body | None, content: object, files: object) -> None:
    """Raise TypeError for a body that is given in two ways; warn of one that is given in an old way."""
    if content is not None and body is not None:
        raise TypeError("Passing both `body` and `content` is not supported")
    if content is not None and files is not None:
        raise TypeError("Passing both `files` and `content` is not supported")
    if isinstance(body, bytes):
        warnings.warn(
            "Passing raw bytes as `body` is deprecated and will be removed in a future version. "
            "Please pass raw bytes via the `content` parameter instead.",
            DeprecationWarning,
            stacklevel=3,
        )


def merge_defaults(
    current: Mapping[str, _V], added: Mapping[str, _V] | None, replacing: Mapping[str, _V] | None, name: str
) -> Mapping[str, _V]:
    """A client's default headers or query for its copy: `added` to the current ones, or `replacing` them.

    Raises ValueError when both are given; `name` is the argument's.
    """
    if added is not None and replacing is not None:
        raise ValueError(f"The `{name}` and `set_{name}` arguments are mutually exclusive")
    if replacing is not None:
        return replacing
    return {**current, **added} if added is not None else current


def read_timeout(timeout: float | httpx.Timeout | None) -> float | None:
    """The seconds that the client waits for the next bytes of an answer; None for no limit."""
    return timeout.read if isinstance(timeout, httpx.Timeout) else timeout


def merge_body(body: Body | None, extra: Mapping[str, object] | None) -> Body | None:
    """The JSON body with the caller's extra properties.

    Raises TypeError for extra properties that are no mapping, and RuntimeError for a body that is not an object.
    """
    if extra is None:
        return body
    if not is_mapping(extra):
        raise TypeError(f"`extra_body` is a mapping of names to values, not {type(extra).__name__}")
    if body is None:
        return extra
    if not is_mapping(body):
        raise RuntimeError(f"`extra_body` can only be added to an object; the body is of type {type(body).__name__}")
    return merge_given(body, extra)


def merge_query(url: httpx.URL, params: Mapping[str, object], qs: Querystring) -> httpx.URL:
    """`url` with `params` in its query. What the URL has in its query already stays, unless a parameter replaces it."""
    if not params:
        return url
    text = qs.stringify(cast("Mapping[str, Any]", params))
    if url.query:
        kept = [
            pair for pair in url.query.decode("ascii").split("&") if unquote_plus(pair.split("=", 1)[0]) not in params
        ]
        text = "&".join(part for part in (*kept, text) if part)
    return url.copy_with(query=text.encode("ascii")) if text else url


def as_form(content_type: str) -> str:
    """A multipart type as the only one that the HTTP library can write, with the same boundary."""
    return MULTIPART + content_type[len(_essence(content_type)) :]


def name_multipart(request: httpx.Request, content_type: str) -> None:
    """Give a request whose body was written as a form the multipart type that it should have (`multipart/related`)."""
    written = request.headers.get("Content-Type", "")
    if written.startswith(MULTIPART):
        request.headers["Content-Type"] = _essence(content_type) + written.removeprefix(MULTIPART)


def _essence(content_type: str) -> str:
    return content_type.partition(";")[0].rstrip()


def multipart_fields(data: Mapping[str, object], qs: Querystring) -> dict[str, object]:
    """The text fields of a multipart body: names such as `a[b]` and `a[]`, a list for a name that comes repeatedly."""
    fields: dict[str, object] = {}
    for name, value in qs.stringify_items(cast("Any", data), array_format="brackets"):
        if name not in fields:
            fields[name] = value
            continue
        present = fields[name]
        if isinstance(present, list):
            cast("list[object]", present).append(value)
        else:
            fields[name] = [present, value]
    return fields


def encode_body(body: Body, content_type: str, qs: Querystring) -> Any:
    """The bytes to send for a body that is neither multipart nor given as content: JSON, unless the type says else.

    Raises TypeError or ValueError, naming the place, for a value that JSON cannot express.
    """
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    if content_type.startswith(URL_ENCODED) and is_mapping(body):
        return qs.stringify(cast("Mapping[str, Any]", body)).encode("ascii")
    if isinstance(body, str) and content_type.startswith("text/"):
        return body
    try:
        return openapi_dumps(body)
    except (TypeError, ValueError) as error:
        from ._refusals import name_value  # which nobody needs who makes no mistake

        named = name_value(error, body)
        if named is None:
            raise
        raise named from error


def file_size(content: object) -> int | None:
    """How many bytes are left in a file that is sent as it is; None if it is no file, or one that cannot tell."""
    start = body_position(content)
    seek = getattr(content, "seek", None)
    if start is None or seek is None:
        return None
    try:
        end = int(seek(0, io.SEEK_END))
        seek(start)
    except (OSError, ValueError, TypeError):
        return None
    return end - start


async def async_pieces(content: Any) -> AsyncIterator[bytes]:
    """A file or an iterable of bytes as an asynchronous client sends it; a file is read in a worker thread."""
    read = getattr(content, "read", None)
    if read is None:
        for piece in content:
            yield piece
        return
    while piece := await to_thread(read, _PIECE):
        yield piece


def body_position(content: object) -> int | None:
    """Where a file that is sent as it is starts, to come back to when it is sent again; None if it is no file."""
    if isinstance(content, (bytes, bytearray, str)):
        return None
    tell = getattr(content, "tell", None)
    try:
        return None if tell is None else int(tell())
    except (OSError, ValueError):
        return None


def is_replayable(content: object) -> bool:
    """Whether `content` can be sent a second time: an iterator is used up by the first."""
    if content is None or isinstance(content, (bytes, bytearray, str, list, tuple)):
        return True
    if body_position(content) is not None:
        seekable = getattr(content, "seekable", None)
        return bool(seekable()) if seekable is not None else hasattr(content, "seek")
    return not isinstance(content, (Iterator, AsyncIterator))


def rewind(content: object, position: int | None) -> None:
    """Bring a file back to where it was when it was sent the first time."""
    if position is not None and isinstance(content, io.IOBase):
        content.seek(position)
    elif position is not None:
        cast("Any", content).seek(position)
