from __future__ import annotations

import json

from lowering import lower_schemas

from sdkwright.model.dump import dump_api, thaw
from sdkwright.model.schema import JsonMap


def test_a_schema_in_the_dump() -> None:
    lowered = lower_schemas(
        """
        Pet: {type: [object, 'null'], title: Pet, properties: {kind: {const: cat}}, default: {kind: cat, tags: [1]}}
        """
    )
    dumped = json.loads(dump_api(lowered.api))
    assert dumped["version"] == 1
    pet = dumped["api"]["schemas"]["#/components/schemas/Pet"]
    # Sum types are objects with one key; what holds its default is left out; document values stand as written.
    assert pet == {
        "id": "#/components/schemas/Pet",
        "origin": "openapi.yml:1:1 #/components/schemas/Pet",
        "title": "Pet",
        "has_default": True,
        "default": {"kind": "cat", "tags": [1]},
        "type": {
            "nullable": {
                "inner": {
                    "object": {
                        "properties": [{"wire_name": "kind", "schema": "#/components/schemas/Pet/properties/kind"}]
                    }
                }
            }
        },
    }
    assert dumped["api"]["schemas"]["#/components/schemas/Pet/properties/kind"]["type"] == {"const": {"value": "cat"}}
    assert dumped["api"]["root"]["children"][0]["models"][0]["key"] == "the_root"


def test_equal_numbers_and_booleans_are_not_mixed_up_with_defaults() -> None:
    lowered = lower_schemas("Zero: {type: integer, default: 0, minimum: 0}\nNever: {type: boolean, default: false}")
    schemas = json.loads(dump_api(lowered.api))["api"]["schemas"]
    assert schemas["#/components/schemas/Zero"]["default"] == 0
    assert schemas["#/components/schemas/Zero"]["constraints"] == {"minimum": 0}
    assert schemas["#/components/schemas/Never"]["default"] is False


def test_thawing() -> None:
    assert thaw(JsonMap((("a", (1, JsonMap((("b", None),)))),))) == {"a": [1, {"b": None}]}
