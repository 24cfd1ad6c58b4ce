"""The command `release`.

In: an SDK's folder in its git repository. Out: the next version in every file that names it, a section of the
changelog, and what to commit and to tag. Nothing is committed, tagged or pushed.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdkwright.cli import options as shared
from sdkwright.cli.console import Format, Reporter
from sdkwright.diagnostics import Collector

if TYPE_CHECKING:
    from sdkwright.release.prepare import Outcome


class BumpName(StrEnum):
    """The choices of `--bump`."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


def release(
    *,
    out: shared.Out = None,
    bump: Annotated[BumpName | None, typer.Option("--bump", help="What to raise, whatever the changes say.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="The version to release.", metavar="VERSION")] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="The revision of the last release (its tag).", metavar="REVISION"),
    ] = None,
    tag_prefix: Annotated[str, typer.Option("--tag-prefix", help="What tags begin with.", metavar="TEXT")] = "v",
    date: Annotated[
        datetime.datetime | None,
        typer.Option("--date", help="The date of the release (today).", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done.", show_default=False)] = False,
    format: shared.OutputFormat = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Raise the SDK's version, write the changelog, say what to tag. Nothing is committed or pushed.

    What changed since the last tag decides how far the version rises.
    """
    from sdkwright import pipeline
    from sdkwright.cli.workspace import output_folder
    from sdkwright.release.prepare import Wishes
    from sdkwright.release.version import Bump, parse_version

    diagnostics, reporter = Collector(), Reporter(format)
    version = parse_version(to) if to is not None else None
    if to is not None and version is None:
        raise typer.BadParameter(f"{to!r} is no version like 1.2.3 or 1.2.3-rc.1.", param_hint="--to")
    wishes = Wishes(
        date=(date or datetime.datetime.now()).date().isoformat(),
        bump=Bump(bump.value) if bump is not None else None,
        version=version,
        against=against,
        tag_prefix=tag_prefix,
    )
    folder = out or output_folder(diagnostics)
    decide = pipeline.preview_release if dry_run else pipeline.release
    with reporter.progress() as step:
        outcome = decide(folder, wishes, diagnostics, step)
    lines = tuple(_lines(outcome, folder)) if outcome is not None else ()
    raise typer.Exit(reporter.finish(diagnostics, _tree(outcome, folder), lines=lines))


def _lines(outcome: Outcome, folder: Path) -> list[str]:
    from sdkwright.release.prepare import Nothing, Prepared, Release

    match outcome:
        case Release(version=version, tag=tag, since=since, notes=notes, texts=texts):
            what = (
                f"{notes.changes} {'change' if notes.changes == 1 else 'changes'} since {since}"
                if since
                else "the first"
            )
            return [
                f"{version} ({what})",
                *(f"  {folder / path}" for path in sorted(texts)),
                "Next:",
                *_next(str(version), tag, folder),
            ]
        case Prepared(version=version, tag=tag):
            return [f"{version} is prepared already, and not tagged yet. Next:", *_next(str(version), tag, folder)]
        case Nothing(version=version, since=since):
            return [f"Nothing to release: {folder} is as it was at {since} ({version})."]


def _next(version: str, tag: str, folder: Path) -> list[str]:
    return [
        f"  git -C {folder} add .",
        f'  git -C {folder} commit -m "release: {version}" -- .',
        f"  git -C {folder} tag {tag}",
        f"  git -C {folder} push --atomic origin HEAD {tag}",
    ]


def _tree(outcome: Outcome | None, folder: Path) -> dict[str, object]:
    from sdkwright.release.prepare import Nothing, Prepared, Release

    tree: dict[str, object] = {"out": str(folder)}
    match outcome:
        case Release(version=version, tag=tag, since=since, notes=notes, texts=texts):
            return tree | {
                "state": "written",
                "version": str(version),
                "tag": tag,
                "since": since,
                "changes": notes.changes,
                "notes": list(notes.body),
                "files": sorted(texts),
            }
        case Prepared(version=version, tag=tag):
            return tree | {"state": "prepared", "version": str(version), "tag": tag}
        case Nothing(version=version, since=since):
            return tree | {"state": "nothing", "version": str(version), "since": since}
        case None:
            return tree | {"state": "refused"}
