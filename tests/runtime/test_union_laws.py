"""Laws of unions: data of a variant becomes that variant, whatever the order, wherever it stands, however it is read.

Random models and values are made from descriptions (`Kind`), and `valid` says from the description alone, as JSON
Schema would, whether data is of a kind. Data that is of one variant alone must become that variant.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, Optional, TypeAlias, Union, cast

import pydantic
from acme_sdk._loose_json import LooseReader
from acme_sdk._models import BaseModel, construct_type
from acme_sdk._utils import PropertyInfo, parse_date, parse_datetime
from hostile import examples
from hypothesis import given
from hypothesis import strategies as st


@dataclass(frozen=True)
class Scalar:
    type: Any


@dataclass(frozen=True)
class Words:
    values: tuple[str | int, ...]


@dataclass(frozen=True)
class ListOf:
    item: Kind


@dataclass(frozen=True)
class MapOf:
    item: Kind


@dataclass(frozen=True)
class OneOf:
    variants: tuple[Kind, ...]


@dataclass(frozen=True)
class Record:
    fields: tuple[tuple[str, Kind, bool], ...]
    """Names, kinds, and whether each is required."""


Kind: TypeAlias = Scalar | Words | ListOf | MapOf | OneOf | Record

NAMES = ("a", "b", "c", "type", "value")
scalar_kinds = st.sampled_from([Scalar(type_) for type_ in (str, int, float, bool, datetime, date, type(None))])
word_kinds = st.lists(st.sampled_from(["cat", "dog", "5", "true", 1, 2]), min_size=1, max_size=2, unique=True).map(
    lambda values: Words(tuple(values))
)


def records(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[Record]:
    fields = st.lists(st.tuples(st.sampled_from(NAMES), kinds, st.booleans()), max_size=3, unique_by=lambda f: f[0])
    return fields.map(lambda found: Record(tuple(found)))


kinds: st.SearchStrategy[Kind] = st.recursive(
    scalar_kinds | word_kinds,
    lambda inner: (
        inner.map(ListOf)
        | inner.map(MapOf)
        | st.lists(inner, min_size=2, max_size=3, unique=True).map(lambda found: OneOf(tuple(found)))
        | records(inner)
    ),
    max_leaves=4,
)
variants_of_unions = st.lists(records(kinds) | kinds, min_size=2, max_size=3, unique=True)


@st.composite
def values_of(draw: st.DrawFn, kind: Kind) -> Any:
    match kind:
        case Scalar(type=type_):
            return draw(_SCALARS[type_])
        case Words(values=values):
            return draw(st.sampled_from(values))
        case ListOf(item=item):
            return draw(st.lists(values_of(item), max_size=2))
        case MapOf(item=item):
            return draw(st.dictionaries(st.sampled_from((*NAMES, "x", "y")), values_of(item), max_size=2))
        case OneOf(variants=variants):
            return draw(values_of(draw(st.sampled_from(variants))))
        case Record(fields=fields):
            return {name: draw(values_of(item)) for name, item, required in fields if required or draw(st.booleans())}


_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.sampled_from(["", "cat", "5", "1.5", "true", "2024-02-29", "2024-02-29T12:30:00Z", "text"]),
    int: st.sampled_from([0, 1, 2, 5, 2**60]),
    float: st.sampled_from([0.5, 1.0, 5, 1e300]),
    bool: st.booleans(),
    datetime: st.sampled_from(["2024-02-29T12:30:00Z", "2024-02-29T00:00:00+02:00"]),
    date: st.sampled_from(["2024-02-29", "1999-12-31"]),
    type(None): st.none(),
}


def valid(kind: Kind, value: Any) -> bool:
    """Whether data is of a kind; what a record does not know may be anything."""
    match kind:
        case Scalar(type=type_):
            return _IS[type_](value)
        case Words(values=values):
            return any(type(value) is type(word) and value == word for word in values)
        case ListOf(item=item):
            return isinstance(value, list) and all(valid(item, each) for each in value)
        case MapOf(item=item):
            return isinstance(value, dict) and all(valid(item, each) for each in value.values())
        case OneOf(variants=variants):
            return any(valid(variant, value) for variant in variants)
        case Record(fields=fields):
            if not isinstance(value, dict):
                return False
            return all(valid(item, value[name]) if name in value else not required for name, item, required in fields)


def parses(parse: Any) -> Any:
    def check(value: Any) -> bool:
        if not isinstance(value, str) or value.isdigit():
            return False
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return check


_IS: dict[Any, Any] = {
    str: lambda value: isinstance(value, str),
    int: lambda value: type(value) is int,
    float: lambda value: type(value) in (int, float),
    bool: lambda value: isinstance(value, bool),
    datetime: parses(parse_datetime),
    date: parses(parse_date),
    type(None): lambda value: value is None,
}


def annotation(kind: Kind, known: dict[Kind, Any]) -> Any:
    """The type of a kind, as an emitted SDK has it."""
    if kind not in known:
        known[kind] = _annotation(kind, known)
    return known[kind]


def _annotation(kind: Kind, known: dict[Kind, Any]) -> Any:
    match kind:
        case Scalar(type=type_):
            return type_
        case Words(values=values):
            return Literal[values]
        case ListOf(item=item):
            return list[annotation(item, known)]
        case MapOf(item=item):
            return dict[str, annotation(item, known)]
        case OneOf(variants=variants):
            return Union[tuple(annotation(variant, known) for variant in variants)]
        case Record(fields=fields):
            made: dict[str, Any] = {}
            for name, item, required in fields:
                type_ = annotation(item, known)
                made[name] = (type_, ...) if required else (Optional[type_], None)
            return pydantic.create_model(f"Record{len(known)}", __base__=BaseModel, **made)


def is_of(made: Any, kind: Kind, known: dict[Kind, Any], data: Any) -> bool:
    """Whether a value was made as a kind."""
    match kind:
        case Record(fields=fields):
            if type(made) is not known[kind]:
                return False
            return all(
                is_of(getattr(made, name), item, known, data[name])
                for name, item, _ in fields
                if name in data and isinstance(item, Record)
            )
        case ListOf(item=item):
            return isinstance(made, list) and all(map(lambda m, d: is_of(m, item, known, d), made, data))
        case MapOf(item=item):
            return type(made) is dict and all(is_of(made[key], item, known, data[key]) for key in data)
        case OneOf(variants=variants):
            fitting = [variant for variant in variants if valid(variant, data)]
            return len(fitting) != 1 or is_of(made, fitting[0], known, data)
        case Scalar(type=type_) if type_ in (datetime, date):
            return type(made) is type_
        case _:
            return bool(made == data) and type(made) in (type(data), float)


@examples(60, 20_000)
@given(st.data())
def test_data_of_one_variant_alone_becomes_that_variant(data: st.DataObject) -> None:
    variants = data.draw(variants_of_unions, label="variants")
    wanted = data.draw(st.sampled_from(variants), label="wanted")
    value = data.draw(values_of(wanted), label="value")
    if [variant for variant in variants if valid(variant, value)] != [wanted]:
        return
    known: dict[Kind, Any] = {}
    text = json.dumps(value)
    for order in itertools.permutations(variants):
        union = Union[tuple(annotation(variant, known) for variant in order)]
        for kind, type_, given_value in (
            (wanted, union, value),
            (ListOf(wanted), list[union], [value]),
            (MapOf(wanted), dict[str, union], {"k": value}),
        ):
            made = construct_type(type_=cast("Any", type_), value=json.loads(json.dumps(given_value)))
            assert is_of(made, kind, known, given_value), (order, made)
        read = LooseReader(union).read(text)
        made = construct_type(type_=cast("Any", union), value=json.loads(text))
        assert (type(read), repr(read)) == (type(made), repr(made))


@dataclass(frozen=True)
class Tagged:
    """Variants that a property tells apart: by name and order, each a tag and a record without it."""

    variants: tuple[tuple[str, Record], ...]
    with_null: bool


def without_tag(kind: Record) -> Record:
    return Record(tuple(field for field in kind.fields if field[0] != "type"))


tagged_unions = st.builds(
    lambda records, with_null: Tagged(
        tuple(zip(("cat", "dog", "5"), map(without_tag, records), strict=False)), with_null
    ),
    st.lists(records(kinds), min_size=2, max_size=3),
    st.booleans(),
)
anything = st.one_of(st.none(), st.booleans(), st.integers(), st.just("text"), st.lists(st.integers(), max_size=2))


def union_of(tagged: Tagged, known: dict[Kind, Any], *, told: bool) -> tuple[Any, dict[str, Any]]:
    """The annotation of a tagged union, and the class of each tag; `told` is whether a discriminator is declared."""
    classes: dict[str, Any] = {}
    for tag, record in tagged.variants:
        fields: dict[str, Any] = {
            name: (annotation(item, known), ...) if required else (Optional[annotation(item, known)], None)
            for name, item, required in record.fields
        }
        fields["type"] = (Literal[tag], ...)
        classes[tag] = pydantic.create_model(f"Tagged{tag}", __base__=BaseModel, **fields)
    union = Union[tuple(classes.values())]
    if told:
        union = Annotated[union, PropertyInfo(discriminator="type")]
    return (Optional[union] if tagged.with_null else union), classes


def both_ways(type_: Any, value: Any) -> Any:
    """What data is made into, which is the same however it is read."""
    text = json.dumps(value)
    made = construct_type(type_=cast("Any", type_), value=json.loads(text))
    read = LooseReader(type_).read(text)
    assert (type(read), repr(read), fields_set(read)) == (type(made), repr(made), fields_set(made))
    return made


def fields_set(value: Any) -> Any:
    """What models say was sent, at any depth."""
    match value:
        case pydantic.BaseModel():
            inner = {name: fields_set(getattr(value, name)) for name in sorted(value.model_fields_set)}
            return (sorted(value.model_fields_set), inner)
        case list():
            return [fields_set(each) for each in cast("list[Any]", value)]
        case dict():
            return {key: fields_set(each) for key, each in cast("dict[str, Any]", value).items()}
        case _:
            return None


@examples(60, 5_000)
@given(st.data())
def test_a_tag_decides_whatever_else_was_sent(data: st.DataObject) -> None:
    tagged = data.draw(tagged_unions, label="union")
    union, classes = union_of(tagged, {}, told=True)
    tag, record = data.draw(st.sampled_from(tagged.variants), label="tag")
    names = st.sampled_from(tuple(name for name in (*NAMES, "x") if name != "type"))
    body = data.draw(st.one_of(values_of(record), st.dictionaries(names, anything, max_size=3)), label="body")
    value = {**body, "type": tag}
    made = both_ways(union, value)
    assert type(made) is classes[tag]
    declared = {"type", *(name for name, _, _ in record.fields)}
    assert declared & set(value) <= made.model_fields_set <= set(value)
    (inside,) = both_ways(list[union], [value])
    assert type(inside) is classes[tag]


@examples(60, 5_000)
@given(st.data())
def test_a_new_tag_or_null_is_kept(data: st.DataObject) -> None:
    tagged = data.draw(tagged_unions, label="union")
    union, _ = union_of(tagged, {}, told=data.draw(st.booleans(), label="told"))
    _, record = data.draw(st.sampled_from(tagged.variants), label="like")
    value = {**data.draw(values_of(record), label="body"), "type": "unicorn", "x": [1]}
    made = both_ways(union, value)
    sent = made.to_dict(mode="json", use_api_names=True) if isinstance(made, BaseModel) else made
    assert sent["type"] == "unicorn"
    assert sent["x"] == [1]
    assert set(sent) == set(value)
    if tagged.with_null:
        assert both_ways(union, None) is None


@examples(60, 5_000)
@given(st.data())
def test_constants_tell_variants_apart_without_a_discriminator(data: st.DataObject) -> None:
    tagged = data.draw(tagged_unions, label="union")
    union, classes = union_of(tagged, {}, told=False)
    tag, record = data.draw(st.sampled_from(tagged.variants), label="tag")
    value = {**data.draw(values_of(record), label="body"), "type": tag}
    assert type(both_ways(union, value)) is classes[tag]
