"""Entries of the resource tree that stand in the document: `x-stainless-method`, `x-stainless-model`.

In: the config's tree. Out: the same tree with those entries added; what the config itself says wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from sdkwright.config.reader import Entry
from sdkwright.config.sections.methods import read_method
from sdkwright.config.settings import MethodSettings, ModelSettings, ResourceSettings, Settings
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
            method = _method(source, endpoint.node, path.rpartition(".")[2])
            if method is not None:
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


def _method(source: Source, operation: Node, key: str) -> MethodSettings | None:
    """The method that an operation says it is, with the keys of the config's long form; `None` where it is wrong."""
    written = operation.value[_METHOD]
    keys = {name: value for name, value in written.items() if name != "path"} if isinstance(written, Mapping) else {}
    pointer = join(operation.pointer, _METHOD)
    entry = Entry(value={**keys, "endpoint": "get /"}, pointer=pointer, source=source, diagnostics=source.diagnostics)
    return read_method(key, entry)


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
