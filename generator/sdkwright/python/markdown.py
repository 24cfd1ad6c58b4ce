"""Markdown descriptions, laid out for reading in source code.

In: a description as the document has it. Out: lines: prose filled to a width, lists in one style, everything
else (code, tables, headings) as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_FENCE = re.compile(r"\s*(```|~~~)")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>\s+)(?P<rest>\S.*)\Z")
_VERBATIM = re.compile(r"\s*(\||#{1,6}\s|>|<[a-zA-Z/!]|={3,}\s*\Z|-{3,}\s*\Z)")
_TOKEN = re.compile(r"!?\[[^\]]*\]\([^)\s]*\)\S*|(?:(?!!?\[[^\]]*\]\([^)\s]*\))\S)+")
_BREAK = re.compile(r"( {2,}|\\)\Z")
_SPACES = re.compile(r"[ \t\u00a0]+")


class Block(Struct, frozen=True, kw_only=True):
    """A piece of Markdown. `lines` are to be filled as one paragraph, or kept where `verbatim`."""

    lines: tuple[str, ...]
    first: str = ""
    """What the first line begins with (a bullet)."""
    rest: str = ""
    """What further lines begin with."""
    verbatim: bool = False
    tight: bool = False
    """No blank line parts it from what comes before (items of a list)."""


def laid_out(text: str, width: int) -> list[str]:
    """The lines of a description, filled to `width` columns; links are not broken."""
    if text.isprintable() and _is_prose(text):  # one line, as most descriptions are
        tokens = _tokens(text)
        return _filled(tokens, "", "", width) if tokens else []
    lines: list[str] = []
    for block in blocks(text):
        if lines and not block.tight:
            lines.append("")
        lines.extend(_block_lines(block, width))
    return lines


def blocks(text: str) -> list[Block]:
    """Take a description apart into paragraphs, items of lists, and what must stay as it is."""
    return list(_blocks(text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    index = 0
    blank = True
    in_list = False
    margin = 0
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            blank = True
            index += 1
            continue
        end = _end_of(lines, index)
        item = _ITEM.match(line)
        if _FENCE.match(line) or (item is None and _VERBATIM.match(line)):
            yield Block(lines=tuple(lines[index:end]), verbatim=True, tight=not blank)
            in_list = False
        elif item is not None:
            if not in_list:
                margin = len(item["indent"])
            marker = item["marker"] if item["marker"][0].isdigit() else "-"
            first = f"{item['indent'][margin:]}{marker} "
            content = (
                item["rest"],
                *(
                    following.strip(" ") if not _hard(following) else following.lstrip()
                    for following in lines[index + 1 : end]
                ),
            )
            yield Block(lines=content, first=first, rest=" " * len(first), tight=not blank and in_list)
            in_list = True
        else:
            indent = line[margin : len(line) - len(line.lstrip())] if in_list else ""
            in_list = in_list and bool(indent)
            yield Block(lines=tuple(lines[index:end]), first=indent, rest=indent, tight=False)
        blank = False
        index = end


def _is_prose(line: str) -> bool:
    return not (line[:1].isspace() or _FENCE.match(line) or _ITEM.match(line) or _VERBATIM.match(line))


def _hard(line: str) -> bool:
    return line.endswith(("  ", "\\"))


def _end_of(lines: list[str], start: int) -> int:
    """The index after the last line of the block that begins at `start`."""
    if _FENCE.match(lines[start]):
        for index in range(start + 1, len(lines)):
            if _FENCE.match(lines[index]):
                return index + 1
        return len(lines)
    verbatim = bool(_VERBATIM.match(lines[start])) and not _ITEM.match(lines[start])
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not line.strip() or _FENCE.match(line):
            return index
        begins = bool(_ITEM.match(line)) or bool(_VERBATIM.match(line))
        if begins and not (verbatim and _VERBATIM.match(line)):
            return index
        if verbatim and not begins:
            return index
    return len(lines)


def _block_lines(block: Block, width: int) -> list[str]:
    if block.verbatim:
        return [line.rstrip() for line in block.lines]
    paragraphs: list[list[str]] = [[]]
    for line in block.lines:
        paragraphs[-1].extend(_tokens(line))
        if _hard(line):
            paragraphs.append([])
    lines: list[str] = []
    for tokens in paragraphs:
        if tokens:
            lines.extend(_filled(tokens, block.rest if lines else block.first, block.rest, width))
    return lines


def _tokens(line: str) -> list[str]:
    """The words of a line; a link is one word."""
    plain = _BREAK.sub("", line) if _hard(line) else line
    return _TOKEN.findall(_SPACES.sub(" ", plain)) if "](" in plain else plain.split()


def _filled(tokens: list[str], first: str, rest: str, width: int) -> list[str]:
    whole = first + " ".join(tokens)
    if len(whole) <= width:
        return [whole.rstrip()]
    lines: list[str] = []
    current = first + tokens[0]
    for token in tokens[1:]:
        if len(current) + 1 + len(token) > width:
            lines.append(current.rstrip())
            current = rest + token
        else:
            current += " " + token
    lines.append(current.rstrip())
    return lines
