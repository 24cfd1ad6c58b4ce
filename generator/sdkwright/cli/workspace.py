"""What a command works on: from its options, or from the workspace around the current folder.

In: the parsed options. Out: a `Job`. An option always wins over the workspace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import typer
from msgspec import Struct, field

from sdkwright.cli.console import Format, Reporter
from sdkwright.cli.options import parse_options
from sdkwright.config.workspace import Workspace, consulted, find_workspace
from sdkwright.diagnostics import Collector
from sdkwright.lastrun.running import Remembering
from sdkwright.pipeline import Taste
from sdkwright.reading import Inputs
from sdkwright.workers import processors
from sdkwright.write.formatting import Formatter


class UnusableWorkspaceError(typer.BadParameter):
    """The usage is right, but the file that it relies on is wrong."""

    exit_code = 1


class Job(Struct, frozen=True, kw_only=True):
    """The inputs and the taste of one command."""

    inputs: Inputs
    out: Path | None
    style: str
    templates: Path | None
    formatter: str = ""
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    consulted: tuple[Path, ...] = ()
    """Paths that were looked at to find the inputs, there or not."""

    def taste(
        self,
        given: Sequence[str] | None,
        formatter: str | None = None,
        past: Remembering | None = None,
        jobs: int | None = 1,
    ) -> Taste:
        """How the SDK is printed; `given` are the `--option`s, `past` is where earlier runs are remembered.

        Without a number of `jobs`, all processors may work.
        """
        return Taste(
            style=self.style,
            templates=self.templates,
            options={**self.options, **parse_options(given)},
            formatter=Formatter(formatter or self.formatter or Formatter.RUFF.value),
            past=past,
            jobs=jobs or processors(),
        )

    def need_out(self) -> Path:
        """The output folder. Raises `typer.BadParameter` where nothing names one."""
        if self.out is None:
            raise typer.BadParameter("The output folder is not given.", param_hint="--out")
        return self.out


def resolve(
    diagnostics: Collector,
    *,
    spec: Path | None,
    config: Path | None = None,
    out: Path | None = None,
    style: str | None = None,
    templates: Path | None = None,
    overlays: Sequence[Path] | None = None,
    allow_remote: bool = False,
) -> Job:
    """Make a job of what the options say, and of the workspace where they name no document.

    Raises `typer.BadParameter` where no document is named anywhere, `UnusableWorkspaceError` where the workspace is
    wrong; the findings were printed then.
    """
    looked_at = consulted(Path.cwd()) if spec is None else ()
    workspace = find_workspace(Path.cwd(), diagnostics) if spec is None else None
    if workspace is None:
        workspace = Workspace(root=Path(), spec=None, config=None)
    document = spec or _shown(workspace.spec)
    if diagnostics.failed:
        Reporter(Format.TEXT).finish(diagnostics, {})
        raise UnusableWorkspaceError("What should say what to generate from is wrong itself.", param_hint="--spec")
    if document is None:
        message = "The OpenAPI document is not given, and no sdkwright.toml, stainless.yml or workspace.json names one."
        raise typer.BadParameter(message, param_hint="--spec")
    return Job(
        inputs=Inputs(
            spec=document,
            config=config or _shown(workspace.config),
            overlays=tuple(overlays or ()),
            allow_remote=allow_remote,
        ),
        out=out or _shown(workspace.out),
        style=style or workspace.style or "default",
        templates=templates or _shown(workspace.templates),
        formatter=workspace.formatter,
        options={name: _spelled(value) for name, value in workspace.options.items() if value is not None},
        consulted=looked_at,
    )


def output_folder(diagnostics: Collector) -> Path:
    """The folder of the SDK that the workspace names, else the current folder."""
    workspace = find_workspace(Path.cwd(), diagnostics)
    return (_shown(workspace.out) if workspace is not None else None) or Path()


def _shown(path: Path | None) -> Path | None:
    """A path of the workspace relative to the current folder where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path is not None and path.is_relative_to(here) else path


def _spelled(value: str | int | float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
