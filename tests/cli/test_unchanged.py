"""A run on unchanged files answers from the record of the last one; whatever changed, it does not."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sdkwright.cli.app import app
from sdkwright.cli.unchanged import answer_from_record, last_record, look
from sdkwright.lastrun.running import running
from sdkwright.write.manifest import BASE_NAME, record_digests

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: {type: array, items: {$ref: "models.yml#/Order"}}
  /unknown:
    get: {operationId: unknown, responses: {"200": {description: ok}}}
"""
MODELS = """\
Order: {type: object, properties: {id: {type: string}}}
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders:
    methods: {list: get /orders}
settings: {license: MIT}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: o, version: "1"}
actions: [{target: $.info, update: {description: Sells things.}}]
"""
INPUTS = (
    "--spec", "openapi.yml", "--config", "stainless.yml", "--overlay", "overlay.yml", "--templates", "own",
    "--out", "sdk",
)  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Carry a command out in full, as the program does where no record answers."""
    monkeypatch.setattr(sys, "argv", ["sdkwright", *arguments])
    done = CliRunner(env={"NO_COLOR": "1"}).invoke(app, arguments)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which `generate` was just run."""
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "cache"))
    work = tmp_path / "work"
    (work / "own").mkdir(parents=True)
    for name, text in {
        "openapi.yml": SPEC,
        "models.yml": MODELS,
        "stainless.yml": CONFIG,
        "overlay.yml": OVERLAY,
        "own/security.md.jinja": "Write to us.\n",
    }.items():
        (work / name).write_text(text)
    monkeypatch.chdir(work)
    assert run(monkeypatch, "generate", *INPUTS) == 0
    return work


def answered(arguments: tuple[str, ...], generator: str) -> int | None:
    """What a command answers of itself."""
    return answer_from_record(arguments, last_record(arguments, generator))


def test_a_second_run_is_answered_and_says_what_the_first_one_found(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(("generate", *INPUTS), running()) == 0
    told = capsys.readouterr()
    paths = [path.relative_to(folder / "sdk") for path in (folder / "sdk").rglob("*") if path.is_file()]
    files = sum(not path.parts[0].startswith(".sdkwright") for path in paths)
    assert told.out == f"sdk is up to date: {files} files, nothing changed.\n"
    assert "get /unknown" in told.err
    assert answered(("check", *INPUTS), running()) == 0
    assert capsys.readouterr().out == "sdk is up to date.\n"


def _edit(folder: Path) -> None:
    readme = folder / "sdk" / "README.md"
    readme.write_text(f"{readme.read_text(encoding='utf-8')}\nOur own words.\n", encoding="utf-8")


def _edit_badly(folder: Path) -> None:
    module = folder / "sdk" / "src" / "shop" / "types" / "order_list_response.py"
    module.write_text(module.read_text(encoding="utf-8").replace("Optional[str]", "Optional[bytes]"), encoding="utf-8")
    (folder / "models.yml").write_text(MODELS.replace("id: {type: string}", "id: {type: integer}"), encoding="utf-8")


def _damage(folder: Path) -> None:
    base = folder / "sdk" / BASE_NAME
    base.write_text("".join(base.read_text(encoding="utf-8").splitlines(keepends=True)[3:]), encoding="utf-8")


@pytest.mark.parametrize("change", [lambda _: None, _edit, _edit_badly])
@pytest.mark.parametrize("later", [lambda _: None, _damage])
def test_what_was_generated_is_known_without_unpacking_it(
    folder: Path,
    change: Callable[[Path], None],
    later: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(folder)
    run(monkeypatch, "generate", *INPUTS)
    record = last_record(("generate", *INPUTS), running())
    assert record is not None
    later(folder)
    (folder / "sdk" / "LICENSE").write_text("Ours.\n", encoding="utf-8")
    unpacked = record_digests(folder / "sdk")
    assert unpacked
    known = look(record).records
    assert {path: known.get(path) for path in unpacked} == unpacked


def test_the_format_counts(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("check", *INPUTS, "--format", "json")
    assert answered(arguments, running()) is None
    assert run(monkeypatch, *arguments) == 0
    assert answered(arguments, running()) == 0
    tree = json.loads(capsys.readouterr().out)
    assert (tree["changes"], tree["ok"]) == ([], True)
    assert any("get /unknown" in finding["message"] for finding in tree["diagnostics"])


def edit(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_text((folder / path).read_text() + "\n# edited\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the document": edit("openapi.yml"),
    "a file that the document refers to": edit("models.yml"),
    "the config": edit("stainless.yml"),
    "an overlay": edit("overlay.yml"),
    "a template": edit("own/security.md.jinja"),
    "a new template": lambda folder: (folder / "own" / "license.jinja").write_text("None.\n"),
    "an edit of a generated file": edit("sdk/src/shop/_client.py"),
    "a generated file is gone": lambda folder: (folder / "sdk" / "README.md").unlink(),
    "the changelog is gone": lambda folder: (folder / "sdk" / "CHANGELOG.md").unlink(),
    "a script cannot be executed": lambda folder: (folder / "sdk" / "scripts" / "test").chmod(0o644),
    "the manifest": edit("sdk/.sdkwright.json"),
    "an interrupted run": lambda folder: (folder / "sdk" / ".sdkwright.stage").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_has_the_command_carried_out(folder: Path, change: Callable[[Path], object]) -> None:
    assert answered(("check", *INPUTS), running()) == 0
    change(folder)
    assert answered(("check", *INPUTS), running()) is None
    assert answered(("generate", *INPUTS), running()) is None


def test_another_generator_has_the_command_carried_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdkwright.lastrun.running.__version__", "another")
    assert answered(("check", *INPUTS), running()) is None


def test_another_folder_is_another_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert answered(("check", *INPUTS), running()) is None


def test_a_workspace_file_that_appears_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".git").mkdir()
    assert run(monkeypatch, "generate", "--out", "found") == 0
    assert answered(("check", "--out", "found"), running()) == 0
    (folder / "sdkwright.toml").write_text('spec = "openapi.yml"\n')
    assert answered(("check", "--out", "found"), running()) is None


def test_a_file_that_was_missing_is_looked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = SPEC.replace("models.yml#/Order", "orders/a%20b.yml#/Order")
    (folder / "openapi.yml").write_text(missing + "components: {schemas: {A: {$ref: '#/nowhere'}}}\n")
    assert run(monkeypatch, "generate", *INPUTS) == 1
    for name in ("a b.yml", "a%20b.yml"):
        assert answered(("generate", *INPUTS), running()) == 1
        (folder / "orders").mkdir(exist_ok=True)
        assert answered(("generate", *INPUTS), running()) == 1
        (folder / "orders" / name).write_text(MODELS)
        assert answered(("generate", *INPUTS), running()) is None
        (folder / "orders" / name).unlink()


def test_a_reference_to_a_folder_is_looked_at_each_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "openapi.yml").write_text(SPEC.replace("models.yml#/Order", "own"))
    assert run(monkeypatch, "generate", *INPUTS) == 1
    assert answered(("generate", *INPUTS), running()) is None


def test_a_stale_output_is_not_recorded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit("stainless.yml")(folder)
    (folder / "sdk" / "README.md").unlink()
    assert run(monkeypatch, "check", *INPUTS) == 1
    assert answered(("check", *INPUTS), running()) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "\x00"])
def test_a_damaged_record_is_none(folder: Path, text: str) -> None:
    records = list((folder.parent / "cache" / "runs").iterdir())
    assert records
    for record in records:
        record.write_text(text)
    assert answered(("check", *INPUTS), running()) is None


def test_an_empty_variable_means_that_nothing_is_remembered(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "caches"))
    monkeypatch.setenv("SDKWRIGHT_CACHE", "")
    for command in ("generate", "check", "lint"):
        run(monkeypatch, command, *(INPUTS if command != "lint" else INPUTS[:8]))
    assert answered(("check", *INPUTS), running()) is None
    assert not home.exists()
    assert "cache" not in {path.name for path in folder.iterdir()}
    monkeypatch.delenv("SDKWRIGHT_CACHE")
    assert run(monkeypatch, "check", *INPUTS) == 0
    assert {path.name for path in (home / "caches" / "sdkwright").iterdir()} == {"formatted", "runs"}


def test_a_run_that_changes_nothing_writes_nothing_and_takes_no_time(folder: Path) -> None:
    def state() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}

    before, times = state(), []
    for _ in range(5):
        before_it = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "sdkwright", "generate", *INPUTS]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
        after_it = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Seconds of CPU: a machine that does other things as well makes any run look slow.
        times.append(after_it.ru_utime - before_it.ru_utime + after_it.ru_stime - before_it.ru_stime)
        assert done.returncode == 0
        assert "nothing changed" in done.stdout
    assert state() == before
    assert min(times) < 0.5
