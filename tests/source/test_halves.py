"""Two halves of a text give what the whole gives, or nothing."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.source.halves import Cut, cut_of, join_halves, pack_half, parse_first, parse_second, unpack_half
from sdkwright.source.text import Source, parse_source

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "spec" / "openapi.yaml", *sorted((ROOT / "tests" / "cases").glob("*/openapi.yml"))]
TEXT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      summary: Lists
  /orders/{id}:
    get:
      description: |
        One order.
          /orders:
components:
  schemas:
    Order:
      type: object
    Item:
      type: object
      required:
      - id
x-more:
  a: {b: [1, 2.5, yes, null]}
"""


def joined(text: str, cut: Cut | None) -> Source | None:
    """What two processes make of a text."""
    if cut is None:
        return None
    first, second = (unpack_half(pack_half(parse(text, cut))) for parse in (parse_first, parse_second))
    return None if first is None or second is None else join_halves(text, "api.yml", cut, first, second)


def same(text: str, cut: Cut | None) -> bool:
    """Whether halves are of use; fails where they give anything but what the whole gives."""
    source = joined(text, cut)
    if source is None:
        return False
    found = Collector()
    whole = parse_source(text.encode(), "api.yml", found)
    assert whole is not None
    assert not found.found
    assert json.dumps(source.tree) == json.dumps(whole.tree)
    assert source.marks().root == whole.marks().root
    assert source.flows == whole.flows
    for pointer in ("#/paths", "#/components/schemas", "#/info/title", "#/x-more/a/b/3", "#/nothing"):
        assert source.locate(pointer) == whole.locate(pointer)
    return True


def cuts(text: str) -> list[Cut]:
    """Cuts before each line that begins as a key does, below each outline that a document of two blanks may have."""
    lines = [(found.start(1), len(found[1])) for found in re.finditer(r"(?<=\n)( *)[A-Za-z/_\"']", text)]
    return [Cut(at=at, column=column, around=around) for at, column in lines for around in ((), (0,), (0, 2))]


def test_a_text_is_cut_at_a_key() -> None:
    cut = cut_of(TEXT)
    assert cut is not None
    assert TEXT[cut.at :].lstrip().startswith("components:")
    assert (cut.column, cut.around) == (0, ())
    assert same(TEXT, cut)


def test_wherever_it_is_cut_the_halves_are_the_whole() -> None:
    of_use = {TEXT[cut.at :].partition("\n")[0] for cut in cuts(TEXT) if same(TEXT, cut)}
    assert {"  /orders/{id}:", "components:", "    Item:", "x-more:"} <= of_use
    assert "          /orders:" not in of_use, "that is text"


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b: &x\n    c: 1\nd:\n  e: *x\n  f: {}\n",  # an alias over the cut
        "a:\n  b:\n    c: 1\na:\n  d:\n    e: 1\n",  # a key that stands twice
        "a:\n  b:\n    c: 1\nd:\n  e:\n    <<: {f: 1}\n",
        'a:\n  b:\n    c: "1\n\n  d:\n    e: 1"\n',  # quoted over the cut
        "a:\n  b:\n    c: [1,\n  d:\n    e]\n",
        "a:\n  b:\n    c: 1\n...\nd:\n  e: 1\n",
        "a:\n  b:\n    c: 1\n---\nd:\n  e: 1\n",
        "a: |\n  b:\n    c:\n  d:\n    e: 1\n",
        "a: >1\n  b:\n\n  c:\n   d\n",
        "a:\n- b:\n    c: 1\n- d\n",
        "{a:\n  {b: 1,\n  c:\n  1}}\n",
        "a:\n  ? b\n  : c\n  d:\n    e: 1\n",
        "a: b\n  c\n  d\n",
        "%YAML 1.1\n---\na:\n  b:\n    c: 1\nd:\n  e: 1\n",
        "a:\n  b:\n    c: 1\n<<<<<<< one\nd:\n  e: 1\n>>>>>>> two\n",
        "a:\n  b:\n    c: .inf\nd:\n  e: !x 1\n",
        "a:\r\n  b:\r\n    c: 1\r\n  d:\r\n    e: |\r\n      f\r\n",
        "a:\n  b:\n    c: 1\u2028  d:\n    e: 1\n",
        "\n\n# nothing\n",
    ],
)
def test_what_reaches_over_a_cut_is_not_torn(text: str) -> None:
    same(text, cut_of(text))
    for cut in cuts(text):
        if cut_of(text) is not None:
            same(text, cut)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_documents_are_the_same_in_halves(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    same(text, cut_of(text))


def test_most_documents_can_be_cut() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    assert sum(joined(text, cut_of(text)) is not None for text in texts) > len(texts) / 2


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=[pytest.mark.slow] if seed else []) for seed in range(6)])
def test_whatever_stands_in_it(seed: int) -> None:
    """Pieces of YAML between entries, with any indentation."""
    chance = random.Random(seed)
    pieces = ["a:", "b: 1", "'c': |", "d: >-", "- e", "- f: 1", '"g: 1', 'h"', "[i", "]", "# j:", "k: {l: m}", "? n"]
    pieces += [": o", "...", "---", "p: &q", "*q", "text", "r: text", "<<: {s: 1}", "", "t: !u", "v: |2", "'w", "x'"]
    of_use = 0
    for _ in range(1500):
        lines = [line for each in range(5) for line in (f"y{each}:", f"  z{each}:", f"    e{each}:", "      f: 1")]
        for _ in range(chance.randrange(1, 5)):
            lines.insert(chance.randrange(3, len(lines)), " " * chance.choice((0, 2, 4, 6)) + chance.choice(pieces))
        text = "\n".join(lines) + "\n"
        of_use += same(text, cut_of(text)) or (cut_of(text) is not None and same(text, chance.choice(cuts(text))))
    assert of_use > 50
