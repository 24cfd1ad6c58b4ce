"""The entry of the stage: what a document means under a config.

In: a `Document` and `Settings`. Out: the `Api`. Whatever is wrong is reported; the cost of one bad operation or
schema is that operation or schema.
"""

from __future__ import annotations

from sdkwright.config.settings import ArrayFormat, Settings
from sdkwright.diagnostics import Collector
from sdkwright.load.document import Document
from sdkwright.lower.composition import Flattener
from sdkwright.lower.endpoints import read_endpoints, read_webhooks
from sdkwright.lower.errors import lower_errors
from sdkwright.lower.extensions import with_extensions
from sdkwright.lower.models import SHARED, index_models
from sdkwright.lower.operations import Surroundings
from sdkwright.lower.pagination import extra_pagination, lower_schemes
from sdkwright.lower.parameters import Conventions
from sdkwright.lower.reading import Node, Source
from sdkwright.lower.resources import Lookups, lower_models, lower_root, read_tags, report_left_out, report_unconfigured
from sdkwright.lower.schemas import complete
from sdkwright.lower.security import extra_security, lower_options, lower_security
from sdkwright.lower.servers import lower_servers
from sdkwright.lower.table import SchemaTable
from sdkwright.model.api import Api
from sdkwright.model.schema import SchemaId

_COMPONENTS = "#/components/schemas/"


def lower(document: Document, settings: Settings, diagnostics: Collector) -> Api:
    """The model of the whole API. Never raises for what stands in the document or the config."""
    pagination, places = extra_pagination(settings)
    security_schemes, security_places = extra_security(settings)
    source = Source(
        document=document,
        diagnostics=diagnostics,
        extra={**pagination, **security_schemes},
        places=places | security_places,
    )
    endpoints = read_endpoints(source)
    settings = with_extensions(source, settings, endpoints)
    models = index_models(source, settings)
    table = SchemaTable(source=source, flattener=Flattener(source=source, named=models.named))
    security = lower_security(source, settings, endpoints)
    options = lower_options(source, settings, security)
    around = Surroundings(
        table=table,
        settings=settings,
        models=models,
        schemes=lower_schemes(table, settings),
        security=security,
        conventions=Conventions(
            path_options={option.path_parameter: option.key for option in options if option.path_parameter},
            body_options={option.body_parameter: option.key for option in options if option.body_parameter},
            adds_brackets=settings.array_format is ArrayFormat.BRACKETS,
        ),
    )
    root_node = Node(source=source, pointer="#", value=document.tree)
    lookups = Lookups(around=around, endpoints=endpoints, webhooks=read_webhooks(source), tags=read_tags(root_node))
    root = lower_root(lookups)
    shared = lower_models(around, settings.shared, SHARED)
    report_unconfigured(lookups)
    report_left_out(lookups)
    errors = lower_errors(table, settings)
    schemas = complete(table)
    info = root_node.child("info") if "info" in root_node.value else None
    return Api(
        title=info.text("title") if info is not None else "",
        version=info.text("version") if info is not None else "",
        doc=info.text("description") if info is not None else "",
        servers=lower_servers(source, settings),
        security_schemes=security.schemes,
        security=security.default,
        options=options,
        schemas=schemas,
        names={pointer: name for pointer in schemas if (name := _component_name(pointer))},
        root=root,
        shared=shared,
        pagination=around.schemes,
        default_headers=settings.client_settings.default_headers,
        errors=errors,
    )


def _component_name(pointer: SchemaId) -> str:
    """The document's own name of a component schema; empty for any other position."""
    if not pointer.startswith(_COMPONENTS):
        return ""
    name = pointer.removeprefix(_COMPONENTS)
    return "" if "/" in name else name.replace("~1", "/").replace("~0", "~")
