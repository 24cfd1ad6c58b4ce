"""Values of enums stand aside where nothing can tell, and come back as they were."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from sdkwright import drafting, reading
from sdkwright.config.read import read_settings
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.load.document import Document, JsonObject, JsonValue
from sdkwright.load.load import load_document
from sdkwright.pipeline import Taste
from sdkwright.prose.aside import set_aside, to_infer_from
from sdkwright.reading import Inputs

CASES = Path(__file__).parents[1] / "cases"
FAILING = set(CASES.glob("failure_*/openapi.*"))
VALUES = ("open", "sent", "paid", "state", "string", "st", "x y")
NAMES = ("state", "kind", "role")
MODELS = ("A", "B", "C")
MANY = "#/components/schemas/Many"

CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders:
    models: {a: A, b: B, c: C}
    methods: {create: post /orders, retrieve: "get /orders/{kind}"}
settings: {license: MIT}
readme:
  example_requests:
    default: {type: request, endpoint: post /orders, params: {state: sent, kind: open, role: paid}}
"""


def loaded(tree: JsonObject, folder: Path) -> Document:
    path = folder / "openapi.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    document = load_document(path, diagnostics=Collector())
    assert document is not None
    return document


def drafted(
    document: Document, folder: Path, *, sets_aside: bool, has_config: bool
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The text of all files, and what was found."""
    config = folder / "stainless.yml"
    config.write_text(CONFIG, encoding="utf-8")
    inputs = Inputs(spec=folder / "openapi.json", config=config if has_config else None)
    settings = read_settings(config, Collector()) if has_config else None
    read = reading.reading_of(reading.Order(inputs=inputs, sets_aside=sets_aside), document, settings)
    draft, told = drafting.draft_sdk(inputs, Taste(), read, lambda _: None)
    return {file.path: file.text for file in drafting.fill_in(draft, told)}, draft.findings


class Documents:
    """Documents made at random, in which enums meet in every way: few values, few names, few models."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.models: list[str] = []
        """Those that may be referred to."""

    def document(self) -> JsonObject:
        schemas = self.schemas()
        body = {"application/json": {"schema": self.model(2)}}
        if self.chance.random() < 0.2:
            body["multipart/form-data"] = {"schema": self.model(1)}
        answer = {"description": "ok", "content": {"application/json": {"schema": self.model(2)}}}
        place = {"name": "kind", "in": "path", "required": True, "schema": self.scalar()}
        query = {"name": "state", "in": "query", "schema": self.scalar()}
        return {
            "openapi": "3.1.0",
            "info": {"title": "Shop", "version": "1"},
            "servers": [{"url": "https://shop.example"}],
            "paths": {
                "/orders": {
                    "post": {
                        "operationId": "createOrder",
                        "parameters": [query],
                        "requestBody": {"required": True, "content": body},
                        "responses": {"200": answer},
                    }
                },
                "/orders/{kind}": {
                    "get": {"operationId": "getOrder", "parameters": [place], "responses": {"200": answer}}
                },
            },
            "components": {"schemas": schemas},
        }

    def schemas(self) -> JsonObject:
        self.models.clear()
        schemas: dict[str, JsonValue] = {}
        for name in reversed(MODELS):
            schemas[name] = self.model(2)
            self.models.append(name)
        schemas |= {"Few": self.enum(), "Many": self.enum(), "Any": {"anyOf": [self.enum(), {"$ref": MANY}]}}
        return schemas

    def enum(self) -> JsonValue:
        values: list[JsonValue] = list(self.chance.sample(VALUES, self.chance.randint(2, 4)))
        schema: dict[str, JsonValue] = {"type": "string", "enum": values}
        match self.chance.randrange(8):
            case 0:
                schema |= {"type": ["string", "null"], "enum": [*values, None]}
            case 1:
                schema["default"] = values[-1]
            case _:
                pass
        return schema

    def scalar(self) -> JsonValue:
        match self.chance.randrange(12):
            case 8:
                return {"$ref": "#/components/schemas/Any"}
            case 9:
                return {"anyOf": [self.enum(), self.enum()]}
            case 0:
                return {"$ref": "#/components/schemas/Few"}
            case 1:
                return {"$ref": MANY}
            case 2:
                return {"type": "string"}
            case 3:
                return {"type": "string", "example": self.chance.choice(VALUES)}
            case 4:
                return {"const": self.chance.choice(VALUES)}
            case 5:
                return {"anyOf": [{"type": "string"}, self.enum()]}
            case 6:
                return {"type": "string", "minLength": 4, "maxLength": self.chance.choice([4, 9])}
            case 7:
                return {"type": "array", "items": self.enum()}
            case _:
                return self.enum()

    def object(self, depth: int) -> dict[str, JsonValue]:
        names = self.chance.sample(NAMES, self.chance.randint(1, 3))
        properties = {
            name: self.model(depth - 1) if depth > 0 and self.chance.random() < 0.3 else self.scalar() for name in names
        }
        schema: dict[str, JsonValue] = {"type": "object", "properties": properties}
        schema["required"] = [name for name in names if self.chance.random() < 0.6]
        if self.chance.random() < 0.3:
            schema["example"] = {name: self.chance.choice(VALUES) for name in names}
        return schema

    def model(self, depth: int) -> JsonValue:
        """A schema that is an object as a rule."""
        if depth == 0:
            return self.object(0)
        kind = self.chance.randrange(8)
        several = [self.part(depth - 1) for _ in range(self.chance.randint(2, 3))]
        match kind:
            case 1:
                return {"allOf": several}
            case 2 | 3:
                return {self.chance.choice(["oneOf", "anyOf"]): several}
            case 4:
                return {"oneOf": several, "discriminator": {"propertyName": self.chance.choice(NAMES)}}
            case 5:
                return {**self.object(depth), "anyOf": several}
            case 6:
                return {"type": "array", "items": self.model(depth - 1)}
            case _:
                return self.object(depth)

    def part(self, depth: int) -> JsonValue:
        if self.models and self.chance.random() < 0.5:
            return {"$ref": f"#/components/schemas/{self.chance.choice(self.models)}"}
        return self.model(depth)


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.slow] if seed > 3 else []) for seed in range(40)]
)
def test_setting_values_aside_makes_no_difference(seed: int, tmp_path: Path) -> None:
    documents = Documents(seed)
    lists = 0
    for number in range(10):
        document = loaded(documents.document(), tmp_path)
        lists += len(set_aside(document).told.lists)
        has_config = bool(number % 2)
        found = drafted(document, tmp_path, sets_aside=True, has_config=has_config)
        assert found == drafted(document, tmp_path, sets_aside=False, has_config=has_config)
    assert lists, "nothing was set aside"


def test_where_a_name_is_left_all_is_made_without_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = loaded(Documents(0).document(), tmp_path)
    assert set_aside(document).told.lists
    expected = drafted(document, tmp_path, sets_aside=False, has_config=False)
    monkeypatch.setattr("sdkwright.printing.with_values", lambda text, _: text)
    assert drafted(document, tmp_path, sets_aside=True, has_config=False) == expected


@pytest.mark.parametrize("path", sorted(set(CASES.glob("*/openapi.*")) - FAILING), ids=lambda path: path.parent.name)
def test_a_config_is_inferred_alike_whatever_is_set_aside(path: Path) -> None:
    assert_inferred_alike(path)


BEHIND_A_REFERENCE = """
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths: {/orders: {get: {security: [{key: []}], responses: {"200": {description: ok}}}}}
components: {securitySchemes: {key: {$ref: "%s"}}}
x-schemes: {key: {type: apiKey, name: k, in: header, description: "Ask the shop.\n"}}
"""


@pytest.mark.parametrize("target", ["#/x-schemes/key", "schemes.yaml#/key"])
def test_a_config_is_inferred_alike_from_what_a_reference_means(target: str, tmp_path: Path) -> None:
    (tmp_path / "schemes.yaml").write_text('key: {type: apiKey, name: k, in: header, description: "Ask the shop.\n"}')
    (tmp_path / "openapi.yaml").write_text(BEHIND_A_REFERENCE % target)
    assert_inferred_alike(tmp_path / "openapi.yaml")


def assert_inferred_alike(path: Path) -> None:
    document = load_document(path, diagnostics=Collector())
    assert document is not None
    with_all, without = Collector(), Collector()
    assert reading.infer(to_infer_from(document), with_all) == reading.infer(set_aside(document).document, without)
    assert with_all.found == without.found
