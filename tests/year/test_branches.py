"""Two maintainers on two branches: each changes the document, regenerates and commits; then git merges.

Nothing may conflict that their changes do not share, the manifest least of all; and what git merged must be what the
merged document gives.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from scripted_year import ROOT

from sdkwright import pipeline
from sdkwright.diagnostics import Collector

FEEDS = """\
  /{name}:
    get:
      operationId: list{title}
      summary: Lists {name}.
      parameters:
        - {{name: limit, in: query, schema: {{type: integer}}}}
      responses:
        "200":
          description: All {name}.
          content:
            application/json:
              schema: {{$ref: "#/components/schemas/{title}"}}
"""
MODEL = """\
    {title}:
      type: object
      description: What there is of {name}.
      required: [total]
      properties:
        total: {{type: integer, description: How many there are.}}
"""


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, check=False
    )


def done(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def inputs(folder: Path) -> pipeline.Inputs:
    return pipeline.Inputs(spec=folder / "openapi.yaml", config=folder / "stainless.yml")


def regenerate(folder: Path) -> None:
    diagnostics = Collector()
    assert pipeline.generate(inputs(folder), pipeline.Taste(), folder, diagnostics, lambda _: None) is not None
    assert not diagnostics.failed, diagnostics.found


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path.name, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_resource(folder: Path, name: str, before_path: str, before_model: str, before_resource: str) -> None:
    """A resource with a method and a model, somewhere in the document and the config."""
    words = {"name": name, "title": name.capitalize()}
    replace(folder / "openapi.yaml", f"  {before_path}:\n", FEEDS.format(**words) + f"  {before_path}:\n")
    replace(folder / "openapi.yaml", f"    {before_model}:\n", MODEL.format(**words) + f"    {before_model}:\n")
    resource = f"  {name}:\n    models: {{{name}: {name.capitalize()}}}\n    methods: {{list: get /{name}}}\n"
    replace(folder / "stainless.yml", f"\n  {before_resource}:\n", f"\n{resource}  {before_resource}:\n")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the example's document, config and SDK in its first commit."""
    folder = tmp_path_factory.mktemp("start") / "repository"
    folder.mkdir()
    for name in ("openapi.yaml", "stainless.yml"):
        shutil.copy(ROOT / "spec" / name, folder)
    regenerate(folder)
    done(git(folder, "init", "--quiet", "--initial-branch=main"))
    done(git(folder, "add", "--all"))
    done(git(folder, "commit", "--quiet", "-m", "start"))
    return folder


@pytest.fixture
def repository(start: Path, tmp_path: Path) -> Path:
    return shutil.copytree(start, tmp_path / "repository", symlinks=True)


def commit(folder: Path, branch: str) -> None:
    done(git(folder, "add", "--all"))
    done(git(folder, "commit", "--quiet", "-m", branch))


def conflicts(folder: Path) -> list[str]:
    return done(git(folder, "diff", "--name-only", "--diff-filter=U")).split()


def test_changes_of_different_resources_merge_and_are_what_the_merged_document_gives(repository: Path) -> None:
    document = repository / "openapi.yaml"
    done(git(repository, "checkout", "--quiet", "-b", "one"))
    replace(document, "enum: [24h]", "enum: [24h, 48h]")
    add_resource(repository, "feeds", "/files", "FilePurpose", "files")
    regenerate(repository)
    (repository / "src/openai_client/lib").mkdir()
    (repository / "src/openai_client/lib/one.py").write_text("ONE = 1\n")
    batch = repository / "src/openai_client/types/batch.py"
    batch.write_text(batch.read_text() + "\n\n# By hand: the first of us.\n")
    commit(repository, "one")

    done(git(repository, "checkout", "--quiet", "-b", "two", "main"))
    replace(document, "Lists the organization's batches.", "Lists the batches of the organization.")
    add_resource(repository, "tallies", "/threads", "CreateThreadRequest", "webhooks")
    regenerate(repository)
    embedding = repository / "src/openai_client/types/embedding.py"
    embedding.write_text(embedding.read_text() + "\n\n# By hand: the second of us.\n")
    commit(repository, "two")

    merged = git(repository, "merge", "--quiet", "-m", "merge", "one")
    assert conflicts(repository) == [], merged.stdout
    assert merged.returncode == 0, merged.stdout + merged.stderr
    diagnostics = Collector()
    plan = pipeline.check(inputs(repository), pipeline.Taste(), repository, diagnostics, lambda _: None)
    assert plan is not None
    assert [change.path for change in plan.visible] == []
    assert "# By hand: the first of us.\n" in batch.read_text()
    assert "# By hand: the second of us.\n" in embedding.read_text()


def test_what_both_touch_conflicts_there_and_nowhere_else(repository: Path) -> None:
    """Both add a resource at the same place: files that list resources conflict, as the document does."""
    for branch in ("feeds", "fields"):
        done(git(repository, "checkout", "--quiet", "-b", branch, "main"))
        add_resource(repository, branch, "/files", "FilePurpose", "files")
        regenerate(repository)
        commit(repository, branch)
    git(repository, "merge", "--quiet", "-m", "merge", "feeds")
    shared = conflicts(repository)
    assert {"openapi.yaml", "stainless.yml"} <= set(shared)
    assert [path for path in shared if path.startswith(".sdkwright")] == []
    assert [path for path in shared if "feeds" in path or "fields" in path] == []

    done(git(repository, "checkout", "--quiet", "--ours", "--", *shared))
    add_resource(repository, "feeds", "/files", "FilePurpose", "files")
    regenerate(repository)
    commit(repository, "resolved")
    texts = {path: (repository / path).read_text() for path in shared}
    assert [path for path, text in texts.items() if "<<<<<<<" in text] == []
    api = (repository / "api.md").read_text()
    assert "client.feeds" in api
    assert "client.fields" in api


def test_edits_by_hand_on_one_branch_meet_a_new_generation_of_the_other(repository: Path) -> None:
    model = repository / "src/openai_client/types/batch.py"
    done(git(repository, "checkout", "--quiet", "-b", "edits"))
    replace(model, "class Batch(BaseModel):\n", "class Batch(BaseModel):\n    # By hand: mind the status.\n\n")
    commit(repository, "edits")
    done(git(repository, "checkout", "--quiet", "-b", "document", "main"))
    replace(
        repository / "openapi.yaml",
        "        error_file_id: {type: string, description: The file of failures.}\n",
        "        error_file_id: {type: string, description: The file of failures.}\n"
        "        error_count: {type: integer, description: How many failed.}\n",
    )
    regenerate(repository)
    commit(repository, "document")
    done(git(repository, "merge", "--quiet", "-m", "merge", "edits"))
    before = model.read_text()
    assert "# By hand: mind the status.\n" in before
    assert "error_count" in before
    regenerate(repository)
    assert model.read_text() == before


def test_a_host_that_ignores_attributes_leaves_a_conflict_that_can_be_added_as_it_is(repository: Path) -> None:
    (repository / ".git/info/attributes").write_text(".sdkwright/base merge=text\n")
    done(git(repository, "checkout", "--quiet", "-b", "one"))
    replace(repository / "openapi.yaml", "enum: [24h]", "enum: [24h, 48h]")
    regenerate(repository)
    commit(repository, "one")
    done(git(repository, "checkout", "--quiet", "-b", "two", "main"))
    replace(repository / "openapi.yaml", "The file of requests, uploaded with", "The file with requests, uploaded with")
    regenerate(repository)
    commit(repository, "two")
    git(repository, "merge", "--quiet", "-m", "merge", "one")
    assert conflicts(repository) == [".sdkwright/base"]
    assert "<<<<<<<" in (repository / ".sdkwright/base").read_text()
    commit(repository, "merged")
    regenerate(repository)
    assert "<<<<<<<" not in (repository / ".sdkwright/base").read_text()
    assert git(repository, "status", "--porcelain").stdout.split() == ["M", ".sdkwright/base"]
