# ruff: noqa: E501 - documents in flow style read best one schema a line
"""Params types and the arguments of methods."""

from __future__ import annotations

import pytest
from type_modules import assert_code, body, emit, exports

from sdkwright.python.options import ExtraKeys, Options, StringSequences
from sdkwright.python.types.table import Argument, ArgumentLocation

PUT_TOY = """
paths:
  /pets/{pet_id}/toys/{toy_id}:
    put:
      parameters:
        - {name: toy_id, in: path, required: true, schema: {type: string}}
        - {name: pet_id, in: path, required: true, schema: {type: string}}
        PARAMETERS
      requestBody: {content: {MEDIA: {schema: SCHEMA}}}
      responses: {'204': {description: done}}
components:
  schemas:
"""
CONFIG = """
resources:
  pets: {subresources: {toys: {models: MODELS, methods: {update: 'put /pets/{pet_id}/toys/{toy_id}'}}}}
"""
MODULE = "types.pets.toy_update_params"


def put_toy(
    schema: str, parameters: str = "", components: str = "X: {}", media: str = "application/json", body: bool = True
) -> str:
    text = PUT_TOY if body else PUT_TOY.replace("      requestBody: {content: {MEDIA: {schema: SCHEMA}}}\n", "")
    lines = "".join(f"    {line}\n" for line in components.strip("\n").split("\n"))
    listed = parameters.strip("\n").replace("\n", "\n        ")
    return text.replace("PARAMETERS", listed).replace("SCHEMA", schema).replace("MEDIA", media) + lines


def config(models: str = "{}") -> str:
    return CONFIG.replace("MODELS", models)


def spelled(arguments: tuple[Argument, ...]) -> list[str]:
    """`name: annotation`, with `?` where it may be left out."""
    return [f"{one.name}{'' if one.required else '?'}: {one.annotation.code}" for one in arguments]


def test_path_query_body_and_header_in_one_type() -> None:
    parameters = """
- {name: zoom, in: query, schema: {type: integer}}
- {name: at, in: query, required: true, schema: {type: string, format: date-time}}
- {name: X-Beta, in: header, schema: {type: string}}
"""
    schema = "{type: object, required: [name], properties: {name: {type: string}, kindOf: {type: string, enum: [a]}}}"
    emitted = emit(put_toy(schema, parameters), config())
    assert_code(
        emitted.modules[MODULE],
        """
        from __future__ import annotations
        from typing import Union
        from datetime import datetime
        from typing_extensions import Literal, Required, Annotated, TypedDict
        from ..._utils import PropertyInfo
        __all__ = ["ToyUpdateParams"]

        class ToyUpdateParams(TypedDict, total=False):
            pet_id: Required[str]
            at: Required[Annotated[Union[str, datetime], PropertyInfo(format="iso8601")]]
            name: Required[str]
            zoom: int
            kind_of: Annotated[Literal["a"], PropertyInfo(alias="kindOf")]
            x_beta: Annotated[str, PropertyInfo(alias="X-Beta")]
        """,
    )
    operation = emitted.operation("pets.toys.update")
    assert spelled(operation.path_arguments) == ["toy_id: str", "pet_id: str"]
    assert spelled(operation.merged) == [
        "at: Union[str, datetime]",
        "name: str",
        "zoom?: int",
        'kind_of?: Literal["a"]',
        "x_beta?: str",
    ]
    assert operation.variants == (operation.merged,)
    assert operation.params is not None
    assert operation.params.name == "ToyUpdateParams"
    assert operation.result is None


def test_headers_alone_need_no_type() -> None:
    emitted = emit(put_toy("{}", "- {name: X-Beta, in: header, schema: {type: string}}", body=False), config())
    assert emitted.modules == {}
    operation = emitted.operation("pets.toys.update")
    assert operation.params is None
    assert spelled(operation.merged) == ["x_beta?: str"]


def test_nested_classes_follow_the_params_type() -> None:
    schema = "{type: object, properties: {box: {type: object, properties: {lids: {type: array, items: {type: object, properties: {a: {}}}}}}}}"
    emitted = emit(put_toy(schema), config())
    assert exports(emitted.modules[MODULE]) == ["ToyUpdateParams", "Box", "BoxLid"]
    names = [line.split("(")[0] for line in body(emitted.modules[MODULE]).split("\n") if line.startswith("class ")]
    assert names == ["class ToyUpdateParams", "class BoxLid", "class Box"]
    (box,) = emitted.operation("pets.toys.update").merged
    assert str(box.annotation.code) == "toy_update_params.Box"


@pytest.mark.parametrize(
    ("items", "annotation"),
    [
        ("{type: string}", "SequenceNotStr[str]"),
        ("{type: integer}", "Iterable[int]"),
        ("{type: string, enum: [a, b]}", 'List[Literal["a", "b"]]'),
        ("{type: [string, integer]}", "SequenceNotStr[Union[str, int]]"),
        ("{type: object, properties: {x: {}}}", "Iterable[X]"),
        ("{type: array, items: {type: number}}", "Iterable[Iterable[float]]"),
        ("{type: object, additionalProperties: {type: string}}", "Iterable[Dict[str, str]]"),
        ("{type: string, format: date}", 'Annotated[SequenceNotStr[Union[str, date]], PropertyInfo(format="iso8601")]'),
    ],
)
def test_lists(items: str, annotation: str) -> None:
    emitted = emit(put_toy(f"{{type: object, properties: {{xs: {{type: array, items: {items}}}}}}}"), config())
    assert f"xs: {annotation}\n" in emitted.modules[MODULE]


def test_lists_of_strings_as_they_used_to_be() -> None:
    schema = "{type: object, properties: {tags: {type: array, items: {type: string}}}}"
    emitted = emit(put_toy(schema), config(), Options(string_sequences=StringSequences.LIST))
    assert "tags: List[str]" in emitted.modules[MODULE]


def test_files_and_bytes() -> None:
    schema = "{type: object, required: [file], properties: {file: {type: string, format: binary}, key: {type: string, format: byte}}}"
    emitted = emit(put_toy(schema, media="multipart/form-data"), config())
    assert_code(
        body(emitted.modules[MODULE]),
        """
        class ToyUpdateParams(TypedDict, total=False):
            pet_id: Required[str]
            file: Required[FileTypes]
            key: Annotated[Union[str, Base64FileInput], PropertyInfo(format="base64")]
        """,
    )


def test_names_that_clash() -> None:
    parameters = "- {name: name, in: query, schema: {type: integer}}"
    schema = "{type: object, properties: {name: {type: string}, timeout: {type: number}, from: {type: string}, toy_id: {type: string}}}"
    emitted = emit(put_toy(schema, parameters), config())
    operation = emitted.operation("pets.toys.update")
    assert [one.name for one in operation.path_arguments] == ["path_toy_id", "pet_id"]
    assert spelled(operation.merged) == [
        "query_name?: int",
        "from_?: str",
        "body_name?: str",
        "api_timeout?: float",
        "body_toy_id?: str",
    ]
    assert 'body_toy_id: Annotated[str, PropertyInfo(alias="toy_id")]' in emitted.modules[MODULE]


def test_a_body_that_is_no_object_is_one_argument() -> None:
    emitted = emit(put_toy("{type: array, items: {type: object, properties: {a: {}}}}"), config())
    assert "body: Iterable[Body]" in emitted.modules[MODULE]
    (argument,) = emitted.operation("pets.toys.update").merged
    assert (argument.name, argument.location) == ("body", ArgumentLocation.WHOLE_BODY)
    assert str(argument.annotation.code) == "Iterable[toy_update_params.Body]"


UNION = """
Toy:
  discriminator: {propertyName: type}
  oneOf:
    - {title: Big Ball, type: object, required: [type, size], properties: {type: {const: ball}, size: {type: integer}}}
    - {title: Doll, type: object, required: [type], properties: {type: {const: doll}, dress: {type: object, properties: {a: {}}}}}
"""


def test_a_body_with_variants() -> None:
    emitted = emit(put_toy("{$ref: '#/components/schemas/Toy'}", components=UNION), config("{toy: Toy}"))
    assert_code(
        body(emitted.modules[MODULE]),
        """
        class BigBall(TypedDict, total=False):
            pet_id: Required[str]
            size: Required[int]
            type: Required[Literal["ball"]]

        class Doll(TypedDict, total=False):
            pet_id: Required[str]
            type: Required[Literal["doll"]]
            dress: DollDress

        class DollDress(TypedDict, total=False):
            a: object

        ToyUpdateParams: TypeAlias = Union[BigBall, Doll]
        """,
    )
    assert exports(emitted.modules[MODULE]) == ["ToyUpdateParams", "BigBall", "Doll", "DollDress"]
    operation = emitted.operation("pets.toys.update")
    assert [spelled(variant) for variant in operation.variants] == [
        ["size: int", 'type: Literal["ball"]'],
        ['type: Literal["doll"]', "dress?: toy_update_params.DollDress"],
    ]
    assert spelled(operation.merged) == [
        'type: Literal["ball", "doll"]',
        "size?: int",
        "dress?: toy_update_params.DollDress",
    ]
    assert exports(emitted.modules["types.pets.toy_param"]) == ["ToyParam", "Ball", "Doll", "DollDress"]


def test_a_model_that_is_the_body_needs_no_file() -> None:
    components = "Toy: {type: object, properties: {a: {type: string}}}"
    emitted = emit(put_toy("{$ref: '#/components/schemas/Toy'}", components=components), config("{toy: Toy}"))
    assert list(emitted.modules) == [MODULE]


def test_models_in_requests() -> None:
    components = """
Size: {type: string, enum: [s, l]}
Box: {type: object, required: [size], properties: {size: {$ref: '#/components/schemas/Size'}, id: {type: string, readOnly: true}}}
"""
    schema = "{type: object, properties: {box: {$ref: '#/components/schemas/Box'}}}"
    emitted = emit(put_toy(schema, components=components), config("{box: Box, size: Size}"))
    assert list(emitted.modules) == ["types.pets.box_param", "types.pets.size", MODULE]
    assert_code(
        body(emitted.modules["types.pets.box_param"]),
        "class BoxParam(TypedDict, total=False):\n    size: Required[Size]",
    )
    assert "from .size import Size" in emitted.modules["types.pets.box_param"]
    assert "box: BoxParam" in emitted.modules[MODULE]


def test_further_keys_in_requests() -> None:
    schema = (
        "{type: object, properties: {box: {type: object, properties: {a: {type: string}}, additionalProperties: true}}}"
    )
    emitted = emit(put_toy(schema), config())
    assert_code(
        body(emitted.modules[MODULE]).replace("  # type: ignore[call-arg]", ""),
        """
        class ToyUpdateParams(TypedDict, total=False):
            pet_id: Required[str]
            box: Box

        class Box(TypedDict, total=False, extra_items=object):
            a: str
        """,
    )
    assert exports(emitted.modules[MODULE]) == ["ToyUpdateParams", "Box"]


def test_a_dictionary_that_is_extended_does_not_limit_further_keys() -> None:
    components = """
Pet: {type: object, properties: {name: {type: string}}, additionalProperties: true}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {indoor: {type: boolean}}}]}
"""
    schema = "{type: object, properties: {cat: {$ref: '#/components/schemas/Cat'}}}"
    emitted = emit(put_toy(schema, components=components), config("{pet: Pet, cat: Cat}"))
    assert "class PetParam(TypedDict, total=False):" in emitted.modules["types.pets.pet_param"]
    assert "class CatParam(PetParam, total=False):" in emitted.modules["types.pets.cat_param"]


def test_a_named_list_of_a_named_union_has_the_union_once_more() -> None:
    components = """
Clicks: {type: array, items: {$ref: '#/components/schemas/Click'}}
Click: {anyOf: [{$ref: '#/components/schemas/Tap'}, {type: object, title: Press, properties: {long: {type: boolean}}}]}
Tap: {type: object, properties: {at: {type: integer}}}
"""
    schema = "{type: object, properties: {clicks: {$ref: '#/components/schemas/Clicks'}}}"
    emitted = emit(put_toy(schema, components=components), config("{clicks: Clicks, click: Click, tap: Tap}"))
    assert_code(
        body(emitted.modules["types.pets.clicks_param"]),
        """
        class Press(TypedDict, total=False):
            long: bool

        ClickParam: TypeAlias = Union[TapParam, Press]

        ClicksParam: TypeAlias = List[ClickParam]
        """,
    )
    assert exports(emitted.modules["types.pets.clicks_param"]) == ["ClicksParam", "ClickParam", "Press"]


def test_further_keys_in_requests_of_older_sdks() -> None:
    schema = (
        "{type: object, properties: {box: {type: object, properties: {a: {type: string}}, additionalProperties: true}}}"
    )
    emitted = emit(put_toy(schema), config(), Options(extra_keys=ExtraKeys.UNION))
    assert_code(
        body(emitted.modules[MODULE]),
        """
        class ToyUpdateParams(TypedDict, total=False):
            pet_id: Required[str]
            box: Box

        class BoxTyped(TypedDict, total=False):
            a: str

        Box: TypeAlias = Union[BoxTyped, Dict[str, object]]
        """,
    )
    assert exports(emitted.modules[MODULE]) == ["ToyUpdateParams", "Box"]


def test_a_call_that_can_stream() -> None:
    document = """
    paths:
      /chat:
        post:
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  required: [text]
                  properties:
                    text: {type: string}
                    stream: {type: [boolean, 'null'], description: Whether to stream.}
          responses:
            '200':
              description: ok
              content:
                application/json: {schema: {$ref: '#/components/schemas/Chat'}}
                text/event-stream: {schema: {$ref: '#/components/schemas/Chunk'}}
    components:
      schemas:
        Chat: {type: object, properties: {a: {type: string}}}
        Chunk: {type: object, properties: {b: {type: string}}}
    """
    settings = """
    resources:
      chats:
        models: {chat: Chat, chunk: Chunk}
        methods:
          create: {endpoint: post /chat, streaming: {param_discriminator: stream, stream_event_model: chats.chunk}}
    """
    emitted = emit(document, settings)
    assert_code(
        body(emitted.modules["types.chat_create_params"]),
        '''
        class ChatCreateParamsBase(TypedDict, total=False):
            text: Required[str]

        class ChatCreateParamsNonStreaming(ChatCreateParamsBase, total=False):
            stream: Optional[Literal[False]]
            """Whether to stream."""

        class ChatCreateParamsStreaming(ChatCreateParamsBase):
            stream: Required[Literal[True]]
            """Whether to stream."""

        ChatCreateParams = Union[ChatCreateParamsNonStreaming, ChatCreateParamsStreaming]
        ''',
    )
    operation = emitted.operation("chats.create")
    assert spelled(operation.merged) == ["text: str", "stream?: Optional[bool]"]
    assert operation.event is not None
    assert str(operation.event.annotation.code) == "Chunk"
    assert operation.params is not None
    assert operation.params.name == "ChatCreateParams"


def test_brackets_in_query_names_belong_to_the_array_format() -> None:
    parameters = "- {name: 'ids[]', in: query, schema: {type: array, items: {type: string}}}"
    plain = emit(put_toy("{}", parameters, body=False), config())
    brackets = emit(put_toy("{}", parameters, body=False), config() + "query_settings: {array_format: brackets}")
    assert [one.wire_name for one in plain.operation("pets.toys.update").merged] == ["ids[]"]
    assert [one.wire_name for one in brackets.operation("pets.toys.update").merged] == ["ids"]


def test_the_same_input_gives_the_same_output() -> None:
    document = put_toy("{$ref: '#/components/schemas/Toy'}", components=UNION)
    assert emit(document, config("{toy: Toy}")).modules == emit(document, config("{toy: Toy}")).modules


def test_which_aliases_have_one_form() -> None:
    components = """
Closed: {type: string, enum: [a, b]}
Name: {type: string}
Open: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}
Labels: {type: object, additionalProperties: {type: string}}
"""
    names = ("Closed", "Name", "Open", "Labels")
    properties = ", ".join(f"{name.lower()}: {{$ref: '#/components/schemas/{name}'}}" for name in names)
    models = "{" + ", ".join(f"{name.lower()}: {name}" for name in names) + "}"
    emitted = emit(put_toy(f"{{type: object, properties: {{{properties}}}}}", components=components), config(models))
    assert sorted(module.removeprefix("types.pets.") for module in emitted.modules) == [
        "closed",
        "labels_param",
        "name",
        "open_param",
        "toy_update_params",
    ]
