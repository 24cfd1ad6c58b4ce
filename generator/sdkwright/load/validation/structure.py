"""Checks a document against the official JSON Schema of its OpenAPI version.

In: the author's tree, before upgrading. Out: one finding per deviation, with its pointer; `check` reports them.
The schemas are those that openapi-spec-validator ships; jsonschema-rs checks megabytes in milliseconds.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Never, cast

from jsonschema_rs import ReferencingError, ValidationError, ValidationErrorKind, validator_for
from msgspec import Struct

from sdkwright.diagnostics import Collector, Rule
from sdkwright.diagnostics.rules import load as rules
from sdkwright.diagnostics.rules.lower import WRONG_TYPE
from sdkwright.load.document import Positions, join, json_kind
from sdkwright.load.grammar import BODY_PLACES, OPENAPI_3, SWAGGER_2, kind_at
from sdkwright.load.tree import Object
from sdkwright.load.validation.advice import advice, field_names, is_status, misspelt
from sdkwright.load.validation.misplaced import IN_CONTENT, remedy, remedy_of_loss

MAX_FINDINGS: Final = 100
MAX_ALIKE: Final = 3
_TYPE: Final = ValidationErrorKind.Type
_EMPTY: Final = ValidationErrorKind.MinProperties
_CHOICES: Final = (ValidationErrorKind.Enum, ValidationErrorKind.Constant)
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_OPENAPI_KEYWORDS: Final[Object] = {
    "discriminator": {
        "type": "object",
        "required": ["propertyName"],
        "properties": {"propertyName": {"type": "string"}},
    },
    "xml": {"type": "object"},
    "externalDocs": {"type": "object"},
    "description": {"type": "string"},
}
"""What Schema Objects may have beside JSON Schema (OpenAPI 3.1 §4.8.24)."""
_OLDER_FORMS: Final = frozenset({"items", "required", "exclusiveMinimum", "exclusiveMaximum", "examples", "example"})
"""Keywords whose types differ between versions of JSON Schema; what was meant is understood all the same."""
_STATUS_HINT: Final = "write a status code (`'200'`), a range of them (`2XX`) or `default`"
_NO_STATUS: Final = (rules.NO_STATUS, "is no status code; the answer is left out")
_OPTIONAL_FIELDS: Final = frozenset(
    {"description", "summary", "tags", "servers", "security", "required", "properties", "parameters", "headers",
     "schemas", "responses", "examples", "requestBodies", "securitySchemes", "links", "callbacks", "pathItems"}
)  # fmt: skip
"""Fields that a document which has nothing to say there often leaves empty instead of out."""
_NAMES: Final = (["properties"], ["patternProperties"], ["schemas"], ["definitions"], ["$defs"])
"""Maps whose keys are names, not fields."""
_MAX_NAMES: Final = 3
_MAX_SHOWN: Final = 60
_KINDS: Final = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "a whole number",
    "number": "a number",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}


class Deviation(Struct, frozen=True):
    """One thing that the specification does not allow, and where."""

    pointer: str
    message: str
    rule: Rule = rules.INVALID
    hint: str | None = None


def check_structure(root: Object, version: str, positions: Positions, diagnostics: Collector) -> None:
    """Report what the JSON Schema of a version (`2.0`, `3.0.3`, ...) does not allow."""
    try:
        schema = _schema(version)
        # The vocabularies of JSON Schema repeat each other, so that one mistake can be found several times.
        deviations = [] if schema is None else list(dict.fromkeys(_deviations(schema, root, version)))
    except (OSError, ValueError, ReferencingError, ValidationError, OverflowError, RecursionError) as error:
        diagnostics.report(rules.NOT_VALIDATED, f"the structure was not checked: {error}", positions.locate("#"))
        return
    if schema is None:
        message = f"no schema of OpenAPI {version} is known"
        diagnostics.report(rules.NOT_VALIDATED, message, positions.locate("#"))
    alike: dict[str, list[Deviation]] = {}
    for deviation in deviations:
        alike.setdefault(deviation.message, []).append(deviation)
    for message, places in list(alike.items())[:MAX_FINDINGS]:
        for number, deviation in enumerate(places[:MAX_ALIKE], start=1):
            rest = len(places) - MAX_ALIKE if number == MAX_ALIKE else 0
            more = f" (and in {rest} more places)" if rest > 0 else ""
            place = positions.locate(deviation.pointer)
            diagnostics.report(deviation.rule, message + more, place, hint=deviation.hint)
    if len(alike) > MAX_FINDINGS:
        message = f"{len(alike) - MAX_FINDINGS} more kinds of findings are not shown"
        diagnostics.report(rules.INVALID, message, positions.locate("#"))


def _schema(version: str) -> Object | None:
    # `find_spec` finds the files without importing the package, which takes most of a second.
    spec = importlib.util.find_spec("openapi_spec_validator")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    name = ".".join(version.split(".")[:2])
    for folder in folders:
        path = Path(folder) / "resources" / "schemas" / f"v{name}" / "schema.json"
        if path.is_file():
            return _with_schema_objects(cast("Object", json.loads(path.read_bytes())))
    return None


def _with_schema_objects(schema: Object) -> Object:
    """The schema of OpenAPI 3.1 and later, which leaves Schema Objects to a dialect: theirs is JSON Schema 2020-12."""
    parts = schema.get("$defs")
    if isinstance(parts, dict) and "schema" in parts:
        parts["schema"] = {"$dynamicAnchor": "meta", "$ref": _DIALECT, "properties": _OPENAPI_KEYWORDS}
    return schema


def _refuse(uri: str, /) -> Never:
    """Schemas are never fetched."""
    raise ValueError(f"`{uri}` is not fetched")


def _deviations(schema: Object, root: Object, version: str) -> Iterator[Deviation]:
    swagger = version.startswith("2")
    validator = validator_for(schema, retriever=_refuse)
    fields = frozenset[str]()
    for error in validator.iter_errors(root):
        fields = fields or field_names(schema)
        for cause in _causes(error):
            if isinstance(cause.kind, _EMPTY) and cause.instance_path[-1:] == ["responses"]:
                continue  # that it holds no answer is said as well
            pointer = join("#", *cause.instance_path)
            match cause.kind:
                case ValidationErrorKind.PropertyNames(error=inner):
                    yield Deviation(join(pointer, str(inner.instance)), f"the name {_words(inner)}")
                case (
                    ValidationErrorKind.AdditionalProperties(unexpected=names)
                    | ValidationErrorKind.UnevaluatedProperties(unexpected=names)
                ) if cause.instance_path[-1:] == ["responses"]:
                    for name in map(_plain, names):
                        rule, words = (rules.INVALID, "may not stand here") if is_status(name) else _NO_STATUS
                        yield Deviation(join(pointer, name), f"`{name}` {words}", rule, _STATUS_HINT)
                case (
                    ValidationErrorKind.AdditionalProperties(unexpected=names)
                    | ValidationErrorKind.UnevaluatedProperties(unexpected=names)
                ) if names:
                    yield from _unknown_fields(cause, [_plain(name) for name in names], fields, swagger=swagger)
                case _ if not swagger and cause.instance_path[-1:] == ["in"] and cause.instance in BODY_PLACES:
                    pass  # that a body is no parameter is said as well
                case ValidationErrorKind.Type(types=types) if _is_lost(cause, types):
                    yield Deviation(pointer, _words(cause), WRONG_TYPE, advice(cause))
                case ValidationErrorKind.Required(property=name) if _plain(name) == "content" and _holds_schema(cause):
                    pass  # that the schema stands in the wrong place is said as well
                case ValidationErrorKind.Required(property=name) if _is_needed(cause, _plain(name)):
                    yield Deviation(pointer, _words(cause), rules.INCOMPLETE, advice(cause))
                case ValidationErrorKind.Not() if isinstance(cause.instance, dict) and "examples" in cause.instance:
                    message = "`examples` and `example` exclude each other"
                    yield Deviation(join(pointer, "examples"), message, hint="keep one of the two")
                case _:
                    yield Deviation(pointer, _words(cause), hint=advice(cause))


def _unknown_fields(
    error: ValidationError, names: Sequence[str], fields: frozenset[str], *, swagger: bool
) -> Iterator[Deviation]:
    """Those that are lost, and the rest."""
    pointer = join("#", *error.instance_path)
    kind = kind_at(SWAGGER_2 if swagger else OPENAPI_3, [str(token) for token in error.instance_path])
    by_remedy: dict[str | None, list[str]] = {}
    for name in names:
        by_remedy.setdefault(remedy_of_loss(kind, name, swagger=swagger), []).append(name)
    rest = by_remedy.pop(None, [])
    for loss, lost in by_remedy.items():
        message = f"{_unexpected(lost)}; what that says is lost"
        yield Deviation(join(pointer, lost[0]), message, rules.MISPLACED, loss)
    if rest:
        hint = remedy(kind, rest[0], swagger=swagger) or misspelt(rest[0], fields)
        yield Deviation(join(pointer, rest[0]), _unexpected(rest), hint=hint)


def _holds_schema(error: ValidationError) -> bool:
    return isinstance(error.instance, dict) and not IN_CONTENT.isdisjoint(error.instance)


def _is_needed(error: ValidationError, name: str) -> bool:
    """Whether the client lacks something because a field is missing."""
    above = error.instance_path[-2:]
    match name:
        case "responses":
            return True
        case "content":
            return above[-1:] == ["requestBody"] or above[:1] == ["requestBodies"]
        case "url":
            return above[:1] == ["servers"]
        case "default":
            return above[:1] == ["variables"]
        case _:
            return False


def _is_lost(error: ValidationError, types: Sequence[str]) -> bool:
    """Whether a value of a wrong type is lost.

    It is, unless it is a form of an older version, text as a number, or a null in place of what may be left out.
    """
    place = error.instance_path
    if error.instance is None and place[-1:] and place[-1] in _OPTIONAL_FIELDS and place[-2:-1] not in _NAMES:
        return False
    is_text = isinstance(error.instance, str | int | float) and "string" in types
    return not is_text and _OLDER_FORMS.isdisjoint(error.instance_path[-1:])


def _causes(error: ValidationError) -> list[ValidationError]:
    """What is behind a failed `oneOf` or `anyOf`: the errors of the branch that fits best."""
    match error.kind:
        case ValidationErrorKind.OneOfNotValid(context=context) | ValidationErrorKind.AnyOf(context=context):
            branches = [[cause for inner in branch for cause in _causes(inner)] for branch in context]
            # Nearly everything may be a reference; that it is none explains nothing.
            telling = [branch for branch in branches if branch and not any(_wants_reference(cause) for cause in branch)]
            if not telling:
                return [error]
            return min(telling, key=lambda branch: _misfit(branch, len(error.instance_path)))
        case _:
            return [error]


def _misfit(branch: list[ValidationError], depth: int) -> tuple[bool, int, int, int]:
    """How badly a branch fits: one that wants another type, `in` or `type` is not what was meant, a deep error is near.

    `depth` is that of the value which the branches describe.
    """
    other_type = any(isinstance(cause.kind, _TYPE) and len(cause.instance_path) == depth for cause in branch)
    choices = sum(isinstance(cause.kind, _CHOICES) for cause in branch)
    return other_type, choices, -max(len(cause.instance_path) for cause in branch), len(branch)


def _wants_reference(error: ValidationError) -> bool:
    kind = error.kind
    return isinstance(kind, ValidationErrorKind.Required) and kind.property in {"$ref", '"$ref"'}


def _words(error: ValidationError) -> str:
    """A deviation in words that do not repeat the document."""
    match error.kind:
        case ValidationErrorKind.Required(property=name) if error.instance_path[-1:] == ["responses"]:
            return "neither a status code nor `default` stands here"
        case ValidationErrorKind.Required(property=name):
            return f"`{_plain(name)}` is missing here"
        case ValidationErrorKind.MinItems() | ValidationErrorKind.MinProperties():
            return "this may not be empty"
        case ValidationErrorKind.MaxProperties() | ValidationErrorKind.MaxItems():
            return "there are too many entries here"
        case ValidationErrorKind.UniqueItems():
            return "the same value stands here twice"
        case ValidationErrorKind.AdditionalProperties(unexpected=names):
            return _unexpected(names)
        case ValidationErrorKind.UnevaluatedProperties(unexpected=names):
            return _unexpected(names)
        case ValidationErrorKind.Type(types=types):
            return (
                f"this is {json_kind(error.instance)} where {' or '.join(_KINDS[str(name)] for name in types)} belongs"
            )
        case ValidationErrorKind.Enum(options=options):
            return f"{_shown(error.instance)} is none of {_shown(options)}"
        case ValidationErrorKind.Constant(expected_value=value):
            return f"{_shown(error.instance)} must be {_shown(value)}"
        case ValidationErrorKind.ExclusiveMinimum(limit=limit):
            return f"{_shown(error.instance)} is not above {limit}"
        case ValidationErrorKind.Minimum(limit=limit):
            return f"{_shown(error.instance)} is below {limit}"
        case ValidationErrorKind.Pattern(pattern=pattern):
            return f"{_shown(error.instance)} does not match `{pattern}`"
        case ValidationErrorKind.Format(format=name):
            return f"{_shown(error.instance)} is no {name}"
        case ValidationErrorKind.FalseSchema():
            return "this may not stand here"
        case ValidationErrorKind.OneOfNotValid() | ValidationErrorKind.AnyOf():
            return "this is none of the things that may stand here"
        case ValidationErrorKind.OneOfMultipleValid():
            return "this is more than one of the things that may stand here"
        case ValidationErrorKind.Not():
            return "this combination may not stand here"
        case _:
            message = error.message
            return message if len(message) <= 2 * _MAX_SHOWN else "..." + message[-2 * _MAX_SHOWN :]


def _unexpected(names: list[str]) -> str:
    listed = ", ".join(f"`{_plain(name)}`" for name in names[:_MAX_NAMES])
    more = f" and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
    return f"{listed}{more} may not stand here"


def _plain(name: str) -> str:
    return name.strip('"')


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text}`" if len(text) <= _MAX_SHOWN else f"`{text[:_MAX_SHOWN]}...`"
