"""Parameters into what is sent, by the hints of a `TypedDict`."""

from __future__ import annotations

import asyncio
import copy
import io
import pathlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, NotRequired, Required, Union

import pytest
from acme_sdk._models import BaseModel
from acme_sdk._types import NOT_GIVEN, Base64FileInput, SequenceNotStr, not_given, omit
from acme_sdk._utils import (
    PropertyInfo,
    async_maybe_transform,
    async_transform,
    maybe_transform,
    transform,
)
from acme_sdk._utils import _transform as transform_module
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict


class Point(TypedDict, total=False):
    x_axis: Required[Annotated[int, PropertyInfo(alias="xAxis")]]
    y_axis: Annotated[int, PropertyInfo(alias="yAxis")]


class Tree(TypedDict, total=False):
    node_name: Annotated[str, PropertyInfo(alias="nodeName")]
    sub_trees: Annotated[Iterable[Tree], PropertyInfo(alias="subTrees")]


class Everything(TypedDict, total=False):
    points: Annotated[Iterable[Point], PropertyInfo(alias="Points")]
    by_name: Annotated[dict[str, Point], PropertyInfo(alias="byName")]
    maybe: Point | None
    either: Annotated[str | Point | SequenceNotStr[Point] | None, PropertyInfo(alias="Either")]
    day: Annotated[str | date, PropertyInfo(format="iso8601")]
    days: Annotated[list[date | datetime], PropertyInfo(alias="Days", format="iso8601")]
    hour: Annotated[datetime, PropertyInfo(format="custom", format_template="%H:%M")]
    inner_format: list[Annotated[date, PropertyInfo(format="custom", format_template="%Y")]]
    file: Annotated[str | Base64FileInput, PropertyInfo(format="base64")]
    plain: object
    numbers: Iterable[int]
    tags: SequenceNotStr[str]


@pytest.mark.parametrize(
    ("given_data", "sent"),
    [
        ({"points": ({"x_axis": 1}, {"y_axis": 2})}, {"Points": [{"xAxis": 1}, {"yAxis": 2}]}),
        ({"by_name": {"x_axis": {"x_axis": 1}}}, {"byName": {"x_axis": {"xAxis": 1}}}),
        ({"maybe": {"x_axis": 1}}, {"maybe": {"xAxis": 1}}),
        ({"maybe": None}, {"maybe": None}),
        ({"either": "x_axis"}, {"Either": "x_axis"}),
        ({"either": {"x_axis": 1}}, {"Either": {"xAxis": 1}}),
        ({"either": [{"x_axis": 1}]}, {"Either": [{"xAxis": 1}]}),
        ({"day": date(2024, 2, 29)}, {"day": "2024-02-29"}),
        ({"day": "tomorrow"}, {"day": "tomorrow"}),
        ({"days": [date(2024, 2, 29), datetime(2024, 1, 1, 3)]}, {"Days": ["2024-02-29", "2024-01-01T03:00:00"]}),
        ({"hour": datetime(2024, 1, 1, 3, 4)}, {"hour": "03:04"}),
        ({"inner_format": [date(2024, 1, 1)]}, {"inner_format": ["2024"]}),
        ({"file": io.BytesIO(b"abc")}, {"file": "YWJj"}),
        ({"file": io.StringIO("abc")}, {"file": "YWJj"}),
        ({"file": "YWJj"}, {"file": "YWJj"}),
        ({"plain": {"x_axis": 1}}, {"plain": {"x_axis": 1}}),
        ({"plain": date(2024, 1, 1)}, {"plain": date(2024, 1, 1)}),
        ({"numbers": iter([1, 2])}, {"numbers": [1, 2]}),
        ({"numbers": range(2)}, {"numbers": [0, 1]}),
        ({"tags": ("a", "b")}, {"tags": ["a", "b"]}),
        ({"unknown": {"x_axis": 1}}, {"unknown": {"x_axis": 1}}),
        ({"points": "wrong", "by_name": 3, "maybe": []}, {"Points": "wrong", "byName": 3, "maybe": []}),
        ({"points": {"x_axis": 1}}, {"Points": {"x_axis": 1}}),
        ({"day": omit, "days": not_given, "hour": NOT_GIVEN, "unknown": omit}, {}),
        ({"by_name": {"a": omit, "b": {"x_axis": omit}}}, {"byName": {"b": {}}}),
    ],
)
async def test_each_kind_of_hint(given_data: Any, sent: Any) -> None:
    if isinstance(given_data.get("numbers"), type(iter([]))):
        given_data = {"numbers": iter([1, 2])}
    assert transform(given_data, Everything) == sent
    if isinstance(given_data.get("file"), io.IOBase):
        given_data["file"].seek(0)
    if isinstance(given_data.get("numbers"), type(iter([]))):
        given_data = {"numbers": iter([1, 2])}
    assert await async_transform(given_data, Everything) == sent


async def test_recursive_types() -> None:
    data = {"node_name": "a", "sub_trees": [{"node_name": "b", "sub_trees": ({"node_name": "c"},)}]}
    sent = {"nodeName": "a", "subTrees": [{"nodeName": "b", "subTrees": [{"nodeName": "c"}]}]}
    assert transform(data, Tree) == sent
    assert await async_transform(data, Tree) == sent, "looking for files in such a type has an end"


async def test_paths_are_read(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"abc")
    assert transform({"file": file}, Everything) == {"file": "YWJj"}
    assert await async_maybe_transform({"file": file}, Everything) == {"file": "YWJj"}


async def test_none_is_passed_through() -> None:
    assert maybe_transform(None, Everything) is None
    assert await async_maybe_transform(None, Everything) is None


def test_a_list_without_anything_to_do_is_not_copied() -> None:
    numbers = [1, 2]
    letters = ["a"]
    assert transform(numbers, list[int]) is numbers
    assert transform(letters, Iterable[str]) is letters
    assert transform(letters, Sequence[Literal["a", "b"]]) is letters


class Cat(TypedDict, total=False):
    kind: Required[Literal["cat"]]
    full_name: Annotated[str, PropertyInfo(alias="catName")]
    born: Annotated[str | date, PropertyInfo(format="iso8601")]


class Dog(TypedDict, total=False):
    kind: Required[Literal["dog"]]
    full_name: Annotated[str, PropertyInfo(alias="dogName")]
    tail_length: Annotated[int, PropertyInfo(alias="tailLength")]


@pytest.mark.parametrize("union", [Union[Cat, Dog], Union[Dog, Cat]])
def test_a_constant_tells_the_variants_of_a_union_apart(union: Any) -> None:
    assert transform({"kind": "dog", "full_name": "Rex"}, union) == {"kind": "dog", "dogName": "Rex"}
    assert transform({"kind": "cat", "full_name": "Tom"}, union) == {"kind": "cat", "catName": "Tom"}


def test_keys_of_other_variants_are_named_as_well() -> None:
    data = {"kind": "cat", "full_name": "Tom", "tail_length": 3, "born": date(2020, 1, 1), "gone": omit}
    assert transform(data, Union[Dog, Cat]) == {
        "kind": "cat",
        "catName": "Tom",
        "tailLength": 3,
        "born": "2020-01-01",
    }


def test_an_alias_is_not_taken_for_another_variants_key() -> None:
    class One(TypedDict, total=False):
        first: Annotated[str, PropertyInfo(alias="second")]

    class Two(TypedDict, total=False):
        second: Annotated[str, PropertyInfo(alias="third")]

    # applied one after the other, these would make `third` of `first`
    assert transform({"first": "x"}, Union[One, Two]) == {"second": "x"}


def test_lists_of_unions_and_unions_of_lists() -> None:
    data = [{"kind": "dog", "full_name": "Rex"}, {"kind": "cat", "full_name": "Tom"}]
    sent = [{"kind": "dog", "dogName": "Rex"}, {"kind": "cat", "catName": "Tom"}]
    assert transform(data, list[Cat | Dog]) == sent
    assert transform(data, Union[list[Cat], Iterable[Dog]]) == sent  # type: ignore[comparison-overlap]


def test_named_aliases() -> None:
    alias = TypeAliasType("alias", Union[Cat, "list[alias]"])  # type: ignore[misc]
    assert transform({"kind": "cat", "full_name": "Tom"}, alias) == {"kind": "cat", "catName": "Tom"}
    assert transform({"a": {"x_axis": 1}}, dict[str, TypeAliasType("P", Point)]) == {"a": {"xAxis": 1}}  # type: ignore[misc]


def test_wrappers_in_any_order() -> None:
    class Wrapped(TypedDict):
        one: Annotated[NotRequired[date], PropertyInfo(alias="One", format="iso8601")]
        two: NotRequired[Annotated[date | None, PropertyInfo(alias="Two", format="iso8601")]]

    # `get_type_hints` needs the names of this function
    Wrapped.__annotations__ = {
        "one": Annotated[NotRequired[date], PropertyInfo(alias="One", format="iso8601")],
        "two": NotRequired[Annotated[date | None, PropertyInfo(alias="Two", format="iso8601")]],
    }
    day = date(2024, 1, 2)
    assert transform({"one": day, "two": day}, Wrapped) == {"One": "2024-01-02", "Two": "2024-01-02"}


class Address(BaseModel):
    street_name: str = Field(alias="streetName")
    number: int | None = None
    built: date | None = None


def test_models_are_dumped_under_their_api_names_wherever_they_are() -> None:
    address = Address(streetName="Kerkstraat", built=date(1900, 1, 1))
    sent = {"streetName": "Kerkstraat", "built": "1900-01-01"}
    assert transform(address, Any) == sent
    assert transform({"plain": address, "maybe": address, "either": address}, Everything) == {
        "plain": sent,
        "maybe": sent,
        "Either": sent,
    }
    assert transform({"points": [address]}, Everything) == {"Points": [sent]}


def test_metadata_without_a_hash() -> None:
    assert transform({"x_axis": 1}, Annotated[Point, {"no": "hash"}]) == {"xAxis": 1}


def test_hints_are_read_once_per_type(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fresh(TypedDict):
        a_b: int

    calls: list[object] = []
    original = transform_module.get_type_hints

    def counting(type_: Any, **options: Any) -> Any:
        calls.append(type_)
        return original(type_, **options)

    monkeypatch.setattr(transform_module, "get_type_hints", counting)
    for _ in range(5):
        transform({"a_b": 1}, Fresh)
        transform([{"a_b": 1}, {"a_b": 2}], list[Fresh])
    assert len(calls) == 1  # whether it stands alone or in a list


def test_repr_of_property_info() -> None:
    assert repr(PropertyInfo(alias="a", format="iso8601")) == "PropertyInfo(alias='a', format='iso8601')"


plain = st.none() | st.booleans() | st.integers() | st.text(max_size=4)
points = st.dictionaries(st.sampled_from(["x_axis", "y_axis", "other"]), plain, max_size=3)
trees = st.recursive(
    st.fixed_dictionaries({}, optional={"node_name": plain, "extra": plain}),
    lambda inner: st.fixed_dictionaries({"sub_trees": st.lists(inner, max_size=3)}, optional={"node_name": plain}),
    max_leaves=8,
)


def renamed(tree: Any) -> Any:
    """What a tree is sent as, said another way."""
    names = {"node_name": "nodeName", "sub_trees": "subTrees"}
    if isinstance(tree, list):
        return [renamed(item) for item in tree]
    if isinstance(tree, dict):
        return {names.get(key, key): renamed(value) for key, value in tree.items()}
    return tree


@given(trees)
def test_only_names_change_and_the_callers_data_stays(tree: Any) -> None:
    before = copy.deepcopy(tree)
    assert transform(tree, Tree) == renamed(tree)
    assert asyncio.run(async_transform(tree, Tree)) == renamed(tree)
    assert tree == before


@given(
    st.dictionaries(st.sampled_from(list(Everything.__annotations__)), plain | points | st.lists(points), max_size=6)
)
def test_no_data_is_refused(data: Any) -> None:
    sent: dict[str, Any] = transform(data, Everything)
    assert len(sent) == len(data)
