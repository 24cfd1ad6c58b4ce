# pyright: basic
# Strict mode cannot see into the standard library's own pattern parser, which has no stubs.
"""A text that matches a regular expression, for patterns as API descriptions use them.

In: a pattern (ECMA 262, as JSON Schema has it). Out: a matching text, or `None` where the pattern is beyond
what Python can parse or this module can satisfy. Whatever is returned has been checked.

Patterns are hostile too: they are matched by an engine that takes linear time, never by `re`, and texts are short.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from re import _constants as constants  # type: ignore[attr-defined]  # the parser's opcodes have no public home
from re import _parser as parser  # type: ignore[attr-defined]  # nor has the parser itself
from typing import Any, TypeAlias

from jsonschema_rs import RegexOptions, ValidationError, validator_for

Detail: TypeAlias = Any
"""What an opcode is about: a code point, a range, a category, a nested pattern; the parser does not say."""

_LIMIT = 200
_MOST = 5_000
"""Letters of a text that is made."""
_SIZE_LIMIT = 1_000_000
"""Bytes of a compiled pattern."""
_PREFERRED = "a0A_- "
_LONGEST = 1_000


def matching(pattern: str) -> str | None:
    """The shortest plain text that the pattern accepts.

    >>> matching("^[a-z]{3}_[0-9]{2}$")
    'aaa_00'
    """
    if len(pattern) > _LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = _joined(_pieces(parser.parse(pattern)))
    except (re.error, RecursionError, OverflowError, _BeyondUsError):
        return None
    return text if text.isprintable() and matches(pattern, text) else None


def matches(pattern: str, text: str) -> bool | None:
    """Whether a text has a part that the pattern accepts; `None` where no linear engine can tell (lookaround)."""
    try:
        validator = validator_for({"pattern": pattern}, pattern_options=RegexOptions(size_limit=_SIZE_LIMIT))
    except (ValidationError, ValueError):
        return None
    return validator.is_valid(text)


class _BeyondUsError(Exception):
    """The pattern has a construct that no text is made for."""


def _joined(pieces: Iterable[str]) -> str:
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > _MOST:
            raise _BeyondUsError("too long")
    return text


def _pieces(tokens: Iterable[tuple[Any, Any]]) -> Iterable[str]:
    for kind, detail in tokens:
        if kind is constants.LITERAL:
            yield chr(detail)
        elif kind is constants.IN:
            yield _one_of(detail)
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            fewest, most, inner = detail
            times = max(fewest, 1 if fewest == 0 and most > 0 and fewest != most and _is_open(most) else fewest)
            piece, times = _joined(_pieces(inner)), min(times, _LIMIT)
            if len(piece) * times > _MOST:
                raise _BeyondUsError("too long")
            yield piece * times
        elif kind is constants.SUBPATTERN:
            yield _joined(_pieces(detail[3]))
        elif kind is constants.BRANCH:
            yield _joined(_pieces(detail[1][0]))
        elif kind is constants.ANY:
            yield "a"
        elif kind is constants.CATEGORY:
            yield _of_category(detail)
        elif kind is constants.NOT_LITERAL:
            yield next(char for char in _PREFERRED if ord(char) != detail)
        elif kind is constants.AT or kind is constants.ASSERT_NOT:
            yield ""
        else:
            raise _BeyondUsError(str(kind))


def _is_open(most: object) -> bool:
    return most is constants.MAXREPEAT


def _one_of(items: list[tuple[object, Detail]]) -> str:
    negated = items[0][0] is constants.NEGATE
    members = items[1:] if negated else items
    candidates: list[str] = [*_PREFERRED, *(chr(code) for code in range(0x21, 0x7F))]
    if not negated:
        first_kind, first = members[0]
        if first_kind is constants.LITERAL:
            return chr(int(first))
        if first_kind is constants.RANGE:
            return chr(int(first[0]))
    for char in candidates:
        if any(_has(kind, detail, char) for kind, detail in members) is not negated:
            return char
    raise _BeyondUsError("no plain character")


def _has(kind: object, detail: Detail, char: str) -> bool:
    if kind is constants.LITERAL:
        return ord(char) == int(detail)
    if kind is constants.RANGE:
        return bool(detail[0] <= ord(char) <= detail[1])
    if kind is constants.CATEGORY:
        return re.fullmatch(_CATEGORIES[detail], char) is not None
    raise _BeyondUsError(str(kind))


_CATEGORIES = {
    constants.CATEGORY_DIGIT: r"\d",
    constants.CATEGORY_NOT_DIGIT: r"\D",
    constants.CATEGORY_SPACE: r"\s",
    constants.CATEGORY_NOT_SPACE: r"\S",
    constants.CATEGORY_WORD: r"\w",
    constants.CATEGORY_NOT_WORD: r"\W",
}


def _of_category(category: Detail) -> str:
    return next(char for char in _PREFERRED + "." if re.fullmatch(_CATEGORIES[category], char))
