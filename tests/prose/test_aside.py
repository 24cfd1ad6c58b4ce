"""Descriptions are set aside and put back without a trace."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.diagnostics import Collector
from sdkwright.load.document import Document
from sdkwright.load.load import load_document
from sdkwright.prose.aside import Asked, set_aside
from sdkwright.prose.holes import fill
from sdkwright.prose.tokens import has_leaked, hole, restore, tokens_in
from sdkwright.python.code import string
from sdkwright.python.docstrings import Docstrings, lay_out_all, method_docstring, prose_docstring
from sdkwright.render.environment import indent_code

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1", description: Sells things., contact: {name: Us, email: us@shop.example}}
servers: [{url: "https://{place}.example", description: The shop, variables: {place: {default: a, description: Where}}}]
tags: [{name: orders, description: About orders., externalDocs: {url: "https://docs.example"}}]
x-groups: [{name: Everything}]
x-parts: {Note: {$ref: "#/components/schemas/Order"}}
security: [{key: [first]}]
paths:
  /orders:
    servers: [{url: "https://all.example"}]
    get:
      operationId: listOrders
      summary: Lists
      description: All orders.
      x-codeSamples: [{lang: curl}]
      servers: [{url: "https://other.example", description: Elsewhere}]
      parameters: [{name: q, in: query, description: What to look for., example: tea, schema: {title: Q, type: string}}]
      responses:
        "200":
          description: "?"
          headers: {X-Rest: {description: What is left., schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}, example: {state: brewed}}}
        "404": {description: Not there., content: {application/json: {schema: {title: Failure, type: object}}}}
        default: {description: Anything else.}
      callbacks: {sent: {"{$request.query.url}": {post: {responses: {"200": {description: Thanks.}}}}}}
components:
  securitySchemes: {key: {type: apiKey, name: k, in: header, description: A key.}}
  headers: {Left: {schema: {type: integer}}}
  examples: {Tea: {value: {state: cold}}}
  schemas:
    Lost: {type: object, properties: {by: {type: string, description: Somebody.}}}
    Found: {type: object, x-stainless-model: orders.found}
    Order:
      title: An order
      description: All orders.
      example: {description: Not prose.}
      x-note: {description: Nor this.}
      x-stainless-naming: {type_name: Bestellung}
      properties:
        description: {type: string, title: Words, description: The buyer's words.}
        default: {type: string, description: What else.}
        state: {type: string, x-order: 3, enum: [open, sent]}
"""


OTHER = """\
        other: {{$ref: '#/components/schemas/Other'}}
    Other: {{$ref: '{}'}}
"""


def loaded(text: str, folder: Path) -> Document:
    (folder / "openapi.yml").write_text(text, encoding="utf-8")
    document = load_document(folder / "openapi.yml", diagnostics=Collector())
    assert document is not None
    return document


def test_what_readers_read_stands_aside_and_what_nobody_reads_is_left_out(tmp_path: Path) -> None:
    document = loaded(SPEC, tmp_path)
    aside = set_aside(document)
    assert list(aside.told.texts.values()) == [
        *("About orders.", "Lists", "All orders.", "What to look for."),
        *("All orders.", "The buyer's words.", "What else."),
    ]
    left = json.loads(restore(json.dumps(aside.document.tree, ensure_ascii=False), aside.told.texts))
    order = document.at("#/components/schemas/Order")
    assert isinstance(order, dict)
    assert left == {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "contact": {"email": "us@shop.example"}},
        "servers": document.tree["servers"],
        "tags": [{"name": "orders", "description": "About orders."}],
        "x-parts": document.tree["x-parts"],
        "security": [{"key": []}],
        "paths": {
            "/orders": {
                "get": {
                    "operationId": "listOrders",
                    "summary": "Lists",
                    "description": "All orders.",
                    "parameters": [
                        {"name": "q", "in": "query", "description": "What to look for.", "schema": {"type": "string"}}
                    ],
                    "responses": {
                        "200": {
                            "description": "?",
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
                        },
                        "404": {},
                        "default": {},
                    },
                }
            }
        },
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "name": "k", "in": "header", "description": "A key."}},
            "schemas": {
                "Lost": {},
                "Found": {"type": "object", "x-stainless-model": "orders.found"},
                "Order": {
                    "title": "An order",
                    "description": "All orders.",
                    "example": {"description": "Not prose."},
                    "examples": [{"description": "Not prose."}],
                    "x-stainless-naming": {"type_name": "Bestellung"},
                    "properties": {
                        "description": {"type": "string", "description": "The buyer's words."},
                        "default": {"type": "string", "description": "What else."},
                        "state": {"type": "string", "enum": ["open", "other-values-00000"]},
                    },
                },
            },
        },
    }


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("The buyer's words.", "Anything *else*", True),
        ("description: The buyer's words.", "summary: The buyer's words.", False),
        ("The buyer's words.", "All orders.", True),
        ("The buyer's words.", "''", False),
        ("A key.", "Another key.", False),
        ("      description: All orders.\n      example", "      description: Some orders.\n      example", True),
        ("About orders.", "Concerning orders.", True),
        ("name: orders, desc", "name: buyers, desc", False),
        ("The shop", "The sandbox", False),
        ("description: Where", "description: Which one", False),
        ("Sells things.", "Sells.", True),
        ('version: "1"', 'version: "2"', True),
        ('version: "1"', "version: 2", False),
        ("title: Shop", "title: Store", False),
        ("name: Us", "name: We", True),
        ("us@shop", "we@shop", False),
        ("https://docs", "https://text", True),
        ("name: Everything", "name: All", True),
        ("Note: {$ref", "Remark: {$ref", False),
        ("key: [first]", "key: [second, third]", True),
        ("key: [first]", "other: [first]", False),
        ("https://all", "https://none", True),
        ("https://other", "https://none", True),
        ("curl", "java", True),
        ("example: tea", "example: coffee", True),
        ("title: Q", "title: P", True),
        ("What is left.", "The rest.", True),
        ("state: brewed", "state: made", True),
        ("title: Failure", "title: Mishap", True),
        ('"404": {desc', '"405": {desc', False),
        ("Anything else.", "Whatever.", True),
        ("Thanks.", "Thank you.", True),
        ("Left: {schema", "Rest: {schema", True),
        ("state: cold", "state: hot", True),
        ("{by: {type: string, description: Somebody.}}", "{by: {type: integer}}", True),
        ("Lost: {type", "Gone: {type", False),
        ("Found: {type: object", "Found: {type: string", False),
        ("title: An order", "title: A wish", False),
        ("Not prose.", "Other example.", False),
        ("Nor this.", "Or this.", True),
        ("Bestellung", "Wunsch", False),
        ("title: Words", "title: Letters", True),
        ("x-order: 3", "x-order: 4", True),
        ("x-order: 3, ", "", True),
        ("enum: [open", "enum: [begun", False),
        ("operationId: listOrders", "operationId: findOrders", False),
    ],
)
def test_the_digest_tells_what_decides_nothing_from_any_other(old: str, new: str, same: bool, tmp_path: Path) -> None:
    assert old in SPEC
    before, after = (set_aside(loaded(text, tmp_path)) for text in (SPEC, SPEC.replace(old, new, 1)))
    assert (before.digest == after.digest) is same


@pytest.mark.parametrize(
    "target",
    [
        "#/components/headers/Left/schema",
        "#/x-groups/0",
        "#/paths/~1orders/get/responses/404/content/application~1json/schema",
        "#/paths/~1orders/get/responses/200/headers/X-Rest/schema",
        "#/paths/~1orders/get/parameters/0/schema",
        "#/components/schemas/Order/properties/description",
        "#/components/schemas/Order/x-note",
        "#/components/schemas/Lost",
        "#/components/schemas/Lost/properties/by",
    ],
)
def test_what_something_refers_to_stays(target: str, tmp_path: Path) -> None:
    document = loaded(SPEC + OTHER.format(target), tmp_path)
    for aside in (set_aside(document), set_aside(loaded(SPEC, tmp_path), Asked(places=(target,)))):
        left = json.dumps(aside.document.at(target), ensure_ascii=False)
        assert json.loads(restore(left, aside.told.texts)) == document.at(target)
        assert aside.told.texts, "the rest stands aside nevertheless"
    assert set_aside(document, Asked(places=("no pointer", "#/none", "#/tags/²"))).told.texts


def test_an_answer_that_something_else_asks_for_stays(tmp_path: Path) -> None:
    target = "#/paths/~1orders/get/responses/404"
    left = set_aside(loaded(SPEC, tmp_path), Asked(places=(target,))).document.at(target)
    assert isinstance(left, dict)
    assert "content" in left


def test_what_is_empty_without_the_unread_keeps_it(tmp_path: Path) -> None:
    text = SPEC.replace("state: {type: string, x-order: 3, enum: [open, sent]}", "state: {x-order: 3}")
    assert set_aside(loaded(text, tmp_path)).document.at("#/components/schemas/Order/properties/state") == {
        "x-order": 3
    }


@pytest.mark.parametrize("text", ["a \\ue000", "a \\ue0000\\ue001", "\\ue0021\\ue003"])
@pytest.mark.parametrize("place", ["The buyer's words.", "Not prose.", "The shop"])
def test_a_document_with_characters_of_tokens_keeps_its_descriptions(text: str, place: str, tmp_path: Path) -> None:
    document = loaded(SPEC.replace(place, f'"{text}"'), tmp_path)
    aside = set_aside(document)
    assert aside.told.texts == {}
    assert aside.document is document


@given(st.text(), st.text(alphabet=" .\n-*`ab\\\"'"), st.integers(0, 3))
def test_a_docstring_that_is_filled_in_is_the_one_that_would_have_been_there(text: str, other: str, level: int) -> None:
    prose = {"\ue0000\ue001": f"a {text}", "\ue0001\ue001": f"b{other}"}
    docstrings = Docstrings()
    held = (
        docstrings.prose("\ue0000\ue001"),
        docstrings.method("Deprecated.\n\n\ue0001\ue001", [("x", "\ue0000\ue001")]),
    )
    plain = (
        prose_docstring(f"a {text}"),
        method_docstring(f"Deprecated.\n\nb{other}", [("x", f"a {text}")]),
    )
    codes = lay_out_all(docstrings.held, prose)
    pad = "    " * level
    for code, wanted in zip(held, plain, strict=True):
        printed = f"x = 1\n{pad}{indent_code(code, 4 * level)}\n{pad}y = 1\n"
        assert fill(printed, codes) == f"x = 1\n{pad}{indent_code(wanted, 4 * level)}\n{pad}y = 1\n"


def test_what_mentions_no_description_is_laid_out_at_once() -> None:
    docstrings = Docstrings()
    assert docstrings.prose("A pet.") == prose_docstring("A pet.")
    assert docstrings.held == {}
    assert docstrings.prose("\ue0005\ue001") == hole(0)
    assert docstrings.prose("\ue0005\ue001") == hole(0)
    assert tokens_in("a \ue0005\ue001 b \ue0007\ue001") == ["\ue0005\ue001", "\ue0007\ue001"]


def test_a_description_that_went_elsewhere_is_noticed() -> None:
    assert has_leaked(string("\ue0000\ue001"))
    assert has_leaked("# \ue0000")
    assert not has_leaked(hole(0))


@given(st.text())
def test_no_text_of_a_document_passes_for_a_hole(text: str) -> None:
    assert fill(str(prose_docstring(text + hole(0)) or ""), ["FILLED"]).count("FILLED") == 0
    ast.parse(string(hole(0) + text))
