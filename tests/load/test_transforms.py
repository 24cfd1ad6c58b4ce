"""The config's `openapi.transforms`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

ROOT = """\
openapi: 3.0.0
info: {title: T, version: '1'}
paths:
  /v1/users:
    get: {summary: List, parameters: [{name: id, in: query, schema: {type: number}}]}
components:
  schemas:
    User: {type: object, required: [name], properties: {name: {type: string}, old: {type: string}}}
    Error: {type: object, properties: {code: {type: integer}}}
    Same: {type: object, properties: {code: {type: integer}}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat]}}}
    Dog: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/DogKind'}}}
    DogKind: {type: string, enum: [dog]}
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Bird: {type: object, properties: {size: {type: string, enum: [small, very-large]}}}
    Animal: {anyOf: [{$ref: '#/components/schemas/Bird'}, {$ref: '#/components/schemas/Cat'}]}
"""
CONFIG = "organization: {name: T}\nopenapi:\n  {key}:\n"


def transform(load, transforms: str, key: str = "transforms"):
    config = CONFIG.replace("{key}", key) + "".join(f"  {line}\n" for line in transforms.splitlines())
    parsed = yaml.safe_load(config)["openapi"][key]
    return load({"openapi.yaml": ROOT, "stainless.yml": config}, transforms=parsed, transforms_source="stainless.yml")


def one(load, command: str, **arguments: Any):
    written = yaml.safe_dump([{"command": command, "args": arguments}], default_flow_style=None, width=1000)
    return transform(load, written)


USER = "#/components/schemas/User"


def test_update(load) -> None:
    loaded = one(load, "update", target="$.paths..parameters[?(@.name == 'id')].schema.type", value="string")
    assert loaded.codes == []
    assert loaded.at("#/paths/~1v1~1users/get/parameters/0/schema") == {"type": "string"}
    loaded = transform(
        load,
        """\
- command: update
  args:
    target: [$.info.title, $.info.version]
    value: {a: [1]}
""",
    )
    assert loaded.at("#/info") == {"title": {"a": [1]}, "version": {"a": [1]}}
    assert loaded.at("#/info/title") is not loaded.at("#/info/version")
    place = loaded.document.locate("#/info/title/a")
    assert (place.file, place.line) == (str(loaded.folder / "stainless.yml"), 7)


def test_update_with_a_template(load) -> None:
    loaded = one(load, "update", target="$.paths./v1/users.get.summary", value="{{value}}!\n\n{{value}}", template=True)
    assert loaded.at("#/paths/~1v1~1users/get/summary") == "List!\n\nList"
    assert one(load, "update", target="$.info.title", value="x", template=True).codes == ["Transform/Invalid"]
    assert one(load, "update", target="$.info", value="{{value}}", template=True).codes == ["Transform/TargetNotFound"]


def test_update_of_all_schemas_that_are_alike(load) -> None:
    schema = "$.components.schemas.Error"
    reference = {"$ref": "#/components/schemas/Error"}
    loaded = one(load, "update", target=[{"matches_schema": schema, "ignore": schema}], value=reference)
    assert loaded.at("#/components/schemas/Same") == reference
    assert loaded.at("#/components/schemas/Error/type") == "object"


def test_update_of_a_property_name(load) -> None:
    loaded = one(load, "update", target="$.components.schemas.User.properties.old~", value="new")
    assert list(loaded.at(USER + "/properties")) == ["name", "new"]
    assert loaded.line(USER + "/properties/new") == 8


def test_append(load) -> None:
    loaded = one(load, "append", target="$.components.schemas.User.properties", value={"id": {"type": "string"}})
    assert loaded.at(USER + "/properties/id") == {"type": "string"}
    assert one(load, "append", target="$.components.schemas.User.required", value="id").at(USER + "/required") == [
        "name",
        "id",
    ]
    assert one(load, "append", target="$.components.schemas.User.required", value=["id"]).at(USER + "/required") == [
        "name",
        "id",
    ]
    loaded = one(load, "append", target="$.components.schemas.User.properties", value={"name": {}})
    assert loaded.codes == ["Transform/TargetNotFound"]
    assert loaded.at(USER + "/properties/name") == {"type": "string"}


def test_merge_and_its_older_spelling(load) -> None:
    value = {"properties": {"name": {"title": "N"}}, "required": ["a"]}
    for command, argument in (("merge", "value"), ("mergeObject", "object")):
        loaded = one(load, command, target=["$.components.schemas.User"], **{argument: value})
        assert loaded.codes == []
        assert loaded.at(USER + "/properties/name") == {"type": "string", "title": "N"}
        assert loaded.at(USER + "/required") == ["a"]


def test_remove(load) -> None:
    loaded = one(load, "remove", target=["$.paths./v1/users.get.summary", "$..required"])
    assert "summary" not in loaded.at("#/paths/~1v1~1users/get")
    assert "required" not in loaded.at(USER)
    loaded = one(load, "remove", target=["$.components.schemas.User.properties", "$.info"], keys=["old", "title"])
    assert list(loaded.at(USER + "/properties")) == ["name"]
    assert loaded.at("#/info") == {"version": "1"}
    assert one(load, "remove", target="$.components.schemas.User.required", keys=["name"]).at(USER + "/required") == []
    assert one(load, "remove", target="$.info", keys=["nothing"]).codes == ["Transform/TargetNotFound"]
    assert one(load, "remove", target="$").codes == ["Transform/TargetNotFound"]


def test_several_items_of_a_list_are_removed_at_once(load) -> None:
    loaded = one(load, "remove", target="$.components.schemas.Pet.oneOf[*]")
    assert loaded.at("#/components/schemas/Pet/oneOf") == []


def test_copy_and_move(load) -> None:
    properties = "$.components.schemas.User.properties"
    loaded = one(
        load, "copy", **{"from": properties + ".name", "to": [properties + ".nick", "$.components.schemas.Name"]}
    )
    assert loaded.at(USER + "/properties/nick") == loaded.at("#/components/schemas/Name") == {"type": "string"}
    assert loaded.at(USER + "/properties/nick") is not loaded.at(USER + "/properties/name")
    loaded = one(load, "move", **{"from": properties + ".name", "to": properties + "['full name']"})
    assert list(loaded.at(USER + "/properties")) == ["full name", "old"]
    loaded = one(load, "move", **{"from": properties + ".name", "to": "$.components.schemas.Error.properties.name"})
    assert list(loaded.at(USER + "/properties")) == ["old"]
    assert loaded.at("#/components/schemas/Error/properties/name") == {"type": "string"}
    assert loaded.line("#/components/schemas/Error/properties/name") == 8
    for arguments in (
        {"from": "$.nothing", "to": "$.info.x"},
        {"from": "$..type", "to": "$.info.x"},
        {"from": "$.info.title", "to": "$.nothing.x"},
    ):
        assert one(load, "move", **arguments).codes == ["Transform/TargetNotFound"]


def test_rename_value_and_replace_properties(load) -> None:
    path = "$.components.schemas.User.properties.name"
    loaded = one(load, "renameValue", filter={"only": [path]}, rename={"python": {"property_name": "title"}})
    assert loaded.at(USER + "/properties/name") == {
        "type": "string",
        "x-stainless-naming": {"python": {"property_name": "title"}},
    }
    loaded = one(load, "replaceProperties", filter={"only": [path]}, value={"type": "integer"})
    assert loaded.at(USER + "/properties/name") == {"type": "integer"}


def test_extract_to_refs(load) -> None:
    target = "$.paths./v1/users.get.parameters[0].schema"
    loaded = one(load, "extractToRefs", ref={"target": target, "name": "UserId"})
    assert loaded.at("#/paths/~1v1~1users/get/parameters/0/schema") == {"$ref": "#/components/schemas/UserId"}
    assert loaded.at("#/components/schemas/UserId") == {"type": "number"}
    assert loaded.line("#/components/schemas/UserId") == 5
    assert one(load, "extractToRefs", ref={"target": "$", "name": "All"}).codes == ["Transform/TargetNotFound"]


def test_one_of_to_any_of(load) -> None:
    loaded = one(load, "oneOfToAnyOf")
    assert list(loaded.at("#/components/schemas/Pet")) == ["anyOf"]


def test_guess_discriminant_unions(load) -> None:
    loaded = one(load, "guessDiscriminantUnions")
    assert loaded.at("#/components/schemas/Pet/discriminator") == {
        "propertyName": "kind",
        "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
    }
    assert "discriminator" not in loaded.at("#/components/schemas/Animal")


def test_split_schemas_by_enum_property(load) -> None:
    loaded = one(load, "splitSchemasByEnumProperty", unionPath="$.components.schemas.Animal", enumProperty="size")
    assert [part["$ref"] for part in loaded.at("#/components/schemas/Animal/anyOf")] == [
        "#/components/schemas/BirdSmall",
        "#/components/schemas/BirdVeryLarge",
        "#/components/schemas/Cat",
    ]
    assert loaded.at("#/components/schemas/BirdVeryLarge/properties/size/enum") == ["very-large"]


@pytest.mark.parametrize("key", ["transforms", "transformations"])
def test_what_does_not_fit_is_reported_in_the_config_and_the_rest_goes_on(load, key: str) -> None:
    loaded = transform(
        load,
        """\
- {command: update, args: {target: $.nothing, value: 1}}
- {command: update, args: {target: [$.info, '$.info[?('], value: 1}}
- {command: explode}
- {reason: none}
- {command: update, args: {target: $.info}}
- {command: merge, args: {target: $.info.title, value: {a: 1}}}
- {command: merge, args: {target: $.info, value: 1}}
- {command: update, args: {value: 1}}
- {command: update}
- {command: update, args: {target: $.info.title, value: done}}""",
        key,
    )
    assert loaded.places == [
        ("Transform/TargetNotFound", "stainless.yml", 4, 38),
        ("Transform/Invalid", "stainless.yml", 5, 47),
        ("Transform/Invalid", "stainless.yml", 6, 15),
        ("Transform/Invalid", "stainless.yml", 7, 5),
        ("Transform/Invalid", "stainless.yml", 8, 23),
        ("Transform/TargetNotFound", "stainless.yml", 9, 37),
        ("Transform/Invalid", "stainless.yml", 10, 52),
        ("Transform/Invalid", "stainless.yml", 11, 23),
        ("Transform/Invalid", "stainless.yml", 12, 5),
    ]
    assert loaded.at("#/info/title") == "done"


def test_transforms_see_the_document_as_written_and_come_after_overlays(load) -> None:
    loaded = load(
        {
            "openapi.yaml": "swagger: '2.0'\npaths: {}\ndefinitions: {A: {type: string}}\n",
            "o.yaml": "overlay: 1.0.0\nactions: [{target: $.definitions, update: {B: {type: string}}}]\n",
        },
        overlays=["o.yaml"],
        transforms=[{"command": "merge", "args": {"target": "$.definitions.*", "value": {"x-nullable": True}}}],
    )
    assert loaded.at("#/components/schemas") == {"A": {"type": ["string", "null"]}, "B": {"type": ["string", "null"]}}
    assert loaded.codes == []
