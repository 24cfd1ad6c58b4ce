"""A config becomes settings: each section, long and short, new and old spelling."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path

import pytest
from configs import HEAD, Config

from sdkwright.config.read import read_settings
from sdkwright.config.settings import (
    ArrayFormat,
    Casing,
    Environment,
    ErrorVariant,
    EventHandling,
    MethodType,
    NestedFormat,
    OptionAuth,
    Paginated,
    StreamType,
)
from sdkwright.diagnostics import Collector


def read(text: str) -> Config:
    config = Config(HEAD + text)
    assert config.codes == []
    return config


def resource(text: str) -> Config:
    head = HEAD.replace("resources: {}\n", "resources:\n")
    return Config(head + "\n".join("  " + line for line in text.strip("\n").splitlines()) + "\n")


def test_where_it_was_read_from(tmp_path: Path) -> None:
    path = tmp_path / "stainless.yml"
    path.write_text(HEAD)
    settings = read_settings(path, Collector())
    assert settings is not None
    assert settings.source == str(path)
    assert settings.digest == hashlib.sha256(HEAD.encode()).hexdigest()


@pytest.mark.parametrize("text", ["", "[]", "just words", "- a\n- b"])
def test_no_map_is_no_config(tmp_path: Path, text: str) -> None:
    path = tmp_path / "stainless.yml"
    path.write_text(text)
    found = Collector()
    assert read_settings(path, found) is None
    assert found.failed


def test_organization() -> None:
    text = """\
    organization:
      name: Parsec API
      docs: https://docs.x.io
      contact: ""
      security_contact: sec@x.io
      github_org: parsec
      upload_spec: true
    targets: {python: {}}
    resources: {}
    """
    config = Config(text)
    organization = config.settings.organization
    assert (organization.name, organization.docs, organization.contact) == ("Parsec API", "https://docs.x.io", "")
    assert (organization.security_contact, organization.github_org) == ("sec@x.io", "parsec")
    assert config.settings.target.package_name == "parsec_api"
    assert config.codes == []


def test_python_target() -> None:
    text = """\
    organization: {name: Grid}
    targets:
      typescript: {package_name: "@x/grid", publish: {npm: true}, options: {mcp_server: false}}
      python:
        edition: python.2025-11-20
        package_name: grid
        project_name: lightspark-grid
        production_repo: acme/acme-python#next
        staging_repo: stage/x
        publish: {pypi: {package_name: grid-on-index}}
        readme_title: Grid Python
        keep_files: [adk/**]
        options: {sentinel: not_given, websockets_extra_name: realtime, disable_pydantic_namespace_protection: true}
    resources: {}
    """
    config = Config(text)
    target = config.settings.target
    assert (target.package_name, target.project_name, target.pypi_name) == ("grid", "lightspark-grid", "grid-on-index")
    assert (target.production_repo, target.production_branch) == ("acme/acme-python", "next")
    assert target.use_uv, "the edition implies uv"
    assert dict(target.options) == {"sentinel": "not_given"}
    assert not target.protected_namespaces
    assert target.keep_files == ("adk/**",)
    assert target.location is not None
    assert (target.location.line, target.location.column) == (4, 3)
    assert config.codes == []


def test_python_target_by_default() -> None:
    target = Config(
        "organization: {name: x}\ntargets: {python: {package_name: phoebe_bird}}\nresources: {}\n"
    ).settings.target
    assert (target.project_name, target.pypi_name, target.production_repo) == ("phoebe_bird", "", "")
    assert not target.use_uv
    assert target.edition == ""


def test_an_option_wins_over_the_edition() -> None:
    python = "{edition: python.2025-11-20, package_name: x, options: {use_uv: false}}"
    assert not Config(
        f"organization: {{name: x}}\ntargets: {{python: {python}}}\nresources: {{}}\n"
    ).settings.target.use_uv


def test_targets_as_in_2024() -> None:
    text = """\
    organization: {name: terminal}
    package:
      node: {name: "@terminal/sdk", repo: terminal/node}
      python: {name: terminal-shop, repo: terminal/python}
    resources: {}
    """
    config = Config(text)
    target = config.settings.target
    assert (target.project_name, target.package_name) == ("terminal-shop", "terminal_shop")
    assert target.production_repo == "terminal/python"
    assert config.codes == []


def test_environments_short_and_long() -> None:
    config = read("environments:\n  production: https://a.io/{region}\n  local: {url: http://localhost}\n")
    assert config.settings.environments == (
        Environment(name="production", url="https://a.io/{region}"),
        Environment(name="local", url="http://localhost"),
    )


def test_methods() -> None:
    config = resource(
        """
accounts:
  description: Money lives here.
  standalone_api: true
  methods:
    list: GET  /accounts
    create: {type: http, endpoint: post /accounts, paginated: false, positional_params: [a, b]}
    search: {endpoint: post /accounts/search, paginated: cursor_page, unwrap_response: data, body_param_name: query}
    all: {endpoint: get /all, paginated: true, unwrap_response: false, deprecated: use list}
    act:
      endpoint: post /act
      default_request_options: {timeout: PT2M, max_retries: 0}
      skip_test_reason: {go: no, python: flaky}
      docs: {response_property: data.id}
      mcp: false
      terraform: {method: read}
    wait: {endpoint: get /wait, default_request_options: {timeout: null}}
    return: {endpoint: get /return, default_request_options: {timeout: 1500}}
    old: {type: alias, to: list, deprecated: {python: use list, go: other}}
    unwrap: {type: webhook_unwrap, discriminator: type, webhook_key_opt: secret}
"""
    )
    (accounts,) = config.settings.resources
    assert (accounts.description, accounts.standalone_api) == ("Money lives here.", True)
    method = {each.key: each for each in accounts.methods}
    assert (method["list"].http_method, method["list"].path, method["list"].paginated) == (
        "get",
        "/accounts",
        Paginated.AUTO,
    )
    assert (method["create"].paginated, method["create"].positional) == (Paginated.NEVER, ("a", "b"))
    assert (method["search"].paginated, method["search"].pagination_scheme) == (Paginated.NAMED, "cursor_page")
    assert (method["search"].unwrap, method["search"].body_param_name) == ("data", "query")
    assert (method["all"].paginated, method["all"].unwrap, method["all"].deprecated) == (Paginated.MUST, "", "use list")
    assert (method["act"].timeout_seconds, method["act"].max_retries) == (120.0, 0)
    assert (method["act"].skip_test_reason, method["act"].response_property) == ("flaky", "data.id")
    assert method["wait"].timeout_seconds == math.inf
    assert method["return"].timeout_seconds == 1.5
    assert method["list"].timeout_seconds is None
    assert method["list"].unwrap is None
    assert (method["old"].type, method["old"].alias_to, method["old"].deprecated) == (
        MethodType.ALIAS,
        "list",
        "use list",
    )
    unwrap = method["unwrap"]
    assert (unwrap.type, unwrap.discriminator, unwrap.webhook_key_option) == (
        MethodType.WEBHOOK_UNWRAP,
        "type",
        "secret",
    )
    assert method["search"].location.line == 10
    assert config.codes == ["Config/UnknownPaginationScheme"]


def test_endpoints_keep_what_stands_in_their_path() -> None:
    config = resource("a: {methods: {b: 'post /v1/things/{id}:cancel?beta=true'}}")
    (method,) = config.settings.resources[0].methods
    assert (method.http_method, method.path) == ("post", "/v1/things/{id}:cancel?beta=true")


def test_streaming_of_a_method() -> None:
    config = resource(
        """
chat:
  methods:
    create:
      endpoint: post /chat
      streaming: {param_discriminator: stream, stream_event_model: chat.chunk, params_type_name: x}
    watch: {endpoint: get /watch, streaming: {type: jsonl, param_discriminator: null}}
"""
    )
    create, watch = config.settings.resources[0].methods
    assert create.streaming is not None
    assert (create.streaming.type, create.streaming.param_discriminator) == (StreamType.SSE, "stream")
    assert create.streaming.event_model == "chat.chunk"
    assert watch.streaming is not None
    assert (watch.streaming.type, watch.streaming.param_discriminator) == (StreamType.JSONL, "")
    assert config.codes == []


def test_models() -> None:
    config = resource(
        """
$shared: {models: {address: Address}}
accounts:
  models:
    account: '#/components/schemas/Account'
    odd: ILGSv1 Crossreference
    forced: {openapi_uri: Forced, force_generation: true, no_params_suffix: true, param_model: accounts.odd}
    old: {type: alias, to: account, deprecated: gone}
    go_only: {openapi_uri: X, only: [go]}
"""
    )
    assert [(model.key, model.reference) for model in config.settings.shared] == [("address", "Address")]
    account, odd, forced, old = config.settings.resources[0].models
    assert account.reference == "#/components/schemas/Account"
    assert odd.reference == "ILGSv1 Crossreference"
    assert (forced.reference, forced.force_generation, forced.no_params_suffix) == ("Forced", True, True)
    assert forced.param_model == "accounts.odd"
    assert (old.alias_to, old.deprecated, old.reference) == ("account", "gone", "")
    assert config.codes == []


def test_the_client_itself() -> None:
    config = resource("$client: {methods: {status: get /status}}\nusers: {methods: {list: get /users}}")
    assert config.settings.client is not None
    assert [method.key for method in config.settings.client.methods] == ["status"]
    assert [each.key for each in config.settings.resources] == ["users"]


def test_what_python_does_not_get() -> None:
    config = resource(
        """
kept:
  only: [go, python]
  methods:
    a: get /a
    b: {endpoint: get /b, skip: [python]}
    c: {endpoint: get /c, skip: [go]}
    d: {endpoint: get /d, only: [java]}
  subresources:
    gone: {skip: true, methods: {e: get /e}, subresources: {deeper: {methods: {f: post /f}}}}
also_gone: {only: typescript, methods: {g: get /g}}
"""
    )
    (kept,) = config.settings.resources
    assert [method.key for method in kept.methods] == ["a", "c"]
    assert kept.subresources == ()
    left_out = {("get", "/b"), ("get", "/d"), ("get", "/e"), ("post", "/f"), ("get", "/g")}
    found = config.settings.unspecified_endpoints
    assert {(entry.http_method, entry.path) for entry in found} == left_out, "they are left out on purpose"
    assert not any(entry.location for entry in found), "nobody wrote them into a list"
    assert config.codes == []


def test_anchors() -> None:
    config = read("readme:\n  example_requests:\n    default: {endpoint: get /a, params: &ref_0 {x: 1}}\n"
                  "    headline: {endpoint: get /b, params: *ref_0}\n")  # fmt: skip
    assert [dict(example.params) for example in config.settings.examples] == [{"x": 1}, {"x": 1}]


def test_examples_take_from_the_default_what_they_leave_open() -> None:
    config = read(
        """\
readme:
  include_stainless_attribution: false
  example_requests:
    headline: {type: request}
    default: {type: request, endpoint: post /a, params: {x: 1}, response_property: id}
    file_uploads: {endpoint: post /up, file_param: file, file_path: a.png}
"""
    )
    default, headline, upload = config.settings.examples
    assert (default.kind, headline.kind, upload.kind) == ("default", "headline", "file_uploads")
    assert (headline.path, dict(headline.params), headline.response_property) == ("/a", {"x": 1}, "id")
    assert (upload.path, dict(upload.params), upload.file_param) == ("/up", {}, "file")
    assert not config.settings.stainless_attribution


def test_client_settings() -> None:
    config = read(
        """\
client_settings:
  default_timeout: 5000
  default_retries: {max_retries: 0, initial_delay_seconds: 1, max_delay_seconds: 5}
  default_headers: {X-Version: '2024-01-01', X-Number: 3}
  idempotency: {header: Idempotency-Key}
  default_env_prefix: LLAMA
  opts:
    API_KEY: {type: string, read_env: ACME_API_KEY, auth: {security_scheme: Bearer}}
    password: {nullable: true, default: do_not_set, auth: {security_scheme: Basic, role: password}}
    region: {type: string, server_variable: region, default: null, example: eu}
    org: {type: string, send_in_header: X-Org, required_in_tests: true}
    size: {type: integer, send_as_query_param: size, default: 3}
"""
    )
    client = config.settings.client_settings
    assert (client.default_timeout_seconds, client.max_retries) == (5.0, 0)
    assert (client.initial_retry_delay_seconds, client.max_retry_delay_seconds) == (1, 5)
    assert client.default_headers == (("X-Version", "2024-01-01"), ("X-Number", "3"))
    assert (client.idempotency_header, client.default_env_prefix) == ("Idempotency-Key", "LLAMA")
    assert client.options is not None
    option = {each.key: each for each in client.options}
    assert list(option) == ["API_KEY", "password", "region", "org", "size"]
    assert option["API_KEY"].auth == OptionAuth(security_scheme="Bearer")
    assert not option["API_KEY"].nullable
    assert not option["API_KEY"].has_default
    assert option["password"].auth == OptionAuth(security_scheme="Basic", role="password")
    assert (option["password"].default, option["password"].nullable) == ("do_not_set", True)
    assert (option["region"].has_default, option["region"].default, option["region"].example) == (True, None, "eu")
    assert (option["org"].send_in_header, option["org"].required_in_tests) == ("X-Org", True)
    assert (option["size"].type, option["size"].default, option["size"].send_as_query_param) == ("integer", 3, "size")


def test_no_options_are_other_than_none_given() -> None:
    assert read("").settings.client_settings.options is None
    assert read("client_settings: {opts: {}}\n").settings.client_settings.options == ()


def test_client_settings_by_default() -> None:
    client = read("").settings.client_settings
    assert (client.default_timeout_seconds, client.max_retries) == (60.0, 2)
    assert (client.initial_retry_delay_seconds, client.max_retry_delay_seconds) == (0.5, 8.0)


def test_security() -> None:
    config = read("security:\n- Bearer: []\n- {}\nsecurity_schemes:\n  Bearer: {type: http, scheme: bearer}\n")
    assert config.settings.security == ({"Bearer": []}, {})
    assert config.settings.security_schemes == {"Bearer": {"type": "http", "scheme": "bearer"}}
    assert read("").settings.security is None


def test_query_settings() -> None:
    settings = read("query_settings: {array_format: brackets, nested_format: dots}\n").settings
    assert (settings.array_format, settings.nested_format) == (ArrayFormat.BRACKETS, NestedFormat.DOTS)
    assert read("").settings.array_format is ArrayFormat.COMMA


def test_stream_rules() -> None:
    config = read(
        """\
streaming:
  on_event:
    - {kind: fallthrough, handle: yield, error_property: error}
    - {data_starts_with: '[DONE]', handle: done}
    - {event_type: error, handle: error}
    - {event_type: [starting, running], handle: yield}
    - {event_type: null, handle: yield}
"""
    )
    rules = config.settings.stream_rules
    assert rules is not None
    assert [rule.handling.value for rule in rules] == ["done", "error", "yield", "yield", "yield"]
    assert rules[0].data_starts_with == "[DONE]"
    assert rules[0].event_types is None
    assert (rules[1].handling, rules[1].event_types) == (EventHandling.ERROR, ("error",))
    assert rules[2].event_types == ("starting", "running")
    assert rules[3].event_types == (None,)
    assert (rules[4].event_types, rules[4].error_property) == (None, "error"), "what falls through comes last"
    assert read("").settings.stream_rules is None


def test_general_settings() -> None:
    config = read(
        """\
settings:
  license: {name: Acme, contents: All mine., extension: md}
  disable_mock_tests: true
  mock_server: prism
  unwrap_response_fields: [data]
  positional_params: false
  sort_schema_properties: false
  file_header: Hello
  python: {license_classifier: 'License :: Other'}
"""
    )
    settings = config.settings
    assert (settings.license.name, settings.license.contents) == ("Acme", "All mine.")
    assert settings.license.classifier == "License :: Other"
    assert (settings.disable_mock_tests, settings.mock_server) == (True, "prism")
    assert settings.unwrap_response_fields == ("data",)
    assert (settings.positional_params, settings.sort_schema_properties) == (False, False)
    assert read("settings: {license: MIT}\n").settings.license.name == "MIT"
    assert read("").settings.license.name == "Apache-2.0"


@pytest.mark.parametrize("key", ["transforms", "transformations"])
def test_transforms(key: str) -> None:
    config = read(f"openapi:\n  code_samples: mintlify\n  {key}:\n  - {{command: oneOfToAnyOf}}\n")
    assert config.settings.transforms == ({"command": "oneOfToAnyOf"},)


def test_casings() -> None:
    config = read(
        """\
custom_casings:
  qa: {initialism: true}
  v1: {snake: v1, pascal: v1}
  mouse: {singular: {pascal: Mouse}, plural: {snake: mice, pascal: Mice}}
"""
    )
    assert config.settings.custom_casings == (
        Casing(word="qa", initialism=True),
        Casing(word="v1", snake="v1", pascal="v1"),
        Casing(word="mouse", pascal="Mouse"),
        Casing(word="mice", snake="mice", pascal="Mice"),
    )


def test_errors() -> None:
    config = read(
        """\
errors:
  message_property: msg
  union: {source: AllErrors, discriminator: code, variants: {gone: {status_code: 410, name: Gone}, odd: {}}}
"""
    )
    errors = config.settings.errors
    assert errors is not None
    assert (errors.source, errors.discriminator, errors.message_property) == ("AllErrors", "code", "msg")
    assert errors.variants == (
        ErrorVariant(value="gone", name="Gone", status_code=410),
        ErrorVariant(value="odd"),
    )


def test_endpoints_left_out() -> None:
    settings = read("unspecified_endpoints:\n- get /x\n- POST /y/{id}\n").settings
    found = settings.unspecified_endpoints
    assert [(entry.http_method, entry.path) for entry in found] == [("get", "/x"), ("post", "/y/{id}")]
    first, second = (entry.location for entry in found)
    assert first is not None
    assert second is not None
    assert (second.line - first.line, first.column) == (1, 3)


def test_what_has_no_effect_on_python_is_accepted() -> None:
    text = """\
edition: 2026-02-23
codeflow: {release_environment: npm}
$schema: https://example.com
x-anything: [1]
targets: {python: {package_name: x, screencast: http://x}, terraform: {provider_name: x}, cli: {}}
"""
    config = Config("organization: {name: x}\nresources: {}\n" + text)
    assert config.codes == []
    assert config.settings.edition == "2026-02-23", "a date stays a text"


def test_an_empty_section_is_an_absent_one() -> None:
    assert read("openapi:\nreadme:\nsettings:\npagination:\nstreaming:\n").settings.transforms == ()
