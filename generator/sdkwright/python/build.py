"""The stage `python`: from the model to views.

In: the model, settings and options. Out: `Sdk`.
"""

from __future__ import annotations

from sdkwright.config.settings import Settings
from sdkwright.diagnostics import Collector
from sdkwright.model.api import Api
from sdkwright.python.apimd.build import build_api_pages
from sdkwright.python.client.build import build_client
from sdkwright.python.code import Code, identifier
from sdkwright.python.context import make_context
from sdkwright.python.options import HttpLibrary, Options
from sdkwright.python.package import build as package
from sdkwright.python.package.errors import build_exceptions
from sdkwright.python.pagination.build import build_pagination
from sdkwright.python.project.metadata import build_project
from sdkwright.python.project.readme import roles_of, shown_of
from sdkwright.python.resources.build import build_module
from sdkwright.python.resources.layout import every, place_children
from sdkwright.python.resources.packages import build_packages
from sdkwright.python.sdk import Parts, Sdk
from sdkwright.python.site.build import build_site
from sdkwright.python.suite.build import build_suite
from sdkwright.python.types.present import type_views
from sdkwright.python.types.resolve import resolve_types

_HTTP_REPOSITORIES = {HttpLibrary.HTTPX: Code("encode/httpx"), HttpLibrary.HTTPX2: Code("pydantic/httpx2")}


def build_sdk(api: Api, settings: Settings, options: Options, diagnostics: Collector) -> Sdk:
    """Decide everything that is printed."""
    table = resolve_types(api, settings, options, diagnostics)
    context = make_context(api, settings, options, table)
    placed = place_children(context, api.root)
    client = build_client(context, placed)
    return Sdk(
        package=context.package,
        client_class=identifier(context.client.base),
        environment_prefix=identifier(context.client.environment_prefix),
        http_library=identifier(options.http_library.value),
        http_repository=_HTTP_REPOSITORIES[options.http_library],
        root=package.build_root(context, with_environments=client.environments is not None),
        client=client,
        pagination=build_pagination(context),
        wrappers=package.build_wrappers(context),
        constants=package.build_constants(context),
        exceptions=build_exceptions(context),
        version=package.build_version(context),
        http=package.build_http(context),
        stream_rules=package.build_stream_rules(context),
        security=package.build_security(context),
        project=build_project(context),
        parts=Parts(
            resources=lambda: tuple(build_module(context, entry) for entry in every(placed)),
            packages=lambda types: (*build_packages(context, placed), *types.packages),
            types=lambda only: type_views(table, context.docstrings, only),
            api_pages=lambda: build_api_pages(context),
            suite=lambda: build_suite(context),
            site=lambda project, only: build_site(context, project, placed, only),
            roles=lambda: roles_of(context),
            shown=lambda: shown_of(context),
            table=table,
        ),
        docstrings=context.docstrings,
    )
