"""Prints a report.

In: a `Report`. Out: lines for a terminal, Markdown for a pull request, or a tree of JSON for a program. What is quoted
comes from somebody's document, so control characters are shown as escapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkwright.compare.markdown import code_span, fence_for
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.render import visible
from sdkwright.diff.changelog import changelog_section, commit_message
from sdkwright.diff.model import Bump, Finding, Report
from sdkwright.diff.rules import Severity

_SHOWN = 5
_VERBS = {
    Severity.CALLERS: ("breaks callers", "break callers"),
    Severity.TYPE_CHECKERS: ("breaks type checkers only", "break type checkers only"),
    Severity.BEHAVIOUR: ("sends another request for the same code", "send other requests for the same code"),
    Severity.ADDITIVE: ("is additive", "are additive"),
    Severity.DOCS: ("is documentation", "are documentation"),
}


def verdict(report: Report) -> str:
    """One sentence: who is hurt, and what the next version must be."""
    if not report.findings:
        return "Nothing changes for users."
    counts = {each: sum(found.severity is each for found in report.findings) for each in Severity}
    words = [f"{count} {_VERBS[each][count > 1]}" for each, count in counts.items() if count]
    total = len(report.findings)
    head = "The change" if total == 1 else f"Of {total} changes,"
    told = _VERBS[report.findings[0].severity][0] if total == 1 else ", ".join(words)
    return f"{head} {told}. The next version is a {report.bump.value} one."


def to_text(report: Report) -> Iterator[str]:
    """For a reader on a terminal."""
    yield verdict(report)
    for severity in Severity:
        for number, (resource, findings) in enumerate(report.of(severity)):
            if number == 0:
                yield ""
                yield severity.value
            yield visible(f"  {resource}")
            for finding in findings:
                yield visible(f"    {_subjects(finding)}: {finding.rule.says} [{finding.rule.code}]")
                yield from (f"      {line}" for line in _sides(finding))


def _subjects(finding: Finding) -> str:
    more = len(finding.also) - _SHOWN
    words = ", ".join((finding.subject, *finding.also[:_SHOWN]))
    return f"{words} and {more} more" if more > 0 else words


def _sides(finding: Finding) -> Iterator[str]:
    """What stood there and what stands there now, as in a unified difference."""
    for sign, text in (("-", finding.before), ("+", finding.after)):
        yield from (visible(f"{sign} {line}") for line in (text or "").splitlines())


def to_markdown(report: Report) -> Iterator[str]:
    """For a comment on a pull request; what hurts nobody folds away."""
    yield f"## SDK: {report.bump.value if report.bump is not Bump.NONE else 'no'} change"
    yield ""
    yield f"**{verdict(report)}**"
    for severity in Severity:
        groups = list(report.of(severity))
        if not groups:
            continue
        count = sum(len(findings) for _, findings in groups)
        opened = " open" if severity.rank <= Severity.BEHAVIOUR.rank else ""
        yield ""
        yield f"<details{opened}><summary><b>{severity.value}</b>: {count}</summary>"
        for resource, findings in groups:
            yield ""
            yield f"#### {code_span(resource)}"
            yield ""
            for finding in findings:
                yield from _markdown_finding(finding)
        yield ""
        yield "</details>"


def _markdown_finding(finding: Finding) -> Iterator[str]:
    names = ", ".join(code_span(each) for each in (finding.subject, *finding.also[:_SHOWN]))
    more = len(finding.also) - _SHOWN
    yield f"- {names}{f' and {more} more' if more > 0 else ''}: {finding.rule.says}"
    sides = list(_sides(finding))
    if sides:
        fence = fence_for(sides)
        yield f"  {fence}diff"
        yield from (f"  {line}" for line in sides)
        yield f"  {fence}"
    if finding.rule.cure:
        yield f"  To spare users: {finding.rule.cure}"


def to_tree(report: Report) -> dict[str, object]:
    """For a program."""
    return {
        "package": report.package,
        "bump": report.bump.value,
        "severity": _name(report.worst) if report.worst is not None else None,
        "counts": {_name(each): sum(found.severity is each for found in report.findings) for each in Severity},
        "changes": [_tree(finding) for finding in report.findings],
        "changelog": "\n".join(changelog_section(report)),
        "commit": "\n".join(commit_message(report)),
    }


def _name(severity: Severity) -> str:
    return severity.name.lower().replace("_", "-")


def _tree(finding: Finding) -> dict[str, object]:
    return {
        "severity": _name(finding.severity),
        "rule": finding.rule.code,
        "resource": finding.resource,
        "subject": finding.subject,
        "also": list(finding.also),
        "says": finding.rule.says,
        "before": finding.before,
        "after": finding.after,
        "old": _place(finding.old),
        "new": _place(finding.new),
    }


def _place(location: Location | None) -> dict[str, object] | None:
    return {"file": location.file, "line": location.line} if location is not None else None
