"""Broken documents: whatever is wrong with them, loading reports it and goes on, or says that it cannot."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdkwright.diagnostics import Collector
from sdkwright.load.load import load_document

OPENAPI = """\
openapi: 3.0.0
info: {title: T, version: '1'}
servers: [{url: 'https://x.io/{v}', variables: {v: {default: a, enum: [a]}}}]
paths:
  /x/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}]
    get:
      operationId: getX
      parameters: [{name: q, in: query, schema: {type: array, items: {type: string, nullable: true}}}]
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}}
    post:
      requestBody: {content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/X'}], nullable: true}}}}
      responses: {default: {$ref: '#/components/responses/E'}}
      callbacks: {done: {'{$url}': {post: {responses: {}}}}}
components:
  parameters: {Id: {name: id, in: path, required: true, schema: {type: integer, minimum: 1, exclusiveMinimum: true}}}
  responses: {E: {description: E, headers: {H: {schema: {type: string}}}}}
  schemas:
    X: {oneOf: [{$ref: '#/components/schemas/Y'}], discriminator: {propertyName: k, mapping: {y: Y}}, nullable: true}
    Y: {type: object, required: [k], properties: {k: {type: string, enum: [y]}, x: {$ref: '#/components/schemas/X'}}}
"""
SWAGGER = """\
swagger: '2.0'
info: {title: T, version: '1'}
host: x.io
basePath: /v1
consumes: [application/json]
produces: [application/json]
securityDefinitions: {o: {type: oauth2, flow: implicit, authorizationUrl: u, scopes: {r: R}}, b: {type: basic}}
parameters:
  B: {name: b, in: body, schema: {$ref: '#/definitions/X'}}
  F: {name: f, in: formData, type: file}
  Q: {name: q, in: query, type: array, items: {type: string}, collectionFormat: multi}
responses: {E: {description: E, schema: {type: file}, headers: {H: {type: integer}}}}
definitions: {X: {type: object, discriminator: k, properties: {k: {type: string, x-nullable: true}}}}
paths:
  /x:
    parameters: [{$ref: '#/parameters/B'}]
    get: {parameters: [{$ref: '#/parameters/Q'}], responses: {200: {description: OK, schema: {type: string}}}}
    put: {responses: {default: {$ref: '#/responses/E'}}}
    post: {parameters: [{$ref: '#/parameters/F'}, {name: n, in: formData, type: string}], responses: {}}
"""
ODD: list[Any] = [
    None, True, -1, 1.5, "", "x", "#", "#/paths", "a/b", [], {}, [None], [[]], {"": {}},
    {"$ref": 1}, {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": "#/components"}, {"$ref": "#/definitions/X"},
    {"$ref": ""},
    {"$ref": {"$ref": "#"}}, {"in": "body"}, {"in": {}}, {"in": "formData", "name": 5, "type": "file"},
    {"nullable": True, "allOf": [1]}, {"nullable": True, "$ref": "#/info"}, {"type": ["array", None]},
    {"discriminator": {"mapping": {"a": "b", "c": 5}}}, {"$anchor": "a", "$dynamicRef": "#a"}, {"items": [{}, 1]},
]  # fmt: skip


def holders(node: Any) -> list[tuple[Any, Any]]:
    pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [(node, key) for key, _ in pairs] + [found for _, item in pairs for found in holders(item)]


def assert_tree(node: Any, above: tuple[int, ...] = ()) -> None:
    if isinstance(node, dict | list):
        assert id(node) not in above, "a cycle"
        for item in node.values() if isinstance(node, dict) else node:
            assert_tree(item, (*above, id(node)))


@pytest.mark.parametrize("text", [OPENAPI, SWAGGER], ids=["openapi", "swagger"])
@pytest.mark.parametrize("seed", range(10))
def test_documents_with_random_faults(text: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    original = json.loads(json.dumps(yaml.safe_load(text)))
    path = tmp_path / "openapi.json"
    for _ in range(15):
        tree = copy.deepcopy(original)
        for _ in range(chance.randint(1, 8)):
            places = holders(tree)
            if not places:
                break
            holder, key = chance.choice(places)
            other, from_key = chance.choice(places)
            match chance.randrange(4):
                case 0:
                    del holder[key]
                case 1:
                    holder[key] = copy.deepcopy(other[from_key])
                case _:
                    holder[key] = copy.deepcopy(chance.choice(ODD))
        path.write_text(json.dumps(tree))
        found = Collector()
        document = load_document(path, diagnostics=found)
        assert document is not None or found.failed
        if document is not None:
            assert_tree(document.tree)
            json.dumps(document.tree, allow_nan=False)
            for place in holders(document.tree):
                if place[1] == "$ref" and isinstance(place[0]["$ref"], str):
                    document.locate(place[0]["$ref"])


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02",
        b"\xff\xfe",
        b"openapi: 3.1.0\npaths: &a {b: *a}\n",
        b"openapi: 3.1.0\n? [a]\n: b\n",
        b"{" * 100_000,
        b"openapi: 3.1.0\npaths:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 500)),
        b"openapi: !!python/object/apply:os.system ['true']\n",
        b'{"openapi": "3.1.0", "paths": {"\\ud800": {}}}',
        b"openapi: 3.1.0\nx: " + b"9" * 10_000,
        b"openapi: 3.1.0\ncomponents: {schemas: {a: {$ref: '#/" + b"a/" * 100_000 + b"'}}}\n",
        b"openapi: 3.1.0\ncomponents: {schemas: {a: {$ref: '\\0'}, b: {$ref: 'http://[::1'}, c: {$ref: '%00'}}}\n",
        b'openapi: 3.1.0\ncomponents: {schemas: {a: {$ref: "\\0.yaml"}, b: {$ref: "//x"}, c: {$ref: "c:\\\\x"}}}\n',
    ],
)
def test_hostile_bytes(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_bytes(data)
    found = Collector()
    document = load_document(path, diagnostics=found)
    assert document is not None or found.failed
    if document is not None:
        json.dumps(document.tree, allow_nan=False).encode()


def test_a_chain_of_references_of_any_length(tmp_path: Path) -> None:
    schemas = {f"s{n}": {"$ref": f"#/components/schemas/s{n + 1}"} for n in range(3000)} | {"s3000": {"type": "string"}}
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps({"openapi": "3.1.0", "components": {"schemas": schemas}}))
    document = load_document(path, diagnostics=Collector())
    assert document is not None
    assert document.follow("#/components/schemas/s0") == "#/components/schemas/s3000"
