from __future__ import annotations

import pytest
from lowering import Lowered, lower_text

from sdkwright.model.operation import (
    Alias,
    BodyKind,
    ContentKind,
    HttpMethod,
    ParameterLocation,
    ParameterStyle,
    StreamProtocol,
    WebhookUnwrap,
)
from sdkwright.model.schema import Any, Primitive, PrimitiveKind

HEAD = """
openapi: 3.1.0
info: {title: Pets, version: '2', description: About pets.}
"""


def one(operation: str, path: str = "/pets", method: str = "") -> Lowered:
    """A document with one operation, mapped as `go` with further keys of the method."""
    config = f"resources: {{pets: {{methods: {{go: {{endpoint: 'post {path}', {method}}}}}}}}}"
    return lower_text(f"{HEAD}\npaths:\n  '{path}':\n    post: {operation}", config)


OK = "responses: {'200': {content: {application/json: {schema: {type: object, properties: {a: {}}}}}}}"


def test_parameters_of_path_and_operation_are_merged() -> None:
    lowered = lower_text(
        HEAD
        + """
paths:
  /a/{one}/b/{two}:
    parameters:
      - {name: two, in: path, required: true, schema: {type: integer}, description: From the path.}
      - {name: limit, in: query, schema: {type: integer}}
    get:
      summary: A summary.
      description: A description.
      operationId: getIt
      parameters:
        - {name: limit, in: query, required: true, schema: {type: string}, deprecated: true}
        - {name: Accept, in: header, schema: {type: string}}
        - {name: X-Trace, in: header, schema: {type: string, x-stainless-param: trace}}
        - {name: gone, in: query, x-stainless-skip: true, schema: {type: string}}
        - {name: other, in: path, required: true, schema: {type: string}}
        - {name: filter, in: query, style: deepObject, explode: true, schema: {type: object}}
        - {name: raw, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: crumb, in: cookie, schema: {type: string}}
      responses: {'204': {description: Nothing.}}
""",
        "resources: {as: {methods: {retrieve: 'GET /a/{x}/b/{y}'}}}",
    )
    operation = lowered.operation("retrieve")
    assert (operation.id, operation.http_method, operation.path) == ("as.retrieve", HttpMethod.GET, "/a/{one}/b/{two}")
    assert (operation.summary, operation.doc, operation.operation_id) == ("A summary.", "A description.", "getIt")
    assert operation.positional == ("two",)
    assert operation.response is None
    found = {parameter.wire_name: parameter for parameter in operation.parameters}
    assert list(found) == ["two", "limit", "X-Trace", "filter", "raw", "crumb", "one"]
    assert (found["two"].doc, found["two"].style, found["two"].explode) == (
        "From the path.",
        ParameterStyle.SIMPLE,
        False,
    )
    assert lowered.api.schemas[found["limit"].schema].type == Primitive(kind=PrimitiveKind.STRING)
    assert found["limit"].required
    assert found["limit"].deprecated is not None
    assert (found["limit"].style, found["limit"].explode, found["limit"].style_given) == (
        ParameterStyle.FORM,
        True,
        False,
    )
    assert found["X-Trace"].naming.property_name == "trace"
    assert (found["filter"].style, found["filter"].style_given) == (ParameterStyle.DEEP_OBJECT, True)
    assert found["raw"].content_type == "application/json"
    assert found["crumb"].location is ParameterLocation.COOKIE
    assert (found["one"].declared, found["one"].required) == (False, True)
    assert sorted(lowered.codes) == [
        "Parameter/HeaderIgnored",
        "Path/ParameterNotDeclared",
        "Path/ParameterNotInTemplate",
    ]


def test_a_query_in_a_path_key_is_fixed_and_a_fragment_is_dropped() -> None:
    lowered = one("{" + OK + "}", path="/pets?beta=true&q={q}#second")
    operation = lowered.operation("go")
    assert operation.path == "/pets"
    assert operation.fixed_query == (("beta", "true"),)
    assert [(found.wire_name, found.location.value, found.required) for found in operation.parameters] == [
        ("q", "query", True)
    ]
    assert lowered.codes == ["Path/FragmentIgnored"]


def test_what_is_declared_in_the_path_and_stands_in_its_query_is_sent_there() -> None:
    parameters = "[{name: lat, in: path, required: true, schema: {type: number}}, {name: p, in: path, schema: {}}]"
    lowered = one("{" + OK + f", parameters: {parameters}" + "}", path="/alerts?lat={lat}&page={p}")
    operation = lowered.operation("go")
    assert (operation.path, operation.fixed_query) == ("/alerts", ())
    assert [(found.wire_name, found.location.value, found.required) for found in operation.parameters] == [
        ("lat", "query", True),
        ("page", "query", True),
    ]
    assert lowered.codes == []


def test_arrays_whose_brackets_the_client_adds() -> None:
    document = f"""{HEAD}
paths: {{/a: {{get: {{{OK}, parameters: [
  {{name: 'ids[]', in: query, schema: {{type: array, items: {{type: string}}}}}},
  {{name: 'one[]', in: query, schema: {{type: string}}}}]}}}}}}
"""

    def names(settings: str) -> list[str]:
        config = f"resources: {{as: {{methods: {{go: get /a}}}}}}\nquery_settings: {{array_format: {settings}}}"
        return [found.wire_name for found in lower_text(document, config).operation("go").parameters]

    assert names("brackets") == ["ids", "one[]"]
    assert names("repeat") == ["ids[]", "one[]"]


FILE = "{type: object, properties: {file: {type: string, format: binary}}}"
PLAIN = "{type: object, properties: {name: {type: string}}}"


@pytest.mark.parametrize(
    ("content", "chosen", "kind"),
    [
        (f"application/json: {{schema: {PLAIN}}}, multipart/form-data: {{schema: {PLAIN}}}", 0, BodyKind.JSON),
        (f"multipart/form-data: {{schema: {PLAIN}}}, application/json: {{schema: {PLAIN}}}", 1, BodyKind.JSON),
        (f"application/json: {{schema: {FILE}}}, multipart/form-data: {{schema: {FILE}}}", 1, BodyKind.MULTIPART),
        (f"application/x-www-form-urlencoded: {{schema: {PLAIN}}}", 0, BodyKind.FORM),
        (f"text/plain: {{}}, application/merge-patch+json; charset=utf-8: {{schema: {PLAIN}}}", 1, BodyKind.JSON),
        ("application/octet-stream: {schema: {type: string, format: binary}}", 0, BodyKind.BINARY),
        ("image/png: {}", 0, BodyKind.BINARY),
        ("text/csv: {schema: {type: string}}", 0, BodyKind.TEXT),
        ("'*/*': {schema: {type: string, format: binary}}", 0, BodyKind.BINARY),
        ("'*/*': {schema: {type: object}}", 0, BodyKind.JSON),
    ],
)
def test_one_body_is_chosen_and_all_are_kept(content: str, chosen: int, kind: BodyKind) -> None:
    lowered = one("{requestBody: {required: true, content: {" + content + "}}, " + OK + "}")
    operation = lowered.operation("go")
    assert operation.body == operation.bodies[chosen]
    assert operation.body.kind is kind
    assert operation.body.required


def test_encodings_of_a_multipart_body() -> None:
    encoding = "encoding: {meta: {contentType: application/json}, tags: {style: form, explode: false}}"
    lowered = one(f"{{requestBody: {{content: {{multipart/form-data: {{schema: {FILE}, {encoding}}}}}}}, {OK}}}")
    body = lowered.operation("go").body
    assert body is not None
    meta, tags = body.encodings
    assert (meta.property_name, meta.content_type) == ("meta", "application/json")
    assert (tags.style, tags.explode) == (ParameterStyle.FORM, False)


JSON = "application/json: {schema: {type: object, properties: {a: {}}}}"


@pytest.mark.parametrize(
    ("responses", "status", "content"),
    [
        (f"'404': {{content: {{{JSON}}}}}, '201': {{content: {{{JSON}}}}}", "201", ContentKind.JSON),
        (f"'200': {{description: Nothing.}}, '202': {{content: {{{JSON}}}}}", "202", ContentKind.JSON),
        (f"'2XX': {{content: {{{JSON}}}}}, default: {{content: {{{JSON}}}}}", "2XX", ContentKind.JSON),
        (f"default: {{content: {{{JSON}}}}}, '400': {{}}", "default", ContentKind.JSON),
        (f"'200': {{content: {{text/event-stream: {{}}, {JSON}}}}}", "200", ContentKind.JSON),
        ("'200': {content: {text/event-stream: {}}}", "200", ContentKind.EVENT_STREAM),
        ("'200': {content: {application/x-ndjson: {schema: {type: object}}}}", "200", ContentKind.JSON_LINES),
        ("'200': {content: {application/json: {}}}", "200", ContentKind.JSON),
        ("'200': {content: {text/plain: {schema: {type: string}}}}", "200", ContentKind.TEXT),
        ("'200': {content: {application/pdf: {}}}", "200", ContentKind.BINARY),
        (
            "'200': {content: {video/mp4: {}, application/json: {schema: {type: string}}}}",
            "200",
            ContentKind.BINARY,
        ),
        ("'200': {content: {application/json: {schema: {type: string}}, video/mp4: {}}}", "200", ContentKind.JSON),
        ("'200': {content: {'*/*': {schema: {type: string, format: binary}}}}", "200", ContentKind.BINARY),
    ],
)
def test_the_answer_that_a_method_returns(responses: str, status: str, content: ContentKind) -> None:
    response = one(f"{{responses: {{{responses}}}}}").operation("go").response
    assert response is not None
    assert (response.status, response.content) == (status, content)


@pytest.mark.parametrize("responses", ["'204': {description: Nothing.}", "'200': {description: Fine.}", "'404': {}"])
def test_an_answer_without_content(responses: str) -> None:
    assert one(f"{{responses: {{{responses}}}}}").operation("go").response is None


def test_a_method_without_a_success_is_noted() -> None:
    assert one("{responses: {'404': {}}}").codes == ["Response/NoSuccess"]


def test_a_json_answer_without_a_schema_is_any_value() -> None:
    lowered = one("{responses: {'200': {content: {application/json: {}}}}}")
    response = lowered.operation("go").response
    assert response is not None
    assert response.schema is not None
    assert lowered.api.schemas[response.schema].type == Any()


def test_streams() -> None:
    body = "requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}"
    event = "text/event-stream: {schema: {type: object, properties: {delta: {}}}}"
    operation = f"{{{body}, responses: {{'200': {{content: {{{JSON}, {event}}}}}}}}}"
    switched = one(operation, method="streaming: {param_discriminator: stream}").operation("go").stream
    assert switched is not None
    assert (switched.protocol, switched.switch) == (StreamProtocol.SSE, "stream")
    assert switched.event is not None
    assert switched.event.endswith("text~1event-stream/schema")
    always = one(operation, method="streaming: {type: jsonl, param_discriminator: null}").operation("go").stream
    assert always is not None
    assert (always.protocol, always.switch) == (StreamProtocol.JSON_LINES, "")
    wrong = one(operation, method="streaming: {param_discriminator: flow}")
    assert wrong.codes == ["Method/StreamParameterNotFound"]
    assert one(operation).operation("go").stream is None
    unasked = one(f"{{responses: {{'200': {{content: {{{event}}}}}}}}}").operation("go").stream
    assert unasked is not None
    assert unasked.switch == ""


def test_the_event_model_is_found_by_its_path() -> None:
    document = f"""{HEAD}
paths:
  /chat: {{post: {{{OK}}}}}
components: {{schemas: {{Chunk: {{type: object, properties: {{delta: {{}}}}}}}}}}
"""
    config = (
        "resources: {chat: {models: {chunk: Chunk}, methods: {go: {endpoint: post /chat, "
        "streaming: {param_discriminator: null, stream_event_model: %s}}}}}"
    )
    stream = lower_text(document, config % "chat.chunk").operation("go").stream
    assert stream is not None
    assert stream.event == "#/components/schemas/Chunk"
    assert lower_text(document, config % "chat.piece").codes == ["Model/PathNotFound"]


@pytest.mark.parametrize(
    ("properties", "method", "settings", "unwrap"),
    [
        ("{data: {type: string}}", "", "unwrap_response_fields: [data]", "data"),
        ("{data: {type: string}, more: {}}", "", "unwrap_response_fields: [data]", ""),
        (
            "{data: {}, more: {}}",
            "",
            "unwrap_response_fields: [data], unwrap_multiproperty_response_fields: true",
            "data",
        ),
        ("{data: {type: string}}", ", unwrap_response: false", "unwrap_response_fields: [data]", ""),
        ("{data: {}, more: {}}", ", unwrap_response: more", "", "more"),
        ("{data: {type: string}}", "", "", ""),
    ],
)
def test_what_is_unwrapped(properties: str, method: str, settings: str, unwrap: str) -> None:
    document = f"""{HEAD}
paths:
  /a: {{get: {{responses: {{'200': {{content: {{application/json: {{schema:
    {{type: object, properties: {properties}}}}}}}}}}}}}}}
"""
    config = f"resources: {{as: {{methods: {{go: {{endpoint: get /a{method}}}}}}}}}\nsettings: {{{settings}}}"
    assert lower_text(document, config).operation("go").unwrap == unwrap


def test_a_property_to_unwrap_that_is_not_there() -> None:
    lowered = one("{" + OK + "}", method="unwrap_response: data")
    assert lowered.operation("go").unwrap == ""
    assert lowered.codes == ["Method/SettingMatchesNothing"]


def test_positional_parameters_as_configured() -> None:
    document = f"{HEAD}\npaths: {{'/a/{{b}}/c/{{d}}': {{get: {{{OK}}}}}}}"

    def positional(config: str) -> tuple[str, ...]:
        return lower_text(document, config).operation("go").positional

    plain = "resources: {as: {methods: {go: 'get /a/{b}/c/{d}'}}}"
    assert positional(plain) == ("d",)
    assert positional(plain + "\nsettings: {positional_params: false}") == ()
    listed = "resources: {as: {methods: {go: {endpoint: 'get /a/{b}/c/{d}', positional_params: [b, d]}}}}"
    assert positional(listed) == ("b", "d")


def test_endpoints_that_do_not_fit_together_with_the_config() -> None:
    lowered = lower_text(
        f"{HEAD}\npaths: {{/pets: {{get: {{{OK}}}, post: {{{OK}}}, put: {{{OK}}}, "
        "patch: {x-stainless-skip: true}}}",
        "resources: {pets: {methods: {list: get /pets, create: post /pet, old: {type: alias, to: create}}}}\n"
        "unspecified_endpoints: [put /pets]",
    )
    assert sorted(lowered.codes) == ["Alias/TargetNotFound", "Endpoint/NotConfigured", "Endpoint/NotFound"]
    assert [method.key for method in lowered.resource("pets").methods] == ["list"]


def test_verbs_that_the_client_has_no_method_for() -> None:
    lowered = lower_text(
        f"{HEAD}\npaths: {{/pets: {{query: {{{OK}}}, additionalOperations: {{COPY: {{{OK}}}, move: {{{OK}}}}}}}}}",
        "resources: {pets: {methods: {search: query /pets, copy: COPY /pets}}}",
    )
    assert lowered.operation("search").http_method == HttpMethod.QUERY
    assert lowered.operation("copy").http_method == HttpMethod("COPY")
    assert lowered.codes == ["Endpoint/MethodUnsupported"]


def test_one_endpoint_may_have_several_methods_and_aliases() -> None:
    lowered = lower_text(
        f"{HEAD}\npaths: {{/pets: {{get: {{deprecated: true, {OK}}}}}}}",
        "resources: {$client: {methods: {status: get /pets}}, pets: {methods: {list: get /pets, "
        "all: {endpoint: get /pets, deprecated: Use list.}, old: {type: alias, to: list, deprecated: Gone.}}}}",
    )
    methods = {method.key: method for method in lowered.resource("pets").methods}
    assert list(methods) == ["list", "all", "old"]
    assert [methods[key].deprecated.message for key in methods if methods[key].deprecated] == ["", "Use list.", "Gone."]
    assert isinstance(methods["old"], Alias)
    assert [method.id for method in lowered.resource().methods] == ["status"]


def test_methods_and_models_that_the_document_itself_places() -> None:
    lowered = lower_text(
        f"""{HEAD}
paths:
  /me: {{get: {{x-stainless-method: $client.me, {OK}}}}}
  /pets:
    get: {{x-stainless-method: {{path: zoo.pets.list, paginated: false, deprecated: Old, skip_test_reason: Ill}}, {OK}}}
components:
  schemas:
    Pet: {{type: object, x-stainless-model: zoo.pets.pet}}
    Error: {{type: object, x-stainless-model: shared.error}}
""",
        "resources: {zoo: {methods: {}}}",
    )
    assert lowered.operation("me").id == "me"
    listed = lowered.operation("list")
    assert (listed.id, listed.http_method.value, listed.path) == ("zoo.pets.list", "get", "/pets")
    assert listed.deprecated is not None
    assert (listed.deprecated.message, listed.skip_test_reason) == ("Old", "Ill")
    assert [model.key for model in lowered.resource("zoo", "pets").models] == ["pet"]
    assert [(model.key, model.schema) for model in lowered.api.shared] == [("error", "#/components/schemas/Error")]


def test_a_resource_takes_its_tag_s_description() -> None:
    document = (
        f"{HEAD}\ntags: [{{name: Pets, description: All pets.}}]\npaths: {{/pets: {{get: {{tags: [Pets], {OK}}}}}}}"
    )
    config = "resources: {pets: {%s methods: {list: get /pets}}}"
    assert lower_text(document, config % "").resource("pets").doc == "All pets."
    assert lower_text(document, config % "description: Ours.,").resource("pets").doc == "Ours."


def test_webhooks() -> None:
    document = f"""{HEAD}
paths: {{}}
webhooks:
  made: {{post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Made'}}}}}}}}}}}}
  gone: {{post: {{requestBody: {{content: {{application/json: {{schema: {{properties: {{type: {{}}}}}}}}}}}}}}}}
components: {{schemas: {{Made: {{type: object, properties: {{type: {{const: made}}}}}}}}}}
"""
    config = (
        "resources: {hooks: {methods: {unwrap: {type: webhook_unwrap, discriminator: type, webhook_key_opt: key}}}}\n"
        "client_settings: {opts: {key: {type: string, nullable: true}}}"
    )
    lowered = lower_text(document, config)
    (unwrap,) = lowered.resource("hooks").methods
    assert isinstance(unwrap, WebhookUnwrap)
    at = "requestBody/content/application~1json/schema"
    assert unwrap.events == (f"#/webhooks/made/post/{at}", f"#/webhooks/gone/post/{at}")
    assert (unwrap.discriminator, unwrap.key_option) == ("type", "key")
    assert lowered.api.options[0].webhook_key
    assert lower_text(f"{HEAD}\npaths: {{}}", config).codes == ["Webhook/NotDefined"]


def test_idempotency_is_offered_on_all_but_get() -> None:
    lowered = lower_text(
        f"{HEAD}\npaths: {{/pets: {{get: {{{OK}}}, post: {{{OK}}}}}}}",
        "resources: {pets: {methods: {list: get /pets, create: post /pets}}}\n"
        "client_settings: {idempotency: {header: Idempotency-Key}}",
    )
    assert not lowered.operation("list").idempotent
    assert lowered.operation("create").idempotent
