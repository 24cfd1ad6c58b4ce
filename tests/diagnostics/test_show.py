"""How findings are shown."""

from pathlib import Path

import pytest

from sdkwright.diagnostics import Diagnostic, Location, Rule, Severity
from sdkwright.diagnostics.render import SourceLines, summary, to_github, to_plain, to_text, to_tree

WRONG = Rule(code="Test/Wrong", severity=Severity.ERROR, summary="s.", cause="c.", cure="Mend it.")
ODD = Rule(code="Test/Odd", severity=Severity.WARNING, summary="s.", cause="c.", cure="c.")


def finding(
    rule: Rule = WRONG, message: str = "No.", location: Location | None = None, hint: str | None = None
) -> Diagnostic:
    return Diagnostic(rule=rule, message=message, location=location, hint=hint)


def shown(found: Diagnostic) -> str:
    (text,) = to_text([found], each=5)
    return text.plain


def test_the_source_line_is_quoted_with_a_caret(tmp_path: Path) -> None:
    file = tmp_path / "api.yml"
    file.write_text("a: 1\n  b: [x]\n")
    text = shown(finding(location=Location(file=str(file), line=2, column=6), hint="Try `y`."))
    assert text.splitlines() == [
        f"{file}:2:6: error[Test/Wrong]: No.",
        "     2 |   b: [x]",
        "              ^",
        "  hint: Try `y`.",
    ]


def test_a_long_line_is_cut_around_the_column(tmp_path: Path) -> None:
    file = tmp_path / "api.json"
    file.write_text("a" * 1000 + "!" + "b" * 1000)
    quoted, caret = shown(finding(location=Location(file=str(file), line=1, column=1001))).splitlines()[1:3]
    assert len(quoted) < 200
    assert quoted[caret.index("^")] == "!"


@pytest.mark.parametrize("block", [1, 2, 7, 16_384])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_of_a_file_is_found(block: int, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdkwright.diagnostics.render._BLOCK", block)
    lines = ["", "a", "", "", "bcd" * 5, "é", ""]
    (tmp_path / "api.yml").write_bytes(end.join(lines).encode())
    source = SourceLines()
    numbers = range(-1, len(lines) + 3)
    found = [source.line(Location(file=str(tmp_path / "api.yml"), line=number, column=1)) for number in numbers]
    assert found == [None, None, *lines, None, None]


def test_a_file_that_is_not_there_is_not_quoted() -> None:
    text = shown(finding(location=Location(file="gone.yml", line=3, column=1), hint="Try `y`."))
    assert text == "gone.yml:3:1: error[Test/Wrong]: No.\n  hint: Try `y`."


def test_the_cure_of_a_rule_is_the_hint_of_its_first_finding_unless_that_has_its_own() -> None:
    first, second = to_text([finding(message="One."), finding(message="Two.")], each=5)
    assert first.plain == "error[Test/Wrong]: One.\n  hint: Mend it."
    assert second.plain == "error[Test/Wrong]: Two."
    assert "Mend it." not in shown(finding(hint="Try `y`."))


def test_text_of_a_document_cannot_steer_the_terminal_or_forge_a_line() -> None:
    hostile = "\x1b[2J\rok\n0 errors"
    assert shown(finding(message=hostile)).splitlines()[0] == "error[Test/Wrong]: \\x1b[2J\\x0dok\\x0a0 errors"
    assert to_plain([finding(message=hostile)]).count("\n") == 1
    (line,) = to_github([finding(message=hostile, hint="a::b")])
    assert "\n" not in line
    assert "\r" not in line


def test_many_findings_of_one_rule_are_counted() -> None:
    found = [finding(message=f"{number}.") for number in range(5)] + [finding(ODD)]
    lines = [text.plain for text in to_text(found, each=2)]
    assert lines == [
        "error[Test/Wrong]: 0.\n  hint: Mend it.",
        "error[Test/Wrong]: 1.",
        "warning[Test/Odd]: No.\n  hint: c.",
        "... and 3 more of Test/Wrong (`--format json` lists all)",
    ]


def test_github_annotations_escape_their_properties() -> None:
    location = Location(file="a,b:c.yml", line=2, column=3)
    assert list(to_github([finding(ODD, "50% done", location, "line\ntwo")])) == [
        "::warning title=Test/Odd,file=a%2Cb%3Ac.yml,line=2,col=3::50%25 done%0Aline%0Atwo"
    ]


def test_json_has_every_part() -> None:
    location = Location(file="a.yml", line=2, column=3, pointer="#/paths")
    assert to_tree([finding(ODD, "Hm.", location, "h"), finding()]) == [
        {
            "code": "Test/Odd",
            "severity": "warning",
            "message": "Hm.",
            "file": "a.yml",
            "line": 2,
            "column": 3,
            "pointer": "#/paths",
            "hint": "h",
        },
        {
            "code": "Test/Wrong",
            "severity": "error",
            "message": "No.",
            "file": None,
            "line": None,
            "column": None,
            "pointer": None,
            "hint": "Mend it.",
        },
    ]


def test_the_summary_counts_by_severity() -> None:
    assert summary([finding(), finding(ODD), finding(message="Other.")]) == "2 errors, 1 warning"
    assert summary([]) == ""
