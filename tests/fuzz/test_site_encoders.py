"""Whatever goes into an encoder of the reference site, one value of it comes out."""

from __future__ import annotations

import json

import markdown
import yaml
from hostile import examples, json_values, raw_texts
from html_tree import parse_html
from hypothesis import given
from markdown_it import MarkdownIt

from sdkwright.python.site.encoders import code_span, json_block, yaml_string

TEXT = raw_texts()
PAGES = markdown.Markdown(extensions=["tables"])
GITHUB = MarkdownIt("commonmark", {"html": True}).enable("table")
"""Reads tables as GitHub does: a bar ends a cell, in a code span too."""


@examples(120, 500)
@given(TEXT)
def test_a_yaml_string_is_one_string(text: str) -> None:
    mended = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert yaml.safe_load(f"a: {yaml_string(text)}\nb: 1\n") == {"a": mended, "b": 1}


@examples(120, 500)
@given(TEXT)
def test_a_code_span_is_one_piece_of_code_in_a_cell(text: str) -> None:
    page = parse_html(PAGES.reset().convert(f"| a | b |\n|---|---|\n| {code_span(text)} | end |\n"))
    rows = [[cell.words for cell in row.all("td")] for row in page.all("tr")][1:]
    assert len(rows) == 1
    assert rows[0][-1] == "end"
    assert len(rows[0]) == 2
    assert not page.all("script")


@examples(120, 500)
@given(TEXT)
def test_a_code_span_is_one_cell_on_github(text: str) -> None:
    span = code_span(text)
    tokens = GITHUB.parse(f"| a | b |\n|---|---|\n| {span} | end |\n")
    cells = [token.children for token in tokens if token.type == "inline"][2:]
    kinds = [[part.type for part in cell or ()] for cell in cells]
    as_html = [part.content for part in cells[0] or () if part.type == "html_inline"]
    assert kinds[1:] == [["text"]]
    assert kinds[0] == ["code_inline"] or as_html == ["<code>", "</code>"]


@examples(120, 500)
@given(json_values(TEXT))
def test_a_block_of_json_is_the_value_and_stays_in_its_fence(value: object) -> None:
    block = json_block(value)  # type: ignore[arg-type]  # values of tests are JSON
    assert json.loads(str(block)) == json.loads(json.dumps(value))
    assert not any(line.lstrip().startswith(("```", "~~~")) for line in str(block).split("\n"))
    assert all(char == "\n" or char.isprintable() for char in str(block))
