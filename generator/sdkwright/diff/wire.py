"""Tells what is sent otherwise though the code of callers is the same.

In: the scope. Out: findings about requests, media types, credentials and deprecations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkwright.diff.model import Finding
from sdkwright.diff.requests import Request
from sdkwright.diff.rules import Rule, methods, wire
from sdkwright.diff.scope import Scope
from sdkwright.diff.sdk import Method, MethodKey


def on_the_wire(scope: Scope) -> Iterator[Finding]:
    """Findings about the methods that both SDKs have, under their new names."""
    for old_key, before in scope.old.methods.items():
        key = scope.renames.methods.get(old_key, old_key)
        after = scope.new.methods.get(key)
        if after is None:
            continue
        for rule, subject, old, new in (*_requests(key, before, after), *_deprecations(key, before, after)):
            yield Finding(
                rule=rule,
                resource=key.resource,
                subject=subject,
                before=old,
                after=new,
                old=before.function.location,
                new=after.function.location,
            )


_Told = tuple[Rule, str, str | None, str | None]
"""A rule, its subject, and the texts before and after."""


def _requests(key: MethodKey, before: Method, after: Method) -> Iterator[_Told]:
    old, new = before.facts.request, after.facts.request
    if old is None or new is None:
        return
    subject = key.subject
    if old.method != new.method:
        yield wire.HTTP_METHOD_CHANGED, subject, _spell(old), _spell(new)
    if old.endpoint[1] != new.endpoint[1]:
        yield wire.PATH_CHANGED, subject, _spell(old), _spell(new)
    for name in old.places:
        if name in new.places and old.places[name] != new.places[name]:
            yield wire.PARAMETER_MOVED, f"{subject}({name})", old.places[name], new.places[name]
    returns = [each.function.signatures[0].returns for each in (before, after)]
    media = [_media(each, asks_for_the_same=returns[0] == returns[1]) for each in (old, new)]
    if media[0] != media[1]:
        yield wire.CONTENT_TYPE_CHANGED, subject, _spell_headers(media[0]), _spell_headers(media[1])
    if old.security != new.security:
        yield wire.SECURITY_CHANGED, subject, old.security, new.security


def _media(request: Request, *, asks_for_the_same: bool) -> dict[str, str]:
    """The headers that name media types; what is asked for follows from what is returned, where that changes."""
    return {name: value for name, value in request.media.items() if asks_for_the_same or name.lower() != "accept"}


def _spell(request: Request) -> str:
    return f"{request.method} {request.path}"


def _spell_headers(headers: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in headers.items()) or "application/json"


def _deprecations(key: MethodKey, before: Method, after: Method) -> Iterator[_Told]:
    old, new = before.facts.deprecated, after.facts.deprecated
    if new is not None and old is None:
        yield methods.DEPRECATED, key.subject, None, new
    if old is not None and new is None:
        yield methods.UNDEPRECATED, key.subject, old, None
