"""Makes docs/config.md from the tables that reading checks against.

In: the shapes of `sections/`, `read.py` and `workspace.py`. Out: one Markdown page, a table for each map of the config.
"""

from __future__ import annotations

from sdkwright.config import read, workspace
from sdkwright.config.keys import Effect, Key, Shape
from sdkwright.config.languages import LANGUAGES
from sdkwright.config.sections import client, general, methods, organization, pagination, resources, target
from sdkwright.config.sections.purposes import PURPOSES

SHAPES: tuple[Shape, ...] = (
    organization.ORGANIZATION,
    target.TARGETS,
    target.PYTHON,
    target.OPTIONS,
    target.PUBLISH,
    target.PYPI,
    target.PACKAGE,
    target.PACKAGE_PYTHON,
    organization.ENVIRONMENT,
    resources.RESOURCE,
    methods.METHOD,
    methods.STREAMING,
    methods.REQUEST_OPTIONS,
    methods.METHOD_DOCS,
    resources.MODEL,
    client.CLIENT_SETTINGS,
    client.RETRIES,
    client.IDEMPOTENCY,
    client.OPTION,
    client.AUTH,
    general.QUERY_SETTINGS,
    pagination.SCHEME,
    pagination.PURPOSE,
    general.STREAMING,
    general.ON_EVENT,
    general.SETTINGS,
    general.LICENSE,
    general.PYTHON_SETTINGS,
    general.README,
    general.EXAMPLE,
    general.OPENAPI,
    general.TRANSFORM,
    organization.CASING,
    organization.CASING_FORMS,
    general.ERRORS,
    general.ERROR_UNION,
    general.ERROR_VARIANT,
    read.DIAGNOSTICS,
)
"""The maps of a config below the top level, in the order of the page."""

_HEAD = """\
# The config

`stainless.yml` says how an OpenAPI document becomes an SDK: which resources there are, what methods and types are
called, how the client is made. It is the format that the maintainers of published SDKs already have; sdkwright reads
it as it is. Without a config one is inferred from the document, and `sdkwright init` writes that down as a start.

This page is made from the tables that reading checks against (`make docs`); do not edit it by hand.

- A key that the format does not have is a warning, with a suggestion; the rest of the config still counts. Keys that
  start with `x-` are the author's own.
- A key with an empty value (`docs:`) counts as absent.
- Keys marked "no effect" are accepted in silence: they concern other languages or the hosted service.
- Where a text may differ by language it is a map language -> text, and Python's is used. Languages are
  {languages}.

## Where it is looked for

`sdkwright generate --config FILE` reads any file. A bare `sdkwright generate` looks in the current folder and in those
above it, up to the root of the repository, for `sdkwright.toml`, `.stainless/workspace.json`,
`stainless/workspace.json`, and then for a config called {names}.
Where several documents or configs stand side by side, the one whose hash `.stats.yml` records is taken.
"""


def config_page() -> str:
    """The whole page."""
    languages = ", ".join(f"`{name}`" for name in LANGUAGES)
    names = ", ".join(f"`{name}`" for name in workspace.CONFIG_NAMES)
    parts = [_HEAD.format(languages=languages, names=names)]
    parts += [_section(shape) for shape in (workspace.TOML, workspace.JSON, workspace.JSON_TARGET)]
    parts.append(f"## Top level\n\n{_table(read.CONFIG.keys)}")
    for shape in SHAPES:
        parts.append(_section(shape))
        if shape is pagination.PURPOSE:
            parts.append(_purposes())
    return "\n".join(parts)


def _section(shape: Shape) -> str:
    return f"## `{shape.title}`\n\n{shape.doc}\n\n{_table(shape.keys)}"


def _table(keys: tuple[Key, ...]) -> str:
    rows = [f"| `{key.name}` | {_cell(key.form)} | {_cell(_meaning(key))} |" for key in keys]
    return "\n".join(("| key | value | meaning |", "|---|---|---|", *rows, ""))


def _meaning(key: Key) -> str:
    match key.effect:
        case Effect.APPLIED:
            return key.doc
        case Effect.NONE:
            return f"*{key.doc.rstrip('.')}.*"
        case Effect.UNKNOWN:
            return f"{key.doc} Using it is a warning."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _purposes() -> str:
    rows = [
        f"| `{kind}` | {', '.join(f'`{each}`' for each in each_kind) or '(none)'} |"
        for kind, each_kind in PURPOSES.items()
    ]
    return "\n".join(("Purposes, by the type of the scheme:\n", "| type | purposes |", "|---|---|", *rows, ""))
