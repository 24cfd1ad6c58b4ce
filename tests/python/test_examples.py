"""Example values: valid, small, and the same every time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from sdkwright.diagnostics import Location
from sdkwright.model.schema import (
    Access,
    Any,
    Array,
    Binary,
    Const,
    Constraints,
    Discriminator,
    Enum,
    Map,
    Nullable,
    Object,
    Primitive,
    PrimitiveKind,
    Property,
    Ref,
    Schema,
    SchemaId,
    Type,
    Union,
    origin_at,
)
from sdkwright.python.examples.patterns import matching
from sdkwright.python.examples.values import Extent, File, example, scalar

STRING = Primitive(kind=PrimitiveKind.STRING)


@dataclass
class Schemas:
    schemas: dict[SchemaId, Schema] = field(default_factory=dict)

    def add(self, key: str, type_: Type, **facts: object) -> SchemaId:
        schema_id = SchemaId(key)
        origin = origin_at(Location(file="a.yml", line=1, column=1, pointer=key))
        self.schemas[schema_id] = Schema(id=schema_id, origin=origin, type=type_, **facts)  # type: ignore[arg-type]
        return schema_id


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]{3}_[0-9]{2}$",
        r"^\d{4}-\d{2}-\d{2}$",
        "^(red|green)$",
        r"^\+?[1-9]\d{1,14}$",
        "^[^/]+$",
        r"^[A-Za-z_][\w-]*$",
        "^.+@.+$",
        "^$",
        r"^sk-(live|test)-\w{8,}$",
        "[^a0A_ -]",
    ],
)
def test_a_text_matches_its_pattern(pattern: str) -> None:
    text = matching(pattern)
    assert text is not None
    assert re.search(pattern, text)


@pytest.mark.parametrize("pattern", ["[", "(?=.*x)y", "(", "a" * 5000, "(a*)" * 300 + "[", r"\p{L}+"])
def test_a_pattern_beyond_us_gives_nothing(pattern: str) -> None:
    assert matching(pattern) is None


@pytest.mark.parametrize(
    ("kind", "limits", "expected"),
    [
        (PrimitiveKind.INTEGER, Constraints(), 0),
        (PrimitiveKind.INTEGER, Constraints(minimum=1, maximum=100), 1),
        (PrimitiveKind.INTEGER, Constraints(exclusive_minimum=0), 1),
        (PrimitiveKind.INTEGER, Constraints(maximum=-5), -5),
        (PrimitiveKind.INTEGER, Constraints(minimum=7, multiple_of=5), 10),
        (PrimitiveKind.NUMBER, Constraints(minimum=0.25), 0.25),
        (PrimitiveKind.NUMBER, Constraints(exclusive_minimum=0, maximum=1), 0.5),
        (PrimitiveKind.BOOLEAN, Constraints(), True),
        (PrimitiveKind.STRING, Constraints(min_length=6), "namena"),
        (PrimitiveKind.STRING, Constraints(max_length=2), "na"),
        (PrimitiveKind.STRING, Constraints(), "name"),
    ],
)
def test_scalars_keep_to_their_limits(kind: PrimitiveKind, limits: Constraints, expected: object) -> None:
    assert scalar(Primitive(kind=kind), limits, "name") == expected


def test_objects_hold_what_is_required_or_all_of_it() -> None:
    api = Schemas()
    name = api.add("#/name", STRING)
    size = api.add("#/size", Nullable(inner=Primitive(kind=PrimitiveKind.INTEGER)))
    made = api.add("#/made", STRING)
    pet = api.add(
        "#/Pet",
        Object(
            properties=(
                Property(wire_name="name", schema=name, required=True),
                Property(wire_name="size", schema=size),
                Property(wire_name="made", schema=made, access=Access.READ_ONLY),
            )
        ),
    )
    assert example(api, pet, "pet", Extent.REQUIRED) == {"name": "name"}
    assert example(api, pet, "pet", Extent.ALL) == {"name": "name", "size": 0}


def test_recursion_ends_at_the_first_repetition() -> None:
    api = Schemas()
    node = SchemaId("#/Node")
    children = api.add("#/Node/children", Array(items=node))
    parent = api.add("#/Node/parent", Ref(target=node))
    properties = (
        Property(wire_name="children", schema=children, required=True),
        Property(wire_name="parent", schema=parent),
    )
    api.add("#/Node", Object(properties=properties))
    assert example(api, node, "node", Extent.ALL) == {"children": []}


def test_a_tag_comes_from_the_mapping_where_the_variant_leaves_it_open() -> None:
    api = Schemas()
    kind = api.add("#/kind", STRING)
    cat = api.add("#/Cat", Object(properties=(Property(wire_name="colour", schema=kind, required=True),)))
    null = api.add("#/null", Primitive(kind=PrimitiveKind.NULL))
    discriminator = Discriminator(property_name="kind", mapping=(("cat", cat),))
    pet = api.add("#/Pet", Union(variants=(null, cat), discriminator=discriminator))
    assert example(api, pet, "pet", Extent.REQUIRED) == {"colour": "colour", "kind": "cat"}


def test_the_authors_example_is_used_where_it_fits() -> None:
    api = Schemas()
    good = api.add("#/a", STRING, has_example=True, example="Berlin")
    wrong_kind = api.add("#/b", STRING, has_example=True, example=5)
    too_long = api.add("#/c", STRING, has_example=True, example="Berlin", constraints=Constraints(max_length=3))
    assert example(api, good, "city", Extent.ALL) == "Berlin"
    assert example(api, wrong_kind, "city", Extent.ALL) == "city"
    assert example(api, too_long, "city", Extent.ALL) == "cit"


def test_the_other_types() -> None:
    api = Schemas()
    text = api.add("#/text", STRING)
    assert example(api, api.add("#/1", Enum(values=(None, "a"), base=PrimitiveKind.STRING)), "x", Extent.ALL) == "a"
    assert example(api, api.add("#/2", Const(value=3)), "x", Extent.ALL) == 3
    assert example(api, api.add("#/3", Map(values=text)), "x", Extent.ALL) == {"foo": "x"}
    assert example(api, api.add("#/4", Any()), "x", Extent.ALL) == {}
    assert example(api, api.add("#/5", Binary()), "x", Extent.ALL) == File()
    limits = Constraints(min_items=2)
    assert example(api, api.add("#/6", Array(items=text), constraints=limits), "x", Extent.ALL) == ["x", "x"]
