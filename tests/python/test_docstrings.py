"""Descriptions become docstrings that read well and cannot break out."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.python.code import comment, docstring
from sdkwright.python.docstrings import WIDTH, method_docstring, prose_docstring
from sdkwright.python.markdown import laid_out

LINK = "[a link with a rather long text](https://example.test/and/an/address/that/is/even/longer/than/that)"


def value_of(code: object) -> str:
    found = ast.literal_eval(str(code))
    assert isinstance(found, str)
    return found


def test_short_text_stays_on_one_line() -> None:
    assert str(prose_docstring("  The pet's name.\n")) == '"""The pet\'s name."""'


def test_no_text_no_docstring() -> None:
    assert prose_docstring(" \n ") is None


def test_text_without_words_is_no_text() -> None:
    assert prose_docstring("\\") is None
    assert "Args:" not in str(method_docstring("Adds.", [("name", "\\")]))


def test_the_first_sentence_stands_alone_where_more_follows() -> None:
    text = "Adds a pet. It can be of any kind, e.g. a cat, and it stays until somebody asks for it to be removed again."
    assert value_of(prose_docstring(text)).split("\n") == [
        "Adds a pet.",
        "",
        "It can be of any kind, e.g. a cat, and it stays until somebody asks for it to be",
        "removed again.",
        "",
    ]


def test_one_long_sentence_is_filled() -> None:
    text = "word " * 30
    lines = value_of(prose_docstring(text)).split("\n")
    assert lines[0] == lines[-1] == ""
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(lines[1:-1]) == text.strip()


def test_links_are_not_broken() -> None:
    assert LINK in laid_out(f"See {LINK} for more of the same, and then some.", WIDTH)


def test_lists_keep_their_shape() -> None:
    text = "One of:\n* the first " + "and so on " * 8 + "\n* the second\n\n1. numbered\n2. too"
    assert laid_out(text, WIDTH) == [
        "One of:",
        "",
        "- the first and so on and so on and so on and so on and so on and so on and so",
        "  on and so on",
        "- the second",
        "",
        "1. numbered",
        "2. too",
    ]


def test_code_and_tables_stay_as_they_are() -> None:
    text = 'Like so:\n\n```json\n{\n    "a":   1\n}\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |'
    assert laid_out(text, 20) == [
        "Like so:",
        "",
        "```json",
        "{",
        '    "a":   1',
        "}",
        "```",
        "",
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
    ]


def test_arguments_of_a_method() -> None:
    code = method_docstring(
        "Add a pet.", [("name", "What it is called."), ("age", ""), ("kind", "What it is.\n\nAny.")]
    )
    assert value_of(code).split("\n") == [
        "",
        "Add a pet.",
        "",
        "Args:",
        "  name: What it is called.",
        "",
        "  kind: What it is.",
        "",
        "      Any.",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"""',
        '""""',
        'ends with "',
        '\\"',
        '\\\\"',
        '"',
        "ends with \\",
        '\\"""',
        "nul \x00 and \x1b[0m",
        '"""; import os; """',
        "\\N{BELL}",
    ],
)
def test_nothing_breaks_out(text: str) -> None:
    assert value_of(docstring([text])) == text


@given(st.text())
def test_docstrings_say_what_they_were_given(text: str) -> None:
    lines = text.split("\n")
    assert value_of(docstring(lines)) == "\n".join(lines)


@given(st.text())
def test_any_description_can_be_printed(text: str) -> None:
    code = prose_docstring(text)
    module = f"class A:\n    {code}\n" if code is not None else "class A: ...\n"
    assert len(ast.parse(module).body) == 1
    assert len(ast.parse(f"def f():\n    {method_docstring(text, [('a', text)])}\n").body) == 1


@given(st.text())
def test_comments_are_one_line(text: str) -> None:
    code = str(comment(text))
    assert code.startswith("#")
    assert ast.parse(code + "\n").body == []
    assert "\n" not in code
    assert "\r" not in code


def test_lists_begin_at_the_margin() -> None:
    assert laid_out("One of:\n\n  - the first\n    - nested\n  - the second", WIDTH) == [
        "One of:",
        "",
        "- the first",
        "  - nested",
        "- the second",
    ]
