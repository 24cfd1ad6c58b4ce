"""Laws of unions: data of a variant becomes that variant, whatever the order, wherever it stands, however it is read.

Random models and values are made from descriptions (`Kind`), and `valid` says from the description alone, as JSON
Schema would, whether data is of a kind. Data that is of one variant alone must become that variant.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Optional, TypeAlias, Union, cast

import pydantic
from acme_sdk._loose_json import LooseReader
from acme_sdk._models import BaseModel, construct_type
from acme_sdk._utils import parse_date, parse_datetime
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
