"""Emitted SDKs as their maintainers check them: linters, type checkers, and the tests that need no server.

`output/` is checked by `make lint`; here are small documents whose SDKs differ from it in what a client is like.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sdkwright import pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_plain

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
TOOLS = Path(sys.executable).parent

CHECKED = {
    "auth_oauth2_client_credentials": "credentials that are exchanged for tokens",
    "body_union_overloads": "methods with overloads, no pages",
    "pagination_top_level_array": "pages that are made of a bare list",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=CHECKED)
def sdk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a generated SDK."""
    case = CASES / request.param
    args = tomllib.loads((case / "args.toml").read_text(encoding="utf-8"))
    out = tmp_path_factory.mktemp("sdk") / request.param
    diagnostics = Collector()
    inputs = pipeline.Inputs(spec=case / "openapi.yml", config=case / "stainless.yml")
    taste = pipeline.Taste(options={name: str(value) for name, value in args.get("options", {}).items()})
    written = pipeline.generate(inputs, taste, out, diagnostics, lambda _: None)
    assert written is not None, to_plain(diagnostics)
    return out


def run(sdk: Path, *command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=sdk, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_mypy(sdk: Path) -> None:
    run(sdk, str(TOOLS / "mypy"), ".")


def test_pyright(sdk: Path) -> None:
    run(sdk, str(TOOLS / "pyright"), "--project", ".", "--pythonpath", sys.executable)


def test_ruff(sdk: Path) -> None:
    run(sdk, str(TOOLS / "ruff"), "check", ".")
    run(sdk, str(TOOLS / "ruff"), "format", "--check", ".")


def test_tests_of_the_runtime(sdk: Path) -> None:
    own_tests = ("tests", "--ignore", "tests/api_resources")
    run(sdk, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *own_tests)
