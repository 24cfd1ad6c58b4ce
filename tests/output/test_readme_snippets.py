"""The README of the emitted SDK: each snippet is run as it stands, against the mock server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mock_server import mock_server

ROOT = Path(__file__).parents[2]
README = ROOT / "output" / "README.md"

Results = dict[str, dict[str, str | None]]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

RUNNER = """
import contextlib, io, json, sys, traceback

results = {}
for line, code in json.load(sys.stdin).items():
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"README.md:{line}", "exec"), {"__name__": "__main__"})
        results[line] = {"error": None, "printed": printed.getvalue()}
    except BaseException:
        results[line] = {"error": traceback.format_exc(), "printed": printed.getvalue()}
print(json.dumps(results))
"""


def snippets() -> dict[str, str]:
    """The Python snippets by the line that they start in."""
    text = README.read_text(encoding="utf-8")
    found = FENCE.finditer(text)
    return {str(text.count("\n", 0, fence.start()) + 1): fence[2] for fence in found if fence[1] == "python"}


@pytest.fixture(scope="module")
def results() -> Results:
    """What running each snippet came to."""
    with mock_server(ROOT / "spec" / "openapi.yaml", array_format="brackets") as url:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "output" / "src"),
            "OPENAI_BASE_URL": url,
            "OPENAI_API_KEY": "a key",
        }
        done = subprocess.run(
            [sys.executable, "-c", RUNNER],
            input=json.dumps(snippets()),
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    results: Results = json.loads(done.stdout.splitlines()[-1])
    return results


@pytest.mark.slow
@pytest.mark.parametrize("line", snippets())
def test_it_runs(line: str, results: Results) -> None:
    assert results[line]["error"] is None, results[line]["error"]


@pytest.mark.slow
def test_the_snippets_do_something(results: Results) -> None:
    first = results[next(iter(snippets()))]
    assert first["printed"], "the first snippet prints what the API answered"


def test_no_snippet_is_left_out() -> None:
    text = README.read_text(encoding="utf-8")
    assert {fence[1] for fence in FENCE.finditer(text)} == {"python", "sh"}, "every fence says what it is"
    for section in ("Usage", "Asynchronous usage", "Pagination", "Streaming", "File uploads", "Webhooks", "Errors"):
        _, _, following = text.partition(f"\n## {section}\n")
        assert "```python" in following.partition("\n## ")[0], section


def test_it_reads_well() -> None:
    text = README.read_text(encoding="utf-8")
    assert "\n\n\n" not in FENCE.sub("(code)", text), "one blank line is enough"
    prose = [line for line in FENCE.sub("(code)", text).split("\n") if not line.startswith("|")]
    assert max(map(len, prose)) <= 120
