"""YAML text to a tree and its marks, from the events of libyaml (or of pure Python where that is missing).

In: decoded text. Out: tree and marks in one pass, or None with a finding. We build from events ourselves, so
that nesting is bounded, aliases are counted, duplicate keys are seen and scalars follow YAML 1.2, not 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Protocol, cast

import yaml
from msgspec import Struct, field

from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.rules import source as rules
from sdkwright.source.decoding import Lines, place_of_offset
from sdkwright.source.marks import Branch, Mark, MarkTree
from sdkwright.source.scalars import Unrepresentable, plain_scalar
from sdkwright.source.tree import MAX_ALIAS_NODES, MAX_DEPTH, JsonValue
from sdkwright.source.yaml_errors import explain

# What libyaml refuses to read (YAML 1.2 §5.1, c-printable).
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_PAIR_ESCAPE = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
OUTER = 3
"""So many levels of a document are its outermost ones."""
ROOT = -1
"""Stands for the position of the root among `flows`: its first key has the same position."""
_TAG = "tag:yaml.org,2002:"
_STRING_TAGS = frozenset({"!", _TAG + "str", _TAG + "binary", _TAG + "timestamp"})
_COLLECTION_TAGS = frozenset({_TAG + "map", _TAG + "seq", _TAG + "omap", _TAG + "set", "!"})


class ParsedYaml(Struct, frozen=True):
    """A tree and its marks.

    In a text that `is_plain`, no place says how another is read: no anchor, merge key or directive stands in it.
    `flows` are the positions of the outermost collections that are written in braces or brackets.
    """

    tree: JsonValue
    marks: MarkTree
    is_plain: bool
    flows: frozenset[int]


class _Expects(Enum):
    """What a mapping waits for next."""

    KEY = "key"
    VALUE = "value"
    MERGE = "merge"
    NOTHING = "nothing"
    """A value that is read and left out, as its key was no scalar."""


_KEY, _VALUE = _Expects.KEY, _Expects.VALUE  # asked for each scalar, and enums are slow to ask


class _Frame(Struct):
    """A collection that is being read."""

    value: dict[str, JsonValue] | list[JsonValue]
    mark: Branch
    anchor: str | None
    begun: int
    """The count of nodes before this one."""
    expects: _Expects = _Expects.KEY
    key: str = ""
    key_position: int = 0
    merged: frozenset[str] = frozenset()
    """Keys that so far come from `<<` alone."""


class _Anchor(Struct, frozen=True):
    value: JsonValue
    mark: Mark
    size: int


class _Parser(Protocol):
    def get_event(self) -> yaml.Event | None: ...


class _Refused(Exception):  # noqa: N818 - no error: the finding was reported already
    """The text is well formed, but we do not read it."""


def parse_part(text: str, around: int, begin: int = 0) -> ParsedYaml | None:
    """Parse YAML that stands so many levels deep in a document; `None` where there is anything to be said about it.

    Its positions are counted from `begin`.
    """
    found = Collector()
    if _NOT_PRINTABLE.search(text):
        return None
    try:
        parsed = _Builder("", found, lambda _: (1, 1), around=around, first=begin).build(text)
    except (yaml.YAMLError, ValueError, _Refused):
        return None
    return None if found.found else parsed


def parse_yaml(text: str, file: str, diagnostics: Collector) -> ParsedYaml | None:
    """Parse the first document of a YAML text."""
    text = _printable(text, file, diagnostics)
    try:
        try:
            return _Builder(file, diagnostics, Lines.of(text).place).build(text)
        except yaml.MarkedYAMLError as error:
            if "escape" not in str(error.problem) or not _SURROGATE_ESCAPE.search(text):
                raise
            # JSON escapes characters beyond the first plane as surrogate pairs, which libyaml does not know.
            text = _without_surrogate_escapes(text, file, diagnostics)
            return _Builder(file, diagnostics, Lines.of(text).place).build(text)
    except yaml.MarkedYAMLError as error:
        found = explain(error, text)
        place = place_of_offset(text, found.offset, file)
        diagnostics.report(rules.UNPARSABLE, found.message, place, hint=found.hint)
    except (yaml.YAMLError, ValueError) as error:
        diagnostics.report(rules.UNPARSABLE, str(error), Location(file=file, line=1, column=1))
    except _Refused:
        pass
    return None


class _Builder(Struct):
    file: str
    diagnostics: Collector
    unpack: Callable[[int], tuple[int, int]]
    stack: list[_Frame] = field(default_factory=list[_Frame])
    anchors: dict[str, _Anchor] = field(default_factory=dict[str, _Anchor])
    count: int = 0
    from_aliases: int = 0
    root: tuple[JsonValue, Mark] = (None, 0)
    around: int = 0
    """How many levels are around the text."""
    first: int = 0
    """The position of its first character."""
    is_plain: bool = True
    flows: set[int] = field(default_factory=set[int])

    def build(self, text: str) -> ParsedYaml:
        documents = 0
        scalar = yaml.ScalarEvent
        for event in _events(text):
            if isinstance(event, scalar):  # as most are
                self.scalar(event)
                continue
            match event:
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self.begin(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.end()
                case yaml.AliasEvent():
                    self.alias(event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    self.is_plain = self.is_plain and documents == 1 and not event.version and not event.tags
                    if documents > 1:
                        self.report(rules.SEVERAL_DOCUMENTS, "only the document before this one is read", event)
                        break
                case _:
                    pass
        value, mark = self.root
        is_plain = self.is_plain and not self.anchors and not self.from_aliases
        return ParsedYaml(value, MarkTree(mark, self.unpack), is_plain, frozenset(self.flows))

    def report(self, rule: Rule, message: str, event: yaml.Event) -> None:
        self.diagnostics.report(rule, message, self.place(self.position(event)))

    def position(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self.first if mark is None else self.first + mark.index

    def place(self, position: int) -> Location:
        line, column = self.unpack(position)
        return Location(file=self.file, line=line, column=column)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.count += 1
        mark = event.start_mark
        position = self.first if mark is None else self.first + mark.index
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.expects is _KEY and isinstance(frame.value, dict):
            text: str = event.value
            if event.anchor is not None:
                self.anchors[event.anchor] = _Anchor(text, position, 1)
            if text == "<<" and event.implicit[0]:
                self.take_key(frame, frame.value, text, position, _Expects.MERGE)
            elif text in frame.value:
                self.take_key(frame, frame.value, text, position, _VALUE)
            else:  # as nearly always, so without the call
                frame.key, frame.key_position, frame.expects = text, position, _VALUE
            return
        value: JsonValue = event.value
        if event.implicit[0] or event.tag is not None:  # else it is text in quotes, or a block of it
            value = self.scalar_value(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, position, 1)
        self.add(value, position, position)

    def scalar_value(self, event: yaml.ScalarEvent) -> JsonValue:
        text: str = event.value
        value: JsonValue | Unrepresentable = text
        if event.implicit[0] and event.tag != "!":
            value = plain_scalar(text)
        elif not event.implicit[1] and event.tag is not None and event.tag not in _STRING_TAGS:
            value = self.tagged(event.tag, text, event)
        if isinstance(value, Unrepresentable):
            shown = value.text if len(value.text) < 40 else value.text[:20] + "..."
            self.report(rules.NUMBER_NOT_FINITE, f"`{shown}` has no JSON value; it is read as null", event)
            return None
        return value

    def tagged(self, tag: str, text: str, event: yaml.Event) -> JsonValue | Unrepresentable:
        match tag.removeprefix(_TAG):
            case "int" | "bool" | "null" | "float":
                return plain_scalar(text)
            case _:
                self.report(rules.UNKNOWN_TAG, f"the tag `{tag}` means nothing here", event)
                return text

    def begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self.count += 1
        if len(self.stack) + self.around >= MAX_DEPTH:
            self.report(rules.TOO_DEEP, f"more than {MAX_DEPTH} levels of nesting", event)
            raise _Refused
        if event.tag is not None and event.tag not in _COLLECTION_TAGS:
            self.report(rules.UNKNOWN_TAG, f"the tag `{event.tag}` means nothing here", event)
        position = self.position(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.expects is _Expects.VALUE:
            position = parent.key_position
        if event.anchor is not None:
            self.is_plain = False
            self.anchors.pop(event.anchor, None)
        if event.flow_style and len(self.stack) < OUTER:
            self.flows.add(position if self.stack else ROOT)
        if isinstance(event, yaml.MappingStartEvent):
            self.stack.append(_Frame({}, (position, {}), event.anchor, self.count - 1))
        else:
            self.stack.append(_Frame([], (position, []), event.anchor, self.count - 1, _Expects.NOTHING))

    def end(self) -> None:
        frame = self.stack.pop()
        if frame.anchor is not None:
            self.anchors[frame.anchor] = _Anchor(frame.value, frame.mark, self.count - frame.begun)
        self.add(frame.value, frame.mark, frame.mark[0])

    def alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        anchor = self.anchors.get(name)
        position = self.position(event)
        if anchor is None:
            inside = any(frame.anchor == name for frame in self.stack)
            why = "stands inside the node that it names" if inside else "names no anchor before it"
            self.report(rules.UNKNOWN_ALIAS, f"the alias `*{name}` {why}", event)
            anchor = _Anchor(None, position, 1)
        self.count += anchor.size
        self.from_aliases += anchor.size
        if self.from_aliases > MAX_ALIAS_NODES:
            self.report(rules.TOO_LARGE, f"aliases stand for more than {MAX_ALIAS_NODES} nodes", event)
            raise _Refused
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.expects is _Expects.KEY and isinstance(anchor.value, str):
            if isinstance(frame.value, dict):
                self.take_key(frame, frame.value, anchor.value, position, _Expects.VALUE)
            return
        if frame is not None and frame.expects is _Expects.VALUE:
            position = frame.key_position
        mark = (position, anchor.mark[1]) if isinstance(anchor.mark, tuple) else position
        self.add(anchor.value, mark, position)

    def take_key(self, frame: _Frame, holder: dict[str, JsonValue], key: str, position: int, expects: _Expects) -> None:
        self.is_plain = self.is_plain and expects is not _Expects.MERGE
        if expects is _Expects.VALUE and key in holder:
            if key in frame.merged:
                frame.merged -= {key}
            else:
                message = f"the key `{key}` stands twice in this mapping; the last value wins"
                self.diagnostics.report(rules.DUPLICATE_KEY, message, self.place(position))
        frame.key, frame.key_position, frame.expects = key, position, expects

    def add(self, value: JsonValue, mark: Mark, position: int) -> None:
        """Hand a finished node to the collection that it stands in."""
        if not self.stack:
            self.root = (value, mark)
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            if isinstance(frame.mark[1], list):
                frame.mark[1].append(mark)
            return
        if frame.expects is _VALUE:
            frame.value[frame.key] = value
            if isinstance(frame.mark[1], dict):
                frame.mark[1][frame.key] = mark
            frame.expects = _KEY
            return
        match frame.expects:
            case _Expects.KEY:
                message = "a list or mapping cannot be a key; the pair is left out"
                self.diagnostics.report(rules.INVALID_KEY, message, self.place(position))
                frame.expects = _Expects.NOTHING
                return
            case _Expects.MERGE:
                self.merge(frame, frame.value, value, mark)
            case _Expects.NOTHING:
                pass
        frame.expects = _KEY

    def merge(self, frame: _Frame, holder: dict[str, JsonValue], value: JsonValue, mark: Mark) -> None:
        """Add what `<<` brings and is not there yet (YAML merge key, https://yaml.org/type/merge.html)."""
        parts = (
            list(zip(value, mark[1], strict=True))
            if isinstance(value, list) and isinstance(mark, tuple)
            else [(value, mark)]
        )
        for part, part_mark in parts:
            if not isinstance(part, dict) or not isinstance(part_mark, tuple):
                message = "`<<` takes a mapping or a list of mappings"
                self.diagnostics.report(rules.INVALID_MERGE, message, self.place(frame.key_position))
                continue
            for key, item in part.items():
                if key not in holder:
                    holder[key] = item
                    frame.merged |= {key}
                    if isinstance(frame.mark[1], dict) and isinstance(part_mark[1], dict):
                        frame.mark[1][key] = part_mark[1][key]


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of a text, asked of the parser itself: `yaml.parse` asks twice for each."""
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return iter(cast("_Parser", loader(text)).get_event, None)


def _printable(text: str, file: str, diagnostics: Collector) -> str:
    first = _NOT_PRINTABLE.search(text)
    if first is None:
        return text
    message = f"the character U+{ord(first.group()):04X} is not allowed in YAML"
    diagnostics.report(rules.INVALID_CHARACTER, message, place_of_offset(text, first.start(), file))
    return _NOT_PRINTABLE.sub("\ufffd", text)


def _without_surrogate_escapes(text: str, file: str, diagnostics: Collector) -> str:
    def join(match: re.Match[str]) -> str:
        high, low = (int(digits, 16) for digits in match.groups())
        return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

    joined = _PAIR_ESCAPE.sub(join, text)
    alone = _SURROGATE_ESCAPE.search(joined)
    if alone is not None:
        place = place_of_offset(joined, alone.start(), file)
        diagnostics.report(rules.INVALID_CHARACTER, "half of a surrogate pair stands alone", place)
    return _SURROGATE_ESCAPE.sub(r"\\uFFFD", joined)
