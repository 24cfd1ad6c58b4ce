"""The command `compare`.

In: two folders. Out: the report on standard output, findings about unreadable files on standard error, the exit code.
What compares is imported when it is asked for: reading Python takes a library that `--help` has no need of.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sdkwright.cli.console import Format, Reporter
from sdkwright.diagnostics import Collector

if TYPE_CHECKING:
    from sdkwright.compare.locate import PackageFolder


class ReportFormat(StrEnum):
    """The choices of `--format`."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Threshold(StrEnum):
    """The choices of `--fail-on`."""

    CALLERS = "callers"
    TYPE_CHECKERS = "type-checkers"


Reference: TypeAlias = Annotated[
    Path,
    typer.Argument(help="The SDK that users know: its folder, its src/, or its package.", exists=True, file_okay=False),
]
Candidate: TypeAlias = Annotated[
    Path, typer.Argument(help="The SDK that they would get instead.", exists=True, file_okay=False)
]
Excluded: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--exclude", help="Modules to leave out, as `cli/*`; repeatable.", metavar="PATTERN"),
]
FailOn: TypeAlias = Annotated[Threshold, typer.Option("--fail-on", help="Whose breakage makes the exit code 1.")]


def run(reference: Path, candidate: Path, exclude: list[str] | None, shape: ReportFormat, threshold: Threshold) -> int:
    """Compare, print, and give the exit code. A folder without a package raises `typer.BadParameter`."""
    from sdkwright.compare.rules import Impact
    from sdkwright.compare.run import compare_packages
    from sdkwright.compare.show import to_markdown, to_text, to_tree

    diagnostics = Collector()
    reporter = Reporter(Format.JSON if shape is ReportFormat.JSON else Format.TEXT)
    old, new = _located(reference, "REFERENCE"), _located(candidate, "CANDIDATE")
    with reporter.progress() as step:
        step("Comparing")
        comparison = compare_packages(old, new, tuple(exclude or ()), diagnostics)
    match shape:
        case ReportFormat.TEXT:
            code = reporter.finish(diagnostics, {}, lines=tuple(to_text(comparison)))
        case ReportFormat.MARKDOWN:
            code = reporter.finish(diagnostics, {}, lines=tuple(to_markdown(comparison)))
        case ReportFormat.JSON:
            code = reporter.finish(diagnostics, to_tree(comparison))
    fatal = {Impact.CALLERS} if threshold is Threshold.CALLERS else {Impact.CALLERS, Impact.TYPE_CHECKERS}
    return max(code, int(comparison.worst in fatal))


def _located(folder: Path, argument: str) -> PackageFolder:
    from sdkwright.compare.locate import NoPackage, locate

    found = locate(folder)
    if isinstance(found, NoPackage):
        raise typer.BadParameter(found.reason, param_hint=argument)
    return found
