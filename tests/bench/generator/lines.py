"""Generations after a change of one line, of many kinds, at places chosen at random."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from documents import document
from processes import Cost, generate, ratios, spread

TURNS = 4
_Change = Callable[[str, re.Match[str]], str]


def _instead(pattern: str) -> _Change:
    """Writes something else in the place of what was found; `\\1` and so on are its groups."""
    return lambda _text, found: found.expand(pattern)


def _another_schema(text: str, found: re.Match[str]) -> str:
    names = re.findall(r"^    (\w+):$", text[text.index("\n  schemas:") :], re.MULTILINE)
    return found[1] + names[found.start() % len(names)]


KINDS: dict[str, tuple[str, _Change]] = {
    "words of a description": (r"^( +description: )([A-Z]\w+ .*)$", _instead(r"\1Briefly, \2")),
    "a further property": (r"^( +properties:\n)( +)(?=\w+:\n)", _instead(r"\1\2further: {type: string}\n\2")),
    "a property less": (r"^( +)(\w+):\n\1  \$ref: .*\n", _instead("")),
    "another name of a property": (r"^( +properties:\n +)(\w+):\n(?= +type:)", _instead(r"\1\2_x:\n")),
    "another type of a property": (
        r"^( +type: )string\n(?= +description: [^|>\n]+\n(?! *(?:enum|default|example|-|x-|format|max|min|pattern)))",
        _instead(r"\1integer\n"),
    ),
    "a property that may be null": (r"^( +)type: string\n(?=\1description)", _instead(r"\g<0>\1nullable: true\n")),
    "a format": (r"^( +)type: integer\n(?=\1description)", _instead(r"\g<0>\1format: int64\n")),
    "a property that is not required": (r"^( +)required:\n( +- \w+\n)(?= +- \w+\n)", _instead(r"\1required:\n")),
    "another default": (r"^( +default: )(\d+)$", _instead(r"\g<1>1\2")),
    "another bound": (r"^( +maximum: )(\d+)$", _instead(r"\1\g<2>0")),
    "another schema": (r"^( +(?:- )?\$ref: '?#/components/schemas/)(\w+)", _another_schema),
    "another name of a parameter": (r"^( +(?:- )?name: \w+)$(?=\n +in: query)", _instead(r"\1_x")),
    "another type of a parameter": (
        r"(in: query\n(?: +(?:required|description): .*\n){0,2} +schema:\n +type: )string\n(?! +(?:enum|default))",
        _instead(r"\1integer\n"),
    ),
    "a parameter that is required": (r"^( +in: query\n +required: )false", _instead(r"\1true")),
    "another `operationId`": (r"^( +operationId: \w+)$", _instead(r"\1X")),
    "a deprecated operation": (r"^( +)operationId: .*\n", _instead(r"\g<0>\1deprecated: true\n")),
}


def measure(folder: Path) -> Iterator[str]:
    """A table: each kind of change against generations from nothing that are made in the same turn."""
    whole, name = document(folder)
    text = whole.read_text(encoding="utf-8")
    spec, out, cache = folder / "edited.yaml", folder / "edited", folder / "edited-cache"
    spec.write_text(text, encoding="utf-8")
    cold: dict[str, list[Cost]] = {}
    changed: dict[str, list[Cost]] = {}
    chance = random.Random(0)
    for kind, (pattern, change) in KINDS.items():
        places = list(re.finditer(pattern, text, re.MULTILINE))
        for turn in range(TURNS if places else 0):
            spec.write_text(text, encoding="utf-8")
            generate(spec, out, cache)
            place = chance.choice(places)
            spec.write_text(text[: place.start()] + change(text, place) + text[place.end() :], encoding="utf-8")
            changed.setdefault(kind, []).append(generate(spec, out, cache))
            if turn % 2 == 0:
                nothing = generate(spec, folder / f"cold-{len(cold)}-{turn}", folder / "no-cache", "--no-cache")
            cold.setdefault(kind, []).append(nothing)
    yield f"### Generating again, after one line of many kinds, from {name}\n\n"
    yield f"{TURNS} places of each kind, chosen at random; the document need not be valid then.\n\n"
    yield "| what changed | CPU, against from nothing | wall |\n|---|---|---|\n"
    for kind, costs in changed.items():
        yield f"| {kind} | {_cells(costs, cold[kind])} |\n"
    all_changed = [cost for costs in changed.values() for cost in costs]
    all_cold = [cost for costs in cold.values() for cost in costs]
    yield f"| any of these | {_cells(all_changed, all_cold)} |\n\n"


def _cells(changed: list[Cost], cold: list[Cost]) -> str:
    cpu = ratios([cost.cpu for cost in changed], [cost.cpu for cost in cold])
    wall = ratios([cost.wall for cost in changed], [cost.wall for cost in cold])
    return f"{spread(cpu)} | {spread(wall)}"
