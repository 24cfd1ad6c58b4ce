"""The syntax tree of a JSONPath: segments, selectors and filter expressions (RFC 9535 §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class Semantics(Enum):
    """Which of the two traditions a path is read in; they differ where a filter merely names a value."""

    RFC_9535 = "RFC 9535"
    """`[?@.deprecated]` asks whether the member exists."""
    PLUS = "JSONPath-plus"
    """`[?(@.deprecated)]` asks whether its value is true in the sense of JavaScript."""


@dataclass(frozen=True, slots=True)
class Name:
    """`.name` or `['name']`."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`[3]`, `[-1]`."""

    index: int


@dataclass(frozen=True, slots=True)
class Slice:
    """`[start:end:step]`."""

    start: int | None
    end: int | None
    step: int | None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`*`."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`[?expression]`."""

    expression: Expression


Selector: TypeAlias = "Name | Index | Slice | Wildcard | Filter"


@dataclass(frozen=True, slots=True)
class Child:
    """A segment that selects among the children of each node."""

    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class Descendant:
    """`..`: a segment that selects among the children of each node and of all nodes below it."""

    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class ParentOf:
    """`^` of JSONPath-plus: what holds each node."""


@dataclass(frozen=True, slots=True)
class NameOf:
    """`~` of JSONPath-plus: the member name (or index) of each node."""


Segment: TypeAlias = Child | Descendant | ParentOf | NameOf


class Start(Enum):
    """What a query inside a filter begins at."""

    ROOT = "$"
    CURRENT = "@"
    PARENT = "@parent"


class Fact(Enum):
    """What JSONPath-plus knows of the current node besides its value."""

    PROPERTY = "@property"
    PARENT_PROPERTY = "@parentProperty"
    PATH = "@path"


@dataclass(frozen=True, slots=True)
class Query:
    """A path inside a filter."""

    start: Start
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number, `true`, `false`, `null`; `UNDEFINED` stands for JavaScript's `undefined`."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Undefined:
    """JavaScript's `undefined`: the value of a query that selects nothing."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression literal, `/.../i`."""

    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Not:
    """`!a`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And:
    """`a && b`."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """`a || b`."""

    operands: tuple[Expression, ...]


class Operator(Enum):
    """How two values are compared; `===` and `!==` are spellings of the first two."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    MATCHES = "=~"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a == b`."""

    operator: Operator
    left: Expression
    right: Expression


class Function(Enum):
    """The functions of RFC 9535 §2.4, and methods of JavaScript strings and arrays."""

    LENGTH = "length"
    COUNT = "count"
    MATCH = "match"
    SEARCH = "search"
    VALUE = "value"
    INCLUDES = "includes"
    STARTS_WITH = "startsWith"
    ENDS_WITH = "endsWith"
    HAS_OWN_PROPERTY = "hasOwnProperty"
    TYPE_OF = "typeof"


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied to its arguments; of a method, what it is called on comes first."""

    function: Function
    arguments: tuple[Expression, ...]


Expression: TypeAlias = "Query | Fact | Literal | Undefined | Pattern | Not | And | Or | Comparison | Call"


@dataclass(frozen=True, slots=True)
class Path:
    """A whole path, from the root."""

    segments: tuple[Segment, ...]
    semantics: Semantics
    text: str
