"""Where in the document a config's schemas stand, as far as the config itself tells.

In: `Settings`. Out: pointers, for who must know whether something there is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sdkwright.config.settings import ResourceSettings, Settings

_PLAIN = re.compile(r"[\w -]+")
_STEPS = re.compile(r"[\w -]+(?:\.[\w -]+)+")


def asked_places(settings: Settings) -> tuple[str, ...] | None:
    """The pointers of all schemas that stand elsewhere than among components by their bare name.

    `None` where one is searched for (JSONPath, JMESPath): a search may look at anything.
    """
    found: list[str] = []
    for reference in _references(settings):
        if "#/" in reference:
            found += dict.fromkeys((reference, unquote(reference)))
        elif _STEPS.fullmatch(reference):
            found.append("#/" + reference.replace(".", "/"))
        elif reference and not _PLAIN.fullmatch(reference):
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
