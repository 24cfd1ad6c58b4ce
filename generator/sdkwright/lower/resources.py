"""Resources: the config's tree with every entry looked up in the document (CONFIG section 5).

In: the config's resources, the document's endpoints and webhooks, the index of models. Out: the root `Resource`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdkwright.config.path_shapes import path_shape
from sdkwright.config.settings import MethodSettings, MethodType, ModelSettings, ResourceSettings
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.lower.endpoints import Endpoint, Endpoints, written_endpoints
from sdkwright.lower.operations import Surroundings, lower_operation
from sdkwright.lower.reading import Node
from sdkwright.lower.schemas import settle
from sdkwright.lower.tree import ResourcePath
from sdkwright.model.api import Model, Resource
from sdkwright.model.operation import Alias, HttpMethod, Method, Operation, OperationId, WebhookUnwrap
from sdkwright.model.queries import all_properties
from sdkwright.model.schema import Deprecation, SchemaId, origin_at


class Lookups(Struct, frozen=True, kw_only=True):
    """Where a resource finds what its config names."""

    around: Surroundings
    endpoints: Endpoints
    webhooks: tuple[Endpoint, ...]
    tags: dict[str, str]
    """Descriptions of the document's tags, by name."""


def lower_root(lookups: Lookups) -> Resource:
    """The root resource: methods of the client itself, and all others below it."""
    settings = lookups.around.settings
    client = settings.client
    methods = _methods(lookups, client.methods, ()) if client is not None else ()
    models = lower_models(lookups.around, client.models, ()) if client is not None else ()
    children = tuple(_resource(lookups, resource, ()) for resource in settings.resources)
    origin = lookups.around.table.source.origin("#") if client is None else origin_at(client.location)
    return Resource(key="", path=(), origin=origin, methods=methods, models=models, children=children)


def _resource(lookups: Lookups, resource: ResourceSettings, parent: ResourcePath) -> Resource:
    path = (*parent, resource.key)
    methods = _methods(lookups, resource.methods, path)
    return Resource(
        key=resource.key,
        path=path,
        origin=origin_at(resource.location),
        doc=resource.description or _tag_doc(lookups, methods),
        methods=methods,
        models=lower_models(lookups.around, resource.models, path),
        children=tuple(_resource(lookups, child, path) for child in resource.subresources),
        deprecated=_deprecation(resource.deprecated),
        standalone=resource.standalone_api,
        limited=resource.limited,
    )


def _tag_doc(lookups: Lookups, methods: Sequence[Method]) -> str:
    """The description of the tag that the resource's first operation carries."""
    for method in methods:
        if isinstance(method, Operation):
            node = lookups.around.table.source.node(method.origin.pointer)
            tags = node.texts("tags") if node is not None and "tags" in node.value else ()
            return lookups.tags.get(tags[0], "") if tags else ""
    return ""


def read_tags(root: Node) -> dict[str, str]:
    """Descriptions of the document's tags."""
    elements = root.elements("tags") if "tags" in root.value else ()
    return {node.text("name"): node.text("description") for node in elements}


def _methods(lookups: Lookups, methods: Sequence[MethodSettings], path: ResourcePath) -> tuple[Method, ...]:
    found: list[Method] = []
    source = lookups.around.table.source
    for method in methods:
        lowered = _method(lookups, method, path)
        if lowered is not None:
            found.append(lowered)
    real = {method.key for method in found if not isinstance(method, Alias)}
    kept: list[Method] = []
    for lowered in found:
        if isinstance(lowered, Alias) and lowered.to not in real:
            place = next(method.location for method in methods if method.key == lowered.key)
            message = f"`{lowered.key}` is an alias of `{lowered.to}`, which the resource does not have"
            source.diagnostics.report(rules.ALIAS_TARGET_NOT_FOUND, message, place)
        else:
            kept.append(lowered)
    return tuple(kept)


def _method(lookups: Lookups, method: MethodSettings, path: ResourcePath) -> Method | None:
    operation_id = OperationId(".".join((*path, method.key)))
    match method.type:
        case MethodType.ALIAS:
            return Alias(
                id=operation_id, key=method.key, to=method.alias_to, deprecated=_deprecation(method.deprecated)
            )
        case MethodType.WEBHOOK_UNWRAP:
            return _webhook(lookups, method, operation_id)
        case MethodType.HTTP:
            endpoint = _endpoint(lookups, method)
            return None if endpoint is None else lower_operation(lookups.around, endpoint, method, path)


def _endpoint(lookups: Lookups, method: MethodSettings) -> Endpoint | None:
    diagnostics = lookups.around.table.source.diagnostics
    http_method = HttpMethod(method.http_method)
    endpoint = lookups.endpoints.find(http_method, method.path)
    if endpoint is None:
        near = lookups.endpoints.close_matches(http_method, method.path)
        hint = f"did you mean {' or '.join(f'`{label}`' for label in near)}?" if near else None
        message = f"the document has no `{http_method.value} {method.path}`"
        diagnostics.report(rules.ENDPOINT_NOT_FOUND, message, method.location, hint=hint)
        return None
    lookups.endpoints.use(endpoint)
    return endpoint


def _webhook(lookups: Lookups, method: MethodSettings, operation_id: OperationId) -> WebhookUnwrap | None:
    table = lookups.around.table
    diagnostics = table.source.diagnostics
    events: list[SchemaId] = []
    for endpoint in lookups.webhooks:
        body = endpoint.node.child("requestBody") if "requestBody" in endpoint.node.value else None
        content = body.follow().child("content") if body is not None else None
        for _, entry in content.members() if content is not None else ():
            if "schema" in entry.value:
                events.append(table.reach(f"{entry.pointer}/schema"))
                break
    if not events:
        message = f"`{method.key}` has no webhook of the document to unwrap"
        diagnostics.report(rules.WEBHOOK_NOT_DEFINED, message, method.location)
        return None
    settle(table)
    key_option = method.webhook_key_option
    options = {option.key for option in lookups.around.settings.client_settings.options or ()}
    if key_option and key_option not in options:
        diagnostics.report(rules.OPTION_NOT_FOUND, f"there is no client option `{key_option}`", method.location)
        key_option = ""
    if method.discriminator and not any(
        property_.wire_name == method.discriminator for event in events for property_ in all_properties(table, event)
    ):
        message = f"no event of `{method.key}` has a property `{method.discriminator}`"
        diagnostics.report(rules.SETTING_MATCHES_NOTHING, message, method.location)
    return WebhookUnwrap(
        id=operation_id,
        key=method.key,
        origin=origin_at(method.location),
        events=tuple(dict.fromkeys(events)),
        discriminator=method.discriminator,
        key_option=key_option,
    )


def lower_models(around: Surroundings, models: Sequence[ModelSettings], path: ResourcePath) -> tuple[Model, ...]:
    """The models of a resource (`models.SHARED` for shared ones); those that mean nothing were reported before."""
    table, index = around.table, around.models
    found: list[Model] = []
    for model in models:
        schema = index.schemas.get((path, model.key))
        if schema is None:
            if model.alias_to:
                message = f"`{model.key}` is an alias of `{model.alias_to}`, which the resource does not have"
                table.source.diagnostics.report(rules.ALIAS_TARGET_NOT_FOUND, message, model.location)
            continue
        node = table.source.node(schema)
        found.append(
            Model(
                key=model.key,
                schema=table.reach(schema),
                origin=origin_at(model.location),
                forced=model.force_generation,
                param_suffix=not model.no_params_suffix,
                alias_of=model.alias_to,
                param=_param_model(around, model),
                deprecated=_deprecation(model.deprecated),
                doc=table.flattener.described(node) if node is not None else "",
            )
        )
    return tuple(found)


def _param_model(around: Surroundings, model: ModelSettings) -> SchemaId | None:
    if not model.param_model:
        return None
    found = around.models.find(model.param_model)
    if found is None:
        message = f"`{model.param_model}` leads to no model"
        around.table.source.diagnostics.report(rules.MODEL_PATH_NOT_FOUND, message, model.location)
        return None
    return around.table.reach(found)


def report_unconfigured(lookups: Lookups) -> None:
    """Report every operation that no method covers and that was not left out on purpose."""
    listed = lookups.around.settings.unspecified_endpoints
    left_out = {(entry.http_method.lower(), path_shape(entry.path)) for entry in listed}
    for endpoint in lookups.endpoints.all:
        key = (endpoint.http_method, endpoint.path)
        if (
            key not in lookups.endpoints.used
            and (endpoint.http_method.value, path_shape(endpoint.path)) not in left_out
        ):
            endpoint.node.report(rules.ENDPOINT_NOT_CONFIGURED, f"no resource has `{endpoint.label}`")


def report_left_out(lookups: Lookups) -> None:
    """Report what the config leaves out although the document does not have it."""
    source = lookups.around.table.source
    entries = lookups.around.settings.unspecified_endpoints
    there = written_endpoints(source) if entries else frozenset[tuple[str, str]]()
    for entry in entries:
        if entry.location is not None and (entry.http_method.lower(), path_shape(entry.path)) not in there:
            message = f"the document has no `{entry.http_method} {entry.path}`"
            near = lookups.endpoints.close_matches(HttpMethod(entry.http_method), entry.path)
            hint = f"did you mean {' or '.join(f'`{label}`' for label in near)}?" if near else None
            source.diagnostics.report(rules.UNSPECIFIED_NOT_FOUND, message, entry.location, hint=hint)


def _deprecation(message: str | None) -> Deprecation | None:
    return None if message is None else Deprecation(message=message)
