"""The fenced blocks of Markdown pages.

In: a file. Out: its blocks with language, title and place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r'^```(?P<language>\w*)(?: +title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
_PATH = re.compile(r"\A(?:\{# (?P<jinja>\S+) #\}|# (?P<hash>\S+\.\w+))\n")


@dataclass(frozen=True)
class Fence:
    """A block. `title` names the file that it is, by the fence's title or by a comment in its first line."""

    line: int
    language: str
    title: str
    text: str


def fences(page: Path) -> list[Fence]:
    """The blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Fence(
            line=text.count("\n", 0, found.start()) + 1,
            language=found["language"],
            title=found["title"] or _named_in_comment(found["text"]),
            text=found["text"],
        )
        for found in _FENCE.finditer(text)
    ]


def _named_in_comment(text: str) -> str:
    found = _PATH.match(text)
    return (found["jinja"] or found["hash"]) if found else ""
