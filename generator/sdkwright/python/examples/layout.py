"""Long expressions over several lines, as a formatter would break them.

In: `Code` in one line, made of brackets, names and literals. Out: `Code` that keeps to a width where it can.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkwright.python.code import Code

_OPEN, _CLOSE = "([{", ")]}"


def laid_out(code: Code, *, indent: int = 0, width: int = 88) -> Code:
    """Break the outermost brackets first, one item a line, until the lines fit.

    >>> print(laid_out(Code('f(a=1, b=[2, 3])'), width=14))
    f(
        a=1,
        b=[2, 3],
    )
    """
    return Code(_lines(str(code), indent, width))


def _lines(text: str, indent: int, width: int) -> str:
    if indent + len(text) <= width:
        return text
    start = next((at for at, char in _outside_strings(text) if char in _OPEN), None)
    if start is None or not text.endswith(tuple(_CLOSE)) or _closing(text, start) != len(text) - 1:
        return text
    items = list(_items(text[start + 1 : -1]))
    if not items:
        return text
    inner = indent + 4
    body = "".join(f"{' ' * inner}{_lines(item, inner, width - 1)},\n" for item in items)
    return f"{text[: start + 1]}\n{body}{' ' * indent}{text[-1]}"


def _items(text: str) -> Iterator[str]:
    """What the top-level commas part."""
    depth, begin = 0, 0
    for at, char in _outside_strings(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
        elif char == "," and depth == 0:
            yield text[begin:at].strip()
            begin = at + 1
    if rest := text[begin:].strip():
        yield rest


def _closing(text: str, start: int) -> int:
    depth = 0
    for at, char in _outside_strings(text):
        if at < start:
            continue
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0:
            return at
    return -1


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """The characters that are in no string literal (our encoders write double-quoted ones), with their places."""
    at = 0
    while at < len(text):
        if text[at] == '"':
            at += 1
            while at < len(text) and text[at] != '"':
                at += 2 if text[at] == "\\" else 1
        else:
            yield at, text[at]
        at += 1
