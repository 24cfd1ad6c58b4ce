"""Types and sentinels that every other module of this package shares.

Nothing in here does work: aliases for what may be passed to a request, the two "argument was left out"
sentinels, and a few protocols.
"""

from __future__ import annotations

from os import PathLike
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    Union,
    Literal,
    TypeVar,
    TypeAlias,
)
from collections.abc import Mapping, Callable, Iterable, Iterator, Sequence, AsyncIterable
from typing_extensions import (
    Protocol,
    TypedDict,
    SupportsIndex,
    overload,
    override,
    runtime_checkable,
)

import pydantic

from ._http import httpx

if TYPE_CHECKING:
    from ._models import BaseModel, SecurityOptions
    from ._response import APIResponse, AsyncAPIResponse

Transport = httpx.BaseTransport
AsyncTransport = httpx.AsyncBaseTransport
URL = httpx.URL
Proxy = httpx.Proxy
Timeout = httpx.Timeout
Response = httpx.Response

Query = Mapping[str, object]
Body = object
AnyMapping = Mapping[str, object]
PostParser = Callable[[Any], Any]
StrBytesIntFloat = Union[str, bytes, int, float]

ModelT = TypeVar("ModelT", bound=pydantic.BaseModel)
_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

ArrayFormat = Literal["comma", "repeat", "indices", "brackets"]
"""How `Querystring` and multipart field names write the items of an array."""

NestedFormat = Literal["dots", "brackets"]
"""How `Querystring` writes the keys of an object inside an object."""

ProxiesDict = dict[str | httpx.URL, str | httpx.URL | httpx.Proxy | None]
ProxiesTypes = Union[str, httpx.Proxy, ProxiesDict]

# pydantic cannot make a schema for `PathLike[str]`, and it reads these aliases at run time.
if TYPE_CHECKING:
    Base64FileInput = Union[IO[bytes], PathLike[str]]
    FileContent = Union[IO[bytes], bytes, PathLike[str]]
else:
    Base64FileInput = Union[IO[bytes], PathLike]
    FileContent = Union[IO[bytes], bytes, PathLike]

BinaryTypes = Union[bytes, bytearray, IO[bytes], Iterable[bytes]]
AsyncBinaryTypes = Union[bytes, bytearray, IO[bytes], AsyncIterable[bytes]]

FileTypes = Union[
    FileContent,
    # (name, content)
    tuple[str | None, FileContent],
    # (name, content, media type)
    tuple[str | None, FileContent, str | None],
    # (name, content, media type, headers of the part)
    tuple[str | None, FileContent, str | None, Mapping[str, str]],
]
RequestFiles = Union[Mapping[str, FileTypes], Sequence[tuple[str, FileTypes]]]

# The same without paths: what the HTTP library itself accepts.
HttpxFileContent = Union[IO[bytes], bytes]
HttpxFileTypes = Union[
    HttpxFileContent,
    tuple[str | None, HttpxFileContent],
    tuple[str | None, HttpxFileContent, str | None],
    tuple[str | None, HttpxFileContent, str | None, Mapping[str, str]],
]
HttpxRequestFiles = Union[Mapping[str, HttpxFileTypes], Sequence[tuple[str, HttpxFileTypes]]]

# `type(None)` is no type expression, so a checker is told apart from the interpreter.
if TYPE_CHECKING:
    NoneType: type[None]
else:
    NoneType = type(None)


class NotGiven:
    """Stands for an argument that was not passed, where `None` has a meaning of its own.

    `timeout=None` switches the timeout off, `timeout=not_given` keeps the client's. An instance is falsy.
    In this package every function that drops `NotGiven` drops `Omit` too, and the other way round.
    """

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    @override
    def __repr__(self) -> str:
        return "NOT_GIVEN"


not_given = NotGiven()
NOT_GIVEN = NotGiven()
"""The older spelling of `not_given`."""


class Omit:
    """Stands for a parameter that shall not be sent.

    As the value of a header or of a query parameter it also takes away the client's default of that name.
    An instance is falsy.
    """

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    @override
    def __repr__(self) -> str:
        return "omit"


omit = Omit()
Omittable = Union[_T, Omit]

Headers = Mapping[str, str | Omit]


class RequestOptions(TypedDict, total=False):
    """What a caller may set for one request, beside the parameters of the operation."""

    headers: Headers
    max_retries: int
    timeout: float | Timeout | None
    params: Query
    extra_json: AnyMapping
    idempotency_key: str
    follow_redirects: bool
    security: SecurityOptions
    synthesize_event_and_data: bool


class HttpxSendArgs(TypedDict, total=False):
    """Arguments for the HTTP client's `send()`."""

    auth: httpx.Auth
    follow_redirects: bool


@runtime_checkable
class ModelBuilderProtocol(Protocol):
    """A class that makes its own instances from a response, and so may be a parse target."""

    @classmethod
    def build(cls: type[_T], *, response: Response, data: object) -> _T: ...


class HeadersLikeProtocol(Protocol):
    """Headers in some other library's clothes."""

    def get(self, __key: str) -> str | None: ...


HeadersLike = Union[Headers, HeadersLikeProtocol]

ResponseT = TypeVar(
    "ResponseT",
    bound=Union[
        object,
        str,
        "BaseModel",
        list[Any],
        dict[str, Any],
        Response,
        ModelBuilderProtocol,
        "APIResponse[Any]",
        "AsyncAPIResponse[Any]",
        None,
    ],
)

# The type of pydantic's `include` and `exclude`.
IncEx: TypeAlias = set[int] | set[str] | Mapping[int, Union["IncEx", bool]] | Mapping[str, Union["IncEx", bool]]


@runtime_checkable
class InheritsGeneric(Protocol):
    """A class that has at least one subscripted generic class among its bases."""

    __orig_bases__: tuple[_GenericAlias]


class _GenericAlias(Protocol):
    __origin__: type[object]


if TYPE_CHECKING:

    class SequenceNotStr(Protocol[_T_co]):
        """A sequence that is not a `str`: one string in place of a list of strings is a type error.

        The trick is `__contains__(object)`, which `str` does not offer.
        """

        @overload
        def __getitem__(self, index: SupportsIndex, /) -> _T_co: ...
        @overload
        def __getitem__(self, index: slice, /) -> Sequence[_T_co]: ...
        def __contains__(self, value: object, /) -> bool: ...
        def __len__(self) -> int: ...
        def __iter__(self) -> Iterator[_T_co]: ...
        def __reversed__(self) -> Iterator[_T_co]: ...

else:
    SequenceNotStr = Sequence
