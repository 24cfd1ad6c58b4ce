"""Prints a comparison.

In: a `Comparison`. Out: lines for a terminal, Markdown for a pull request, or a tree of JSON for a program.
What is quoted comes from somebody's source files, so control characters are shown as escapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkwright.compare.folding import Finding, fold
from sdkwright.compare.items import Comparison, Difference, Kind, Status, Tally
from sdkwright.compare.markdown import code_span, fence_for
from sdkwright.compare.rules import Impact
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.render import visible

_SIGNS: Mapping[Status, str] = {Status.MISSING: "-", Status.DIFFERS: "~", Status.NEW: "+"}


def verdict(comparison: Comparison) -> str:
    """One sentence: who is hurt."""
    counts = {impact: len(fold(comparison.of_impact(impact))) for impact in Impact}
    if not comparison.differences:
        return "The candidate is the same."
    additive = f"{counts[Impact.NOTHING]} additive {_plural('change', counts[Impact.NOTHING])}"
    words = [f"{count} {_verb(impact, count)}" for impact, count in counts.items() if count]
    if comparison.worst is Impact.NOTHING:
        return f"The candidate only adds to the reference: {additive}."
    changes = _plural("change", sum(counts.values()))
    return f"Of the candidate's {sum(counts.values())} {changes}, {', '.join(words)}."


def _verb(impact: Impact, count: int) -> str:
    match impact:
        case Impact.CALLERS:
            return "breaks callers" if count == 1 else "break callers"
        case Impact.TYPE_CHECKERS:
            return "breaks type checkers only" if count == 1 else "break type checkers only"
        case Impact.NOTHING:
            return "is additive" if count == 1 else "are additive"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def share_line(comparison: Comparison) -> str:
    """One sentence: how much is the same."""
    total = comparison.total
    missing, differing = total.items - total.found, total.found - total.exact
    return (
        f"{percent(total)} of the reference's {total.items} items are exactly the same; "
        f"{missing} missing, {differing} differing."
    )


def percent(tally: Tally) -> str:
    """A share that never rounds up to all: `99.99 %` where something differs."""
    hundredths = 10000 * tally.exact // tally.items if tally.items else 10000
    return f"{hundredths / 100:.2f} %"


def to_text(comparison: Comparison) -> Iterator[str]:
    """For a reader on a terminal."""
    for resource, differences in comparison.by_resource():
        yield visible(resource)
        impact: Impact | None = None
        for finding in fold(differences):
            if finding.difference.impact is not impact:
                impact = finding.difference.impact
                yield f"  {impact.value}"
            yield from (f"    {line}" for line in _finding(finding))
        yield ""
    yield from _table(comparison)
    yield ""
    yield share_line(comparison)
    yield verdict(comparison)


def _finding(finding: Finding) -> Iterator[str]:
    difference = finding.difference
    within = f", with {difference.within} {_plural('item', difference.within)} in it" if difference.within else ""
    head = f"{_SIGNS[difference.status]} {difference.item.kind.value} {finding.label}{within}"
    place = difference.reference if difference.status is not Status.NEW else difference.candidate
    yield visible(head) + (f"  {visible(_place(difference, place))}" if place is not None else "")
    match difference.status:
        case Status.DIFFERS:
            yield visible(f"    before: {difference.before}")
            yield visible(f"    after:  {difference.after}")
        case Status.MISSING if difference.before:
            yield visible(f"    before: {difference.before}")
        case Status.NEW if difference.after:
            yield visible(f"    after:  {difference.after}")
        case Status.MISSING | Status.NEW:
            pass
    if difference.impact is not Impact.NOTHING:
        yield from (f"    {change.code}: {change.meaning}" for change in difference.changes)


def _place(difference: Difference, location: Location) -> str:
    return f"{difference.item.module}:{location.line}"


def _table(comparison: Comparison) -> Iterator[str]:
    yield f"{'kind':<10}{'items':>8}{'found':>8}{'exact':>8}{'exact':>10}"
    for name, tally in _rows(comparison):
        yield f"{name:<10}{tally.items:>8}{tally.found:>8}{tally.exact:>8}{percent(tally):>10}"


def _rows(comparison: Comparison) -> Iterator[tuple[str, Tally]]:
    for kind in Kind:
        if kind in comparison.tallies:
            yield kind.value, comparison.tallies[kind]
    yield "all", comparison.total


def to_markdown(comparison: Comparison) -> Iterator[str]:
    """For a comment on a pull request; every resource folds away."""
    yield "## Public surface"
    yield ""
    yield f"**{verdict(comparison)}**"
    yield ""
    yield share_line(comparison)
    yield ""
    yield "| kind | items | found | exact | share |"
    yield "|---|---:|---:|---:|---:|"
    for name, tally in _rows(comparison):
        yield f"| {name} | {tally.items} | {tally.found} | {tally.exact} | {percent(tally)} |"
    for resource, differences in comparison.by_resource():
        yield ""
        yield f"### {code_span(resource)}"
        for impact in Impact:
            findings = fold(each for each in differences if each.impact is impact)
            if findings:
                yield ""
                opened = " open" if impact is Impact.CALLERS else ""
                yield f"<details{opened}><summary>{impact.value}: {len(findings)}</summary>"
                yield ""
                for finding in findings:
                    yield from _markdown_finding(finding)
                yield ""
                yield "</details>"


def _markdown_finding(finding: Finding) -> Iterator[str]:
    difference = finding.difference
    within = f", with {difference.within} {_plural('item', difference.within)} in it" if difference.within else ""
    meanings = " ".join(change.meaning for change in difference.changes)
    yield f"- {difference.status.value} {difference.item.kind.value} {code_span(finding.label)}{within}. {meanings}"
    rows = [(sign, text) for sign, text in (("-", difference.before), ("+", difference.after)) if text]
    if rows:
        texts = [visible(f"{sign} {text}") for sign, text in rows]
        fence = fence_for(texts)
        yield f"  {fence}diff"
        yield from (f"  {text}" for text in texts)
        yield f"  {fence}"


def to_tree(comparison: Comparison) -> dict[str, object]:
    """For a program; nothing is folded."""
    total = comparison.total
    return {
        "reference": comparison.reference,
        "candidate": comparison.candidate,
        "impact": comparison.worst.name.lower().replace("_", "-"),
        "exact_percent": round(total.share, 4),
        "total": _tally(total),
        "kinds": {kind.value: _tally(tally) for kind, tally in comparison.tallies.items()},
        "differences": [_difference(difference) for difference in comparison.differences],
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"items": tally.items, "found": tally.found, "exact": tally.exact}


def _difference(difference: Difference) -> dict[str, object]:
    item = difference.item
    return {
        "resource": difference.resource,
        "status": difference.status.value,
        "impact": difference.impact.name.lower().replace("_", "-"),
        "changes": [change.code for change in difference.changes],
        "kind": item.kind.value,
        "module": item.module,
        "name": item.name,
        "within": difference.within,
        "before": difference.before,
        "after": difference.after,
        "reference": _location(difference.reference),
        "candidate": _location(difference.candidate),
    }


def _location(location: Location | None) -> dict[str, object] | None:
    return {"file": location.file, "line": location.line} if location is not None else None
