"""What inference makes of a document beside names: models, pages, credentials, servers, conventions."""

from __future__ import annotations

from typing import Any

import pytest
from configs import document, endpoints, infer

from sdkwright.config.infer import infer_settings
from sdkwright.config.infer.organization import name_from_title
from sdkwright.config.settings import (
    ArrayFormat,
    Environment,
    MethodType,
    ModelSettings,
    OptionAuth,
    OptionSettings,
    ResourceSettings,
    Settings,
    StreamType,
)
from sdkwright.diagnostics import Collector


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def answering(schema: Any, media_type: str = "application/json", **rest: Any) -> dict[str, Any]:
    return {"responses": {"200": {"content": {media_type: {"schema": schema}}}}, **rest}


def taking(schema: Any, **rest: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}, "responses": {}, **rest}


def thing(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {name: ref(target) for name, target in properties.items()}}


# Organization


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stripe API", "Stripe"),
        ("Swagger Petstore - OpenAPI 3.0", "Petstore"),
        ("GitHub v3 REST API", "GitHub"),
        ("The OpenAI API (2.3.0)", "OpenAI"),
        ("httpbin.org", "httpbin"),
        ("Train Travel API | Documentation", "Train Travel"),
        ("OSF APIv2 Documentation", "OSF"),
        ("Prediction-Guard-API", "Prediction-Guard"),
        ("U.S. EPA", "US EPA"),
        ("Crédit Agricole", "Credit Agricole"),
        ("API: Payments", "Payments"),
        ("3scale", "Sdk 3scale"),
        ("A service that does one thing and another thing", "service that does one thing"),
        ("API", ""),
        ("v1.0", ""),
        ("用户接口", ""),
        ("", ""),
        ("\n\t-- | --", ""),
    ],
)
def test_name_from_title(title: str, name: str) -> None:
    assert name_from_title(title) == name


def named(title: str, **rest: Any) -> Settings:
    return infer(document(info={"title": title, "version": "1"}, **rest))


@pytest.mark.parametrize(
    ("title", "package"),
    [("SpaceTraders API", "spacetraders"), ("Train Travel", "train_travel"), ("Email API", "email_client"),
     ("AutomationManagement", "automation_management"), ("Pydantic", "pydantic_client"), ("Import", "api_import")],
)  # fmt: skip
def test_package(title: str, package: str) -> None:
    assert named(title).target.package_name == package


def test_a_title_without_a_name_is_replaced_by_the_servers_domain() -> None:
    assert named("API", servers=[{"url": "https://api.acme.io/v1"}]).organization.name == "acme"
    assert named("API", servers=[{"url": "http://localhost:80"}]).organization.name == "Service"


def test_a_name_of_the_runtime_gets_another_word() -> None:
    assert named("Stream API").organization.name == "Stream Client"


def test_contact_and_docs() -> None:
    info = {"title": "Acme", "contact": {"email": "me@acme.io"}}
    organization = infer(document(info=info, externalDocs={"url": "https://docs.acme.io"})).organization
    assert (organization.contact, organization.docs) == ("me@acme.io", "https://docs.acme.io")


# Environments


def environments(*servers: Any) -> tuple[tuple[Environment, ...], list[str]]:
    found = Collector()
    settings = infer_settings(document(endpoints("get /a"), servers=list(servers)), found)
    return settings.environments, [each.rule.code for each in found]


def test_environments_by_description() -> None:
    urls = {"production": "https://a.io", "sandbox": "https://sandbox.a.io", "environment_2": "https://c.io"}
    found, codes = environments(
        {"url": "https://a.io", "description": "Production server"},
        {"url": "https://sandbox.a.io"},
        {"url": "https://c.io", "description": "Another one"},
        {"url": "https://a.io"},
    )
    assert {each.name: each.url for each in found} == urls
    assert codes == []


def test_this_machine_comes_last_and_plain_http_goes() -> None:
    found, codes = environments(
        {"url": "http://localhost:8000"}, {"url": "http://a.io"}, {"url": "https://a.io"}, {"url": "//b.io/v1"}
    )
    assert [each.url for each in found] == ["https://a.io", "https://b.io/v1", "http://localhost:8000"]
    assert codes == []


@pytest.mark.parametrize(
    ("servers", "url"),
    [([], "http://localhost"), ([{"url": "/api/v1"}], "http://localhost/api/v1"), ([{"url": "/"}], "http://localhost"),
     ([{"url": ""}], "http://localhost"), ([{}], "http://localhost"), (["x"], "http://localhost")],
)  # fmt: skip
def test_no_server_that_is_anywhere(servers: list[Any], url: str) -> None:
    found, codes = environments(*servers)
    assert found == (Environment(name="production", url=url),)
    assert codes == ["Config/NoServerUrl"]


def test_variables_of_a_server_become_options() -> None:
    server = {
        "url": "https://{region}.a.io/{base_url}",
        "variables": {"region": {"default": "eu", "description": "Where."}, "base_url": {"default": "v1"}},
    }
    settings = infer(document(servers=[server]))
    assert settings.environments[0].url == "https://{region}.a.io/v1", "base_url is an argument of every client"
    assert settings.client_settings.options is not None
    (option,) = settings.client_settings.options
    assert (option.key, option.server_variable, option.default, option.description) == (
        "region",
        "region",
        "eu",
        "Where.",
    )


# Models


def placed(settings: Settings) -> dict[str, str]:
    """Dotted model name -> schema name."""
    found = {f"$shared.{model.key}": schema(model) for model in settings.shared}

    def walk(resources: tuple[ResourceSettings, ...], prefix: str) -> None:
        for resource in resources:
            found.update({f"{prefix}{resource.key}.{model.key}": schema(model) for model in resource.models})
            walk(resource.subresources, f"{prefix}{resource.key}.")

    walk(settings.resources, "")
    return found


def schema(model: ModelSettings) -> str:
    return model.reference.removeprefix("#/components/schemas/")


def test_models_go_where_they_are_used() -> None:
    paths = {
        "/threads": {
            "post": {**taking(ref("ThreadCreate")), **answering(ref("Thread"))},
            "get": answering(ref("Thread")),
        },
        "/threads/{id}": {"get": answering(ref("Thread"))},
        "/threads/{id}/messages": {"get": answering({"type": "array", "items": ref("Message")})},
        "/users": {"get": answering({"type": "array", "items": ref("User")})},
    }
    schemas = {
        "ThreadCreate": thing(meta="Metadata", only="ThreadOption"),
        "ThreadOption": {"enum": ["a"]},
        "Thread": thing(last="Message"),
        "Message": thing(meta="Metadata"),
        "User": thing(meta="Metadata", id="UserId", boss="User"),
        "Metadata": {"type": "object"},
        "UserId": {"type": "string"},
        "Unused": {"type": "object"},
    }
    assert placed(infer(document(paths, schemas=schemas))) == {
        "$shared.metadata": "Metadata",
        "threads.thread_option": "ThreadOption",
        "threads.thread": "Thread",
        "threads.message": "Message",
        "users.user": "User",
    }


def test_a_body_that_two_methods_take_has_a_name() -> None:
    paths = {"/a": {"post": taking(ref("Body"))}, "/a/{id}": {"put": taking(ref("Body"))}}
    assert placed(infer(document(paths, schemas={"Body": thing()}))) == {"a.body": "Body"}


def test_error_bodies_are_no_models() -> None:
    problem = {"content": {"application/json": {"schema": ref("Problem")}}}
    paths = {"/a": {"get": {"responses": {"200": {}, "404": problem, "default": problem}}}}
    assert placed(infer(document(paths, schemas={"Problem": thing()}))) == {}


def test_model_keys_are_unique_and_end_in_nothing_that_params_end_in() -> None:
    schemas = {
        "FooBar": thing(),
        "foo_bar": thing(),
        "class": thing(),
        "3d": thing(),
        "XParams": thing(),
        "用户": thing(),
    }
    paths = {"/a": {"get": answering(thing(**{f"p{i}": name for i, name in enumerate(schemas)}))}}
    found = placed(infer(document(paths, schemas=schemas)))
    assert found == {
        "a.foo_bar": "FooBar",
        "a.foo_bar_2": "foo_bar",
        "a.model_class": "class",
        "a.model_3d": "3d",
        "a.x_parameters": "XParams",
        "a.model": "用户",
    }


def test_a_schema_whose_whole_name_is_another_ones_last_word_has_the_name() -> None:
    schemas = {"Acme.Billing.Item": thing(), "Item": thing()}
    paths = {"/a": {"get": answering(thing(**{f"p{i}": name for i, name in enumerate(schemas)}))}}
    assert placed(infer(document(paths, schemas=schemas))) == {
        "a.acme_billing_item": "Acme.Billing.Item",
        "a.item": "Item",
    }


def test_the_first_schema_with_a_last_word_has_it_for_a_key() -> None:
    schemas = {"Acme.Billing.Invoice": thing(), "Acme.Billing.Item": thing(), "Acme.Shop.Item": thing()}
    paths = {"/a": {"get": answering(thing(**{f"p{i}": name for i, name in enumerate(schemas)}))}}
    assert placed(infer(document(paths, schemas=schemas))) == {
        "a.invoice": "Acme.Billing.Invoice",
        "a.item": "Acme.Billing.Item",
        "a.acme_shop_item": "Acme.Shop.Item",
    }


def test_recursive_schemas() -> None:
    schemas = {"Tree": thing(left="Tree", other="Forest"), "Forest": thing(trees="Tree")}
    paths = {"/trees": {"get": answering(ref("Tree"))}}
    assert placed(infer(document(paths, schemas=schemas))) == {"trees.tree": "Tree", "trees.forest": "Forest"}


# Pages


def query(*names: str, kind: str = "string") -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": {"type": kind}} for name in names]


def page(**properties: str) -> dict[str, Any]:
    item = {"type": "object", "properties": {"id": {"type": "string"}}}
    types = {name: {"type": kind} | ({"items": item} if kind == "array" else {}) for name, kind in properties.items()}
    return {"type": "object", "properties": types}


def pages(parameters: list[dict[str, Any]], answer: Any) -> list[tuple[str, dict[str, str]]]:
    settings = infer(document({"/a": {"get": answering(answer, parameters=parameters)}}))
    return [
        (one.type, {field.name: field.purpose for field in (*one.request, *one.response)})
        for one in settings.pagination
    ]


def test_cursors() -> None:
    assert pages(query("cursor", "limit"), page(data="array", next_cursor="string", has_more="boolean")) == [
        ("cursor", {"cursor": "next_cursor_param", "limit": "", "data": "items", "next_cursor": "next_cursor_field",
                    "has_more": "has_next_page"})
    ]  # fmt: skip
    assert pages(query("pageToken"), page(files="array", nextPageToken="string", kind="string")) == [
        ("cursor", {"pageToken": "next_cursor_param", "files": "items", "nextPageToken": "next_cursor_field"})
    ]


def test_cursors_that_are_ids() -> None:
    assert pages(query("after", "limit"), page(object="string", data="array", has_more="boolean")) == [
        ("cursor_id", {"after": "next_cursor_id_param", "limit": "", "data": "items", "has_more": "has_next_page"})
    ]


def test_page_numbers() -> None:
    answer = page(items="array", total="integer", page="integer", pages="integer")
    assert pages(query("page", "size", kind="integer"), answer) == [
        ("page_number", {"page": "current_page_number_field", "size": "", "items": "items",
                         "pages": "total_page_count_field", "total": ""})
    ]  # fmt: skip


def test_offsets() -> None:
    assert pages(query("offset", "limit", kind="integer"), page(results="array", total="integer")) == [
        (
            "offset",
            {"offset": "offset_count_param", "limit": "", "results": "items", "total": "offset_total_count_field"},
        )
    ]


NEXT_URL: Any = {"type": "string", "format": "uri", "nullable": True}


def test_the_url_of_the_next_page() -> None:
    """The page after the last one need not be empty: Django REST framework answers 404 for it."""
    answer = page(count="integer", results="array")
    answer["properties"]["next"] = NEXT_URL
    followed = [("cursor_url", {"results": "items", "next": "cursor_url_field", "count": ""})]
    assert pages(query("page", "page_size", kind="integer"), answer) == followed
    assert pages(query("limit", "offset", kind="integer"), answer) == followed
    assert pages(query("cursor"), answer) == followed
    assert pages([], answer) == followed


def test_a_next_url_may_have_a_name_that_says_so() -> None:
    assert pages([], page(value="array", nextLink="string")) == [
        ("cursor_url", {"value": "items", "nextLink": "cursor_url_field"})
    ]
    assert pages([], page(value="array", **{"@odata.nextLink": "string"})) == [
        ("cursor_url", {"value": "items", "@odata.nextLink": "cursor_url_field"})
    ]
    assert pages([], page(value="array", next="string")) == []


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        (query("limit", kind="integer"), page(data="array")),
        (query("cursor"), page(data="array", total="integer")),
        (query("page"), {"type": "array", "items": {}}),
        (query("page"), page(data="array")),
        (query("page", kind="integer"), page(name="string")),
        (query("page", kind="integer"), page(search="array", **{f"fact_{number}": "string" for number in range(12)})),
        (query("after"), {"type": "object", "properties": {"data": {"type": "array", "items": {"type": "string"}}}}),
    ],
)
def test_no_pages(parameters: list[dict[str, Any]], answer: Any) -> None:
    assert pages(parameters, answer) == []


def test_pages_asked_for_in_a_body() -> None:
    operation = {
        **answering(page(data="array", next_cursor="string")),
        **{"requestBody": taking(page(cursor="string"))["requestBody"]},
    }
    (scheme,) = infer(document({"/a/search": {"post": operation}})).pagination
    assert (scheme.type, scheme.in_body) == ("cursor", True)


def test_the_scheme_with_most_names_comes_first() -> None:
    cursor = query("cursor")
    paths = {
        "/a": {"get": answering(page(data="array", next_cursor="string"), parameters=cursor)},
        "/b": {"get": answering(page(data="array", next_cursor="string", has_more="boolean"), parameters=cursor)},
    }
    assert [len(scheme.response) for scheme in infer(document(paths)).pagination] == [3, 2]


# Credentials


def credentials(schemes: dict[str, Any], security: Any = None, operation: Any = None) -> Settings:
    operations = {"/a": {"get": {"responses": {}, **({} if operation is None else {"security": operation})}}}
    given = {"components": {"securitySchemes": schemes, "schemas": {}}}
    return infer(document(operations, **given, **({} if security is None else {"security": security})))


def options(settings: Settings) -> dict[str, OptionSettings]:
    assert settings.client_settings.options is not None
    return {option.key: option for option in settings.client_settings.options}


BEARER = {"type": "http", "scheme": "bearer"}
HEADER = {"type": "apiKey", "in": "header", "name": "X-Key"}
BASIC = {"type": "http", "scheme": "basic"}
CLIENT = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.io/token", "scopes": {}}}}
CODE = {"type": "oauth2", "flows": {"authorizationCode": {"scopes": {}}}}


@pytest.mark.parametrize(
    ("scheme", "keys"),
    [
        (BEARER, ["api_key"]),
        (HEADER, ["api_key"]),
        ({**HEADER, "in": "query"}, ["api_key"]),
        ({**HEADER, "in": "cookie"}, ["api_key"]),
        (BASIC, ["username", "password"]),
        (CLIENT, ["client_id", "client_secret"]),
        (CODE, ["access_token"]),
        ({"type": "openIdConnect", "openIdConnectUrl": "https://a.io"}, ["access_token"]),
        ({"type": "http", "scheme": "SharedAccessKey"}, ["api_key"]),
        ({"type": "http", "scheme": "digest"}, []),
        ({"type": "http"}, []),
        ({"type": "mutualTLS"}, []),
        ({"type": "nonsense"}, []),
    ],
)
def test_options_of_a_scheme(scheme: dict[str, Any], keys: list[str]) -> None:
    found = options(credentials({"TheScheme": scheme}, [{"TheScheme": []}]))
    assert list(found) == keys
    for key, option in found.items():
        assert option.read_env == f"ACME_{key}".upper()
        role = key if key in {"username", "password", "client_id", "client_secret"} else "value"
        assert option.auth == OptionAuth(security_scheme="TheScheme", role=role)
        assert not option.nullable


def test_credentials_that_one_may_go_without() -> None:
    assert options(credentials({"A": BEARER}, [{"A": []}, {}]))["api_key"].nullable
    both = options(credentials({"Bearer": BEARER, "Key": HEADER}, [{"Bearer": []}, {"Key": []}]))
    assert {key: option.nullable for key, option in both.items()} == {"bearer_token": True, "api_key": True}
    together = options(credentials({"Bearer": BEARER, "Key": HEADER}, [{"Bearer": [], "Key": []}]))
    assert {key: option.nullable for key, option in together.items()} == {"bearer_token": False, "api_key": False}


def test_schemes_that_nothing_uses_are_left_out() -> None:
    assert list(options(credentials({"A": BEARER, "B": HEADER}, [{"A": []}]))) == ["api_key"]


def test_security_that_only_operations_say() -> None:
    settings = credentials({"A": BEARER}, None, [{"A": []}])
    assert settings.security == ({"A": []},)
    assert credentials({"A": BEARER}, [{"A": []}], []).security is None


def test_schemes_without_any_security_are_for_everything() -> None:
    assert credentials({"A": BEARER, "B": HEADER}).security == ({"A": []}, {"B": []})
    assert credentials({"A": BEARER}, []).security is None
    assert options(credentials({"A": BEARER}, [])) == {}


def test_two_schemes_of_a_kind_have_options_of_their_own() -> None:
    found = options(credentials({"a": BASIC, "b": BASIC, "timeout": HEADER}, [{"a": [], "b": [], "timeout": []}]))
    assert list(found) == ["a_username", "a_password", "b_username", "b_password", "timeout_key"]


# Conventions


def stream_of(operation: dict[str, Any], schemas: dict[str, Any] | None = None) -> Any:
    (resource,) = infer(document({"/chat": {"post": operation}}, schemas=schemas)).resources
    (method,) = resource.methods
    return method.streaming


def test_streams() -> None:
    switch = {"type": "object", "properties": {"stream": {"type": ["boolean", "null"]}}}
    whole = answering(ref("Chat"))["responses"]["200"]["content"]
    events = {"text/event-stream": {"schema": ref("Chunk")}}
    schemas = {"Chat": thing(), "Chunk": thing()}
    both = {**taking(switch), "responses": {"200": {"content": {**whole, **events}}}}
    assert stream_of(both, schemas).param_discriminator == "stream"
    assert stream_of(both, schemas).event_model == "chat.chunk"
    assert stream_of(both, schemas).type is StreamType.SSE
    always = stream_of({"responses": {"200": {"content": events}}}, schemas)
    assert (always.param_discriminator, always.event_model) == ("", "")
    assert stream_of(answering({}, "application/x-ndjson")).type is StreamType.JSONL
    assert stream_of({**taking(switch), **answering(ref("Chat"))}, schemas).param_discriminator == "stream"
    assert (
        stream_of({**taking({"type": "object", "properties": {"stream": {"type": "string"}}}), **answering({})}) is None
    )
    assert stream_of(answering({})) is None


def test_idempotency() -> None:
    header = [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}]
    assert (
        infer(document({"/a": {"post": {"parameters": header}}})).client_settings.idempotency_header
        == "Idempotency-Key"
    )
    assert infer(document({"/a": {"get": {"parameters": header}}})).client_settings.idempotency_header == ""


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([], ArrayFormat.COMMA),
        ([{}], ArrayFormat.REPEAT),
        ([{"explode": False}], ArrayFormat.COMMA),
        ([{"style": "form", "explode": True}], ArrayFormat.REPEAT),
        ([{"style": "pipeDelimited"}], ArrayFormat.COMMA),
        ([{"style": "deepObject"}], ArrayFormat.BRACKETS),
        ([{"name": "ids[]"}], ArrayFormat.BRACKETS),
        ([{}, {}, {"explode": False}], ArrayFormat.REPEAT),
    ],
)
def test_array_format(parameters: list[dict[str, Any]], expected: ArrayFormat) -> None:
    given = [
        {"name": f"p{at}", "in": "query", "schema": {"type": "array"}, **each} for at, each in enumerate(parameters)
    ]
    assert infer(document({"/a": {"get": {"parameters": given}}})).array_format is expected


def test_forms_decide_where_no_query_has_an_array() -> None:
    form = {"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": thing()}}}}
    assert infer(document({"/a": {"post": form}})).array_format is ArrayFormat.REPEAT
    joined = [{"name": "p", "in": "query", "explode": False, "schema": {"type": "array"}}]
    assert infer(document({"/a": {"post": {**form, "parameters": joined}}})).array_format is ArrayFormat.COMMA


def test_webhooks() -> None:
    event = {"type": "object", "properties": {"id": {}, "type": {"const": "a.b"}, "data": ref("Data")}}
    hooks = {name: {"post": taking(ref(name))} for name in ("Created", "Deleted")}
    schemas = {"Created": event, "Deleted": event, "Data": thing()}
    settings = infer(document(schemas=schemas, webhooks=hooks))
    (webhooks,) = settings.resources
    assert webhooks.key == "webhooks"
    assert [
        (method.key, method.type, method.discriminator, method.webhook_key_option) for method in webhooks.methods
    ] == [
        ("unwrap", MethodType.WEBHOOK_UNWRAP, "type", "webhook_secret"),
        ("unsafe_unwrap", MethodType.WEBHOOK_UNWRAP, "type", ""),
    ]
    assert [model.key for model in webhooks.models] == ["created", "deleted", "data"]
    secret = options(settings)["webhook_secret"]
    assert (secret.nullable, secret.read_env, secret.auth) == (True, "ACME_WEBHOOK_SECRET", None)


def test_webhooks_beside_operations_of_that_name() -> None:
    hooks = {"x": {"post": taking({})}}
    (webhooks,) = infer(document(endpoints("get /webhooks", "post /webhooks/unwrap"), webhooks=hooks)).resources
    assert [method.key for method in webhooks.methods] == ["list", "unwrap", "unsafe_unwrap"]
    assert webhooks.methods[1].type is MethodType.HTTP


# Documents with nothing in them


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"info": None, "paths": None, "servers": None, "components": None, "security": None},
        {"info": [], "paths": [], "servers": {}, "components": "x", "security": {}, "webhooks": []},
        {"paths": {"/a": None, "/b": {"get": None}, "/c": {"get": {"responses": [], "parameters": {}, "tags": "x"}}}},
        {"paths": {"/a": {"get": {"operationId": 3, "responses": {200: None}, "parameters": [None, {"name": 1}]}}}},
        {"paths": {"/a": {"$ref": "#/paths/~1a"}, "/b": {"get": answering(ref("Missing"))}}},
        {"servers": [{"url": 3}, {"url": "http://[::1"}, {"url": "https://{a}{", "variables": {"a": None}}]},
        {"components": {"securitySchemes": {"a": None, "": BEARER}}, "security": [{"": []}]},
    ],
)  # fmt: skip
def test_damaged_documents(tree: dict[str, Any]) -> None:
    given = document()
    damaged = type(given)(tree=tree, files={}, positions=given.positions, digest="", source="x")
    assert infer(damaged).organization.name


def test_nothing_to_infer_is_said() -> None:
    found = Collector()
    infer_settings(document(), found)
    assert [each.rule.code for each in found] == ["Config/NothingToInfer"]
