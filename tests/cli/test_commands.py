"""The commands, as a user runs them: exit codes, what goes where, and never a traceback."""

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sdkwright.cli.app import app

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
              schema: {type: array, items: {$ref: "#/components/schemas/Order"}}
components:
  schemas:
    Order:
      type: object
      properties: {id: {type: string}}
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders:
    models: {order: "#/components/schemas/Order"}
    methods: {list: get /orders}
settings: {license: MIT}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "openapi.yml").write_text(SPEC)
    (tmp_path / "stainless.yml").write_text(CONFIG)
    return tmp_path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *arguments: str) -> Done:
    """Run a command in this process, which spares the start of an interpreter."""
    with contextlib.chdir(folder):
        done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, arguments)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def run_process(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "sdkwright", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


INPUTS = ("--spec", "openapi.yml", "--config", "stainless.yml")


def test_generate_then_check_then_generate_again(folder: Path) -> None:
    first = run(folder, "generate", *INPUTS, "--out", "sdk")
    assert first.returncode == 0, first.stderr
    assert (folder / "sdk/src/shop/resources/orders.py").is_file()
    assert first.stdout.startswith("sdk: ")
    assert run(folder, "check", *INPUTS, "--out", "sdk").returncode == 0
    second = run(folder, "generate", *INPUTS, "--out", "sdk")
    assert "nothing changed" in second.stdout
    (folder / "sdk/src/shop/resources/orders.py").unlink()
    stale = run(folder, "check", *INPUTS, "--out", "sdk")
    assert stale.returncode == 1
    assert "sdk/src/shop/resources/orders.py:1:1: error[Write/Stale]" in stale.stderr


def test_what_is_generated_can_be_imported(folder: Path) -> None:
    run(folder, "generate", *INPUTS, "--out", "sdk")
    program = "import shop; client = shop.Shop(base_url='http://x'); print(type(client.orders).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder / "sdk/src", capture_output=True, text=True, check=False
    )
    assert done.stdout == "OrdersResource\n", done.stderr


def test_black_is_a_choice_and_satisfies_black(folder: Path) -> None:
    assert run(folder, "generate", *INPUTS, "--out", "sdk", "--formatter", "black").returncode == 0
    checked = subprocess.run(
        [sys.executable, "-m", "black", "--check", "."], cwd=folder / "sdk", capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_without_a_config_one_is_inferred(folder: Path) -> None:
    done = run(folder, "generate", "--spec", "openapi.yml", "--out", "sdk")
    assert done.returncode == 0, done.stderr
    assert list((folder / "sdk/src").glob("*/resources/orders.py"))


def contents(sdk: Path) -> dict[str, bytes]:
    """All files of an SDK, the manifest's among them."""
    files = (path for path in sdk.rglob("*") if path.is_file())
    return {str(path.relative_to(sdk)): path.read_bytes() for path in files}


def test_init_writes_a_config_that_generates(folder: Path) -> None:
    done = run(folder, "init", "--spec", "openapi.yml", "--config", "new.yml")
    assert done.returncode == 0, done.stderr
    assert "#" in (folder / "new.yml").read_text()
    generated = run(folder, "generate", "--spec", "openapi.yml", "--config", "new.yml", "--out", "sdk")
    assert generated.returncode == 0, generated.stderr
    inferred = run(folder, "generate", "--spec", "openapi.yml", "--out", "inferred")
    assert inferred.returncode == 0, inferred.stderr
    assert contents(folder / "sdk") == contents(folder / "inferred"), "what `init` writes says what is inferred anyway"
    again = run(folder, "init", "--spec", "openapi.yml", "--config", "new.yml")
    assert again.returncode == 1
    assert "Init/ConfigExists" in again.stderr


def test_dump_prints_the_model(folder: Path) -> None:
    done = run(folder, "dump", *INPUTS)
    assert done.returncode == 0, done.stderr
    assert "orders" in json.dumps(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("generate", "--out", "sdk", "--spec", "gone.yml"), "gone.yml"),
        (("generate", "--spec", "openapi.yml", "--config", "gone.yml", "--out", "sdk"), "gone.yml"),
        (("generate", *INPUTS), "--out"),
        (("generate", *INPUTS, "--out", "sdk", "--option", "sentinel"), "NAME=VALUE"),
        (("generate", *INPUTS, "--out", "sdk", "--formatter", "yapf"), "yapf"),
        (("frobnicate",), "frobnicate"),
        (("init",), "--spec"),
    ],
)
def test_wrong_usage_exits_with_2_and_writes_nothing(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(folder, *arguments)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert not (folder / "sdk").exists()


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (("--style", "defualt"), "Style/Unknown"),
        (("--option", "sentinal=omit"), "Style/UnknownOption"),
        (("--option", "sentinel=none"), "Style/InvalidOption"),
        (("--templates", "gone"), "Template/FolderMissing"),
    ],
)
def test_wrong_tastes_are_findings(folder: Path, extra: tuple[str, ...], code: str) -> None:
    done = run(folder, "lint", *INPUTS, *extra)
    assert done.returncode == 1, done.stderr
    assert f"error[{code}]" in done.stderr


@pytest.mark.parametrize(
    "text", ["", "[]", "a: [", "\x00", "openapi: 3.1.0", "openapi: 3.1.0\npaths: 3\n", "- 1\n- 2\n"]
)
def test_a_document_that_is_none_is_a_finding(folder: Path, text: str) -> None:
    (folder / "openapi.yml").write_text(text)
    for command in ("lint", "dump"):
        assert run(folder, command, *INPUTS).returncode == 1
    assert run(folder, "generate", *INPUTS, "--out", "sdk", "--format", "json").returncode == 1


def test_findings_as_json_and_as_annotations(folder: Path) -> None:
    (folder / "stainless.yml").write_text(CONFIG.replace("get /orders", "get /gone"))
    done = run(folder, "lint", *INPUTS, "--format", "json")
    tree = json.loads(done.stdout)
    assert {"Endpoint/NotFound"} <= {found["code"] for found in tree["diagnostics"]}
    assert done.stderr == ""
    done = run(folder, "lint", *INPUTS, "--format", "github")
    assert any(line.startswith("::") and "Endpoint/NotFound" in line for line in done.stdout.splitlines())


def test_an_internal_error_says_how_to_report_it(folder: Path) -> None:
    (folder / "sitecustomize.py").write_text(
        "import sdkwright.cli.app as app\n"
        "for command in app.app.registered_commands:\n"
        "    if command.callback.__name__ == 'styles':\n"
        "        def styles() -> None:\n"
        "            raise RuntimeError('boom')\n"
        "        command.callback = styles\n"
    )
    done = run_process(folder, "styles", PYTHONPATH=str(folder))
    assert done.returncode == 1
    assert "error[Internal/Error]: RuntimeError" in done.stderr
    assert "SDKWRIGHT_DEBUG=1" in done.stderr


def test_help_answers_without_loading_the_pipeline(folder: Path) -> None:
    program = (
        "import sys\nfrom sdkwright.cli.app import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "sys.exit('sdkwright.pipeline' in sys.modules or 'jinja2' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_bare_command_reads_the_workspace_and_options_win_over_it(folder: Path) -> None:
    (folder / "sdkwright.toml").write_text(
        'spec = "openapi.yml"\nconfig = "stainless.yml"\nout = "sdk"\n[options]\nsentinel = "not_given"\n'
    )
    (folder / ".git").mkdir()
    (folder / "deep").mkdir()
    assert run(folder / "deep", "generate").returncode == 0
    assert "NOT_GIVEN" in (folder / "sdk/src/shop/resources/orders.py").read_text()
    assert run(folder, "generate", "--out", "other", "--option", "sentinel=omit").returncode == 0
    assert "NOT_GIVEN" not in (folder / "other/src/shop/resources/orders.py").read_text()


def test_a_bare_command_without_a_workspace_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = run(tmp_path, "generate")
    assert done.returncode == 2
    assert "sdkwright.toml" in done.stderr
