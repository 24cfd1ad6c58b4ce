"""The syntax tree of a JSONPath: segments, selectors and filter expressions (RFC 9535 §2)."""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeAlias

from msgspec import Struct


class Semantics(Enum):
    """Which of the two traditions a path is read in; they differ where a filter merely names a value."""

    RFC_9535 = "RFC 9535"
    """`[?@.deprecated]` asks whether the member exists."""
    PLUS = "JSONPath-plus"
    """`[?(@.deprecated)]` asks whether its value is true in the sense of JavaScript."""


class Name(Struct, frozen=True):
    """`.name` or `['name']`."""

    name: str


class Index(Struct, frozen=True):
    """`[3]`, `[-1]`."""

    index: int


class Slice(Struct, frozen=True):
    """`[start:end:step]`."""

    start: int | None
    end: int | None
    step: int | None


class Wildcard(Struct, frozen=True):
    """`*`."""


class Filter(Struct, frozen=True):
    """`[?expression]`."""

    expression: Expression


Selector: TypeAlias = "Name | Index | Slice | Wildcard | Filter"


class Child(Struct, frozen=True):
    """A segment that selects among the children of each node."""

    selectors: tuple[Selector, ...]


class Descendant(Struct, frozen=True):
    """`..`: a segment that selects among the children of each node and of all nodes below it."""

    selectors: tuple[Selector, ...]


class ParentOf(Struct, frozen=True):
    """`^` of JSONPath-plus: what holds each node."""


class NameOf(Struct, frozen=True):
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


class Query(Struct, frozen=True):
    """A path inside a filter."""

    start: Start
    segments: tuple[Segment, ...]


class Literal(Struct, frozen=True):
    """A string, number, `true`, `false`, `null`; `UNDEFINED` stands for JavaScript's `undefined`."""

    value: str | int | float | bool | None


class Undefined(Struct, frozen=True):
    """JavaScript's `undefined`: the value of a query that selects nothing."""


class Pattern(Struct, frozen=True):
    """A regular expression literal, `/.../i`."""

    pattern: re.Pattern[str]


class Not(Struct, frozen=True):
    """`!a`."""

    operand: Expression


class And(Struct, frozen=True):
    """`a && b`."""

    operands: tuple[Expression, ...]


class Or(Struct, frozen=True):
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


class Comparison(Struct, frozen=True):
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


class Call(Struct, frozen=True):
    """A function applied to its arguments; of a method, what it is called on comes first."""

    function: Function
    arguments: tuple[Expression, ...]


Expression: TypeAlias = "Query | Fact | Literal | Undefined | Pattern | Not | And | Or | Comparison | Call"


class Path(Struct, frozen=True):
    """A whole path, from the root."""

    segments: tuple[Segment, ...]
    semantics: Semantics
    text: str
