"""`sdkwright status`, on an SDK of ours that was edited in every way there is."""

import contextlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sdkwright.cli.app import app

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
  /pets:
    get:
      operationId: listPets
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}, note: {type: string}}}
    Pet: {type: object, properties: {id: {type: string}}}
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders: {models: {order: Order}, methods: {list: get /orders}}
  pets: {models: {pet: Pet}, methods: {list: get /pets}}
settings: {license: MIT}
"""


def run(folder: Path, *arguments: str) -> Result:
    with contextlib.chdir(folder):
        done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "openapi.yml").write_text(SPEC)
    (tmp_path / "stainless.yml").write_text(CONFIG)
    assert run(tmp_path, "generate", "--out", "sdk").exit_code == 0
    return tmp_path


def statuses(folder: Path, *arguments: str) -> dict[str, tuple[int, int, str | None]]:
    done = run(folder, "status", "--out", "sdk", "--format", "json", *arguments)
    assert done.exit_code == 0, done.stderr
    return {file["path"]: (file["added"], file["removed"], file["next"]) for file in json.loads(done.stdout)["edited"]}


def test_an_sdk_that_nobody_touched(folder: Path) -> None:
    done = run(folder, "status", "--out", "sdk")
    assert done.exit_code == 0
    assert "none edited by hand" in done.stdout


def test_every_kind_of_edit_and_what_comes_of_it(folder: Path) -> None:
    sdk = folder / "sdk"
    edit(sdk / "README.md", "\n", "\nOurs.\n\n")
    edit(sdk / "src/shop/types/order.py", "note: Optional[str] = None", "note: Optional[str] = None  # ours")
    edit(sdk / "src/shop/types/pet.py", "class Pet", "# Ours.\nclass Pet")
    security = len((sdk / "SECURITY.md").read_text().splitlines())
    (sdk / "SECURITY.md").unlink()
    (sdk / "src/shop/lib").mkdir(exist_ok=True)
    (sdk / "src/shop/lib/own.py").write_text("own = 1\n")
    edit(sdk / "pyproject.toml", 'version = "0.0.1"', 'version = "1.0.0"')
    assert statuses(folder) == {
        "README.md": (2, 0, "unchanged"),
        "SECURITY.md": (0, security, "restored"),
        "src/shop/types/order.py": (1, 1, "unchanged"),
        "src/shop/types/pet.py": (1, 0, "unchanged"),
    }
    edit(folder / "openapi.yml", "note: {type: string}", "note: {type: integer}")
    edit(folder / "stainless.yml", "  pets: {models: {pet: Pet}, methods: {list: get /pets}}\n", "")
    found = statuses(folder)
    assert found["src/shop/types/order.py"] == (1, 1, "conflict")
    assert found["src/shop/types/pet.py"] == (1, 0, "kept")
    assert found["README.md"][:2] == (2, 0)
    before = {path: path.read_bytes() for path in sdk.rglob("*") if path.is_file()}
    told = run(folder, "status", "--out", "sdk").stdout
    assert "conflicts with what is generated, in 1 place" in told
    assert "is no longer generated, and kept" in told
    assert {path: path.read_bytes() for path in sdk.rglob("*") if path.is_file()} == before
    assert run(folder, "generate", "--out", "sdk").exit_code == 1
    assert statuses(folder)["src/shop/types/order.py"][2] == "unresolved"
    assert (sdk / "src/shop/types/pet.py").is_file()


def test_without_a_document_the_edits_alone_are_told(folder: Path) -> None:
    edit(folder / "sdk/README.md", "\n", "\nOurs.\n\n")
    (folder / "openapi.yml").unlink()
    (folder / "stainless.yml").unlink()
    assert statuses(folder) == {"README.md": (2, 0, None)}


def test_a_folder_without_a_manifest_and_one_with_a_damaged_one(folder: Path) -> None:
    (folder / "sdk/.sdkwright.json").write_text("<<<<<<< HEAD\n")
    done = run(folder, "status", "--out", "sdk")
    assert done.exit_code == 1
    assert "Write/ManifestUnreadable" in done.stderr
    assert "has written nothing here" in run(folder, "status", "--out", "elsewhere").stdout
