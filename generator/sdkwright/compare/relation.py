"""How two annotations relate: does one take all that the other takes?

In: two meanings, aliases already replaced. Out: a `Relation`. Literals are part of their type, `int` of `float`,
everything of `object` and `Any`; arguments of generics are compared as if they were covariant, since that is how
users read what an SDK gives them.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from enum import Enum

from sdkwright.compare.meaning import Applied, Choice, Listing, Meaning, Named, OneOf, Tagged, parts


class Relation(Enum):
    """What became of an annotation."""

    EQUAL = "equal"
    WIDER = "wider"
    NARROWER = "narrower"
    OVERLAPPING = "overlapping"
    DISJOINT = "disjoint"


_TOPS = frozenset({"object", "Any"})
_WIDER_NAMES: Mapping[str, frozenset[str]] = {
    "int": frozenset({"float"}),
    "list": frozenset({"Sequence", "Iterable", "Collection", "SequenceNotStr"}),
    "dict": frozenset({"Mapping", "MutableMapping"}),
    "SequenceNotStr": frozenset({"Sequence", "Iterable", "Collection"}),
    "Sequence": frozenset({"Iterable", "Collection"}),
}
_QUALIFIERS = frozenset({"Required", "NotRequired", "ReadOnly"})


def bare(meaning: Meaning) -> Meaning:
    """An annotation without `Required`, `NotRequired` and metadata."""
    match meaning:
        case Applied(head=Named(name=name), arguments=(inner,)) if name in _QUALIFIERS:
            return bare(inner)
        case Tagged(inner=inner):
            return bare(inner)
        case _:
            return meaning


def metadata_of(meaning: Meaning | None) -> tuple[str, ...]:
    """The metadata of `Annotated`, inside `Required` and the like."""
    match meaning:
        case Applied(head=Named(name=name), arguments=(inner,)) if name in _QUALIFIERS:
            return metadata_of(inner)
        case Tagged(inner=inner, metadata=metadata):
            return (*metadata, *metadata_of(inner))
        case _:
            return ()


def is_marked(meaning: Meaning | None, qualifier: str) -> bool:
    """Whether an annotation says `Required[...]` or `NotRequired[...]`."""
    match meaning:
        case Applied(head=Named(name=name), arguments=(inner,)) if name in _QUALIFIERS:
            return name == qualifier or is_marked(inner, qualifier)
        case Tagged(inner=inner):
            return is_marked(inner, qualifier)
        case _:
            return False


def relate(before: Meaning, after: Meaning) -> Relation:
    """How `after` relates to `before`."""
    before, after = bare(before), bare(after)
    if before == after:
        return Relation.EQUAL
    covers, covered = takes(after, before), takes(before, after)
    match covers, covered:
        case True, True:
            return Relation.EQUAL
        case True, False:
            return Relation.WIDER
        case False, True:
            return Relation.NARROWER
        case _:
            return Relation.OVERLAPPING if _heads(before) & _heads(after) else Relation.DISJOINT


def takes(wide: Meaning, narrow: Meaning) -> bool:
    """Whether every value of `narrow` is one of `wide`."""
    candidates = [bare(each) for each in parts(bare(wide))]
    return all(any(_takes_one(each, bare(member)) for each in candidates) for member in parts(bare(narrow)))


def _takes_one(wide: Meaning, narrow: Meaning) -> bool:
    if wide == narrow:
        return True
    if isinstance(wide, OneOf) or isinstance(narrow, OneOf):
        return takes(wide, narrow)
    match wide, narrow:
        case Named(name=name), _ if name in _TOPS:
            return True
        case Named(name=name), Choice(value=value):
            return _name_takes(name, _class_of_value(value))
        case Named(name=name), Named(name=other):
            return _name_takes(name, other)
        case Named(name=name), Applied(head=head):
            return _name_takes(name, head.name)
        case Applied(head=head, arguments=arguments), Applied(head=other, arguments=others):
            if not _name_takes(head.name, other.name) or len(arguments) != len(others):
                return False
            return all(takes(each, another) for each, another in zip(arguments, others, strict=True))
        case Listing(items=items), Listing(items=others) if len(items) == len(others):
            return all(takes(each, another) for each, another in zip(items, others, strict=True))
        case _:
            return False


def _name_takes(wide: str, narrow: str) -> bool:
    return wide == narrow or wide in _WIDER_NAMES.get(narrow, frozenset())


def _class_of_value(value: str) -> str:
    try:
        return type(ast.literal_eval(value)).__name__
    except (ValueError, SyntaxError):
        return value


def _heads(meaning: Meaning) -> set[str]:
    """The classes that values of an annotation are of, but for `None`: what a caller can do with them."""
    heads: set[str] = set()
    for member in parts(meaning):
        match bare(member):
            case Named(name="None"):
                pass
            case Named(name=name):
                heads.add(name)
            case Applied(head=Named(name="ClassVar" | "Final"), arguments=(inner,)):
                heads |= _heads(inner)
            case Applied(head=head):
                heads.add(head.name)
            case Choice(value=value):
                heads.add(_class_of_value(value))
            case OneOf() as inner:
                heads |= _heads(inner)
            case _:
                pass
    return heads
