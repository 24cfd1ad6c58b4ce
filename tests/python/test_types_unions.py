# ruff: noqa: E501 - documents in flow style read best one schema a line
"""Unions: which get a name, and what their variants are called."""

from __future__ import annotations

import pytest
from type_modules import PET_REF, PETS_WITH_MODEL, assert_code, body, emit, exports, get_pet


def field_of(schema: str, components: str = "X: {}") -> str:
    emitted = emit(
        get_pet(PET_REF, f"Pet: {{type: object, required: [kind], properties: {{kind: {schema}}}}}\n" + components),
        PETS_WITH_MODEL,
    )
    return body(emitted.modules["types.pet"])


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ("{type: [string, integer]}", "Union[str, int]"),
        ("{anyOf: [{type: string}, {type: string, enum: [a, b]}]}", 'Union[str, Literal["a", "b"]]'),
        ("{oneOf: [{type: number}, {type: string}], nullable: true}", "Union[float, str, None]"),
        ("{oneOf: [{type: array, items: {type: string}}, {type: 'null'}]}", "Optional[List[str]]"),
        ("{anyOf: [{enum: [a, b]}, {type: integer}, {enum: [b, c]}]}", 'Union[Literal["a", "b", "c"], int]'),
        ("{anyOf: [{type: boolean}, {anyOf: [{type: string}, {type: boolean}]}]}", "Union[bool, str]"),
    ],
)
def test_unions_of_scalars_have_no_name(schema: str, annotation: str) -> None:
    assert f"kind: {annotation}".replace('"', "'") in field_of(schema)


def names_of(schema: str, components: str = "X: {}") -> list[str]:
    emitted = emit(
        get_pet(PET_REF, f"Pet: {{type: object, properties: {{kind: {schema}}}}}\n" + components), PETS_WITH_MODEL
    )
    return exports(emitted.modules["types.pet"])


CAT_AND_DOG = """
CatModel: {type: object, required: [type], properties: {type: {const: house-cat}, a: {type: string}}}
DogModel: {type: object, title: A Good Dog, required: [type], properties: {type: {const: dog}, a: {type: string}}}
"""
CAT = "{$ref: '#/components/schemas/CatModel'}"
DOG = "{$ref: '#/components/schemas/DogModel'}"


def test_the_discriminator_names_variants() -> None:
    schema = f"{{oneOf: [{CAT}, {DOG}], discriminator: {{propertyName: type}}}}"
    assert names_of(schema, CAT_AND_DOG) == ["Pet", "Kind", "KindHouseCat", "KindDog"]
    assert "Kind: TypeAlias = Annotated[Union[KindHouseCat, KindDog], PropertyInfo(discriminator='type')]" in field_of(
        schema, CAT_AND_DOG
    )


def test_a_written_mapping_leaves_the_names_to_the_components() -> None:
    mapping = "{house-cat: '#/components/schemas/CatModel', dog: '#/components/schemas/DogModel'}"
    schema = f"{{oneOf: [{CAT}, {DOG}], discriminator: {{propertyName: type, mapping: {mapping}}}}}"
    assert names_of(schema, CAT_AND_DOG) == ["Pet", "Kind", "KindCatModel", "KindDogModel"]


def test_two_keys_for_one_variant_tell_nothing_apart() -> None:
    mapping = "{cat: '#/components/schemas/CatModel', kitten: '#/components/schemas/CatModel', dog: '#/components/schemas/DogModel'}"
    schema = f"{{oneOf: [{CAT}, {DOG}], discriminator: {{propertyName: type, mapping: {mapping}}}}}"
    assert "Kind: TypeAlias = Union[KindCatModel, KindAGoodDog]" in field_of(schema, CAT_AND_DOG)


def test_titles_then_components_then_places() -> None:
    inline = "{type: object, title: A bird, properties: {x: {type: string}, y: {type: string}}}"
    nameless = "{type: object, properties: {x: {type: string}, z: {type: string}}}"
    schema = f"{{oneOf: [{DOG}, {inline}, {{type: string}}, {nameless}]}}"
    assert names_of(schema, CAT_AND_DOG) == ["Pet", "Kind", "KindAGoodDog", "KindABird", "KindUnionMember3"]


def test_an_object_with_one_property_is_named_after_it() -> None:
    assert names_of("{oneOf: [{type: string}, {type: object, properties: {id: {type: string}}}]}") == [
        "Pet",
        "Kind",
        "KindID",
    ]


def test_nameless_unions_inside_unions_are_opened() -> None:
    components = CAT_AND_DOG + "Both: {oneOf: [" + CAT + ", {type: string}]}"
    text = field_of(f"{{oneOf: [{DOG}, {{$ref: '#/components/schemas/Both'}}]}}", components)
    assert "Kind: TypeAlias = Union[KindAGoodDog, KindCatModel, str]" in text


def test_null_is_part_of_the_alias() -> None:
    text = field_of(f"{{oneOf: [{CAT}, {DOG}, {{type: 'null'}}]}}", CAT_AND_DOG)
    assert "Kind: TypeAlias = Union[KindCatModel, KindAGoodDog, None]" in text
    assert "kind: Optional[Kind] = None" in text


def test_lists_among_the_variants() -> None:
    schema = "{anyOf: [{type: string}, {type: array, title: Array of parts, items: {type: object, properties: {a: {}, b: {}}}}]}"
    text = field_of(schema)
    assert "kind: Union[str, List[KindArrayOfPart]]" in text


def test_a_union_as_a_model_puts_no_prefix_before_its_variants() -> None:
    components = CAT_AND_DOG + f"Pet: {{oneOf: [{CAT}, {DOG}], discriminator: {{propertyName: type}}}}"
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert exports(emitted.modules["types.pet"]) == ["Pet", "HouseCat", "Dog"]
    result = emitted.operation("pets.retrieve").result
    assert result is not None
    assert result.is_alias


def test_named_variants_are_imported() -> None:
    components = CAT_AND_DOG + f"Pet: {{type: object, properties: {{kind: {{oneOf: [{CAT}, {DOG}]}}}}}}"
    config = "resources: {pets: {models: {pet: Pet, cat: CatModel}, methods: {retrieve: 'get /pets/{id}'}}}"
    emitted = emit(get_pet(PET_REF, components), config)
    assert exports(emitted.modules["types.pet"]) == ["Pet", "Kind", "KindAGoodDog"]
    assert "from .cat import Cat" in emitted.modules["types.pet"]


def test_webhook_events() -> None:
    document = """
    webhooks:
      born: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/CatModel'}}}}}}
      barked: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/DogModel'}}}}}}
    components:
      schemas:
        CatModel: {type: object, required: [type], properties: {type: {const: house-cat}}}
        DogModel: {type: object, required: [type], properties: {type: {const: dog}}}
    """
    config = """
    resources:
      hooks: {models: {cat_event: CatModel}, methods: {unwrap: {type: webhook_unwrap, discriminator: type}}}
    """
    emitted = emit(document, config)
    assert_code(
        emitted.modules["types.unwrap_webhook_event"],
        """
        from typing import Union
        from typing_extensions import Literal, Annotated, TypeAlias
        from .._utils import PropertyInfo
        from .._models import BaseModel
        from .cat_event import CatEvent
        __all__ = ["UnwrapWebhookEvent", "Dog"]

        class Dog(BaseModel):
            type: Literal["dog"]

        UnwrapWebhookEvent: TypeAlias = Annotated[Union[CatEvent, Dog], PropertyInfo(discriminator="type")]
        """,
    )


def test_a_discriminator_with_several_values_leaves_the_name_to_the_component() -> None:
    components = CAT_AND_DOG.replace("{const: dog}", "{enum: [dog, puppy]}")
    schema = f"{{oneOf: [{CAT}, {DOG}], discriminator: {{propertyName: type}}}}"
    assert names_of(schema, components) == ["Pet", "Kind", "KindHouseCat", "KindDogModel"]


def test_a_discriminator_that_a_variant_lacks_is_none() -> None:
    components = CAT_AND_DOG + "Fish: {type: object, properties: {b: {type: string}, c: {type: string}}}"
    schema = f"{{oneOf: [{DOG}, {{$ref: '#/components/schemas/Fish'}}], discriminator: {{propertyName: type}}}}"
    assert "Kind: TypeAlias = Union[KindAGoodDog, KindFish]" in field_of(schema, components)
