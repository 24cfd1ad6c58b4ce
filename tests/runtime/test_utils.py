"""The small helpers: arguments, dates, paths, JSON, type questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Generic, Optional, Required, TypeVar, Union, overload
from uuid import UUID

import pydantic
import pytest
from acme_sdk._types import NOT_GIVEN, NotGiven, Omit, not_given, omit
from acme_sdk._utils import (
    assert_signatures_in_sync,
    coerce_boolean,
    coerce_float,
    coerce_integer,
    extract_type_arg,
    extract_type_var_from_base,
    flatten,
    function_has_argument,
    get_async_library,
    get_required_header,
    is_annotated_type,
    is_given,
    is_iterable_type,
    is_list_type,
    is_required_type,
    is_sequence_type,
    is_type_alias_type,
    is_union_type,
    json_safe,
    maybe_coerce_integer,
    parse_date,
    parse_datetime,
    path_template,
    required_args,
    strip_annotated_type,
    strip_not_given,
)
from acme_sdk._utils._json import openapi_dumps
from acme_sdk._utils._utils import human_join
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import TypeAliasType

T = TypeVar("T")
S = TypeVar("S")


# --- sentinels and arguments --------------------------------------------------------------------------------


@pytest.mark.parametrize("sentinel", [omit, not_given, NOT_GIVEN, Omit(), NotGiven()])
def test_sentinels(sentinel: Any) -> None:
    assert not sentinel
    assert not is_given(sentinel)
    assert strip_not_given({"a": sentinel, "b": None}) == {"b": None}


def test_other_values_are_given() -> None:
    assert is_given(None)
    assert is_given(False)
    assert strip_not_given(None) is None
    assert strip_not_given([omit]) == [omit]


@required_args(["model", "prompt"], ["model", "prompt", "stream"])
def complete(model: str = "", *, prompt: str = "", stream: bool = False) -> str:
    return f"{model}:{prompt}:{stream}"


def test_required_arguments() -> None:
    assert complete("m", prompt="p") == "m:p:False"
    assert complete(model="m", prompt="p", stream=True) == "m:p:True"
    with pytest.raises(TypeError, match=r"either \('model' and 'prompt'\) or \('model', 'prompt' and 'stream'\)"):
        complete("m", stream=True)
    with pytest.raises(TypeError, match=r"complete\(\) takes 1 argument\(s\) but 2 were given"):
        complete("m", "p")  # type: ignore[misc]


def test_required_arguments_of_a_single_variant() -> None:
    @required_args(["a", "b", "c"])
    def function(a: int = 0, b: int = 0, c: int = 0) -> int:
        return a + b + c

    assert function(1, 2, c=3) == 6
    with pytest.raises(TypeError, match=r"^Missing required argument: 'c'$"):
        function(1, 2)
    with pytest.raises(TypeError, match=r"^Missing required arguments: 'b' and 'c'$"):
        function(1)


def test_methods_with_required_arguments() -> None:
    class Resource:
        @required_args(["body"])
        def create(self, *, body: str = "") -> str:
            """Make one."""
            return body

    assert Resource().create(body="x") == "x"
    assert Resource.create.__doc__ == "Make one."
    with pytest.raises(TypeError, match="'body'"):
        Resource().create()


def test_help_of_an_overloaded_method_is_that_of_its_first_overload() -> None:
    class Resource:
        @overload
        def create(self, *, body: str) -> str:
            """Make one."""

        @overload
        def create(self, *, body: str, stream: bool) -> str:
            """Make one, piece by piece."""

        @required_args(["body"], ["body", "stream"])
        def create(self, *, body: str = "", stream: bool = False) -> str:
            return body

    assert Resource.create.__doc__ == "Make one."


def test_joins() -> None:
    assert human_join([]) == ""
    assert human_join(["a"]) == "a"
    assert human_join(["a", "b", "c"], final="and") == "a, b and c"
    assert flatten([[1], [], [2, 3]]) == [1, 2, 3]


def test_coercions() -> None:
    assert coerce_integer("012") == 12
    assert maybe_coerce_integer(None) is None
    assert coerce_float("1.5") == 1.5
    assert [coerce_boolean(text) for text in ("true", "1", "on", "false", "0", "")] == [True] * 3 + [False] * 3


@pytest.mark.parametrize("name", ["X-Request-Id", "x-request-id", "X-REQUEST-ID"])
def test_required_headers(name: str) -> None:
    class CaseSensitive:
        def get(self, key: str) -> str | None:
            return "7" if key == "X-Request-Id" else None

    assert get_required_header({name: "7"}, "X-Request-ID") == "7"
    assert get_required_header(CaseSensitive(), name) == "7"
    with pytest.raises(ValueError, match="X-Other"):
        get_required_header({name: "7"}, "X-Other")


async def test_the_async_library() -> None:
    assert get_async_library() == "asyncio"


def test_no_async_library() -> None:
    assert get_async_library() == "false"


def test_signatures_in_sync() -> None:
    def one(a: int, b: str) -> None: ...
    def same(a: int, b: str, c: float = 0) -> None: ...
    def other(a: str) -> None: ...

    assert_signatures_in_sync(one, same)
    assert_signatures_in_sync(one, other, exclude_params={"a", "b"})
    with pytest.raises(AssertionError, match="2 difference"):
        assert_signatures_in_sync(one, other)
    assert function_has_argument(one, "a")
    assert not function_has_argument(one, "c")


# --- dates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-29T12:30:15Z", datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)),
        ("2024-02-29 12:30", datetime(2024, 2, 29, 12, 30)),
        ("2024-2-9t1:2:3.123456789", datetime(2024, 2, 9, 1, 2, 3, 123456)),
        ("2024-02-29T12:30:15.5+0530", datetime(2024, 2, 29, 12, 30, 15, 500000, timezone(timedelta(minutes=330)))),
        (b"2024-02-29T12:30:15-03", datetime(2024, 2, 29, 12, 30, 15, tzinfo=timezone(timedelta(hours=-3)))),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        (-1.5, datetime(1969, 12, 31, 23, 59, 58, 500000, UTC)),
        (1_709_209_815_000, datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)),
        ("inf", datetime.max),
        (float("-inf"), datetime.min),
    ],
)
def test_datetimes(text: Any, expected: datetime) -> None:
    parsed = parse_datetime(text)
    assert parsed == expected
    assert parsed.tzinfo == expected.tzinfo


@pytest.mark.parametrize("text", ["2024-02-30T00:00:00Z", "2024-02-29", "2024-02-29T12", "x", "nan", "", "12:30:15"])
def test_no_datetimes(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it is all one kind of wrong
        parse_datetime(text)


def test_dates() -> None:
    assert parse_date("2024-2-9") == date(2024, 2, 9)
    assert parse_date(datetime(2024, 2, 9, 23)) == date(2024, 2, 9)
    assert parse_date(86_400) == date(1970, 1, 2)
    for wrong in ("2024-02-30", "2024-02-29T00:00:00", "soon"):
        with pytest.raises(ValueError):  # noqa: PT011
            parse_date(wrong)
    with pytest.raises(TypeError):
        parse_datetime([])  # type: ignore[arg-type]


@given(st.datetimes(timezones=st.none() | st.just(UTC) | st.just(timezone(timedelta(hours=5, minutes=45)))))
def test_iso_texts_can_be_read_back(moment: datetime) -> None:
    assert parse_datetime(moment.isoformat()) == moment
    assert parse_date(moment.date().isoformat()) == moment.date()


# --- paths --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("/users/{id}", {"id": "a/b?c#d"}, "/users/a%2Fb%3Fc%23d"),
        ("/users/{id}", {"id": "ü %41"}, "/users/%C3%BC%20%2541"),
        ("/users/{id}", {"id": "a:b@c$d&e+f,g;h=i"}, "/users/a:b@c$d&e+f,g;h=i"),
        ("/{flag}/{none}/{number}", {"flag": True, "none": None, "number": 1.5}, "/true/null/1.5"),
        ("/s?q={q}&x=1#{f}", {"q": "a&b=c+d e/f", "f": "x#y/z"}, "/s?q=a%26b%3Dc%2Bd%20e/f&x=1#x%23y/z"),
        ("/files/v{version}.json", {"version": "."}, "/files/v..json"),
        ("{a}{b}", {"a": "", "b": ""}, ""),
    ],
)
def test_path_templates(template: str, values: dict[str, Any], expected: str) -> None:
    assert path_template(template, **values) == expected


@pytest.mark.parametrize("segment", [".", "..", "%2e", "%2E.", ".%2e"])
def test_dot_segments_are_refused(segment: str) -> None:
    with pytest.raises(ValueError, match="dot-segment"):
        path_template(f"/a/{segment}/{{id}}", id=1)
    if "%" not in segment:
        with pytest.raises(ValueError, match="dot-segment"):
            path_template("/a/{id}", id=segment)


def test_a_name_without_a_value() -> None:
    with pytest.raises(KeyError, match="id"):
        path_template("/a/{id}")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_value_stays_in_its_segment(value: str) -> None:
    if value in (".", ".."):
        return
    filled = path_template("/a/{value}/z", value=value)
    assert filled.count("/") == 3
    assert not set(filled) & set("?# \\")


# --- JSON ---------------------------------------------------------------------------------------------------


class Color(Enum):
    RED = "red"


class Model(pydantic.BaseModel):
    long_name: str = pydantic.Field(alias="longName")
    when: date | None = None
    number: int = 3


def test_json_of_bodies() -> None:
    body = {
        "model": Model(longName="x", when=date(2024, 1, 2)),
        "moment": datetime(2024, 1, 2, 3, tzinfo=UTC),
        "time": time(1, 2),
        "id": UUID(int=1),
        "color": Color.RED,
        "set": {1},
        "text": "é",
    }
    assert (
        openapi_dumps(body)
        == (
            '{"model":{"longName":"x","when":"2024-01-02"},"moment":"2024-01-02T03:00:00+00:00","time":"01:02:00",'
            '"id":"00000000-0000-0000-0000-000000000001","color":"red","set":[1],"text":"é"}'
        ).encode()
    )


def test_what_json_cannot_express() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        openapi_dumps(float("nan"))
    for value in (b"bytes", Decimal(1), omit):
        with pytest.raises(TypeError):
            openapi_dumps({"a": value})


def test_json_safe() -> None:
    assert json_safe({"a": (date(2024, 1, 1), {"b": iter([1])}), 2: b"x"}) == {"a": ["2024-01-01", {"b": [1]}], 2: b"x"}


# --- type questions -----------------------------------------------------------------------------------------


def test_type_questions() -> None:
    as_any: Any = Annotated
    assert is_list_type(list[int])
    assert is_list_type(list)
    assert is_sequence_type(Sequence[int])  # type: ignore[type-abstract]
    assert is_iterable_type(Iterable[int])  # type: ignore[type-abstract]
    assert not is_iterable_type(list[int])
    assert is_union_type(Union[int, str])  # type: ignore[arg-type]
    assert is_union_type(Optional[int])  # type: ignore[arg-type]
    assert is_union_type(int | str)  # type: ignore[arg-type]
    assert is_annotated_type(as_any[int, 1])
    assert strip_annotated_type(as_any[Required[as_any[int, 1]], 2]) is int
    assert is_required_type(Required[int])  # type: ignore[arg-type]
    assert is_type_alias_type(TypeAliasType("Alias", int))
    assert not is_type_alias_type(int)
    assert extract_type_arg(dict[str, int], 1) is int
    with pytest.raises(RuntimeError, match="index 2"):
        extract_type_arg(dict[str, int], 2)


class Base(Generic[T, S]): ...


class Swapped(Base[S, T]): ...


class Half(Swapped[T, int]): ...


class Whole(Half[str]): ...


class Parsed(pydantic.BaseModel, Generic[T]): ...


def test_type_variables_are_followed_through_generations() -> None:
    def arguments(type_: Any, base: Any = Base) -> Any:
        return tuple(extract_type_var_from_base(type_, index=index, generic_bases=(base,)) for index in (0, 1))

    assert arguments(Base[int, str]) == (int, str)
    assert arguments(Swapped[int, str]) == (int, str)  # its own variables are in the order in which it names them
    assert arguments(Half[bytes]) == (bytes, int)
    assert arguments(Whole) == (str, int)
    assert extract_type_var_from_base(Parsed[int], index=0, generic_bases=(Parsed,)) is int


def test_open_type_variables() -> None:
    with pytest.raises(RuntimeError, match="say so"):
        extract_type_var_from_base(Half, index=0, generic_bases=(Base,), failure_message="say so")
    with pytest.raises(RuntimeError, match="open"):
        extract_type_var_from_base(int, index=0, generic_bases=(Base,))
