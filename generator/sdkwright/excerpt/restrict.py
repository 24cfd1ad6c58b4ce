"""The settings of an excerpt: those of the document, without methods and models whose entries are not in it.

In: settings, and the entries of an excerpt. Out: settings.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec.structs import replace

from sdkwright.config.settings import MethodSettings, ModelSettings, ResourceSettings, Settings
from sdkwright.excerpt.ties import entries_named
from sdkwright.load.document import join


def restricted(settings: Settings, chosen: Set[str]) -> Settings:
    """The settings for what an excerpt has of a document."""
    return replace(
        settings,
        resources=_resources(settings.resources, chosen),
        shared=_models(settings.shared, chosen),
        client=_with_chosen(settings.client, chosen) if settings.client is not None else None,
    )


def _resources(resources: Sequence[ResourceSettings], chosen: Set[str]) -> tuple[ResourceSettings, ...]:
    kept = (_with_chosen(resource, chosen) for resource in resources)
    return tuple(resource for resource in kept if resource.methods or resource.models or resource.subresources)


def _with_chosen(resource: ResourceSettings, chosen: Set[str]) -> ResourceSettings:
    return replace(
        resource,
        methods=tuple(method for method in resource.methods if _is_chosen(method, chosen)),
        models=_models(resource.models, chosen),
        subresources=_resources(resource.subresources, chosen),
    )


def _is_chosen(method: MethodSettings, chosen: Set[str]) -> bool:
    return not method.path or join("#/paths", method.path) in chosen


def _models(models: Sequence[ModelSettings], chosen: Set[str]) -> tuple[ModelSettings, ...]:
    return tuple(
        model for model in models if not model.reference or not chosen.isdisjoint(entries_named(model.reference))
    )
