"""JSON text read in one step gives what its data gives by construction: any text, any type, in every observable way."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar, Union

import httpx
import pytest
from acme_sdk._client import Acme
from acme_sdk._loose_json import LooseReader, ReaderCache
from acme_sdk._models import BaseModel, GenericModel, construct_type
from acme_sdk._utils import PropertyInfo
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, PrivateAttr, create_model

T = TypeVar("T")


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: Optional[int] = None
    mother: Optional[Cat] = None


class Dog(BaseModel):
    kind: Literal["dog"]
    weight: float
    friends: Optional[list[Pet]] = None


class OtherDog(BaseModel):
    kind: Literal["dog", "wolf"]
    born: Optional[datetime] = None


Pet = Annotated[Union[Cat, Dog], PropertyInfo(discriminator="kind")]
AmbiguousPet = Annotated[Union[Cat, Dog, OtherDog], PropertyInfo(discriminator="kind")]
Cat.model_rebuild()
Dog.model_rebuild()


class Part(BaseModel):
    text: str
    size: int = 7


class Open(BaseModel):
    name: Optional[str] = None
    __pydantic_extra__: dict[str, float]


class Page(GenericModel, Generic[T]):
    data: list[T]
    next: Optional[str] = None
    _client: Any = PrivateAttr()


class Own(BaseModel):
    name: str

    @classmethod
    def construct(cls, _fields_set: Any = None, **values: Any) -> Own:
        return super().construct(_fields_set, **{**values, "name": "own"})


class Everything(BaseModel):
    text: str
    count: int
    price: float
    ok: bool
    when: datetime
    day: Optional[date] = None
    tags: list[str] = ["a"]  # noqa: RUF012 - pydantic copies it
    prices: list[float] = Field(default_factory=list)
    table: Optional[dict[str, list[Part]]] = None
    grid: Optional[list[list[float]]] = None
    anything: Optional[object] = None
    color: Optional[Literal["red", "blue"]] = None
    pet: Optional[Pet] = None
    ambiguous: Optional[AmbiguousPet] = None
    content: Union[str, list[Part], None] = None
    part_or_cat: Union[Part, Cat, None] = None
    number: Union[int, float, None] = None
    when_or_text: Union[datetime, str, None] = None
    class_: Optional[str] = Field(alias="class", default=None)
    nested: Optional[Everything] = None
    open: Optional[Open] = None
    own: Optional[Own] = None


TYPES: dict[str, Any] = {
    "everything": Everything,
    "list": list[Everything],
    "page": Page[Part],
    "cat": Cat,
    "pet": Pet,
    "ambiguous": AmbiguousPet,
    "floats": list[float],
    "mapping": dict[str, Part],
    "union": Union[Part, list[Cat], str],
    "object": dict[str, object],
    "own": Own,
    "open": Open,
}

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**52, max_value=2**70),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["cat", "dog", "wolf", "red", "2024-02-30", "2024-02-29", "2024-02-29T12:30:00Z", "12", "1e3", ""]),
    st.datetimes().map(datetime.isoformat),
)
keys = st.one_of(
    st.sampled_from(sorted({*Everything.model_fields, *Cat.model_fields, *Dog.model_fields, "class", "data", "text"})),
    st.text(max_size=4),
)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=6)),
    max_leaves=12,
)


def nearly_right() -> st.SearchStrategy[Any]:
    part = st.fixed_dictionaries({"text": st.text(max_size=3)}, optional={"size": scalars, "new": anything})
    cat = st.fixed_dictionaries(
        {"kind": st.sampled_from(["cat", "lion"])}, optional={"lives": scalars, "mother": anything}
    )
    dog = st.fixed_dictionaries(
        {"kind": st.sampled_from(["dog", "wolf"]), "weight": scalars}, optional={"born": scalars}
    )
    pets = st.one_of(cat, dog, anything)
    optional = {
        "text": scalars,
        "count": scalars,
        "price": st.one_of(st.integers(), st.floats(), scalars),
        "ok": scalars,
        "when": scalars,
        "day": scalars,
        "tags": st.lists(scalars, max_size=3),
        "prices": st.lists(st.one_of(st.floats(), st.integers()), max_size=3),
        "table": st.dictionaries(keys, st.one_of(st.lists(part, max_size=2), scalars), max_size=2),
        "grid": st.lists(st.lists(scalars, max_size=3), max_size=2),
        "anything": anything,
        "color": scalars,
        "pet": pets,
        "ambiguous": pets,
        "content": st.one_of(st.text(max_size=3), st.lists(part, max_size=2), anything),
        "part_or_cat": st.one_of(part, cat, anything),
        "number": scalars,
        "when_or_text": scalars,
        "class": scalars,
        "class_": scalars,
        "open": st.dictionaries(keys, scalars, max_size=3),
        "own": st.one_of(part, scalars),
        "unknown": anything,
    }
    flat = st.fixed_dictionaries({}, optional=optional)
    return st.one_of(flat, st.fixed_dictionaries({"nested": flat}, optional=optional), pets, part)


def same(one: Any, other: Any) -> bool:
    """Equal, of equal types all the way down, and equal in what counts as set, in order and in what is private."""
    if type(one) is not type(other):
        return False
    if isinstance(one, BaseModel):
        return (
            one.model_fields_set == other.model_fields_set
            and same(vars(one), vars(other))
            and list(vars(one)) == list(vars(other))
            and same(one.model_extra, other.model_extra)
            and one.__pydantic_private__ == other.__pydantic_private__
        )
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, datetime):
        return one == other and repr(one) == repr(other)
    return one == other or (one != one and other != other)


def compare(type_: Any, text: str) -> None:
    expected = construct_type(type_=type_, value=json.loads(text))
    for reader in readers(type_):
        read = reader.read(text)
        assert same(read, expected), (read, expected)


_READERS: dict[int, tuple[Callable[[], LooseReader], LooseReader, LooseReader]] = {}


def readers(type_: Any) -> Iterator[LooseReader]:
    """One that has met no values yet that a model does not name, one that learns as it reads, and one that has."""
    if id(type_) not in _READERS:
        fresh, learning, experienced = LooseReader(type_), LooseReader(type_), LooseReader(type_)
        first = fresh.read
        experienced.expect_extra_values()

        def unlearned() -> LooseReader:
            fresh.read = first
            return fresh

        _READERS[id(type_)] = (unlearned, learning, experienced)
    unlearned, learning, experienced = _READERS[id(type_)]
    yield unlearned()
    yield learning
    yield experienced


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=60, deadline=None)
@given(data=st.one_of(nearly_right(), st.lists(nearly_right(), max_size=3), anything))
def test_any_data(name: str, data: Any) -> None:
    compare(TYPES[name], json.dumps(data))


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "a", "text": "b"}',
        '{"new": 1, "text": "b", "new": 2}',
        '{"kind": "cat", "kind": "dog", "weight": 1, "weight": 2}',
        '{"price": 9007199254740993, "prices": [9007199254740992, 18014398509481984, 1, -0, -0.0, 1e400, NaN]}',
        '{"price": 123456789012345678901234567890, "count": 1.0, "number": 1.0}',
        '{"count": 123456789012345678901234567890123456789012345678901234567890}',
        '{"text": "\\u00e9\\ud83d\\ude00", "t\\u0065xt": "escaped key"}',
        '{"grid": [[0.1, 1e-7, 123456789.123456789, 5e-324, 1.7976931348623157e308]]}',
        '{"pet": {"kind": "dog", "weight": "heavy", "friends": [{"kind": "cat"}, {"kind": "dog"}, {"kind": "bird"}]}}',
        '{"pet": {"kind": true}, "ambiguous": {"kind": "dog", "born": "2024-01-01T00:00:00Z"}}',
        " null ",
        '[{"text": "list in place of an object"}]',
        '"text"',
        "[[], {}, [[]]]",
    ],
)
@pytest.mark.parametrize("name", TYPES)
def test_odd_data(name: str, text: str) -> None:
    compare(TYPES[name], text)


def test_defaults_are_not_shared() -> None:
    reader = LooseReader(Everything)
    first, second = reader.read("{}"), reader.read("{}")
    assert isinstance(first, Everything)
    assert isinstance(second, Everything)
    first.tags.append("b")
    first.prices.append(1.0)
    assert second.tags == ["a"]
    assert second.prices == []


def test_a_factory_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its signature is parsed, and CPython 3.11 fails with a SystemError where several threads parse at once.
    class Tagged(BaseModel):
        tags: list[str] = Field(default_factory=list)

    reader = LooseReader(Tagged)
    construct_type(type_=Tagged, value={})
    monkeypatch.setattr("ast.parse", lambda *_, **__: pytest.fail("parsed again"))
    for _ in range(2):
        assert same(reader.read("{}"), construct_type(type_=Tagged, value={}))


def test_values_that_a_model_does_not_name_are_expected_once_one_has_come() -> None:
    reader = LooseReader(list[Part])
    as_named = reader.read
    reader.read('[{"text": "a"}, null, 1]')
    assert reader.read is as_named
    reader.read('[{"text": "a", "new": 1}]')
    assert reader.read is not as_named
    reader.read('[{"text": "a", "new": 1}]')
    expecting = reader.read
    reader.read('[{"text": "a", "new": 1}]')
    assert reader.read is expecting


def test_only_models_that_have_been_met_with_other_values_are_looked_through() -> None:
    class Leaf(BaseModel):
        text: str

    class Branch(BaseModel):
        leaf: Leaf
        other: Leaf

    class Tree(BaseModel):
        branch: Branch

    reader = LooseReader(Tree)
    seen: list[object] = []
    for text in ('{"branch": {"leaf": {"text": "a"}, "new": 1}}', '{"branch": {"leaf": {"text": "a", "new": 1}}}') * 3:
        read = reader.read(text)
        assert same(read, construct_type(type_=Tree, value=json.loads(text)))
        seen.append(reader.read)
    # One lesson for each of the two models, and none after them.
    assert seen[1] != seen[2] == seen[3] == seen[4] == seen[5]


def test_a_type_with_ever_new_values_is_not_learned_for_ever() -> None:
    models: list[Any] = [create_model(f"Part{number}", __base__=BaseModel, text=(str, ...)) for number in range(9)]
    fields: dict[str, Any] = {f"p{number}": (model, None) for number, model in enumerate(models)}
    holder: Any = create_model("Holder", __base__=BaseModel, **fields)
    reader = LooseReader(holder)
    readings: list[object] = []
    for number in range(len(models)):
        text = f'{{"p{number}": {{"text": "a", "new": 1}}}}'
        assert same(reader.read(text), construct_type(type_=holder, value=json.loads(text)))
        readings.append(reader.read)
    assert len({id(reading) for reading in readings[-3:]}) == 1


def test_a_type_has_a_reader_from_the_second_time_on() -> None:
    cache = ReaderCache()
    assert cache.get(Part) is None
    made = cache.get(Part)
    assert made is not None
    assert cache.get(Part) is made


@pytest.mark.parametrize(
    "body",
    ["\ufeff{}".encode(), '{"text": "é"}'.encode("utf-16"), b'{"text": "\\ud800"}', b'{"text": NaN}'],
)
def test_what_only_python_can_read_is_read_by_it(body: bytes) -> None:
    answers = httpx.MockTransport(
        lambda _: httpx.Response(200, content=body, headers={"content-type": "application/json"})
    )
    client = Acme(base_url="http://test", http_client=httpx.Client(transport=answers))
    expected = construct_type(type_=Part, value=json.loads(body))
    for _ in range(3):
        assert same(client.get("/", cast_to=Part), expected)


def test_a_client_that_changes_data_first_still_does() -> None:
    class Changing(Acme):
        def _process_response_data(self, *, data: Any, cast_to: Any, response: Any) -> Any:
            return super()._process_response_data(data={**data, "text": "changed"}, cast_to=cast_to, response=response)

    answers = httpx.MockTransport(lambda _: httpx.Response(200, json={"text": "a"}))
    client = Changing(base_url="http://test", http_client=httpx.Client(transport=answers))
    assert [client.get("/", cast_to=Part).text for _ in range(3)] == ["changed"] * 3


def test_a_model_that_is_rebuilt_is_read_anew() -> None:
    class Late(BaseModel):
        inner: Optional[Later] = None  # noqa: F821 - not there yet

    answers = httpx.MockTransport(lambda _: httpx.Response(200, json={"inner": {"text": "a"}}))
    client = Acme(base_url="http://test", http_client=httpx.Client(transport=answers))
    assert [type(client.get("/", cast_to=Late).inner) for _ in range(3)] == [dict] * 3
    Late.model_rebuild(_types_namespace={"Later": Part, "Optional": Optional})
    assert [type(client.get("/", cast_to=Late).inner) for _ in range(3)] == [Part] * 3


def test_many_threads_meet_a_type_at_once() -> None:
    text = '{"nested": {"pet": {"kind": "cat", "lives": 9}, "new": 1}, "table": {"a": [{"text": "b"}]}}'
    for _ in range(10):
        part = type("Part", (Part,), {"__annotations__": {"pet": Optional[Pet], "more": Optional[list[Part]]}})
        target = type("Whole", (Everything,), {"__annotations__": {"nested": Optional[part], "part": Optional[part]}})
        client = Acme(base_url="http://test", http_client=httpx.Client(transport=httpx.MockTransport(_answer(text))))
        start = threading.Barrier(8)
        found: list[Any] = []

        def use(
            client: Acme = client, target: Any = target, start: threading.Barrier = start, found: list[Any] = found
        ) -> None:
            start.wait()
            for _ in range(4):
                answer = client.get("/", cast_to=target)
                assert json.loads(answer.to_json()) == json.loads(text)
                found.append(answer)

        threads = [threading.Thread(target=use) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        expected = construct_type(type_=target, value=json.loads(text))
        assert len(found) == 32
        assert all(same(read, expected) for read in found)


def _answer(text: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(200, content=text, headers={"content-type": "application/json"})
