"""Reading a config: the file to typed settings.

In: the path of a `stainless.yml`. Out: `Settings`, or `None` where the file has no meaning at all. Everything else
that is wrong is reported and read as absent, so that later stages have as much as possible to go on with.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.sections.client import (
    CLIENT_SETTINGS,
    read_client_settings,
    read_security,
    read_security_places,
    read_security_schemes,
)
from sdkwright.config.sections.general import (
    OPENAPI,
    QUERY_SETTINGS,
    README,
    SETTINGS,
    STREAMING,
    read_errors,
    read_examples,
    read_left_out,
    read_license,
    read_stream_rules,
    read_transforms,
)
from sdkwright.config.sections.organization import ORGANIZATION, read_casings, read_environments, read_organization
from sdkwright.config.sections.pagination import read_pagination
from sdkwright.config.sections.resources import Tree, read_resources
from sdkwright.config.sections.target import PACKAGE, TARGETS, read_target
from sdkwright.config.settings import (
    ArrayFormat,
    MethodSettings,
    NestedFormat,
    Organization,
    Paginated,
    ResourceSettings,
    Settings,
)
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.diagnostics.rules import config as rules
from sdkwright.load.document import DiscriminatedBases
from sdkwright.source.text import parse_source
from sdkwright.source.tree import JsonValue

DIAGNOSTICS = Shape(
    title="diagnostics",
    doc="Which findings are not shown.",
    keys=(
        key(
            "ignored",
            "map code -> true, or list of places",
            "Mutes findings of that code: everywhere, or at places: a pointer (`#/pagination`), a dotted path "
            "(`pagination.0.response`), or `(resource) files > (method) upload`; or as `{location: ..., reason: ...}`.",
        ),
    ),
)

CONFIG = Shape(
    title="",
    doc="The top level.",
    keys=(
        key("edition", "`YYYY-MM-DD`", "Defaults of that date; absent: the oldest ones."),
        key("organization", "map, needed", "Who the API belongs to."),
        key("targets", "map", "The SDKs to make."),
        key("package", "map", "`targets` as configs of 2024 spell it."),
        key("environments", "map name -> URL", "Base URLs; the first is the default."),
        key(
            "resources", "map name -> resource", "The tree of resources. Operations in none of them are not generated."
        ),
        key("pagination", "list of schemes, or one", "How lists are fetched page by page."),
        key("streaming", "map", "What becomes of the events of a stream."),
        key("client_settings", "map", "How the client is made."),
        key("security", "list", "Replaces the document's `security`."),
        key(
            "security_schemes",
            "map",
            "Replaces the document's `components.securitySchemes`. Beside OpenAPI's fields a scheme may have "
            "`x-stainless-auth: {scheme_keyword, disable_base64}`.",
        ),
        key("query_settings", "map", "How arrays and objects are written in a query."),
        key("settings", "map", "What holds for the whole SDK."),
        key("readme", "map", "The snippets of the README."),
        key("openapi", "map", "Changes to the document."),
        key("unspecified_endpoints", "list of `verb /path`", "Operations that are left out on purpose."),
        key("errors", "map", "Error classes of one's own."),
        key("custom_casings", "map word -> casing", "How words are written."),
        key("diagnostics", "map", "Which findings are not shown."),
        accepted("codeflow", "map"),
        accepted("$schema", "URL"),
    ),
)


def read_settings(path: Path, diagnostics: Collector) -> Settings | None:
    """Read a config file (CONFIG §1). Findings are reported; `None` where nothing can be made of the file."""
    return parse_settings(path.read_bytes(), str(path), diagnostics)


def parse_settings(text: bytes, file: str, diagnostics: Collector) -> Settings | None:
    """Read a config from its bytes; `file` is the name to show for it."""
    source = parse_source(text, file, diagnostics)
    if source is None:
        return None
    root = Entry(value=source.tree, pointer="#", source=source, diagnostics=diagnostics)
    tree = root.mapping()
    if tree is None:
        return None
    if "paths" in tree and "resources" not in tree:
        hint = "give the document as `--spec`, and the `stainless.yml` as `--config`"
        root.report(rules.WRONG_TYPE, f"{Path(file).name} is an OpenAPI document, no config", hint=hint)
        return None
    settings = _settings(root.fields(CONFIG), file, hashlib.sha256(text).hexdigest())
    _check_schemes(settings, diagnostics)
    return settings


def _settings(fields: Fields, file: str, digest: str) -> Settings:
    general = fields.fields("settings", SETTINGS)
    query = fields.fields("query_settings", QUERY_SETTINGS)
    readme = fields.fields("readme", README)
    openapi = fields.fields("openapi", OPENAPI)
    organization = Organization(name="API")
    if fields.need("organization") is not None:
        organization = read_organization(fields.fields("organization", ORGANIZATION), fallback="API")
    tree = read_resources(fields.members("resources")) if fields.need("resources") else _EMPTY
    return Settings(
        organization=organization,
        target=read_target(fields.fields("targets", TARGETS), fields.fields("package", PACKAGE), organization.name),
        resources=tree.resources,
        shared=tree.shared,
        client=tree.client,
        environments=read_environments(fields.members("environments")),
        pagination=read_pagination(fields.get("pagination")),
        stream_rules=read_stream_rules(fields.fields("streaming", STREAMING)),
        client_settings=read_client_settings(fields.fields("client_settings", CLIENT_SETTINGS)),
        security=read_security(fields.get("security")),
        security_schemes=read_security_schemes(fields.get("security_schemes")),
        security_places=read_security_places(fields.get("security"), fields.get("security_schemes")),
        array_format=query.choice("array_format", {form.value: form for form in ArrayFormat}, ArrayFormat.COMMA),
        nested_format=query.choice("nested_format", {form.value: form for form in NestedFormat}, NestedFormat.BRACKETS),
        license=read_license(general),
        disable_mock_tests=general.flag("disable_mock_tests"),
        mock_server=general.choice("mock_server", {"steady": "steady", "prism": "prism"}, "steady"),
        unwrap_response_fields=general.texts("unwrap_response_fields"),
        unwrap_multiproperty=general.flag("unwrap_multiproperty_response_fields"),
        positional_params=general.flag("positional_params", default=True),
        sort_schema_properties=general.flag("sort_schema_properties", default=True),
        per_endpoint_security=general.flag("per_endpoint_security"),
        transforms=read_transforms(openapi),
        discriminated_bases=openapi.choice(
            "discriminated_bases", {form.value: form for form in DiscriminatedBases}, DiscriminatedBases.CLASSES
        ),
        unspecified_endpoints=read_left_out(fields.items("unspecified_endpoints"), tree.left_out),
        examples=read_examples(readme),
        custom_casings=read_casings(fields.members("custom_casings")),
        errors=read_errors(fields.get("errors")),
        stainless_attribution=readme.flag("include_stainless_attribution", default=True),
        edition=fields.text("edition"),
        ignored_diagnostics=_ignored(fields.fields("diagnostics", DIAGNOSTICS)),
        source=file,
        digest=digest,
    )


_EMPTY = Tree(resources=(), shared=(), client=None, left_out=())


def _ignored(fields: Fields) -> dict[str, JsonValue]:
    return {code: entry.value for code, entry in fields.members("ignored")}


def _check_schemes(settings: Settings, diagnostics: Collector) -> None:
    names = [scheme.name for scheme in settings.pagination]
    roots = (*settings.resources, *(() if settings.client is None else (settings.client,)))
    for method, location in _methods(roots):
        if method.paginated is Paginated.NAMED and method.pagination_scheme not in names:
            diagnostics.report(
                rules.UNKNOWN_PAGINATION_SCHEME,
                f"`{method.key}` is paginated by `{method.pagination_scheme}`, which `pagination` does not define",
                location,
                hint=did_you_mean(method.pagination_scheme, names),
            )


def _methods(resources: tuple[ResourceSettings, ...]) -> list[tuple[MethodSettings, Location]]:
    found: list[tuple[MethodSettings, Location]] = []
    for resource in resources:
        found += [(method, method.location) for method in resource.methods]
        found += _methods(resource.subresources)
    return found
