"""Servers and environments (CONFIG section 4, OpenAPI 3.1 §4.8.5).

In: the config's environments, else the document's servers. Out: `Server`s, the default one first.
"""

from __future__ import annotations

import re

from sdkwright.config.settings import Settings
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.lower.endpoints import template_names
from sdkwright.lower.reading import Node, Source
from sdkwright.model.api import Server, ServerVariable

_ABSOLUTE = re.compile(r"^(https?:)?//|^\{", re.IGNORECASE)


def lower_servers(source: Source, settings: Settings) -> tuple[Server, ...]:
    """The named base URLs. Without environments in the config there is one: the document's first absolute server."""
    root = Node(source=source, pointer="#", value=source.document.tree)
    written = root.elements("servers") if "servers" in root.value else ()
    options = {
        option.server_variable: option.key
        for option in settings.client_settings.options or ()
        if option.server_variable
    }
    environments = [(environment.name, environment.url) for environment in settings.environments]
    if not environments:
        urls = [url for node in written if (url := node.text("url"))]
        absolute = [url for url in urls if _ABSOLUTE.match(url)]
        if not absolute:
            source.report(rules.SERVER_MISSING, "no environment and no absolute server URL is given", "#")
        environments = [("production", url) for url in (absolute or urls)[:1]]
    defaults = _variables(written)
    return tuple(_server(name, url, options, defaults) for name, url in environments)


def _server(name: str, url: str, options: dict[str, str], known: dict[str, ServerVariable]) -> Server:
    variables: list[ServerVariable] = []
    for variable in template_names(url):
        written = known.get(variable)
        variables.append(
            ServerVariable(
                name=variable,
                default=written.default if written is not None else "",
                values=written.values if written is not None else (),
                option=options.get(variable, ""),
                doc=written.doc if written is not None else "",
            )
        )
    return Server(name=name, url=url, variables=tuple(variables))


def _variables(servers: tuple[Node, ...]) -> dict[str, ServerVariable]:
    found: dict[str, ServerVariable] = {}
    for server in servers:
        holder = server.child("variables") if "variables" in server.value else None
        for name, node in holder.members() if holder is not None else ():
            found.setdefault(
                name,
                ServerVariable(
                    name=name,
                    default=node.text("default"),
                    values=node.texts("enum") if "enum" in node.value else (),
                    doc=node.text("description"),
                ),
            )
    return found
