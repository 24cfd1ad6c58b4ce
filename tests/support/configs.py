"""Configs from text, documents from a dict, and what inference makes of paths, for tests of the config stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from sdkwright.config.infer import infer_settings
from sdkwright.config.read import parse_settings
from sdkwright.config.settings import MethodSettings, ResourceSettings, Settings
from sdkwright.diagnostics import Collector, Location
from sdkwright.load.document import Document

HEAD = """\
organization: {name: Acme}
targets: {python: {package_name: acme}}
resources: {}
"""
NOWHERE = Location(file="openapi.yml", line=1, column=1)


class Positions:
    """Everything stands in the first line, but keeps its pointer."""

    def locate(self, pointer: str) -> Location:
        return replace(NOWHERE, pointer=pointer)


class Config:
    """Settings read from a text, and what was found."""

    def __init__(self, text: str) -> None:
        self.found = Collector()
        settings = parse_settings(dedent(text).encode(), "stainless.yml", self.found)
        assert settings is not None, self.found.found
        self.settings = settings

    @property
    def codes(self) -> list[str]:
        return [diagnostic.rule.code for diagnostic in self.found]


def document(
    paths: Mapping[str, Any] | None = None, *, schemas: Mapping[str, Any] | None = None, **rest: Any
) -> Document:
    tree: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Acme API", "version": "1"},
        "servers": [{"url": "https://api.acme.com"}],
        "paths": paths or {},
        "components": {"schemas": schemas or {}},
        **rest,
    }
    return Document(tree=tree, files={}, positions=Positions(), digest="", source="openapi.yml")


def endpoints(*lines: str) -> dict[str, Any]:
    """Paths from lines `verb /path operationId -> answer`, the last two optional.

    The answer is `list` (an array), `page` (an object with `data`) or `one` (an object without lists).
    """
    answers: dict[str, Any] = {
        "list": {"type": "array", "items": {}},
        "page": {"type": "object", "properties": {"data": {"type": "array", "items": {}}}},
        "one": {"type": "object", "properties": {"id": {"type": "string"}}},
    }
    paths: dict[str, Any] = {}
    for line in lines:
        call, _, answer = line.partition(" -> ")
        verb, path, *operation_id = call.split()
        operation: dict[str, Any] = {"responses": {}}
        if operation_id:
            operation["operationId"] = operation_id[0]
        if answer:
            operation["responses"]["200"] = {"content": {"application/json": {"schema": answers[answer]}}}
        paths.setdefault(path, {})[verb] = operation
    return paths


def methods(resources: Iterable[ResourceSettings], prefix: str = "") -> Iterable[tuple[str, MethodSettings]]:
    for resource in resources:
        for method in resource.methods:
            yield f"{prefix}{resource.key}.{method.key}", method
        yield from methods(resource.subresources, f"{prefix}{resource.key}.")


def all_methods(settings: Settings) -> dict[str, MethodSettings]:
    client = settings.client.methods if settings.client is not None else ()
    named = [*methods(settings.resources), *((method.key, method) for method in client)]
    assert len({name for name, _ in named}) == len(named), "a name stands for two methods"
    return dict(named)


def infer(given: Document) -> Settings:
    return infer_settings(given, Collector())


def names(*lines: str) -> dict[str, str]:
    """The dotted names that inference gives to `verb /path` lines."""
    settings = infer(document(endpoints(*lines)))
    return {f"{method.http_method} {method.path}": name for name, method in all_methods(settings).items()}


def name_of(*lines: str) -> str:
    """The name of the first of some lines; the others are what stands beside it."""
    return names(*lines)[" ".join(lines[0].split()[:2])]


def without_places(value: Any) -> Any:
    """Settings with every location at the same place, for comparing."""
    if isinstance(value, Location):
        return NOWHERE
    if isinstance(value, Struct):
        changes = {name: without_places(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(without_places(each) for each in value)
    return value


SHARED = Path(__file__).parents[3] / "shared"


def shared_files(*patterns: str) -> Sequence[Path]:
    return sorted(path for pattern in patterns for path in SHARED.glob(pattern))


needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
