"""Nothing that stands in a document makes the stage raise."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lowering import lower_tree, make_document

from sdkwright.config.infer import infer_settings
from sdkwright.config.read import read_settings
from sdkwright.diagnostics import Collector
from sdkwright.load.load import load_document
from sdkwright.lower.lower import lower
from sdkwright.model.dump import dump_api
from sdkwright.model.queries import mentioned

SHARED = Path(__file__).parents[3] / "shared"

DOCUMENT = yaml.safe_load(
    """
openapi: 3.1.0
info: {title: Pets, version: '2', description: About pets.}
servers: [{url: 'https://{region}.x.test', variables: {region: {default: eu, enum: [eu]}}}]
security: [{Token: []}]
tags: [{name: pets, description: All pets.}]
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      tags: [pets]
      security: [{Token: []}]
      parameters: [{name: cursor, in: query, style: form, explode: true, schema: {type: string, enum: [a, b]}}]
      requestBody:
        content:
          multipart/form-data:
            encoding: {file: {contentType: image/png, style: form}}
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}
        '204': {description: Nothing.}
webhooks: {made: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
components:
  securitySchemes: {Token: {type: oauth2, flows: {clientCredentials: {tokenUrl: x, scopes: {a: b}}}}}
  schemas:
    Base: {type: object, properties: {id: {type: string, x-stainless-naming: {python: {property_name: x}}}}}
    Pet:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties: {kind: {const: pet}, more: {additionalProperties: true}}
      x-stainless-model: pets.small
    Page:
      type: object
      properties:
        data: {type: array, items: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}}
        next_cursor: {type: [string, 'null'], default: {a: [1]}, example: 3, minLength: 1}
        pets: {anyOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Base'}],
               discriminator: {propertyName: kind, mapping: {pet: Pet}}}
        pair: {prefixItems: [{type: string}], items: false}
"""
)
CONFIG = """
resources:
  pets:
    models: {pet: Pet, base: Base}
    methods:
      go: {endpoint: 'post /pets/{id}', streaming: {param_discriminator: cursor, stream_event_model: pets.pet}}
      unwrap: {type: webhook_unwrap, discriminator: kind}
pagination:
  - {name: page, type: cursor, request: {cursor: {}}, response: {data: {type: array}, next_cursor: {}}}
settings: {per_endpoint_security: true, unwrap_response_fields: [data]}
"""


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, member in members:
        found.extend(places(member, (*path, key)))
    return found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.sampled_from(["#/components/schemas/Pet", "object", "null", "string", "$ref"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["$ref", "type", "properties", "allOf", "oneOf", "items", "enum", "schema", "nullable", "x"]),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(place=st.sampled_from(places(DOCUMENT)), value=JSON)
def test_any_value_anywhere_is_reported_at_most(place: tuple[Any, ...], value: Any) -> None:
    tree = copy.deepcopy(DOCUMENT)
    node = tree
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    lowered = lower_tree(tree, CONFIG)
    dump_api(lowered.api)
    for schema in lowered.api.schemas.values():
        assert set(mentioned(schema.type)) <= set(lowered.api.schemas)


def test_every_key_that_is_missing_is_survived() -> None:
    for place in places(DOCUMENT):
        tree = copy.deepcopy(DOCUMENT)
        node = tree
        for key in place[:-1]:
            node = node[key]
        del node[place[-1]]
        dump_api(lower_tree(tree, CONFIG).api)


def test_the_untouched_document_has_no_findings() -> None:
    lowered = lower_tree(copy.deepcopy(DOCUMENT), CONFIG)
    assert lowered.codes == []
    assert make_document(DOCUMENT).at("#/info/title") == "Pets"


def test_the_order_of_the_dump_is_canonical() -> None:
    one = dump_api(lower_tree(copy.deepcopy(DOCUMENT), CONFIG).api)
    assert one == dump_api(lower_tree(copy.deepcopy(DOCUMENT), CONFIG).api)
    assert one.startswith('{\n  "api": {')
    assert one.endswith('"version": 1\n}\n')


PAIRS = sorted(path.parent for folder in ("parity", "pairs") for path in (SHARED / folder).glob("*/openapi.*"))


@pytest.mark.skipif(not PAIRS, reason="the shared inputs are not here")
@pytest.mark.parametrize("folder", PAIRS, ids=lambda path: path.name)
def test_the_inputs_of_published_sdks(folder: Path) -> None:
    diagnostics = Collector()
    config = folder / "stainless.yml"
    found = read_settings(config, diagnostics) if config.exists() else None
    document = load_document(
        next(folder.glob("openapi.*")), diagnostics=diagnostics, transforms=found.transforms if found else ()
    )
    assert document is not None
    chosen = found or infer_settings(document, diagnostics)
    api = lower(document, chosen, diagnostics)
    assert api.schemas
    assert len(dump_api(api)) > 1000


CORPUS = sorted((SHARED / "corpus").glob("*.json"), key=lambda path: path.stat().st_size)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS, reason="the shared corpus is not here")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus(path: Path) -> None:
    diagnostics = Collector()
    document = load_document(path, diagnostics=diagnostics)
    if document is None:
        assert diagnostics.found
        return
    api = lower(document, infer_settings(document, diagnostics), diagnostics)
    for schema in api.schemas.values():
        assert set(mentioned(schema.type)) <= set(api.schemas)
