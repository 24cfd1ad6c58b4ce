"""Checks a document against the official JSON Schema of its OpenAPI version.

In: the author's tree, before upgrading. Out: one finding per deviation, with its pointer; `check` reports them.
The schemas are those that openapi-spec-validator ships; jsonschema-rs checks megabytes in milliseconds.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Never, cast

from jsonschema_rs import ReferencingError, ValidationError, ValidationErrorKind, Validator, validator_for

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import Positions, join
from sdkwright.load.tree import Object

MAX_FINDINGS: Final = 100
MAX_ALIKE: Final = 3
_CHOICES: Final = (ValidationErrorKind.Enum, ValidationErrorKind.Constant)
_MAX_NAMES: Final = 3
_MAX_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that the specification does not allow, and where."""

    pointer: str
    message: str


def check_structure(root: Object, version: str, positions: Positions, diagnostics: Collector) -> None:
    """Report what the JSON Schema of a version (`2.0`, `3.0.3`, ...) does not allow."""
    try:
        validator = _validator(version)
        deviations = [] if validator is None else list(_deviations(validator, root))
    except (OSError, ValueError, ReferencingError, ValidationError, OverflowError, RecursionError) as error:
        diagnostics.report(rules.NOT_VALIDATED, f"the structure was not checked: {error}", positions.locate("#"))
        return
    if validator is None:
        message = f"no schema of OpenAPI {version} is known"
        diagnostics.report(rules.NOT_VALIDATED, message, positions.locate("#"))
    alike: dict[str, list[Deviation]] = {}
    for deviation in deviations:
        alike.setdefault(deviation.message, []).append(deviation)
    for message, places in list(alike.items())[:MAX_FINDINGS]:
        for number, deviation in enumerate(places[:MAX_ALIKE], start=1):
            rest = len(places) - MAX_ALIKE if number == MAX_ALIKE else 0
            more = f" (and in {rest} more places)" if rest > 0 else ""
            diagnostics.report(rules.INVALID, message + more, positions.locate(deviation.pointer))
    if len(alike) > MAX_FINDINGS:
        message = f"{len(alike) - MAX_FINDINGS} more kinds of findings are not shown"
        diagnostics.report(rules.INVALID, message, positions.locate("#"))


def _validator(version: str) -> Validator | None:
    # `find_spec` finds the files without importing the package, which takes most of a second.
    spec = importlib.util.find_spec("openapi_spec_validator")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    name = ".".join(version.split(".")[:2])
    for folder in folders:
        path = Path(folder) / "resources" / "schemas" / f"v{name}" / "schema.json"
        if path.is_file():
            schema = cast("dict[str, object]", json.loads(path.read_bytes()))
            return validator_for(schema, retriever=_refuse)
    return None


def _refuse(uri: str, /) -> Never:
    """Schemas are never fetched."""
    raise ValueError(f"`{uri}` is not fetched")


def _deviations(validator: Validator, root: Object) -> Iterator[Deviation]:
    for error in validator.iter_errors(root):
        for cause in _causes(error):
            pointer = join("#", *cause.instance_path)
            match cause.kind:
                case ValidationErrorKind.PropertyNames(error=inner):
                    yield Deviation(join(pointer, str(inner.instance)), f"the name {_words(inner)}")
                case (
                    ValidationErrorKind.AdditionalProperties(unexpected=names)
                    | ValidationErrorKind.UnevaluatedProperties(unexpected=names)
                ) if names:
                    yield Deviation(join(pointer, _plain(names[0])), _words(cause))
                case _:
                    yield Deviation(pointer, _words(cause))


def _causes(error: ValidationError) -> list[ValidationError]:
    """What is behind a failed `oneOf` or `anyOf`: the errors of the branch that fits best."""
    match error.kind:
        case ValidationErrorKind.OneOfNotValid(context=context) | ValidationErrorKind.AnyOf(context=context):
            branches = [[cause for inner in branch for cause in _causes(inner)] for branch in context]
            # Nearly everything may be a reference; that it is none explains nothing.
            telling = [branch for branch in branches if branch and not any(_wants_reference(cause) for cause in branch)]
            if not telling:
                return [error]
            return min(telling, key=_misfit)
        case _:
            return [error]


def _misfit(branch: list[ValidationError]) -> tuple[int, int, int]:
    """How badly a branch fits: one that wants another `in` or `type` is not what was meant, a deep error is near."""
    choices = sum(isinstance(cause.kind, _CHOICES) for cause in branch)
    return choices, -max(len(cause.instance_path) for cause in branch), len(branch)


def _wants_reference(error: ValidationError) -> bool:
    kind = error.kind
    return isinstance(kind, ValidationErrorKind.Required) and kind.property in {"$ref", '"$ref"'}


def _words(error: ValidationError) -> str:
    """A deviation in words that do not repeat the document."""
    match error.kind:
        case ValidationErrorKind.Required(property=name):
            return f"`{_plain(name)}` is missing here"
        case ValidationErrorKind.AdditionalProperties(unexpected=names):
            return _unexpected(names)
        case ValidationErrorKind.UnevaluatedProperties(unexpected=names):
            return _unexpected(names)
        case ValidationErrorKind.Type(types=types):
            return f"this must be of type {' or '.join(str(name) for name in types)}"
        case ValidationErrorKind.Enum(options=options):
            return f"{_shown(error.instance)} is none of {_shown(options)}"
        case ValidationErrorKind.Constant(expected_value=value):
            return f"{_shown(error.instance)} must be {_shown(value)}"
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
            return message if len(message) <= 2 * _MAX_SHOWN else message[-2 * _MAX_SHOWN :]


def _unexpected(names: list[str]) -> str:
    listed = ", ".join(f"`{_plain(name)}`" for name in names[:_MAX_NAMES])
    more = f" and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
    return f"{listed}{more} may not stand here"


def _plain(name: str) -> str:
    return name.strip('"')


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text}`" if len(text) <= _MAX_SHOWN else f"`{text[:_MAX_SHOWN]}...`"
