"""Every rule is broken somewhere, and its finding points where a maintainer must look.

A rule is covered by a golden case (`tests/cases/*/diagnostics.txt`), by a document or config with a mark where the
finding must point (`tests/support/broken_*.py`, `tests/config/failures/`), or, where it takes more than a document to
break it (an output folder, a network, a workspace), by a test that names its code.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from broken_configs import BROKEN_CONFIGS
from broken_documents import BROKEN

from sdkwright.diagnostics import Rule
from sdkwright.diagnostics import rules as package
from sdkwright.diagnostics.docs import diagnostics_page, rules_by_stage

TESTS = Path(__file__).parents[1]
RULES = {rule.code: rule for rules in rules_by_stage().values() for rule in rules}
NAMES = {
    rule.code: name
    for stage in rules_by_stage()
    for name, rule in vars(importlib.import_module(f"{package.__name__}.{stage}")).items()
    if isinstance(rule, Rule)
}
_GOLDEN = re.compile(r"^(?:\S+:\d+:\d+: )?\w+\[(\w+/\w+)\]: ", re.MULTILINE)
_FAILURE = re.compile(r"^\d+:\d+ \w+ (\w+/\w+) ", re.MULTILINE)


def golden() -> set[str]:
    """Codes of golden cases and of configs that are wrong; only flags have no place."""
    cases = [path.read_text() for path in (TESTS / "cases").glob("*/diagnostics.txt")]
    failures = [path.read_text() for path in (TESTS / "config" / "failures").glob("*.txt")]
    return {code for text in cases for code in _GOLDEN.findall(text)} | {
        code for text in failures for code in _FAILURE.findall(text)
    }


COVERED = golden() | {code for _, code in BROKEN.values()} | {code for _, code in BROKEN_CONFIGS.values()}


TEXTS = "".join(path.read_text() for path in sorted(TESTS.rglob("test_*.py")) if path.parent.name != "diagnostics")


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_broken_where_it_can_be_seen(code: str) -> None:
    named = re.search(rf"\b(?:{re.escape(code)}|{NAMES[code]})\b", TEXTS)
    assert code in COVERED or named, f"add a case for {code} to tests/support/broken_documents.py or to tests/cases/"


def test_no_case_is_about_a_rule_that_is_gone() -> None:
    assert set(RULES) >= COVERED


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_a_section_with_cause_and_cure(code: str) -> None:
    rule = RULES[code]
    section = diagnostics_page().partition(f"### `{code}` (")[2].partition("\n### ")[0]
    assert rule.cause in section
    assert rule.cure in section
    assert is_sentence(rule.summary)
    assert is_sentence(rule.cause)
    assert is_sentence(rule.cure)
    assert rule.cause != rule.cure


def is_sentence(text: str) -> bool:
    return len(text) > 10 and text.rstrip("`)").endswith((".", ":", "?"))


def test_codes_are_unique() -> None:
    rules: list[Rule] = [rule for stage in rules_by_stage().values() for rule in stage]
    assert len(rules) == len(RULES)
    assert all(re.fullmatch(r"[A-Z]\w+/[A-Z]\w+", code) for code in RULES)
