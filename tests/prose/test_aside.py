"""Descriptions are set aside and put back without a trace."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.diagnostics import Collector
from sdkwright.load.document import Document
from sdkwright.load.load import load_document
from sdkwright.prose.aside import set_aside
from sdkwright.prose.holes import fill
from sdkwright.prose.tokens import has_leaked, hole, restore, tokens_in
from sdkwright.python.code import string
from sdkwright.python.docstrings import Docstrings, method_docstring, prose_docstring
from sdkwright.render.environment import indent_code

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1", description: Sells things.}
servers: [{url: "https://shop.example", description: The shop}]
paths:
  /orders:
    get:
      summary: Lists
      description: All orders.
      servers: [{url: "https://other.example", description: Elsewhere}]
      parameters: [{name: q, in: query, description: What to look for., schema: {type: string}}]
      responses: {"200": {description: "?"}}
components:
  securitySchemes: {key: {type: apiKey, name: k, in: header, description: A key.}}
  schemas:
    Order:
      description: All orders.
      example: {description: Not prose.}
      x-note: {description: Nor this.}
      properties:
        description: {type: string, description: The buyer's words.}
        default: {type: string, description: What else.}
"""


def loaded(text: str, folder: Path) -> Document:
    (folder / "openapi.yml").write_text(text, encoding="utf-8")
    document = load_document(folder / "openapi.yml", diagnostics=Collector())
    assert document is not None
    return document


def test_what_readers_read_stands_aside_and_nothing_else(tmp_path: Path) -> None:
    document = loaded(SPEC, tmp_path)
    aside = set_aside(document)
    assert list(aside.prose.values()) == [
        "Lists",
        "All orders.",
        "What to look for.",
        "The buyer's words.",
        "What else.",
    ]
    left = json.dumps(aside.document.tree, ensure_ascii=False)
    for kept in ("Sells things.", "The shop", "Elsewhere", "A key.", "Not prose.", "Nor this.", '"?"'):
        assert kept in left
    assert json.loads(restore(left, aside.prose)) == document.tree
    order = aside.document.at("#/components/schemas/Order/description")
    assert order == aside.document.at("#/paths/~1orders/get/description"), "what was equal still is"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("The buyer's words.", "Anything *else*", True),
        ("description: The buyer's words.", "title: The buyer's words.", False),
        ("The buyer's words.", "All orders.", False),
        ("The buyer's words.", "''", False),
        ("Not prose.", "Other example.", False),
        ("A key.", "Another key.", False),
        ("      description: All orders.\n      example", "      description: Some orders.\n      example", False),
    ],
)
def test_the_digest_tells_a_change_of_prose_from_any_other(old: str, new: str, same: bool, tmp_path: Path) -> None:
    before, after = (set_aside(loaded(text, tmp_path)) for text in (SPEC, SPEC.replace(old, new, 1)))
    assert (before.digest == after.digest) is same


@pytest.mark.parametrize("text", ["a \\ue000", "a \\ue0000\\ue001", "\\ue0021\\ue003"])
@pytest.mark.parametrize("place", ["The buyer's words.", "Not prose.", "Sells things."])
def test_a_document_with_characters_of_tokens_keeps_its_descriptions(text: str, place: str, tmp_path: Path) -> None:
    document = loaded(SPEC.replace(place, f'"{text}"'), tmp_path)
    aside = set_aside(document)
    assert aside.prose == {}
    assert aside.document is document


@given(st.text(), st.text(alphabet=" .\n-*`ab\\\"'"), st.integers(0, 3))
def test_a_docstring_that_is_filled_in_is_the_one_that_would_have_been_there(text: str, other: str, level: int) -> None:
    prose = {"\ue0000\ue001": f"a {text}", "\ue0001\ue001": f"b{other}"}
    docstrings = Docstrings()
    held = (
        docstrings.prose("\ue0000\ue001"),
        docstrings.method("Deprecated.\n\n\ue0001\ue001", [("x", "\ue0000\ue001")]),
    )
    plain = (
        prose_docstring(f"a {text}"),
        method_docstring(f"Deprecated.\n\nb{other}", [("x", f"a {text}")]),
    )
    codes = {number: str(each.lay_out(prose)) for number, each in docstrings.held.items()}
    pad = "    " * level
    for code, wanted in zip(held, plain, strict=True):
        printed = f"x = 1\n{pad}{indent_code(code, 4 * level)}\n{pad}y = 1\n"
        assert fill(printed, codes) == f"x = 1\n{pad}{indent_code(wanted, 4 * level)}\n{pad}y = 1\n"


def test_what_mentions_no_description_is_laid_out_at_once() -> None:
    docstrings = Docstrings()
    assert docstrings.prose("A pet.") == prose_docstring("A pet.")
    assert docstrings.held == {}
    assert docstrings.prose("\ue0005\ue001") == hole(0)
    assert docstrings.prose("\ue0005\ue001") == hole(0)
    assert tokens_in("a \ue0005\ue001 b \ue0007\ue001") == ["\ue0005\ue001", "\ue0007\ue001"]


def test_a_description_that_went_elsewhere_is_noticed() -> None:
    assert has_leaked(string("\ue0000\ue001"))
    assert has_leaked("# \ue0000")
    assert not has_leaked(hole(0))


@given(st.text())
def test_no_text_of_a_document_passes_for_a_hole(text: str) -> None:
    assert fill(str(prose_docstring(text + hole(0)) or ""), ["FILLED"]).count("FILLED") == 0
    ast.parse(string(hole(0) + text))
