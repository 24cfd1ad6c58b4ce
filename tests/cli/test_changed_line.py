"""After any change of one line, a run that remembers gives what a run that does not gives."""

from __future__ import annotations

import json
import random
from functools import reduce
from pathlib import Path

import pytest
from msgspec.structs import replace

from sdkwright import drafting, pipeline, reading
from sdkwright.config.read import read_settings
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.lastrun.running import Remembering, running
from sdkwright.load import remembered
from sdkwright.load.document import Document
from sdkwright.load.load import load_document
from sdkwright.pipeline import Taste
from sdkwright.prose import aside as prose_aside
from sdkwright.prose.aside import Aside
from sdkwright.prose.told import NOTHING
from sdkwright.reading import Inputs

SPEC = """\
openapi: 3.1.0
info:
  title: Shop
  version: "1"
  description: Sells things.
servers: [{url: "https://shop.example", description: The shop}]
tags:
  - name: orders
    description: All about orders.
    x-displayName: Orders
x-tagGroups:
  - {name: Everything, tags: [orders]}
security:
  - key: [reading]
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
          example: somebody
      x-codeSamples:
        - {lang: curl, source: curl https://shop.example/orders}
      responses:
        "200":
          description: ok
          headers:
            X-Rest: {schema: {type: integer}}
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
        "400":
          description: Refused.
          content: {application/json: {schema: {title: Failure, properties: {a: {type: string}}}}}
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
  securitySchemes:
    key:
      type: http
      scheme: bearer
      description: Ask the shop for one.
  schemas:
    Lost: {properties: {by: {type: string}}}
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
              title: State
              description: Where it is.
              x-enumNames: [Open, Sent]
              enum: [open, sent]
            kind: {type: string, enum: [book, record]}
            price:
              type: integer
              externalDocs: {url: "https://shop.example/prices"}
              x-unit: cent
              minimum: 1
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


def drafted(inputs: Inputs, taste: Taste) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The same before it is formatted, which takes most of the time."""
    settings = read_settings(inputs.config, Collector()) if inputs.config is not None else None
    document = load_document(inputs.spec, diagnostics=Collector())
    assert document is not None
    order = reading.Order(inputs=inputs, sets_aside=drafting.is_our_style(taste))
    read = reading.reading_of(order, document, settings)
    draft, told = drafting.draft_sdk(inputs, taste, read, lambda _: None)
    return {file.path: file.text for file in drafting.fill_in(draft, told)}, draft.findings


def as_it_is(document: Document) -> Aside:
    """Nothing is set aside."""
    return Aside(document=document, told=NOTHING, digest="")


def made(inputs: Inputs, taste: Taste) -> tuple[dict[str, str] | None, tuple[Diagnostic, ...]]:
    """The texts of an SDK, and what was found."""
    diagnostics = Collector()
    rendered = pipeline.render_sdk(inputs, taste, diagnostics, lambda _: None)
    return {file.path: file.text for file in rendered.files} if rendered else None, tuple(diagnostics)


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


def put_in(
    text: str, inputs: Inputs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, str], tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The files that change with the document, as of a run that may not look at all of it; what was found before, and
    now.
    """
    remembering = Taste(past=Remembering(folder=folder / "packs", generator=running()))
    before, said = made(inputs, remembering)
    inputs.spec.write_text(text, encoding="utf-8")
    expected = made(inputs, Taste())
    monkeypatch.setattr(drafting, "understand", None)
    after, told = made(inputs, remembering)
    assert (after, told) == expected
    assert before is not None
    assert after is not None
    return {path: after[path] for path in before if before[path] != after[path]}, said, told


def test_a_change_of_prose_is_put_in_without_looking_at_the_rest(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SPEC.replace("summary: Lists", "summary: Lists\n      # one line more").replace("One order.", "It.\n")
    changed, said, told = put_in(text, inputs, tmp_path, monkeypatch)
    assert list(changed) == ["src/shop/resources/orders.py"]
    assert any(found.location for found in told), "nothing was found whose line could have moved"
    assert said != told


@pytest.mark.parametrize("values", ["book, film", "book, record, film", "book, film, record"])
def test_values_are_put_in_without_looking_at_the_rest(
    values: str, inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SPEC.replace("[book, record]", f"[{values}]")
    changed, _, _ = put_in(text, inputs, tmp_path, monkeypatch)
    assert list(changed) == ["src/shop/types/order.py"]
    listed = json.dumps(values.split(", "))
    assert f"Literal{listed}" in changed["src/shop/types/order.py"]


UNREAD = (
    ('version: "1"', 'version: "2"'),
    ("Sells things.", "Sells many things."),
    ("All about orders.", "Of orders."),
    ("x-displayName: Orders", "x-displayName: The orders"),
    ("name: Everything", "name: All"),
    ("[reading]", "[reading, writing]"),
    ("example: somebody", "example: nobody"),
    ("lang: curl", "lang: wget"),
    ("X-Rest: {schema: {type: integer}}", "X-Rest: {schema: {type: string}}"),
    ("title: Failure", "title: Mishap"),
    ("description: Refused.", "description: No."),
    ("description: Which order.}\n            state", "description: Its number.}\n            state"),
    ("title: State", "title: Progress"),
    ("[Open, Sent]", "[OPEN, SENT]"),
    ("shop.example/prices", "shop.example/costs"),
    ("              x-unit: cent\n", ""),
    ("{by: {type: string}}", "{of: {type: integer}}"),
)
"""Changes of what nobody reads, and of what only readers do."""


def test_what_nobody_reads_is_not_looked_at(inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = replace(inputs, config=None)
    remembering = Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))
    drafted(described, remembering)
    monkeypatch.setattr(drafting, "understand", None)
    for old, new in UNREAD:
        assert SPEC.count(old) == 1
        inputs.spec.write_text(SPEC.replace(old, new), encoding="utf-8")
        assert drafted(described, remembering)[0], f"{old} was looked at"


@pytest.mark.parametrize("has_config", [False, True])
def test_leaving_out_what_nobody_reads_makes_no_difference(
    has_config: bool, inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = inputs if has_config else replace(inputs, config=None)
    remembering = Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))
    drafted(described, remembering)
    inputs.spec.write_text(reduce(lambda text, change: text.replace(*change), UNREAD, SPEC), encoding="utf-8")
    found = drafted(described, remembering)
    assert found == drafted(described, Taste())
    monkeypatch.setattr(prose_aside, "set_aside", lambda document, _asked=(): as_it_is(document))
    assert found == drafted(described, Taste())


@pytest.mark.parametrize(
    "model",
    [
        "#/paths/~1orders/get/responses/400/content/application~1json/schema",
        "$.paths['/orders'].get.responses['400'].content['application/json'].schema",
        'paths."/orders".get.responses."400".content."application/json".schema',
        "Lost",
        "components.schemas.Lost",
        "#/definitions/Lost",
        "$..[?(@.title == 'State')]",
        "$..[?(@.description == 'Where it is.')]",
    ],
)
def test_what_a_config_asks_for_is_there(
    model: str, inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert inputs.config is not None
    inputs.config.write_text(
        CONFIG.replace(
            "order: Order", f"order: Order, failure: {{force_generation: true, openapi_uri: {json.dumps(model)}}}"
        )
    )
    remembering = Taste(past=Remembering(folder=tmp_path / "packs", generator=running()))
    for spec in (SPEC, SPEC.replace("{a: {type", "{b: {type").replace("{by: {type", "{of: {type")):
        inputs.spec.write_text(spec, encoding="utf-8")
        files, _ = found = drafted(inputs, remembering)
        assert "src/shop/types/failure.py" in files
        assert found == drafted(inputs, Taste())
        with monkeypatch.context() as patch:
            patch.setattr(prose_aside, "set_aside", lambda document, _asked=(): as_it_is(document))
            assert drafted(inputs, Taste()) == found


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
