"""Whatever text goes into an encoder for TOML, Markdown, YAML or paths, one value of that text comes out."""

from __future__ import annotations

import functools
import html
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from emitted import PAGES
from hostile import examples, json_values, raw_texts, texts
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.config.yaml_text import dump, scalar
from sdkwright.diagnostics import Collector, Diagnostic, Location
from sdkwright.diagnostics.render import to_github, to_plain, to_text, to_tree
from sdkwright.diagnostics.rules.load import UNRESOLVED
from sdkwright.python.apimd.build import _attribute_text
from sdkwright.python.project.encoders import markdown, plain, slug, toml, url
from sdkwright.render.paths import UnsafePathError, check, expand
from sdkwright.source.text import parse_source

TEXT = raw_texts()
FILE_TEXT = texts()


def mended(text: str) -> str:
    """Text as a file can hold it."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def seen(text: str) -> str:
    """Text as a reader sees it: one line, single blanks, nothing invisible."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


@examples(120, 1500)
@given(TEXT)
def test_a_toml_string_is_one_string(text: str) -> None:
    code = toml(text)
    code.encode()
    assert tomllib.loads(f"a = [{code}]\nb = {{ {code} = {code} }}\n") == {
        "a": [mended(text)],
        "b": {mended(text): mended(text)},
    }


PLACES = (
    "{}",
    "# {} Python API library\n",
    "words {}, words\n",
    "- {}\n",
    "> {}\n",
    "a\n{}\n",
    "[{}](https://docs.test)",
)


@functools.cache
def kinds_of(page: str) -> frozenset[str]:
    """The kinds of all that is on a page."""
    tokens = PAGES.parse(page)
    return frozenset(each.type for token in tokens for each in (token, *(token.children or ())))


LINKING = re.compile(r"(?<!\\)(?:https?|ftp)://|\bwww\.", re.IGNORECASE)


@examples(150, 1500)
@given(TEXT, st.sampled_from(PLACES))
def test_markdown_is_text_and_nothing_else(text: str, place: str) -> None:
    code = markdown(text)
    code.encode()
    found: list[str] = []
    kinds: set[str] = set()
    for token in PAGES.parse(place.format(code)):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            found.append(child.content if child.type == "text" else "\n" if child.type == "softbreak" else "")
    assert kinds <= kinds_of(place.format("pwned")) | {"inline", "text"}
    around = place.removesuffix("(https://docs.test)").strip("#->[] ")
    assert "".join(found).split() == around.format(seen(text)).split()
    assert not LINKING.search(code)


@examples(40, 500)
@given(TEXT)
def test_markdown_in_a_table_stays_in_its_cell(text: str) -> None:
    tokens = PAGES.parse(f"| a | b |\n|---|---|\n| {markdown(text)} | x |\n")
    assert [token.type for token in tokens].count("td_open") == 2


@examples(60, 800)
@given(st.one_of(TEXT, TEXT.map(lambda text: f"https://{text}"), TEXT.map(lambda text: f"https://a.test/{text}")))
def test_an_address_is_one_link(text: str) -> None:
    code = url(text)
    if code is None:
        return
    assert urlsplit(text).scheme in {"http", "https"}
    (_, inline, _) = PAGES.parse(f"[docs]({code})")
    assert [child.type for child in inline.children or ()] == ["link_open", "text", "link_close"]


@examples(60, 800)
@given(TEXT)
def test_a_slug_is_one_word_everywhere(text: str) -> None:
    code = slug(text)
    assert re.fullmatch(r"[A-Za-z0-9._/-]*", code)
    assert not code.startswith(("-", "/"))
    assert ".." not in code


@examples(40, 500)
@given(TEXT)
def test_plain_text_can_be_written_and_seen(text: str) -> None:
    code = plain(text)
    code.encode()
    assert all(char in "\n\t" or char.isprintable() for char in code)


@examples(60, 800)
@given(TEXT)
def test_an_attribute_of_html_is_one_attribute(text: str) -> None:
    code = _attribute_text(text)
    code.encode()
    (_, inline, _) = PAGES.parse(f'a <code title="{code}">x</code>')
    children = inline.children or []
    assert [child.type for child in children] == ["text", "html_inline", "text", "html_inline"]
    title = re.fullmatch(r'<code title="([^"<>]*)">', children[1].content)
    assert title is not None
    assert seen(html.unescape(title[1])) == seen(html.unescape(text))


@examples(100, 1100)
@given(FILE_TEXT)
def test_a_yaml_scalar_is_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}\n") == {"a": text}
    assert yaml.safe_load(f"? {scalar(text)}\n:\n  - {scalar(text)}\n") == {text: [text]}


@examples(60, 600)
@given(st.dictionaries(FILE_TEXT, json_values(FILE_TEXT), min_size=1, max_size=3))
def test_a_yaml_document_reads_back(data: dict[str, Any]) -> None:
    found = Collector()
    source = parse_source(dump(data, {}).encode(), "stainless.yml", found)
    assert source is not None
    assert source.tree == data
    assert found.found == []


@dataclass(frozen=True)
class View:
    """What a path pattern is filled from."""

    name: object


@examples(100, 1100)
@given(st.one_of(TEXT, st.lists(TEXT, max_size=3).map(tuple)))
def test_a_path_stays_inside_or_is_refused(name: object) -> None:
    try:
        path = expand("src/{name}/x.py", View(name))
    except UnsafePathError:
        return
    pure = PurePosixPath(path)
    assert pure.parts[0] == "src"
    assert not {"..", "."} & set(pure.parts)
    assert (Path("/out") / path).resolve().is_relative_to("/out/src")
    assert re.fullmatch(r"[A-Za-z0-9_./-]+", path)


@pytest.mark.parametrize("path", ["", ".", "..", "/x", "a/../b", "a//b", "a\\b", "a\0", "C:", "a.", "~", "a\n", "é"])
def test_what_is_no_plain_path_is_refused(path: str) -> None:
    with pytest.raises(UnsafePathError):
        check(path)


@examples(60, 600)
@given(TEXT, TEXT, TEXT)
def test_a_finding_is_one_line_without_control_characters(message: str, file: str, hint: str) -> None:
    location = Location(file=file, line=1, column=1)
    finding = Diagnostic(rule=UNRESOLVED, message=message, location=location, hint=hint)
    line = to_plain([finding])
    assert line.endswith("\n")
    assert line[:-1].isprintable()
    for text in to_text([finding], each=1):
        assert all(part.isprintable() for part in text.plain.split("\n"))
        assert len(text.plain.split("\n")) <= 2
    for command in to_github([finding]):
        assert not {"\n", "\r"} & set(command)
        assert command.startswith("::error title=Reference/Unresolved,file=")
    # Two halves of a character side by side become one in JSON.
    assert json.loads(json.dumps(to_tree([finding])))[0]["message"] == json.loads(json.dumps(message))
