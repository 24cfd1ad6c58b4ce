"""What is done to parameters before they are sent, once their types have been looked at.

A plan is a function of one value; `_transform` makes them out of type hints.

- `RecordPlan` for a `TypedDict`: renames keys, drops those that were not given, keeps those it does not know;
- `ItemsPlan` for lists and other iterables, `ValuesPlan` for mappings;
- `ChoicePlan` for unions: the variants that fit the data, key by key;
- `LazyPlan` for what may contain itself;
- `LeafPlan` for everything else: formats dates and files.

pydantic models are dumped wherever they turn up, and whatever does not fit its plan is passed on as it is.
"""

from __future__ import annotations

import io
import os
import base64
import pathlib
from typing import Any, Literal, NamedTuple, cast
from datetime import date
from collections.abc import Mapping, Callable, Iterable, Iterator, Sequence
from typing_extensions import TypeIs

import pydantic

from ._utils import is_given, is_mapping
from .._types import Omit, NoneType, NotGiven

PropertyFormat = Literal["iso8601", "base64", "custom"]
Plan = Callable[[object], object]

ATOMS: frozenset[object] = frozenset({str, int, bool, float, NoneType, bytes})
"""Types whose values are sent as they are, whatever was said about them; most parameters are one of these."""

_SENTINELS = (Omit, NotGiven)
_NOT_ITEMS = (str, bytes, bytearray, Mapping, io.IOBase, os.PathLike, pydantic.BaseModel)


class LeafPlan:
    """For a type without an inner structure."""

    __slots__ = ("format", "template")

    def __init__(self, format: PropertyFormat | None, template: str | None) -> None:
        self.format: PropertyFormat | None = format
        self.template = template

    def __call__(self, data: object) -> object:
        if type(data) in ATOMS:
            return data
        if isinstance(data, pydantic.BaseModel):
            return _dump(data)
        if isinstance(data, date):  # a `datetime` is one as well
            if self.format == "iso8601":
                return data.isoformat()
            if self.format == "custom" and self.template is not None:
                return data.strftime(self.template)
        elif self.format == "base64" and isinstance(data, (io.IOBase, os.PathLike)):
            return _read_base64(cast("io.IOBase | os.PathLike[str]", data))
        return data


UNFORMATTED = LeafPlan(None, None)


class ItemsPlan:
    """For lists, sequences, sets and iterables. What comes out is a list."""

    __slots__ = ("item",)

    def __init__(self, item: Plan | None) -> None:
        self.item = item
        """`None` where items need no transformation: then a list comes back as the same object."""

    def __call__(self, data: object) -> object:
        if not _is_items(data):
            return UNFORMATTED(data)
        item = self.item
        if item is None:
            return data if isinstance(data, list) else list(data)
        return [item(entry) for entry in data]


class ValuesPlan:
    """For mappings with keys of any name."""

    __slots__ = ("value",)

    def __init__(self, value: Plan) -> None:
        self.value = value

    def __call__(self, data: object) -> object:
        if not is_mapping(data):
            return UNFORMATTED(data)
        value = self.value
        return {key: value(item) for key, item in data.items() if not isinstance(item, _SENTINELS)}


class Field(NamedTuple):
    """One key of a `TypedDict`."""

    wire_name: str
    plan: Plan
    constants: tuple[object, ...] | None
    """The values that it may have, where they are enumerated."""


class RecordPlan:
    """For a `TypedDict`. Each field is read when data has it: the type may refer to itself, and has many for few."""

    __slots__ = ("_fields", "_read", "_required", "names")

    def __init__(self, names: frozenset[str], read: Callable[[str], Field], required: frozenset[str]) -> None:
        self.names = names
        """Of all fields, as callers use them."""
        self._read = read
        self._required = required
        self._fields: dict[str, Field] = {}

    def field(self, name: str) -> Field | None:
        """The field of that name, if there is one."""
        field = self._fields.get(name)
        if field is None and name in self.names:
            field = self._fields[name] = self._read(name)
        return field

    def __call__(self, data: object) -> object:
        if not is_mapping(data):
            return UNFORMATTED(data)
        fields = self._fields
        sent: dict[str, object] = {}
        for name, value in data.items():
            is_atom = type(value) in ATOMS
            if not is_atom and isinstance(value, _SENTINELS):
                continue
            field = fields.get(name) or self.field(name)
            if field is None:
                sent[name] = value
            else:
                sent[field[0]] = value if is_atom else field[1](value)
        return sent

    def fit(self, data: Mapping[str, object]) -> tuple[bool, int, int]:
        """How well data matches this variant of a union; more is better."""
        conflict = False
        known = 0
        for name, value in data.items():
            field = self.field(name)
            if field is not None:
                known += 1
                conflict = conflict or (field.constants is not None and value not in field.constants)
        return (not conflict, known, -len(self._required - data.keys()))


class ChoicePlan:
    """For a union. Whether data is a mapping, iterable or neither tells most variants apart.

    Among several `TypedDict`s the one that fits best goes first, and the others still name the keys that it does
    not know.
    """

    __slots__ = ("items", "leaf", "records", "values")

    def __init__(self, variants: Sequence[Plan], leaf: LeafPlan) -> None:
        self.leaf = leaf
        self.records = [plan for plan in variants if isinstance(plan, RecordPlan)]
        self.values = next((plan for plan in variants if isinstance(plan, ValuesPlan)), None)
        lists = [plan for plan in variants if isinstance(plan, ItemsPlan)]
        items = [plan.item for plan in lists if plan.item is not None]
        self.items: ItemsPlan | None = None
        if len(items) > 1:
            self.items = ItemsPlan(ChoicePlan(items, leaf))
        elif lists:
            self.items = ItemsPlan(items[0] if items else None)

    def __call__(self, data: object) -> object:
        if is_mapping(data):
            return self._mapping(data)
        if self.items is not None and _is_items(data):
            return self.items(data)
        return self.leaf(data)

    def _mapping(self, data: Mapping[str, object]) -> object:
        records = [plan for plan in self.records if not plan.names.isdisjoint(data)]
        if not records:
            fallback = self.values or (self.records[0] if self.records else None)
            return data if fallback is None else fallback(data)
        if len(records) == 1:
            return records[0](data)
        records.sort(key=lambda plan: plan.fit(data), reverse=True)
        sent: dict[str, object] = {}
        for name, value in data.items():
            if is_given(value):
                field = next(filter(None, (plan.field(name) for plan in records)), None)
                if field is None:
                    sent[name] = value
                else:
                    sent[field.wire_name] = field.plan(value)
        return sent


class LazyPlan:
    """For a named type, whose plan is made on first use, since it may refer to itself."""

    __slots__ = ("_make", "_plan")

    def __init__(self, make: Callable[[], Plan]) -> None:
        self._make = make
        self._plan: Plan | None = None

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        if self._plan is None:
            self._plan = self._make()
        return self._plan

    def __call__(self, data: object) -> object:
        return self.plan(data)


def reads_files(plan: Plan) -> bool:
    """Whether a plan may open files, which async code must not do in the event loop."""
    seen: set[int] = set()
    waiting = [plan]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, LeafPlan) and current.format == "base64":
            return True
        waiting.extend(_parts(current))
    return False


def _parts(plan: Plan) -> Iterator[Plan]:
    if isinstance(plan, RecordPlan):
        for field in map(plan.field, plan.names):
            if field is not None:
                yield field.plan
    elif isinstance(plan, ChoicePlan):
        yield from plan.records
        yield plan.leaf
        if plan.values is not None:
            yield plan.values
        if plan.items is not None:
            yield plan.items
    elif isinstance(plan, ItemsPlan):
        if plan.item is not None:
            yield plan.item
    elif isinstance(plan, ValuesPlan):
        yield plan.value
    elif isinstance(plan, LazyPlan):
        yield plan.plan


def _is_items(data: object) -> TypeIs[Iterable[object]]:
    """Whether data is a list in the wider sense; text and files can be iterated over, but are none."""
    return isinstance(data, Iterable) and not isinstance(data, _NOT_ITEMS)


def _dump(model: pydantic.BaseModel) -> dict[str, Any]:
    exclude = getattr(model, "__api_exclude__", None)
    return model.model_dump(exclude_unset=True, mode="json", by_alias=True, exclude=exclude)


def _read_base64(file: io.IOBase | os.PathLike[str]) -> str:
    content: Any = pathlib.Path(file).read_bytes() if isinstance(file, os.PathLike) else cast("Any", file).read()
    if isinstance(content, str):
        content = content.encode()
    if not isinstance(content, (bytes, bytearray)):
        raise TypeError(f"cannot send {type(content).__name__}, which is what {file} reads as, in base64")
    return base64.b64encode(content).decode("ascii")
