"""Patterns of a document are hostile as well: none of them takes long, none makes a long text."""

from __future__ import annotations

import time

import pytest
from hostile import examples, texts
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.python.examples.patterns import matches, matching

ENDLESS = [
    r"^(a+)+$",
    r"^(a|a)*$",
    r"^(a|aa)+$",
    r"^(?:a{0,}){8}(?:a{0,}){8}\b\B",
    r"^(?:a+){12}a{12}(?!|x)",
    r"^(\w+\s?)*$",
    r"^" + "a*" * 60 + "$",
    r"((((a{200}){200}){200}){200})",
    r"(a{65535}){65535}",
    "(" * 400 + ")" * 400,
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_takes_no_time(pattern: str) -> None:
    start = time.perf_counter()
    matches(pattern, "a" * 60 + "!")
    text = matching(pattern)
    assert time.perf_counter() - start < 2
    assert len(text or "") <= 5_000


def test_what_no_linear_engine_can_tell_is_not_told() -> None:
    assert matches(r"^(?=.*\d)\w+$", "abc") is None
    assert matches(r"(", "abc") is None
    assert matches(r"^[a-c]+$", "abc") is True
    assert matches(r"^[a-c]+$", "abd") is False


PIECES = st.sampled_from(
    ["a", "b*", "(c|d)+", "[^x]", r"\d{2,4}", r"\w", ".", "?", "+", "{3}", "(", ")", "[", "^", "$", "|"]
)


@examples(60, 1000)
@given(st.one_of(texts(), st.lists(PIECES, max_size=8).map("".join)))
def test_what_is_made_matches(pattern: str) -> None:
    text = matching(pattern)
    assert text is None or matches(pattern, text)
    assert text is None or text.isprintable()
