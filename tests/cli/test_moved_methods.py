"""Without a config, a method that goes by another name than in the last run is reported: callers know the old one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sdkwright.cli.app import app

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get: {operationId: listOrders, responses: &done {"204": {description: ok}}}
  /orders/{id}:
    parameters: &id [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getOrder, responses: *done}
  /orders/{id}/receipt:
    parameters: *id
    get: {operationId: getReceipt, responses: *done}
"""
SECOND_VERB = "    put: {operationId: putReceipt, responses: *done}\n"
OTHER_PATH = "  /unrelated:\n    get: {operationId: listUnrelated, responses: *done}\n"


def generate(folder: Path, document: str) -> str:
    (folder / "openapi.yml").write_text(document)
    arguments = ["generate", "--spec", str(folder / "openapi.yml"), "--out", str(folder / "sdk")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize(("added", "expected"), [(SECOND_VERB, True), (OTHER_PATH, False), ("", False)])
def test_a_method_that_moved_is_named(tmp_path: Path, added: str, expected: bool) -> None:
    assert "Config/InferredNameChanged" not in generate(tmp_path, DOCUMENT)
    found = " ".join(generate(tmp_path, DOCUMENT + added).split())
    names = "was `client.orders.retrieve_receipt` and is `client.orders.receipt.retrieve` now"
    moved = f"the method of get /orders/{{id}}/receipt {names}"
    assert (f"warning[Config/InferredNameChanged]: {moved}" in found) is expected
    assert ("Config/InferredNameChanged" in found) is expected
