"""Sections `settings`, `query_settings`, `streaming`, `openapi`, `readme`, `errors`, `unspecified_endpoints`.

In: fields of the config. Out: the parts of `Settings` that they fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.sections.methods import read_endpoint
from sdkwright.config.settings import (
    ErrorSettings,
    ErrorVariant,
    EventHandling,
    ExampleCall,
    LeftOut,
    License,
    StreamRule,
)
from sdkwright.diagnostics.rules import config as rules
from sdkwright.source.tree import JsonValue

SETTINGS = Shape(
    title="settings",
    doc="What holds for the whole SDK.",
    keys=(
        key("license", "SPDX name, or a map", "The SDK's licence; default: `Apache-2.0`. As a map: see below."),
        key("disable_mock_tests", "true or false", "Tests that need a mock server are marked as skipped."),
        accepted("disable_tests", "true or false"),
        accepted(
            "mock_server",
            "`steady` or `prism`",
            "No effect: the SDK's tests run against the first, or against any server that `TEST_API_BASE_URL` names.",
        ),
        key(
            "unwrap_response_fields",
            "list of names",
            "A response with exactly this one property is unwrapped: the method returns its value.",
        ),
        key("unwrap_multiproperty_response_fields", "true or false", "Unwrap also where there are further properties."),
        key("positional_params", "true (default) or false", "`false`: no path parameter may be passed by position."),
        key("sort_schema_properties", "true (default) or false", "`false`: fields of models in the document's order."),
        key("per_endpoint_security", "true or false", "The `security` of each operation is honoured."),
        key("python", "map", "Settings of Python SDKs; see below."),
        accepted("file_header", "text"),
        accepted("require_websocket_dependencies", "true or false"),
    ),
)

LICENSE = Shape(
    title="settings.license",
    doc="A licence of one's own.",
    keys=(
        key("name", "text, needed", "Its name, in `pyproject.toml`."),
        key("contents", "text", "Its text, for the file LICENSE."),
        accepted("extension", "text"),
    ),
)

PYTHON_SETTINGS = Shape(
    title="settings.python",
    doc="Settings of Python SDKs.",
    keys=(
        accepted(
            "license_classifier",
            "trove classifier",
            "No effect: `pyproject.toml` states the licence as an expression, which may not stand beside a classifier.",
        ),
    ),
)

QUERY_SETTINGS = Shape(
    title="query_settings",
    doc="How arrays and objects are written in a query.",
    keys=(
        key(
            "array_format",
            "`comma` (default), `repeat`, `brackets`, `indices`",
            "`a=1,2`, `a=1&a=2`, `a[]=1`, `a[0]=1`.",
        ),
        key("nested_format", "`brackets` (default) or `dots`", "`a[b]=1` or `a.b=1`."),
    ),
)

STREAMING = Shape(
    title="streaming",
    doc="What becomes of each event of a stream.",
    keys=(key("on_event", "list of rules", "Tried in order; where it is absent every event is passed on."),),
)

ON_EVENT = Shape(
    title="streaming.on_event.<rule>",
    doc="One rule. A rule without a condition (`kind: fallthrough`) holds for events that no other rule takes.",
    keys=(
        key("event_type", "text, list, or empty", "Holds for events of these types; empty: for those without a type."),
        key("data_starts_with", "text", "Holds for events whose data starts with this."),
        key("kind", "`fallthrough`", "Holds for all other events."),
        key("handle", "`yield`, `done`, `error`, `ignore`; needed", "Pass it on, end the stream, raise, or drop it."),
        key("error_property", "property name", "If the data has this property, it is raised as an error instead."),
    ),
)

OPENAPI = Shape(
    title="openapi",
    doc="What is done to the OpenAPI document.",
    keys=(
        key(
            "transforms", "list of `{command, reason, args}`", "Changes to the document, made in order before all else."
        ),
        key("transformations", "list", "The older spelling of `transforms`."),
        key(
            "discriminated_bases",
            "`classes` (default) or `unions`",
            "What a schema becomes whose `discriminator` names schemas that extend it by `allOf`, and which has no "
            "`oneOf`: a class, as in SDKs published so far, or a union of these.",
        ),
        accepted("code_samples", "text or map"),
        accepted("code_sample_languages", "list"),
    ),
)

TRANSFORM = Shape(
    title="openapi.transforms.<transform>",
    doc="One change to the document.",
    keys=(
        key(
            "command",
            "text, needed",
            "`update`, `append`, `merge`, `remove`, `copy`, `move`, `mergeObject`, `renameValue`, `replaceProperties`, "
            "`extractToRefs`, `oneOfToAnyOf`, `guessDiscriminantUnions`, `splitSchemasByEnumProperty`.",
        ),
        key("reason", "text", "For readers."),
        key("args", "map", "The command's arguments; places are JSONPath-plus expressions."),
        accepted("name", "text"),
    ),
)

README = Shape(
    title="readme",
    doc="The snippets of the README.",
    keys=(
        key(
            "example_requests",
            "map kind -> call",
            "`default`, `headline`, `pagination`, `streaming`, `errors`, `retries`, `timeouts`, `raw_response`, "
            "`nested_params`, `http_agent`, `default_headers`, `file_uploads`; what is absent follows from `default`.",
        ),
        accepted("example_types", "map"),
        accepted("include_stainless_attribution", "true or false", "No effect: the README names no other generator."),
    ),
)

EXAMPLE = Shape(
    title="readme.example_requests.<kind>",
    doc="One call to show.",
    keys=(
        key("type", "`request`", "The kind of example."),
        key("endpoint", "`verb /path`", "The operation to call."),
        key("params", "map", "Path, query and body parameters by their names; missing required ones are invented."),
        key("response_property", "dotted path", "What is printed of the response."),
        key("assign_to", "text", "The variable that takes the response."),
        key("file_param", "name", "Of `file_uploads`: the parameter that takes the file."),
        key("file_path", "path", "Of `file_uploads`: the file."),
    ),
)

ERRORS = Shape(
    title="errors",
    doc="Error classes of one's own.",
    keys=(
        key("union", "map", "One class per variant of a union of error bodies; see below."),
        key(
            "message_property",
            "property name",
            "Where an error body has its message: it becomes the error's `message`.",
        ),
    ),
)

ERROR_UNION = Shape(
    title="errors.union",
    doc="One class per variant of a union of error bodies.",
    keys=(
        key("source", "pointer or name", "The schema of the union: what the bodies hold becomes attributes."),
        key("discriminator", "property name", "What tells the variants apart."),
        key(
            "status_property",
            "property name",
            "Where a body has its status, for variants that give no `status_code`.",
        ),
        key(
            "variants",
            "map value -> `{status_code, name}`",
            "The classes by the discriminator's value; absent = one for each variant of the union.",
        ),
    ),
)

ERROR_VARIANT = Shape(
    title="errors.union.variants.<value>",
    doc="One error class.",
    keys=(
        key("status_code", "number", "The status that it comes with."),
        key("name", "text", "The name of the class."),
    ),
)

_EXAMPLE_KINDS = (
    "default", "headline", "pagination", "streaming", "errors", "retries", "timeouts", "raw_response", "nested_params",
    "http_agent", "default_headers", "file_uploads",
)  # fmt: skip


def read_license(settings: Fields) -> License:
    """The licence of the SDK."""
    classifier = settings.fields("python", PYTHON_SETTINGS).text("license_classifier")
    entry = settings.get("license")
    if entry is None:
        return License(classifier=classifier)
    if not isinstance(entry.value, Mapping):
        return License(name=entry.text() or License().name, classifier=classifier)
    fields = entry.fields(LICENSE)
    name = fields.need("name")
    return License(
        name=(None if name is None else name.text()) or License().name,
        contents=fields.text("contents"),
        classifier=classifier,
    )


def read_stream_rules(streaming: Fields) -> tuple[StreamRule, ...] | None:
    """The rules in order, rules without a condition last; `None` where the config has none."""
    entry = streaming.get("on_event")
    if entry is None:
        return None
    found = [rule for item in entry.items() for rule in (_stream_rule(item),) if rule is not None]
    return tuple(sorted(found, key=lambda rule: rule.event_types is None and not rule.data_starts_with))


def _stream_rule(entry: Entry) -> StreamRule | None:
    fields = entry.fields(ON_EVENT)
    fields.choice("kind", {"fallthrough": True}, default=False)
    handle = fields.need("handle")
    handling = None if handle is None else handle.choice({member.value: member for member in EventHandling})
    if handling is None:
        return None
    return StreamRule(
        handling=handling,
        event_types=_event_types(fields),
        data_starts_with=fields.text("data_starts_with"),
        error_property=fields.text("error_property"),
    )


def _event_types(fields: Fields) -> tuple[str | None, ...] | None:
    entry = fields.get("event_type")
    if entry is None:
        return (None,) if fields.has("event_type") else None
    if isinstance(entry.value, str):
        return (entry.value,)
    return tuple(None if item.value is None else item.text() for item in entry.items())


def read_transforms(openapi: Fields) -> tuple[Mapping[str, JsonValue], ...]:
    """The transforms as written; those of the older spelling first."""
    newer, older = openapi.get("transforms"), openapi.get("transformations")
    if newer is not None and older is not None:
        older.report(rules.CONFLICTING_KEYS, "`transforms` and `transformations` side by side: both are run")
    found: list[Mapping[str, JsonValue]] = []
    for entry in (older, newer):
        for item in () if entry is None else entry.items():
            value = item.mapping()
            if value is not None and item.fields(TRANSFORM).need("command") is not None:
                found.append(value)
    return tuple(found)


def read_examples(readme: Fields) -> tuple[ExampleCall, ...]:
    """The calls that the README shows, `default` first; what a call leaves open it takes from `default`."""
    entries = dict(readme.members("example_requests"))
    for kind, entry in entries.items():
        if kind not in _EXAMPLE_KINDS:
            entry.report(rules.UNKNOWN_KEY, f"unknown key `{kind}` in `readme.example_requests`")
    found: list[ExampleCall] = []
    default: ExampleCall | None = None
    for kind in _EXAMPLE_KINDS:
        if kind in entries:
            call = _example(kind, entries[kind], default)
            default = call if kind == "default" else default
            found += [call] if call is not None else []
    return tuple(found)


def _example(kind: str, entry: Entry, default: ExampleCall | None) -> ExampleCall | None:
    fields = entry.fields(EXAMPLE)
    fields.choice("type", {"request": True}, default=True)
    target = fields.get("endpoint")
    if target is None and default is None:
        fields.need("endpoint")
        return None
    parsed = read_endpoint(target) if target is not None else None
    if target is not None and parsed is None:
        return None
    params = fields.get("params")
    written: Mapping[str, JsonValue] = {} if params is None else params.mapping() or {}
    same = default if parsed is None or (default and parsed == (default.http_method, default.path)) else None
    verb, path = parsed or ((default.http_method, default.path) if default else ("", ""))
    return ExampleCall(
        kind=kind,
        http_method=verb,
        path=path,
        params=same.params if same is not None and not fields.has("params") else written,
        response_property=fields.text("response_property", same.response_property if same else ""),
        assign_to=fields.text("assign_to", same.assign_to if same else ""),
        file_param=fields.text("file_param"),
        file_path=fields.text("file_path"),
    )


def read_errors(entry: Entry | None) -> ErrorSettings | None:
    """Section `errors`; `None` where it is absent."""
    if entry is None:
        return None
    fields = entry.fields(ERRORS)
    union = fields.fields("union", ERROR_UNION)
    variants: list[ErrorVariant] = []
    for value, member in union.members("variants"):
        variant = member.fields(ERROR_VARIANT)
        variants.append(
            ErrorVariant(value=value, name=variant.text("name"), status_code=variant.integer("status_code"))
        )
    return ErrorSettings(
        location=entry.location,
        source=union.text("source"),
        discriminator=union.text("discriminator"),
        status_property=union.text("status_property"),
        message_property=fields.text("message_property"),
        variants=tuple(variants),
    )


def read_left_out(entries: tuple[Entry, ...], skipped: Iterable[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """`unspecified_endpoints`, a list of `verb /path`, and the endpoints of methods that were `skipped`."""
    found = [(entry, parsed) for entry in entries if (parsed := read_endpoint(entry)) is not None]
    return (
        *(LeftOut(http_method=verb, path=path, location=entry.location) for entry, (verb, path) in found),
        *(LeftOut(http_method=verb, path=path) for verb, path in skipped),
    )
