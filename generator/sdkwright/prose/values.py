"""Sets the values of enums aside, all but the first of each, where nothing compares them.

In: objects of a document. Out: the same with one name in the place of all further values of an `enum`, and the lists
that the names stand for; and the other way round, code with the values in it again. The first value stays: tests
and examples show it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Final

from sdkwright.load.document import JsonObject, JsonValue
from sdkwright.prose.comparing import Listed

MARK: Final = "other-values-"
"""What names begin with: plain text, which every encoder writes as it is, like the values that it stands for."""
_DIGITS: Final = 5
_NUMBER: Final = re.compile(rf"[0-9]{{{_DIGITS}}}")
_MOST: Final = 10**_DIGITS - 1
_FAR: Final = 20
_BETWEEN: Final = re.compile(r"[^A-Za-z0-9]+\Z")
"""What parts a name from the value before it: quotes, a comma, a line end with the next line's indentation."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.:/+-]*[A-Za-z0-9])?")
_TEXTS: Final = ("string", ["string"], ["string", "null"], ["null", "string"])


def without_values(objects: Sequence[dict[str, JsonValue]], kept: Set[Listed]) -> dict[Listed, int]:
    """Put a name in the place of further values, in these very objects; lists that are the same get the same.

    Lists that are `kept` stay as they are. Gives the others in the order of their numbers, and how often there is each.
    """
    numbers: dict[Listed, int] = {}
    found: Counter[Listed] = Counter()
    for schema in objects:
        values = _plain_values(schema)
        if values is None or values in kept or len(numbers) >= _MOST:
            continue
        number = numbers.setdefault(values, len(numbers))
        found[values] += 1
        null: list[JsonValue] = [None] if len(values) < len(_list(schema)) else []
        schema["enum"] = [values[0], f"{MARK}{number:0{_DIGITS}}", *null]
    return found


def _plain_values(schema: JsonObject) -> Listed | None:
    """The values of an enum of several texts that look alike wherever they are written."""
    written = _list(schema)
    if len(written) < 2 or schema.get("type") not in _TEXTS or "const" in schema:
        return None
    texts = [value for value in written if isinstance(value, str)]
    others = len(written) - len(texts)
    if others > 1 or (others and None not in written) or len(texts) < 2 or len(set(texts)) < len(texts):
        return None
    return tuple(texts) if all(map(_PLAIN.fullmatch, texts)) else None


def _list(schema: JsonObject) -> list[JsonValue]:
    values = schema.get("enum")
    return values if isinstance(values, list) else []


def texts_by_name(values: Iterable[JsonValue]) -> dict[str, set[str]]:
    """All texts in the objects of some data, by the names of the properties.

    >>> texts_by_name([{"a": "x", "b": [{"a": "y"}, "z"]}])
    {'a': {'x', 'y'}}
    """
    found: dict[str, set[str]] = {}
    waiting = list(values)
    while waiting:
        match waiting.pop():
            case dict() as members:
                for name, value in members.items():
                    if isinstance(value, str):
                        found.setdefault(name, set()).add(value)
                    else:
                        waiting.append(value)
            case list() as items:
                waiting += items
            case _:
                pass
    return found


def with_values(text: str, lists: Sequence[Listed]) -> str:
    """Code with all values in their places, parted as the first is from the name. A name elsewhere stays.

    >>> with_values('Literal["a", "other-values-00000"]', [("a", "b", "c")])
    'Literal["a", "b", "c"]'
    """
    before, *parts = text.split(MARK)
    pieces = [before]
    for part in parts:
        between, number = _BETWEEN.search(before[-_FAR:]), _number(part)
        values = lists[number] if number is not None and number < len(lists) else ()
        if between is not None and values and before.endswith(values[0] + between[0]):
            pieces[-1] = before.removesuffix(between[0])
            pieces += [*(between[0] + value for value in values[1:]), part[_DIGITS:]]
        else:
            pieces += [MARK, part]
        before = pieces[-1]
    return "".join(pieces)


def lists_in(text: str) -> set[int]:
    """The numbers of the lists that a text mentions."""
    return {number for part in text.split(MARK)[1:] if (number := _number(part)) is not None}


def _number(after_mark: str) -> int | None:
    found = _NUMBER.match(after_mark)
    return None if found is None else int(found[0])
