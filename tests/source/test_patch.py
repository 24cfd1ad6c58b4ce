"""A text that is patched into a parsed one gives what parsing all of it gives, or is refused."""

from __future__ import annotations

import random

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.source.patch import Before, patch
from sdkwright.source.text import Source, parse_source

TEXT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      summary: >-
        Lists them,
         all of them.

      tags: [orders]
    # what follows is new
    post:
      description: |
        First.

        # no comment
      parameters:
      - name: a
      - {name: b}
  "/orders/{id}":
    get: {summary: one}
    put:
      text: plain words
        over two lines
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string}
        kind:
          enum:
            - cat
            - dog

    Owner:
      $ref: '#/components/schemas/Pet'

  headers:
    Trace:
      schema:
        type: "str\\
          ing"
"""


def parsed(text: str) -> tuple[Source | None, list[str]]:
    found = Collector()
    return parse_source(text.encode(), "api.yml", found), [each.message for each in found]


def before(text: str) -> Before:
    source, found = parsed(text)
    assert source is not None
    assert source.flows is not None
    assert not found
    return Before(text=text, tree=source.tree, mark=source.marks().root, flows=source.flows)


def patched(text: str, old: str = TEXT) -> Source | None:
    """The patched source, compared with that of all the text."""
    source = patch(before(old), text, "api.yml")
    if source is not None:
        whole, found = parsed(text)
        assert whole is not None, text
        assert not found, text
        assert source.tree == whole.tree, text
        assert repr(source.tree) == repr(whole.tree), "the order of keys differs"
        assert source.marks().root == whole.marks().root, text
        assert source.locate("#/components/headers") == whole.locate("#/components/headers")
    return source


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- dog\n", "- dog\n            - eel\n"),
        ("info: {title: Shop", "info: {title: Other"),
        ("info:", "servers:\n- url: /v1\ninfo:"),
        ("  headers:\n", "  other:\n    a: b\n  headers:\n"),
        ("            - cat\n", ""),
        ("Lists them", "Shows them"),
        ("{name: b}", "{name: c, x: [1, 2]}"),
        ("    Owner:\n", "    Keeper:\n"),
        ("    Owner:\n", "    Owner:\n      x: 1\n    Other:\n      y: 2\n"),
        ("ing", "ong"),
        ("get: {summary: one}", "get: {summary: two}"),
        ("        # no comment\n", "        # no\n        comment\n"),
        ("          ing", "          a much longer text that ends here: ing"),
        ("- dog\n\n", "- dog\n\n\n    # a word\n"),
        ("    Owner:\n", "    Owner:\n# here\n"),
        ("- dog\n\n", "- dog\n            - eel\n\n"),
        ("    Owner:\n", "    Other:\n      y: 2\n    Owner:\n"),
    ],
)
def test_a_change_in_one_entry_is_parsed_alone(old: str, new: str) -> None:
    assert patched(TEXT.replace(old, new, 1)) is not None


def test_changes_in_few_places_are_parsed_alone() -> None:
    text = TEXT.replace("Lists them", "Shows them").replace("- cat", "- bird").replace('ing"', 'eger"')
    assert patched(text) is not None
    many = "a:\n" + "".join(f"  k{number:03}:\n    x: old\n" for number in range(400))
    for places in (2, 8, 9):
        step = 400 // places
        changed = many
        for number in range(0, step * places, step):
            changed = changed.replace(f"k{number:03}:\n    x: old", f"k{number:03}:\n    x: new and longer")
        assert (patched(changed, many) is not None) == (places < 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("paths:\n", "---\npaths:\n"),
        ("paths:\n", "x: 1\n...\npaths:\n"),
        ("info:", "%YAML 1.2\ninfo:"),
        ("info: {title: Shop", "info: {title: [Other"),
        ("info:", "openapi: 3.1.1\ninfo:"),
        ("info:", "paths: {}\ninfo:"),
        ("    Owner:\n", "    Pet:\n"),
        ("    Owner:\n", "   Owner:\n"),
        ("    Owner:\n", "    Owner:\n      x: {\n"),
        ("    Owner:\n", '    Owner:\n      x: "a\n'),
        ("    Owner:\n", "    - Owner:\n"),
        ("    Owner:\n", "    Owner\n"),
        ("    Owner:\n", "    Owner: &a\n"),
        ("    Owner:\n", "    Owner:\n      <<: {a: 1}\n"),
        ("    Owner:\n", "    Owner:\n      a: 1\n      a: 2\n"),
        ("    Owner:\n", "    Owner:\n      a: !own 2\n"),
        ("    Owner:\n", "    Owner:\n---\n"),
        ("Pet'\n\n  headers", "Pet'  headers"),
        ("Lists them", "Lists\x07 them"),
        ("Lists them", "Lists\u2028them"),
        ("Lists them,", "Lists them,\r"),
    ],
)
def test_what_may_mean_more_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    assert patched(TEXT.replace(old, new, 1)) is None


@pytest.mark.parametrize("text", ["a:\n  b: &x 1\n  c: *x\n", "%YAML 1.1\n---\na:\n  b: 1\n", "a: {<<: {b: 1}}\n"])
def test_text_with_ties_is_not_patched(text: str) -> None:
    source, _ = parsed(text)
    assert source is not None
    assert source.flows is None


def test_a_mapping_in_braces_is_parsed_as_a_whole() -> None:
    braces = "a:\n  x: 1\nb: {\n  c: {\n    d: {e: 1}\n  },\n  f: {g: 2}\n}\n"
    assert patched(braces.replace("2", "3"), braces) is not None
    assert patched(braces.replace("e: 1", "e: 2"), braces) is not None
    assert patched("{\n  a: {b: 1},\n  c: {d: 1}\n}".replace("b: 1", "b: 2"), "a:\n  b: 1\n") is None


def test_entries_nest_no_deeper_than_documents_may() -> None:
    def nested(levels: int) -> str:
        return "a:\n  b:\n    c:\n      x: 1\n      d: " + "[" * levels + "]" * levels + "\n"

    assert patched(nested(150), nested(1)) is not None
    assert patched(nested(198), nested(1)) is None


@pytest.mark.parametrize("seed", range(300))
def test_any_edits_of_a_line(seed: int) -> None:
    chance = random.Random(seed)
    text = TEXT
    for _ in range(12):
        text = edited(text, chance)
        patched(text)


def edited(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    index = chance.randrange(len(lines))
    line = lines[index]
    match chance.randrange(8):
        case 0:
            lines[index] = ""
        case 1:
            lines[index] = line + line
        case 2:
            lines[index] = " " * chance.randrange(9) + line.lstrip()
        case 3:
            position = chance.randrange(len(line))
            lines[index] = line[:position] + chance.choice("-:#?&*!|>'\"%{}[], ab\n\t") + line[position:]
        case 4:
            position = chance.randrange(len(line))
            lines[index] = line[:position] + line[position + 1 :]
        case 5:
            other = chance.randrange(len(lines))
            lines[index], lines[other] = lines[other], lines[index]
        case 6:
            lines[index] = (
                line + " " * chance.randrange(9) + chance.choice(["k: v\n", "- x\n", "# c\n", "...\n", "|\n"])
            )
        case _:
            lines[index] = line.replace(chance.choice("aeo"), "i", 1)
    return "".join(lines)
