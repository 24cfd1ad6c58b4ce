"""The config's resource tree, as a list.

In: `Settings`. Out: every resource with the path of keys that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdkwright.config.settings import ResourceSettings, Settings

ResourcePath = tuple[str, ...]


def walk(settings: Settings) -> Iterator[tuple[ResourcePath, ResourceSettings]]:
    """Every resource, `$client` first with an empty path, parents before children, in the author's order."""
    if settings.client is not None:
        yield (), settings.client
    stack: list[tuple[ResourcePath, ResourceSettings]] = [
        ((resource.key,), resource) for resource in reversed(settings.resources)
    ]
    while stack:
        path, resource = stack.pop()
        yield path, resource
        stack.extend(((*path, child.key), child) for child in reversed(resource.subresources))
