"""Whether texts are Python.

In: files. Out: a finding for each that Python cannot parse.

ruff parses each file that it formats and refuses what is no Python, in a fraction of the time that `ast.parse` takes.
So Python itself is only asked where ruff has refused something, for the place of the mistake, and where a text comes
near a limit of Python's that ruff does not have.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from sdkwright.diagnostics import Collector, Diagnostic, Location
from sdkwright.diagnostics.rules import write as rules
from sdkwright.render.style import RenderedFile

_LONG_LINE = 300
_DEEP = " " * 160
"""With 4 columns a level and 2 brackets in each pair, 40 + 150 levels of brackets: Python reads no more than 200."""
_MANY = 1000
"""Of links in a chain (`a + b + ...`, `elif`), which have a line each where it is long; Python fails at some 3,000."""
_LINK = re.compile(
    r"\n *+(?:[^\w\s\"'#)\]}]|[)\]}](?![,:]?\n| ->| = )|(?:if|elif|else|and|or|not|in|is|for|async|await|lambda)\b)"
)
"""How a line begins that continues a chain: with an operator, a bracket or one of these words, or with a bracket that
closes and has more than the end of an argument behind it."""
_SEVERAL_A_LINE = (")(", ")[", "](", "][")
"""Links that formatters leave beside each other."""


def check_syntax(files: Iterable[RenderedFile]) -> tuple[Diagnostic, ...]:
    """A finding for each file that is no Python."""
    invalid = Collector()
    for file in files:
        try:
            ast.parse(file.text, filename=file.path)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = error.lineno if isinstance(error, SyntaxError) else None
            lines = file.text.splitlines()
            shown = f": `{lines[line - 1].strip()[:100]}`" if line and line <= len(lines) else ""
            message = f"{type(error).__name__} ({error.args[0] if error.args else error}){shown}."
            location = Location(file=file.path, line=line or 1, column=1)
            invalid.report(rules.INVALID_PYTHON, message, location)
    return tuple(invalid)


def nears_limits(formatted: str) -> bool:
    """Whether a text that ruff has parsed and laid out may be too deep, too long or too odd for Python.

    >>> nears_limits("x = 1")
    False
    >>> nears_limits("x = " + "9" * 5000)
    True
    """
    lines = formatted.split("\n")
    if max(map(len, lines)) > _LONG_LINE or _DEEP in formatted or "\0" in formatted:
        return True
    links = 0
    if formatted.count(")") + formatted.count("]") > _MANY:
        links += sum(map(formatted.count, _SEVERAL_A_LINE))
    if len(lines) > _MANY:
        links += len(_LINK.findall(formatted)) + formatted.count("\\\n")
    return links > _MANY
