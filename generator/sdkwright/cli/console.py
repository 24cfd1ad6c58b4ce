"""What the command line prints: findings, progress, results.

In: a `Format` and what there is to tell. Out: text for a reader on standard error and results on standard output,
JSON as one document on standard output, or GitHub's workflow commands.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import Shown, summary, to_github, to_text, to_tree

if TYPE_CHECKING:
    from rich.console import Console

_EACH = 12
_IN_COLOUR = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""What may have Rich print in colour where no terminal is."""


class Format(StrEnum):
    """How findings and results are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def _standard_error() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def _show(texts: Iterable[Shown]) -> None:
    """Print for a reader, in colour where somebody looks at it; Rich is not imported for anything else."""
    if not sys.stderr.isatty() and not any(os.environ.get(name) for name in _IN_COLOUR):
        sys.stderr.write("".join(f"{shown.plain}\n" for shown in texts))
        return
    from rich.text import Text

    errors = _standard_error()
    for shown in texts:
        errors.print(Text.assemble(*shown.pieces))


class Reporter(Struct):
    """Prints one command's findings and result."""

    format: Format

    @contextmanager
    def progress(self) -> Generator[Callable[[str], None]]:
        """A line that says what happens now, on a terminal; nothing where the output is piped."""
        if self.format is not Format.TEXT or not sys.stderr.isatty():
            yield lambda _: None
            return
        from rich.live import Live

        # Without a thread that turns a wheel: a process with threads cannot be forked.
        with Live("Starting ...", console=_standard_error(), auto_refresh=False, transient=True) as line:
            yield lambda message: line.update(f"{message} ...", refresh=True)

    def finish(self, diagnostics: Collector, result: Mapping[str, object], *, lines: tuple[str, ...] = ()) -> int:
        """Print the findings and the result (`lines` for a reader, `result` for a program); the exit code."""
        match self.format:
            case Format.TEXT:
                if diagnostics.found:
                    _show((*to_text(diagnostics, each=_EACH), Shown(((f"{summary(diagnostics)}.", ""),))))
                for line in lines:
                    sys.stdout.write(line + "\n")
            case Format.JSON:
                tree = {**result, "diagnostics": to_tree(diagnostics), "ok": not diagnostics.failed}
                sys.stdout.write(json.dumps(tree, indent=2, ensure_ascii=False) + "\n")
            case Format.GITHUB:
                for line in (*to_github(diagnostics), *lines):
                    sys.stdout.write(line + "\n")
        return int(diagnostics.failed)
