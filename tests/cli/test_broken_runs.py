"""Wrong flags, files, folders and overrides: a finding and exit code 1, or usage and 2; never half an SDK."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sdkwright import cli, pipeline
from sdkwright.cli.app import app
from sdkwright.diagnostics import Collector
from sdkwright.release.prepare import Wishes, prepare_release
from sdkwright.write.lock import BusyError, hold

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: https://pets.test}]
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: ok}}}}
"""
CONFIG = """\
organization: {name: pets}
targets: {python: {package_name: pets}}
environments: {production: https://pets.test}
resources: {pets: {methods: {list: get /pets}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "openapi.yml").write_text(SPEC)
    (tmp_path / "stainless.yml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """Run a command; its exit code, and its findings where it printed any."""
    done = CliRunner().invoke(app, [*arguments, *(() if "--format" in arguments else ("--format", "json"))])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output
    return done.exit_code, json.loads(done.stdout)["diagnostics"] if done.stdout.startswith("{") else []


GENERATE = ("generate", "--spec", "openapi.yml", "--config", "stainless.yml", "--out", "sdk")


def refused(code: str, *arguments: str) -> dict[str, Any]:
    """The error that a run ends with."""
    exit_code, findings = run(*arguments)
    assert exit_code == 1, findings
    (finding, *_) = (finding for finding in findings if finding["code"] == code)
    assert finding["hint"]
    return finding


@pytest.mark.parametrize(
    "arguments",
    [
        ("generate", "--spec", "gone.yml", "--out", "sdk"),
        ("generate", "--spec", ".", "--out", "sdk"),
        ("generate", "--spec", "openapi.yml"),
        ("generate", "--spec", "openapi.yml", "--out", "openapi.yml"),
        ("generate", "--spec", "openapi.yml", "--out", "sdk", "--config", "gone.yml"),
        ("generate", "--spec", "openapi.yml", "--out", "sdk", "--option", "sentinel"),
        ("generate", "--spec", "openapi.yml", "--out", "sdk", "--formatter", "yapf"),
        ("generate", "--spec", "openapi.yml", "--out", "sdk", "--nope"),
        ("generate", "--spec", "openapi.yml", "--out", "sdk", "--format", "xml"),
        ("nope",),
    ],
)
def test_wrong_usage_exits_with_two(folder: Path, arguments: Sequence[str]) -> None:
    assert run(*arguments)[0] == 2
    assert not (folder / "sdk").exists()


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("Style/Unknown", ("--style", "nope")),
        ("Style/Unknown", ("--style", "../../etc")),
        ("Style/UnknownOption", ("--option", "nope=1")),
        ("Style/InvalidOption", ("--option", "sentinel=nope")),
        ("Template/FolderMissing", ("--templates", "gone")),
    ],
)
def test_a_flag_that_does_not_fit_writes_nothing(folder: Path, code: str, arguments: Sequence[str]) -> None:
    refused(code, *GENERATE, *arguments)
    assert not (folder / "sdk").exists()


OVERRIDES = {
    "a tag that is not closed": ("{% if %}\n", "Template/Syntax", 1),
    "a name that is not there": ("a\n{{ nope }}\n", "Template/UndefinedName", 2),
    "an attribute that is not there": ("{{ view.nope.nope }}\n", "Template/UndefinedName", 1),
    "text that is put together": ("{{ 'a' ~ 'b' }}\n", "Template/UnsafeExpression", 1),
    "a loop that never ends": ("{% for a in range(10000000000) %}{% endfor %}\n", "Template/Failed", 1),
    "a division by zero": ("{{ 1 // 0 }}\n", "Template/Failed", 1),
    "a template that is not there": ("{% include 'nope.jinja' %}\n", "Template/Missing", 1),
    "a macro without end": ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}\n", "Template/Failed", 1),
    "a file of the system": ("{% include '/etc/passwd' %}\n", "Template/Missing", 1),
    "a block that is not there": (
        "{% extends 'base/security.md.jinja' %}{% block nope %}{% endblock %}",
        "Template/UnknownBlock",
        1,
    ),
}


@pytest.mark.parametrize("name", OVERRIDES)
def test_a_broken_override_is_shown_where_it_is_broken(folder: Path, name: str) -> None:
    text, code, line = OVERRIDES[name]
    (folder / "own").mkdir()
    (folder / "own" / "security.md.jinja").write_text(text)
    finding = refused(code, *GENERATE, "--templates", "own")
    assert (finding["file"], finding["line"]) == ("own/security.md.jinja", line)
    assert not (folder / "sdk").exists()


def test_a_config_that_is_a_folder_is_refused(folder: Path) -> None:
    diagnostics = Collector()
    inputs = pipeline.Inputs(spec=folder / "openapi.yml", config=folder)
    assert pipeline.understand(inputs, diagnostics, lambda _: None) is None
    assert [found.rule.code for found in diagnostics] == ["Config/NotReadable"]


def test_a_document_without_operations_leaves_the_sdk_as_it_was(folder: Path) -> None:
    assert run(*GENERATE)[0] == 0
    before = {path: path.read_bytes() for path in (folder / "sdk").rglob("*") if path.is_file()}
    (folder / "openapi.yml").write_text(SPEC.partition("paths:")[0] + "paths: {}\n")
    finding = refused("Generate/Nothing", *GENERATE)
    assert (finding["file"], finding["line"], finding["column"]) == ("openapi.yml", 1, 1)
    assert {path: path.read_bytes() for path in (folder / "sdk").rglob("*") if path.is_file()} == before


def test_a_config_without_a_place_of_the_api_is_told_so(folder: Path) -> None:
    (folder / "openapi.yml").write_text(SPEC.replace("https://pets.test", "/v1"))
    (folder / "stainless.yml").write_text(CONFIG.replace("environments", "# environments"))
    exit_code, findings = run(*GENERATE)
    assert (exit_code, [finding["code"] for finding in findings]) == (0, ["Server/Missing"])


def test_a_formatter_that_cannot_work_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdkwright.write.formatting._tool", lambda name: f"/nowhere/{name}")
    refused("Write/FormatterFailed", *GENERATE)
    assert not (folder / "sdk").exists()


def test_an_output_folder_below_a_file_is_refused(folder: Path) -> None:
    (folder / "file").write_text("")
    refused("Write/OutputUnusable", *GENERATE[:-1], "file/sdk")
    assert (folder / "file").read_text() == ""


def test_an_interrupt_before_the_command_begins_is_an_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_arguments: Sequence[str], _record: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("sdkwright.cli.unchanged.answer_from_record", interrupted)
    monkeypatch.setattr("sys.argv", ["sdkwright", "generate"])
    with pytest.raises(SystemExit) as leaving:
        cli._run()
    assert leaving.value.code == 130


@pytest.mark.parametrize("out", ["loop", "loop/sdk"])
def test_an_output_folder_that_is_a_circle_of_links_is_refused(folder: Path, out: str) -> None:
    (folder / "loop").symlink_to("loop")
    refused("Write/OutputUnusable", *GENERATE[:-1], out)


def test_the_root_of_the_file_system_is_no_place_for_an_sdk() -> None:
    with pytest.raises(PermissionError, match="a folder of its own"), hold(Path(Path.cwd().anchor)):
        pass


@pytest.mark.parametrize(("command", "flag"), [("dump", "--out"), ("init", "--config")])
def test_a_file_that_cannot_be_written_is_told(folder: Path, command: str, flag: str) -> None:
    done = CliRunner().invoke(app, [command, "--spec", "openapi.yml", flag, "gone/file"])
    assert done.exit_code == 1
    assert "error[Write/OutputUnusable]: No such file or directory: gone/file." in done.stderr


@pytest.mark.parametrize("place", ["src", "src/pets", "src/pets/types", "tests", "README.md"])
def test_a_link_in_the_output_leads_nothing_outside(folder: Path, place: str) -> None:
    outside = folder / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    link = folder / "sdk" / place
    link.parent.mkdir(parents=True, exist_ok=True)
    os.symlink(outside if "." not in place else outside / "kept.txt", link)
    assert run(*GENERATE)[0] == 1
    assert [path.name for path in outside.iterdir()] == ["kept.txt"]
    assert (outside / "kept.txt").read_text() == "kept"


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"files": 1}', "\x00", '{"version": 99}'])
def test_a_damaged_manifest_is_refused(folder: Path, damage: str) -> None:
    assert run(*GENERATE)[0] == 0
    (folder / "sdk" / ".sdkwright.json").write_text(damage)
    before = {path: path.read_bytes() for path in (folder / "sdk").rglob("*") if path.is_file()}
    refused("Write/ManifestUnreadable", *GENERATE)
    assert {path: path.read_bytes() for path in (folder / "sdk").rglob("*") if path.is_file()} == before


STYLES = {
    "no TOML": ("[[", "Style/Invalid"),
    "a wrong type": ("files = 1", "Style/Invalid"),
    "itself": ('extends = "own"', "Style/Invalid"),
    "a path outside": (
        'extends = "default"\n[[files]]\npath = "../x"\ntemplate = "security.md.jinja"\n',
        "Style/UnsafePath",
    ),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_broken_style_is_refused(folder: Path, name: str) -> None:
    text, code = STYLES[name]
    (folder / "own").mkdir()
    (folder / "own" / "style.toml").write_text(text)
    exit_code, findings = run(*GENERATE, "--style", "own")
    assert exit_code == 1
    assert findings[0]["code"].startswith(code.partition("/")[0]), findings
    assert not (folder / "sdk").exists()
    assert not (folder / "x").exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [("spec = [\n", "sdkwright.toml:1:"), ('out = "sdk"\nspec = "gone.yml"\n', "sdkwright.toml:2:")],
)
def test_a_broken_workspace_is_shown_where_it_is_broken(folder: Path, text: str, place: str) -> None:
    (folder / "sdkwright.toml").write_text(text)
    done = CliRunner().invoke(app, ["generate", "--out", "sdk"])
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert place in done.stderr
    assert "error[Config/Workspace" in done.stderr
    assert not (folder / "sdk").exists()


def test_a_folder_that_another_run_holds_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: Path) -> AbstractContextManager[None]:
        raise BusyError("Another run writes there.")

    monkeypatch.setattr(pipeline, "hold", busy)
    refused("Write/Busy", *GENERATE)
    assert not (folder / "sdk").exists()


@pytest.mark.parametrize(
    ("settled", "code", "file"),
    [((), "Write/Recovered", "sdk"), (("a.py.orig",), "Write/KeptAside", "sdk/a.py.orig")],
)
def test_what_an_interrupted_run_left_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, settled: tuple[str, ...], code: str, file: str
) -> None:
    monkeypatch.setattr(pipeline, "recover", lambda _: settled)
    _, findings = run(*GENERATE)
    assert (code, file) in {(finding["code"], finding["file"]) for finding in findings}
    assert (folder / "sdk" / "api.md").is_file()


def test_a_release_of_nothing_is_refused(folder: Path) -> None:
    diagnostics = Collector()
    assert prepare_release(folder, Wishes(date="2026-01-01"), diagnostics) is None
    assert [found.rule.code for found in diagnostics] == ["Release/NoSdk"]
