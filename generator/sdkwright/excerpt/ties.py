"""What a config ties together: entries of which an excerpt has all or none.

In: settings. Out: `Ties`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdkwright.config.places import named_places
from sdkwright.config.settings import MethodSettings, ResourceSettings, Settings
from sdkwright.excerpt.entries import entry_of
from sdkwright.excerpt.reach import Ties
from sdkwright.load.document import join


def ties_of(settings: Settings) -> Ties:
    """What settings tie together."""
    return Ties(
        resources=[_paths(resource) for resource in _all(settings) if resource.methods],
        events=dict(_events(settings)),
        everywhere=entries_named(settings.errors.source) if settings.errors is not None else frozenset(),
    )


def entries_named(reference: str) -> frozenset[str]:
    """The entries that a config may mean by a reference."""
    return frozenset(entry for place in named_places(reference) or () if (entry := entry_of(place)) is not None)


def _paths(resource: ResourceSettings) -> tuple[frozenset[str], frozenset[str]]:
    below = (method for inner in resource.subresources for each in _below(inner) for method in each.methods)
    return _entries_of(resource.methods), _entries_of(below)


def _entries_of(methods: Iterable[MethodSettings]) -> frozenset[str]:
    return frozenset(join("#/paths", method.path) for method in methods)


def _events(settings: Settings) -> Iterator[tuple[str, frozenset[str]]]:
    named = [
        (join("#/paths", method.path), method.streaming.event_model.rpartition(".")[2])
        for resource in _all(settings)
        for method in resource.methods
        if method.streaming is not None and method.streaming.event_model
    ]
    if not named:
        return
    models = [*settings.shared, *(model for resource in _all(settings) for model in resource.models)]
    for path, key in named:
        entries = (entries_named(model.reference) for model in models if model.key == key)
        yield path, frozenset[str]().union(*entries)


def _all(settings: Settings) -> Iterator[ResourceSettings]:
    for resource in (*settings.resources, *([settings.client] if settings.client else [])):
        yield from _below(resource)


def _below(resource: ResourceSettings) -> Iterator[ResourceSettings]:
    yield resource
    for inner in resource.subresources:
        yield from _below(inner)
