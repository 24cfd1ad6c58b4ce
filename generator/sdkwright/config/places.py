"""Where in the document a config's schemas stand, as far as the config itself tells.

In: `Settings`. Out: pointers, for who must know whether something there is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sdkwright.config.settings import ResourceSettings, Settings
from sdkwright.load.document import join

_SCHEMAS = "#/components/schemas"
_NAME = re.compile(r"[\w .-]+")
"""The name of a schema, or steps of members from the root of the document."""


def asked_places(settings: Settings) -> tuple[str, ...] | None:
    """The pointers of all schemas that the config names, in each way in which they may be meant.

    `None` where one is searched for (JSONPath, JMESPath): a search may look at anything.
    """
    found: list[str] = []
    for reference in _references(settings):
        if "#/" in reference:
            decoded = unquote(reference)
            found += (reference, decoded, decoded.replace("#/definitions/", f"{_SCHEMAS}/", 1))
        elif _NAME.fullmatch(reference):
            found += (join(_SCHEMAS, reference), "#/" + reference.replace(".", "/"))
        elif reference:
            return None
    return tuple(found)


def _references(settings: Settings) -> Iterator[str]:
    if settings.errors is not None:
        yield settings.errors.source
    yield from (model.reference for model in settings.shared)
    waiting: list[ResourceSettings] = [*settings.resources, *([settings.client] if settings.client else [])]
    while waiting:
        resource = waiting.pop()
        yield from (model.reference for model in resource.models)
        waiting += resource.subresources
