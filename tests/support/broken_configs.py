# ruff: noqa: E501 - a document stands in one line, so that its mark is seen in it
"""Configs that do not fit their document, each with one mistake: `§` marks where the finding must point."""

from __future__ import annotations

ITEM = "{type: object, properties: {id: {type: string}}}"
PAGE = f"{{type: object, properties: {{data: {{type: array, items: {ITEM}}}, more: {{type: boolean}}}}}}"
DOCUMENT = f"""\
openapi: 3.1.0
info: {{title: Pets, version: '1'}}
servers: [{{url: https://pets.test}}]
paths:
  /pets:
    get:
      parameters: [{{name: page, in: query, schema: {{type: integer}}}}]
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {PAGE}}}}}}}}}
    post:
      requestBody: {{content: {{application/json: {{schema: {ITEM}}}}}}}
      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {ITEM}}}}}}}}}
components:
  securitySchemes: {{Key: {{type: http, scheme: bearer}}, Odd: {{type: http, scheme: negotiate}}}}
  schemas: {{Pet: {ITEM}, Pets: {PAGE}}}
webhooks:
  newPet:
    post: {{requestBody: {{content: {{application/json: {{schema: {ITEM}}}}}}}, responses: {{'200': {{description: ok}}}}}}
"""
HEAD = """\
organization: {name: pets}
targets: {python: {package_name: pets}}
environments: {production: https://pets.test}
unspecified_endpoints: [post /pets]
"""
PARAM = "{page: {type: integer, x-stainless-pagination-property: {purpose: page_number_param}}}"


def methods(text: str) -> str:
    """A config with one resource that has these methods."""
    return f"{HEAD}resources:\n  pets:\n    methods:\n      {text}\n"


LIST = methods("list: get /pets")
BROKEN_CONFIGS: dict[str, tuple[str, str]] = {
    "no such endpoint": (methods("list: §get /pet"), "Endpoint/NotFound"),
    "no such method": (methods("list: §fetch /pets"), "Config/InvalidEndpoint"),
    "no such scheme of pages": (
        methods("§list: {endpoint: get /pets, paginated: nope}"),
        "Config/UnknownPaginationScheme",
    ),
    "items that cannot be told": (
        f"{HEAD}pagination: [{{name: p, type: page_number, request: {PARAM}, response: {{more: {{type: boolean}}}}}}]\n"
        "resources:\n  pets:\n    methods:\n      §list: {endpoint: get /pets, paginated: p}\n",
        "Pagination/ItemsNotFound",
    ),
    "a reference to nothing": (
        f"{LIST}security_schemes:\n  §A: {{$ref: '#/nope'}}\nsecurity: [{{A: []}}]\n",
        "Document/ReferenceNotFound",
    ),
    "a scheme without a type": (f"{LIST}security_schemes:\n  §A: {{scheme: bearer}}\n", "Security/SchemeInvalid"),
    "a scheme that no header serves": (
        f"{LIST}security_schemes:\n  §A: {{type: http, scheme: ntlm}}\n",
        "Security/Unsupported",
    ),
    "a requirement of nothing": (f"{LIST}security:\n  - §Nope: []\n", "Security/SchemeNotFound"),
    "an option that every client has": (
        f"{LIST}client_settings:\n  opts:\n    §timeout: {{type: number}}\n",
        "Client/OptionBuiltIn",
    ),
    "a key of webhooks that is no option": (
        methods("list: get /pets\n      §unwrap: {type: webhook_unwrap, webhook_key_opt: nope}"),
        "Client/OptionNotFound",
    ),
    "an alias of nothing": (
        methods("list: get /pets\n      §old: {type: alias, to: lst}"),
        "Config/UnknownAliasTarget",
    ),
    "a model of nothing": (f"{LIST}    models:\n      pet: §Pett\n", "Model/NotFound"),
    "a setting for nothing": (
        methods("list: get /pets\n      §create: {endpoint: post /pets, positional_params: [nope]}"),
        "Method/SettingMatchesNothing",
    ),
    "a stream without its switch": (
        methods("list: get /pets\n      §create: {endpoint: post /pets, streaming: {param_discriminator: nope}}"),
        "Method/StreamParameterNotFound",
    ),
    "a transform that there is not": (
        f"{LIST}openapi:\n  transforms:\n    - command: §nope\n",
        "Transform/Invalid",
    ),
    "a transform of nothing": (
        f"{LIST}openapi:\n  transforms:\n    - {{command: remove, args: {{target: [§$.paths.nope]}}}}\n",
        "Transform/TargetNotFound",
    ),
    "no Python": (
        LIST.replace("targets: {python: {package_name: pets}}", "§targets: {go: {}}"),
        "Config/NoPythonTarget",
    ),
    "a package that nobody can import": (
        LIST.replace("package_name: pets", "package_name: §my-pets"),
        "Config/InvalidValue",
    ),
    "an OpenAPI document": ("§" + DOCUMENT, "Config/WrongType"),
    "an address without a scheme": (LIST.replace("https://pets.test", "§pets"), "Config/InvalidValue"),
    "an organization that is a list": (
        LIST.replace("organization: {name: pets}", "§organization: [a]"),
        "Config/WrongType",
    ),
    "a time below nothing": (f"{LIST}client_settings:\n  default_timeout: §-5\n", "Config/InvalidValue"),
    "a resource with blanks in its name": (LIST.replace("  pets:\n", "  §my pets!:\n"), "Config/InvalidName"),
    "a resource that leads out": (LIST.replace("  pets:\n", "  §../pets:\n"), "Config/InvalidName"),
    "a method without a name": (methods("'': §get /pets"), "Config/InvalidName"),
    "a method of Python's own": (methods("__init__: §get /pets"), "Config/InvalidName"),
    "a model that begins with a digit": (f"{LIST}    models:\n      1pet: §Pet\n", "Config/InvalidName"),
    "resources that are empty": (f"{HEAD}resources:§\n", "Config/MissingKey"),
    "a package without a name": (LIST.replace("package_name: pets", "package_name: §''"), "Config/InvalidValue"),
    "a default of another type": (
        f"{LIST}client_settings:\n  opts:\n    n: {{type: integer, default: §abc}}\n",
        "Config/InvalidValue",
    ),
    "a default that is no truth value": (
        f"{LIST}client_settings:\n  opts:\n    b: {{type: boolean, default: §5}}\n",
        "Config/InvalidValue",
    ),
    "tabs": (LIST + "security:\n§\t- a\n", "Source/Unparsable"),
    "a key that stands twice": (LIST + "§organization: {name: x}\n", "Source/DuplicateKey"),
}
