"""Parameter styles; the tables are those of OpenAPI 3.1 §4.8.12.4, with its three values of `color`."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from acme_sdk._types import not_given, omit
from acme_sdk._utils import (
    encode_cookies,
    encode_header,
    encode_path_parameter,
    encode_query_parameter,
    path_template,
)
from hypothesis import given
from hypothesis import strategies as st

TEXT = "blue"
LIST = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("style", "explode", "text", "array", "object_"),
    [
        ("matrix", False, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
        ("matrix", True, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
        ("label", False, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        ("label", True, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        ("simple", False, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        ("simple", True, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ],
)
def test_path_styles(style: Any, explode: bool, text: str, array: str, object_: str) -> None:
    for value, expected in ((TEXT, text), (LIST, array), (OBJECT, object_)):
        assert encode_path_parameter("color", value, style=style, explode=explode) == expected


@pytest.mark.parametrize(
    ("style", "explode", "text", "array", "object_"),
    [
        ("form", False, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
        ("form", True, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        ("form", None, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        ("spaceDelimited", False, None, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
        ("spaceDelimited", True, None, "color=blue&color=black&color=brown", None),
        ("pipeDelimited", False, None, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("pipeDelimited", None, None, "color=blue%7Cblack%7Cbrown", None),
        ("deepObject", True, None, None, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ],
)
def test_query_styles(style: Any, explode: Any, text: Any, array: Any, object_: Any) -> None:
    for value, expected in ((TEXT, text), (LIST, array), (OBJECT, object_)):
        if expected is not None:
            assert encode_query_parameter("color", value, style=style, explode=explode) == expected


def test_delimiters_inside_of_values_are_told_apart_from_those_between() -> None:
    assert encode_query_parameter("q", ["a,b", "c"], explode=False) == "q=a%2Cb,c"
    assert encode_query_parameter("q", ["a b", "c&d"]) == "q=a%20b&q=c%26d"
    assert encode_path_parameter("p", ["a,b", "c/d"]) == "a%2Cb,c%2Fd"
    assert encode_path_parameter("p", ["a.b;c"], style="label") == ".a.b%3Bc"


def test_nested_objects_and_arrays_in_deep_objects() -> None:
    value = {"a": {"b": [1, 2], "c": None}, "d e": True}
    encoded = encode_query_parameter("f", value, style="deepObject")
    assert unquote(encoded) == "f[a][b]=1&f[a][b]=2&f[d e]=true"


@pytest.mark.parametrize("nothing", [None, omit, not_given, [], {}, [None], {"a": omit}])
def test_nothing_is_not_sent(nothing: Any) -> None:
    assert encode_query_parameter("q", nothing) == ""
    assert encode_query_parameter("q", nothing, style="deepObject") == ""
    assert encode_cookies({"c": nothing}) == ""
    assert encode_header(nothing) == ""
    with pytest.raises(ValueError, match="`q`"):
        encode_path_parameter("q", nothing)


def test_an_empty_string_is_a_value_except_in_a_path() -> None:
    assert encode_query_parameter("q", "") == "q="
    assert encode_path_parameter("p", ["", "x"], style="matrix", explode=True) == ";p;p=x"
    with pytest.raises(ValueError, match="non-empty"):
        encode_path_parameter("p", "")


def test_reserved_characters_can_be_allowed_but_not_what_ends_the_value() -> None:
    assert encode_query_parameter("u", "http://x/?a=[b]", allow_reserved=True) == "u=http://x/?a=[b]"
    assert encode_query_parameter("u", "a&b#c+d", allow_reserved=True) == "u=a%26b%23c%2Bd"
    assert encode_query_parameter("u", "a/b") == "u=a%2Fb"


def test_scalars() -> None:
    class Color(Enum):
        RED = "red"

    moment = datetime(2024, 2, 29, 12, tzinfo=UTC)
    assert encode_query_parameter("q", [True, 1.5, Color.RED]) == "q=true&q=1.5&q=red"
    assert encode_query_parameter("q", moment) == "q=2024-02-29T12%3A00%3A00%2B00%3A00"
    assert encode_path_parameter("p", False) == "false"


def test_headers() -> None:
    assert encode_header(LIST) == "blue,black,brown"
    assert encode_header(OBJECT) == "R,100,G,200,B,150"
    assert encode_header(OBJECT, explode=True) == "R=100,G=200,B=150"
    assert encode_header("a, b; c") == "a, b; c"
    for smuggled in ("a\r\nX-Admin: 1", "a\nb", "a\0"):
        with pytest.raises(ValueError, match="line break"):
            encode_header(smuggled)


def test_cookies() -> None:
    assert encode_cookies({"a": 1, "none": None, "b": "x y;z,"}) == "a=1; b=x%20y%3Bz%2C"
    assert encode_cookies({"color": LIST}) == "color=blue; color=black; color=brown"
    assert encode_cookies({"color": LIST}, explode=False) == "color=blue,black,brown"
    assert encode_cookies({"color": OBJECT}) == "R=100; G=200; B=150"


def test_encoded_paths_are_inserted_into_templates() -> None:
    color = encode_path_parameter("color", LIST, style="matrix")
    assert path_template("/paint{color}/{id}", color=color, id="a b") == "/paint;color=blue,black,brown/a%20b"
    with pytest.raises(ValueError, match="dot-segment"):
        path_template("/paint/{color}", color=encode_path_parameter("color", ".", style="label"))


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


@given(texts, st.lists(texts, min_size=1, max_size=4))
def test_exploded_forms_can_be_read_back(name: str, items: list[str]) -> None:
    encoded = encode_query_parameter(name, items)
    assert parse_qsl(encoded, keep_blank_values=True) == [(name, item) for item in items]


@given(texts, st.lists(texts, min_size=1, max_size=4), st.sampled_from(["form", "spaceDelimited", "pipeDelimited"]))
def test_one_value_never_becomes_two_parameters(name: str, items: list[str], style: Any) -> None:
    encoded = encode_query_parameter(name, items, style=style, explode=False)
    assert encoded.count("&") == 0
    assert encoded.count("=") == 1
    assert not set(encoded) & set("#?/ ")


@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from(["simple", "label", "matrix"]), st.booleans())
def test_a_path_parameter_never_leaves_its_segment(items: list[str], style: Any, explode: bool) -> None:
    encoded = encode_path_parameter("p", items, style=style, explode=explode)
    assert not set(encoded) & set("/?# %\\") - {"%"}
