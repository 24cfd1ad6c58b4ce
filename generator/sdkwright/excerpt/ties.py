"""What a config ties together: entries of which an excerpt has all or none.

In: settings, and the names of the entries of the document. Out: `Ties`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkwright.config.settings import MethodSettings, ModelSettings, ResourceSettings, Settings
from sdkwright.excerpt.meant import Meant, meant_among
from sdkwright.excerpt.reach import Ties


def ties_of(settings: Settings, names: Iterable[str]) -> Ties | None:
    """What settings tie together; `None` where they mean something that is no entry, so that nobody knows what."""
    meant = meant_among(names)
    references = [model.reference for model in _models(settings) if model.reference]
    if settings.errors is not None and settings.errors.source:
        references.append(settings.errors.source)
    paths = [method.path for resource in _all(settings) for method in resource.methods if method.path]
    if not all(map(meant.by_reference, references)) or not all(map(meant.by_path, paths)):
        return None
    if any(model.param_model for model in _models(settings)):
        return None  # one model stands for another
    return Ties(
        resources=[_paths(resource, meant) for resource in _all(settings) if resource.methods],
        events=dict(_events(settings, meant)),
        everywhere=meant.by_reference(settings.errors.source) if settings.errors is not None else frozenset(),
    )


def _paths(resource: ResourceSettings, meant: Meant) -> tuple[frozenset[str], frozenset[str]]:
    below = (method for inner in resource.subresources for each in _below(inner) for method in each.methods)
    return _entries_of(resource.methods, meant), _entries_of(below, meant)


def _entries_of(methods: Iterable[MethodSettings], meant: Meant) -> frozenset[str]:
    return frozenset(name for method in methods if method.path for name in meant.by_path(method.path))


def _events(settings: Settings, meant: Meant) -> Iterator[tuple[str, frozenset[str]]]:
    """The paths whose methods name the model of their events, with the entries that this may be."""
    for resource in _all(settings):
        for method in resource.methods:
            if method.path and method.streaming is not None and method.streaming.event_model:
                key = method.streaming.event_model.rpartition(".")[2]
                named = (meant.by_reference(model.reference) for model in _models(settings) if model.key == key)
                entries = frozenset[str]().union(*named)
                yield from ((name, entries) for name in meant.by_path(method.path))


def _models(settings: Settings) -> Iterator[ModelSettings]:
    yield from settings.shared
    for resource in _all(settings):
        yield from resource.models


def _all(settings: Settings) -> Iterator[ResourceSettings]:
    for resource in (*settings.resources, *([settings.client] if settings.client else [])):
        yield from _below(resource)


def _below(resource: ResourceSettings) -> Iterator[ResourceSettings]:
    yield resource
    for inner in resource.subresources:
        yield from _below(inner)
