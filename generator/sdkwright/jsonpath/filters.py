"""Whether a filter holds for a node.

In: an expression and the node. Out: a truth value. What selects nothing has the value `NOTHING` (RFC 9535 §2.3.5).
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeAlias, assert_never

from sdkwright.jsonpath.evaluate import Json, Match, select
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


class Nothing(Enum):
    """The value of what does not exist."""

    NOTHING = "nothing"


NOTHING = Nothing.NOTHING
Value: TypeAlias = "Json | Nothing | re.Pattern[str]"


def holds(expression: Expression, node: Match, root: Match, semantics: Semantics) -> bool:
    """Whether a filter selects a node."""
    match expression:
        case And(operands):
            return all(holds(operand, node, root, semantics) for operand in operands)
        case Or(operands):
            return any(holds(operand, node, root, semantics) for operand in operands)
        case Not(operand):
            return not holds(operand, node, root, semantics)
        case Query() if semantics is Semantics.RFC_9535:
            return bool(_nodes(expression, node, root, semantics))
        case _:
            value = _value(expression, node, root, semantics)
            return value is not NOTHING and _is_true(value)


def _is_true(value: Value) -> bool:
    """Truth in the sense of JavaScript: empty lists and mappings are true."""
    return isinstance(value, list | dict) or bool(value)


def _nodes(query: Query, node: Match, root: Match, semantics: Semantics) -> list[Match]:
    match query.start:
        case Start.ROOT:
            start: Match | None = root
        case Start.CURRENT:
            start = node
        case Start.PARENT:
            start = node.holder
        case _:
            assert_never(query.start)
    return [] if start is None else select(query.segments, [start], root, semantics)


def _value(expression: Expression, node: Match, root: Match, semantics: Semantics) -> Value:
    match expression:
        case Literal(value):
            return value
        case Undefined():
            return NOTHING
        case Pattern(pattern):
            return pattern
        case Query():
            found = _nodes(expression, node, root, semantics)
            return found[0].value if len(found) == 1 else NOTHING
        case Fact.PROPERTY:
            return node.token
        case Fact.PARENT_PROPERTY:
            return NOTHING if node.holder is None else node.holder.token
        case Fact.PATH:
            return "$" + "".join(f"[{token}]" if isinstance(token, int) else f"['{token}']" for token in node.tokens())
        case Comparison(operator, left, right):
            return _compare(operator, _value(left, node, root, semantics), _value(right, node, root, semantics))
        case Call():
            return _call(expression, node, root, semantics)
        case And() | Or() | Not():
            return holds(expression, node, root, semantics)
        case _:
            assert_never(expression)


def _compare(operator: Operator, left: Value, right: Value) -> bool:
    match operator:
        case Operator.EQUAL:
            return equal(left, right)
        case Operator.UNEQUAL:
            return not equal(left, right)
        case Operator.LESS:
            return _less(left, right)
        case Operator.GREATER:
            return _less(right, left)
        case Operator.LESS_OR_EQUAL:
            return _less(left, right) or equal(left, right)
        case Operator.GREATER_OR_EQUAL:
            return _less(right, left) or equal(left, right)
        case Operator.MATCHES:
            return _searches(left, right)
        case _:
            assert_never(operator)


def equal(left: Value, right: Value) -> bool:
    """Equality of JSON values: `true` is not `1` (RFC 9535 §2.3.5.2.2)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(equal(one, other) for one, other in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(item, right[key]) for key, item in left.items())
    return left == right


def _less(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left < right
    return isinstance(left, str) and isinstance(right, str) and left < right


def _call(call: Call, node: Match, root: Match, semantics: Semantics) -> Value:
    if call.function is Function.COUNT:
        query = call.arguments[0]
        return len(_nodes(query, node, root, semantics)) if isinstance(query, Query) else NOTHING
    first, *others = (_value(argument, node, root, semantics) for argument in call.arguments)
    match call.function:
        case Function.LENGTH:
            return len(first) if isinstance(first, str | list | dict) else NOTHING
        case Function.VALUE:
            return first
        case Function.MATCH:
            return _searches(first, others[0], whole=True)
        case Function.SEARCH:
            return _searches(first, others[0])
        case Function.INCLUDES:
            if isinstance(first, str):
                return isinstance(others[0], str) and others[0] in first
            return isinstance(first, list) and any(equal(item, others[0]) for item in first)
        case Function.STARTS_WITH:
            return isinstance(first, str) and isinstance(others[0], str) and first.startswith(others[0])
        case Function.ENDS_WITH:
            return isinstance(first, str) and isinstance(others[0], str) and first.endswith(others[0])
        case Function.HAS_OWN_PROPERTY:
            return isinstance(first, dict) and others[0] in first
        case Function.TYPE_OF:
            return _type_of(first)
        case _:
            assert_never(call.function)


def _searches(text: Value, pattern: Value, *, whole: bool = False) -> bool:
    if isinstance(pattern, str):
        try:
            pattern = re.compile(pattern)
        except re.error:
            return False
    if not isinstance(text, str) or not isinstance(pattern, re.Pattern):
        return False
    return (pattern.fullmatch(text) if whole else pattern.search(text)) is not None


def _type_of(value: Value) -> str:
    match value:
        case Nothing():
            return "undefined"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case _:
            return "object"
