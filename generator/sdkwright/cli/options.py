"""The options that several commands share, and what they mean together.

In: what Typer parsed. Out: the `Inputs` and `Taste` of the pipeline. Wrong usage raises `typer.BadParameter`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sdkwright.cli.console import Format

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Spec: TypeAlias = Annotated[
    Path | None, typer.Option("--spec", help="The OpenAPI document.", exists=True, dir_okay=False, metavar="FILE")
]
Config: TypeAlias = Annotated[
    Path | None, typer.Option("--config", help="The stainless.yml.", exists=True, dir_okay=False, metavar="FILE")
]
Out: TypeAlias = Annotated[
    Path | None, typer.Option("--out", "--output", help="The SDK's folder.", file_okay=False, metavar="DIR")
]
StyleName: TypeAlias = Annotated[
    str | None, typer.Option("--style", help="Name or folder of a style (`sdkwright styles`).", metavar="NAME|DIR")
]
Templates: TypeAlias = Annotated[
    Path | None, typer.Option("--templates", help="A folder of template overrides.", metavar="DIR")
]
OptionValues: TypeAlias = Annotated[
    list[str] | None, typer.Option("--option", "-o", help="An option of the style; repeatable.", metavar="NAME=VALUE")
]
Overlays: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--overlay", help="An OpenAPI Overlay; repeatable.", exists=True, dir_okay=False, metavar="FILE"),
]
AllowRemote: TypeAlias = Annotated[
    bool, typer.Option("--allow-remote", help="Let `$ref`s reach the network.", show_default=False)
]
NoCache: TypeAlias = Annotated[
    bool, typer.Option("--no-cache", help="Neither use nor keep what earlier runs remembered.", show_default=False)
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, help="How many processes may work (all processors).", show_default=False, metavar="N"
    ),
]
OutputFormat: TypeAlias = Annotated[Format, typer.Option("--format", help="How findings are printed.")]


def parse_options(given: Sequence[str] | None) -> Mapping[str, str]:
    """`NAME=VALUE` pairs, the last one of a name counts."""
    pairs: dict[str, str] = {}
    for text in given or ():
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise typer.BadParameter(f"{text!r} is not of the form NAME=VALUE.", param_hint="--option")
        pairs[name.strip()] = value
    return pairs
