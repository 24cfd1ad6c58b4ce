"""What is lowered on a short way is what the long way makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdkwright import reading
from sdkwright.diagnostics import Collector
from sdkwright.lower import schemas
from sdkwright.lower.lower import lower
from sdkwright.lower.table import Recipe, SchemaTable
from sdkwright.model.dump import dump_api
from sdkwright.model.schema import Schema

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "spec" / "openapi.yaml", *sorted((ROOT / "tests" / "cases").glob("*/openapi.yml"))]
DOCUMENTS = [path for path in DOCUMENTS if not path.parent.name.startswith("failure_")]
SCALARS = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/All"}}}}}
components:
  schemas:
    All:
      type: object
      properties:
        plain: {type: string}
        said: {type: integer, format: int64, description: How many.}
        described: {$ref: "#/components/schemas/Text"}
        twice: {$ref: "#/components/schemas/Twice"}
        beside: {$ref: "#/components/schemas/Text", description: Its own.}
        nowhere: {$ref: "#/components/schemas/Nowhere"}
        itself: {$ref: "#/components/schemas/Itself"}
        one: {$ref: "#/components/schemas/One"}
        bytes: {type: string, format: binary}
        base64: {type: string, format: byte}
        words: {type: str}
        several: {type: [string, integer]}
        odd: {type: string, format: 7, description: 8}
        none: {type: "null"}
    Text: {type: string, description: A text.}
    Twice: {$ref: "#/components/schemas/Text"}
    Itself: {$ref: "#/components/schemas/Itself"}
    One: {$ref: "#/components/schemas/Other"}
    Other: {$ref: "#/components/schemas/One"}
"""


def lowered(spec: Path) -> tuple[str, list[str]]:
    found = Collector()
    document = reading.load(reading.Inputs(spec=spec), None, Collector())
    assert document is not None
    api = lower(document, reading.infer(document, Collector()), found)
    return dump_api(api), [f"{one.rule.code} {one.message} {one.location}" for one in found]


def refused(_: SchemaTable, recipe: Recipe) -> Schema | None:
    assert recipe.roots
    return None


@pytest.mark.parametrize("spec", DOCUMENTS, ids=lambda path: path.parent.name)
def test_both_ways_give_the_same_model(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = lowered(spec)
    monkeypatch.setattr(schemas, "_lower_plainly", refused)
    assert lowered(spec) == short


def test_both_ways_understand_scalars_and_references(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = tmp_path / "openapi.yml"
    spec.write_text(SCALARS)
    taken: list[str] = []
    lower_plainly: Callable[[SchemaTable, Recipe], Schema | None] = schemas._lower_plainly

    def watched(table: SchemaTable, recipe: Recipe) -> Schema | None:
        found = lower_plainly(table, recipe)
        taken.extend([recipe.id.rpartition("/")[2]] if found is not None else [])
        return found

    monkeypatch.setattr(schemas, "_lower_plainly", watched)
    short = lowered(spec)
    assert {"plain", "said", "base64", "described", "Twice"} <= set(taken)
    assert not {"beside", "bytes", "words", "several", "odd", "none", "Itself"} & set(taken)
    monkeypatch.setattr(schemas, "_lower_plainly", refused)
    assert lowered(spec) == short
