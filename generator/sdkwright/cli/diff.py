"""The command `diff`.

In: two documents, SDKs or revisions. Out: the report on standard output, findings on standard error, the exit code.
A document is first generated from, into a folder that is deleted afterwards; what compares is imported when it is
asked for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, assert_never

import typer
from msgspec import Struct
from msgspec.structs import replace

from sdkwright.cli.console import Format, Reporter
from sdkwright.diagnostics import Collector, Diagnostic, Severity
from sdkwright.diagnostics.rules import diff as rules

if TYPE_CHECKING:
    from sdkwright.cli.diff_sources import Side, Taken
    from sdkwright.cli.workspace import Job
    from sdkwright.compare.locate import PackageFolder
    from sdkwright.diff.model import Report
    from sdkwright.pipeline import Taste


class ReportFormat(StrEnum):
    """The choices of `--format`."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    CHANGELOG = "changelog"
    COMMIT = "commit"


class Threshold(StrEnum):
    """The choices of `--fail-on`."""

    CALLERS = "callers"
    TYPE_CHECKERS = "type-checkers"
    NEVER = "never"


Old: TypeAlias = Annotated[
    str | None, typer.Argument(help="What users have: a document, an SDK's folder, or REVISION:PATH.")
]
New: TypeAlias = Annotated[str | None, typer.Argument(help="What they would get. With `--against`, the only one.")]
Against: TypeAlias = Annotated[
    str | None,
    typer.Option("--against", help="Compare with the same files at a git revision.", metavar="REVISION"),
]
OldConfig: TypeAlias = Annotated[
    str | None, typer.Option("--old-config", help="The config of OLD, where it is another one.", metavar="FILE")
]
NewConfig: TypeAlias = Annotated[
    str | None, typer.Option("--new-config", help="The config of NEW, where it is another one.", metavar="FILE")
]
BothConfigs: TypeAlias = Annotated[
    str | None, typer.Option("--config", help="The stainless.yml of both documents.", metavar="FILE")
]
Shape: TypeAlias = Annotated[ReportFormat, typer.Option("--format", help="How the report is printed.")]
FailOn: TypeAlias = Annotated[Threshold, typer.Option("--fail-on", help="Whose breakage makes the exit code 1.")]


class Configs(Struct, frozen=True, kw_only=True):
    """The configs that the command line names."""

    both: str | None
    old: str | None
    new: str | None


class Asked(Struct, frozen=True, kw_only=True):
    """What the command line names."""

    old: str | None
    new: str | None
    against: str | None
    configs: Configs


def arrange(
    asked: Asked, *, style: str | None, overlays: Sequence[Path] | None, allow_remote: bool
) -> tuple[tuple[Side, Side], Job]:
    """The two sides, and how SDKs are printed. Raises `typer.BadParameter` where one of them is not named."""
    from sdkwright.cli.diff_sources import parse_side
    from sdkwright.cli.workspace import resolve

    given = [each for each in (asked.old, asked.new) if each is not None]
    if len(given) != (1 if asked.against else 2) and not (asked.against and not given):
        raise typer.BadParameter("Name two things to compare, or one and `--against REVISION`.", param_hint="OLD NEW")
    now = given[-1] if given else None
    before = None if asked.against else parse_side(given[0])
    job = resolve(
        Collector(),
        spec=Path(now) if now is not None else None,
        style=style,
        overlays=overlays,
        allow_remote=allow_remote,
    )
    found = str(job.inputs.config) if job.inputs.config is not None else ""
    new = replace(
        parse_side(now if now is not None else str(job.inputs.spec)),
        config=asked.configs.new or asked.configs.both or found,
        overlays=job.inputs.overlays,
        allow_remote=allow_remote,
    )
    place = before or replace(parse_side(new.path), revision=asked.against or "")
    old = replace(new, path=place.path, revision=place.revision)
    return (replace(old, config=asked.configs.old or asked.configs.both or found), new), job


def run(
    sides: tuple[Side, Side], taste: Taste, exclude: list[str] | None, shape: ReportFormat, threshold: Threshold
) -> int:
    """Diff, print, and give the exit code. What is no document and no package raises `typer.BadParameter`."""
    diagnostics = Collector()
    reporter = Reporter(Format.JSON if shape is ReportFormat.JSON else Format.TEXT)
    with tempfile.TemporaryDirectory(prefix="sdkwright-") as folder, reporter.progress() as step:
        packages = _packages(sides, taste, Path(folder).resolve(), diagnostics, step)
        if packages is None:
            return reporter.finish(diagnostics, {})
        step("Comparing")
        report = _compare(*packages, tuple(exclude or ()), diagnostics)
    return max(_print(reporter, report, shape, diagnostics), int(_fails(report, threshold)))


def _packages(
    sides: tuple[Side, Side], taste: Taste, scratch: Path, diagnostics: Collector, step: Callable[[str], None]
) -> tuple[PackageFolder, PackageFolder] | None:
    from sdkwright.cli.diff_sources import SourceFailed, take

    found: list[PackageFolder] = []
    for name, side in zip(("old", "new"), sides, strict=True):
        own = Collector()
        try:
            taken = take(side, scratch / name)
        except SourceFailed as error:
            diagnostics.report(rules.NO_REVISION, str(error))
            return None
        step(f"Reading the {name} side")
        package = _package(taken, taste, scratch / name / "sdk", own, step)
        for diagnostic in own:
            if diagnostic.rule.severity is Severity.ERROR:
                _report(diagnostics, diagnostic, taken)
        if package is None:
            return None
        found.append(package)
    return found[0], found[1]


def _package(
    taken: Taken, taste: Taste, out: Path, diagnostics: Collector, step: Callable[[str], None]
) -> PackageFolder | None:
    from sdkwright import pipeline
    from sdkwright.compare.locate import NoPackage, locate

    folder = taken.path
    if taken.inputs is not None:
        if pipeline.generate(taken.inputs, taste, out, diagnostics, step) is None:
            return None
        folder = out
    package = locate(folder)
    if isinstance(package, NoPackage):
        raise typer.BadParameter(package.reason.replace(str(taken.root), taken.shown), param_hint=taken.shown)
    return package


def _report(diagnostics: Collector, diagnostic: Diagnostic, taken: Taken) -> None:
    """Pass a finding on; what was read at a revision is named by it, not by the folder that it was written to."""
    location = diagnostic.location
    if location is not None and taken.shown:
        location = replace(location, file=location.file.replace(f"{taken.root}/", taken.shown))
    diagnostics.report(diagnostic.rule, diagnostic.message, location, hint=diagnostic.hint)


def _compare(old: PackageFolder, new: PackageFolder, exclude: tuple[str, ...], diagnostics: Collector) -> Report:
    from sdkwright.diff.run import diff_packages

    return diff_packages(old, new, exclude, diagnostics)


def _print(reporter: Reporter, report: Report, shape: ReportFormat, diagnostics: Collector) -> int:
    from sdkwright.diff.changelog import changelog_section, commit_message
    from sdkwright.diff.show import to_markdown, to_text, to_tree

    match shape:
        case ReportFormat.TEXT:
            lines = to_text(report)
        case ReportFormat.MARKDOWN:
            lines = to_markdown(report)
        case ReportFormat.CHANGELOG:
            lines = changelog_section(report)
        case ReportFormat.COMMIT:
            lines = commit_message(report)
        case ReportFormat.JSON:
            return reporter.finish(diagnostics, to_tree(report))
        case _:
            assert_never(shape)
    return reporter.finish(diagnostics, {}, lines=tuple(lines))


def _fails(report: Report, threshold: Threshold) -> bool:
    from sdkwright.diff.rules import Severity as Harm

    match threshold:
        case Threshold.CALLERS:
            return report.worst is Harm.CALLERS
        case Threshold.TYPE_CHECKERS:
            return report.worst in {Harm.CALLERS, Harm.TYPE_CHECKERS}
        case Threshold.NEVER:
            return False
