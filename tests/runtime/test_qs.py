"""Query strings out of nested data."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote

import pytest
from acme_sdk._qs import Querystring, parse, stringify, stringify_items
from acme_sdk._types import ArrayFormat, NestedFormat, not_given, omit
from acme_sdk._utils import encode_query_parameter
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("array_format", "nested_format", "expected"),
    [
        ("repeat", "brackets", "a=1&a=2&o[l]=3&o[l]=4&d[0][k]=5"),
        ("comma", "brackets", "a=1,2&o[l]=3,4"),
        ("brackets", "brackets", "a[]=1&a[]=2&o[l][]=3&o[l][]=4"),
        ("indices", "brackets", "a[0]=1&a[1]=2&o[l][0]=3&o[l][1]=4"),
        ("repeat", "dots", "a=1&a=2&o.l=3&o.l=4"),
        ("indices", "dots", "a[0]=1&a[1]=2&o.l[0]=3&o.l[1]=4"),
    ],
)
def test_formats(array_format: ArrayFormat, nested_format: NestedFormat, expected: str) -> None:
    data: dict[str, Any] = {"a": [1, 2], "o": {"l": (3, 4)}}
    if "d[" in expected:
        data["d"] = {"0": {"k": 5}}
    by_class = Querystring(array_format=array_format, nested_format=nested_format).stringify(data)
    by_call = stringify(data, array_format=array_format, nested_format=nested_format)
    assert unquote(by_class) == unquote(by_call) == expected


def test_a_call_overrides_the_format_of_the_object() -> None:
    comma = Querystring(array_format="comma")
    assert comma.stringify({"a": [1, 2]}, array_format="repeat") == "a=1&a=2"
    assert comma.stringify({"a": [1, 2]}) == "a=1%2C2"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.5, "1.5"),
        (date(2024, 2, 29), "2024-02-29"),
        ("a b&c=ü", "a+b%26c%3D%C3%BC"),
    ],
)
def test_scalars(value: Any, expected: str) -> None:
    assert stringify({"k": value}) == f"k={expected}"


@pytest.mark.parametrize("empty", [None, "", [], {}, [None], {"a": {"b": None}}, omit, not_given, [omit], {"a": omit}])
@pytest.mark.parametrize("array_format", ["repeat", "comma", "brackets", "indices"])
def test_what_is_empty_is_left_out(empty: Any, array_format: ArrayFormat) -> None:
    assert stringify({"k": empty, "z": 1}, array_format=array_format) == "z=1"


def test_objects_in_lists() -> None:
    assert stringify_items({"a": [{"b": 1}, {"b": [2, 3]}]}) == [("a[b]", "1"), ("a[b]", "2"), ("a[b]", "3")]
    assert stringify_items({"a": [{"b": 1}]}, array_format="indices") == [("a[0][b]", "1")]


def test_an_unknown_array_format_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="Unknown array_format value: tabs, choose from comma, repeat, "):
        Querystring(array_format="tabs").stringify({"a": [1]})  # type: ignore[arg-type]


def test_encoded_parameters_are_inserted() -> None:
    pipes = encode_query_parameter("ids", ["a|b", "c"], style="pipeDelimited")
    nothing = encode_query_parameter("none", None)
    qs = Querystring(array_format="comma")
    assert qs.stringify({"x": [1, 2], "ids": pipes, "none": nothing}) == "x=1%2C2&ids=a%7Cb%7Cc"
    assert qs.stringify_items({"ids": pipes}) == [("ids", "a|b|c")]


def test_parse() -> None:
    assert parse("a=1&a=2&b=x%20y") == {"a": ["1", "2"], "b": ["x y"]}


names = st.text(st.characters(exclude_characters="[].", exclude_categories=["Cs"]), min_size=1, max_size=5)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5)
values = st.recursive(texts, lambda inner: st.dictionaries(names, inner, max_size=3) | st.lists(texts, max_size=3))
queries = st.dictionaries(names, values, max_size=4)


def leaves(prefix: str, value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [pair for key, item in value.items() for pair in leaves(f"{prefix}[{key}]", item)]
    if isinstance(value, list):
        return [(prefix, item) for item in value]
    return [(prefix, value)]


@given(queries)
def test_every_leaf_can_be_read_back(query: Any) -> None:
    expected = [pair for key, value in query.items() for pair in leaves(key, value)]
    assert stringify_items(query) == expected
    assert parse_qsl(stringify(query), keep_blank_values=True) == expected


@given(names, st.lists(texts, min_size=1, max_size=4))
def test_arrays_keep_their_order_in_each_format(name: str, items: list[str]) -> None:
    assert parse_qs(stringify({name: items}))[name] == items
    assert parse_qs(stringify({name: items}, array_format="brackets"))[f"{name}[]"] == items
    indexed = parse_qsl(stringify({name: items}, array_format="indices"))
    assert indexed == [(f"{name}[{index}]", item) for index, item in enumerate(items)]
    assert parse_qs(stringify({name: items}, array_format="comma"))[name] == [",".join(items)]
