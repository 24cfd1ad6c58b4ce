"""Muting findings that the config says to ignore (`diagnostics.ignored`).

In: the findings of a run and the settings. Out: the findings that are left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sdkwright.config.settings import Settings
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.source.tree import JsonValue

_BREADCRUMB = re.compile(r"\((?P<kind>[a-z]+)\)\s*(?P<name>[^>]*)")


def mute(collector: Collector, settings: Settings) -> None:
    """Drop what `diagnostics.ignored` names, by code and (where places are given) by place."""
    collector.found[:] = [found for found in collector.found if not _is_muted(found, settings.ignored_diagnostics)]


def _is_muted(found: Diagnostic, ignored: Mapping[str, JsonValue]) -> bool:
    where = ignored.get(found.rule.code)
    match where:
        case None | False:
            return False
        case True:
            return True
        case str() | Mapping():
            return _is_at(found, where)
        case Sequence():
            return any(_is_at(found, place) for place in where)
        case _:
            return False


def _is_at(found: Diagnostic, place: JsonValue) -> bool:
    if isinstance(place, Mapping):
        place = place.get("location", place.get("target"))
    if not isinstance(place, str) or found.location is None:
        return False
    wanted = _tokens(place)
    return bool(wanted) and _tokens(found.location.pointer)[: len(wanted)] == wanted


def _tokens(place: str) -> list[str]:
    if ">" in place or place.startswith("("):
        return _breadcrumbs(place)
    if "/" in place or place.startswith("#"):
        path = place.partition("#")[2] if "#" in place else place
        return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:]]
    return place.split(".") if place else []


def _breadcrumbs(place: str) -> list[str]:
    tokens: list[str] = []
    for match in _BREADCRUMB.finditer(place):
        name = match["name"].strip()
        match match["kind"]:
            case "resource":
                tokens += ["subresources" if tokens else "resources", name]
            case "method":
                tokens += ["methods", name]
            case "model":
                tokens += ["models", name]
            case _:
                break
    return tokens
