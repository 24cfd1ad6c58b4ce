"""The commands.

In: arguments. Out: what the pipeline gives, printed; the exit code. The pipeline is imported by the commands
that need it, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from sdkwright import __version__
from sdkwright.ahead import Start
from sdkwright.cli import compare as comparing
from sdkwright.cli import diff as differing
from sdkwright.cli import options as shared
from sdkwright.cli.console import Format, Reporter
from sdkwright.cli.release import release
from sdkwright.cli.status import status
from sdkwright.cli.unchanged import checked_line, remember, unchanged_line
from sdkwright.cli.watch import watch
from sdkwright.diagnostics import Collector, Location
from sdkwright.lastrun.running import remembering

if TYPE_CHECKING:
    from sdkwright.write.plan import Plan

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Generates the Python SDK that an API's users already know, from its OpenAPI document and a stainless.yml.",
)


class FormatterName(StrEnum):
    """The choices of `--formatter`."""

    RUFF = "ruff"
    BLACK = "black"


Formatter = Annotated[FormatterName | None, typer.Option("--formatter", help="What formats the emitted Python (ruff).")]


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"sdkwright {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command; they act by themselves."""


@app.command()
def generate(
    context: typer.Context,
    *,
    spec: shared.Spec = None,
    config: shared.Config = None,
    out: shared.Out = None,
    style: shared.StyleName = None,
    templates: shared.Templates = None,
    option: shared.OptionValues = None,
    overlay: shared.Overlays = None,
    formatter: Formatter = None,
    allow_remote: shared.AllowRemote = False,
    no_cache: shared.NoCache = False,
    jobs: shared.Jobs = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Replace files that sdkwright did not write.", show_default=False)
    ] = False,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Write the SDK. Without `--spec`, a sdkwright.toml, stainless.yml or workspace.json says what from."""
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve

    diagnostics, reporter = Collector(), Reporter(format)
    job = resolve(
        diagnostics,
        spec=spec,
        config=config,
        out=out,
        style=style,
        templates=templates,
        overlays=overlay,
        allow_remote=allow_remote,
    )
    start = context.find_object(Start) or Start()
    past = None if no_cache else remembering(start.generator)
    taste = job.taste(option, formatter, past, jobs)
    inputs = replace(job.inputs, reader=start.reader)
    folder = job.need_out()
    with reporter.progress() as step:
        plan = pipeline.generate(inputs, taste, folder, diagnostics, step, adopt=adopt, look=start.look)
    if past is not None:
        remember(plan, job.consulted, diagnostics, generator=past.generator, jobs=taste.jobs)
    lines = _changes(plan, folder)
    raise typer.Exit(reporter.finish(diagnostics, _result(plan, folder), lines=lines))


@app.command()
def check(
    context: typer.Context,
    *,
    spec: shared.Spec = None,
    config: shared.Config = None,
    out: shared.Out = None,
    style: shared.StyleName = None,
    templates: shared.Templates = None,
    option: shared.OptionValues = None,
    overlay: shared.Overlays = None,
    formatter: Formatter = None,
    allow_remote: shared.AllowRemote = False,
    no_cache: shared.NoCache = False,
    jobs: shared.Jobs = None,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Exit with 1 where `generate` would change anything; write nothing."""
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve

    diagnostics, reporter = Collector(), Reporter(format)
    job = resolve(
        diagnostics,
        spec=spec,
        config=config,
        out=out,
        style=style,
        templates=templates,
        overlays=overlay,
        allow_remote=allow_remote,
    )
    start = context.find_object(Start) or Start()
    past = None if no_cache else remembering(start.generator)
    taste = job.taste(option, formatter, past, jobs)
    inputs = replace(job.inputs, reader=start.reader)
    folder = job.need_out()
    with reporter.progress() as step:
        plan = pipeline.check(inputs, taste, folder, diagnostics, step, look=start.look)
    if past is not None and plan is not None and not plan.changes:
        remember(plan, job.consulted, diagnostics, generator=past.generator, jobs=taste.jobs)
    fresh = (checked_line(folder),) if plan is not None and not plan.changes else ()
    raise typer.Exit(reporter.finish(diagnostics, _result(plan, folder), lines=fresh))


app.command()(status)
app.command()(watch)
app.command()(release)


@app.command()
def lint(
    *,
    spec: shared.Spec = None,
    config: shared.Config = None,
    style: shared.StyleName = None,
    templates: shared.Templates = None,
    option: shared.OptionValues = None,
    overlay: shared.Overlays = None,
    allow_remote: shared.AllowRemote = False,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Print what there is to say about the document, the config, the style and the overrides; write nothing."""
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve

    diagnostics, reporter = Collector(), Reporter(format)
    job = resolve(
        diagnostics,
        spec=spec,
        config=config,
        style=style,
        templates=templates,
        overlays=overlay,
        allow_remote=allow_remote,
    )
    taste = job.taste(option)
    with reporter.progress() as step:
        pipeline.lint(job.inputs, taste, diagnostics, step)
    lines = () if diagnostics.found else ("No findings.",)
    raise typer.Exit(reporter.finish(diagnostics, {}, lines=lines))


@app.command()
def dump(
    *,
    spec: shared.Spec = None,
    config: shared.Config = None,
    overlay: shared.Overlays = None,
    allow_remote: shared.AllowRemote = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.", dir_okay=False, metavar="FILE")] = None,
) -> None:
    """Print the model as canonical JSON; findings go to standard error."""
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve

    diagnostics, reporter = Collector(), Reporter(Format.TEXT)
    job = resolve(diagnostics, spec=spec, config=config, overlays=overlay, allow_remote=allow_remote)
    with reporter.progress() as step:
        text = pipeline.dump(job.inputs, diagnostics, step)
    if text is not None and out is not None:
        _write_file(out, text, diagnostics)
    elif text is not None:
        sys.stdout.write(text)
    raise typer.Exit(reporter.finish(diagnostics, {}))


@app.command()
def init(
    *,
    spec: shared.Spec = None,
    config: Annotated[
        Path,
        typer.Option("--config", help="Where to write; `-` prints.", dir_okay=False, allow_dash=True, metavar="FILE"),
    ] = Path("stainless.yml"),
    overlay: shared.Overlays = None,
    allow_remote: shared.AllowRemote = False,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Write a commented stainless.yml, inferred from the document."""
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve
    from sdkwright.diagnostics.rules.pipeline import CONFIG_EXISTS

    diagnostics, reporter = Collector(), Reporter(format)
    if spec is None:
        raise typer.BadParameter("`init` needs the OpenAPI document.", param_hint="--spec")
    if str(config) != "-" and config.exists():
        location = Location(file=str(config), line=1, column=1)
        diagnostics.report(CONFIG_EXISTS, "There is a config already; it was left as it is.", location)
        raise typer.Exit(reporter.finish(diagnostics, {}))
    job = resolve(diagnostics, spec=spec, overlays=overlay, allow_remote=allow_remote)
    with reporter.progress() as step:
        text = pipeline.init(job.inputs, diagnostics, step)
    lines: tuple[str, ...] = ()
    if text is not None and str(config) == "-":
        sys.stdout.write(text)
    elif text is not None and _write_file(config, text, diagnostics):
        lines = (f"Wrote {config}. Next: sdkwright generate --spec {spec} --config {config} --out DIR",)
    raise typer.Exit(reporter.finish(diagnostics, {"config": str(config)}, lines=lines))


@app.command()
def compare(
    reference: comparing.Reference,
    candidate: comparing.Candidate,
    exclude: comparing.Excluded = None,
    fail_on: comparing.FailOn = comparing.Threshold.TYPE_CHECKERS,
    format: Annotated[  # noqa: A002 - the option's name
        comparing.ReportFormat, typer.Option("--format", help="How the report is printed.")
    ] = comparing.ReportFormat.TEXT,
) -> None:
    """Say what users of one SDK would miss in another; exit with 1 where something breaks for them."""
    raise typer.Exit(comparing.run(reference, candidate, exclude, format, fail_on))


@app.command()
def diff(
    *,
    old: differing.Old = None,
    new: differing.New = None,
    against: differing.Against = None,
    config: differing.BothConfigs = None,
    old_config: differing.OldConfig = None,
    new_config: differing.NewConfig = None,
    style: shared.StyleName = None,
    option: shared.OptionValues = None,
    overlay: shared.Overlays = None,
    allow_remote: shared.AllowRemote = False,
    exclude: comparing.Excluded = None,
    fail_on: differing.FailOn = differing.Threshold.CALLERS,
    format: differing.Shape = differing.ReportFormat.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Say what changes for users, and which version it makes; exit with 1 where it breaks their code."""
    configs = differing.Configs(both=config, old=old_config, new=new_config)
    asked = differing.Asked(old=old, new=new, against=against, configs=configs)
    sides, job = differing.arrange(asked, style=style, overlays=overlay, allow_remote=allow_remote)
    raise typer.Exit(differing.run(sides, job.taste(option), exclude, format, fail_on))


@app.command()
def styles(
    blocks: Annotated[bool, typer.Option("--blocks", help="List each template's blocks.", show_default=False)] = False,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """List the styles, their options and (with `--blocks`) what an override can fill."""
    from sdkwright.cli.styles import describe_styles

    diagnostics, reporter = Collector(), Reporter(format)
    described = describe_styles(diagnostics)
    lines = tuple(line for style in described for line in style.lines(blocks=blocks))
    raise typer.Exit(reporter.finish(diagnostics, {"styles": [style.tree() for style in described]}, lines=lines))


def _write_file(path: Path, text: str, diagnostics: Collector) -> bool:
    """Write a file that the user named; whether that went well, which is reported otherwise."""
    from sdkwright.diagnostics.rules.write import OUTPUT_UNUSABLE

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        diagnostics.report(OUTPUT_UNUSABLE, f"{error.strerror or error}: {path}.")
        return False
    return True


def _result(plan: Plan | None, out: Path) -> dict[str, object]:
    changes = plan.visible if plan is not None else ()
    return {
        "out": str(out),
        "changes": [{"path": change.path, "action": change.action.value} for change in changes],
        "unchanged": plan.unchanged if plan is not None else 0,
    }


def _changes(plan: Plan | None, out: Path) -> tuple[str, ...]:
    if plan is None:
        return ()
    if not plan.visible:
        return (unchanged_line(out, plan.unchanged),)
    count = {"create": 0, "update": 0, "delete": 0}
    for change in plan.visible:
        count[change.action.value] += 1
    created, updated, deleted = count.values()
    return (f"{out}: {created} files created, {updated} updated, {deleted} deleted, {plan.unchanged} unchanged.",)
