"""Swagger 2.0 documents come out in the 3.1 dialect, each part at its old place in the text."""

from __future__ import annotations

import pytest


def swagger(body: str) -> str:
    return "swagger: '2.0'\ninfo: {title: T, version: '1'}\n" + body


def operation(load, fields: str, rest: str = ""):
    return load(swagger(f"{rest}paths:\n  /x:\n    post: {fields}\n"))


@pytest.mark.parametrize(
    ("written", "servers"),
    [
        ("host: api.x.io\nbasePath: /v1/\nschemes: [http, https]\n", ["https://api.x.io/v1", "http://api.x.io/v1"]),
        ("host: api.x.io\n", ["https://api.x.io"]),
        ("host: https://api.x.io/\nbasePath: v1\nschemes: [wss, http]\n", ["http://api.x.io/v1", "wss://api.x.io/v1"]),
        ("basePath: /v1\nschemes: [https]\n", ["/v1"]),
        ("", ["/"]),
    ],
)
def test_servers(load, written: str, servers: list[str]) -> None:
    loaded = load(swagger(written + "paths: {}\n"))
    assert [server["url"] for server in loaded.at("#/servers")] == servers
    assert not {"swagger", "host", "basePath", "schemes"} & set(loaded.document.tree)
    assert loaded.at("#/openapi") == "3.1.0"
    assert loaded.document.version == "2.0"


def test_parameters_get_schemas_and_styles(load) -> None:
    loaded = operation(
        load,
        """
      parameters:
      - {name: a, in: query, type: array, items: {type: string, collectionFormat: csv}, collectionFormat: multi}
      - {name: b, in: query, type: array, items: {type: integer}}
      - {name: c, in: query, type: array, items: {type: integer}, collectionFormat: ssv}
      - {name: d, in: query, type: array, items: {type: integer}, collectionFormat: pipes}
      - {name: e, in: header, type: array, items: {type: integer}, collectionFormat: csv}
      - {name: f, in: path, required: true, type: integer, format: int64, minimum: 1, exclusiveMinimum: true}
      - {name: g, in: query, description: G, type: string, enum: [x, y], default: x, x-nullable: true, x-example: y}
      - {name: h, in: query, type: array, items: {type: string}, collectionFormat: tsv}
      - {name: i, in: query, allowEmptyValue: true, type: boolean, x-stainless-skip: true}
""",
    )
    a, b, c, d, e, f, g, h, i = loaded.at("#/paths/~1x/post/parameters")
    assert a == {
        "name": "a",
        "in": "query",
        "schema": {"type": "array", "items": {"type": "string"}},
        "style": "form",
        "explode": True,
    }
    assert (b["style"], b["explode"]) == ("form", False)
    assert (c["style"], c["explode"]) == ("spaceDelimited", False)
    assert (d["style"], d["explode"]) == ("pipeDelimited", False)
    assert (e["style"], e["explode"]) == ("simple", False)
    assert f == {
        "name": "f",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "format": "int64", "exclusiveMinimum": 1},
    }
    assert g == {
        "name": "g",
        "in": "query",
        "description": "G",
        "example": "y",
        "schema": {"type": ["string", "null"], "enum": ["x", "y", None], "default": "x"},
    }
    assert (h["style"], h["explode"]) == ("form", False)
    assert i == {
        "name": "i",
        "in": "query",
        "allowEmptyValue": True,
        "schema": {"type": "boolean"},
        "x-stainless-skip": True,
    }
    assert loaded.places == [("Document/LossyUpgrade", "openapi.yaml", 14, 84)]
    assert loaded.line("#/paths/~1x/post/parameters/5/schema/format") == 12


def test_a_body_becomes_a_request_body(load) -> None:
    loaded = operation(
        load,
        """
      consumes: [application/json, application/xml]
      parameters:
      - name: pet
        in: body
        description: The pet.
        required: true
        schema: {$ref: '#/definitions/Pet'}
      - {name: q, in: query, type: string}
""",
        rest="definitions: {Pet: {type: object}}\n",
    )
    schema = {"$ref": "#/components/schemas/Pet"}
    assert loaded.at("#/paths/~1x/post/requestBody") == {
        "description": "The pet.",
        "required": True,
        "content": {"application/json": {"schema": schema}, "application/xml": {"schema": schema}},
    }
    assert [parameter["name"] for parameter in loaded.at("#/paths/~1x/post/parameters")] == ["q"]
    assert "consumes" not in loaded.at("#/paths/~1x/post")
    assert loaded.line("#/paths/~1x/post/requestBody") == 9
    assert loaded.codes == []


@pytest.mark.parametrize(
    ("consumes", "media_types"),
    [
        ("[]", ["application/json"]),
        ("[text/plain]", ["text/plain"]),
    ],
)
def test_the_media_type_of_a_body(load, consumes: str, media_types: list[str]) -> None:
    loaded = operation(load, "{parameters: [{name: b, in: body, schema: {}}]}", rest=f"consumes: {consumes}\n")
    assert list(loaded.at("#/paths/~1x/post/requestBody/content")) == media_types


def test_form_fields_become_one_object(load) -> None:
    loaded = operation(
        load,
        """
      consumes: [application/x-www-form-urlencoded, application/json]
      parameters:
      - {name: a, in: formData, type: string, required: true, description: A}
      - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      - {name: ids, in: formData, type: array, items: {type: string}}
""",
    )
    assert loaded.at("#/paths/~1x/post/requestBody") == {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "a": {"type": "string", "description": "A"},
                        "tags": {"type": "array", "items": {"type": "string"}},
                        "ids": {"type": "array", "items": {"type": "string"}},
                    },
                    "required": ["a"],
                },
                "encoding": {
                    "tags": {"style": "form", "explode": True},
                    "ids": {"style": "form", "explode": False},
                },
            }
        },
    }
    pointer = "#/paths/~1x/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/tags"
    assert loaded.line(pointer) == 9


def test_files_make_a_form_multipart(load) -> None:
    loaded = operation(
        load, "{parameters: [{name: f, in: formData, type: file}, {name: n, in: formData, type: string}]}"
    )
    body = loaded.at("#/paths/~1x/post/requestBody")
    assert list(body["content"]) == ["multipart/form-data"]
    schema = body["content"]["multipart/form-data"]["schema"]
    assert schema["properties"] == {"f": {"type": "string", "format": "binary"}, "n": {"type": "string"}}
    assert "required" not in body


def test_shared_parameters_go_where_they_belong(load) -> None:
    loaded = load(
        swagger(
            """\
consumes: [application/json]
parameters:
  Limit: {name: limit, in: query, type: integer}
  Pet: {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
  Photo: {name: photo, in: formData, type: file, required: true}
definitions: {Pet: {type: object}}
paths:
  /x:
    parameters:
    - {$ref: '#/parameters/Limit'}
    - {$ref: '#/parameters/Pet'}
    put: {responses: {}}
    patch: {consumes: [application/merge-patch+json], parameters: [{$ref: '#/parameters/Pet'}]}
  /y:
    post: {parameters: [{$ref: '#/parameters/Photo'}, {$ref: '#/parameters/Pet'}]}
    put: {parameters: [{$ref: '#/parameters/Photo'}]}
    get: {parameters: [{$ref: '#/parameters/Pet'}]}
"""
        )
    )
    assert loaded.at("#/components/parameters") == {
        "Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    }
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    assert loaded.at("#/components/requestBodies") == {"Pet": body}
    assert loaded.at("#/paths/~1x/parameters") == [{"$ref": "#/components/parameters/Limit"}]
    assert loaded.at("#/paths/~1x/put/requestBody") == {"$ref": "#/components/requestBodies/Pet"}
    assert loaded.at("#/paths/~1x/patch/requestBody/content") == {
        "application/merge-patch+json": {"schema": {"$ref": "#/components/schemas/Pet"}}
    }
    assert loaded.at("#/paths/~1y/get/requestBody") == {"$ref": "#/components/requestBodies/Pet"}
    assert list(loaded.at("#/paths/~1y/put/requestBody/content")) == ["multipart/form-data"]
    assert loaded.at("#/paths/~1y/put/parameters") == []
    assert loaded.codes == ["Document/LossyUpgrade"]
    assert "parameters" not in loaded.document.tree


def test_responses_get_content(load) -> None:
    loaded = load(
        swagger(
            """\
produces: [application/json]
responses:
  Error: {description: E, schema: {$ref: '#/definitions/Error'}}
definitions: {Error: {type: object}}
paths:
  /x:
    get:
      produces: [application/json, text/csv]
      responses:
        200:
          description: OK
          schema: {type: array, items: {$ref: '#/definitions/Error'}}
          examples: {application/json: [1]}
          headers: {X-Rate: {type: integer, description: left}, X-Ids: {type: array, items: {type: string}}}
        204: {description: none}
        default: {$ref: '#/responses/Error'}
    post:
      responses:
        200: {description: OK, schema: {type: file}}
"""
        )
    )
    responses = loaded.at("#/paths/~1x/get/responses")
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Error"}}
    assert responses["200"] == {
        "description": "OK",
        "content": {"application/json": {"schema": schema, "example": [1]}, "text/csv": {"schema": schema}},
        "headers": {
            "X-Rate": {"description": "left", "schema": {"type": "integer"}},
            "X-Ids": {"schema": {"type": "array", "items": {"type": "string"}}},
        },
    }
    assert responses["204"] == {"description": "none"}
    assert responses["default"] == {"$ref": "#/components/responses/Error"}
    assert loaded.at("#/components/responses/Error/content") == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Error"}}
    }
    assert loaded.at("#/paths/~1x/post/responses/200/content") == {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    }
    assert loaded.line("#/paths/~1x/get/responses/200/content/text~1csv/schema/items") == 14


def test_security(load) -> None:
    loaded = load(
        swagger(
            """\
securityDefinitions:
  Basic: {type: basic, description: B}
  Key: {type: apiKey, in: header, name: X-Key}
  Code: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: {r: Read}}
  App: {type: oauth2, flow: application, tokenUrl: https://t}
  Odd: {type: oauth2, flow: strange}
security: [{Basic: []}]
paths: {}
"""
        )
    )
    flow = {"authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {"r": "Read"}}
    assert loaded.at("#/components/securitySchemes") == {
        "Basic": {"type": "http", "description": "B", "scheme": "basic"},
        "Key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "Code": {"type": "oauth2", "flows": {"authorizationCode": flow}},
        "App": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://t", "scopes": {}}}},
        "Odd": {"type": "oauth2", "flows": {}},
    }
    assert loaded.at("#/security") == [{"Basic": []}]
    assert loaded.places == [("Document/LossyUpgrade", "openapi.yaml", 8, 29)]


def test_schemas_of_2_0(load) -> None:
    loaded = load(
        swagger(
            """\
paths: {}
definitions:
  Pet:
    type: object
    discriminator: kind
    properties:
      kind: {type: string}
      nick: {type: string, x-nullable: true}
      parent: {$ref: '#/definitions/Pet', x-nullable: true}
      weight: {type: number, maximum: 9, exclusiveMaximum: true}
"""
        )
    )
    assert loaded.at("#/components/schemas/Pet") == {
        "type": "object",
        "discriminator": {"propertyName": "kind"},
        "properties": {
            "kind": {"type": "string"},
            "nick": {"type": ["string", "null"]},
            "parent": {"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]},
            "weight": {"type": "number", "exclusiveMaximum": 9},
        },
    }
    assert loaded.line("#/components/schemas/Pet/properties/parent/anyOf/0") == 11


def test_parts_in_other_files_are_upgraded_too(load) -> None:
    loaded = load(
        {
            "openapi.yaml": swagger(
                "paths:\n  /x: {$ref: x.yaml}\nproduces: [application/json]\nconsumes: [application/json]\n"
            ),
            "x.yaml": """\
                get:
                  parameters: [{$ref: 'parts.yaml#/q'}]
                  responses: {'200': {$ref: 'parts.yaml#/ok'}}
                post:
                  parameters: [{$ref: 'parts.yaml#/body'}]
                """,
            "parts.yaml": """\
                q: {name: q, in: query, type: integer}
                ok: {description: OK, schema: {type: string, x-nullable: true}}
                body: {name: b, in: body, schema: {type: boolean}}
                """,
        }
    )
    assert loaded.at("parts.yaml#/q") == {"name": "q", "in": "query", "schema": {"type": "integer"}}
    assert loaded.at("parts.yaml#/ok")["content"] == {"application/json": {"schema": {"type": ["string", "null"]}}}
    assert loaded.at("x.yaml#/post") == {"parameters": [], "requestBody": {"$ref": "parts.yaml#/body"}}
    assert loaded.at("parts.yaml#/body") == {"content": {"application/json": {"schema": {"type": "boolean"}}}}
    assert loaded.codes == []


def test_pointers_into_what_moved(load) -> None:
    loaded = load(
        swagger(
            """\
paths:
  /x:
    post:
      parameters: [{name: b, in: body, schema: {type: object, properties: {a: {type: string}}}}]
      responses: {200: {description: OK, schema: {type: integer}}}
definitions:
  A: {$ref: '#/paths/~1x/post/parameters/0/schema/properties/a'}
  B: {$ref: '#/paths/~1x/post/responses/200/schema'}
"""
        )
    )
    schemas = loaded.at("#/components/schemas")
    assert loaded.at(schemas["A"]["$ref"]) == {"type": "string"}
    assert loaded.at(schemas["B"]["$ref"]) == {"type": "integer"}
    assert loaded.codes == []


def test_a_body_of_a_path_is_that_of_each_operation(load) -> None:
    loaded = load(
        swagger(
            """\
definitions: {Pet: {type: object}}
paths:
  /x:
    parameters: [{name: b, in: body, schema: {items: {$ref: '#/definitions/Pet'}}}]
    put: {}
    post: {parameters: [{name: b, in: body, schema: {type: string}}]}
"""
        )
    )
    content = {"application/json": {"schema": {"items": {"$ref": "#/components/schemas/Pet"}}}}
    assert loaded.at("#/paths/~1x/put/requestBody") == {"content": content}
    assert loaded.at("#/paths/~1x/post/requestBody") == {
        "content": {"application/json": {"schema": {"type": "string"}}}
    }
    assert loaded.at("#/paths/~1x/parameters") == []
