"""Servers, security and options of the client; pagination schemes; models."""

from __future__ import annotations

import pytest
import yaml
from lowering import lower_text, make_document

from sdkwright.config.settings import ClientSettings, OptionSettings, Organization, PythonTarget, Settings
from sdkwright.diagnostics import Collector, Location
from sdkwright.lower.lower import lower
from sdkwright.model.api import CredentialRole, PaginationKind, SecurityKind
from sdkwright.model.queries import bare
from sdkwright.model.schema import Array

HEAD = """
openapi: 3.1.0
info: {title: Pets, version: '2'}
"""
EMPTY = "resources: {pets: {}}\n"


@pytest.mark.parametrize(
    ("scheme", "kind", "parameter", "prefix"),
    [
        ("{type: http, scheme: bearer}", SecurityKind.BEARER, "Authorization", "Bearer"),
        ("{type: http, scheme: Basic}", SecurityKind.BASIC, "Authorization", "Basic"),
        ("{type: apiKey, in: header, name: X-Key}", SecurityKind.API_KEY_HEADER, "X-Key", ""),
        ("{type: apiKey, in: query, name: key}", SecurityKind.API_KEY_QUERY, "key", ""),
        ("{type: apiKey, in: cookie, name: sid}", SecurityKind.API_KEY_COOKIE, "sid", ""),
        ("{type: oauth2, flows: {authorizationCode: {}}}", SecurityKind.BEARER, "Authorization", "Bearer"),
        (
            "{type: http, scheme: bearer, x-stainless-auth: {scheme_keyword: Token}}",
            SecurityKind.BEARER,
            "Authorization",
            "Token",
        ),
    ],
)
def test_security_schemes(scheme: str, kind: SecurityKind, parameter: str, prefix: str) -> None:
    document = f"{HEAD}\npaths: {{}}\nsecurity: [{{Auth: []}}]\ncomponents: {{securitySchemes: {{Auth: {scheme}}}}}"
    lowered = lower_text(document, EMPTY)
    (found,) = lowered.api.security_schemes
    assert (found.kind, found.parameter, found.prefix) == (kind, parameter, prefix)
    assert lowered.api.security == (("Auth",),)
    assert lowered.codes == []


def test_a_scheme_that_the_client_cannot_apply() -> None:
    document = (
        f"{HEAD}\npaths: {{}}\nsecurity: [{{Auth: []}}]\n"
        "components: {securitySchemes: {Auth: {type: http, scheme: digest}}}"
    )
    lowered = lower_text(document, EMPTY)
    assert lowered.api.security_schemes[0].kind is SecurityKind.OTHER
    assert lowered.codes == ["Security/Unsupported"]


def test_without_a_default_the_operations_alternatives_are_it() -> None:
    answer = "responses: {'204': {}}"
    document = f"""{HEAD}
paths:
  /a: {{get: {{security: [{{B: []}}], {answer}}}, put: {{security: [{{A: []}}, {{B: []}}], {answer}}}}}
  /b: {{get: {{security: [], {answer}}}, put: {{{answer}}}}}
components: {{securitySchemes: {{A: {{type: http, scheme: bearer}}, B: {{type: http, scheme: Token}}}}}}
"""
    lowered = lower_text(
        document, "resources: {as: {methods: {get: get /a}}}\nunspecified_endpoints: [put /a, get /b, put /b]"
    )
    assert lowered.api.security == (("B",), ("A",))
    assert lowered.api.security_schemes[1].prefix == "Token"
    assert lowered.codes == []


def test_client_credentials() -> None:
    flow = "{clientCredentials: {tokenUrl: https://x.test/token, scopes: {read: '', write: ''}}}"
    document = (
        f"{HEAD}\npaths: {{}}\nsecurity: [{{Auth: [read]}}]\n"
        f"components: {{securitySchemes: {{Auth: {{type: oauth2, flows: {flow}}}}}}}"
    )
    lowered = lower_text(document, EMPTY)
    (scheme,) = lowered.api.security_schemes
    assert scheme.kind is SecurityKind.OAUTH2_CLIENT_CREDENTIALS
    assert (scheme.token_url, scheme.scopes) == ("https://x.test/token", ("read", "write"))
    assert [(option.key, option.environment) for option in lowered.api.options] == [
        ("client_id", "ACME_CLIENT_ID"),
        ("client_secret", "ACME_CLIENT_SECRET"),
    ]


def test_options_follow_from_the_schemes_where_the_config_has_none() -> None:
    document = f"""{HEAD}
paths: {{}}
security: [{{Token: []}}]
components: {{securitySchemes: {{Token: {{type: http, scheme: bearer}}, Other: {{type: apiKey, in: query, name: k}}}}}}
"""
    (option,) = lower_text(document, EMPTY).api.options
    assert (option.key, option.environment, option.nullable) == ("api_key", "ACME_API_KEY", False)
    assert option.credential is not None
    assert (option.credential.scheme, option.credential.role) == ("Token", CredentialRole.VALUE)


def test_options_of_the_config() -> None:
    lowered = lower_text(
        f"{HEAD}\npaths: {{'/{{org}}/pets': {{get: {{responses: {{'204': {{}}}}}}}}}}",
        """
resources: {pets: {methods: {list: 'get /{org}/pets'}}}
security_schemes: {Token: {type: http, scheme: bearer}}
security: [{}, {Token: []}]
client_settings:
  opts:
    api_key: {type: string, nullable: true, read_env: ACME_KEY, auth: {security_scheme: Token}}
    org: {type: string, send_as_path_param: org}
    retries: {type: integer, default: 3}
    lost: {type: string, nullable: true, auth: {security_scheme: Nothing}}
    base_url: {type: string}
""",
    )
    key, org, retries, lost = lowered.api.options
    assert lowered.api.security == ((), ("Token",))
    assert (key.environment, key.nullable) == ("ACME_KEY", True)
    assert (retries.kind.value, retries.has_default, retries.default) == ("integer", True, 3)
    assert lost.credential is None
    assert {"Security/SchemeNotFound", "Client/OptionBuiltIn"} <= set(lowered.codes)
    operation = lowered.operation("list")
    assert operation.parameters[0].option == org.key
    assert operation.positional == ()


def test_an_operation_s_own_security_counts_only_where_the_config_says_so() -> None:
    document = f"""{HEAD}
paths: {{/a: {{get: {{security: [], responses: {{'204': {{}}}}}}, put: {{responses: {{'204': {{}}}}}}}}}}
security: [{{Token: []}}]
components: {{securitySchemes: {{Token: {{type: http, scheme: bearer}}}}}}
"""
    config = "resources: {as: {methods: {get: get /a, put: put /a}}}\n"
    assert lower_text(document, config).operation("get").security is None
    lowered = lower_text(document, config + "settings: {per_endpoint_security: true}")
    assert lowered.operation("get").security == ()
    assert lowered.operation("put").security is None


def test_environments_come_from_the_config() -> None:
    lowered = lower_text(
        HEAD
        + "paths: {}\nservers: [{url: 'https://{region}.x.test', variables: {region: {default: eu, enum: [eu, us]}}}]",
        EMPTY + "client_settings: {opts: {region: {type: string, nullable: true, server_variable: region}}}",
    )
    (server,) = lowered.api.servers
    assert (server.name, server.url) == ("production", "https://api.acme.test")


def test_without_environments_the_first_absolute_server_is_the_default() -> None:
    settings = Settings(
        organization=Organization(name="Acme"),
        target=PythonTarget(package_name="acme", project_name="acme"),
        resources=(),
        client_settings=ClientSettings(
            options=(
                OptionSettings(key="region", location=Location(file="", line=1, column=1), server_variable="region"),
            )
        ),
    )
    document = make_document(
        yaml.safe_load(
            HEAD
            + """
paths: {}
servers:
  - url: /v1
  - {url: 'https://{region}.x.test', variables: {region: {default: eu, enum: [eu, us], description: Where.}}}
  - url: https://other.test
"""
        )
    )
    diagnostics = Collector()
    (server,) = lower(document, settings, diagnostics).servers
    assert (server.name, server.url) == ("production", "https://{region}.x.test")
    (variable,) = server.variables
    assert (variable.name, variable.default, variable.values, variable.option) == (
        "region",
        "eu",
        ("eu", "us"),
        "region",
    )
    assert not diagnostics.found


PAGED = (
    HEAD
    + """
paths:
  /pets:
    get:
      parameters: [{name: cursor, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/Page'}]}}}}}
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {cursor: {}, limit: {}}}}}}
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
    put:
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    Page:
      type: object
      properties:
        data: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        next_cursor: {type: [string, 'null']}
        has_more: {type: boolean}
        extra: {type: string}
"""
)
SCHEME = """
pagination:
  - name: cursor_page
    type: cursor
    request:
      cursor: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}
      limit: {type: integer}
    response:
      data: {type: array, items: {}}
      has_more: {type: boolean}
      next_cursor: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
"""


def test_a_method_is_paginated_when_request_and_response_have_all_names() -> None:
    lowered = lower_text(
        PAGED,
        SCHEME + "resources: {pets: {methods: {list: get /pets, search: post /pets, put: put /pets, "
        "whole: {endpoint: get /pets, paginated: false}}}}",
    )
    (scheme,) = lowered.api.pagination
    assert scheme.kind is PaginationKind.CURSOR
    assert [(found.wire_name, found.purpose) for found in scheme.response] == [
        ("data", "items"),
        ("has_more", "has_next_page"),
        ("next_cursor", "next_cursor_field"),
    ]
    assert isinstance(bare(lowered.api, lowered.api.schemas[scheme.response[0].schema].type), Array)
    pages = {key: lowered.operation(key).pagination for key in ("list", "search", "put", "whole")}
    assert pages["put"] is None
    assert pages["whole"] is None
    for key in ("list", "search"):
        page = pages[key]
        assert page is not None
        assert (page.scheme, page.items) == ("cursor_page", "#/components/schemas/Page/properties/data/items")


def test_pagination_that_is_asked_for_but_does_not_fit() -> None:
    config = SCHEME + "resources: {pets: {methods: {put: {endpoint: put /pets, paginated: %s}}}}\n"
    must = lower_text(PAGED, config % "true")
    assert must.operation("put").pagination is None
    assert "Method/PaginatedWithoutMatchingScheme" in must.codes
    assert "`cursor_page` needs `limit` in the request" in must.hints
    named = lower_text(PAGED, config % "cursor_page").operation("put").pagination
    assert named is not None
    assert named.scheme == "cursor_page"


def test_purposes_inside_an_object_are_kept() -> None:
    lowered = lower_text(
        PAGED,
        """
resources: {pets: {}}
pagination:
  - name: page
    type: page_number
    request: {page: {type: integer}}
    response:
      result: {type: object, properties: {items: {type: array, x-stainless-pagination-property: {purpose: items}}}}
      info: {type: object, properties: {page: {x-stainless-pagination-property: {purpose: current_page_number_field}}}}
""",
    )
    (scheme,) = lowered.api.pagination
    assert scheme.request[0].purpose == "page_number_param"
    assert [(member.wire_name, member.purpose) for found in scheme.response for member in found.members] == [
        ("items", "items"),
        ("page", "current_page_number_field"),
    ]


@pytest.mark.parametrize(
    "reference",
    [
        "Big Pet",
        "'#/components/schemas/Big Pet'",
        "'#/components/schemas/Big%20Pet'",
        "'#/definitions/Big Pet'",
        "\"$.components.schemas['Big Pet']\"",
        """'components.schemas."Big Pet"'""",
    ],
)
def test_a_model_is_found_by_any_spelling(reference: str) -> None:
    lowered = lower_text(
        HEAD + "paths: {}\ncomponents: {schemas: {Big Pet: {type: object, properties: {a: {}}, description: Big.}}}",
        f"resources: {{pets: {{models: {{pet: {reference}}}}}}}",
    )
    (model,) = lowered.resource("pets").models
    assert (model.key, model.schema, model.doc) == ("pet", "#/components/schemas/Big Pet", "Big.")
    assert lowered.api.names[model.schema] == "Big Pet"


def test_models_that_cannot_be_had() -> None:
    lowered = lower_text(
        HEAD + "paths: {}\ncomponents: {schemas: {Pet: {type: object}, Toy: {type: object}}}",
        "resources: {pets: {models: {pet: Pet, same: Pet, all: '$.components.schemas.*', none: Petty, "
        "old: {type: alias, to: pet}, lost: {type: alias, to: none}}}}",
    )
    assert [(model.key, model.alias_of) for model in lowered.resource("pets").models] == [
        ("pet", ""),
        ("same", ""),
        ("old", "pet"),
    ]
    assert sorted(lowered.codes) == ["Alias/TargetNotFound", "Model/Ambiguous", "Model/Duplicate", "Model/NotFound"]
