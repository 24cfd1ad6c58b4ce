"""What follows from a mistake that is told of already is not told as well.

In: all findings. Out: those that name a mistake of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics.model import Diagnostic, Location, Rule, Severity
from sdkwright.diagnostics.rules import config, load, lower, source

_UNREAD: Final = frozenset({source.UNKNOWN_ALIAS, source.UNKNOWN_TAG, source.NUMBER_NOT_FINITE})
"""Rules about values that something else stands in for."""
_LEFT_OUT: Final = frozenset({lower.PARAMETER_INVALID, lower.SECURITY_SCHEME_INVALID, load.NO_STATUS})
"""Rules about objects that are left out, whatever else is wrong with them."""
_MEMBERS: Final = frozenset({lower.WRONG_TYPE, lower.ENUM_VALUE_MISMATCH})


class _Facts(Struct, frozen=True):
    """What the findings say, by file and pointer."""

    rules: frozenset[Rule]
    broken: frozenset[tuple[str, str]]
    """Nodes with an error in them, and servers with any deviation."""
    incomplete: frozenset[tuple[str, str]]
    mistyped: frozenset[tuple[str, str]]
    no_maps: frozenset[Location | None]
    """Where the config has something else than it should."""
    spoiled: frozenset[tuple[str, str]]
    """Nodes in which a value is of another type."""
    left_out: frozenset[tuple[str, str]]
    answers: frozenset[tuple[str, str]]
    """Nodes `responses` with a key that is no status code."""
    unread: Mapping[tuple[str, int], Sequence[int]]
    """Columns of values that something else stands in for, by file and line."""


def without_consequences(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings but for those that are mended together with another one."""
    facts = _facts(found)
    kept = [each for each in found if each.rule not in _FOLLOWING or not _FOLLOWING[each.rule](facts, each)]
    return _said_once(kept)


def _facts(found: Sequence[Diagnostic]) -> _Facts:
    unread: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for each in found:
        if each.rule in _UNREAD and each.location is not None:
            unread[each.location.file, each.location.line].append(each.location.column)
    return _Facts(
        rules=frozenset(each.rule for each in found),
        broken=_around(each for each in found if each.rule.severity is Severity.ERROR or _is_of_a_server(each)),
        incomplete=frozenset(_node(each) for each in found if each.rule == load.INCOMPLETE),
        mistyped=frozenset(_node(each) for each in found if each.rule == lower.WRONG_TYPE),
        no_maps=frozenset(each.location for each in found if each.rule == config.WRONG_TYPE),
        spoiled=_around(each for each in found if each.rule in _MEMBERS),
        left_out=frozenset(_whole(each) for each in found if each.rule in _LEFT_OUT),
        answers=frozenset((file, _parent(at)) for file, at in (_node(f) for f in found if f.rule == load.NO_STATUS)),
        unread=unread,
    )


def _said_once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Each reference that leads nowhere at the first place that has it, and one deviation at each place."""
    times = Counter(each.message for each in found if each.rule == load.UNRESOLVED)
    kept: list[Diagnostic] = []
    deviations: set[Location | None] = set()
    for each in found:
        if each.rule == load.INVALID:
            if each.location in deviations:
                continue
            deviations.add(each.location)
        count = times[each.message] if each.rule == load.UNRESOLVED else 1
        if count > 1:
            times[each.message] = 0
            places = "1 more place" if count == 2 else f"{count - 1} more places"
            kept.append(replace(each, message=f"{each.message}; the same stands in {places}"))
        elif count == 1:
            kept.append(each)
    return kept


def _node(found: Diagnostic) -> tuple[str, str]:
    """File and pointer of what a finding is about."""
    return ("", "") if found.location is None else (found.location.file, found.location.pointer)


def _parent(pointer: str) -> str:
    return pointer.rpartition("/")[0]


def _upwards(pointer: str) -> Iterator[str]:
    """A pointer, and those of all that holds its node."""
    while pointer:
        yield pointer
        pointer = _parent(pointer)


def _is_of_a_server(found: Diagnostic) -> bool:
    return found.rule == load.INVALID and _node(found)[1].startswith("#/servers")


def _around(found: Iterable[Diagnostic]) -> frozenset[tuple[str, str]]:
    """The nodes that findings are about, and all that holds them."""
    return frozenset((file, holder) for file, pointer in map(_node, found) for holder in _upwards(pointer))


def _whole(found: Diagnostic) -> tuple[str, str]:
    """The object that is left out."""
    file, pointer = _node(found)
    inside = found.rule == lower.PARAMETER_INVALID and pointer.endswith("/in")
    return file, _parent(pointer) if inside else pointer


def _is_binary(facts: _Facts, _found: Diagnostic) -> bool:
    return load.NOT_A_DOCUMENT in facts.rules


def _has_no_use_for_servers(facts: _Facts, found: Diagnostic) -> bool:
    return config.NOTHING_TO_INFER in facts.rules or (_node(found)[0], "#/servers") in facts.broken


def _has_broken_paths(facts: _Facts, found: Diagnostic) -> bool:
    return (_node(found)[0], "#/paths") in facts.broken


def _has_no_version(facts: _Facts, _found: Diagnostic) -> bool:
    return load.UNKNOWN_VERSION in facts.rules


def _has_broken_answers(facts: _Facts, found: Diagnostic) -> bool:
    file, operation = _node(found)
    return (file, operation) in facts.incomplete or (file, f"{operation}/responses") in facts.broken


def _has_broken_parameters(facts: _Facts, found: Diagnostic) -> bool:
    file, operation = _node(found)
    return any((file, f"{holder}/parameters") in facts.broken for holder in (operation, _parent(operation)))


def _is_missing_in_nothing(facts: _Facts, found: Diagnostic) -> bool:
    return found.location in facts.no_maps


def _has_spoiled_members(facts: _Facts, found: Diagnostic) -> bool:
    return _node(found) in facts.spoiled


def _is_unread(facts: _Facts, found: Diagnostic) -> bool:
    """Whether a value is of another type only because what was written could not be read."""
    here = found.location
    if here is None:
        return False
    key = len(here.pointer.rpartition("/")[2]) + len("'': ")
    return any(0 <= column - here.column <= key for column in facts.unread.get((here.file, here.line), ()))


def _is_settled(facts: _Facts, found: Diagnostic) -> bool:
    """Whether a deviation is in what cannot be read, or is left out."""
    file, pointer = _node(found)
    if _is_unread(facts, found) or (file, pointer) in facts.answers:
        return True
    return any((file, holder) in facts.left_out for holder in _upwards(pointer))


def _is_told(facts: _Facts, found: Diagnostic) -> bool:
    """Whether the type of a value, which is what is wrong with it, is told of."""
    return _node(found) in facts.mistyped or _is_settled(facts, found)


_FOLLOWING: Final[Mapping[Rule, Callable[[_Facts, Diagnostic], bool]]] = {
    source.INVALID_ENCODING: _is_binary,
    source.INVALID_CHARACTER: _is_binary,
    config.NO_SERVER_URL: _has_no_use_for_servers,
    config.NOTHING_TO_INFER: _has_broken_paths,
    load.NOT_VALIDATED: _has_no_version,
    load.INVALID: _is_told,
    lower.WRONG_TYPE: _is_settled,
    lower.RESPONSE_NOT_FOUND: _has_broken_answers,
    lower.PATH_PARAMETER_NOT_DECLARED: _has_broken_parameters,
    lower.EMPTY_ENUM: _has_spoiled_members,
    config.MISSING_KEY: _is_missing_in_nothing,
    config.NO_PYTHON_TARGET: _is_missing_in_nothing,
}
"""Which findings follow from which others."""
