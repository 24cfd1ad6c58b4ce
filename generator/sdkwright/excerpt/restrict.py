"""The settings of an excerpt: those of the document, without methods and models whose entries are not in it.

In: settings, the entries of the document, and those of an excerpt. Out: settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.config.settings import MethodSettings, ModelSettings, ResourceSettings, Settings
from sdkwright.excerpt.meant import Meant, meant_among


def restricted(settings: Settings, names: Iterable[str], chosen: Set[str]) -> Settings:
    """The settings for those entries of a document, of all its `names`, that were chosen."""
    excerpt = _Excerpt(meant=meant_among(names), chosen=chosen)
    return replace(
        settings,
        resources=excerpt.resources(settings.resources),
        shared=excerpt.models(settings.shared),
        client=excerpt.resource(settings.client) if settings.client is not None else None,
    )


class _Excerpt(Struct, frozen=True, kw_only=True):
    """Takes out of settings what is about an excerpt."""

    meant: Meant
    chosen: Set[str]

    def resources(self, resources: Sequence[ResourceSettings]) -> tuple[ResourceSettings, ...]:
        kept = map(self.resource, resources)
        return tuple(resource for resource in kept if resource.methods or resource.models or resource.subresources)

    def resource(self, resource: ResourceSettings) -> ResourceSettings:
        return replace(
            resource,
            methods=tuple(filter(self._has_method, resource.methods)),
            models=self.models(resource.models),
            subresources=self.resources(resource.subresources),
        )

    def models(self, models: Sequence[ModelSettings]) -> tuple[ModelSettings, ...]:
        return tuple(filter(self._has_model, models))

    def _has_method(self, method: MethodSettings) -> bool:
        return not method.path or not self.chosen.isdisjoint(self.meant.by_path(method.path))

    def _has_model(self, model: ModelSettings) -> bool:
        return not model.reference or not self.chosen.isdisjoint(self.meant.by_reference(model.reference))
