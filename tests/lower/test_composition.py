from __future__ import annotations

from lowering import lower_schemas

from sdkwright.model.queries import all_properties, is_nullable, mentioned, reachable
from sdkwright.model.schema import (
    Const,
    Discriminator,
    Enum,
    Nullable,
    Object,
    Primitive,
    PrimitiveKind,
    Ref,
    SchemaId,
    Union,
)

AT = "#/components/schemas"

BASE = """
Base:
  type: object
  description: What all have.
  required: [id]
  properties: {id: {type: string}, note: {type: string}}
"""


def names(type_: object) -> list[str]:
    assert isinstance(type_, Object)
    return [found.wire_name for found in type_.properties]


EXTENDED = (
    BASE
    + """
Extended:
  allOf:
    - $ref: '#/components/schemas/Base'
    - {type: object, description: One more., required: [size, note], properties: {size: {type: integer}}}
"""
)


def test_a_named_object_is_extended() -> None:
    lowered = lower_schemas(EXTENDED, named="Base Extended")
    extended = lowered.type("Extended")
    assert isinstance(extended, Object)
    assert extended.bases == (f"{AT}/Base",)
    # `note` is optional in the base and required here, so it is written again.
    assert [(found.wire_name, found.required) for found in extended.properties] == [("size", True), ("note", True)]
    merged = all_properties(lowered.api, SchemaId(f"{AT}/Extended"))
    assert [(found.wire_name, found.required) for found in merged] == [("id", True), ("note", True), ("size", True)]
    assert lowered.schema(f"{AT}/Extended").doc == "What all have."


def test_an_object_without_a_name_is_merged_in() -> None:
    lowered = lower_schemas(EXTENDED, named="Extended")
    extended = lowered.type("Extended")
    assert isinstance(extended, Object)
    assert extended.bases == ()
    assert [(found.wire_name, found.required) for found in extended.properties] == [
        ("id", True),
        ("note", True),
        ("size", True),
    ]
    assert extended.properties[0].schema == f"{AT}/Base/properties/id"
    # Nor does the reader see the description of what has no name.
    assert lowered.schema(f"{AT}/Extended").doc == "One more."


def test_several_named_objects_are_merged_for_their_order_would_be_a_guess() -> None:
    lowered = lower_schemas(
        BASE
        + """
Other: {type: object, properties: {size: {type: integer}}}
Both: {allOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Other'}]}
""",
        named="Base Other",
    )
    both = lowered.type("Both")
    assert isinstance(both, Object)
    assert both.bases == ()
    assert names(both) == ["id", "note", "size"]


def test_the_narrower_of_two_definitions_counts_and_a_contradiction_is_reported() -> None:
    lowered = lower_schemas(
        """
        Kind: {type: object, properties: {kind: {type: string}, size: {type: integer}, at: {type: string}}}
        Cat:
          allOf:
            - $ref: '#/components/schemas/Kind'
            - {properties: {kind: {type: string, const: cat}, size: {type: string}, at: {type: string, format: date}}}
        """
    )
    assert names(lowered.type("Cat")) == ["kind", "size", "at"]
    kinds = {name: lowered.schema(lowered.property("Cat", name).schema).type for name in ("kind", "size", "at")}
    assert kinds == {
        "kind": Const(value="cat"),
        "size": Primitive(kind=PrimitiveKind.INTEGER),
        "at": Primitive(kind=PrimitiveKind.STRING, format="date"),
    }
    assert lowered.codes == ["Schema/Conflict"]


def test_scalars_are_intersected() -> None:
    lowered = lower_schemas(
        """
        Color: {type: string, enum: [red, green, blue]}
        Warm: {allOf: [{$ref: '#/components/schemas/Color'}, {enum: [red, orange, green]}]}
        """
    )
    assert lowered.type("Warm") == Enum(values=("red", "green"), base=PrimitiveKind.STRING)


def test_one_variant_and_null_collapse_in_place() -> None:
    lowered = lower_schemas(
        """
        One: {oneOf: [{type: object, properties: {a: {type: string}}}]}
        Maybe: {anyOf: [{type: object, title: Inner, properties: {a: {type: string}}}, {type: 'null'}]}
        Several: {anyOf: [{type: string}, {type: integer}, {type: 'null'}]}
        Skipped: {anyOf: [{type: string}, {type: integer, x-stainless-skip: true}]}
        Groups: {type: object, properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}
        """
    )
    assert names(lowered.type("One")) == ["a"]
    maybe = lowered.type("Maybe")
    assert isinstance(maybe, Nullable)
    assert names(maybe.inner) == ["a"]
    assert lowered.schema(f"{AT}/Maybe").title == "Inner"
    several = lowered.type("Several")
    assert several == Nullable(
        inner=Union(variants=(SchemaId(f"{AT}/Several/anyOf/0"), SchemaId(f"{AT}/Several/anyOf/1")))
    )
    assert is_nullable(lowered.api, SchemaId(f"{AT}/Several"))
    assert lowered.type("Skipped") == Primitive(kind=PrimitiveKind.STRING)
    assert names(lowered.type("Groups")) == ["a", "b"]


PETS = """
Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [dog, puppy]}}}
Fish: {type: object, required: [kind], properties: {kind: {type: string}}}
"""


def test_a_discriminator_is_completed_from_mapping_constants_and_names() -> None:
    lowered = lower_schemas(
        PETS
        + """
Pet:
  oneOf:
    - $ref: '#/components/schemas/Cat'
    - $ref: '#/components/schemas/Dog'
    - $ref: '#/components/schemas/Fish'
  discriminator: {propertyName: kind, mapping: {tom: Cat, nobody: '#/components/schemas/Bird'}}
"""
    )
    pet = lowered.type("Pet")
    assert isinstance(pet, Union)
    variants = tuple(SchemaId(f"{AT}/Pet/oneOf/{index}") for index in range(3))
    assert pet.variants == variants
    assert lowered.schema(variants[0]).type == Ref(target=SchemaId(f"{AT}/Cat"))
    assert pet.discriminator == Discriminator(
        property_name="kind",
        mapping=(("tom", variants[0]), ("dog", variants[1]), ("puppy", variants[1]), ("Fish", variants[2])),
        written=True,
    )
    assert lowered.codes == ["Schema/DiscriminatorIncomplete"]


def test_what_stands_beside_alternatives_holds_for_each() -> None:
    lowered = lower_schemas(
        PETS
        + """
Owned:
  type: object
  required: [owner]
  properties: {owner: {type: string}}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {wild: {type: boolean}}}]
""",
        named="Cat",
    )
    owned = lowered.type("Owned")
    assert isinstance(owned, Union)
    first, second = (lowered.schema(variant).type for variant in owned.variants)
    assert isinstance(first, Object)
    assert first.bases == (f"{AT}/Cat",)
    assert names(first) == ["owner"]
    assert names(second) == ["owner", "wild"]


def test_a_base_that_lists_its_extensions_is_no_choice_for_them() -> None:
    lowered = lower_schemas(
        """
        Job:
          type: object
          properties: {id: {type: string}}
          oneOf: [{$ref: '#/components/schemas/Copy'}, {$ref: '#/components/schemas/Move'}]
        Copy: {allOf: [{$ref: '#/components/schemas/Job'}, {properties: {to: {type: string}}}]}
        Move: {allOf: [{$ref: '#/components/schemas/Job'}, {properties: {away: {type: string}}}]}
        """
    )
    assert names(lowered.type("Copy")) == ["id", "to"]
    job = lowered.type("Job")
    assert isinstance(job, Union)
    assert [names(lowered.schema(variant).type) for variant in job.variants] == [["id", "to"], ["id", "away"]]
    assert lowered.codes == []


def test_recursion_is_seen_through_arrays_and_references() -> None:
    lowered = lower_schemas(
        """
        Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
        Leaf: {type: object, properties: {name: {type: string}}}
        """
    )
    tree, leaf = SchemaId(f"{AT}/Tree"), SchemaId(f"{AT}/Leaf")
    assert tree in reachable(lowered.api, mentioned(lowered.schema(tree).type))
    assert leaf not in reachable(lowered.api, mentioned(lowered.schema(leaf).type))
