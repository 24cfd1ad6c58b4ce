"""Makes of a report what is written into a changelog, and into a commit.

In: a `Report`. Out: a section as Keep a Changelog 1.1.0 has it, and a message as Conventional Commits 1.0.0 has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkwright.compare.markdown import code_span
from sdkwright.diagnostics.render import visible
from sdkwright.diff.model import Bump, Finding, Report
from sdkwright.diff.rules import Severity

_SECTIONS = ("Added", "Changed", "Deprecated", "Removed")


def changelog_section(report: Report, version: str = "Unreleased", date: str = "") -> Iterator[str]:
    """The section of a version; `date` is written as ISO 8601 has it, and left out where there is none."""
    yield f"## [{version}]" + (f" - {date}" if date else "")
    told = [each for each in report.findings if each.severity is not Severity.DOCS]
    for section in _SECTIONS:
        entries = [_entry(each) for each in told if _section(each) == section]
        if section == "Changed" and len(told) < len(report.findings):
            entries.append(_documentation(len(report.findings) - len(told)))
        if entries:
            yield ""
            yield f"### {section}"
            yield ""
            yield from entries


def _section(finding: Finding) -> str:
    code = finding.rule.code
    if code == "deprecated":
        return "Deprecated"
    if code.endswith("-removed") and "value" not in code:
        return "Removed"
    return "Added" if code.endswith(("-added", "-added-required")) else "Changed"


def _entry(finding: Finding) -> str:
    names = ", ".join(code_span(each) for each in (finding.subject, *finding.also))
    mark = "**Breaking:** " if finding.severity is Severity.CALLERS else ""
    return f"- {mark}{names}: {finding.rule.says}{_change(finding)}"


def _change(finding: Finding) -> str:
    if finding.before is not None and finding.after is not None and "\n" not in finding.before + finding.after:
        return f" Was {code_span(finding.before)}, is {code_span(finding.after)}."
    return ""


def _documentation(count: int) -> str:
    return f"- The documentation of {count} {'thing' if count == 1 else 'things'} reads otherwise."


def commit_message(report: Report) -> Iterator[str]:
    """The message of the commit that brings a new generation: header, body, a footer for each break."""
    breaks = [each for each in report.findings if each.severity is Severity.CALLERS]
    resources = list(dict.fromkeys(each.resource for each in report.findings))
    scope = resources[0].replace(" ", "-") if len(resources) == 1 else "api"
    yield visible(f"{_type(report.bump)}({scope}){'!' if breaks else ''}: {_summary(report)}")
    if report.findings:
        yield ""
        yield from (visible(f"- {each.subject}: {each.rule.code.replace('-', ' ')}") for each in report.findings)
    if breaks:
        yield ""
        yield from (visible(f"BREAKING CHANGE: {each.subject}: {each.rule.says}") for each in breaks)


def _type(bump: Bump) -> str:
    match bump:
        case Bump.MAJOR | Bump.MINOR:
            return "feat"
        case Bump.PATCH:
            return "docs"
        case Bump.NONE:
            return "chore"


def _summary(report: Report) -> str:
    if not report.findings:
        return "regenerate"
    first, more = report.findings[0], len(report.findings) - 1
    others = f" and {more} more {'change' if more == 1 else 'changes'}" if more else ""
    return f"{first.rule.code.replace('-', ' ')}: {first.subject}{others}"
