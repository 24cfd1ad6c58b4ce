"""JSON text to a tree, fast; positions are looked for only when someone asks.

In: decoded text. Out: the tree and a function that composes its marks, or None with a finding.
The standard `json` module parses; a scanner of tokens finds positions, duplicate keys and the like afterwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial

from msgspec import Struct, field

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import source as rules
from sdkwright.source.decoding import Lines, place_of_offset
from sdkwright.source.json_errors import json_mistake
from sdkwright.source.marks import Branch, Mark, MarkTree
from sdkwright.source.scalars import Unrepresentable, finite, integer
from sdkwright.source.tree import MAX_DEPTH, JsonValue

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\]:,"]+', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89abAB]")
_LOW_SURROGATE_ESCAPE = re.compile(r"\\u[dD][c-fC-F]")
_NUMBER_STARTS = frozenset("-0123456789NI")


class ParsedJson(Struct, frozen=True):
    """A tree, and the way to its positions."""

    tree: JsonValue
    compose: Callable[[], MarkTree]


class _Flags(Struct):
    duplicates: bool = False
    not_finite: bool = False

    def object(self, pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        value = dict(pairs)
        if len(value) != len(pairs):
            self.duplicates = True
        return value

    def checked(self, value: float | Unrepresentable) -> float | None:
        if isinstance(value, Unrepresentable):
            self.not_finite = True
            return None
        return value


class Scan(Struct):
    """What the scanner saw: marks by offset, and the offsets of what is wrong."""

    root: Mark = 0
    duplicates: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    not_finite: list[int] = field(default_factory=list[int])
    too_deep: int | None = None


def parse_json(text: str, file: str, diagnostics: Collector) -> ParsedJson | None:
    """Parse JSON (RFC 8259). Raw control characters in strings are reported and kept."""
    flags = _Flags()

    def load(strict: bool) -> JsonValue:
        value: JsonValue = json.loads(
            text,
            strict=strict,
            object_pairs_hook=flags.object,
            parse_int=lambda digits: flags.checked(integer(digits, 10)),
            parse_float=lambda digits: flags.checked(finite(digits)),
            parse_constant=lambda word: flags.checked(Unrepresentable(word)),
        )
        return value

    try:
        try:
            tree = load(strict=True)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Invalid control character"):
                raise
            tree = load(strict=False)
            place = place_of_offset(text, error.pos, file)
            diagnostics.report(rules.INVALID_CHARACTER, f"control character U+{ord(text[error.pos]):04X}", place)
    except json.JSONDecodeError as error:
        mistake = json_mistake(text, error)
        place = place_of_offset(text, mistake.offset, file)
        diagnostics.report(rules.UNPARSABLE, mistake.message, place, hint=mistake.hint)
        return None
    except RecursionError:
        _refuse_depth(text, file, diagnostics)
        return None
    if _too_deep(tree):
        _refuse_depth(text, file, diagnostics)
        return None
    if flags.duplicates or flags.not_finite:
        _report(text, file, diagnostics)
    if _SURROGATE_ESCAPE.search(text) or _LOW_SURROGATE_ESCAPE.search(text):
        cleaned = without_surrogates(tree)
        if cleaned is not tree:
            escape = _SURROGATE_ESCAPE.search(text) or _LOW_SURROGATE_ESCAPE.search(text)
            place = place_of_offset(text, escape.start() if escape else 0, file)
            diagnostics.report(rules.INVALID_CHARACTER, "half of a surrogate pair stands alone", place)
            tree = cleaned
    return ParsedJson(tree, partial(_marks, text))


def _marks(text: str) -> MarkTree:
    return MarkTree(scan(text).root, Lines.of(text).place)


def without_surrogates(value: JsonValue) -> JsonValue:
    """The same tree (the same object where nothing changes) with U+FFFD for each lone surrogate."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value
    if isinstance(value, dict):
        pairs = {str(without_surrogates(key)): without_surrogates(item) for key, item in value.items()}
        same = all(item is value.get(key, pairs) for key, item in pairs.items())
        return value if same else pairs
    if isinstance(value, list):
        items = [without_surrogates(item) for item in value]
        return value if all(item is old for item, old in zip(items, value, strict=True)) else items
    return value


def scan(text: str) -> Scan:
    """The marks of valid JSON text; positions are offsets. Stops where nesting passes `MAX_DEPTH`."""
    result = Scan()
    stack: list[Branch] = []
    key: str | None = None
    key_offset = 0
    started = False
    for match in _TOKEN.finditer(text):
        token, offset = match.group(), match.start()
        first = token[0]
        if first in "}]":
            stack.pop()
            continue
        parent = stack[-1][1] if stack else None
        if isinstance(parent, dict) and key is None:
            key, key_offset = json.loads(token, strict=False) if "\\" in token else token[1:-1], offset
            if key in parent:
                result.duplicates.append((offset, key))
            continue
        mark: Mark = offset
        if first in "{[":
            mark = (key_offset if key is not None else offset, {} if first == "{" else [])
            stack.append(mark)
        elif first in _NUMBER_STARTS and not _representable(token):
            result.not_finite.append(offset)
        if isinstance(parent, dict) and key is not None:
            parent[key] = mark
            key = None
        elif isinstance(parent, list):
            parent.append(mark)
        elif not started:
            result.root, started = mark, True
        if len(stack) > MAX_DEPTH:
            result.too_deep = offset
            break
    return result


def _representable(token: str) -> bool:
    if token[-1] in "Ny":
        return False
    if "." in token or "e" in token or "E" in token:
        return not isinstance(finite(token), Unrepresentable)
    return not isinstance(integer(token, 10), Unrepresentable)


def _too_deep(tree: JsonValue) -> bool:
    level: list[JsonValue] = [tree]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _refuse_depth(text: str, file: str, diagnostics: Collector) -> None:
    offset = scan(text).too_deep or 0
    diagnostics.report(rules.TOO_DEEP, f"more than {MAX_DEPTH} levels of nesting", place_of_offset(text, offset, file))


def _report(text: str, file: str, diagnostics: Collector) -> None:
    found = scan(text)
    place = Lines.of(text).place
    for offset, key in found.duplicates:
        line, column = place(offset)
        message = f"the key `{key}` stands twice in this object; the last value wins"
        diagnostics.report(rules.DUPLICATE_KEY, message, Location(file=file, line=line, column=column))
    for offset in found.not_finite:
        line, column = place(offset)
        message = "this number has no JSON value; it is read as null"
        diagnostics.report(rules.NUMBER_NOT_FINITE, message, Location(file=file, line=line, column=column))
