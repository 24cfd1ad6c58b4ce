"""What a generation does not need is not imported for it: starting is a good part of a run."""

from __future__ import annotations

import subprocess
import sys

import pytest

SELDOM = ("black", "griffe", "jmespath", "openapi_spec_validator", "urllib.request", "watchfiles")
"""Large libraries that other commands, or few documents, need."""


@pytest.mark.parametrize("module", ["sdkwright.cli.app", "sdkwright.pipeline"])
def test_libraries_wait_until_they_are_needed(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {SELDOM!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_the_command_line_runs_without_the_cycle_collector() -> None:
    code = (
        "import gc, os, sys; sys.argv = ['sdkwright', '--version']; leave = os._exit;"
        "os._exit = lambda code: (print(gc.isenabled(), flush=True), leave(code));"
        "from sdkwright.cli import main; main()"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "False"
