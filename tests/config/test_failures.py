"""What a wrong config gives: `failures/<rule>.yml` and, line by line, the findings in `<rule>.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdkwright.config.read import parse_settings
from sdkwright.diagnostics import Collector, Diagnostic, Rule
from sdkwright.diagnostics.rules import config as rules

FAILURES = Path(__file__).parent / "failures"
NAMES = sorted(path.stem for path in FAILURES.glob("*.yml"))
ELSEWHERE = {"WORKSPACE_INVALID", "WORKSPACE_FILE_MISSING", "NOTHING_TO_INFER", "NO_SERVER_URL"}
"""Rules that need no config to be broken; `test_workspace.py` and `test_infer.py` break them."""


def line(found: Diagnostic) -> str:
    assert found.location is not None
    hint = f" ({found.hint})" if found.hint else ""
    place = f"{found.location.line}:{found.location.column}"
    return f"{place} {found.rule.severity.value} {found.rule.code} {found.message}{hint}"


@pytest.mark.parametrize("name", NAMES)
def test_findings(name: str) -> None:
    collector = Collector()
    settings = parse_settings((FAILURES / f"{name}.yml").read_bytes(), f"{name}.yml", collector)
    assert settings is not None, "the rest of the config still counts"
    places = {found: (found.location.line, found.location.column) for found in collector if found.location}
    found = [line(each) for each in sorted(collector, key=places.__getitem__)]
    assert found == (FAILURES / f"{name}.txt").read_text().splitlines()


def test_each_rule_is_broken_somewhere() -> None:
    all_rules = {name for name, value in vars(rules).items() if isinstance(value, Rule)}
    assert {name.upper() for name in NAMES} | ELSEWHERE == all_rules


def test_each_rule_has_a_code_of_its_own() -> None:
    codes = [value.code for value in vars(rules).values() if isinstance(value, Rule)]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("Config/") for code in codes)
