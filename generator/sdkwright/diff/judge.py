"""Looks at two annotations more closely than `compare` does: which values, and only those, have come or gone?

In: two meanings, aliases already replaced. Out: a `Shift`.
"""

from __future__ import annotations

from enum import Enum

from sdkwright.compare.meaning import Applied, Choice, Meaning, Named, parts
from sdkwright.compare.relation import bare


class Shift(Enum):
    """What has come or gone."""

    VALUES_ADDED = "values added"
    VALUES_REMOVED = "values removed"
    NONE_ADDED = "None added"
    NONE_REMOVED = "None removed"
    OTHER = "other"


def shift(before: Meaning, after: Meaning) -> Shift:
    """The difference of two annotations; of values that come and go, that some go."""
    before, after = bare(before), bare(after)
    gone, come = parts(before) - parts(after), parts(after) - parts(before)
    if gone | come and all(isinstance(bare(each), Choice) for each in gone | come):
        return Shift.VALUES_REMOVED if gone else Shift.VALUES_ADDED
    if come and not gone and all(_is_none(each) for each in come):
        return Shift.NONE_ADDED
    if gone and not come and all(_is_none(each) for each in gone):
        return Shift.NONE_REMOVED
    match [*gone], [*come]:
        case [Applied(head=head, arguments=olds)], [Applied(head=other, arguments=news)]:
            pairs = [(old, new) for old, new in zip(olds, news, strict=False) if old != new]
            if head == other and len(olds) == len(news) and len(pairs) == 1:
                inner = shift(*pairs[0])
                return inner if inner in {Shift.VALUES_ADDED, Shift.VALUES_REMOVED} else Shift.OTHER
        case _:
            pass
    return Shift.OTHER


def _is_none(meaning: Meaning) -> bool:
    return isinstance(meaning, Named) and meaning.name == "None"
