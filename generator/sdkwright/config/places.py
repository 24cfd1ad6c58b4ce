"""What of the document a config asks for, as far as the config itself tells.

In: `Settings`. Out: pointers to where its schemas stand, data that it gives, and properties by which it tells objects
apart: for who must know whether something is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sdkwright.config.settings import ResourceSettings, Settings
from sdkwright.load.document import JsonValue, join

_SCHEMAS = "#/components/schemas"
_NAME = re.compile(r"[\w .-]+")
"""The name of a schema, or steps of members from the root of the document."""


def asked_places(settings: Settings) -> tuple[str, ...] | None:
    """The pointers of all schemas that the config names, in each way in which they may be meant.

    `None` where one is searched for (JSONPath, JMESPath): a search may look at anything.
    """
    found: list[str] = []
    for reference in _references(settings):
        places = named_places(reference)
        if places is None:
            return None
        found += places
    return tuple(found)


def named_places(reference: str) -> tuple[str, ...] | None:
    """The pointers that a reference of a config may mean; `None` where it is a search."""
    if "#/" in reference:
        decoded = unquote(reference)
        return (reference, decoded, decoded.replace("#/definitions/", f"{_SCHEMAS}/", 1))
    if _NAME.fullmatch(reference):
        return (join(_SCHEMAS, reference), "#/" + reference.replace(".", "/"))
    return None if reference else ()


def asked_values(settings: Settings) -> tuple[JsonValue, ...]:
    """The data that the config gives for parameters."""
    return tuple(dict(call.params) for call in settings.examples)


def asked_properties(settings: Settings) -> frozenset[str]:
    """The properties by which the config tells errors or events apart."""
    methods = (method for resource in _resources(settings) for method in resource.methods)
    events = frozenset(method.discriminator for method in methods if method.discriminator)
    return events if settings.errors is None else events | {settings.errors.discriminator}


def _references(settings: Settings) -> Iterator[str]:
    if settings.errors is not None:
        yield settings.errors.source
    yield from (model.reference for model in settings.shared)
    yield from (model.reference for resource in _resources(settings) for model in resource.models)


def _resources(settings: Settings) -> Iterator[ResourceSettings]:
    waiting: list[ResourceSettings] = [*settings.resources, *([settings.client] if settings.client else [])]
    while waiting:
        resource = waiting.pop()
        yield resource
        waiting += resource.subresources
