"""Bases with a discriminator and children, but no alternatives: what becomes of them where unions are asked for."""

from __future__ import annotations

from typing import Any

from sdkwright.load.document import DiscriminatedBases

HEAD = """
    openapi: 3.1.0
    info: {title: T, version: "1"}
    paths:
      /pets:
        get:
          responses:
            "200": {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
    components:
      schemas:
"""
PET = "        Pet: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}"


def schemas(load: Any, *lines: str, bases: DiscriminatedBases = DiscriminatedBases.UNIONS) -> Any:
    loaded = load(
        HEAD + "\n".join(line if line.startswith("        ") else f"        {line}" for line in lines), bases=bases
    )
    assert list(loaded.found) == []
    return loaded.document.tree["components"]["schemas"]


def variants(union: Any) -> list[str]:
    return [choice.get("$ref", "").rpartition("/")[2] or choice["type"] for choice in union["oneOf"]]


def constant(schema: Any) -> Any:
    stated = schema["allOf"][-1].get("properties", {}).get("kind", {})
    return stated.get("const", stated.get("enum"))


def test_a_config_leaves_them_classes_unless_it_says_otherwise(load: Any) -> None:
    cat = 'Cat: {allOf: [{$ref: "#/components/schemas/Pet"}]}'
    assert "oneOf" not in schemas(load, PET, cat, bases=DiscriminatedBases.CLASSES)["Pet"]


def test_the_union_takes_the_name_and_the_base_another(load: Any) -> None:
    found = schemas(
        load, PET, 'Cat: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}', "PetBase: {type: string}"
    )
    assert list(found) == ["Pet", "PetBaseBase", "Cat", "PetBase"]
    assert variants(found["Pet"]) == ["Cat", "PetBaseBase"]
    assert found["Cat"]["allOf"][0] == {"$ref": "#/components/schemas/PetBaseBase"}
    assert found["PetBaseBase"]["properties"] == {"kind": {"type": "string"}}
    assert constant(found["Cat"]) == "Cat"


def test_what_a_mapping_does_not_name_is_no_variant(load: Any) -> None:
    base = PET.replace(
        "{propertyName: kind}", "{propertyName: kind, mapping: {cat: Cat, tom: Cat, pet: Pet, fish: Fish}}"
    )
    cat = 'Cat: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    new = 'NewPet: {properties: {b: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    found = schemas(load, base, cat, new, "Fish: {type: object, properties: {kind: {const: fish}}}")
    assert variants(found["Pet"]) == ["Cat", "Fish", "PetBase"]
    assert found["Pet"]["discriminator"]["mapping"] == {
        name: f"#/components/schemas/{target}"
        for name, target in {"cat": "Cat", "pet": "PetBase", "fish": "Fish"}.items()
    }
    assert constant(found["Cat"]) == ["cat", "tom"]
    assert found["NewPet"]["allOf"] == [{"$ref": "#/components/schemas/PetBase"}]


def test_values_that_the_base_lists(load: Any) -> None:
    base = PET.replace("kind: {type: string}", "kind: {enum: [house_cat, DOG]}")
    cat = 'HouseCat: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    dog = 'Dog: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    other = 'Listed: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    found = schemas(load, base, cat, dog, other)
    assert variants(found["Pet"]) == ["HouseCat", "Dog"], "each value has a child, so the base never stands for itself"
    assert (constant(found["HouseCat"]), constant(found["Dog"])) == ("house_cat", "DOG")


def test_values_that_a_child_states_itself(load: Any) -> None:
    azure = 'Cat: {x-ms-discriminator-value: "#Zoo.Cat", allOf: [{$ref: "#/components/schemas/Pet"}]}'
    own = 'Dog: {allOf: [{$ref: "#/components/schemas/Pet"}, {properties: {kind: {const: dog}}}]}'
    found = schemas(load, PET, azure, own)
    assert variants(found["Pet"]) == ["Cat", "Dog", "PetBase"]
    assert constant(found["Cat"]) == "#Zoo.Cat"
    assert found["Dog"]["allOf"][1:] == [{"properties": {"kind": {"const": "dog"}}}]


def test_a_child_that_others_extend_does_not_pass_its_value_on(load: Any) -> None:
    cat = 'Cat: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    tom = 'Tom: {properties: {b: {}}, allOf: [{$ref: "#/components/schemas/Cat"}]}'
    found = schemas(load, PET, cat, tom)
    assert variants(found["Pet"]) == ["Cat", "Tom", "PetBase"]
    assert found["Tom"]["allOf"][0] == {"$ref": "#/components/schemas/CatBase"}
    assert (constant(found["Cat"]), constant(found["Tom"])) == ("Cat", "Tom")
    assert found["CatBase"]["allOf"] == [{"$ref": "#/components/schemas/PetBase"}]


def test_a_child_that_tells_its_own_apart_by_another_property(load: Any) -> None:
    base = PET.replace("{propertyName: kind}", "{propertyName: kind, mapping: {cat: Cat}}")
    cat = (
        "Cat: {properties: {breed: {type: string}}, discriminator: {propertyName: breed, mapping: {siam: Siamese}}, "
        'allOf: [{$ref: "#/components/schemas/Pet"}]}'
    )
    siamese = 'Siamese: {properties: {b: {}}, allOf: [{$ref: "#/components/schemas/Cat"}]}'
    found = schemas(load, base, cat, siamese)
    assert (variants(found["Pet"]), variants(found["Cat"])) == (["Cat", "PetBase"], ["Siamese", "CatBase"])
    assert constant(found["CatBase"]) == "cat", "what extends it is a cat as well"
    assert found["Siamese"]["allOf"][0] == {"$ref": "#/components/schemas/CatBase"}


def test_what_stays_a_class(load: Any) -> None:
    party = PET.replace("Pet:", "Party:")
    person = 'Person: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Party"}]}'
    number = "Pet: {properties: {kind: {type: integer}}, discriminator: {propertyName: kind}}"
    cat = 'Cat: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}'
    found = schemas(load, party, person, number, cat)
    assert "oneOf" not in found["Party"], "nothing refers to it but what extends it"
    assert "oneOf" not in found["Pet"], "names of schemas are no numbers"
    assert (
        "oneOf"
        not in schemas(load, PET, 'Same: {description: It., allOf: [{$ref: "#/components/schemas/Pet"}]}')["Pet"]
    )


def test_null_stays_and_references_into_the_base_follow_it(load: Any) -> None:
    base = PET.replace("type: object", "type: [object, 'null']")
    kind = 'a: {$ref: "#/components/schemas/Pet/properties/kind"}'
    cat = f'Cat: {{properties: {{{kind}}}, allOf: [{{$ref: "#/components/schemas/Pet"}}]}}'
    found = schemas(load, base, cat)
    assert variants(found["Pet"]) == ["Cat", "PetBase", "null"]
    assert found["Cat"]["properties"]["a"] == {"$ref": "#/components/schemas/PetBase/properties/kind"}


def test_places_are_those_of_what_the_author_wrote(load: Any) -> None:
    loaded = load(
        HEAD + PET + '\n        Cat: {properties: {a: {}}, allOf: [{$ref: "#/components/schemas/Pet"}]}',
        bases=DiscriminatedBases.UNIONS,
    )
    assert loaded.line("#/components/schemas/Pet") == loaded.line("#/components/schemas/PetBase") == 11
    assert loaded.line("#/components/schemas/Pet/oneOf/0") == 11
    assert loaded.line("#/components/schemas/Cat/allOf/1") == 12
