"""A tiny API with its types, built by hand, for tests of views and templates."""

from __future__ import annotations

from pathlib import Path

from sdkwright.config.settings import Environment, Organization, PythonTarget, Settings
from sdkwright.model.api import Api, Resource
from sdkwright.model.operation import (
    Body,
    BodyKind,
    ContentKind,
    HttpMethod,
    Operation,
    OperationId,
    Parameter,
    ParameterLocation,
    ParameterStyle,
    Response,
    Stream,
    StreamProtocol,
)
from sdkwright.model.schema import Object, Origin, Primitive, PrimitiveKind, Schema, SchemaId
from sdkwright.python.code import Code
from sdkwright.python.context import Context, make_context
from sdkwright.python.imports import Annotation, External, Internal
from sdkwright.python.options import Options
from sdkwright.python.types.table import (
    Argument,
    ArgumentLocation,
    Direction,
    OperationTypes,
    Result,
    Symbol,
    TypeTable,
)
from sdkwright.render.environment import make_environment
from sdkwright.render.style import Layer

TEMPLATES = Path(__file__).parents[2] / "templates" / "base"
ORIGIN = Origin(file="api.yml", line=1, column=1, pointer="#")
STRING, INTEGER, PET = SchemaId("#/string"), SchemaId("#/integer"), SchemaId("#/pet")
TEXT = Annotation(code=Code("str"))
PET_TYPE = Annotation(code=Code("Pet"), imports=frozenset({Internal(module=("types", "pet"), name="Pet")}))
SCHEMAS = {
    STRING: Schema(id=STRING, origin=ORIGIN, type=Primitive(kind=PrimitiveKind.STRING)),
    INTEGER: Schema(id=INTEGER, origin=ORIGIN, type=Primitive(kind=PrimitiveKind.INTEGER)),
    PET: Schema(id=PET, origin=ORIGIN, type=Object(properties=())),
}


def argument(
    name: str, location: ArgumentLocation, *, required: bool = False, wire_name: str = "", **more: object
) -> Argument:
    """A string argument."""
    fields = {"schema": STRING, "annotation": TEXT, **more}
    return Argument(name=name, wire_name=wire_name or name, location=location, required=required, **fields)


def operation(key: str, method: HttpMethod, path: str, **more: object) -> Operation:
    """An operation that answers with a pet."""
    answer = Response(status="200", media_type="application/json", content=ContentKind.JSON, schema=PET)
    fields = {"responses": (answer,), "response": answer, **more}
    return Operation(id=OperationId(f"pets.{key}"), key=key, origin=ORIGIN, http_method=method, path=path, **fields)


def types(key: str, **more: object) -> OperationTypes:
    """The types of an operation that answers with a pet."""
    fields = {
        "path_arguments": (),
        "variants": ((),),
        "merged": (),
        "params": None,
        "result": Result(annotation=PET_TYPE, symbol=Symbol(module=("types", "pet"), name="Pet")),
        **more,
    }
    return OperationTypes(operation=OperationId(f"pets.{key}"), **fields)


def params(key: str) -> Symbol:
    """A params type."""
    return Symbol(module=("types", f"pet_{key}_params"), name=f"Pet{key.title()}Params")


def context(
    methods: tuple[Operation, ...],
    table: tuple[OperationTypes, ...],
    *,
    options: Options | None = None,
    **resource: object,
) -> Context:
    """A context whose API has one resource, `pets`."""
    pets = Resource(key="pets", path=("pets",), origin=ORIGIN, methods=methods, **resource)
    api = Api(
        title="Pets",
        version="1",
        doc="",
        servers=(),
        security_schemes=(),
        security=(),
        options=(),
        schemas=SCHEMAS,
        names={},
        root=Resource(key="", path=(), origin=ORIGIN, children=(pets,)),
    )
    settings = Settings(
        organization=Organization(name="Pet Store"),
        target=PythonTarget(package_name="pet_store", project_name="pet-store"),
        resources=(),
        environments=(Environment(name="production", url="https://pets.test"),),
    )
    return make_context(
        api,
        settings,
        options or Options(),
        TypeTable(
            operations={entry.operation: entry for entry in table},
            webhooks={},
            symbols={},
            annotate=lambda _schema, _direction, _module: TEXT,
        ),
    )


def render(template: str, view: object) -> str:
    """A view printed by a template of `templates/base`."""
    environment = make_environment([Layer(label="base", folder=TEMPLATES)])
    return environment.get_template(f"0/{template}").render(view=view)


__all__ = [
    "ORIGIN",
    "PET",
    "STRING",
    "Annotation",
    "Argument",
    "ArgumentLocation",
    "Body",
    "BodyKind",
    "Code",
    "ContentKind",
    "Direction",
    "External",
    "HttpMethod",
    "Parameter",
    "ParameterLocation",
    "ParameterStyle",
    "Response",
    "Stream",
    "StreamProtocol",
    "argument",
    "context",
    "operation",
    "params",
    "render",
    "types",
]
