"""Walking a config with types and places: every value knows where it stands and reports what is wrong with it.

In: a parsed source. Out: `Entry` (any value) and `Fields` (a map whose keys a `Shape` lists), from which the
modules of `sections/` take typed values. What is wrong is reported once and read as absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from sdkwright.config.keys import Effect, Shape
from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.diagnostics.rules import config as rules
from sdkwright.load.document import Positions, join
from sdkwright.source.tree import JsonValue

T = TypeVar("T")


class Entry(Struct, frozen=True, kw_only=True):
    """One value of the config. `pointer` is its JSON Pointer."""

    value: JsonValue
    pointer: str
    source: Positions
    diagnostics: Collector

    @property
    def location(self) -> Location:
        """Where the value is written."""
        return self.source.locate(self.pointer)

    def report(self, rule: Rule, message: str, *, hint: str | None = None) -> None:
        """Report something about this value."""
        self.diagnostics.report(rule, message, self.location, hint=hint)

    def child(self, key: str | int, value: JsonValue) -> Entry:
        """A value inside this one."""
        return Entry(value=value, pointer=join(self.pointer, key), source=self.source, diagnostics=self.diagnostics)

    @property
    def name(self) -> str:
        """The place of the value as the author thinks of it: `client_settings.opts.api_key`."""
        tokens = self.pointer.split("/")[1:]
        return ".".join(token.replace("~1", "/").replace("~0", "~") for token in tokens) or "the config"

    def wrong_type(self, expected: str) -> None:
        """Report that the value is not what its key takes."""
        self.report(rules.WRONG_TYPE, f"`{self.name}` must be {expected}, not {_kind(self.value)}")

    def text(self) -> str | None:
        """A text; numbers count as text, for YAML takes an unquoted `1` as one."""
        match self.value:
            case str():
                return self.value
            case bool() | None:
                self.wrong_type("a text")
            case int() | float():
                return str(self.value)
            case _:
                self.wrong_type("a text")
        return None

    def flag(self) -> bool | None:
        """A truth value."""
        if isinstance(self.value, bool):
            return self.value
        self.wrong_type("true or false")
        return None

    def number(self) -> float | None:
        """A number that is not negative."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            if self.value >= 0:
                return self.value
            self.report(rules.INVALID_VALUE, f"`{self.name}` must not be negative", hint="write 0 or more")
            return None
        self.wrong_type("a number")
        return None

    def integer(self) -> int | None:
        """A whole number that is not negative."""
        number = self.number()
        if number is not None and number != int(number):
            self.wrong_type("a whole number")
            return None
        return None if number is None else int(number)

    def choice(self, choices: Mapping[str, T]) -> T | None:
        """One of a closed list of words."""
        word = self.text()
        if word is None:
            return None
        if word in choices:
            return choices[word]
        listed = ", ".join(f"`{choice}`" for choice in choices)
        message = f"`{self.name}` is `{word}`, which is none of {listed}"
        self.report(rules.INVALID_VALUE, message, hint=did_you_mean(word, list(choices)))
        return None

    def items(self) -> tuple[Entry, ...]:
        """The members of a list."""
        if isinstance(self.value, Sequence) and not isinstance(self.value, str):
            return tuple(self.child(index, value) for index, value in enumerate(self.value))
        self.wrong_type("a list")
        return ()

    def texts(self) -> tuple[str, ...]:
        """A list of texts; a single one may stand without the list."""
        if isinstance(self.value, str):
            return (self.value,)
        found = [item.text() for item in self.items()]
        return tuple(text for text in found if text is not None)

    def members(self) -> tuple[tuple[str, Entry], ...]:
        """The entries of a map whose keys are the author's; an empty value counts as an empty map."""
        if self.value is None:
            return ()
        if isinstance(self.value, Mapping):
            return tuple((str(key), self.child(str(key), value)) for key, value in self.value.items())
        self.wrong_type("a map")
        return ()

    def mapping(self) -> Mapping[str, JsonValue] | None:
        """A map, as written."""
        if isinstance(self.value, Mapping):
            return self.value
        self.wrong_type("a map")
        return None

    def fields(self, shape: Shape) -> Fields:
        """A map whose keys the format fixes; others are reported."""
        present = dict(self.members())
        for key, entry in present.items():
            known = shape.key(key)
            if known is None and not key.startswith("x-"):
                message = f"unknown key `{key}` in {_titled(shape)}"
                entry.report(rules.UNKNOWN_KEY, message, hint=did_you_mean(key, shape.names))
            elif known is not None and known.effect is Effect.UNKNOWN:
                entry.report(rules.UNSUPPORTED_KEY, f"`{key}` in {_titled(shape)} is not supported and has no effect")
        return Fields(entry=self, shape=shape, present=present)


class Fields(Struct, frozen=True, kw_only=True):
    """A map whose keys were checked. A key with an empty value (`docs:`) reads as absent."""

    entry: Entry
    shape: Shape
    present: Mapping[str, Entry]

    def has(self, key: str) -> bool:
        """Whether the key is written at all, be it with an empty value."""
        return key in self.present

    def get(self, key: str) -> Entry | None:
        """The key's value, `None` where it is absent or empty."""
        if self.shape.key(key) is None:
            raise LookupError(f"{self.shape.title} declares no key {key}")
        entry = self.present.get(key)
        return None if entry is None or entry.value is None else entry

    def need(self, key: str) -> Entry | None:
        """The key's value; its absence is reported."""
        entry = self.get(key)
        if entry is None:
            place = self.present.get(key, self.entry)  # where it is written, but empty
            place.report(rules.MISSING_KEY, f"{_titled(self.shape)} lacks `{key}`")
        return entry

    def text(self, key: str, default: str = "") -> str:
        """A text, or the default."""
        entry = self.get(key)
        text = None if entry is None else entry.text()
        return default if text is None else text

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A truth value, or the default."""
        entry = self.get(key)
        flag = None if entry is None else entry.flag()
        return default if flag is None else flag

    def number(self, key: str, default: float) -> float:
        """A number, or the default."""
        entry = self.get(key)
        number = None if entry is None else entry.number()
        return default if number is None else number

    def integer(self, key: str) -> int | None:
        """A whole number, or `None`."""
        entry = self.get(key)
        return None if entry is None else entry.integer()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where it is absent."""
        entry = self.get(key)
        return () if entry is None else entry.texts()

    def choice(self, key: str, choices: Mapping[str, T], default: T) -> T:
        """One of a closed list of words, or the default."""
        entry = self.get(key)
        found = None if entry is None else entry.choice(choices)
        return default if found is None else found

    def members(self, key: str) -> tuple[tuple[str, Entry], ...]:
        """The entries of a map whose keys are the author's, none where it is absent."""
        entry = self.get(key)
        return () if entry is None else entry.members()

    def items(self, key: str) -> tuple[Entry, ...]:
        """The members of a list, none where it is absent."""
        entry = self.get(key)
        return () if entry is None else entry.items()

    def fields(self, key: str, shape: Shape) -> Fields:
        """A map inside this one; an empty one where it is absent."""
        entry = self.get(key)
        if entry is None:
            return Fields(entry=self.entry, shape=shape, present={})
        return entry.fields(shape)


def _titled(shape: Shape) -> str:
    return f"`{shape.title}`" if shape.title else "the config"


def _kind(value: JsonValue) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case Mapping():
            return "a map"
        case _:
            return "a list"
