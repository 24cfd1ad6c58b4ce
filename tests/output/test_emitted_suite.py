"""The tests that we emit, run as a user of the SDK would run them: in the SDK's folder, against the mock server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mock_server import mock_server

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_emitted_tests_pass() -> None:
    with mock_server(ROOT / "spec" / "openapi.yaml", array_format="brackets") as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
            cwd=ROOT / "output",
            env={**os.environ, "TEST_API_BASE_URL": url, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 42 * 2 * 2 * 3, (
        "every method is called in at least three ways, sync and async, loose and strict"
    )
    assert "skipped" not in done.stdout
