"""Write parameters as OpenAPI's `style` and `explode` say (OpenAPI 3.1 §4.8.12, after RFC 6570).

Pure functions from a value to the text that goes over the wire, already percent-encoded:

| where  | function                 | styles |
|--------|--------------------------|--------|
| path   | `encode_path_parameter`  | `simple` (default), `label`, `matrix` |
| query  | `encode_query_parameter` | `form` (default), `spaceDelimited`, `pipeDelimited`, `deepObject` |
| header | `encode_header`          | `simple` |
| cookie | `encode_cookies`         | `form` |

Values are primitives, sequences and mappings; `None` and the sentinels inside of them are left out. Booleans are
written as JSON does, dates and times in ISO 8601.

    >>> encode_query_parameter("id", [3, 4], style="pipeDelimited", explode=False)
    'id=3%7C4'
    >>> encode_path_parameter("color", ["blue", "black"], style="matrix")
    ';color=blue,black'
"""

from __future__ import annotations

from enum import Enum
from typing import Union, Literal, TypeAlias, TypedDict
from datetime import date, time, datetime
from urllib.parse import quote
from collections.abc import Mapping, Iterable

from ._json import openapi_dumps
from ._utils import is_given, is_mapping

PathStyle = Literal["simple", "label", "matrix"]
QueryStyle = Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"]

_RESERVED = ":/?#[]@!$&'()*+,;="
"""What `allowReserved` lets stand (RFC 3986 §2.2)."""

# In header values only what would end the header is unsafe; a cookie's value may hold no separator.
_COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"


class EncodedPath(str):
    """Text for the path of a URL that is encoded already; `path_template` inserts it as it is."""

    __slots__ = ()


class EncodedQuery(str):
    """A piece of a query string, `a=1&a=2`, that is encoded already; `Querystring` inserts it as it is."""

    __slots__ = ()


class QueryRules(TypedDict, total=False):
    """How one parameter of a query, or one field of a form, is written: see `encode_query_parameter`."""

    style: QueryStyle
    explode: bool
    allow_reserved: bool


Shape: TypeAlias = Union[str, "list[str]", "dict[str, str]", None]
"""A parameter's value with all of its parts as text; `None` where there is nothing to send."""


def encode_path_parameter(
    name: str, value: object, *, style: PathStyle = "simple", explode: bool = False, allow_reserved: bool = False
) -> EncodedPath:
    """The text that takes the place of `{name}` in a path; with `allow_reserved` it may be several segments of it.

    Raises `ValueError` where there would be nothing: a path with an empty segment is another path.
    """
    shape = _shape(value)
    if not shape:
        raise ValueError(f"Expected a non-empty value for `{name}` but received {value!r}")
    # `?` and `#` would end the path, whatever the document allows.
    encoded = _encoded(shape, safe=_RESERVED.replace("?", "").replace("#", "") if allow_reserved else "")
    if style == "matrix":
        return EncodedPath(_matrix(quote(name, safe=""), encoded, explode))
    if style == "label":
        return EncodedPath("." + _joined(encoded, separator="." if explode else ",", explode=explode))
    return EncodedPath(_joined(encoded, separator=",", explode=explode))


def encode_query_parameter(
    name: str,
    value: object,
    *,
    style: QueryStyle = "form",
    explode: bool | None = None,
    allow_reserved: bool = False,
) -> EncodedQuery:
    """The `name=value` pairs of one query parameter, joined by `&`; empty where there is nothing to send.

    `explode` is true for `form` and false for the others unless given. `deepObject` writes `name[key]=value`, also
    for objects inside of objects, which OpenAPI leaves undefined.
    """
    if style == "deepObject":
        return EncodedQuery("&".join(_deep_object(quote(name, safe=""), value, _query_safe(allow_reserved))))

    shape = _shape(value)
    if shape is None or shape == [] or shape == {}:
        return EncodedQuery("")
    encoded = _encoded(shape, safe=_query_safe(allow_reserved))
    key = quote(name, safe="")
    if style == "form" if explode is None else explode:
        return EncodedQuery("&".join(f"{pair_key}={part}" for pair_key, part in _exploded(key, encoded)))
    separators = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
    return EncodedQuery(f"{key}={_joined(encoded, separator=separators[style], explode=False)}")


def encode_query_parameters(
    values: Mapping[str, object] | None, *, rules: Mapping[str, QueryRules]
) -> dict[str, object]:
    """Parameters by their names, with those that have rules of their own written as these say; others stay values."""
    return {
        name: encode_query_parameter(name, value, **rules[name]) if name in rules else value
        for name, value in (values or {}).items()
    }


def encode_json_parameters(values: Mapping[str, object] | None) -> dict[str, str]:
    """Parameters whose values travel as JSON texts (`content` instead of a style); those not given are left out."""
    return {name: openapi_dumps(value).decode() for name, value in (values or {}).items() if is_given(value)}


def encode_json_cookies(values: Mapping[str, object] | None) -> dict[str, str]:
    """As `encode_json_parameters`, percent-encoded: a cookie may hold neither quotes nor commas (RFC 6265 §4.1.1)."""
    return {name: quote(text, safe=_COOKIE_SAFE) for name, text in encode_json_parameters(values).items()}


def encode_header(value: object, *, explode: bool = False) -> str:
    """The value of a header: `a,b` for a sequence, `k,v` or (exploded) `k=v` for a mapping.

    Raises `ValueError` for text with a line break or a NUL, which could smuggle in another header.
    """
    shape = _shape(value)
    text = "" if shape is None else _joined(shape, separator=",", explode=explode)
    if any(character in text for character in "\r\n\0"):
        raise ValueError("a header's value may hold no line break and no NUL")
    return text


def encode_cookies(cookies: Mapping[str, object], *, explode: bool = True) -> str:
    """The value of the `Cookie` header: `a=1; b=2`. Entries that are `None` or were not given are left out.

    An exploded sequence repeats the name, and an exploded mapping gives a cookie per key. (RFC 6570 would join
    those with `&`, inside of one cookie; OpenAPI 3.2 settled on `; `.)
    """
    pairs: list[str] = []
    for name, value in cookies.items():
        shape = _shape(value)
        if shape is None or shape == [] or shape == {}:
            continue
        encoded = _encoded(shape, safe=_COOKIE_SAFE)
        if explode:
            pairs.extend(f"{key}={part}" for key, part in _exploded(name, encoded))
        else:
            pairs.append(f"{name}={_joined(encoded, separator=',', explode=False)}")
    return "; ".join(pairs)


def primitive_to_text(value: object) -> str:
    """One value as it is written in a URL or a header: `true`, `null`, `2024-02-29T12:00:00+00:00`."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if value is None:
        return "null"
    if isinstance(value, Enum):
        return primitive_to_text(value.value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value)


def _shape(value: object) -> Shape:
    if value is None or not is_given(value):
        return None
    if is_mapping(value):
        return {str(key): primitive_to_text(item) for key, item in value.items() if _is_sent(item)}
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray)):
        items: Iterable[object] = value  # pyright: ignore[reportUnknownVariableType] - any iterable will do
        return [primitive_to_text(item) for item in items if _is_sent(item)]
    return primitive_to_text(value)


def _is_sent(item: object) -> bool:
    return item is not None and is_given(item)


def _encoded(shape: str | list[str] | dict[str, str], *, safe: str) -> str | list[str] | dict[str, str]:
    if isinstance(shape, dict):
        return {quote(key, safe=safe): quote(item, safe=safe) for key, item in shape.items()}
    if isinstance(shape, list):
        return [quote(item, safe=safe) for item in shape]
    return quote(shape, safe=safe)


def _joined(shape: str | list[str] | dict[str, str], *, separator: str, explode: bool) -> str:
    if isinstance(shape, dict):
        return separator.join(f"{key}{'=' if explode else separator}{item}" for key, item in shape.items())
    if isinstance(shape, list):
        return separator.join(shape)
    return shape


def _exploded(name: str, shape: str | list[str] | dict[str, str]) -> list[tuple[str, str]]:
    if isinstance(shape, dict):
        return list(shape.items())
    if isinstance(shape, list):
        return [(name, item) for item in shape]
    return [(name, shape)]


def _matrix(name: str, shape: str | list[str] | dict[str, str], explode: bool) -> str:
    pairs = _exploded(name, shape) if explode else [(name, _joined(shape, separator=",", explode=False))]
    # RFC 6570 §3.2.7: an empty value is written without `=`.
    return "".join(f";{key}={item}" if item else f";{key}" for key, item in pairs)


def _deep_object(key: str, value: object, safe: str) -> list[str]:
    if not _is_sent(value):
        return []
    if is_mapping(value):
        return [
            pair
            for name, item in value.items()
            for pair in _deep_object(f"{key}%5B{quote(str(name), safe='')}%5D", item, safe)
        ]
    shape = _shape(value)
    if isinstance(shape, list):
        return [f"{key}={quote(item, safe=safe)}" for item in shape]
    return [f"{key}={quote(primitive_to_text(value), safe=safe)}"]


def _query_safe(allow_reserved: bool) -> str:
    # `&` would start another parameter and `#` end the query, whatever the document allows.
    return _RESERVED.replace("&", "").replace("#", "").replace("+", "") if allow_reserved else ""
