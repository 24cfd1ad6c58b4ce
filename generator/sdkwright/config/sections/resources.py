"""Section `resources`: the tree of resources with their methods and models.

In: entries of the config. Out: `ResourceSettings`; what `skip` and `only` leave out is gone from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.languages import left_out, text_for_python
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.sections.methods import endpoint, read_method
from sdkwright.config.settings import MethodSettings, MethodType, ModelSettings, ResourceSettings
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.hints import did_you_mean
from sdkwright.diagnostics.rules import config as rules

RESOURCE = Shape(
    title="resources.<name>",
    doc=(
        "A group of methods: an attribute of the client (or of the parent resource), named in snake case. "
        "`$shared` holds models that several resources use and no methods; the methods of `$client` become methods "
        "of the client itself."
    ),
    keys=(
        key("description", "text", "The docstring of the resource's class."),
        key("methods", "map name -> method", "See `resources.<name>.methods.<name>`."),
        key("models", "map name -> model", "See `resources.<name>.models.<name>`."),
        key("subresources", "map name -> resource", "Resources inside this one."),
        key("standalone_api", "true or false", "The resource's part of `api.md` gets a file of its own."),
        key("deprecated", "text, or map language -> text", "Marks the resource as deprecated."),
        key("skip", "true, or list of languages", "Leaves the resource out (for these languages)."),
        key("only", "list of languages", "Leaves the resource out for all other languages."),
        accepted("mcp", "anything"),
        accepted("terraform", "anything"),
        accepted("custom", "anything"),
    ),
)

MODEL = Shape(
    title="resources.<name>.models.<name>",
    doc=(
        "A named type in `types/<resource path>/<model>.py`. Short form: a JSON Pointer "
        "(`#/components/schemas/Account`, or into any schema of the document), the bare name of a component schema, "
        "a JSONPath or a JMESPath that finds one schema."
    ),
    keys=(
        key("openapi_uri", "pointer or name", "The schema, as in the short form."),
        key("force_generation", "true or false", "Emits the model even if no method reaches it."),
        key("no_params_suffix", "true or false", "The form for requests is not called `<Model>Param` but `<Model>`."),
        key("param_model", "`resource.model`", "What requests take in its place: its `to_param()` makes one of it."),
        key("type", "`alias`", "An old name of another model of the resource."),
        key("to", "text", "Of an alias: the model it stands for."),
        key("deprecated", "text, or map language -> text", "Of an alias: what to use instead."),
        key("skip", "true, or list of languages", "Leaves the model out."),
        key("only", "list of languages", "Leaves the model out for all other languages."),
        accepted("mcp", "anything"),
        accepted("terraform", "anything"),
    ),
)

_NAME = re.compile(r"(?!__)[A-Za-z_][A-Za-z0-9_-]*")
SHARED = "$shared"
CLIENT = "$client"


class Tree(Struct, frozen=True, kw_only=True):
    """Section `resources` as a whole; `left_out` holds the endpoints of methods that Python does not get."""

    resources: tuple[ResourceSettings, ...]
    shared: tuple[ModelSettings, ...]
    client: ResourceSettings | None
    left_out: tuple[tuple[str, str], ...]


def read_resources(entries: Iterable[tuple[str, Entry]]) -> Tree:
    """The resource tree for Python."""
    resources: list[ResourceSettings] = []
    shared: tuple[ModelSettings, ...] = ()
    client: ResourceSettings | None = None
    skipped: list[tuple[str, str]] = []
    for name, entry in entries:
        resource = _read_resource(name, entry, skipped.extend)
        if resource is None:
            continue
        if name == SHARED:
            if resource.methods or resource.subresources:
                entry.report(rules.SHARED_HAS_METHODS, "`$shared` takes models only; its methods are not generated")
            shared = resource.models
        elif name == CLIENT:
            client = resource
        else:
            resources.append(resource)
    return Tree(resources=tuple(resources), shared=shared, client=client, left_out=tuple(skipped))


_Skip = Callable[[Iterable[tuple[str, str]]], None]


def _read_resource(name: str, entry: Entry, skip: _Skip) -> ResourceSettings | None:
    if entry.value is not None and entry.mapping() is None:
        return None
    fields = entry.fields(RESOURCE)
    if left_out(fields):
        skip(_endpoints(fields))
        return None
    if name not in {SHARED, CLIENT}:
        _check_name(name, entry)
    methods: list[MethodSettings] = []
    for key_, member in (*fields.members("methods"), *fields.members("models")):
        _check_name(key_, member)
    for key_, member in fields.members("methods"):
        method = read_method(key_, member)
        if method is None:
            skip(_endpoint_of(member))
        else:
            methods.append(method)
    models = [model for key_, member in fields.members("models") for model in (read_model(key_, member),) if model]
    children = [_read_resource(key_, member, skip) for key_, member in fields.members("subresources")]
    return ResourceSettings(
        key=name,
        location=entry.location,
        description=fields.text("description"),
        methods=_methods_with_alias_targets(methods, entry),
        models=_models_with_alias_targets(models, entry),
        subresources=tuple(child for child in children if child is not None),
        deprecated=text_for_python(fields.get("deprecated")),
        standalone_api=fields.flag("standalone_api"),
        limited=fields.get("only") is not None,
    )


def _check_name(name: str, entry: Entry) -> None:
    """Report a name that users of the SDK will not find as it is written."""
    if _NAME.fullmatch(name) is None:
        hint = "write it in snake_case: letters, digits and `_`, no digit first"
        entry.report(rules.INVALID_NAME, f"`{name}` cannot be a name in Python; another one is made of it", hint=hint)


def _endpoints(fields: Fields) -> Iterable[tuple[str, str]]:
    for _, member in fields.members("methods"):
        yield from _endpoint_of(member)
    for _, member in fields.members("subresources"):
        yield from _endpoints(member.fields(RESOURCE))


def _endpoint_of(entry: Entry) -> Iterable[tuple[str, str]]:
    value = entry.value.get("endpoint") if isinstance(entry.value, Mapping) else entry.value
    parsed = endpoint(value) if isinstance(value, str) else None
    if parsed is not None:
        yield parsed


def read_model(name: str, entry: Entry) -> ModelSettings | None:
    """One entry of `models`; `None` where Python does not get it."""
    if not isinstance(entry.value, Mapping):
        reference = entry.text()
        return None if reference is None else ModelSettings(key=name, location=entry.location, reference=reference)
    fields = entry.fields(MODEL)
    if left_out(fields):
        return None
    is_alias = fields.choice("type", {"alias": True}, default=False)
    target = fields.need("to" if is_alias else "openapi_uri")
    text = None if target is None else target.text()
    if text is None:
        return None
    return ModelSettings(
        key=name,
        location=entry.location,
        reference="" if is_alias else text,
        force_generation=fields.flag("force_generation"),
        no_params_suffix=fields.flag("no_params_suffix"),
        param_model=fields.text("param_model"),
        alias_to=text if is_alias else "",
        deprecated=text_for_python(fields.get("deprecated")),
    )


def _methods_with_alias_targets(methods: list[MethodSettings], entry: Entry) -> tuple[MethodSettings, ...]:
    targets = [method.key for method in methods if method.type is not MethodType.ALIAS]
    return tuple(
        method
        for method in methods
        if method.type is not MethodType.ALIAS or _has_target(method.alias_to, targets, method.location, entry)
    )


def _models_with_alias_targets(models: list[ModelSettings], entry: Entry) -> tuple[ModelSettings, ...]:
    targets = [model.key for model in models if not model.alias_to]
    return tuple(
        model for model in models if not model.alias_to or _has_target(model.alias_to, targets, model.location, entry)
    )


def _has_target(target: str, targets: list[str], location: Location, entry: Entry) -> bool:
    if target in targets:
        return True
    entry.diagnostics.report(
        rules.UNKNOWN_ALIAS_TARGET,
        f"`{entry.name}` has no `{target}` for an alias to stand for",
        location,
        hint=did_you_mean(target, targets),
    )
    return False
