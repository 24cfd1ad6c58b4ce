"""Query strings out of nested data, in the formats that an API may want.

>>> stringify({"a": {"b": [1, 2]}})
'a%5Bb%5D=1&a%5Bb%5D=2'
"""

from __future__ import annotations

from typing import Any, Union, get_args
from urllib.parse import parse_qs, parse_qsl, urlencode
from collections.abc import Mapping

from ._types import NotGiven, ArrayFormat, NestedFormat, not_given
from ._utils._utils import is_given, is_mapping
from ._utils._parameters import EncodedQuery, primitive_to_text

PrimitiveData = Union[str, int, float, bool, None]
Data = Union[PrimitiveData, list[Any], tuple[Any], "Mapping[str, Any]"]
Params = Mapping[str, Data]


class Querystring:
    """Writes query strings.

    - `array_format`: `repeat` (`a=1&a=2`), `comma` (`a=1,2`), `brackets` (`a[]=1&a[]=2`), `indices` (`a[0]=1&a[1]=2`);
    - `nested_format`: `brackets` (`a[b]=1`), `dots` (`a.b=1`).

    Booleans are written as JSON does. What is `None`, empty or not given is left out. A value that is an
    `EncodedQuery` brings its own names and style, and is inserted as it is.
    """

    array_format: ArrayFormat
    nested_format: NestedFormat

    def __init__(self, *, array_format: ArrayFormat = "repeat", nested_format: NestedFormat = "brackets") -> None:
        self.array_format = array_format
        self.nested_format = nested_format

    def parse(self, query: str) -> Mapping[str, object]:
        """Read a query string; every key has the list of its values."""
        return parse_qs(query)

    def stringify(
        self,
        params: Params,
        *,
        array_format: ArrayFormat | NotGiven = not_given,
        nested_format: NestedFormat | NotGiven = not_given,
    ) -> str:
        """Write a percent-encoded query string, without the question mark."""
        encoded = [value for value in params.values() if isinstance(value, EncodedQuery)]
        others = {key: value for key, value in params.items() if not isinstance(value, EncodedQuery)}
        pairs = self.stringify_items(others, array_format=array_format, nested_format=nested_format)
        return "&".join(filter(None, (urlencode(pairs), *encoded)))

    def stringify_items(
        self,
        params: Params,
        *,
        array_format: ArrayFormat | NotGiven = not_given,
        nested_format: NestedFormat | NotGiven = not_given,
    ) -> list[tuple[str, str]]:
        """The same as pairs of key and value, not percent-encoded; multipart forms are made of those.

        Raises `NotImplementedError` for an unknown `array_format`.
        """
        options = Options(self, array_format=array_format, nested_format=nested_format)
        return [pair for key, value in params.items() for pair in self._stringify_item(key, value, options)]

    def _stringify_item(self, key: str, value: Data, opts: Options) -> list[tuple[str, str]]:
        kind = type(value)
        if kind is str or kind is int or kind is float:
            return [(key, str(value))] if value != "" else []
        if isinstance(value, EncodedQuery):
            return parse_qsl(value, keep_blank_values=True)
        if is_mapping(value):
            template = "{}.{}" if opts.nested_format == "dots" else "{}[{}]"
            entries: dict[str, Any] = dict(value)
            return [
                pair
                for name, item in entries.items()
                for pair in self._stringify_item(template.format(key, name), item, opts)
            ]
        if isinstance(value, (list, tuple, set, frozenset)):
            return self._stringify_array(key, list(value), opts)
        text = self._primitive_value_to_str(value)
        return [(key, text)] if text else []

    def _stringify_array(self, key: str, items: list[Any], opts: Options) -> list[tuple[str, str]]:
        if opts.array_format == "comma":
            texts = [self._primitive_value_to_str(item) for item in items if item is not None and is_given(item)]
            return [(key, ",".join(texts))] if texts else []
        if opts.array_format == "repeat":
            keys = [key] * len(items)
        elif opts.array_format == "indices":
            keys = [f"{key}[{index}]" for index in range(len(items))]
        elif opts.array_format == "brackets":
            keys = [f"{key}[]"] * len(items)
        else:
            raise NotImplementedError(
                f"Unknown array_format value: {opts.array_format}, choose from {', '.join(get_args(ArrayFormat))}"
            )
        return [pair for name, item in zip(keys, items, strict=True) for pair in self._stringify_item(name, item, opts)]

    def _primitive_value_to_str(self, value: object) -> str:
        return primitive_to_text(value) if value is not None and is_given(value) else ""


class Options:
    """The formats of one call: those of the `Querystring`, unless the call says otherwise."""

    array_format: ArrayFormat
    nested_format: NestedFormat

    def __init__(
        self,
        qs: Querystring,
        *,
        array_format: ArrayFormat | NotGiven = not_given,
        nested_format: NestedFormat | NotGiven = not_given,
    ) -> None:
        self.array_format = qs.array_format if isinstance(array_format, NotGiven) else array_format
        self.nested_format = qs.nested_format if isinstance(nested_format, NotGiven) else nested_format


_DEFAULT = Querystring()

parse = _DEFAULT.parse
stringify = _DEFAULT.stringify
stringify_items = _DEFAULT.stringify_items
