"""Says what is wrong with a YAML text in a writer's words, at the place that the writer must mend.

In: what libyaml raised. Out: the offset, a message and a hint. libyaml names the place at which it gave up; a quote or
brace that is never closed, or a key without its colon, lies before that.
"""

from __future__ import annotations

from typing import Final

import yaml
from msgspec import Struct


class Explanation(Struct, frozen=True):
    """Where to look (`offset` into the text), what is there, and what to do about it."""

    offset: int
    message: str
    hint: str | None


_UNCLOSED: Final = {
    "while scanning a quoted scalar": "the quote that is opened here is never closed",
    "while parsing a quoted scalar": "the quote that is opened here is never closed",
    "while parsing a flow mapping": "the `{` that is opened here is never closed",
    "while parsing a flow sequence": "the `[` that is opened here is never closed",
}


def _line_without_colon(text: str, offset: int) -> int | None:
    """Where a key stands that lacks its colon, so that the line below became a part of it."""
    start = text.rfind("\n", 0, offset) + 1
    above = text[:start].rstrip()
    begin = above.rfind("\n") + 1
    line = above[begin:]
    word = line.lstrip()
    deeper = len(text[start:]) - len(text[start:].lstrip(" ")) > len(line) - len(word)
    return begin + len(line) - len(word) if deeper and word.isidentifier() else None


def explain(error: yaml.MarkedYAMLError, text: str) -> Explanation:
    """Where a text is wrong, and how."""
    problem, context = error.problem or "not valid YAML", error.context or ""
    end = error.problem_mark or error.context_mark
    begin = error.context_mark or end
    offset, start = (end.index if end else 0), (begin.index if begin else 0)
    line = begin.line + 1 if begin else 1
    character = text[offset : offset + 1]
    unclosed = _UNCLOSED.get(context)
    if unclosed is not None and not text[offset:].strip():
        return Explanation(start, unclosed, None)
    if context == "while parsing a flow node" and not text[offset:].strip():
        return Explanation(offset, "the file ends inside of a `{` or `[`", "close what is opened before")
    if problem == "could not find expected ':'":
        return Explanation(start, "this line has no `:` after its key", "write `key: value`")
    if "tab" in problem or (character == "\t" and "cannot start" in problem):
        return Explanation(offset, "YAML does not allow tabs in indentation", "indent with spaces")
    if "cannot start any token" in problem:
        return Explanation(offset, f"a value may not begin with `{character}`", "put the value in quotes")
    if problem.startswith("mapping values are not allowed") and (key := _line_without_colon(text, offset)) is not None:
        return Explanation(key, "this line has no `:` after its key", "write `key:`, and its value below it")
    if problem.startswith("mapping values are not allowed"):
        hint = "put the value in quotes if it holds `: `; otherwise the line is indented too far"
        return Explanation(offset, "a `:` may not stand here", hint)
    if context in {"while scanning an alias", "while scanning an anchor"}:
        return Explanation(
            start, f"`{text[start : start + 1]}` begins an alias or an anchor", "put the value in quotes"
        )
    if problem == "did not find expected key" or "'-' indicator" in problem:
        hint = f"what it belongs to begins in line {line}; indent this line as its neighbours"
        return Explanation(offset, "this line is indented otherwise than its neighbours", hint)
    if unclosed is not None and problem.startswith("did not find expected ','"):
        opened = "{" if "mapping" in context else "["
        return Explanation(offset, f"a comma is missing here, or the `{opened}` of line {line} is not closed", None)
    if "<document start>" in problem:
        return Explanation(offset, "the document ended before this", "is there a closing bracket too many?")
    return Explanation(offset, f"{problem}, {context}" if context else problem, None)
