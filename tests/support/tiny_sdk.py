"""A tiny API with its types, built by hand, for tests of views and templates."""

from __future__ import annotations

import ast
from pathlib import Path

from msgspec.structs import replace

from sdkwright.config.settings import Environment, Organization, PythonTarget, Settings
from sdkwright.diagnostics import Location
from sdkwright.model.api import Api, Resource, Server
from sdkwright.model.operation import (
    ContentKind,
    HttpMethod,
    Method,
    Operation,
    OperationId,
    Response,
)
from sdkwright.model.schema import Object, Primitive, PrimitiveKind, Schema, SchemaId, origin_at
from sdkwright.python.code import Code
from sdkwright.python.context import Context, make_context
from sdkwright.python.imports import Annotation, Internal
from sdkwright.python.options import Options
from sdkwright.python.resources.build import build_module
from sdkwright.python.resources.layout import place_children
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
ORIGIN = origin_at(Location(file="api.yml", line=1, column=1, pointer="#"))
STRING, INTEGER, BOOLEAN, PET = SchemaId("#/string"), SchemaId("#/integer"), SchemaId("#/boolean"), SchemaId("#/pet")
TEXT = Annotation(code=Code("str"))
PET_TYPE = Annotation(code=Code("Pet"), imports=frozenset({Internal(module=("types", "pet"), name="Pet")}))
SCHEMAS = {
    STRING: Schema(id=STRING, origin=ORIGIN, type=Primitive(kind=PrimitiveKind.STRING)),
    INTEGER: Schema(id=INTEGER, origin=ORIGIN, type=Primitive(kind=PrimitiveKind.INTEGER)),
    BOOLEAN: Schema(id=BOOLEAN, origin=ORIGIN, type=Primitive(kind=PrimitiveKind.BOOLEAN)),
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
    methods: tuple[Method, ...],
    table: tuple[OperationTypes, ...],
    *,
    options: Options | None = None,
    api_fields: dict[str, object] | None = None,
    settings_fields: dict[str, object] | None = None,
    webhooks: dict[OperationId, Symbol] | None = None,
    **resource: object,
) -> Context:
    """A context whose API has one resource, `pets`."""
    pets = Resource(key="pets", path=("pets",), origin=ORIGIN, methods=methods, **resource)
    api = Api(
        title="Pets",
        version="1",
        doc="",
        servers=(Server(name="production", url="https://pets.test"),),
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
    found = TypeTable(
        operations={entry.operation: entry for entry in table},
        webhooks=webhooks or {},
        symbols={},
        annotate=_annotate,
    )
    return make_context(
        replace(api, **(api_fields or {})), replace(settings, **(settings_fields or {})), options or Options(), found
    )


def _annotate(schema: SchemaId, _direction: Direction, _module: tuple[str, ...]) -> Annotation:
    """Numbers and booleans are what they are; all else is text."""
    names = {INTEGER: "int", BOOLEAN: "bool"}
    return Annotation(code=Code(names.get(schema, "str")))


def render(template: str, view: object) -> str:
    """A view printed by a template of `templates/base`."""
    environment = make_environment([Layer(label="base", folder=TEMPLATES)])
    return environment.get_template(f"0/{template}").render(view=view)


def resource_source(made: Context) -> str:
    """The module of the resource `pets`, printed."""
    placed = place_children(made, made.api.root)
    return render("resource.py.jinja", build_module(made, placed[0]))


def class_named(source: str, name: str) -> ast.ClassDef:
    """A class of a module's source. Raises `StopIteration` where there is none."""
    return next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == name)


def forms(source: str, class_name: str, method: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every definition of a method in a class: its overloads, then its implementation."""
    return [
        node
        for node in class_named(source, class_name).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == method
    ]


def signature(form: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """A signature on one line, without the arguments that every method has."""
    text = f"({ast.unparse(form.args)}) -> {ast.unparse(form.returns) if form.returns else None}"
    return text.replace(EXTRAS, "").replace("(self, *)", "(self)")


EXTRAS = (
    ", extra_headers: Headers | None=None, extra_query: Query | None=None, extra_body: Body | None=None,"
    " timeout: float | Timeout | None | NotGiven=not_given"
)


def body(form: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The statements of a function without its docstring."""
    statements = [
        node for node in form.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    return "\n".join(ast.unparse(node) for node in statements)
