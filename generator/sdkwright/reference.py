"""Writes the pages of docs/ that are made from code: `python -m sdkwright.reference FOLDER`.

In: the folder. Out: the reference of the commands, of the config, of the diagnostics and of the rules of `diff`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sdkwright.cli.reference import cli_page
from sdkwright.config.reference import config_page
from sdkwright.diagnostics.docs import diagnostics_page
from sdkwright.diff.page import diff_page

PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "cli.md": cli_page,
    "config.md": config_page,
    "diagnostics.md": diagnostics_page,
    "diff.md": diff_page,
}


def main(arguments: Sequence[str]) -> int:
    """Write the pages into the folder named by the only argument."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m sdkwright.reference FOLDER\n")
        return 2
    for name, page in PAGES.items():
        (Path(arguments[0]) / name).write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
