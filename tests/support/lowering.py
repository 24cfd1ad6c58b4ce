"""Lower small documents in tests: YAML text in, the model and the findings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from sdkwright.config.read import parse_settings
from sdkwright.diagnostics import Collector, Location
from sdkwright.load.document import Document
from sdkwright.lower.lower import lower
from sdkwright.model.api import Api, Resource
from sdkwright.model.operation import Operation
from sdkwright.model.queries import operations, resources
from sdkwright.model.schema import Object, Property, Schema, SchemaId, Type

CONFIG = """
organization: {name: Acme}
targets: {python: {package_name: acme}}
environments: {production: https://api.acme.test}
"""


class NoPositions:
    """Every pointer stands in line 1."""

    def locate(self, pointer: str) -> Location:
        return Location(file="openapi.yml", line=1, column=1, pointer=pointer)


@dataclass(frozen=True)
class Lowered:
    api: Api
    codes: list[str]
    messages: list[str]
    hints: list[str | None]

    def schema(self, pointer: str) -> Schema:
        return self.api.schemas[SchemaId(pointer)]

    def type(self, name: str) -> Type:
        """The type of a component schema."""
        return self.schema(f"#/components/schemas/{name}").type

    def property(self, name: str, wire_name: str) -> Property:
        """A property of a component schema that is an object."""
        type_ = self.type(name)
        assert isinstance(type_, Object)
        return next(found for found in type_.properties if found.wire_name == wire_name)

    def operation(self, key: str) -> Operation:
        return next(operation for _, operation in operations(self.api) if operation.key == key)

    def resource(self, *path: str) -> Resource:
        return next(resource for resource in resources(self.api) if resource.path == path)


def make_document(tree: Mapping[str, Any]) -> Document:
    return Document(tree=tree, files={}, positions=NoPositions(), digest="", source="openapi.yml")


def lower_tree(tree: Mapping[str, Any], config: str) -> Lowered:
    diagnostics = Collector()
    settings = parse_settings((CONFIG + config).encode(), "stainless.yml", diagnostics)
    assert settings is not None, diagnostics.found
    assert not diagnostics.found, diagnostics.found
    api = lower(make_document(tree), settings, diagnostics)
    found = diagnostics.found
    return Lowered(
        api, [entry.rule.code for entry in found], [entry.message for entry in found], [entry.hint for entry in found]
    )


def lower_text(document: str, config: str = "") -> Lowered:
    """Lower a document, already in the 3.1 dialect."""
    return lower_tree(yaml.safe_load(document), config)


def lower_schemas(schemas: str, *, named: str = "") -> Lowered:
    """Lower component schemas: all are reached through an unmodelled root; `named` ones are models of a resource."""
    components: dict[str, Any] = yaml.safe_load(schemas)
    root = {"type": "object", "properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in components}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": {**components, "TheRoot": root}},
    }
    lines = ["resources: {things: {models: {the_root: TheRoot"]
    lines += [f"{name.lower()}: {name}" for name in named.split()]
    return lower_tree(tree, ", ".join(lines) + "}}}")
