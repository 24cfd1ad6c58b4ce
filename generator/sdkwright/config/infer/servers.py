"""Environments, from the document's servers.

In: the document. Out: `Environment`s, and client options for the variables in their URLs (OpenAPI 3.1 §4.8.5).
"""

from __future__ import annotations

import re

from sdkwright.config.infer.operations import items, mapping
from sdkwright.config.infer.safe_names import CLIENT_ATTRIBUTES, is_reserved
from sdkwright.config.infer.words import snake, words
from sdkwright.config.settings import Environment, OptionSettings
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules import config as rules
from sdkwright.load.document import Document, JsonValue, join

LOCAL = "http://localhost"
_KINDS = (
    ("production", frozenset({"production", "prod", "live"})),
    ("sandbox", frozenset({"sandbox"})),
    ("staging", frozenset({"staging", "stage", "stg"})),
    ("development", frozenset({"development", "dev"})),
    ("test", frozenset({"test", "testing", "qa", "uat"})),
    ("preview", frozenset({"preview"})),
    ("local", frozenset({"local", "localhost"})),
)


def infer_environments(
    document: Document, diagnostics: Collector
) -> tuple[tuple[Environment, ...], tuple[OptionSettings, ...]]:
    """The environments, and the options that fill their URLs. There always is one environment."""
    environments: list[Environment] = []
    options: dict[str, OptionSettings] = {}
    for index, value in _public_first(document):
        server = mapping(value)
        url = server.get("url")
        if not isinstance(url, str) or not url.strip():
            continue
        url = _with_variables(document, index, url.strip(), options)
        absolute = url if re.match(r"(?:[a-z][a-z0-9+.-]*|\{[^}]*\})://", url, re.I) else _absolute(url)
        secure = re.sub(r"\Ahttp:", "https:", absolute)
        if any(environment.url in {absolute, secure} for environment in environments):
            continue
        environments = [each for each in environments if re.sub(r"\Ahttp:", "https:", each.url) != absolute]
        name = _name(server.get("name"), server.get("description"), url, index=len(environments))
        taken = {environment.name for environment in environments}
        environments.append(Environment(name=_untaken(name, taken, len(environments)), url=absolute))
    if not environments:
        environments = [Environment(name="production", url=LOCAL)]
    if _HERE.match(environments[0].url):
        diagnostics.report(
            rules.NO_SERVER_URL,
            f"the document names no public server: `{environments[0].url}` is the default base URL",
            document.locate("#/servers"),
            hint="write the API's address in `environments`, or in the document's `servers`",
        )
    wanted = {name for environment in environments for name in re.findall(r"\{([^{}]+)\}", environment.url)}
    return tuple(environments), tuple(each for each in options.values() if each.server_variable in wanted)


def _public_first(document: Document) -> list[tuple[int, JsonValue]]:
    """The servers in order, those of this machine last, for the first is what users get."""
    numbered = list(enumerate(items(document.tree.get("servers"))))
    return sorted(numbered, key=lambda pair: bool(_HERE.match(str(mapping(pair[1]).get("url", "")).strip())))


_HERE = re.compile(r"(?:https?:)?//(?:localhost|127\.|0\.0\.0\.0|\[::1\])|/(?!/)|\.|\Z", re.I)


def _absolute(url: str) -> str:
    if url.startswith("//"):
        return f"https:{url}"
    if url.startswith("/") or url.startswith("."):
        return (LOCAL + "/" + url.lstrip("./")).rstrip("/")
    return f"https://{url}"


def _with_variables(document: Document, index: int, url: str, options: dict[str, OptionSettings]) -> str:
    """The URL with the variables that become options; a variable that cannot be one is filled with its default."""
    pointer = join("#", "servers", index, "variables")
    variables = mapping(mapping(items(document.tree.get("servers"))[index]).get("variables"))
    for name in re.findall(r"\{([^{}]+)\}", url):
        variable = mapping(variables.get(name))
        default = variable.get("default")
        text = str(default) if isinstance(default, str | int | float) else ""
        key = snake(name)
        if not key.isidentifier() or is_reserved(key) or key in CLIENT_ATTRIBUTES:
            url = url.replace("{" + name + "}", text)
            continue
        description = variable.get("description")
        options.setdefault(
            key,
            OptionSettings(
                key=key,
                location=document.locate(join(pointer, name)),
                has_default=bool(text),
                default=text or None,
                description=description if isinstance(description, str) else "",
                server_variable=name,
            ),
        )
    return url


def _name(name: JsonValue, description: JsonValue, url: str, *, index: int) -> str:
    if isinstance(name, str) and snake(name).isidentifier() and len(snake(name)) <= 30:
        return snake(name)
    for text in (description, url):
        found = set(words(text)) if isinstance(text, str) else set[str]()
        for kind, spellings in _KINDS:
            if found & spellings:
                return kind
    return "production" if index == 0 else f"environment_{index}"


def _untaken(name: str, taken: set[str], index: int) -> str:
    if name not in taken:
        return name
    return next(
        each for each in (f"environment_{number}" for number in range(index, index + 1000)) if each not in taken
    )
