"""Entries of the resource tree that stand in the document: `x-stainless-method`, `x-stainless-model`.

In: the config's tree. Out: the same tree with those entries added; what the config itself says wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sdkwright.config.settings import (
    MethodSettings,
    MethodType,
    ModelSettings,
    Paginated,
    ResourceSettings,
    Settings,
)
from sdkwright.diagnostics import Location
from sdkwright.load.document import join
from sdkwright.lower.endpoints import Endpoints
from sdkwright.lower.reading import Node, Source
from sdkwright.lower.tree import walk

_METHOD = "x-stainless-method"
_MODEL = "x-stainless-model"
_CLIENT = "$client"
_SHARED = ("$shared", "shared")


def with_extensions(source: Source, settings: Settings, endpoints: Endpoints) -> Settings:
    """The settings with the document's own methods and models."""
    for endpoint in endpoints.all:
        written = endpoint.node.value.get(_METHOD)
        entry = endpoint.node.child(_METHOD) if isinstance(written, Mapping) else None
        path = entry.text("path") if entry is not None else endpoint.node.text(_METHOD)
        if path:
            location = source.locate(join(endpoint.node.pointer, _METHOD))
            method = _method(entry, path.rpartition(".")[2], location)
            method = replace(method, http_method=endpoint.http_method.value, path=endpoint.path)
            settings = _add_method(settings, path, method)
    known = {model.reference for _, resource in walk(settings) for model in resource.models}
    known.update(model.reference for model in settings.shared)
    root = source.node("#/components/schemas")
    for name in root.value if root is not None else ():
        node = source.node(join("#/components/schemas", name))
        if node is None or _MODEL not in node.value or not known.isdisjoint((name, node.pointer)):
            continue
        if path := node.text(_MODEL):
            location = source.locate(join(node.pointer, _MODEL))
            model = ModelSettings(key=path.rpartition(".")[2], location=location, reference=node.pointer)
            settings = _add_model(settings, path, model)
    return settings


def _method(entry: Node | None, key: str, location: Location) -> MethodSettings:
    method = MethodSettings(key=key, type=MethodType.HTTP, location=location)
    if entry is None:
        return method
    paginated = entry.value.get("paginated")
    if isinstance(paginated, bool):
        method = replace(method, paginated=Paginated.MUST if paginated else Paginated.NEVER)
    elif isinstance(paginated, str):
        method = replace(method, paginated=Paginated.NAMED, pagination_scheme=paginated)
    unwrap = entry.value.get("unwrap_response")
    if unwrap is False:
        method = replace(method, unwrap="")
    elif isinstance(unwrap, str):
        method = replace(method, unwrap=unwrap)
    positional = entry.texts("positional_params") if "positional_params" in entry.value else None
    return replace(method, positional=positional, body_param_name=entry.text("body_param_name"))


def _add_method(settings: Settings, path: str, method: MethodSettings) -> Settings:
    def add(resource: ResourceSettings) -> ResourceSettings:
        if any(known.key == method.key for known in resource.methods):
            return resource
        return replace(resource, methods=(*resource.methods, method))

    *keys, _ = path.split(".")
    if keys == [_CLIENT]:
        client = settings.client or ResourceSettings(key=_CLIENT, location=method.location)
        return replace(settings, client=add(client))
    return _change(settings, keys, method.location, add)


def _add_model(settings: Settings, path: str, model: ModelSettings) -> Settings:
    def add(resource: ResourceSettings) -> ResourceSettings:
        if any(known.key == model.key for known in resource.models):
            return resource
        return replace(resource, models=(*resource.models, model))

    *keys, _ = path.split(".")
    if len(keys) == 1 and keys[0] in _SHARED:
        if any(known.key == model.key for known in settings.shared):
            return settings
        return replace(settings, shared=(*settings.shared, model))
    return _change(settings, keys, model.location, add)


def _change(
    settings: Settings,
    keys: list[str],
    location: Location,
    change: Callable[[ResourceSettings], ResourceSettings],
) -> Settings:
    if not keys:
        return settings
    holder = ResourceSettings(key="", location=location, subresources=settings.resources)
    return replace(settings, resources=_changed(holder, keys, location, change).subresources)


def _changed(
    resource: ResourceSettings,
    keys: list[str],
    location: Location,
    change: Callable[[ResourceSettings], ResourceSettings],
) -> ResourceSettings:
    """The resource with the change made at a path below it; what is missing on the way is created."""
    if not keys:
        return change(resource)
    first, *rest = keys
    children = list(resource.subresources)
    index = next((index for index, child in enumerate(children) if child.key == first), None)
    if index is None:
        children.append(ResourceSettings(key=first, location=location))
        index = len(children) - 1
    children[index] = _changed(children[index], rest, location, change)
    return replace(resource, subresources=tuple(children))
