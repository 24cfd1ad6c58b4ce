"""Annotations that mean the same are equal, those that do not are not; and how two relate."""

from __future__ import annotations

import pytest

from sdkwright.compare.meaning import meaning_of, spell
from sdkwright.compare.relation import Relation, relate


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Optional[str]", "str | None"),
        ("Optional[str]", "Union[None, str]"),
        ("Union[A, Union[B, C]]", "C | B | A"),
        ("Optional[Union[A, B]]", "A | B | None"),
        ('"Pet"', "Pet"),
        ('List["Pet"]', "list[Pet]"),
        ("Dict[str, List[int]]", "dict[str, list[int]]"),
        ("httpx.URL", "URL"),
        ("t.Optional[httpx.URL]", "Optional[URL]"),
        ('Literal["b", "a"]', "Literal['a', 'b']"),
        ('Optional[Literal["a"]]', 'Literal["a", None]'),
        ('Annotated[str, PropertyInfo(alias="a")]', "typing.Annotated[str, _utils.PropertyInfo(alias='a')]"),
        ("Callable[[int], List[str]]", "Callable[[int], list[str]]"),
        ("Union[A]", "A"),
        (" A", "A"),
    ],
)
def test_spellings_of_the_same_are_equal(one: str, other: str) -> None:
    assert meaning_of(one) == meaning_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("str", "Optional[str]"),
        ('Literal["1"]', "Literal[1]"),
        ('Literal["a"]', "a"),
        ("List[A]", "List[B]"),
        ("Dict[A, B]", "Dict[B, A]"),
        ('Annotated[str, PropertyInfo(alias="a")]', "str"),
        ("Required[str]", "str"),
        ("Callable[[int], str]", "Callable[[str], str]"),
        ("Tuple[int, ...]", "Tuple[int]"),
    ],
)
def test_what_means_another_thing_differs(one: str, other: str) -> None:
    assert meaning_of(one) != meaning_of(other)


@pytest.mark.parametrize("text", ["", "a b", "List[", "\x00", "(" * 500, "lambda: 3", "f(1)", "1 + 2"])
def test_text_that_is_no_annotation_equals_itself(text: str) -> None:
    assert meaning_of(text) == meaning_of(text)
    assert isinstance(spell(meaning_of(text)), str)


def test_a_meaning_is_spelled_in_one_order() -> None:
    assert spell(meaning_of('Union[None, Literal["b"], int, Dict[str, "Pet"], Literal["a"]]')) == (
        "dict[str, Pet] | int | Literal['a', 'b'] | None"
    )


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        ("A", "A", Relation.EQUAL),
        ("Required[A]", "A", Relation.EQUAL),
        ("A", "Optional[A]", Relation.WIDER),
        ("A", "object", Relation.WIDER),
        ("int", "float", Relation.WIDER),
        ('Literal["a"]', "str", Relation.WIDER),
        ("Literal[1]", "float", Relation.WIDER),
        ("List[str]", "Sequence[str]", Relation.WIDER),
        ('List[Literal["a"]]', "Iterable[str]", Relation.WIDER),
        ("Dict[str, A]", "Mapping[str, object]", Relation.WIDER),
        ("Union[A, B]", "A", Relation.NARROWER),
        ("str", 'Literal["a"]', Relation.NARROWER),
        ("Union[A, B]", "Union[B, C]", Relation.OVERLAPPING),
        ("List[A]", "List[B]", Relation.OVERLAPPING),
        ('Literal["a"]', 'Literal["b"]', Relation.OVERLAPPING),
        ("A", "B", Relation.DISJOINT),
        ("Optional[A]", "Optional[B]", Relation.DISJOINT),
        ("A", "List[A]", Relation.DISJOINT),
        ('Literal["a"]', "Literal[1]", Relation.DISJOINT),
    ],
)
def test_how_annotations_relate(before: str, after: str, relation: Relation) -> None:
    assert relate(meaning_of(before), meaning_of(after)) is relation
