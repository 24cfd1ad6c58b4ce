"""Prints records: a table for docs/corpus.md, and a summary of what is wrong for the terminal.

In: records. Out: Markdown, text.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from records import Record

_ABOUT = """# The corpus

What `make corpus` makes of {count} real documents, each without a config, in a process of its own. Per document:
operations declared and emitted (what `api.md` lists), findings (errors, warnings, notes), modules that fail to
import (warnings count), pyright errors (strict), mypy errors (`--strict`), processor seconds, peak memory.
The documents are not part of the repository; they are looked for in `../shared/corpus`.

"""


def write_report(path: Path, done: list[Record]) -> None:
    """The table and the totals."""
    head = "| document | operations | emitted | unnamed | findings | import | pyright | mypy | CPU s | MB |"
    rule = "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    lines = [_ABOUT.format(count=len(done)) + _totals(done), "", "## Documents", "", head, rule]
    lines += [_row(record) for record in done]
    lines += ["", "## What ends with exit code 1", "", "| document | package | error |", "|---|---|---|"]
    lines += [line for record in done for line in _errors(record)]
    lines += ["", "## Findings by code", "", "| code | findings | documents |", "|---|--:|--:|"]
    lines += [f"| {code} | {count} | {documents} |" for code, count, documents in _codes(done)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _row(record: Record) -> str:
    severities = Counter(finding["severity"] for finding in record.findings)
    findings = "/".join(str(severities[each]) for each in ("error", "warning", "note"))
    name = record.name.replace("|", "\\|")
    if record.traceback:
        return f"| {name} | {record.operations} | **traceback** | | {findings} | | | | {record.cpu:.1f} | |"
    counts = " | ".join(_count(each) for each in (record.imports, record.pyright, record.mypy))
    return (
        f"| {name} | {record.operations} | {record.emitted} | {len(record.missing)} | {findings} | {counts} "
        f"| {record.cpu:.1f} | {record.megabytes} |"
    )


def _count(errors: list[str] | None) -> str:
    return "" if errors is None else str(len(errors))


def _totals(done: list[Record]) -> str:
    usable = [record for record in done if record.operations]
    rows = [
        ("documents", len(done)),
        ("without a traceback", sum(not record.traceback for record in done)),
        ("with operations", len(usable)),
        ("of these with a package", sum(record.written for record in usable)),
        ("operations declared", sum(record.operations for record in done)),
        ("operations emitted", sum(record.emitted for record in done)),
        ("operations neither emitted nor named in a finding", sum(len(record.missing) for record in done)),
        ("documents that end with exit code 1", sum(_has_error(record) for record in done)),
        ("modules that do not import", sum(len(record.imports or ()) for record in done)),
        ("packages checked with pyright", sum(record.pyright is not None for record in done)),
        ("pyright errors", sum(len(record.pyright or ()) for record in done)),
        ("packages checked with mypy --strict", sum(record.mypy is not None for record in done)),
        ("mypy --strict errors", sum(len(record.mypy or ()) for record in done)),
        ("most processor seconds", max((record.cpu for record in done), default=0)),
        ("most megabytes", max((record.megabytes for record in done), default=0)),
    ]
    return "\n".join(["| | |", "|---|--:|", *(f"| {title} | {value:,} |" for title, value in rows)])


def _has_error(record: Record) -> bool:
    return any(finding["severity"] == "error" for finding in record.findings)


def _errors(record: Record) -> list[str]:
    """A line for each kind of error of a document, with the first of its messages."""
    first: dict[str, str] = {}
    for finding in record.findings:
        if finding["severity"] == "error":
            first.setdefault(finding["code"], str(finding["message"]).replace("|", "\\|"))
    package = "yes" if record.written else "no"
    return [f"| {record.name} | {package} | {code}: {message} |" for code, message in first.items()]


def _codes(done: list[Record]) -> list[tuple[str, int, int]]:
    findings = Counter(finding["code"] for record in done for finding in record.findings)
    documents = Counter(code for record in done for code in {finding["code"] for finding in record.findings})
    return [(code, count, documents[code]) for code, count in sorted(findings.items())]


def summary(done: list[Record]) -> str:
    """The totals, and the most frequent kinds of failure with an example each."""
    lines = [_totals(done), ""]
    for title, found in (
        ("traceback", [(record, [record.traceback.strip().splitlines()[-1]]) for record in done if record.traceback]),
        ("no package", [(record, [""]) for record in done if record.operations and not record.written]),
        ("operation lost", [(record, record.missing) for record in done]),
        ("import", [(record, record.imports or []) for record in done]),
        ("pyright", [(record, record.pyright or []) for record in done]),
        ("mypy", [(record, record.mypy or []) for record in done]),
    ):
        kinds: dict[str, list[str]] = {}
        for record, errors in found:
            for error in errors:
                kinds.setdefault(_kind(error), []).append(f"{record.name}: {error}")
        for examples in sorted(kinds.values(), key=len, reverse=True)[:15]:
            lines.append(f"{title} x{len(examples)}: {examples[0][:400]}")
    return "\n".join(lines) + "\n"


def _kind(error: str) -> str:
    code = re.search(r"\[[\w-]+\]\s*\Z", error)
    if code:
        return code[0]
    return re.sub(r"[\"'`].*?[\"'`]|\d+|[\w./-]+:", "", error)
