from __future__ import annotations

import pytest
from lowering import lower_schemas

from sdkwright.model.schema import (
    Any,
    Array,
    Binary,
    Const,
    Enum,
    Map,
    Nullable,
    Object,
    Primitive,
    PrimitiveKind,
    Ref,
    SchemaId,
    Tuple,
    Type,
    Union,
)

STRING = Primitive(kind=PrimitiveKind.STRING)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{type: string}", STRING),
        ("{type: string, format: date-time}", Primitive(kind=PrimitiveKind.STRING, format="date-time")),
        ("{type: integer, format: int64}", Primitive(kind=PrimitiveKind.INTEGER, format="int64")),
        ("{type: 'null'}", Primitive(kind=PrimitiveKind.NULL)),
        ("{type: [string, 'null']}", Nullable(inner=STRING)),
        ("{type: [string, null]}", Nullable(inner=STRING)),
        ("{type: string, nullable: true}", Nullable(inner=STRING)),
        ("{type: [integer, number]}", Primitive(kind=PrimitiveKind.NUMBER)),
        ("{const: thread}", Const(value="thread")),
        ("{type: boolean, const: true}", Const(value=True)),
        ("{type: string, enum: [only]}", Const(value="only")),
        ("{type: string, enum: [a, b]}", Enum(values=("a", "b"), base=PrimitiveKind.STRING)),
        ("{enum: [1, 2, 2.5]}", Enum(values=(1, 2, 2.5), base=PrimitiveKind.NUMBER)),
        ("{enum: [1, true]}", Enum(values=(1, True), base=PrimitiveKind.STRING)),
        ("{type: string, enum: [a, b, null]}", Nullable(inner=Enum(values=("a", "b"), base=PrimitiveKind.STRING))),
        ("{type: string, format: binary}", Binary()),
        ("{type: string, contentMediaType: image/png}", Binary()),
        ("{type: string, contentMediaType: application/json}", STRING),
        ("{type: string, contentEncoding: base64}", Primitive(kind=PrimitiveKind.STRING, format="byte")),
        ("{}", Any()),
        ("true", Any()),
        ("{description: whatever}", Any()),
        ("{type: object}", Any(object_like=True)),
        ("{type: object, nullable: true}", Nullable(inner=Any(object_like=True))),
        ("{type: object, additionalProperties: false}", Any(object_like=True)),
        ("{type: object, x-stainless-empty-object: true}", Object(properties=())),
        ("{type: object, properties: {a: {}}, x-stainless-any: true}", Any()),
        ("{x-stainless-override-schema: {type: integer}, type: string}", Primitive(kind=PrimitiveKind.INTEGER)),
        ("{pattern: '^a'}", STRING),
        ("{oneOf: [{const: a, description: A.}, {const: b}]}", Enum(values=("a", "b"), base=PrimitiveKind.STRING)),
    ],
)
def test_the_type_of_a_schema_that_mentions_no_other(written: str, expected: Type) -> None:
    lowered = lower_schemas(f"Thing: {written}")
    assert lowered.type("Thing") == expected
    assert lowered.codes == []


def test_schemas_inside_a_type_are_named_by_their_pointer() -> None:
    lowered = lower_schemas(
        """
        List: {type: array, items: {type: string}}
        Bare: {type: array}
        Dict: {type: object, additionalProperties: {type: integer}}
        Open: {type: object, additionalProperties: true}
        Pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: {type: boolean}}
        Fixed: {type: array, prefixItems: [{type: string}], items: false}
        Two: {type: [string, array], items: {type: string}}
        Pattern: {type: object, patternProperties: {'^x': {type: string}}}
        """
    )
    at = "#/components/schemas"
    assert lowered.type("List") == Array(items=SchemaId(f"{at}/List/items"))
    assert lowered.type("Bare") == Array(items=SchemaId(f"{at}/Bare/items"))
    assert lowered.schema(f"{at}/Bare/items").type == Any()
    assert lowered.type("Dict") == Map(values=SchemaId(f"{at}/Dict/additionalProperties"))
    assert lowered.schema(f"{at}/Open/additionalProperties").type == Any()
    assert lowered.type("Pair") == Tuple(
        items=(SchemaId(f"{at}/Pair/prefixItems/0"), SchemaId(f"{at}/Pair/prefixItems/1")),
        rest=SchemaId(f"{at}/Pair/items"),
    )
    assert lowered.type("Fixed") == Tuple(items=(SchemaId(f"{at}/Fixed/prefixItems/0"),))
    assert lowered.type("Two") == Union(variants=(SchemaId(f"{at}/Two/type/0"), SchemaId(f"{at}/Two/type/1")))
    assert lowered.schema(f"{at}/Two/type/1").type == Array(items=SchemaId(f"{at}/Two/items"))
    assert lowered.type("Pattern") == Map(values=SchemaId(f"{at}/Pattern/patternProperties/^x"))


def test_references_keep_their_own_docs() -> None:
    lowered = lower_schemas(
        """
        Pet: {type: object, description: A pet., properties: {name: {type: string}}}
        Same: {$ref: '#/components/schemas/Pet', description: The same.}
        Silent: {$ref: '#/components/schemas/Pet'}
        Maybe: {anyOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}
        Wrapped: {allOf: [{$ref: '#/components/schemas/Pet'}], description: Wrapped., nullable: true}
        Marked: {allOf: [{$ref: '#/components/schemas/Pet'}, {description: Later., nullable: true}]}
        """
    )
    pet = Ref(target=SchemaId("#/components/schemas/Pet"))
    assert (lowered.type("Same"), lowered.schema("#/components/schemas/Same").doc) == (pet, "The same.")
    assert (lowered.type("Silent"), lowered.schema("#/components/schemas/Silent").doc) == (pet, "A pet.")
    assert lowered.type("Maybe") == Nullable(inner=pet)
    wrapped = lowered.schema("#/components/schemas/Wrapped")
    assert (wrapped.type, wrapped.doc) == (Nullable(inner=pet), "A pet.")
    # Published SDKs show the description of what a wrapper holds, not the wrapper's own.
    assert (lowered.type("Marked"), lowered.schema("#/components/schemas/Marked").doc) == (
        Nullable(inner=pet),
        "A pet.",
    )


def test_properties_hold_required_access_default_docs_and_names_apart() -> None:
    lowered = lower_schemas(
        """
        Pet:
          type: object
          required: [id]
          additionalProperties: false
          properties:
            id: {type: string, readOnly: true}
            secret: {type: string, writeOnly: true, deprecated: true, x-stainless-deprecation-message: Use id.}
            size: {type: integer, default: 3, description: How big.}
            kind: {type: string, x-stainless-naming: {python: {property_name: pet_kind}}, x-stainless-skip: [go]}
            gone: {type: string, x-stainless-skip: [python]}
        """
    )
    pet = lowered.type("Pet")
    assert isinstance(pet, Object)
    assert pet.closed
    assert [found.wire_name for found in pet.properties] == ["id", "secret", "size", "kind", "gone"]
    assert lowered.property("Pet", "id").required
    assert lowered.property("Pet", "id").access.value == "read_only"
    secret = lowered.property("Pet", "secret")
    assert secret.access.value == "write_only"
    assert secret.deprecated is not None
    assert secret.deprecated.message == "Use id."
    size = lowered.property("Pet", "size")
    assert (size.has_default, size.default, size.doc, size.required) == (True, 3, "How big.", False)
    assert lowered.property("Pet", "kind").naming.property_name == "pet_kind"
    assert not lowered.property("Pet", "kind").skipped
    assert lowered.property("Pet", "gone").skipped


@pytest.mark.parametrize(
    ("written", "expected", "codes"),
    [
        ("{type: float}", Primitive(kind=PrimitiveKind.NUMBER), ["Schema/ForeignType"]),
        ("{type: any}", Any(), ["Schema/UnknownType"]),
        ("{type: 7}", Any(), ["Document/WrongType"]),
        (
            "{type: string, enum: [a, 2]}",
            Enum(values=("a", "2"), base=PrimitiveKind.STRING),
            ["Schema/EnumValueMismatch"],
        ),
        (
            "{type: integer, enum: ['1', '2']}",
            Enum(values=(1, 2), base=PrimitiveKind.INTEGER),
            ["Schema/EnumValueMismatch"],
        ),
        (
            "{type: integer, enum: [one, 2, 3]}",
            Enum(values=(2, 3), base=PrimitiveKind.INTEGER),
            ["Schema/EnumValueMismatch"],
        ),
        ("{type: string, enum: []}", STRING, ["Schema/EmptyEnum"]),
        ("{type: string, enum: 3}", STRING, ["Document/WrongType", "Schema/EmptyEnum"]),
        ("{type: object, const: {a: 1}}", Any(object_like=True), ["Schema/ConstNotScalar"]),
        ("{type: object, properties: 3}", Any(object_like=True), ["Document/WrongType"]),
        ("{type: string, description: 7}", STRING, ["Document/WrongType"]),
        ("{type: object, properties: {a: {}}, required: [b]}", None, ["Schema/RequiredPropertyNotDefined"]),
        ("[1]", Any(), ["Document/WrongType"]),
    ],
)
def test_what_is_wrong_is_reported_and_the_rest_is_kept(written: str, expected: Type | None, codes: list[str]) -> None:
    lowered = lower_schemas(f"Thing: {written}")
    assert sorted(lowered.codes) == sorted(codes)
    if expected is not None:
        assert lowered.type("Thing") == expected


def test_schemas_that_refer_in_circles_end() -> None:
    lowered = lower_schemas(
        """
        Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
        Own: {allOf: [{$ref: '#/components/schemas/Own'}, {type: object, properties: {a: {type: string}}}]}
        Ping: {allOf: [{$ref: '#/components/schemas/Pong'}]}
        Pong: {allOf: [{$ref: '#/components/schemas/Ping'}]}
        Loop: {$ref: '#/components/schemas/Loop'}
        Choice:
          type: object
          properties: {a: {type: string}}
          anyOf: [{$ref: '#/components/schemas/Choice'}, {required: [a], properties: {b: {}}}]
        """
    )
    assert isinstance(lowered.type("Tree"), Object)
    own = lowered.type("Own")
    assert isinstance(own, Object)
    assert [found.wire_name for found in own.properties] == ["a"]
    assert "Schema/Cycle" in lowered.codes


def test_a_deep_document_does_not_overflow_the_stack() -> None:
    written = "{type: string}"
    for keyword in ("anyOf: [%s]", "allOf: [%s]", "type: array, items: %s", "oneOf: [{type: integer}, %s]") * 20:
        written = "{" + keyword % written + "}"
    lowered = lower_schemas(f"Deep: {written}")
    assert lowered.codes == []
    assert isinstance(lowered.type("Deep"), Union)
