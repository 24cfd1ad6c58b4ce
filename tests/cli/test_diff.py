"""`sdkwright diff` on documents, SDKs and git revisions."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sdkwright.cli.app import app

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "schemas.yml#/Order"}}}}}
"""
SCHEMAS = "Order: {type: object, required: [id], properties: {id: {type: string}}}\n"
CONFIG = """\
organization: {name: Shop}
targets: {python: {package_name: shop}}
resources: {orders: {models: {order: "schemas.yml#/Order"}, methods: {list: get /orders}}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", *arguments])


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose working tree is one change of the document ahead of its only commit, `v1`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api").mkdir()
    (tmp_path / "api/openapi.yml").write_text(DOCUMENT)
    (tmp_path / "api/schemas.yml").write_text(SCHEMAS)
    (tmp_path / "stainless.yml").write_text(CONFIG.replace('models: {order: "schemas.yml#/Order"}, ', ""))
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    git("tag", "v1")
    (tmp_path / "api/schemas.yml").write_text(SCHEMAS.replace("id: {type: string}", "id: {type: integer}"))
    return tmp_path


def test_against_a_revision_every_file_is_read_as_it_was(repository: Path) -> None:
    done = run("--against", "v1", "api/openapi.yml", "--config", "stainless.yml", "--format", "json")
    assert done.exit_code == 1, done.output
    tree = json.loads(done.stdout)
    assert [(each["rule"], each["before"], each["after"]) for each in tree["changes"]] == [
        ("response-field-type-changed", "id: str", "id: int")
    ]
    assert tree["bump"] == "major"
    assert (repository / "api/schemas.yml").read_text() != SCHEMAS, "the working tree is left alone"


def test_a_revision_of_a_path_and_the_threshold(repository: Path) -> None:
    done = run("v1:api/openapi.yml", "api/openapi.yml", "--config", "stainless.yml", "--fail-on", "never")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("The change breaks callers. The next version is a major one.")


def test_an_sdk_and_a_document(repository: Path) -> None:
    generated = ["generate", "--spec", "api/openapi.yml", "--config", "stainless.yml", "--out", "sdk"]
    assert CliRunner().invoke(app, generated).exit_code == 0
    done = run("sdk", "api/openapi.yml", "--config", "stainless.yml")
    assert (done.exit_code, done.stdout) == (0, "Nothing changes for users.\n")


def test_without_a_path_the_workspace_says_what_is_compared(repository: Path) -> None:
    (repository / "sdkwright.toml").write_text('spec = "api/openapi.yml"\nconfig = "stainless.yml"\nout = "sdk"\n')
    done = run("--against", "v1", "--format", "commit")
    assert done.exit_code == 1, done.output
    assert done.stdout.startswith("feat(orders)!: response field type changed:")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--against", "v9", "api/openapi.yml"], "git knows no revision `v9`"),
        (["--against", "--version", "api/openapi.yml"], "git knows no revision `--version`"),
        (["v1:api/other.yml", "api/openapi.yml"], "`api/other.yml` is not there at v1"),
    ],
)
def test_what_git_does_not_know_is_a_finding(repository: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert "Diff/NoRevision" in done.stderr
    assert message in done.stderr


def test_outside_of_a_repository_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "openapi.yml").write_text(DOCUMENT)
    done = run("--against", "HEAD", str(tmp_path / "openapi.yml"))
    assert done.exit_code == 1
    assert "Diff/NoRevision" in done.stderr


def test_an_old_document_that_is_none_is_named_by_its_revision(repository: Path) -> None:
    (repository / "api/openapi.yml").write_text("nothing: here\n")
    git("commit", "--quiet", "-a", "-m", "broken")
    (repository / "api/openapi.yml").write_text(DOCUMENT)
    done = run("--against", "HEAD", "api/openapi.yml", "--config", "stainless.yml")
    assert done.exit_code == 1
    assert "HEAD:api/openapi.yml:1:1: error[Document/NotADocument]" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["a"], ["a", "b", "--against", "v1"], ["nowhere.yml", "."]])
def test_wrong_usage(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments).exit_code == 2
