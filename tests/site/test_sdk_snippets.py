"""The guides of the SDK's site: each snippet is run as it stands, against the mock server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fences import Fence, fences
from mock_server import mock_server

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "output" / "docs"
GUIDES = sorted(DOCS.glob("*.md"))
NOT_RUN = {"pip install openai-client": "the SDK is not published; the tests have it on their path"}

RUNNER = """
import contextlib, io, json, sys, traceback

results = {}
for place, code in json.load(sys.stdin).items():
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(code, place, "exec"), {"__name__": "__main__"})
        results[place] = None
    except BaseException:
        results[place] = traceback.format_exc()
print(json.dumps(results))
"""


def snippets() -> dict[str, Fence]:
    """The Python snippets by file and line."""
    return {
        f"{guide.name}:{fence.line}": fence for guide in GUIDES for fence in fences(guide) if fence.language == "python"
    }


@pytest.fixture(scope="module")
def errors() -> dict[str, str | None]:
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
            input=json.dumps({place: fence.text for place, fence in snippets().items()}),
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    found: dict[str, str | None] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("place", snippets())
def test_it_runs(place: str, errors: dict[str, str | None]) -> None:
    assert errors[place] is None, errors[place]


def test_every_guide_shows_something_and_every_fence_is_known() -> None:
    assert {guide.name for guide in GUIDES} >= {
        "index.md", "getting-started.md", "authentication.md", "pagination.md", "streaming.md", "uploads.md",
        "webhooks.md", "errors-and-retries.md", "raw-responses.md", "api.md",
    }  # fmt: skip
    for guide in GUIDES:
        found = fences(guide)
        assert guide.name == "api.md" or any(fence.language == "python" for fence in found), guide
        for fence in found:
            assert fence.language == "python" or fence.text.strip() in NOT_RUN, f"{guide.name}:{fence.line}"


def imports_of_type_pages() -> str:
    return "".join(
        fence.text
        for page in sorted((DOCS / "reference").rglob("*.md"))
        for fence in fences(page)
        if fence.language == "python"
    )


def test_the_imports_of_the_type_pages_work() -> None:
    code = imports_of_type_pages()
    assert code.count("\n") > 80
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "output" / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_examples_of_the_type_pages_fit_their_types() -> None:
    checks = ["import json", "import pydantic"]
    for page in sorted((DOCS / "reference").rglob("*.md")):
        found = fences(page)
        examples = [fence.text for fence in found if fence.language == "json"]
        imports = [fence.text for fence in found if fence.language == "python"]
        if examples and imports and not page.stem.endswith("_params"):
            name = imports[0].split()[-1]
            checks += [imports[0], f"pydantic.TypeAdapter({name}).validate_python(json.loads({examples[0]!r}))"]
    assert len(checks) > 100
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "output" / "src")}
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(checks)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
