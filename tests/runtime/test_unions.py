"""Which variant of a union a piece of data becomes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Optional, Union, cast

import pydantic
import pytest
from acme_sdk._models import DISCRIMINATOR_CACHE, BaseModel, construct_type
from acme_sdk._utils import PropertyInfo
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import TypeAliasType


class Circle(BaseModel):
    type: Literal["circle"]
    radius: float


class Square(BaseModel):
    type: Literal["square"]
    side: float
    label: str | None = None


class Text(BaseModel):
    """Has nothing that it requires, so that anything validates as one."""

    text: str | None = None
    lang: str | None = None


class Link(BaseModel):
    url: str | None = None
    title: str | None = None


class Image(BaseModel):
    url: str
    width: int


def construct(type_: object, value: object) -> Any:
    return construct_type(type_=type_, value=value)


Shape = Annotated[Circle | Square, PropertyInfo(discriminator="type")]


def test_the_discriminator_decides_even_where_the_rest_is_wrong() -> None:
    made = construct(Shape, {"type": "square", "radius": 3})
    assert type(made) is Square
    assert made.radius == 3
    assert made.side is None


def test_an_unknown_variant_is_kept_as_the_one_that_fits_best() -> None:
    made = construct(Shape, {"type": "ellipse", "side": 2.0, "label": "x", "ratio": 2})
    assert type(made) is Square
    assert made.to_dict() == {"type": "ellipse", "side": 2.0, "label": "x", "ratio": 2}


def test_without_a_discriminator_value_the_content_decides() -> None:
    assert type(construct(Shape, {"side": 2.0})) is Square
    assert type(construct(Shape, {"type": ["circle"], "side": 2.0})) is Square


@pytest.mark.parametrize("order", [(Text, Link, Image), (Image, Link, Text), (Link, Text, Image)])
def test_variants_that_all_validate_are_chosen_by_their_fields(order: Any) -> None:
    union = Union[order]
    assert type(construct(union, {"text": "hello"})) is Text
    assert type(construct(union, {"title": "t", "url": "u"})) is Link
    assert type(construct(union, {"url": "u", "width": 4})) is Image


def test_the_first_of_equals_is_taken_in_the_order_of_the_union() -> None:
    assert type(construct(Union[Text, Link], {"other": 1})) is Text
    assert type(construct(Union[Link, Text], {"other": 1})) is Link


def test_a_constant_says_more_than_many_fields() -> None:
    class Begin(BaseModel):
        event: Literal["begin"]
        a: int
        b: int
        c: int

    class End(BaseModel):
        event: Literal["end"]
        z: str

    assert type(construct(Union[Begin, End], {"event": "end", "a": 1, "b": 2, "c": 3})) is End


def test_values_of_the_right_type_count() -> None:
    class Count(BaseModel):
        value: int
        unit: str

    class Name(BaseModel):
        value: str
        unit: str

    union = Union[Count, Name]
    # both accept the data when pydantic is lax
    assert type(construct(union, {"value": "12", "unit": "kg"})) is Name
    assert type(construct(union, {"value": 12, "unit": "kg"})) is Count


def test_exact_types_say_more_than_a_constant() -> None:
    class Cat(BaseModel):
        type: Literal["cat"]
        age: int

    class Animal(BaseModel):
        type: Literal["cat", "dog"]
        age: str

    for union in (Union[Cat, Animal], Union[Animal, Cat]):
        # pydantic reads the text as a number
        assert type(construct(union, {"type": "cat", "age": "5"})) is Animal
        assert type(construct(union, {"type": "cat", "age": 5})) is Cat
        # what is said loosely and has a later addition is told by the constant
        assert type(construct(union, {"type": "cat", "age": "5", "later": 1})) is Cat


def test_several_claims_are_settled_by_exact_types_in_any_order() -> None:
    class Number(BaseModel):
        type: Literal["n"]
        data: int

    class Digits(BaseModel):
        type: Literal["n"]
        data: str

    for union in (Union[Number, Digits], Union[Digits, Number]):
        annotated = Annotated[union, PropertyInfo(discriminator="type")]
        assert type(construct(annotated, {"type": "n", "data": "5"})) is Digits
        assert type(construct(annotated, {"type": "n", "data": 5})) is Number


def test_a_model_that_knows_nothing_of_the_data_gives_way_to_a_mapping() -> None:
    for union in (Union[Text, dict[str, int]], Union[dict[str, int], Text]):
        assert construct(union, {"other": 1}) == {"other": 1}
        assert type(construct(union, {"other": 1})) is dict


def test_deep_content_decides_where_the_surface_does_not() -> None:
    class Drawing(BaseModel):
        content: list[Circle]

    class Page(BaseModel):
        content: list[Image]

    made = construct(Union[Drawing, Page], {"content": [{"url": "u", "width": "broken"}]})
    assert type(made) is Page
    assert type(made.content[0]) is Image


def test_several_claims_on_one_discriminator_value() -> None:
    class Exact(BaseModel):
        type: Literal["n"]
        data: int

    class Other(BaseModel):
        type: Literal["n"]
        data: bool

    union = Annotated[Exact | Other, PropertyInfo(discriminator="type")]
    assert type(construct(union, {"type": "n", "data": 5})) is Exact
    assert type(construct(union, {"type": "n", "data": "neither"})) is Other


def test_discriminators_with_an_alias_in_nested_unions_and_with_several_values() -> None:
    class One(BaseModel):
        kind_: Literal["a", "b"] = pydantic.Field(alias="kind")

    class Two(BaseModel):
        kind_: Literal["c"] = pydantic.Field(alias="kind")

    class Three(BaseModel):
        kind_: Literal["d"] | None = pydantic.Field(alias="kind", default=None)

    alias = TypeAliasType("alias", One | Two)
    union = Annotated[alias | Three, PropertyInfo(discriminator="kind_")]
    for kind, expected in {"a": One, "b": One, "c": Two, "d": Three}.items():
        assert type(construct(union, {"kind": kind, "x": []})) is expected


def test_a_union_that_contains_itself() -> None:
    class Leaf(BaseModel):
        op: Literal["leaf"]

    class Branch(BaseModel):
        op: Literal["branch"]
        children: list[Annotated[Leaf | Branch, PropertyInfo(discriminator="op")]]

    Branch.model_rebuild(_types_namespace={**globals(), "Leaf": Leaf, "Branch": Branch})
    data = {"op": "branch", "children": [{"op": "leaf"}, {"op": "branch", "children": [{"op": "leaf"}]}]}
    made = construct(Branch, data)
    assert type(made.children[1]) is Branch
    assert type(made.children[1].children[0]) is Leaf
    assert made.to_dict() == data


def test_what_is_known_about_a_union_is_kept() -> None:
    union = Union[Circle, Square]
    annotated = Annotated[union, PropertyInfo(discriminator="type")]
    construct(annotated, {"type": "circle"})
    details = DISCRIMINATOR_CACHE.get(cast("Any", union))
    assert details is not None
    assert details.mapping == {"circle": Circle, "square": Square}
    construct(Annotated[union, PropertyInfo(discriminator="type")], {"type": "square"})
    assert DISCRIMINATOR_CACHE.get(cast("Any", union)) is details


@pytest.mark.parametrize(
    ("union", "value", "expected"),
    [
        (Union[int, str], "1", "1"),
        (Union[str, int], 1, 1),
        (Union[int, str], True, True),
        (Union[float, str], 1, 1.0),
        (Union[Literal["a"], int], "unknown", "unknown"),
        (Union[datetime, int], "2020-01-01T00:00:00", datetime(2020, 1, 1)),
        (Union[datetime, int], "never", "never"),
        (Union[date, datetime], "2020-01-01T00:00:00", datetime(2020, 1, 1)),
        (Union[datetime, date], "2020-01-01", date(2020, 1, 1)),
        (Union[Text, str], "plain", "plain"),
        (Union[Text, None], None, None),
        (Union[Text, str, None], None, None),
        (Union[list[int], int], [1, "x"], [1, "x"]),
        (Union[str, list[Text]], {"text": "x"}, {"text": "x"}),
        (Union[int, dict[str, object]], {"a": [1]}, {"a": [1]}),
    ],
)
def test_scalars_and_what_fits_nothing(union: Any, value: object, expected: object) -> None:
    made = construct(union, value)
    assert made == expected
    assert type(made) is type(expected)


def test_lists_of_models() -> None:
    made = construct(Union[list[Circle], list[Image]], [{"url": "u"}])
    assert type(made[0]) is Image


def test_a_model_wins_over_a_mapping_that_takes_anything() -> None:
    for union in (Union[Text, dict[str, str]], Union[dict[str, str], Text]):
        assert type(construct(union, {"text": "x", "later_addition": "y"})) is Text
    assert construct(Union[Image, dict[str, str]], {"a": "b"}) == {"a": "b"}


models = [
    pydantic.create_model(
        f"Model{number}",
        __base__=BaseModel,
        **cast("Any", {f"own{number}": (int, ...), "shared": (Optional[str], None)}),
    )
    for number in range(4)
]


@given(
    order=st.permutations(models),
    index=st.integers(0, 3),
    extra=st.dictionaries(st.text("xyz", min_size=1), st.integers(), max_size=5),
    shared=st.none() | st.text(),
)
def test_data_of_a_variant_becomes_that_variant(order: Any, index: int, extra: dict[str, int], shared: Any) -> None:
    made = construct(Union[tuple(order)], {**extra, "shared": shared, f"own{index}": 1})
    assert type(made) is models[index]


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "radius", "side", "url", "width", "text", "?"]), inner, max_size=4)
    ),
)


@given(anything)
def test_no_data_is_refused_or_lost(value: object) -> None:
    union = Union[Shape, Text, Image, list[Shape], dict[str, Image], str]
    made = construct(union, value)
    assert dumped(made) == value


def dumped(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.to_dict(warnings=False)
    if isinstance(value, list):
        return [dumped(item) for item in value]
    if isinstance(value, dict):
        return {key: dumped(item) for key, item in value.items()}
    return value
