"""Lay out and print the types of small documents in tests."""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass
from typing import Any

import yaml
from lowering import CONFIG, make_document

from sdkwright.assets import templates_folder
from sdkwright.config.read import parse_settings
from sdkwright.diagnostics import Collector
from sdkwright.lower.lower import lower
from sdkwright.model.operation import OperationId
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.options import Options
from sdkwright.python.types.present import type_views
from sdkwright.python.types.resolve import resolve_types
from sdkwright.python.types.table import OperationTypes, TypeTable
from sdkwright.render.environment import make_environment
from sdkwright.render.style import Layer

HEAD: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}


@dataclass(frozen=True)
class Emitted:
    """The table, and the text of each module under `types/` by its dotted path."""

    table: TypeTable
    modules: dict[str, str]
    packages: dict[str, str]
    codes: list[str]
    """Of the findings."""

    def operation(self, name: str) -> OperationTypes:
        return self.table.operations[OperationId(name)]


def emit(document: str, config: str, options: Options | None = None) -> Emitted:
    """Types of a document in the 3.1 dialect (without its head) under a config (without its head)."""
    diagnostics = Collector()
    settings = parse_settings((CONFIG + textwrap.dedent(config)).encode(), "stainless.yml", diagnostics)
    assert settings is not None, diagnostics.found
    tree = {**HEAD, "paths": {}, **yaml.safe_load(textwrap.dedent(document))}
    api = lower(make_document(tree), settings, diagnostics)
    table = resolve_types(api, settings, options or Options(), diagnostics)
    views = type_views(table, Docstrings())
    environment = make_environment((Layer(label="base", folder=templates_folder() / "base"),))
    module = environment.get_template("0/types_module.py.jinja")
    package = environment.get_template("0/lazy_package.py.jinja")
    return Emitted(
        table=table,
        modules={".".join(view.path): module.render(view=view) for view in views.modules},
        packages={view.folder.replace("/", "."): package.render(view=view) for view in views.packages},
        codes=[finding.rule.code for finding in diagnostics.found],
    )


def assert_code(found: str, expected: str) -> None:
    """The same Python, however it is formatted."""
    assert ast.unparse(ast.parse(found)) == ast.unparse(ast.parse(textwrap.dedent(expected)))


def body(found: str) -> str:
    """A module without its imports and `__all__`."""
    tree = ast.parse(found)
    tree.body = [
        node
        for node in tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
    ]
    return ast.unparse(tree)


def exports(found: str) -> list[str]:
    """What `__all__` says."""
    for node in ast.parse(found).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    raise AssertionError("no __all__")


GET_PET = """
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: SCHEMA}}}}
components:
  schemas:
"""


def get_pet(schema: str, components: str) -> str:
    lines = "".join(f"    {line}\n" for line in components.strip("\n").split("\n"))
    return GET_PET.replace("SCHEMA", schema) + lines


PETS = "resources: {pets: {methods: {retrieve: 'get /pets/{id}'}}}"
PETS_WITH_MODEL = "resources: {pets: {models: {pet: Pet}, methods: {retrieve: 'get /pets/{id}'}}}"
PET_REF = "{$ref: '#/components/schemas/Pet'}"
