"""Every finding of a golden case points at the line that has what its message names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
_CASE = re.compile(r"(?:(\S+?):(\d+):(\d+): )?(\w+)\[([^\]]+)\]: (.*)")
_FAILURE = re.compile(r"(\d+):(\d+) (\w+) (\S+) (.*)")

WITHOUT_A_PLACE = {
    "Style/Unknown": "the style is named by a flag",
    "Style/InvalidOption": "the value is given by a flag",
    "Style/UnknownOption": "the option is named by a flag",
}
NOT_IN_THE_LINE = {
    "Config/MissingKey": "a key that is missing stands nowhere: the place is that of the map",
    "Config/NoServerUrl": "servers that are missing stand nowhere: the place is the head of the document",
    "Config/NoPythonTarget": "a target that is missing stands nowhere",
    "Document/NotADocument": "what is missing stands nowhere",
    "Name/Collision": "the message names what Python has: the place is the operation",
    "Template/UnknownFile": "it is the file that nothing reads: the place is its head",
}
"""Codes whose message names what does not stand where they point, and why."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a snapshot has it."""

    source: Path
    line: int
    column: int
    code: str
    message: str

    @property
    def words(self) -> list[str]:
        """What the message, without its hint, puts in backticks, and the last parts of dotted names.

        What is missing stands nowhere.
        """
        message = re.sub(r" \([^()]*(?:\([^()]*\)[^()]*)*\)$", "", self.message)
        message = re.sub(r"`[^`]+` is missing here", "", message)
        found = re.findall(r"`([^`]+)`", message)
        return [each for word in found for each in (word, re.split(r"[./]", word)[-1]) if each]


def told() -> Iterator[Told]:
    for snapshot in sorted((TESTS / "cases").glob("*/diagnostics.txt")):
        for text in snapshot.read_text(encoding="utf-8").splitlines():
            match = _CASE.fullmatch(text)
            assert match is not None, text
            file, line, column, _, code, message = match.groups()
            if file is None:
                assert code in WITHOUT_A_PLACE, text
            else:
                yield Told(snapshot.parent / file, int(line), int(column), code, message)
    for snapshot in sorted((TESTS / "config" / "failures").glob("*.txt")):
        for text in snapshot.read_text(encoding="utf-8").splitlines():
            match = _FAILURE.fullmatch(text)
            assert match is not None, text
            line, column, _, code, message = match.groups()
            yield Told(snapshot.with_suffix(".yml"), int(line), int(column), code, message)


def entry(lines: list[str], number: int, source: Path) -> str:
    """The line that a finding points at; in TOML, whose tables begin with a line of their own, the table."""
    if source.suffix != ".toml" or not lines[number - 1].startswith("["):
        return lines[number - 1]
    rest = "\n".join(lines[number - 1 :])
    return rest.split("\n[", 1)[0]


TOLD = list(told())


def test_there_are_findings_to_look_at() -> None:
    assert len(TOLD) > 100


@pytest.mark.parametrize("finding", TOLD, ids=lambda finding: f"{finding.source.parent.name}-{finding.code}")
def test_a_finding_points_at_what_it_names(finding: Told) -> None:
    lines = finding.source.read_text(encoding="utf-8").split("\n")
    assert 1 <= finding.line <= len(lines)
    assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
    if finding.words and finding.code not in NOT_IN_THE_LINE:
        here = entry(lines, finding.line, finding.source)
        assert any(word in here for word in finding.words), (finding.words, here)


@pytest.mark.parametrize("code", NOT_IN_THE_LINE)
def test_an_exception_is_still_one(code: str) -> None:
    def named(finding: Told) -> bool:
        lines = finding.source.read_text(encoding="utf-8").split("\n")
        return any(word in entry(lines, finding.line, finding.source) for word in finding.words)

    found = [finding for finding in TOLD if finding.code == code]
    assert found
    assert not all(named(finding) for finding in found)
