"""`api.md`, line by line as published SDKs have it."""

from __future__ import annotations

from msgspec.structs import replace
from tiny_sdk import ORIGIN, PET, argument, context, operation, params, render, types

from sdkwright.model.api import Model, Resource
from sdkwright.model.operation import Body, BodyKind, HttpMethod, Pagination
from sdkwright.model.schema import SchemaId
from sdkwright.python.apimd.build import build_api_pages
from sdkwright.python.code import Code
from sdkwright.python.imports import Annotation
from sdkwright.python.types.table import ArgumentLocation, Direction, Result, Symbol

NAME = argument("name", ArgumentLocation.BODY, required=True)
OWNER = argument("owner_id", ArgumentLocation.PATH, required=True, wire_name="ownerId")
ID = argument("pet_id", ArgumentLocation.PATH, required=True, wire_name="petId")
PET_SYMBOL = Symbol(module=("types", "pet"), name="Pet")


def pages(methods, table, *, models=(), symbols=None, **fields) -> dict[str, str]:
    """The pages of an API with one resource, by path."""
    made = context(methods, table, models=models, **fields)
    made = replace(made, table=replace(made.table, symbols=symbols or {}))
    return {view.path: render("api.md.jinja", view) for view in build_api_pages(made)}


def test_methods_stand_in_their_order_with_links() -> None:
    create = operation(
        "create",
        HttpMethod.POST,
        "/pets",
        body=Body(media_type="application/json", kind=BodyKind.JSON, schema=SchemaId("#/string"), required=True),
    )
    move = operation("adopt", HttpMethod.POST, "/owners/{ownerId}/pets/{petId}", positional=("petId",))
    listed = operation("list", HttpMethod.GET, "/pets", pagination=Pagination(scheme="cursor_page", items=PET))
    delete = operation("delete", HttpMethod.DELETE, "/pets/{petId}", positional=("petId",))
    table = (
        types("create", variants=((NAME,),), merged=(NAME,), params=params("create")),
        types("adopt", path_arguments=(ID, OWNER), variants=((NAME,),), merged=(NAME,), params=params("adopt")),
        types("list"),
        types("delete", path_arguments=(ID,), result=None),
    )
    text = pages(
        (move, delete, listed, create),
        table,
        models=(Model(key="pet", schema=PET, origin=ORIGIN),),
        symbols={(PET, Direction.RESPONSE): PET_SYMBOL},
    )["api.md"]
    pet = '<a href="./src/pet_store/types/pet.py">'
    source = '<a href="./src/pet_store/resources/pets.py">'
    assert text.splitlines() == [
        "# Pets",
        "",
        "Types:",
        "",
        "```python",
        "from pet_store.types import Pet",
        "```",
        "",
        "Methods:",
        "",
        f'- <code title="post /pets">client.pets.{source}create</a>'
        f'(\\*\\*<a href="src/pet_store/types/pet_create_params.py">params</a>) -> {pet}Pet</a></code>',
        f'- <code title="get /pets">client.pets.{source}list</a>() -> {pet}SyncCursorPage[Pet]</a></code>',
        f'- <code title="delete /pets/{{petId}}">client.pets.{source}delete</a>(pet_id) -> None</code>',
        f'- <code title="post /owners/{{ownerId}}/pets/{{petId}}">client.pets.{source}adopt</a>'
        f'(pet_id, \\*, owner_id, \\*\\*<a href="src/pet_store/types/pet_adopt_params.py">params</a>)'
        f" -> {pet}Pet</a></code>",
    ]


def test_named_models_come_by_name_then_answers_without_one() -> None:
    other = SchemaId("#/integer")
    answer = Result(
        annotation=Annotation(code=Code("PetListResponse")),
        symbol=Symbol(module=("types", "pet_list_response"), name="PetListResponse"),
    )
    unknown = Result(annotation=Annotation(code=Code("object")), symbol=None)
    text = pages(
        (operation("list", HttpMethod.GET, "/pets"), operation("guess", HttpMethod.GET, "/guess")),
        (types("list", result=answer), types("guess", result=unknown)),
        models=(Model(key="zebra", schema=PET, origin=ORIGIN), Model(key="ant", schema=other, origin=ORIGIN)),
        symbols={(PET, Direction.RESPONSE): PET_SYMBOL, (other, Direction.REQUEST): PET_SYMBOL},
    )["api.md"]
    assert "from pet_store.types import Ant, Zebra, PetListResponse\n" in text
    assert "-> object</code>" in text


def test_a_long_import_has_one_name_a_line() -> None:
    schemas = [SchemaId("#/string"), SchemaId("#/integer"), SchemaId("#/boolean")]
    models = tuple(
        Model(key=f"{'long' * 7}_{number}", schema=schema, origin=ORIGIN) for number, schema in enumerate(schemas)
    )
    symbols = {(schema, Direction.RESPONSE): PET_SYMBOL for schema in schemas}
    text = pages((), (), models=models, symbols=symbols)["api.md"]
    assert "from pet_store.types import (\n    Long" in text
    assert ",\n)\n```\n" in text


def test_a_standalone_resource_has_a_page_of_its_own() -> None:
    method = operation("list", HttpMethod.GET, "/pets")
    found = pages((method,), (types("list"),), standalone=True)
    assert found["api.md"] == "# [Pets](src/pet_store/resources/pets/api.md)\n"
    page = found["src/pet_store/resources/pets/api.md"]
    assert page.startswith("# Pets\n")
    assert '<a href="./src/pet_store/resources/pets/pets.py">list</a>' in page


def test_a_resource_for_some_languages_only_is_not_listed() -> None:
    assert pages((operation("list", HttpMethod.GET, "/pets"),), (types("list"),), limited=True) == {"api.md": ""}


def test_shared_types_open_the_page() -> None:
    pet = Model(key="pet", schema=PET, origin=ORIGIN)
    made = context((), (), api_fields={"shared": (pet,)})
    made = replace(made, table=replace(made.table, symbols={(PET, Direction.RESPONSE): PET_SYMBOL}))
    (view,) = build_api_pages(made)
    assert render("api.md.jinja", view) == (
        "# Shared Types\n\n```python\nfrom pet_store.types import Pet\n```\n\n# Pets\n"
    )


def test_methods_of_the_client_open_the_page() -> None:
    status = operation("status", HttpMethod.GET, "/status", path_key='/status?beta=true"<x>')
    root = Resource(key="", path=(), origin=ORIGIN, methods=(status,))
    text = pages((), (types("status"),), api_fields={"root": root})["api.md"]
    assert text.startswith("# PetStore\n")
    assert (
        '<code title="get /status?beta=true&quot;&lt;x&gt;">client.<a href="./src/pet_store/_client.py">status</a>()'
        in text
    )
