# ruff: noqa: E501 - documents in flow style read best one schema a line
"""Models, response files and their nested classes."""

from __future__ import annotations

from type_modules import PET_REF, PETS, PETS_WITH_MODEL, assert_code, body, emit, exports, get_pet

PET = """
Pet:
  type: object
  description: A pet.
  required: [name, id, tags]
  properties:
    name: {type: string, description: What it is called.}
    bornAt: {type: string, format: date-time}
    id: {type: string}
    tags: {type: array, items: {type: object, properties: {label: {type: string}}}}
    owner: {$ref: '#/components/schemas/Owner'}
Owner: {type: object, required: [kind], properties: {kind: {type: string, enum: [human, other]}}}
"""


def test_a_named_model_with_nested_classes() -> None:
    emitted = emit(get_pet(PET_REF, PET), PETS_WITH_MODEL)
    assert list(emitted.modules) == ["types.pet"]
    assert_code(
        emitted.modules["types.pet"],
        '''
        from typing import List, Optional
        from datetime import datetime
        from typing_extensions import Literal
        from pydantic import Field as FieldInfo
        from .._models import BaseModel
        __all__ = ["Pet", "Tag", "Owner"]

        class Tag(BaseModel):
            label: Optional[str] = None

        class Owner(BaseModel):
            kind: Literal["human", "other"]

        class Pet(BaseModel):
            """A pet."""
            id: str
            name: str
            """What it is called."""
            tags: List[Tag]
            born_at: Optional[datetime] = FieldInfo(alias="bornAt", default=None)
            owner: Optional[Owner] = None
        ''',
    )
    result = emitted.operation("pets.retrieve").result
    assert result is not None
    assert str(result.annotation.code) == "Pet"
    assert not result.is_alias
    assert "    from .pet import Pet as Pet" in emitted.packages["types"]
    assert '"Pet": ".pet"' in emitted.packages["types"]


def test_a_nameless_answer_gets_a_file_of_its_own() -> None:
    emitted = emit(get_pet(PET_REF, PET), PETS)
    assert list(emitted.modules) == ["types.pet_retrieve_response"]
    assert exports(emitted.modules["types.pet_retrieve_response"]) == ["PetRetrieveResponse", "Tag", "Owner"]


def test_without_sorting_the_order_of_the_document_holds() -> None:
    emitted = emit(get_pet(PET_REF, PET), PETS_WITH_MODEL + "\nsettings: {sort_schema_properties: false}")
    lines = body(emitted.modules["types.pet"]).split("class Pet(")[1].split("\n")
    assert [line.split(":")[0].strip() for line in lines if ":" in line][1:] == [
        "name",
        "id",
        "tags",
        "born_at",
        "owner",
    ]


def test_models_that_nothing_reaches_are_left_out_unless_forced() -> None:
    components = PET + "\nUnused: {type: object, properties: {a: {type: string}}}"
    config = "resources: {pets: {models: {pet: Pet, unused: UNUSED}, methods: {retrieve: 'get /pets/{id}'}}}"
    plain = emit(get_pet(PET_REF, components), config.replace("UNUSED", "Unused"))
    forced = emit(
        get_pet(PET_REF, components), config.replace("UNUSED", "{openapi_uri: Unused, force_generation: true}")
    )
    assert "types.unused" not in plain.modules
    assert "types.unused" in forced.modules


def test_null_and_optional_are_two_things() -> None:
    components = """
Pet:
  type: object
  required: [a, b]
  properties:
    a: {type: string}
    b: {type: [string, 'null']}
    c: {type: [string, 'null']}
    d: {enum: [x, null]}
    e: {}
    f: {type: object}
    g: {type: object, additionalProperties: {type: integer}}
"""
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert_code(
        body(emitted.modules["types.pet"]),
        """
        class Pet(BaseModel):
            a: str
            b: Optional[str] = None
            c: Optional[str] = None
            d: Optional[Literal["x"]] = None
            e: Optional[object] = None
            f: Optional[object] = None
            g: Optional[Dict[str, int]] = None
        """,
    )


def test_names_that_would_hide_something() -> None:
    components = """
Pet:
  type: object
  required: [object, date, schema, model_id]
  properties:
    object: {type: string, const: pet}
    date: {type: string, format: date}
    born: {type: string, format: date}
    anything: {}
    schema: {type: string}
    model_id: {type: string}
    list: {type: object, properties: {items: {type: array, items: {type: string}}}}
"""
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert_code(
        emitted.modules["types.pet"],
        """
        import builtins
        import datetime
        from typing import List, Optional
        from typing_extensions import Literal
        from pydantic import Field as FieldInfo
        from .._models import BaseModel
        __all__ = ["Pet", "PetList"]

        class PetList(BaseModel):
            items: Optional[List[str]] = None

        class Pet(BaseModel):
            date: datetime.date
            api_model_id: str = FieldInfo(alias="model_id")
            object: Literal["pet"]
            schema_: str = FieldInfo(alias="schema")
            anything: Optional[builtins.object] = None
            born: Optional[datetime.date] = None
            list: Optional[PetList] = None
        """,
    )


def test_inheritance_from_named_models_only() -> None:
    components = """
Base: {type: object, properties: {a: {type: string}}}
Mixin: {type: object, properties: {m: {type: object, properties: {x: {type: integer}}}}}
Pet:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {$ref: '#/components/schemas/Mixin'}
    - {type: object, properties: {b: {type: string}}}
"""
    config = "resources: {pets: {models: {pet: Pet, base: Base}, methods: {retrieve: 'get /pets/{id}'}}}"
    emitted = emit(get_pet(PET_REF, components), config)
    assert_code(
        emitted.modules["types.pet"],
        """
        from typing import Optional
        from .base import Base
        from .._models import BaseModel
        __all__ = ["Pet", "PetM"]

        class PetM(BaseModel):
            x: Optional[int] = None

        class Pet(Base):
            b: Optional[str] = None
            m: Optional[PetM] = None
        """,
    )


def test_further_keys() -> None:
    components = """
Pet: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
"""
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    text = body(emitted.modules["types.pet"])
    assert "__pydantic_extra__: Dict[str, int]" in text
    assert "def __getattr__(self, attr: str) -> int:" in text


def test_plain_answers() -> None:
    text = emit(get_pet("{type: string}", "X: {}"), PETS)
    assert_code(body(text.modules["types.pet_retrieve_response"]), "PetRetrieveResponse: TypeAlias = str")
    result = text.operation("pets.retrieve").result
    assert result is not None
    assert str(result.annotation.code) == "str"

    anything = emit(get_pet("{type: object}", "X: {}"), PETS)
    assert anything.modules == {}
    result = anything.operation("pets.retrieve").result
    assert result is not None
    assert str(result.annotation.code) == "object"

    items = emit(get_pet("{type: array, items: {type: object, properties: {a: {type: string}}}}", "X: {}"), PETS)
    assert_code(
        body(items.modules["types.pet_retrieve_response"]),
        """
        class PetRetrieveResponseItem(BaseModel):
            a: Optional[str] = None
        PetRetrieveResponse: TypeAlias = List[PetRetrieveResponseItem]
        """,
    )
    result = items.operation("pets.retrieve").result
    assert result is not None
    assert result.is_alias


def test_nullable_models_say_so_where_they_are_used() -> None:
    components = """
Labels: {anyOf: [{type: object, additionalProperties: {type: string}}, {type: 'null'}]}
Effort: {anyOf: [{type: string, enum: [low, high]}, {type: 'null'}]}
Pet:
  type: object
  required: [labels, effort]
  properties: {labels: {$ref: '#/components/schemas/Labels'}, effort: {$ref: '#/components/schemas/Effort'}}
"""
    config = (
        "resources: {pets: {models: {pet: Pet, labels: Labels, effort: Effort}, methods: {retrieve: 'get /pets/{id}'}}}"
    )
    emitted = emit(get_pet(PET_REF, components), config)
    assert_code(body(emitted.modules["types.labels"]), "Labels: TypeAlias = Dict[str, str]")
    assert_code(body(emitted.modules["types.effort"]), 'Effort: TypeAlias = Optional[Literal["low", "high"]]')
    assert_code(
        body(emitted.modules["types.pet"]),
        """
        class Pet(BaseModel):
            effort: Optional[Effort] = None
            labels: Optional[Labels] = None
        """,
    )


def test_shared_models() -> None:
    config = """
    resources:
      $shared: {models: {pet: Pet}}
      zoo: {subresources: {pets: {methods: {retrieve: 'get /pets/{id}'}}}}
    """
    emitted = emit(get_pet(PET_REF, PET), config)
    assert list(emitted.modules) == ["types.shared.pet"]
    assert '"Pet": ".shared"' in emitted.packages["types"]
    assert '"Pet": ".pet"' in emitted.packages["types.shared"]


def test_models_that_refer_to_each_other_in_a_circle() -> None:
    components = """
Pet: {type: object, properties: {friend: {$ref: '#/components/schemas/Friend'}, leaf: {$ref: '#/components/schemas/Leaf'}}}
Friend: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}
Leaf: {type: object, properties: {a: {type: string}}}
"""
    config = (
        "resources: {pets: {models: {pet: Pet, friend: Friend, leaf: Leaf}, methods: {retrieve: 'get /pets/{id}'}}}"
    )
    emitted = emit(get_pet(PET_REF, components), config)
    assert_code(
        emitted.modules["types.pet"],
        """
        from __future__ import annotations
        from typing import Optional
        from .leaf import Leaf
        from .._models import BaseModel
        __all__ = ["Pet"]

        class Pet(BaseModel):
            friend: Optional["Friend"] = None
            leaf: Optional[Leaf] = None

        from .friend import Friend
        """,
    )
    assert "annotations" not in emitted.modules["types.leaf"]


def test_a_nameless_schema_that_contains_itself() -> None:
    components = """
Pet: {type: object, properties: {node: {$ref: '#/components/schemas/Node'}}}
Node: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Node'}}}}
"""
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert_code(
        body(emitted.modules["types.pet"]),
        """
        class Node(BaseModel):
            children: Optional[List["Node"]] = None

        class Pet(BaseModel):
            node: Optional[Node] = None
        """,
    )


def test_two_classes_of_one_name() -> None:
    components = """
Pet: {type: object, properties: {pet: {type: object, properties: {a: {type: string}}}}}
"""
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert exports(emitted.modules["types.pet"]) == ["Pet", "PetPet"]


def test_a_model_whose_name_is_taken_is_spelled_with_its_module() -> None:
    components = """
Pet: {type: object, properties: {other: {$ref: '#/components/schemas/Other'}}}
Other: {type: object, properties: {a: {type: string}}}
"""
    config = """
    resources:
      $shared: {models: {pet: Other}}
      pets: {models: {pet: Pet}, methods: {retrieve: 'get /pets/{id}'}}
    """
    emitted = emit(get_pet(PET_REF, components), config)
    assert "from .shared import pet\n" in emitted.modules["types.pet"]
    assert "other: Optional[pet.Pet] = None" in emitted.modules["types.pet"]


def test_models_of_one_name_side_by_side() -> None:
    components = """
Pet: {type: object, properties: {item: {$ref: '#/components/schemas/A'}, other: {$ref: '#/components/schemas/B'}}}
A: {type: object, properties: {a: {type: string}}}
B: {type: object, properties: {b: {type: string}}}
"""
    config = """
    resources:
      pets: {models: {pet: Pet, item: A}, methods: {retrieve: 'get /pets/{id}'}}
      shops: {models: {item: B}}
    """
    emitted = emit(get_pet(PET_REF, components), config)
    assert list(emitted.modules) == ["types.item", "types.pet", "types.shop_item"]
    assert emitted.codes == ["Name/ModuleCollision"]
    assert "other: Optional[ShopItem] = None" in emitted.modules["types.pet"]


def test_a_model_named_like_a_package_of_types() -> None:
    config = """
    resources:
      pets:
        models: {pets: Pet}
        methods: {retrieve: 'get /pets/{id}'}
        subresources: {toys: {models: {toy: Pet2}}}
    """
    components = PET + "\nPet2: {type: object, properties: {a: {type: string}}}"
    emitted = emit(get_pet(PET_REF, components), config)
    assert list(emitted.modules) == ["types.pet_pets"]


def test_properties_that_python_cannot_tell_apart() -> None:
    components = "Pet: {type: object, properties: {userId: {type: string}, user_id: {type: integer}}}"
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert_code(
        body(emitted.modules["types.pet"]),
        """
        class Pet(BaseModel):
            user_id: Optional[int] = None
            user_id_1: Optional[str] = FieldInfo(alias="userId", default=None)
        """,
    )
    assert emitted.codes == ["Name/Collision"]


def test_two_methods_whose_types_would_have_one_name() -> None:
    document = """
    paths:
      /a: {get: {parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: x}}}}
      /b: {get: {parameters: [{name: r, in: query, schema: {type: string}}], responses: {'204': {description: x}}}}
    """
    config = "resources: {pet: {methods: {list: get /a}}, pets: {methods: {list: get /b}}}"
    emitted = emit(document, config)
    assert list(emitted.modules) == ["types.pet_list_params", "types.pets_list_params"]
    assert emitted.codes == ["Name/ModuleCollision"]


def test_what_narrows_a_base_says_so_to_type_checkers() -> None:
    components = """
Base: {type: object, required: [type, id], properties: {type: {type: string}, id: {type: string}}}
Pet:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, required: [type, id], properties: {type: {const: pet}, id: {type: string}}}
"""
    config = "resources: {pets: {models: {pet: Pet, base: Base}, methods: {retrieve: 'get /pets/{id}'}}}"
    lines = emit(get_pet(PET_REF, components), config).modules["types.pet"].split("\n")
    assert '    type: Literal["pet"]  # pyright: ignore[reportIncompatibleVariableOverride]' in lines
    assert "    id: str" in lines


def test_old_names_of_models() -> None:
    config = """
    resources:
      pets: {models: {pet: Pet, animal: {type: alias, to: pet}}, methods: {retrieve: 'get /pets/{id}'}}
    """
    emitted = emit(get_pet(PET_REF, PET), config)
    assert list(emitted.modules) == ["types.animal", "types.pet"]
    assert_code(body(emitted.modules["types.animal"]), "Animal: TypeAlias = Pet")
    result = emitted.operation("pets.retrieve").result
    assert result is not None
    assert str(result.annotation.code) == "Pet"


def test_dates_in_a_module_with_a_field_of_that_name() -> None:
    components = """
Pet:
  type: object
  required: [born, date]
  properties:
    date: {type: string, format: date}
    born: {type: object, required: [at], properties: {at: {type: string, format: date-time}}}
"""
    emitted = emit(get_pet(PET_REF, components), PETS_WITH_MODEL)
    assert_code(
        emitted.modules["types.pet"],
        """
        import datetime
        from .._models import BaseModel
        __all__ = ["Pet", "Born"]

        class Born(BaseModel):
            at: datetime.datetime

        class Pet(BaseModel):
            born: Born
            date: datetime.date
        """,
    )


def test_what_is_too_deep_becomes_object() -> None:
    schema = "{type: string}"
    for _ in range(120):
        schema = f"{{type: array, items: {schema}}}"
    emitted = emit(get_pet(PET_REF, f"Pet: {{type: object, properties: {{a: {schema}}}}}"), PETS_WITH_MODEL)
    assert "[object]" in emitted.modules["types.pet"]
    assert emitted.codes == ["Schema/TooLarge"]


def test_what_multiplies_is_cut_short() -> None:
    lines = ["Pet: {$ref: '#/components/schemas/L0'}"]
    for level in range(6):
        target = f"{{$ref: '#/components/schemas/L{level + 1}'}}"
        fields = ", ".join(f"p{index}: {target}" for index in range(6))
        lines.append(f"L{level}: {{type: object, properties: {{{fields}}}}}")
    lines.append("L6: {type: object, properties: {x: {type: string}}}")
    emitted = emit(get_pet(PET_REF, "\n".join(lines)), PETS_WITH_MODEL)
    assert len(exports(emitted.modules["types.pet"])) == 2000
    assert "Schema/TooLarge" in emitted.codes
