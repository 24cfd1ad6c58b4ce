"""Models: loose construction, dumps, unknown fields, deferred schemas."""

from __future__ import annotations

import copy
import json
import pickle
import threading
import warnings
from collections import deque
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, cast

import pydantic
import pytest
from acme_sdk._compat import get_model_fields, model_copy, model_dump
from acme_sdk._models import (
    BaseModel,
    EagerIterable,
    FinalRequestOptions,
    GenericModel,
    build,
    construct_type,
    is_basemodel,
    validate_type,
)
from acme_sdk._types import NOT_GIVEN, not_given, omit
from acme_sdk._utils import PropertyInfo
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict

T = TypeVar("T")


class Owner(BaseModel):
    name: str
    age: int | None = None


class Pet(BaseModel):
    id: int
    pet_name: str = Field(alias="petName")
    owner: Owner | None = None
    former_owners: list[Owner] | None = None
    owners_by_town: dict[str, Owner] | None = None
    weight: float | None = None
    born_at: datetime | None = None
    adopted_on: date | None = None
    mood: Literal["happy", "sad"] | None = None


class Folder(BaseModel):
    name: str
    children: list[Folder] | None = None


def test_nested_data_becomes_nested_models() -> None:
    pet = Pet.construct(
        id=1,
        petName="Rex",
        owner={"name": "Ada"},
        former_owners=[{"name": "Bob"}, {"name": "Cleo", "age": 40}],
        owners_by_town={"Ghent": {"name": "Dee"}},
    )
    assert pet.owner == Owner(name="Ada")
    assert pet.former_owners == [Owner(name="Bob"), Owner(name="Cleo", age=40)]
    assert pet.owners_by_town == {"Ghent": Owner(name="Dee")}
    assert pet.pet_name == "Rex"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner", "not an object"),
        ("former_owners", {"name": "no list"}),
        ("former_owners", [1, None, "x"]),
        ("owners_by_town", [1]),
        ("weight", "heavy"),
        ("born_at", "yesterday"),
        ("adopted_on", {"year": 2020}),
        ("mood", "grumpy"),
    ],
)
def test_data_of_another_type_is_kept(field: str, value: object) -> None:
    assert getattr(Pet.construct(**{field: value}), field) == value


def test_scalars_are_not_converted_but_numbers_and_dates_are() -> None:
    pet = Pet.construct(id="7", weight=3, born_at="2024-02-29T12:30:00Z", adopted_on="2024-03-01")
    assert pet.id == "7"  # type: ignore[comparison-overlap]
    assert pet.weight == 3.0
    assert type(pet.weight) is float
    assert pet.born_at == datetime(2024, 2, 29, 12, 30, tzinfo=UTC)
    assert pet.adopted_on == date(2024, 3, 1)


def test_an_integer_that_no_float_can_hold_stays_one() -> None:
    assert Pet.construct(weight=2**53 + 1).weight == 2**53 + 1
    assert type(Pet.construct(weight=10**400).weight) is int
    assert Pet.construct(weight=True).weight is True  # type: ignore[comparison-overlap]


def test_missing_fields_are_none_and_do_not_count_as_set() -> None:
    pet = Pet.construct(petName=None)
    assert pet.id is None  # type: ignore[comparison-overlap]
    assert pet.owner is None
    assert pet.model_fields_set == {"pet_name"}
    assert pet.to_dict() == {"petName": None}


def test_each_instance_has_its_own_mutable_default() -> None:
    class Basket(BaseModel):
        items: list[str] = Field(default_factory=list)
        labels: dict[str, str] = Field(default={})

    one, other = Basket.construct(), Basket.construct()
    one.items.append("apple")
    one.labels["k"] = "v"
    assert other.items == []
    assert other.labels == {}


def test_unknown_fields_are_attributes_and_are_dumped() -> None:
    owner = cast("Any", Owner.construct(name="Ada", shoe_size={"eu": 38}))
    assert owner.shoe_size == {"eu": 38}
    assert owner.to_dict() == {"name": "Ada", "shoe_size": {"eu": 38}}
    assert cast("Any", Owner.model_validate({"name": "Ada", "x": 1})).x == 1


def test_annotated_extra_fields_become_that_type() -> None:
    class Household(BaseModel):
        __pydantic_extra__: dict[str, Owner] = Field(init=False)  # type: ignore[assignment]

        street: str

    home = cast("Any", construct_type(type_=Household, value={"street": "Kerkstraat", "mother": {"name": "Ada"}}))
    assert home.mother == Owner(name="Ada")
    assert home.street == "Kerkstraat"


@pytest.mark.parametrize("name", ["cls", "self", "value", "type_", "values"])
def test_fields_may_be_called_like_parameters(name: str) -> None:
    model = pydantic.create_model("Model", __base__=BaseModel, **cast("Any", {name: (str, ...)}))
    assert getattr(construct_type(type_=model, value={name: "x"}), name) == "x"


def test_data_may_hold_a_key_that_construct_uses_itself() -> None:
    owner = cast("Any", construct_type(type_=Owner, value={"name": "Ada", "_fields_set": ["x"]}))
    assert owner.model_extra == {"_fields_set": ["x"]}
    assert owner.model_fields_set == {"name"}


def test_a_construct_of_a_subclass_is_called() -> None:
    class Shouting(BaseModel):
        name: str

        @classmethod
        def construct(cls, _fields_set: Any = None, **values: Any) -> Any:
            return super().construct(_fields_set, **{**values, "name": values["name"].upper()})

    made = cast("list[Shouting]", construct_type(type_=list[Shouting], value=[{"name": "ada"}]))
    assert made[0].name == "ADA"


def test_private_attributes_get_their_defaults() -> None:
    class Counter(BaseModel):
        name: str
        _seen: int = pydantic.PrivateAttr(default=3)

    assert Counter.construct(name="x")._seen == 3


def test_models_can_refer_to_themselves() -> None:
    root = Folder.construct(name="a", children=[{"name": "b", "children": [{"name": "c"}]}])
    assert root.children is not None
    assert root.children[0].children == [Folder(name="c")]


def test_generic_models() -> None:
    class Page(GenericModel, Generic[T]):
        data: list[T]
        total: int

    page = cast("Any", construct_type(type_=Page[Owner], value={"data": [{"name": "Ada"}], "total": 1}))
    assert page.data == [Owner(name="Ada")]
    assert type(page) is Page[Owner]


def test_dumps() -> None:
    pet = Pet.construct(id=1, petName="Rex", adopted_on="2024-03-01")
    assert pet.to_dict() == {"id": 1, "petName": "Rex", "adopted_on": date(2024, 3, 1)}
    assert pet.to_dict(mode="json", use_api_names=False) == {"id": 1, "pet_name": "Rex", "adopted_on": "2024-03-01"}
    assert pet.to_dict(exclude_unset=False, exclude_none=True).keys() == {"id", "petName", "adopted_on"}
    assert json.loads(pet.to_json()) == {"id": 1, "petName": "Rex", "adopted_on": "2024-03-01"}
    assert pet.to_json(indent=None).startswith('{"id":1,')
    assert str(Owner(name="Ada")) == "Owner(name='Ada', age=None)"
    assert model_dump(pet, exclude_unset=True)["pet_name"] == "Rex"


def test_copies_and_pickles() -> None:
    pet = Pet.construct(id=1, petName="Rex", owner={"name": "Ada"}, extra="kept")
    for twin in (copy.deepcopy(pet), pickle.loads(pickle.dumps(pet)), model_copy(pet, deep=True)):
        assert twin == pet
        assert twin.to_dict() == pet.to_dict()


def test_what_breaks_the_contract_is_dumped_without_warnings() -> None:
    class Cat(BaseModel):
        kind: Literal["cat"]
        lives: int

    class Dog(BaseModel):
        kind: Literal["dog"]

    class Shelter(BaseModel):
        animals: list[Annotated[Cat | Dog, PropertyInfo(discriminator="kind")]]
        status: Literal["open", "closed"]
        main: Cat | Dog | str

    data = {"animals": [{"kind": "cow", "milk": 3}, {"kind": "cat"}, 5], "status": "moving", "main": {"kind": "ant"}}
    shelter = cast("Shelter", construct_type(type_=Shelter, value=data))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert shelter.to_dict() == data
        assert json.loads(shelter.to_json()) == data
    assert "anyOf" in Shelter.model_json_schema()["properties"]["main"]


def test_a_value_of_a_wrong_scalar_type_still_warns() -> None:
    with pytest.warns(UserWarning, match="Expected `str`"):
        Owner.construct(name=1).to_dict()


@pytest.mark.parametrize("annotation", [Iterable[int], EagerIterable[int]], ids=["Iterable", "EagerIterable"])
@pytest.mark.parametrize(
    ("given_value", "kept"),
    [
        ([1, 2], [1, 2]),
        ((1, 2), (1, 2)),
        ({1, 2}, {1, 2}),
        (deque([1, 2]), deque([1, 2])),
        (iter([1, 2]), [1, 2]),
        ((number for number in (1, 2)), [1, 2]),
        ({1: "a", 2: "b"}, [1, 2]),
    ],
)
def test_iterable_fields_can_be_read_more_than_once(annotation: Any, given_value: Any, kept: Any) -> None:
    # one-shot iterators are used up by the first test that gets them
    value = iter([1, 2]) if not hasattr(given_value, "__len__") else given_value
    model = pydantic.create_model("Model", __base__=BaseModel, numbers=(annotation, ...))
    made = cast("Any", model.model_validate({"numbers": value}))
    assert made.numbers == kept
    assert made.to_dict() == made.to_dict() == {"numbers": [1, 2]}


def test_iterables_inside_of_typed_dicts_and_of_text() -> None:
    class Inner(TypedDict):
        letters: Iterable[str]

    class Model(BaseModel):
        inner: Inner

    made = Model.model_validate({"inner": {"letters": "ab"}})
    assert made.inner["letters"] == ["a", "b"]
    with pytest.raises(pydantic.ValidationError):
        Model.model_validate({"inner": {"letters": 3}})


def test_type_aliases_even_recursive_ones() -> None:
    Json = TypeAliasType("Json", "str | list[Json] | dict[str, Json] | Owner")  # type: ignore[misc]
    globals()["Json"] = Json

    class Holder(BaseModel):
        value: Json

    made = cast("Any", construct_type(type_=Holder, value={"value": [["a"], {"b": ["c"]}, {"name": "A"}]}))
    assert made.value == [["a"], {"b": ["c"]}, Owner(name="A")]


def test_construct_type_on_other_types() -> None:
    assert construct_type(type_=list[Owner], value=[{"name": "A"}, 3]) == [Owner(name="A"), 3]
    assert construct_type(type_=Owner, value=[{"name": "A"}]) == [Owner(name="A")]
    assert construct_type(type_=cast("Any", Annotated[Owner, {"no": "hash"}]), value={"name": "A"}) == Owner(name="A")
    assert construct_type(type_=object, value={"a": 1}) == {"a": 1}
    assert construct_type(type_=Any, value=None) is None
    assert construct_type(type_=cast("Any", None), value="x") == "x"


def test_other_pydantic_models_are_not_filled_without_validation() -> None:
    class Foreign(pydantic.BaseModel):
        name: str

    assert construct_type(type_=Foreign, value={"name": 1}) == {"name": 1}
    assert not is_basemodel(Foreign)
    assert is_basemodel(cast("Any", Union[Foreign, Owner]))


def test_build_checks_nothing_and_takes_no_positionals() -> None:
    assert build(Owner, name="Ada").name == "Ada"
    with pytest.raises(TypeError, match="keyword"):
        build(Owner, "Ada")  # type: ignore[call-arg]


def test_validate_type_is_strict() -> None:
    assert validate_type(type_=Owner, value={"name": "Ada"}) == Owner(name="Ada")
    assert validate_type(type_=cast("Any", list[int]), value=["1"]) == [1]
    for type_ in (Owner, cast("Any", dict[str, Owner])):
        with pytest.raises(pydantic.ValidationError):
            validate_type(type_=type_, value={"name": 3})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from([*[field.alias or name for name, field in get_model_fields(Pet).items()], "unknown", "name"])


class Tolerant(BaseModel):
    id: int
    name: str
    owner: Owner | None = None
    owners: list[Owner]
    by_town: dict[str, Owner]
    weight: float
    either: Owner | Folder | list[Owner] | str | None = None
    mood: Literal["happy", "sad"]


@given(st.dictionaries(st.sampled_from([*Tolerant.model_fields, "unknown"]), json_values, max_size=6))
def test_loose_construction_never_fails_and_loses_nothing(data: dict[str, Any]) -> None:
    made = cast("Tolerant", construct_type(type_=Tolerant, value=data))
    assert made.to_dict(warnings=False) == data


@given(st.dictionaries(keys, json_values, max_size=6))
def test_dates_only_change_their_type(data: dict[str, Any]) -> None:
    pet = cast("Pet", construct_type(type_=Pet, value=data))
    assert pet.to_dict(warnings=False).keys() == data.keys()


def test_parts_without_a_schema_can_be_dumped() -> None:
    class Part(BaseModel):
        number: int

    class Whole(BaseModel):
        either: Union[Part, list[dict[str, Part]], str]
        any_: Any = None

    whole = cast("Whole", construct_type(type_=Whole, value={"either": [{"a": {"number": 1}}]}))
    whole.any_ = Part.construct(number=2)
    assert whole.to_dict() == {"either": [{"a": {"number": 1}}], "any_": {"number": 2}}
    assert json.loads(whole.to_json()) == {"either": [{"a": {"number": 1}}], "any_": {"number": 2}}


def test_schemas_are_built_by_one_thread_at_a_time() -> None:
    for _ in range(20):
        inner = pydantic.create_model("Inner", __base__=BaseModel, number=(int, ...))
        outer = pydantic.create_model("Outer", __base__=BaseModel, either=(Union[inner, list[inner]], ...))  # type: ignore[valid-type]
        start = threading.Barrier(8)
        failures: list[BaseException] = []

        def use(outer: Any = outer, start: threading.Barrier = start, failures: list[BaseException] = failures) -> None:
            try:
                start.wait()
                assert outer.model_validate({"either": {"number": 1}}).to_dict() == {"either": {"number": 1}}
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=use) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []


def test_request_options_have_defaults_and_drop_what_was_not_given() -> None:
    options = FinalRequestOptions.construct(method="get", url="/x", max_retries=cast("Any", NOT_GIVEN), timeout=None)
    assert options.model_fields_set == {"method", "url", "timeout"}
    assert options.get_max_retries(5) == 5
    assert options.timeout is None
    assert options.params == {}
    assert options.params is not FinalRequestOptions.construct(method="get", url="/x").params
    assert FinalRequestOptions(method="get", url="/x").headers is not_given


def test_request_options_validate_when_made_directly() -> None:
    assert FinalRequestOptions(method="get", url="/", max_retries=3).get_max_retries(0) == 3
    with pytest.raises(pydantic.ValidationError):
        FinalRequestOptions(method="get", url="/", params=cast("Any", 3))


def test_the_raw_response_header_can_be_taken_out() -> None:
    headers = {"X-Stainless-Raw-Response": "raw", "X-Other": omit}
    options = FinalRequestOptions.construct(method="get", url="/", headers=headers)
    options._strip_raw_response_header()
    assert options.headers == {"X-Other": omit}
    assert len(headers) == 2
