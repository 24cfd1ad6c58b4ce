"""What a stream does with each server-sent event, as data.

The rules of one API are rendered into `_stream_rules.py` as `STREAM_RULES: tuple[StreamRule, ...]`, in the order in
which they are tried. The first rule that applies to an event decides; when no rule does, the event is dropped.
An API without any rules yields every event.
"""

from __future__ import annotations

from typing import Literal, NamedTuple
from collections.abc import Iterator


class StreamRule(NamedTuple):
    """One rule: which events it is for, and what becomes of them.

    handling: `yield` gives the event's data to the caller, `done` ends the stream, `error` raises the event's data as
        a status error, `ignore` drops the event.
    event_types: the values of the `event:` line that this rule is for, with None for an event that has no such line.
        None instead of a tuple: every event.
    data_prefix: text that the event's data must start with; empty: any data.
    error_property: for `yield`, a property of the data that, when it is there and true, is raised as an error.
    """

    handling: Literal["yield", "done", "error", "ignore"]
    event_types: tuple[str | None, ...] | None = None
    data_prefix: str = ""
    error_property: str = ""


YIELD_EVERY_EVENT = StreamRule(handling="yield")
DROP_EVENT = StreamRule(handling="ignore")


class Decision(NamedTuple):
    """What becomes of events whose data starts with none of `prefixes`.

    error_mark: the name of the rule's error property as JSON writes it; empty where it has none.
    """

    prefixes: tuple[str, ...]
    rule: StreamRule
    error_mark: str


def decide_by_type(rules: tuple[StreamRule, ...], event: str | None) -> Decision:
    """What becomes of an event of that type, unless the start of its data has to be looked at."""
    prefixes: list[str] = []
    for rule in _rules_of(rules, event):
        if not rule.data_prefix:
            return _decision(rule, tuple(prefixes))
        prefixes.append(rule.data_prefix)
    return _decision(DROP_EVENT, tuple(prefixes))


def decide_by_data(rules: tuple[StreamRule, ...], event: str | None, data: str) -> Decision:
    """What becomes of an event of that type with that data."""
    applying = (rule for rule in _rules_of(rules, event) if data.startswith(rule.data_prefix))
    return _decision(next(applying, DROP_EVENT))


def decisions_by_type(rules: tuple[StreamRule, ...]) -> dict[str | None, Decision]:
    """What `decide_by_type` gives for each type that a rule names, and for events without a type."""
    named = {event for rule in rules for event in rule.event_types or ()}
    return {event: decide_by_type(rules, event) for event in (None, *named)}


def _rules_of(rules: tuple[StreamRule, ...], event: str | None) -> Iterator[StreamRule]:
    for rule in rules or (YIELD_EVERY_EVENT,):
        if rule.event_types is None or event in rule.event_types:
            yield rule


def _decision(rule: StreamRule, prefixes: tuple[str, ...] = ()) -> Decision:
    return Decision(prefixes, rule, f'"{rule.error_property}"' if rule.error_property else "")
