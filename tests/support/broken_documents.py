# ruff: noqa: E501 - a document stands in one line, so that its mark is seen in it
"""Broken documents, each with one mistake: `§` marks where the finding must point, the code says which one.

A scalar stands where its value begins, a mapping or list where its key begins, an item of a list where it begins.
"""

from __future__ import annotations

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: https://pets.test}]\n"
PET = "{type: object, properties: {id: {type: string}}}"
OK = f"responses: {{'200': {{description: ok, content: {{application/json: {{schema: {PET}}}}}}}}}"
PATHS = f"paths:\n  /pets:\n    get:\n      operationId: listPets\n      {OK}\n"


def schema(text: str) -> str:
    """A document with a schema that nothing uses."""
    return f"{HEAD}{PATHS}components:\n  schemas:\n    Pet:\n      {text}\n"


def answering(text: str) -> str:
    """A document whose only operation answers with a schema."""
    content = f"          content:\n            application/json:\n              schema:\n                {text}\n"
    answer = f"      responses:\n        '200':\n          description: ok\n{content}"
    return f"{HEAD}paths:\n  /pets:\n    get:\n      operationId: listPets\n{answer}"


def operation(text: str) -> str:
    """A document whose only operation has a line more."""
    return f"{HEAD}paths:\n  /pets/{{id}}:\n    get:\n      operationId: getPet\n      {text}\n      {OK}\n"


BROKEN: dict[str, tuple[str, str]] = {
    "tab": (HEAD + "paths:\n§\t/pets: {}\n", "Source/Unparsable"),
    "bad indent": (HEAD + "paths:\n  /pets:\n    get:\n      summary: x\n     §operationId: y\n", "Source/Unparsable"),
    "colon in plain": (HEAD + "paths:\n  /pets:\n    get:\n      summary: a§: b\n", "Source/Unparsable"),
    "unclosed quote": (
        HEAD + 'paths:\n  /pets:\n    get:\n      summary: §"abc\n      operationId: x\n',
        "Source/Unparsable",
    ),
    "json trailing garbage": ('{"openapi": "3.1.0", "info": {}} §}', "Source/Unparsable"),
    "json missing comma": ('{"openapi": "3.1.0"\n §"info": {}}', "Source/Unparsable"),
    "dup key": (HEAD + PATHS + "    §get:\n      operationId: other\n      responses: {}\n", "Source/DuplicateKey"),
    "dup path": (HEAD + PATHS + "  §/pets:\n    post:\n      responses: {}\n", "Source/DuplicateKey"),
    "anchor unknown": (HEAD + "paths:\n  /pets: §*nothing\n", "Source/UnknownAlias"),
    "no version": ("§info: {title: x, version: '1'}\n" + PATHS, "Document/UnknownVersion"),
    "version 4": ("openapi: §4.0.0\ninfo: {title: x, version: '1'}\n" + PATHS, "Document/UnknownVersion"),
    "version float": ("openapi: §3.1\ninfo: {title: x, version: '1'}\n" + PATHS, "Document/Invalid"),
    "version list": ("§openapi: [3, 1]\ninfo: {title: x, version: '1'}\n" + PATHS, "Document/UnknownVersion"),
    "swagger 1.2": ("swagger: §'1.2'\ninfo: {title: x, version: '1'}\n" + PATHS, "Document/UnknownVersion"),
    "both versions": ("openapi: 3.0.0\nswagger: §'2.0'\ninfo: {title: x, version: '1'}\n" + PATHS, "Document/Invalid"),
    "paths null": ("openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths:§\n", "Document/WrongType"),
    "paths list": ("openapi: 3.1.0\ninfo: {title: x, version: '1'}\n§paths: [a, b]\n", "Document/WrongType"),
    "paths string": ("openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths: §nope\n", "Document/WrongType"),
    "path item list": (HEAD + "paths:\n  §/pets: [1]\n", "Document/WrongType"),
    "path item null": (HEAD + "paths:\n  /pets:§\n", "Document/WrongType"),
    "operation string": (HEAD + "paths:\n  /pets:\n    get: §hello\n", "Document/WrongType"),
    "operation list": (HEAD + "paths:\n  /pets:\n    §get: [a]\n", "Document/WrongType"),
    "path without slash": (
        HEAD + "paths:\n  §pets:\n    get:\n      operationId: x\n      " + OK + "\n",
        "Document/InvalidPath",
    ),
    "unknown verb": (
        HEAD + "paths:\n  /pets:\n    §fetch:\n      operationId: x\n      " + OK + "\n",
        "Document/UnknownMethod",
    ),
    "no info": ("§openapi: 3.1.0\n" + PATHS, "Document/NoTitle"),
    "info string": ("openapi: 3.1.0\ninfo: §hello\n" + PATHS, "Document/WrongType"),
    "info no title": ("openapi: 3.1.0\n§info: {version: '1'}\n" + PATHS, "Document/NoTitle"),
    "title number": ("openapi: 3.1.0\ninfo: {title: §5, version: '1'}\n" + PATHS, "Document/WrongType"),
    "ref nothing": (answering("$ref: §'#/components/schemas/Nope'"), "Reference/Unresolved"),
    "ref number": (answering("$ref: §5"), "Reference/Invalid"),
    "ref map": (answering("§$ref: {a: 1}"), "Reference/Invalid"),
    "ref to string": (answering("$ref: §'#/info/title'"), "Reference/Unresolved"),
    "ref bad pointer": (answering("$ref: §'#components/schemas/X'"), "Reference/Unresolved"),
    "ref bad escape": (answering("$ref: §'#/components/schemas/~9'"), "Reference/Unresolved"),
    "ref empty": (answering("$ref: §''"), "Reference/Unresolved"),
    "ref root": (answering("$ref: §'#'"), "Reference/Unresolved"),
    "ref remote": (answering("$ref: §'https://x.test/a.yml'"), "Reference/RemoteRefused"),
    "ref file": (answering("$ref: §'file:///etc/passwd'"), "Reference/Forbidden"),
    "ref missing file": (answering("$ref: §'./nope.yml#/X'"), "Reference/Unresolved"),
    "ref dir": (answering("$ref: §'./'"), "Reference/Unresolved"),
    "ref self": (
        HEAD + PATHS + "components:\n  schemas:\n    A:\n      $ref: §'#/components/schemas/A'\n",
        "Reference/Loop",
    ),
    "param ref nothing": (
        operation("parameters:\n        - $ref: §'#/components/parameters/Nope'"),
        "Reference/Unresolved",
    ),
    "resp ref nothing": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200':\n          $ref: §'#/components/responses/Nope'\n",
        "Reference/Unresolved",
    ),
    "pathitem ref nothing": (
        HEAD + "paths:\n  /pets:\n    $ref: §'#/components/pathItems/Nope'\n",
        "Reference/Unresolved",
    ),
    "body ref nothing": (
        HEAD
        + "paths:\n  /pets:\n    post:\n      operationId: x\n      requestBody:\n        $ref: §'#/components/requestBodies/Nope'\n      "
        + OK
        + "\n",
        "Reference/Unresolved",
    ),
    "param no name": (
        operation("parameters:\n        - §in: query\n          schema: {type: string}"),
        "Parameter/Invalid",
    ),
    "param no in": (
        operation("parameters:\n        - §name: q\n          schema: {type: string}"),
        "Parameter/Invalid",
    ),
    "param bad in": (
        operation("parameters:\n        - name: q\n          in: §nowhere\n          schema: {type: string}"),
        "Parameter/Invalid",
    ),
    "param name number": (
        operation("parameters:\n        - name: §5\n          in: query\n          schema: {type: string}"),
        "Document/WrongType",
    ),
    "param no schema": (
        operation(
            "parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n        - §name: q\n          in: query"
        ),
        "Document/Invalid",
    ),
    "param string": (operation("parameters:\n        - §hello"), "Document/WrongType"),
    "params string": (operation("parameters: §hello"), "Document/WrongType"),
    "param dup": (
        operation(
            "parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n        - {name: q, in: query, schema: {type: string}}\n        - §{name: q, in: query, schema: {type: integer}}"
        ),
        "Document/DuplicateParameter",
    ),
    "path param extra": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      parameters:\n        - §{name: id, in: path, required: true, schema: {type: string}}\n      "
        + OK
        + "\n",
        "Path/ParameterNotInTemplate",
    ),
    "path param not required": (
        operation("parameters:\n        - {name: id, in: path, required: §false, schema: {type: string}}"),
        "Document/Invalid",
    ),
    "param bad style": (
        operation(
            "parameters:\n        - {name: id, in: path, required: true, style: §deepObject, schema: {type: string}}"
        ),
        "Parameter/StyleInvalid",
    ),
    "param style number": (
        operation("parameters:\n        - {name: id, in: path, required: true, style: §5, schema: {type: string}}"),
        "Document/WrongType",
    ),
    "path brace unclosed": (
        HEAD + "paths:\n  §/pets/{id:\n    get:\n      operationId: x\n      " + OK + "\n",
        "Document/InvalidPath",
    ),
    "responses list": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: x\n      §responses: [a]\n",
        "Document/WrongType",
    ),
    "responses string": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses: §hello\n",
        "Document/WrongType",
    ),
    "response string": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200': §hello\n",
        "Document/WrongType",
    ),
    "response without code": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        description: §ok\n",
        "Response/StatusInvalid",
    ),
    "response bad code": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        §'999999': {description: ok}\n",
        "Response/StatusInvalid",
    ),
    "content list": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200':\n          description: ok\n          §content: [application/json]\n",
        "Document/WrongType",
    ),
    "content string": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200':\n          description: ok\n          content: {application/json: §hello}\n",
        "Document/WrongType",
    ),
    "schema string": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200':\n          description: ok\n          content: {application/json: {schema: §string}}\n",
        "Document/WrongType",
    ),
    "schema list": (HEAD + PATHS + "components:\n  schemas:\n    §Pet: [a]\n", "Document/WrongType"),
    "schemas list": (HEAD + PATHS + "components:\n  §schemas: [a]\n", "Document/WrongType"),
    "components string": (HEAD + PATHS + "components: §x\n", "Document/WrongType"),
    "unknown type": (schema("type: §strng"), "Document/Invalid"),
    "type number": (schema("type: §5"), "Document/Invalid"),
    "type list odd": (schema("type: [string, §nope]"), "Document/Invalid"),
    "properties list": (schema("§properties: [a, b]"), "Document/WrongType"),
    "properties string": (schema("properties: §abc"), "Document/WrongType"),
    "property string": (schema("properties: {a: §string}"), "Document/WrongType"),
    "required bool": (
        schema("type: object\n      required: §true\n      properties: {a: {type: string}}"),
        "Document/Invalid",
    ),
    "required numbers": (
        schema("type: object\n      required: [§5]\n      properties: {a: {type: string}}"),
        "Document/Invalid",
    ),
    "enum string": (schema("type: string\n      enum: §abc"), "Document/WrongType"),
    "items list": (schema("type: array\n      §items: [{type: string}]"), "Document/Invalid"),
    "allOf map": (schema("§allOf: {type: object}"), "Document/WrongType"),
    "allOf empty": (schema("§allOf: []"), "Document/Invalid"),
    "oneOf strings": (schema("oneOf: [§a, b]"), "Document/WrongType"),
    "discriminator string": (schema("oneOf: [{type: object}]\n      discriminator: §kind"), "Document/WrongType"),
    "discriminator no propertyName": (
        schema("oneOf: [{type: object}]\n      §discriminator: {mapping: {}}"),
        "Document/Invalid",
    ),
    "discriminator mapping nothing": (
        schema(
            "oneOf: [{type: object, properties: {kind: {type: string}}}]\n      discriminator: {propertyName: kind, mapping: {a: §'#/components/schemas/Nope'}}"
        ),
        "Reference/Unresolved",
    ),
    "minimum string": (schema("type: integer\n      minimum: §abc"), "Document/WrongType"),
    "minlength neg": (schema("type: string\n      minLength: §-5"), "Document/Invalid"),
    "description list": (schema("type: string\n      §description: [a]"), "Document/WrongType"),
    "security nothing": (HEAD + PATHS + "security:\n  - §nope: []\n", "Security/SchemeNotFound"),
    "op security nothing": (operation("security:\n        - §nope: []"), "Document/UnknownSecurityScheme"),
    "security map": (HEAD + PATHS + "§security: {nope: []}\n", "Document/WrongType"),
    "security string": (HEAD + PATHS + "security: §nope\n", "Document/WrongType"),
    "scheme no type": (
        HEAD + PATHS + "security: [{a: []}]\ncomponents:\n  securitySchemes:\n    §a: {name: x}\n",
        "Security/SchemeInvalid",
    ),
    "scheme bad type": (
        HEAD + PATHS + "security: [{a: []}]\ncomponents:\n  securitySchemes:\n    a: {type: §nope}\n",
        "Security/SchemeInvalid",
    ),
    "scheme apikey no in": (
        HEAD + PATHS + "security: [{a: []}]\ncomponents:\n  securitySchemes:\n    §a: {type: apiKey, name: k}\n",
        "Security/SchemeInvalid",
    ),
    "server undefined var": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: §'https://{region}.pets.test'}]\n" + PATHS,
        "Document/ServerUrl",
    ),
    "server number": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: §5}]\n" + PATHS,
        "Document/Invalid",
    ),
    "server no url": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [§{description: x}]\n" + PATHS,
        "Document/Incomplete",
    ),
    "servers string": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: §https://x.test\n" + PATHS,
        "Document/WrongType",
    ),
    "servers map": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n§servers: {url: https://x.test}\n" + PATHS,
        "Document/WrongType",
    ),
    "server javascript": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: §'javascript:alert(1)'}]\n" + PATHS,
        "Document/ServerUrl",
    ),
    "opid dup": (
        HEAD + PATHS + "    post:\n      operationId: §listPets\n      " + OK + "\n",
        "Document/DuplicateOperationId",
    ),
    "opid number": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: §5\n      " + OK + "\n",
        "Document/WrongType",
    ),
    "tags string": (operation("tags: §pets"), "Document/WrongType"),
    "body on get no content": (operation("§requestBody: {description: x}"), "Document/Incomplete"),
    "body string": (operation("requestBody: §hello"), "Document/WrongType"),
    "path param undeclared": (
        HEAD + f"paths:\n  /pets/{{id}}:\n    §get:\n      operationId: x\n      {OK}\n",
        "Path/ParameterNotDeclared",
    ),
    "path with a fragment": (
        HEAD + f"paths:\n  §'/pets#all':\n    get:\n      operationId: x\n      {OK}\n",
        "Path/FragmentIgnored",
    ),
    "header of the client": (
        operation(
            "parameters: [{name: id, in: path, required: true, schema: {type: string}}, "
            "§{name: Accept, in: header, schema: {type: string}}]"
        ),
        "Parameter/HeaderIgnored",
    ),
    "no success": (
        HEAD + "paths:\n  /pets:\n    §get:\n      operationId: x\n      responses: {'404': {description: no}}\n",
        "Response/NoSuccess",
    ),
    "unknown type in use": (answering("type: §strng"), "Schema/UnknownType"),
    "constant object": (answering("const: §{a: 1}").replace("const: §", "§const: "), "Schema/ConstNotScalar"),
    "empty enum in use": (answering("§enum: []"), "Schema/EmptyEnum"),
    "enum of another type": (
        answering("type: integer\n                enum: [1, §two]"),
        "Schema/EnumValueMismatch",
    ),
    "required but not there": (
        answering("type: object\n                §required: [b]\n                properties: {a: {type: string}}"),
        "Schema/RequiredPropertyNotDefined",
    ),
    "method of 3.2": (
        HEAD.replace("3.1.0", "3.2.0")
        + f"paths:\n  /pets:\n    additionalOperations:\n      §Copy:\n        operationId: x\n        {OK}\n"
        + f"    get:\n      {OK}\n",
        "Endpoint/MethodUnsupported",
    ),
    "bare name": (
        answering("$ref: §Pet") + f"components:\n  schemas:\n    Pet: {PET}\n",
        "Reference/BareName",
    ),
    "collection format": (
        "swagger: '2.0'\ninfo: {title: x, version: '1'}\nhost: pets.test\npaths:\n  /pets:\n    get:\n"
        "      parameters: [{name: q, in: query, type: array, items: {type: string}, collectionFormat: §tsv}]\n"
        "      responses: {'200': {description: ok}}\n",
        "Document/LossyUpgrade",
    ),
    "no public server": (
        "openapi: 3.1.0\ninfo: {title: x, version: '1'}\nservers: [{url: /v1}]\n".replace("servers", "§servers")
        + PATHS,
        "Config/NoServerUrl",
    ),
    "no operation": ("§openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths: {}\n", "Config/NothingToInfer"),
    "a list": ("§- openapi: 3.1.0\n", "Document/NotADocument"),
    "infinity": (answering("type: number\n                maximum: §.inf"), "Source/NumberNotFinite"),
    "a second document": (HEAD + PATHS + "§---\nopenapi: 3.1.0\n", "Source/SeveralDocuments"),
    "a tag": (HEAD.replace("title: Pets", "title: §!include pets.txt") + PATHS, "Source/UnknownTag"),
    "a list as a key": (HEAD + PATHS + "components: {§[a, b]: c}\n", "Source/InvalidKey"),
    "a merge of a word": (HEAD + PATHS + "x-a:\n  §<<: b\n", "Source/InvalidMerge"),
    "a NUL": (HEAD + PATHS + "x-a: a§\x00b\n", "Source/InvalidCharacter"),
    "too deep": (HEAD + "x-a: " + "[" * 199 + "§[" + "[" * 300, "Source/TooDeep"),
    "no responses": (
        HEAD + "paths:\n  /pets:\n    §get: {operationId: x}\n".replace("3.1", "3.0"),
        "Response/NoSuccess",
    ),
    "answer under a word": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        §ok: {description: ok}\n",
        "Response/StatusInvalid",
    ),
    "version without a dot": ("openapi: §3\ninfo: {title: x, version: '1'}\n" + PATHS, "Document/UnknownVersion"),
    "ref to a path": (answering("$ref: §'#/paths/~1pets'"), "Reference/Unresolved"),
    "ref to a parameter": (
        answering("$ref: §'#/components/parameters/Id'")
        + "components:\n  parameters: {Id: {name: id, in: query, schema: {type: string}}}\n",
        "Reference/Unresolved",
    ),
    "body that is a schema": (
        operation("requestBody:\n        $ref: §'#/components/schemas/Pet'")
        + f"components:\n  schemas: {{Pet: {PET}}}\n",
        "Reference/Unresolved",
    ),
    "two paths that are one": (
        HEAD
        + f"paths:\n  /pets/{{a}}:\n    parameters: [{{name: a, in: path, required: true, schema: {{type: string}}}}]\n    get: {{{OK}}}\n"
        + f"  §/pets/{{b}}:\n    parameters: [{{name: b, in: path, required: true, schema: {{type: string}}}}]\n    put: {{{OK}}}\n",
        "Document/SamePath",
    ),
    "default of another type": (answering("type: integer\n                default: §many"), "Schema/DefaultMismatch"),
    "default that is no member": (
        answering("type: string\n                enum: [a, b]\n                default: §c"),
        "Schema/DefaultMismatch",
    ),
    "bounds": (
        answering("type: string\n                minLength: §5\n                maxLength: 2"),
        "Schema/BoundsContradict",
    ),
    "no media type": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200':\n          description: ok\n          content:\n            §json: {schema: {type: object}}\n",
        "Document/Invalid",
    ),
    "array of what": (
        answering("§type: array").replace("3.1.0", "3.0.3").replace("§", "").replace("schema:\n", "§schema:\n"),
        "Document/Invalid",
    ),
    "empty choice of 3.0": (answering("§oneOf: []").replace("3.1.0", "3.0.3"), "Document/Invalid"),
    "server with spaces": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: §'pets test'}]\n" + PATHS,
        "Document/ServerUrl",
    ),
    "misspelt field": (
        operation("operationID: §getPet").replace("      operationId: getPet\n", ""),
        "Document/Invalid",
    ),
    "alternatives of themselves": (
        answering("$ref: '#/components/schemas/A'")
        + "components:\n  schemas:\n    A: {allOf: [{$ref: '#/components/schemas/B'}]}\n    B: {allOf: [{$ref: §'#/components/schemas/A'}]}\n",
        "Schema/Cycle",
    ),
    "parameter called by a list": (
        operation("parameters:\n        - §name: []\n          in: query"),
        "Document/WrongType",
    ),
    "half a JSON": ('{"openapi": "3.1.0",\n "paths": {§', "Source/Unparsable"),
    "a merge conflict": (
        HEAD.replace("info:", "§<<<<<<< HEAD\ninfo:") + "=======\n" + PATHS + ">>>>>>> x\n",
        "Source/Unparsable",
    ),
    "server without a scheme": (HEAD.replace("https://pets.test", "§pets.test/v1") + PATHS, "Document/ServerUrl"),
    "server of files": (HEAD.replace("https://pets.test", "§ftp://pets.test") + PATHS, "Document/ServerUrl"),
    "path of a framework": (HEAD + PATHS.replace("/pets:", "§/pets/:id:"), "Document/Invalid"),
    "path that is an address": (HEAD + PATHS.replace("/pets:", "§https://pets.test/pets:"), "Document/InvalidPath"),
    "header with a line in its name": (
        operation('parameters:\n        - §{name: "X-A\\r\\nB", in: header, schema: {type: string}}'),
        "Parameter/Invalid",
    ),
    "body as a parameter": (
        operation(
            "parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n"
            "        - {name: pet, in: §body, schema: {type: object}}"
        ),
        "Parameter/BodyAsParameter",
    ),
    "name in another case": (
        answering("$ref: §'#/components/schemas/pet'") + f"components: {{schemas: {{Pet: {PET}}}}}\n",
        "Reference/Unresolved",
    ),
    "operation without a method": (
        HEAD + "paths:\n  /pets:\n    operationId: §listPets\n    responses: {'200': {description: ok}}\n",
        "Document/Misplaced",
    ),
    "answer as Swagger has it": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      responses:\n        '200':\n          description: ok\n          §schema: {type: object}\n",
        "Document/Misplaced",
    ),
    "body as a schema alone": (
        HEAD
        + "paths:\n  /pets:\n    post:\n      operationId: x\n      requestBody:\n        §schema: {type: object}\n      "
        + OK
        + "\n",
        "Document/Misplaced",
    ),
    "content as a schema": (
        HEAD
        + "paths:\n  /pets:\n    post:\n      operationId: x\n      requestBody:\n        content:\n          application/json:\n            type: §object\n      "
        + OK
        + "\n",
        "Document/Misplaced",
    ),
    "example and examples": (
        HEAD.replace("3.1.0", "3.0.3")
        + "paths:\n  /pets:\n    post:\n      operationId: x\n      requestBody:\n        content:\n          application/json:\n            schema: {type: object}\n            example: {}\n            §examples: {a: {value: {}}}\n      "
        + OK
        + "\n",
        "Document/Invalid",
    ),
    "parameter without a name in a path": (
        HEAD + "paths:\n  §/pets/{}:\n    get:\n      operationId: x\n      " + OK + "\n",
        "Document/InvalidPath",
    ),
    "server with one brace": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers:\n  - url: §https://{pets.test\n" + PATHS,
        "Document/ServerUrl",
    ),
    "server with another default": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers:\n  - url: https://{r}.pets.test\n    variables:\n      r: {default: §eu, enum: [us]}\n"
        + PATHS,
        "Schema/DefaultMismatch",
    ),
    "server variable without a default": (
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers:\n  - url: https://{r}.pets.test\n    variables:\n      §r: {description: The region.}\n"
        + PATHS,
        "Document/Incomplete",
    ),
    "multiple of nothing": (schema("type: integer\n      multipleOf: §0"), "Document/Invalid"),
    "tags without spaces": (
        HEAD
        + "paths:\n  /pets:\n    get:\n      operationId: x\n      tags:\n        §-a\n        -b\n      "
        + OK
        + "\n",
        "Document/WrongType",
    ),
    "method without a colon": (
        HEAD + "paths:\n  /pets:\n    §get\n      operationId: x\n",
        "Source/Unparsable",
    ),
    "no-break spaces": (
        HEAD + "paths:\n  /pets:\n    get:\n      operationId: x\n      " + OK + "\n§\u00a0\u00a0\u00a0\u00a0x: {}\n",
        "Document/Invalid",
    ),
    "discriminator of nothing": (
        answering(
            "oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]\n                §discriminator: {propertyName: kind}"
        ),
        "Schema/DiscriminatorPropertyMissing",
    ),
    "scheme of what": (
        HEAD + PATHS + "security: [{K: []}]\ncomponents:\n  securitySchemes:\n    §K: {type: http}\n",
        "Security/SchemeInvalid",
    ),
    "whole query": (
        operation(
            "parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n        - {name: q, in: §querystring, content: {a/b: {}}}"
        ).replace("3.1.0", "3.2.0"),
        "Parameter/Invalid",
    ),
    "name at the old place": (
        answering("$ref: §'#/definitions/Pet'") + f"components: {{schemas: {{Pet: {PET}}}}}\n",
        "Reference/Unresolved",
    ),
}
