"""Tells what the client itself does otherwise: where options come from, what every request carries, where it goes.

In: the scope. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkwright.compare.grouping import CLIENT
from sdkwright.diff.client_facts import ClientFacts
from sdkwright.diff.model import Finding
from sdkwright.diff.rules import Rule, client, parameters
from sdkwright.diff.scope import Scope

_Told = tuple[Rule, str, str | None, str | None]
"""A rule, its subject, and the texts before and after."""

_WITHOUT_EFFECT = frozenset({"ENV_PREFIX", "RAW_RESPONSE_HEADER", "OVERRIDE_CAST_TO_HEADER"})


def of_the_client(scope: Scope) -> Iterator[Finding]:
    """Findings about the client, which both SDKs have."""
    old, new = scope.old.facts.client, scope.new.facts.client
    if not old.name or not new.name:
        return
    for rule, subject, before, after in (*_options(old, new), *_addresses(old, new), *_requests(old, new)):
        yield Finding(rule=rule, resource=CLIENT, subject=subject, before=before, after=after)


def _options(old: ClientFacts, new: ClientFacts) -> Iterator[_Told]:
    for option, variable in old.variables.items():
        now = new.variables.get(option)
        if now != variable and (now is not None or option in new.needed or option in new.defaults):
            yield client.ENVIRONMENT_VARIABLE_CHANGED, _option(new, option), variable, now
    for option in sorted(new.needed - old.needed):
        if option in old.variables or option in old.defaults:
            yield client.CLIENT_OPTION_REQUIRED, _option(new, option), None, None
    for option in sorted(old.needed - new.needed):
        if option in new.variables or option in new.defaults:
            yield client.CLIENT_OPTION_MADE_OPTIONAL, _option(new, option), None, None
    for option, default in old.defaults.items():
        if option != "base_url" and new.defaults.get(option, default) != default:
            yield parameters.PARAMETER_DEFAULT_CHANGED, _option(new, option), default, new.defaults[option]


def _option(facts: ClientFacts, name: str) -> str:
    return f"{facts.name}({name})"


def _addresses(old: ClientFacts, new: ClientFacts) -> Iterator[_Told]:
    before, after = old.defaults.get("base_url"), new.defaults.get("base_url")
    if before is not None and after is not None and before != after:
        yield client.BASE_URL_CHANGED, new.name, before, after
    for name, address in old.environments.items():
        now = new.environments.get(name)
        if now is None:
            yield client.ENVIRONMENT_REMOVED, _environment(new, name), address, None
        elif now != address:
            yield client.BASE_URL_CHANGED, _environment(new, name), address, now
    for name, address in new.environments.items():
        if name not in old.environments:
            yield client.ENVIRONMENT_ADDED, _environment(new, name), None, address


def _environment(facts: ClientFacts, name: str) -> str:
    return f"{facts.name}(environment={name!r})"


def _requests(old: ClientFacts, new: ClientFacts) -> Iterator[_Told]:
    added = new.options - old.options
    headers = {key: text for key, text in new.headers.items() if key in old.headers or not _is_of(text, added)}
    if dict(old.headers) != headers:
        yield client.DEFAULT_HEADER_CHANGED, new.name, *_changed(old.headers, headers)
    if dict(old.authentication) != dict(new.authentication):
        yield client.AUTHENTICATION_CHANGED, new.name, *_changed(old.authentication, new.authentication)
    if old.query_format != new.query_format:
        yield client.QUERY_FORMAT_CHANGED, new.name, old.query_format, new.query_format
    transport = (
        {name: text for name, text in facts.transport.items() if name not in _WITHOUT_EFFECT} for facts in (old, new)
    )
    before, after = transport
    if before != after:
        yield client.TRANSPORT_DEFAULT_CHANGED, new.name, *_changed(before, after)


def _is_of(text: str, options: frozenset[str]) -> bool:
    """Whether what a header holds is one of some options."""
    return any(f"self.{option}" in text for option in options)


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The entries that are not the same in both."""
    sides = ((old, new), (new, old))
    texts = [
        "; ".join(f"{name}: {text}" for name, text in one.items() if other.get(name) != text) for one, other in sides
    ]
    return texts[0] or None, texts[1] or None
