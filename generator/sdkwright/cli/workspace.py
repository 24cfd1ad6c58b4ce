"""What a command works on: from its options, or from the workspace around the current folder.

In: the parsed options. Out: a `Job`. An option always wins over the workspace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from sdkwright.cli.options import parse_options
from sdkwright.pipeline import Inputs, Taste
from sdkwright.write.formatting import Formatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The inputs and the taste of one command."""

    inputs: Inputs
    out: Path | None
    style: str
    templates: Path | None
    options: Mapping[str, str] = field(default_factory=dict[str, str])

    def taste(self, given: Sequence[str] | None, formatter: str) -> Taste:
        """How the SDK is printed; `given` are the `--option`s."""
        return Taste(
            style=self.style,
            templates=self.templates,
            options={**self.options, **parse_options(given)},
            formatter=Formatter(formatter),
        )

    def need_out(self) -> Path:
        """The output folder. Raises `typer.BadParameter` where nothing names one."""
        if self.out is None:
            raise typer.BadParameter("The output folder is not given.", param_hint="--out")
        return self.out


def resolve(
    *,
    spec: Path | None,
    config: Path | None = None,
    out: Path | None = None,
    style: str | None = None,
    templates: Path | None = None,
    overlays: Sequence[Path] | None = None,
    allow_remote: bool = False,
) -> Job:
    """Make a job of what the options say. Raises `typer.BadParameter` where no document is named anywhere."""
    if spec is None:
        raise typer.BadParameter("The OpenAPI document is not given.", param_hint="--spec")
    inputs = Inputs(spec=spec, config=config, overlays=tuple(overlays or ()), allow_remote=allow_remote)
    return Job(inputs=inputs, out=out, style=style or "default", templates=templates)
