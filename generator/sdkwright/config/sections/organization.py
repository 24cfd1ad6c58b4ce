"""Sections `organization`, `environments` and `custom_casings`: what the API is called and where it lives.

In: entries of the config. Out: `Organization`, `Environment`s, `Casing`s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.settings import Casing, Environment, Organization
from sdkwright.diagnostics.rules import config as rules

ORGANIZATION = Shape(
    title="organization",
    doc="Who the API belongs to. The client class, its errors and its environment variables are named after it.",
    keys=(
        key(
            "name",
            "text, needed",
            "The client class is its Pascal case (`PetStore`, `Acme API` -> `AcmeAPI`), the prefix of environment "
            "variables its upper snake case (`PET_STORE_BASE_URL`).",
        ),
        key("docs", "URL", "Where the API is documented; linked in the README."),
        key("contact", "email address", "Author's address in `pyproject.toml`, contact in CONTRIBUTING and SECURITY."),
        key("security_contact", "email address", "Where to report weaknesses; `contact` where it is absent."),
        key("security_policy_url", "URL", "Linked in SECURITY."),
        key("security_policy_terms", "text", "Further text of SECURITY."),
        key("github_org", "text", "Owner of the repository where `production_repo` does not say it."),
        accepted("upload_spec", "true or false"),
    ),
)

ENVIRONMENT = Shape(
    title="environments.<name>",
    doc="An environment in long form, as early configs write it; `name: url` says the same.",
    keys=(key("url", "URL", "The base URL. `{names}` in it are filled by client options with `server_variable`."),),
)

_FORMS = (
    key("initialism", "true or false", "The word is written in capitals (`qa` -> `QA`)."),
    key("snake", "text", "The word in snake case."),
    key("camel", "text", "The word in camel case."),
    key("pascal", "text", "The word in Pascal case."),
    key("capital", "text", "The word in a heading."),
)

CASING_FORMS = Shape(title="custom_casings.<word>.singular", doc="The forms of one number of the word.", keys=_FORMS)

CASING = Shape(
    title="custom_casings.<word>",
    doc="How a word is written where the usual rules would get it wrong.",
    keys=(
        *_FORMS,
        key("singular", "map of the keys above", "The forms of the singular, where the plural differs."),
        key("plural", "map of the keys above", "The forms of the plural."),
    ),
)


def read_organization(fields: Fields, fallback: str) -> Organization:
    """The organization; `fallback` is its name where the config (wrongly) has none."""
    name = fields.need("name")
    return Organization(
        name=(None if name is None else name.text()) or fallback,
        docs=fields.text("docs"),
        contact=fields.text("contact"),
        security_contact=fields.text("security_contact"),
        security_policy_url=fields.text("security_policy_url"),
        security_policy_terms=fields.text("security_policy_terms"),
        github_org=fields.text("github_org"),
    )


_ADDRESS = re.compile(r"https?://|\{|/|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|localhost", re.IGNORECASE)


def read_environments(entries: tuple[tuple[str, Entry], ...]) -> tuple[Environment, ...]:
    """The environments in order, from `name: url` or `name: {url: url}`."""
    return tuple(
        Environment(name=name, url=url) for name, entry in entries for url in (_environment_url(entry),) if url
    )


def _environment_url(entry: Entry) -> str | None:
    url = entry.fields(ENVIRONMENT).need("url") if isinstance(entry.value, Mapping) else entry
    text = None if url is None else url.text()
    if url is not None and text is not None and _ADDRESS.match(text) is None:
        message = f"`{text}` is no address that requests could go to"
        url.report(rules.INVALID_VALUE, message, hint="write it with `https://`")
    return text


def read_casings(entries: tuple[tuple[str, Entry], ...]) -> tuple[Casing, ...]:
    """The casings in order; a word with forms for both numbers gives two."""
    found: list[Casing] = []
    for word, entry in entries:
        fields = entry.fields(CASING)
        if fields.has("singular") or fields.has("plural"):
            singular = _casing(word, fields.fields("singular", CASING_FORMS))
            plural = _casing(word, fields.fields("plural", CASING_FORMS))
            found += [singular, _as_plural(plural, word)]
        else:
            found.append(_casing(word, fields))
    return tuple(found)


def _casing(word: str, fields: Fields) -> Casing:
    initialism = fields.get("initialism")
    return Casing(
        word=word,
        initialism=None if initialism is None else initialism.flag(),
        snake=_part_of_a_name(fields, "snake"),
        camel=_part_of_a_name(fields, "camel"),
        pascal=_part_of_a_name(fields, "pascal"),
        capital=fields.text("capital") or None,
    )


def _part_of_a_name(fields: Fields, form: str) -> str | None:
    """A form that names in code are put together from; `None` where it is absent, or no name can hold it."""
    entry = fields.get(form)
    text = None if entry is None else entry.text()
    if entry is None or not text:
        return None
    if text.isascii() and f"_{text}".isidentifier():
        return text
    message = f"`{entry.name}` is `{text}`, which no name can hold"
    entry.report(rules.INVALID_VALUE, message, hint="letters, digits and underscores may stand there")
    return None


def _as_plural(casing: Casing, word: str) -> Casing:
    return Casing(
        word=casing.snake or f"{word}s",
        initialism=casing.initialism,
        snake=casing.snake,
        camel=casing.camel,
        pascal=casing.pascal,
        capital=casing.capital,
    )
