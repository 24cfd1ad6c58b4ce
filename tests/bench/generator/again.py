"""Generations into a folder that was generated before: after a change of one line, of prose or of a type, and none."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from documents import document
from processes import Cost, generate, median, ratios, shown, spread

TURNS = 5
_DESCRIPTION = re.compile(r"^( {10,}description: )([A-Z][a-z]+ .*)$", re.MULTILINE)

_ENUM = re.compile(r"^ {8,}enum:\n(?P<first>( +)- [a-z_]+\n)(?P<further> +- [a-z_]+)$", re.MULTILINE)

_TYPE = re.compile(r"^( {8,})type: string\n\1description: [^|>\n]+\n(?! *(?:enum|default|example|-))", re.MULTILINE)


def measure(folder: Path) -> Iterator[str]:
    """A table: each kind of generation against one from nothing in the same turn."""
    whole, name = document(folder)
    text = whole.read_text(encoding="utf-8")
    spec, out, cache = folder / "edited.yaml", folder / "edited", folder / "edited-cache"
    spec.write_text(text, encoding="utf-8")
    cold: list[Cost] = []
    edited: list[Cost] = []
    listed: list[Cost] = []
    started: list[Cost] = []
    typed: list[Cost] = []
    same: list[Cost] = []
    for turn in range(TURNS):
        spec.write_text(text, encoding="utf-8")
        generate(spec, out, cache)  # what all changes of this turn are made to
        spec.write_text(one_line_changed(text, f"Changed for the {turn}th time:"), encoding="utf-8")
        cold.append(generate(spec, folder / f"cold-{turn}", folder / "no-cache", "--no-cache"))
        edited.append(generate(spec, out, cache))
        same.append(generate(spec, out, cache))
        spec.write_text(one_value_added(text, f"added_{turn}", "further"), encoding="utf-8")
        listed.append(generate(spec, out, cache))
        spec.write_text(one_value_added(text, f"added_{turn}", "first"), encoding="utf-8")
        started.append(generate(spec, out, cache))
        spec.write_text(one_type_changed(text, (2 * turn + 1) / (2 * TURNS)), encoding="utf-8")
        typed.append(generate(spec, out, cache))
    yield f"### Generating again, from {name}\n\n"
    yield "| what changed | wall, against from nothing | CPU | memory | figures |\n|---|---|---|---|---|\n"
    yield f"| everything | 1 | 1 | 1 | {shown(median(cold))} |\n"
    for what, costs in (
        ("one line, a description", edited),
        ("one line, a further value of an enum", listed),
        ("one line, a first value of an enum", started),
        ("one line, the type of a property, in five places", typed),
        ("nothing", same),
    ):
        cells = [
            spread(ratios([cost.wall for cost in costs], [cost.wall for cost in cold])),
            spread(ratios([cost.cpu for cost in costs], [cost.cpu for cost in cold])),
            spread(ratios([cost.memory for cost in costs], [cost.memory for cost in cold])),
        ]
        yield f"| {what} | {' | '.join(cells)} | {shown(median(costs))} |\n"
    yield "\n"


def one_line_changed(text: str, words: str) -> str:
    """The document with other words at the beginning of one description, near its middle."""
    found = _DESCRIPTION.search(text, len(text) // 2) or _DESCRIPTION.search(text)
    if found is None:  # descriptions of synthetic documents stand on lines of their own
        return text.replace("What the customer", f"{words.replace(':', '')} what the customer", 1)
    return f"{text[: found.start(2)]}{words.replace(':', '')} {text[found.start(2) :]}"


def one_value_added(text: str, value: str, place: Literal["first", "further"]) -> str:
    """The document with one more value of an enum, near its middle: the `first` one, or a `further` one."""
    found = _ENUM.search(text, len(text) // 2) or _ENUM.search(text)
    if found is None:  # enums of synthetic documents stand on one line
        values = {"first": f"{value}, open,", "further": f"open, {value},"}
        return text.replace("enum: [open,", f"enum: [{values[place]}", 1)
    start = found.start(place)
    return f"{text[:start]}{found[2]}- {value}\n{text[start:]}"


def one_type_changed(text: str, place: float) -> str:
    """The document with another type of one property, so far (0 to 1) behind its beginning."""
    start = int(len(text) * place)
    found = _TYPE.search(text, start) or _TYPE.search(text)
    if found is None:
        return text
    return text[: found.start()] + found[0].replace("string", "integer", 1) + text[found.end() :]
