"""Data written as YAML reads back as the same data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdkwright.config.yaml_text import dump, scalar
from sdkwright.diagnostics import Collector
from sdkwright.source.text import parse_source

SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text()
NESTED: Any = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12
)


def read(text: str) -> Any:
    found = Collector()
    source = parse_source(text.encode("utf-8"), "x.yml", found)
    assert source is not None, (text, found.found)
    return source.tree


@settings(max_examples=300)
@given(st.dictionaries(st.text(), NESTED, min_size=1, max_size=4))
def test_any_data_reads_back(data: dict[str, Any]) -> None:
    assert read(dump(data, {})) == data


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("get /v1/threads/{thread_id}", "get /v1/threads/{thread_id}"),
        ("true", '"true"'),
        ("No", '"No"'),
        ("1.0", '"1.0"'),
        ("2024-01-01", '"2024-01-01"'),
        ("", '""'),
        (" x", '" x"'),
        ("a: b", '"a: b"'),
        ("#/components", '"#/components"'),
        ("x\n  y", '"x\\n  y"'),
        ("{x}", '"{x}"'),
        ("- x", '"- x"'),
        ("\u2028\ufeff\x00", '"\\u2028\\ufeff\\x00"'),
        (None, "null"),
        (True, "true"),
        (3, "3"),
    ],
)
def test_scalars(value: Any, text: str) -> None:
    assert scalar(value) == text
    assert read(f"x: {scalar(value)}")["x"] == value


def test_comments_stand_above_their_keys() -> None:
    data = {"a": {"b": [{"c": 1, "d": []}, "x"], "e": {}}, "f": 1}
    comments = {("a",): "About a.", ("a", "e"): "About e.", ("f",): "About f."}
    assert dump(data, comments) == (
        "# About a.\na:\n  b:\n    - c: 1\n      d: []\n    - x\n  # About e.\n  e: {}\n\n# About f.\nf: 1\n"
    )
