"""The expressions of filters: RFC 9535 §2.3.5, and the JavaScript that JSONPath-plus filters are written in.

In: a `Scanner` behind `?`. Out: the expression, the scanner behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from sdkwright.jsonpath.parse import segments
from sdkwright.jsonpath.scanner import JsonPathError, Scanner
from sdkwright.jsonpath.syntax import (
    And,
    Call,
    Comparison,
    Expression,
    Fact,
    Function,
    Literal,
    Not,
    Operator,
    Or,
    Pattern,
    Query,
    Semantics,
    Start,
    Undefined,
)

_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][-+]?\d{1,3})?")
_WORD: Final = re.compile(r"(?:true|false|null|undefined)\b")
_FUNCTION: Final = re.compile(r"[a-z][a-z0-9_]*\(")
_METHOD: Final = re.compile(r"\s*\.\s*(length|includes|startsWith|endsWith|match|search|test|hasOwnProperty)\b")
_FACT: Final = re.compile(r"@(?:property|parentProperty|path)\b")
_REGEX: Final = re.compile(r"/((?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
_OPERATORS: Final = (
    ("===", Operator.EQUAL),
    ("!==", Operator.UNEQUAL),
    ("==", Operator.EQUAL),
    ("!=", Operator.UNEQUAL),
    ("<=", Operator.LESS_OR_EQUAL),
    (">=", Operator.GREATER_OR_EQUAL),
    ("=~", Operator.MATCHES),
    ("<", Operator.LESS),
    (">", Operator.GREATER),
)
_WORDS: Final[Mapping[str, Expression]] = {
    "true": Literal(True),
    "false": Literal(False),
    "null": Literal(None),
    "undefined": Undefined(),
}
_METHODS: Final = {
    "includes": Function.INCLUDES,
    "startsWith": Function.STARTS_WITH,
    "endsWith": Function.ENDS_WITH,
    "match": Function.SEARCH,
    "search": Function.SEARCH,
    "test": Function.SEARCH,
    "hasOwnProperty": Function.HAS_OWN_PROPERTY,
}
_ARITY: Final = {
    Function.LENGTH: 1,
    Function.COUNT: 1,
    Function.VALUE: 1,
    Function.MATCH: 2,
    Function.SEARCH: 2,
}


def expression(scanner: Scanner) -> Expression:
    """A whole expression: alternatives of conjunctions. Raises `JsonPathError`."""
    scanner.enter()
    found = _chain(scanner, "||", lambda: _chain(scanner, "&&", lambda: _comparison(scanner), And), Or)
    scanner.leave()
    return found


def _chain(
    scanner: Scanner,
    separator: str,
    operand: Callable[[], Expression],
    combine: Callable[[tuple[Expression, ...]], Expression],
) -> Expression:
    operands = [operand()]
    scanner.skip_space()
    while scanner.accept(separator):
        operands.append(operand())
        scanner.skip_space()
    if len(operands) == 1:
        return operands[0]
    return combine(tuple(operands))


def _comparison(scanner: Scanner) -> Expression:
    left = _operand(scanner)
    scanner.skip_space()
    for spelling, operator in _OPERATORS:
        if scanner.accept(spelling):
            return Comparison(operator, left, _operand(scanner))
    return left


def _operand(scanner: Scanner) -> Expression:
    scanner.skip_space()
    if scanner.peek == "!" and not scanner.rest.startswith("!="):
        scanner.accept("!")
        scanner.enter()
        found: Expression = Not(_operand(scanner))
        scanner.leave()
        return found
    if scanner.semantics is Semantics.PLUS and scanner.accept("typeof"):
        return Call(Function.TYPE_OF, (_operand(scanner),))
    return _methods(scanner, _primary(scanner))


def _primary(scanner: Scanner) -> Expression:
    start = scanner.offset
    if scanner.accept("("):
        found = expression(scanner)
        scanner.skip_space()
        if not scanner.accept(")"):
            raise JsonPathError("`)` is missing", scanner.offset)
        return found
    if scanner.peek in {"'", '"'}:
        return Literal(scanner.string())
    if scanner.semantics is Semantics.PLUS:
        fact = scanner.take(_FACT)
        if fact is not None:
            return Fact(fact)
        for spelling, origin in (("@parent", Start.PARENT), ("@root", Start.ROOT)):
            if scanner.accept(spelling):
                return Query(origin, segments(scanner, inside_filter=True))
    for origin in (Start.ROOT, Start.CURRENT):
        if scanner.accept(origin.value):
            return Query(origin, segments(scanner, inside_filter=True))
    word = scanner.take(_WORD)
    if word is not None:
        return _WORDS[word]
    number = scanner.take(_NUMBER)
    if number is not None:
        return Literal(float(number) if re.search("[.eE]", number) else int(number))
    regex = scanner.match(_REGEX)
    if regex is not None:
        return _pattern(regex, start)
    if scanner.match(_FUNCTION) is not None:
        return _function(scanner, start)
    raise JsonPathError("this is no expression", start)


def _pattern(regex: re.Match[str], start: int) -> Pattern:
    flags = re.IGNORECASE if "i" in regex[2] else re.NOFLAG
    try:
        return Pattern(re.compile(regex[1], flags))
    except re.error as error:
        raise JsonPathError(f"this is no regular expression: {error}", start) from error


def _function(scanner: Scanner, start: int) -> Expression:
    name = scanner.text[start : scanner.offset - 1]
    arguments = _arguments(scanner)
    function = next((known for known in _ARITY if known.value == name), None)
    if function is None:
        raise JsonPathError(f"there is no function `{name}`", start)
    if len(arguments) != _ARITY[function]:
        raise JsonPathError(f"`{name}` takes {_ARITY[function]} arguments, not {len(arguments)}", start)
    return Call(function, arguments)


def _arguments(scanner: Scanner) -> tuple[Expression, ...]:
    arguments: list[Expression] = []
    scanner.skip_space()
    while not scanner.accept(")"):
        if arguments and not scanner.accept(","):
            raise JsonPathError("`,` or `)` is missing", scanner.offset)
        arguments.append(expression(scanner))
        scanner.skip_space()
    return tuple(arguments)


def _methods(scanner: Scanner, found: Expression) -> Expression:
    """What is called on an operand: `@.name.startsWith('x')`, `@.enum.length`."""
    while scanner.semantics is Semantics.PLUS:
        start = scanner.offset
        method = scanner.match(_METHOD)
        if method is None:
            break
        if method[1] == "length":
            found = Call(Function.LENGTH, (found,))
            continue
        scanner.skip_space()
        if not scanner.accept("("):
            raise JsonPathError("`(` is missing", scanner.offset)
        arguments = _arguments(scanner)
        if len(arguments) != 1:
            raise JsonPathError(f"`{method[1]}` takes one argument", start)
        # In JavaScript a pattern tests a string, but a string searches for a pattern.
        both = (arguments[0], found) if method[1] == "test" else (found, arguments[0])
        found = Call(_METHODS[method[1]], both)
    return found
