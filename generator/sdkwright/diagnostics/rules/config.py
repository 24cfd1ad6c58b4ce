"""Findings about the config (`stainless.yml`, `sdkwright.toml`) and about what was inferred in its place."""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

UNKNOWN_KEY = Rule(
    code="Config/UnknownKey",
    severity=Severity.WARNING,
    summary="A key that the config format does not have.",
    cause="The key is misspelt, stands in the wrong section, or belongs to a fork of the format.",
    cure="Correct the spelling, move the key, or delete it: it has no effect.",
)

UNSUPPORTED_KEY = Rule(
    code="Config/UnsupportedKey",
    severity=Severity.WARNING,
    summary="A key that has been seen in configs, but that nothing is known to follow from.",
    cause="The key is in use somewhere, but its meaning for a Python SDK could not be confirmed, so it is not applied.",
    cure="Say the same in the OpenAPI document, or with an entry of `openapi.transforms`.",
)

WRONG_TYPE = Rule(
    code="Config/WrongType",
    severity=Severity.ERROR,
    summary="A value of another type than its key takes.",
    cause="For instance a list where a map belongs, or a map where a word does.",
    cure="Write the value as docs/config.md shows it for this key.",
)

INVALID_VALUE = Rule(
    code="Config/InvalidValue",
    severity=Severity.ERROR,
    summary="A value that is not one of those its key allows.",
    cause="The key takes one of a closed list of words, and this is none of them.",
    cure="Use one of the words that the message lists.",
)

INVALID_NAME = Rule(
    code="Config/InvalidName",
    severity=Severity.WARNING,
    summary="A name of a resource, method or model that Python cannot have.",
    cause="It holds other characters than letters, digits, `_` and `-`, is empty, begins with a digit, or is a special "
    "name of Python's (`__init__`). The nearest name that Python can have is taken.",
    cure="Write the name as users of the SDK shall write it.",
)

MISSING_KEY = Rule(
    code="Config/MissingKey",
    severity=Severity.ERROR,
    summary="A key without which its section means nothing.",
    cause="For instance an `organization` without a `name`, or a method of type `http` without an `endpoint`.",
    cure="Add the key.",
)

CONFLICTING_KEYS = Rule(
    code="Config/ConflictingKeys",
    severity=Severity.WARNING,
    summary="Two keys that say the same thing, or contradict each other.",
    cause="For instance the older and the newer spelling of a key side by side, or `skip` beside `only`.",
    cure="Keep one of the two; the message says which of them was used.",
)

INVALID_ENDPOINT = Rule(
    code="Config/InvalidEndpoint",
    severity=Severity.ERROR,
    summary="An endpoint that is not `verb /path`.",
    cause="An endpoint is an HTTP method, a blank, and a path of the OpenAPI document, such as `get /accounts/{id}`.",
    cure="Write it so. The path must be the document's, apart from the names inside the braces.",
)

INVALID_DURATION = Rule(
    code="Config/InvalidDuration",
    severity=Severity.ERROR,
    summary="A time that is neither a number of milliseconds nor an ISO 8601 duration.",
    cause="Times are written as `60000` or as `PT60S` (with `D`, `H`, `M`, `S`; months have no fixed length).",
    cure="Write one of the two forms.",
)

UNKNOWN_LANGUAGE = Rule(
    code="Config/UnknownLanguage",
    severity=Severity.WARNING,
    summary="A language that the config format does not have.",
    cause="`skip`, `only` and texts that differ by language name targets, and this is the name of none.",
    cure="Use the name of a target: `python`, `typescript`, `go`, `java`, `kotlin`, `ruby`, ...",
)

UNSUPPORTED_METHOD = Rule(
    code="Config/UnsupportedMethod",
    severity=Severity.WARNING,
    summary="A method of a type that is not generated.",
    cause="Methods of type `http`, `alias` and `webhook_unwrap` are generated; any other is left out.",
    cure="Correct `type`, or write the method by hand in the SDK's `lib/`.",
)

UNKNOWN_ALIAS_TARGET = Rule(
    code="Config/UnknownAliasTarget",
    severity=Severity.ERROR,
    summary="An alias of something that its resource does not have.",
    cause="`to` must name a method (of a method) or a model (of a model) in the same resource, and no alias.",
    cure="Correct the name, or move the alias to the resource that has the target.",
)

UNKNOWN_PAGINATION_SCHEME = Rule(
    code="Config/UnknownPaginationScheme",
    severity=Severity.ERROR,
    summary="A method asks for a pagination scheme that the config does not define.",
    cause="`paginated` names a scheme, but no entry of `pagination` has that name.",
    cure="Correct the name, or add the scheme to `pagination`.",
)

INCOMPLETE_PAGINATION = Rule(
    code="Config/IncompletePagination",
    severity=Severity.WARNING,
    summary="A pagination scheme that cannot find its next page.",
    cause="No property of the scheme has the purpose that its type turns pages with, nor a well-known name.",
    cure="Mark it: `x-stainless-pagination-property: {purpose: ...}` (docs/config.md lists the purposes).",
)

SHARED_HAS_METHODS = Rule(
    code="Config/SharedHasMethods",
    severity=Severity.WARNING,
    summary="`$shared` holds models only.",
    cause="Methods or subresources stand in `$shared`; nothing is generated for them.",
    cure="Move methods to a resource, or to `$client` for methods of the client itself.",
)

DUPLICATE_NAME = Rule(
    code="Config/DuplicateName",
    severity=Severity.ERROR,
    summary="Two entries of a list have the same name.",
    cause="For instance two pagination schemes called `page`: only the first of them is used.",
    cure="Rename one of them.",
)

NO_PYTHON_TARGET = Rule(
    code="Config/NoPythonTarget",
    severity=Severity.NOTE,
    summary="The config has no Python target.",
    cause="`targets` has no entry `python`, so that the package's name was derived from the organization's.",
    cure="Add `targets.python.package_name`.",
)

PYTHON_SKIPPED = Rule(
    code="Config/PythonSkipped",
    severity=Severity.WARNING,
    summary="The config asks for no Python SDK.",
    cause="`targets.python.skip` is true, so that nothing is written.",
    cure="Remove the key to generate the SDK.",
)

WORKSPACE_INVALID = Rule(
    code="Config/WorkspaceInvalid",
    severity=Severity.ERROR,
    summary="`sdkwright.toml` or `workspace.json` cannot be read.",
    cause="The file is not valid TOML or JSON, or a value in it is of the wrong type.",
    cure="Correct the file at the place that the message names.",
)

WORKSPACE_FILE_MISSING = Rule(
    code="Config/WorkspaceFileMissing",
    severity=Severity.ERROR,
    summary="The workspace names a file that does not exist.",
    cause="Paths in `sdkwright.toml` and `workspace.json` are relative to the file they stand in.",
    cure="Correct the path.",
)

NOTHING_TO_INFER = Rule(
    code="Config/NothingToInfer",
    severity=Severity.ERROR,
    summary="The document has no operation to make a method of.",
    cause="`paths` is empty or absent.",
    cure="Check that this is the right document; write `resources` by hand where operations come from elsewhere.",
)

NO_SERVER_URL = Rule(
    code="Config/NoServerUrl",
    severity=Severity.WARNING,
    summary="Without a config, the document must say where the API is; it does not.",
    cause="`servers` is absent, or holds only paths or addresses of this machine.",
    cure="Write `environments: {production: https://...}` in the config, or an absolute URL in `servers`.",
)
