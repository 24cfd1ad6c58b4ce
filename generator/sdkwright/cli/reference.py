"""Makes docs/cli.md from the commands.

In: the Typer application. Out: one Markdown page, a section for each command with its usage and options.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from sdkwright.cli.app import app

_HEAD = """\
# Commands

Made from the commands themselves by `make docs`; do not edit it by hand. `sdkwright COMMAND --help` says the same.

Exit codes: 0 done, 1 findings (errors, or `check` found stale output), 2 wrong usage.
"""


def cli_page() -> str:
    """The whole page."""
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        raise TypeError("an application with several commands is a group")
    context = group.make_context("sdkwright", [], resilient_parsing=True)
    sections = [_HEAD]
    for name, command in sorted(group.commands.items()):
        if isinstance(command, TyperCommand) and not command.hidden:
            own = command.make_context(name, [], parent=context, resilient_parsing=True)
            pieces = command.collect_usage_pieces(own)
            records = [parameter.get_help_record(own) for parameter in _shown(command)]
            sections += _section(name, (*pieces,), command.help or "", [one for one in records if one is not None])
    return "\n".join(sections)


def _shown(command: TyperCommand) -> Iterator[TyperOption | TyperArgument]:
    """The arguments and options that are told about."""
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument) and not parameter.hidden:
            yield parameter


def _section(name: str, usage: Sequence[str], purpose: str, records: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A command; `records` say how each argument is written and what it is for."""
    yield f"## {name}\n"
    yield f"```text\nsdkwright {name} {' '.join(usage)}\n```\n"
    yield f"{purpose.strip()}\n"
    if records:
        yield "| | |\n|---|---|"
        yield "\n".join(f"| `{_cell(left)}` | {_cell(right)} |" for left, right in records) + "\n"


def _cell(text: str) -> str:
    """Text for a cell of a table, where a bar would end it."""
    return " ".join(text.split()).replace("|", " or ")
