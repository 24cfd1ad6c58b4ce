"""Every snippet of sdkwright's README and site runs.

Each page has a folder of its own, and its blocks are taken in order:

- a block with a title (or a path in its first line, as a comment) is a file: it is written, and where it is Python, it
  must be what the generator wrote there;
- `console`: each `$` line is run, and what it prints must be what stands below it (numbers may differ);
- `sh`, and the `run:` lines of a workflow's YAML, are run;
- `python` is run with the SDK that the page generated, against a mock server.

Before the first block there are `openapi.yaml` and `openapi.yml`, the document of the README's tour, and a config for
it; a page about two SDKs finds both.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from built_site import ROOT, tools_environment
from fences import Fence, fences
from mock_server import mock_server

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN_ONLY = {"text", ""}
NOT_RUN = {
    ("README.md", "make        #"): "sets this repository up; CI does nothing else",
    ("parity.md", ""): "needs ../shared and published SDKs; tests/parity runs it",
    ("release-pipeline.md", ""): "tells of a repository with a history, which tests/site/test_release_page.py makes",
    ("index.md", ""): "the README again (tests/site/test_own_site.py)",
}
"""Beginnings of blocks that are not run, by page, and why."""
FOUND = {
    "stainless-yml.md": ("../acme-python-published",),
    "compare.md": ("REFERENCE", "CANDIDATE"),
    "diff.md": ("petstore-python",),
}
"""The SDKs that are there before a page begins."""
RELEASED = {"README.md", "diff.md"}
RELEASE = """
mkdir old new; cp openapi.yaml old; cp openapi.yaml new
git init -q; git add .; git -c user.name=a -c user.email=a@example.com commit -qm One; git tag v1.4.0
"""
"""Pages whose folder is a repository with a release and two documents in it."""
MISTAKEN = """\
organization: {name: pet-store}
environments: {production: https://api.petstore.example}
targets: {python: {package_name: pet_store}}
resources: {pets: {models: {pet: Pet}, methods: {list: get /pet}}}
"""


def runs(page: Path, fence: Fence) -> bool:
    skipped = any(page.name == name and fence.text.startswith(start) for name, start in NOT_RUN)
    return not skipped and fence.language not in SHOWN_ONLY


WITH_SNIPPETS = [page for page in PAGES if any(runs(page, fence) for fence in fences(page))]


def bash(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**tools_environment(), "COLUMNS": "200"}
    return subprocess.run(
        ["bash", "-ec", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def run_shell(command: str, folder: Path) -> None:
    done = bash(command, folder)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def run_console(text: str, folder: Path) -> None:
    """Run what stands behind each `$`; what is expected of it stands below."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        if "lint" in command and expected:
            (folder / "stainless.yml").write_text(MISTAKEN, encoding="utf-8")
        done = bash(command, folder)
        printed = numberless(done.stdout + done.stderr)
        for line in expected.splitlines():
            assert numberless(line) in printed, f"{command}\n{done.stdout}{done.stderr}"
        assert expected or done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def numberless(text: str) -> str:
    """Text without counts, for they grow; places in files stay."""
    return re.sub(r"(?<![\w:])\d+ (files|updated|deleted|unchanged)", r"N \1", text)


def run_python(code: str, folder: Path) -> None:
    with mock_server(folder / "openapi.yaml") as url:
        sdks = os.pathsep.join(str(path) for path in folder.glob("*/src"))
        environment = {**os.environ, "PYTHONPATH": sdks, "PET_STORE_BASE_URL": url, "PET_STORE_API_KEY": "a key"}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, f"{code}\n{done.stderr}"


def run_fence(fence: Fence, folder: Path) -> None:
    if fence.title and fence.language == "python":
        assert fence.text in (folder / fence.title).read_text(encoding="utf-8")
    elif fence.title:
        (folder / fence.title).parent.mkdir(parents=True, exist_ok=True)
        (folder / fence.title).write_text(fence.text, encoding="utf-8")
    else:
        match fence.language:
            case "console":
                run_console(fence.text, folder)
            case "sh":
                run_shell(fence.text, folder)
            case "yaml":
                steps = re.findall(r"^- run: (.*)$", fence.text, re.MULTILINE)
                assert steps, "a block that is neither a file nor steps of a workflow"
                for step in steps:
                    run_shell(step, folder)
            case "python":
                run_python(fence.text, folder)
            case "toml":
                import tomllib

                tomllib.loads(fence.text)
            case other:
                raise AssertionError(f"nothing runs a block of {other}")


def tour_document() -> str:
    return next(fence.text for fence in fences(ROOT / "README.md") if fence.title == "openapi.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_SNIPPETS, ids=lambda page: page.name)
def test_the_snippets_of_a_page_run(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("openapi.yaml", "openapi.yml"):
        (folder / name).write_text(tour_document(), encoding="utf-8")
    if page.name != "bare-document.md":
        run_shell("sdkwright init --spec openapi.yaml", folder)
    for sdk in FOUND.get(page.name, ()):
        run_shell(f"sdkwright generate --spec openapi.yml --out {sdk}", folder)
    if page.name in RELEASED:
        run_shell(RELEASE, folder)
    for fence in fences(page):
        if runs(page, fence):
            try:
                run_fence(fence, folder)
            except AssertionError as error:
                raise AssertionError(f"{page.name}:{fence.line}: {error}") from error


def test_pages_with_snippets_are_found() -> None:
    assert {"README.md", "bare-document.md", "stainless-yml.md", "styles.md"} <= {page.name for page in WITH_SNIPPETS}
