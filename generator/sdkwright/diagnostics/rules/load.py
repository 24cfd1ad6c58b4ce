"""Rules of the load stage: files, references, overlays, transforms and old dialects."""

from __future__ import annotations

from sdkwright.diagnostics.model import Rule, Severity

FILE_NOT_READABLE = Rule(
    code="Document/NotReadable",
    severity=Severity.ERROR,
    summary="A file cannot be read.",
    cause="The path does not exist, is a folder, or may not be read.",
    cure="Check the path. Relative paths start at the current folder.",
)
TOO_LARGE = Rule(
    code="Document/TooLarge",
    severity=Severity.ERROR,
    summary="A file is larger than any API description.",
    cause="Files of more than 80 MB are not read, whatever is in them.",
    cure="Check that this is the right file; leave out what is no part of the description, such as recorded answers.",
)
NOT_A_DOCUMENT = Rule(
    code="Document/NotADocument",
    severity=Severity.ERROR,
    summary="The file does not hold an API description.",
    cause="An OpenAPI document is a mapping with `openapi` and `paths`; this file is empty, a list or a mere value.",
    cure="Name the file that begins with `openapi: 3.1.0` (or `swagger: '2.0'`).",
)
UNKNOWN_VERSION = Rule(
    code="Document/UnknownVersion",
    severity=Severity.ERROR,
    summary="The document does not say which version of OpenAPI it is written in, or names one that is not known.",
    cause="Neither `openapi: 3.x` nor `swagger: '2.0'` stands at its top; the version was guessed from its shape.",
    cure="Write `openapi: 3.1.0` (or the version that is meant) at the top.",
)
UNKNOWN_DIALECT = Rule(
    code="Document/UnknownDialect",
    severity=Severity.WARNING,
    summary="`jsonSchemaDialect` names a dialect other than that of OpenAPI or JSON Schema 2020-12.",
    cause="The address is misspelt, or schemas are written in an older or an extended JSON Schema.",
    cure="Correct the address, or leave the field out. Schemas are read as JSON Schema 2020-12 in any case.",
)
UNKNOWN_LINK = Rule(
    code="Document/UnknownLink",
    severity=Severity.WARNING,
    summary="A link leads to an operation that the document does not have.",
    cause="The link's `operationId` is misspelt, or the operation has another one now.",
    cure="Correct the `operationId`. The SDK does not depend on links.",
)
INVALID = Rule(
    code="Document/Invalid",
    severity=Severity.WARNING,
    summary="The document breaks the OpenAPI specification.",
    cause="The validator found something that the specification does not allow. Generation goes on without it.",
    cure="Mend the place shown; the specification's section on that object says what may stand there.",
)
INCOMPLETE = Rule(
    code="Document/Incomplete",
    severity=Severity.ERROR,
    summary="Something is missing that the client needs.",
    cause="An operation without `responses`, a request body without `content`, a server without `url` or a variable of "
    "its URL without `default` does not say what to send, what comes back, or where to. Generation goes on as if there "
    "were nothing to say.",
    cure="Add what the message names.",
)
MISPLACED = Rule(
    code="Document/Misplaced",
    severity=Severity.ERROR,
    summary="Something stands where OpenAPI does not look for it.",
    cause="It is one level too high or too low, or written as another version of OpenAPI has it: `schema` under an "
    "answer instead of under its media type, `responses` under a path instead of under `get`. What it says is lost.",
    cure="Move it to where the hint says.",
)
BODY_AS_PARAMETER = Rule(
    code="Parameter/BodyAsParameter",
    severity=Severity.WARNING,
    summary="An OpenAPI 3 document has a body, or the fields of a form, among its parameters.",
    cause="`in: body` and `in: formData` are Swagger 2.0; since OpenAPI 3 an operation has a `requestBody`. They are "
    "read as Swagger 2.0 meant them: fields make a form, a multipart body where one of them is a file.",
    cure="Write `requestBody: {content: {multipart/form-data: {schema: {type: object, properties: ...}}}}`.",
)
NO_STATUS = Rule(
    code="Response/StatusInvalid",
    severity=Severity.ERROR,
    summary="The key of an answer is no status code.",
    cause="Answers stand under a status code (`'200'`), a range of them (`2XX`) or `default`. This one is left out.",
    cure="Correct the key.",
)
SAME_PATH = Rule(
    code="Document/SamePath",
    severity=Severity.WARNING,
    summary="Two paths differ in the names of their parameters alone.",
    cause="`/pets/{id}` and `/pets/{name}` mean the same requests; a server cannot tell which of the two is called.",
    cure="Put the operations under one of the two paths, or give one of them another word.",
)
DEFAULT_MISMATCH = Rule(
    code="Schema/DefaultMismatch",
    severity=Severity.WARNING,
    summary="A default is no value of its own schema.",
    cause="It is of another type than `type` says, or not among the members of `enum`. Readers see it as written.",
    cure="Write a value that the schema allows; mind the quotes, as `'1'` is a string and `1` a number.",
)
BOUNDS = Rule(
    code="Schema/BoundsContradict",
    severity=Severity.WARNING,
    summary="A lower bound is above the upper bound.",
    cause="No value satisfies both, as `minLength: 5` beside `maxLength: 2`. The client sends whatever it is given.",
    cure="Correct one of the two.",
)
NO_TITLE = Rule(
    code="Document/NoTitle",
    severity=Severity.ERROR,
    summary="The document does not say what the API is called.",
    cause="`info`, or its `title`, is missing. The names of the package and of the client would be a guess.",
    cure="Write `info: {title: ..., version: ...}` at the top of the document.",
)
DUPLICATE_OPERATION = Rule(
    code="Document/DuplicateOperationId",
    severity=Severity.WARNING,
    summary="Two operations have the same `operationId`.",
    cause="Mostly an operation was copied and its `operationId` left as it was. Whatever names it means the first one.",
    cure="Give one of the two another `operationId`.",
)
DUPLICATE_PARAMETER = Rule(
    code="Document/DuplicateParameter",
    severity=Severity.ERROR,
    summary="A list of parameters has the same one twice.",
    cause="Two parameters of one list have the same `name` and the same `in`; only the last of them is used.",
    cure="Delete one of the two, or rename it.",
)
UNKNOWN_METHOD = Rule(
    code="Document/UnknownMethod",
    severity=Severity.ERROR,
    summary="A path has an operation under a key that is no HTTP method.",
    cause="Operations stand under `get`, `put`, `post`, `delete`, `options`, `head`, `patch`, `trace` and `query`, in "
    "lower case. This one is left out.",
    cure="Correct the key; methods of your own go into `additionalOperations` (OpenAPI 3.2).",
)
UNKNOWN_SCHEME = Rule(
    code="Document/UnknownSecurityScheme",
    severity=Severity.ERROR,
    summary="The `security` of an operation names a scheme that does not exist.",
    cause="The name is not among `components.securitySchemes` (or `securityDefinitions`), so nothing says how the "
    "operation is to be authenticated.",
    cure="Correct the name, or define the scheme.",
)
PATH = Rule(
    code="Document/InvalidPath",
    severity=Severity.ERROR,
    summary="A path does not begin with `/`, or has a brace without its counterpart.",
    cause="Paths are appended to the server's URL as they stand, so they begin with `/`. `{` and `}` enclose the name "
    "of a parameter; a single one is sent as it stands, which no server expects.",
    cure="Add what is missing; percent-encode a brace (`%7B`, `%7D`) that belongs to the path.",
)
SERVER_URL = Rule(
    code="Document/ServerUrl",
    severity=Severity.WARNING,
    summary="The URL of a server cannot be called as it stands.",
    cause="A name in braces is not among the server's `variables`, so that nothing says what to put in its place; or "
    "the URL begins with another scheme than `http` or `https`.",
    cure="Define the variable (`variables: {region: {default: eu}}`), or correct the URL.",
)
NOT_VALIDATED = Rule(
    code="Document/NotValidated",
    severity=Severity.NOTE,
    summary="The document was not validated.",
    cause="The validator does not know this version, met a limit of its own, or was not asked for a file of this size.",
    cure="Run `sdkwright lint` for the full validation.",
)
UNRESOLVED = Rule(
    code="Reference/Unresolved",
    severity=Severity.ERROR,
    summary="A `$ref` leads nowhere.",
    cause="The file, or the place in it that the JSON Pointer names, does not exist. It is read as `{}`: anything.",
    cure="Correct the reference, or add what it names.",
)
INVALID_REFERENCE = Rule(
    code="Reference/Invalid",
    severity=Severity.ERROR,
    summary="A `$ref` is not a string.",
    cause="`$ref` takes a URI reference. It is left out.",
    cure="Write the reference as a string, such as `'#/components/schemas/Pet'`.",
)
BARE_NAME = Rule(
    code="Reference/BareName",
    severity=Severity.WARNING,
    summary="A `$ref` is a mere name.",
    cause="`$ref: Pet` means a file called `Pet`; as there is none, the schema of that name was taken.",
    cure="Write `$ref: '#/components/schemas/Pet'`.",
)
LOOP = Rule(
    code="Reference/Loop",
    severity=Severity.ERROR,
    summary="A chain of `$ref`s comes back to itself.",
    cause="References that only lead to each other never reach a value. The last of them is read as `{}`: anything.",
    cure="Let one of them be a definition.",
)
FORBIDDEN = Rule(
    code="Reference/Forbidden",
    severity=Severity.ERROR,
    summary="A `$ref` leads out of the project.",
    cause="References may not be absolute paths or `file:` URLs, nor leave the project's folder: the nearest folder "
    "with a `.git`, or else the parent of the document's folder.",
    cure="Move the file into the project, or bundle it into the document.",
)
REMOTE_REFUSED = Rule(
    code="Reference/RemoteRefused",
    severity=Severity.ERROR,
    summary="A `$ref` leads to the network.",
    cause="Files from `http://` and `https://` are not fetched unless that is allowed. It is read as `{}`: anything.",
    cure="Pass `--allow-remote`, or copy the file into the project and refer to it by path.",
)
UNREACHABLE = Rule(
    code="Reference/Unreachable",
    severity=Severity.ERROR,
    summary="A remote file could not be fetched.",
    cause="The server did not answer in time, answered with an error, or sent more than 20 MB.",
    cure="Try again, or copy the file into the project and refer to it by path.",
)
OVERLAY_INVALID = Rule(
    code="Overlay/Invalid",
    severity=Severity.ERROR,
    summary="An overlay, or one of its actions, is not as the Overlay Specification says.",
    cause="An overlay has `overlay: 1.0.0` (or 1.1.0) and `actions`; an action has a `target` and what to do with it. "
    "The action is left out.",
    cure="Compare with the Overlay Specification 1.1, section 4.",
)
OVERLAY_TARGET = Rule(
    code="Overlay/TargetNotFound",
    severity=Severity.WARNING,
    summary="An action of an overlay matches nothing.",
    cause="Its JSONPath selects no node of the document, so the action does nothing.",
    cure="Correct the path; names with dots, slashes or hyphens are written `['...']`.",
)
TRANSFORM_INVALID = Rule(
    code="Transform/Invalid",
    severity=Severity.ERROR,
    summary="A transform cannot be understood.",
    cause="Its command is not known, an argument is missing or of the wrong kind, or its JSONPath is malformed. "
    "The transform is left out.",
    cure="docs/config.md lists the commands and their arguments.",
)
TRANSFORM_TARGET = Rule(
    code="Transform/TargetNotFound",
    severity=Severity.ERROR,
    summary="A transform does not fit the document.",
    cause="Its path selects nothing, or what it would add is there already: the document changed under the config.",
    cure="Correct the path, or remove the transform if it is no longer needed.",
)
LOSSY_UPGRADE = Rule(
    code="Document/LossyUpgrade",
    severity=Severity.WARNING,
    summary="Something in an old document has no counterpart in OpenAPI 3.1.",
    cause="Swagger 2.0 allows what later versions dropped; the nearest counterpart was taken.",
    cure="Say it in OpenAPI 3.1 terms, or ignore this if the nearest counterpart will do.",
)
