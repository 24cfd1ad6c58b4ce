"""A config as text, for `sdkwright init`.

In: settings as inference makes them. Out: the text of a `stainless.yml` with comments; reading it gives the same
settings, but for where things stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdkwright.config.settings import (
    ArrayFormat,
    MethodSettings,
    MethodType,
    ModelSettings,
    NestedFormat,
    OptionSettings,
    PaginationField,
    PaginationSettings,
    ResourceSettings,
    Settings,
    StreamType,
)
from sdkwright.config.yaml_text import Place, dump
from sdkwright.load.document import DiscriminatedBases, Document
from sdkwright.source.tree import JsonValue

_COMMENTS: Mapping[Place, str] = {
    ("organization",): "Who the API belongs to. The client class and its environment variables are named after it.",
    ("targets",): "The package: its import name, its name on the index, its repository.",
    ("environments",): "Base URLs by name; the first is the default.",
    ("client_settings",): "Arguments of the client's constructor, and what holds for all its requests.",
    ("security",): "Which credentials a request needs: each entry is an alternative.",
    ("query_settings",): "How arrays are written in a query: comma, repeat, brackets or indices.",
    ("openapi",): "What is done to the OpenAPI document.",
    ("pagination",): "How lists are fetched page by page. A method is paginated when its request has all names of a "
    "scheme's `request` and its answer all names of the `response`.",
    ("resources",): "The tree of resources. Each operation of the document stands here once; rename, move or remove "
    "methods as you like. `unspecified_endpoints` lists operations to leave out on purpose.",
    ("resources", "$shared"): "Types that several resources use.",
    ("resources", "$client"): "Methods of the client itself.",
    ("settings",): "What holds for the whole SDK.",
}


def write_config(settings: Settings, document: Document) -> str:
    """The text of a config that `read_settings` reads as the same settings (CONFIG §1)."""
    title = f"# The SDK made from {' '.join(document.source.split())}.\n" if document.source else ""
    head = f"{title}# Each key is described in docs/config.md; this file was inferred and is yours to change.\n\n"
    return head + dump(config_tree(settings), _COMMENTS)


def config_tree(settings: Settings) -> dict[str, JsonValue]:
    """The settings as the plain data of a config."""
    organization, target = settings.organization, settings.target
    options = settings.client_settings.options
    client: dict[str, JsonValue] = _without_empty({"idempotency": _header(settings.client_settings.idempotency_header)})
    if options is not None:
        client["opts"] = {option.key: _option(option) for option in options}
    found: dict[str, JsonValue] = {
        "organization": {"name": organization.name, "docs": organization.docs, "contact": organization.contact},
        "targets": {
            "python": _without_empty(
                {
                    "edition": target.edition,
                    "package_name": target.package_name,
                    "project_name": target.project_name,
                    "options": dict(target.options),
                }
            )
            | {"production_repo": target.production_repo or None, "publish": {"pypi": bool(target.pypi_name)}}
        },
        "environments": {environment.name: environment.url for environment in settings.environments},
        "client_settings": client,
    }
    if settings.security is not None:
        found["security"] = list(settings.security)
    query = _without_default(settings)
    if query:
        found["query_settings"] = query
    if settings.pagination:
        found["pagination"] = [_scheme(scheme) for scheme in settings.pagination]
    if settings.discriminated_bases is not DiscriminatedBases.CLASSES:
        found["openapi"] = {"discriminated_bases": settings.discriminated_bases.value}
    found["resources"] = _resources(settings)
    per_endpoint: dict[str, JsonValue] = {"per_endpoint_security": True} if settings.per_endpoint_security else {}
    found["settings"] = {"license": settings.license.name, **per_endpoint}
    return found


def _without_empty(data: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {key: value for key, value in data.items() if value not in ("", None, {}, [])}


def _header(name: str) -> dict[str, JsonValue]:
    return {"header": name} if name else {}


def _without_default(settings: Settings) -> dict[str, JsonValue]:
    query: dict[str, JsonValue] = {}
    if settings.array_format is not ArrayFormat.COMMA:
        query["array_format"] = settings.array_format.value
    if settings.nested_format is not NestedFormat.BRACKETS:
        query["nested_format"] = settings.nested_format.value
    return query


def _option(option: OptionSettings) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {"type": option.type, "nullable": option.nullable}
    found |= _without_empty({"read_env": option.read_env, "description": option.description})
    if option.has_default:
        found["default"] = option.default
    if option.auth is not None:
        auth: dict[str, JsonValue] = {"security_scheme": option.auth.security_scheme}
        found["auth"] = auth | ({"role": option.auth.role} if option.auth.role != "value" else {})
    return found | _without_empty({"server_variable": option.server_variable})


def _scheme(scheme: PaginationSettings) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {"name": scheme.name, "type": scheme.type}
    if scheme.in_body:
        found["param_location"] = "body"
    found["request"] = {field.name: _field(field) for field in scheme.request}
    found["response"] = {field.name: _field(field) for field in scheme.response}
    return found


def _field(field: PaginationField) -> dict[str, JsonValue]:
    purpose: dict[str, JsonValue] = {"purpose": field.purpose}
    return dict(field.schema) | ({"x-stainless-pagination-property": purpose} if field.purpose else {})


def _resources(settings: Settings) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    if settings.shared:
        found["$shared"] = {"models": _models(settings.shared)}
    if settings.client is not None:
        found["$client"] = _resource(settings.client)
    return found | {resource.key: _resource(resource) for resource in settings.resources}


def _models(models: Iterable[ModelSettings]) -> dict[str, JsonValue]:
    return {model.key: model.reference for model in models}


def _resource(resource: ResourceSettings) -> dict[str, JsonValue]:
    return _without_empty(
        {
            "models": _models(resource.models),
            "methods": {method.key: _method(method) for method in resource.methods},
            "subresources": {child.key: _resource(child) for child in resource.subresources},
        }
    )


def _method(method: MethodSettings) -> JsonValue:
    endpoint = f"{method.http_method} {method.path}"
    if method.type is MethodType.WEBHOOK_UNWRAP:
        return {"type": method.type.value} | _without_empty(
            {"discriminator": method.discriminator, "webhook_key_opt": method.webhook_key_option}
        )
    if method.streaming is None:
        return endpoint
    streaming: dict[str, JsonValue] = {}
    if method.streaming.type is not StreamType.SSE:
        streaming["type"] = method.streaming.type.value
    streaming["param_discriminator"] = method.streaming.param_discriminator or None
    if method.streaming.event_model:
        streaming["stream_event_model"] = method.streaming.event_model
    return {"endpoint": endpoint, "streaming": streaming}
