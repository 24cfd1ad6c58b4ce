"""After any change of one line, a run that remembers gives what a run that does not gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from sdkwright import drafting, pipeline
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.lastrun.running import Remembering, running
from sdkwright.load import remembered
from sdkwright.pipeline import Inputs, Taste

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example", description: The shop}]
tags:
  - {name: orders, description: All about orders.}
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      summary: Lists
      description: >-
        All orders, the newest first. Those that were
        sent long ago are left out.

        - sorted
      parameters:
        - name: customer
          in: query
          description: Whose orders. All of them, where it is left out.
          schema: {type: string}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
    post:
      operationId: createOrder
      tags: [orders]
      description: Orders something.
      deprecated: true
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/NewOrder"}}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
  /orders/{order_id}:
    parameters:
      - {name: order_id, in: path, required: true, schema: {type: string}, description: Which order.}
    get:
      operationId: getOrder
      tags: [orders]
      description: One order.
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
        "404": {$ref: "#/components/responses/Nothing"}
components:
  schemas:
    NewOrder:
      type: object
      description: What is ordered.
      required: [item]
      properties:
        item: {type: string, description: "What is wanted: one `thing`."}
        note: {type: string, description: For the "shop".}
    Order:
      description: What was ordered.
      allOf:
        - $ref: "#/components/schemas/NewOrder"
        - type: object
          properties:
            id: {type: string, description: Which order.}
            state:
              description: Where it is.
              enum: [open, sent]
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders:
    models: {order: Order}
    methods: {list: get /orders, create: post /orders, retrieve: "get /orders/{order_id}"}
settings: {license: MIT}
"""


@pytest.fixture(autouse=True)
def _remember_small_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "LARGE_DOCUMENT", 0)


def edited(text: str, chance: random.Random) -> str:
    """The text with one line changed in one of the ways in which people change a line."""
    lines = text.splitlines(keepends=True)
    index = chance.randrange(1, len(lines))
    line = lines[index]
    match chance.randrange(7):
        case 0 | 1 | 2:
            words = line.split(" ")
            words.insert(
                chance.randrange(len(words)) or len(words) - 1, chance.choice(["more", "`x`", "\\", '"', "*a*"])
            )
            lines[index] = " ".join(words)
        case 3:
            lines[index] = ""
        case 4:
            lines[index] = line + line
        case 5:
            lines[index] = line.replace(chance.choice("aeo"), "i", 1)
        case _:
            lines[index] = f"{line.rstrip()} and more of it\n"
    return "".join(lines)


def made(inputs: Inputs, taste: Taste) -> tuple[dict[str, str] | None, tuple[Diagnostic, ...]]:
    """The texts of an SDK, and what was found."""
    diagnostics = Collector()
    rendered = pipeline.render_sdk(inputs, taste, diagnostics, lambda _: None)
    return rendered and {file.path: file.text for file in rendered.files}, tuple(diagnostics)


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    """A document and a config."""
    (tmp_path / "openapi.yml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "stainless.yml").write_text(CONFIG, encoding="utf-8")
    return Inputs(spec=tmp_path / "openapi.yml", config=tmp_path / "stainless.yml")


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=[pytest.mark.slow] if seed else []) for seed in range(4)])
def test_remembering_makes_no_difference(seed: int, inputs: Inputs, tmp_path: Path) -> None:
    chance = random.Random(seed)
    described = inputs if seed % 2 else replace(inputs, config=None)
    remembering = Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))
    made(described, remembering)
    texts = [SPEC]
    for _ in range(8):
        text = edited(texts[-1], chance)
        inputs.spec.write_text(text, encoding="utf-8")
        found = made(described, remembering)
        assert found == made(described, Taste())
        if found[0] is not None:
            texts.append(text)
    assert len(texts) > 2, "hardly an edit left anything to compare"


def test_a_change_of_prose_is_put_in_without_looking_at_the_rest(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembering = Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))
    before, said = made(inputs, remembering)
    text = SPEC.replace("summary: Lists", "summary: Lists\n      # one line more").replace("One order.", "It.\n")
    inputs.spec.write_text(text, encoding="utf-8")
    expected = made(inputs, Taste())
    monkeypatch.setattr(drafting, "understand", None)
    after, told = made(inputs, remembering)
    assert (after, told) == expected
    assert before is not None
    assert after is not None
    assert [path for path in before if before[path] != after[path]] == ["src/shop/resources/orders.py"]
    assert any(found.location for found in told), "nothing was found whose line could have moved"
    assert said != told


@pytest.mark.parametrize(
    "change",
    [
        lambda inputs, taste: (inputs, replace(taste, options={"http_library": "httpx2"})),
        lambda inputs, taste: (replace(inputs, config=None), taste),
        lambda inputs, taste: (inputs, replace(taste, style=str(inputs.spec.parent / "own"))),
        lambda inputs, taste: (inputs, replace(taste, templates=inputs.spec.parent / "templates")),
    ],
)
def test_what_else_decides_is_not_forgotten(change: object, inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "style.toml").write_text('extends = "default"\n', encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "security.md.jinja").write_text("Write to us.\n", encoding="utf-8")
    remembering = Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))
    made(inputs, remembering)
    assert callable(change)
    other, taste = change(inputs, remembering)
    assert made(other, taste) == made(other, replace(taste, past=None))
