"""Docstrings of the emitted code, from descriptions of the document.

In: Markdown text (hostile). Out: string literals as `Code`, without indentation: templates indent them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from sdkwright.prose.tokens import restore, tokens_in
from sdkwright.python.code import Code, docstring, held
from sdkwright.python.markdown import laid_out

WIDTH = 80
"""Columns of prose, indentation not counted."""

_SENTENCE = re.compile(r"(?P<first>.+?[.!?])(?:\s+)(?P<rest>\S.*)\Z", re.DOTALL)
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)|\b[A-Z])\.\Z", re.IGNORECASE)
_LONGEST_SUMMARY = 90
_INDENT = "    "


class Held(Struct, frozen=True):
    """What a docstring is made of, tokens among it; `arguments` are `None` where it is no method's."""

    text: str
    arguments: tuple[tuple[str, str], ...] | None = None

    def tokens(self) -> list[str]:
        """The descriptions that it is made of."""
        described = (text for _, text in self.arguments or ())
        return [mark for text in (self.text, *described) for mark in tokens_in(text)]

    def told(self, prose: Mapping[str, str]) -> Held:
        """The same with the descriptions as they are."""
        arguments = self.arguments
        if arguments is not None:
            arguments = tuple((name, restore(described, prose)) for name, described in arguments)
        return Held(restore(self.text, prose), arguments)

    def lay_out(self) -> Code:
        """The docstring."""
        if self.arguments is not None:
            return method_docstring(self.text, self.arguments)
        return prose_docstring(self.text) or docstring([])


def lay_out_all(held: Mapping[int, Held], prose: Mapping[str, str]) -> dict[int, str]:
    """The docstrings by their numbers, with the descriptions as they are. What several say is laid out once."""
    made: dict[Held, str] = {}
    found: dict[int, str] = {}
    for number, each in held.items():
        told = each.told(prose)
        if told not in made:
            made[told] = str(told.lay_out())
        found[number] = made[told]
    return found


class Docstrings(Struct):
    """The docstrings of one SDK. What is said twice (sync and async, params and models) is laid out once.

    Where descriptions were set aside, what mentions one is held, and its place in the code is kept by a number.
    """

    held: dict[int, Held] = field(default_factory=dict[int, Held])
    """The docstrings that are held, by their numbers."""
    next_number: int = 0
    """That of the next one; two processes that hold some begin far apart."""
    _made: dict[Held, Code | None] = field(default_factory=dict[Held, "Code | None"])

    def prose(self, text: str) -> Code | None:
        """As `prose_docstring`."""
        wanted = Held(text)
        if wanted not in self._made:
            self._made[wanted] = self._hold(wanted) or prose_docstring(text)
        return self._made[wanted]

    def method(self, text: str, arguments: Iterable[tuple[str, str]]) -> Code:
        """As `method_docstring`."""
        wanted = Held(text, tuple(arguments))
        known = self._made.get(wanted)
        if known is None:
            known = self._made[wanted] = self._hold(wanted) or method_docstring(text, wanted.arguments or ())
        return known

    def _hold(self, wanted: Held) -> Code | None:
        if not wanted.tokens():
            return None
        number = self.next_number
        self.held[number] = wanted
        self.next_number = number + 1
        return held(number)


def prose_docstring(text: str) -> Code | None:
    """The docstring of a class, field or resource; `None` where there is nothing to say.

    The first sentence stands alone where it is short and more follows.

    >>> print(prose_docstring("The pet's name."))
    \"\"\"The pet's name.\"\"\"
    """
    whole = text.strip()
    if not whole:
        return None
    lines = laid_out(whole, WIDTH)
    if len(lines) < 2:
        return docstring(lines) if lines else None
    summary, rest = _split_summary(whole)
    if summary and rest:
        return docstring([*laid_out(summary, WIDTH), "", *laid_out(rest, WIDTH), ""])
    return docstring(["", *lines, ""])


def method_docstring(text: str, arguments: Iterable[tuple[str, str]]) -> Code:
    """The docstring of a method: what it does, and each argument that is described.

    >>> print(method_docstring("Add a pet.", [("name", "What it is called.")]))
    \"\"\"
    Add a pet.
    <BLANKLINE>
    Args:
      name: What it is called.
    \"\"\"
    """
    lines = laid_out(text.strip(), WIDTH)
    first = True
    for name, doc in arguments:
        described = _argument_lines(name, doc.strip())
        if described and first:
            lines += ["", "Args:"] if lines else ["Args:"]
            first = False
        elif described:
            lines.append("")
        lines += described
    return docstring(["", *lines, ""])


def _argument_lines(name: str, doc: str) -> list[str]:
    """The lines of one argument; none where there is nothing to say."""
    summary, rest = _split_summary(doc)
    lines = laid_out(summary if rest else doc, WIDTH)
    if rest:
        lines += ["", *laid_out(rest, WIDTH)]
    if not any(lines):
        return []
    first, following = lines[0], lines[1:]
    return [f"  {name}: {first}", *(f"  {_INDENT}{line}" if line else "" for line in following)]


def _split_summary(text: str) -> tuple[str, str]:
    """The first sentence or paragraph and what follows; empty where the text is better left in one piece."""
    first, separator, following = text.partition("\n\n")
    flat = " ".join(first.split())
    if separator and len(flat) <= WIDTH and "\n" not in first.strip():
        return first, following
    position = 0
    while (match := _SENTENCE.match(text[position:])) is not None:
        end = position + match.end("first")
        sentence = text[:end]
        if _NO_END.search(sentence) or sentence.count("`") % 2:
            position = end
            continue
        if (
            len(" ".join(sentence.split())) <= _LONGEST_SUMMARY
            and "\n\n" not in sentence
            and not _starts_list(sentence)
        ):
            return sentence, match.group("rest")
        return "", ""
    return "", ""


def _starts_list(sentence: str) -> bool:
    return sentence.lstrip()[:2] in ("- ", "* ") or "\n- " in sentence or "\n* " in sentence
