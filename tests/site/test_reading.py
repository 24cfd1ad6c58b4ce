"""How the reference site reads descriptions: whatever they say, nothing of it runs, loads or leads astray."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import markdown
import pytest
import yaml
from built_site import ROOT
from html_tree import Element, parse_html
from hypothesis import given, settings
from hypothesis import strategies as st

OUTPUT = ROOT / "output"
INVISIBLE = "\u2060"
"""What takes the meaning of a piece of markup."""
HARMLESS_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "kbd", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
HARMLESS_ATTRIBUTES = {"class", "href", "title", "id", "start", "style"}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reading", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READING = load(OUTPUT / "docs_theme" / "reading.py")


def extensions() -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions that the emitted `mkdocs.yml` switches on."""
    listed = yaml.safe_load((OUTPUT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    names = [one if isinstance(one, str) else next(iter(one)) for one in listed]
    return names, {name: settings for one in listed if isinstance(one, dict) for name, settings in one.items()}


def shown(text: str) -> Element:
    """A description as the site shows it."""
    names, configs = extensions()
    return parse_html(markdown.markdown(READING.harmless(text), extensions=names, extension_configs=configs))


def complaints(tree: Element) -> list[str]:
    """What must not come out of a description."""
    found = []
    for one in tree.walk():
        if one.tag and one.tag not in HARMLESS_TAGS:
            found.append(f"<{one.tag}>")
        for name, value in one.attributes.items():
            if name not in HARMLESS_ATTRIBUTES:
                found.append(f"{one.tag}[{name}]")
            scheme, colon, _ = "".join(value.split()).lower().partition(":")
            if name == "href" and colon and scheme not in {"http", "https", "mailto", "ftp"}:
                found.append(f"href {value}")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
        '<img src="x" onerror="alert(1)">',
        "![tracker](https://evil.example/pixel.png)",
        "![tracker][1]\n\n[1]: https://evil.example/pixel.png",
        '<b onclick="alert(1)">bold</b>',
        "<iframe src='https://evil.example'></iframe>",
        "<!-- <script>alert(1)</script> -->",
        "<style>@import url(https://evil.example/x.css)</style>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a]( <javascript:alert(1)>)",
        "[a](java&#115;cript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a]\n\n[a]: javascript:alert(1)",
        "[a][b]\n\n[b]: data:text/html,<script>alert(1)</script>",
        "<javascript:alert(1)>",
        'words {: onclick="alert(1)" }',
        '# heading {: onclick="alert(1)" }',
        "`unclosed <script>alert(1)</script>",
        "``two ` one`` <script>alert(1)</script>",
        "```\ncode\n```\n<script>alert(1)</script>",
        "```\nnever closed\n\n<script>alert(1)</script>",
        "    indented <script>alert(1)</script>",
        "<div markdown=1><script>alert(1)</script></div>",
        "<autoref identifier='x'></autoref>",
        "::: os\n",
        "<br\n/><script>alert(1)</script>",
        "\\`<script>alert(1)</script>`",
        "~~~\n`~~~ <script>alert(1)</script>",
        "a `b\n\nc` <script>alert(1)</script>",
    ],
)
def test_nothing_in_a_description_runs_or_loads(text: str) -> None:
    assert complaints(shown(text)) == []


PIECES = [
    "<", ">", "`", "``", "```", "~~~", "\n", "\n\n", " ", "    ", "script", "<script>", "</script>", "<img src=x>",
    "<b>", "</b>", "<a href=\"https://a.example\">", "</a>", "a", "](", "[", "]", "![", ")", "(", "javascript:",
    "&#106;avascript:", "{: onclick=x }", "\\", "<!--", "-->", "&lt;", ":::", "|", "](https://a.example)",
    "- ", "1. ", "> ", "[a]: ", "<javascript:x>", "https://a.example", '"', "'", "<a href=javascript:x>", "!!! note",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_pieces_meet_nothing_runs_or_loads(text: str) -> None:
    assert complaints(shown(text)) == [], READING.harmless(text)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "A **bold** [link](https://example.com).",
        "- one\n- two",
        "`List[int]` and <br> a break",
        "5 < 6 > 4",
        '<p>Words, <a href="https://example.com/a?b=c">a link</a> and <code>code</code>.</p>',
        "[a]: https://example.com",
    ],
)
def test_ordinary_descriptions_stay_as_they_are(text: str) -> None:
    assert READING.harmless(text) == text


def test_code_is_shown_as_it_is_written() -> None:
    for text, seen in (
        ("Send `<script>` and [a](b).", "Send <script> and [a](b)."),
        ("```\n<img src=x>\n```", "<img src=x>"),
    ):
        assert shown(text).words.replace(INVISIBLE, "") == seen


def test_a_tag_that_is_not_closed_does_not_change_what_follows() -> None:
    assert not shown("<table> <ul> <b> <code>x</code>").all("table")
    assert shown("<b>x</b>").all("b")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One sentence that\ngoes on.\n\nAnother\none.", "One sentence that goes on.\n\nAnother\none."),
        ("Either:\n- this\n- that", "Either:\n\n- this\n- that"),
        ("Words.\n\n- this\n  goes on\n- that\nWords.", "Words.\n\n- this\n  goes on\n- that\nWords."),
        ("First.\n\nArgs:\n  x: One of\n      - this\n", "First.\n\nArgs:\n  x: One of\n\n      - this\n"),
        ("First.\n\n```\na\n- b\n```\nThen\n1. one", "First.\n\n```\na\n- b\n```\nThen\n\n1. one"),
        ("5 - 3\n-4 is no item", "5 - 3\n-4 is no item"),
        ("| a |\n|---|\n| b |", "| a |\n|---|\n| b |"),
        ("", ""),
    ],
)
def test_lists_are_lists_and_a_first_paragraph_is_one_line(text: str, wanted: str) -> None:
    assert READING.laid_out(text) == wanted
