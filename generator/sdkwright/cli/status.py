"""The command `status`.

In: an SDK's folder and, where they are known, the inputs that it is generated from. Out: which generated files carry
edits by hand, how many lines they are, and what a new generation would do to them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sdkwright.cli import options as shared
from sdkwright.cli.console import Format, Reporter
from sdkwright.diagnostics import Collector

if TYPE_CHECKING:
    from sdkwright.cli.workspace import Job
    from sdkwright.write.status import EditedFile, Status


def status(
    *,
    spec: shared.Spec = None,
    config: shared.Config = None,
    out: shared.Out = None,
    style: shared.StyleName = None,
    templates: shared.Templates = None,
    option: shared.OptionValues = None,
    overlay: shared.Overlays = None,
    allow_remote: shared.AllowRemote = False,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """List the generated files that you edited, and what the next generation does to each; write nothing.

    Where no document is given or found, the edits alone are listed.
    """
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve

    diagnostics, reporter = Collector(), Reporter(format)
    job: Job | None = None
    try:
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
    except typer.BadParameter:
        if out is None:
            raise
    folder = out or (job.need_out() if job is not None else Path())
    taste = job.taste(option) if job is not None else pipeline.Taste()
    inputs = job.inputs if job is not None else None
    with reporter.progress() as step:
        found = pipeline.status(inputs, taste, folder, diagnostics, step)
    lines = tuple(_lines(found, folder)) if found is not None else ()
    raise typer.Exit(reporter.finish(diagnostics, _tree(found, folder), lines=lines))


def _lines(found: Status, folder: Path) -> list[str]:
    if not found.generated:
        return [f"{folder}: sdkwright has written nothing here."]
    if not found.edited:
        return [f"{folder}: {found.generated} generated files, none edited by hand."]
    added, removed = sum(file.added for file in found.edited), sum(file.removed for file in found.edited)
    head = (
        f"{folder}: {found.generated} generated files, {len(found.edited)} edited by hand (+{added} -{removed} lines)."
    )
    width = max(len(file.path) for file in found.edited)
    return [head, *(f"  {file.path:{width}}  +{file.added} -{file.removed}  {_outlook(file)}" for file in found.edited)]


def _outlook(file: EditedFile) -> str:
    """What comes next, in words."""
    from sdkwright.write.status import Forecast

    match file.forecast:
        case None:
            return ""
        case Forecast.UNCHANGED:
            return "stays as it is"
        case Forecast.MERGED:
            return "merges with what is generated"
        case Forecast.CONFLICT:
            return (
                f"conflicts with what is generated, in {file.conflicts} {'place' if file.conflicts == 1 else 'places'}"
            )
        case Forecast.UNRESOLVED:
            return "still has the markers of an earlier conflict"
        case Forecast.KEPT:
            return "is no longer generated, and kept"
        case Forecast.RESTORED:
            return "was deleted, and comes back"
        case Forecast.BLOCKED:
            return "cannot be merged: its record is damaged"


def _tree(found: Status | None, folder: Path) -> dict[str, object]:
    return {
        "out": str(folder),
        "generated": found.generated if found is not None else 0,
        "edited": [
            {
                "path": file.path,
                "added": file.added,
                "removed": file.removed,
                "next": file.forecast.value if file.forecast is not None else None,
                "conflicts": file.conflicts,
            }
            for file in (found.edited if found is not None else ())
        ],
    }
