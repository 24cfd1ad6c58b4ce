"""Named models (CONFIG section 5.3): which schema each entry of `models` means.

In: the config's model references: a pointer, a bare schema name, a JMESPath. Out: a `ModelIndex`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, cast
from urllib.parse import unquote

from msgspec import Struct

from sdkwright.config.settings import ModelSettings, Settings
from sdkwright.diagnostics import Location
from sdkwright.diagnostics.rules import lower as rules
from sdkwright.jsonpath import JsonPathError, Semantics, find, parse
from sdkwright.load.document import JsonValue, join
from sdkwright.lower.reading import Source
from sdkwright.lower.tree import ResourcePath, walk
from sdkwright.model.schema import SchemaId

SHARED: ResourcePath = ("$shared",)
_SCHEMAS = "#/components/schemas"


class ModelIndex(Struct, frozen=True, kw_only=True):
    """The schema of each model, by the path of its resource (`SHARED` for shared ones) and its key."""

    schemas: Mapping[tuple[ResourcePath, str], SchemaId]

    @property
    def named(self) -> frozenset[str]:
        """Pointers of all schemas that a model names."""
        return frozenset(self.schemas.values())

    def find(self, dotted: str) -> SchemaId | None:
        """The schema of a model by its dotted path: `chat.completions.chunk`, `$shared.error`, `error`."""
        *path, key = dotted.split(".")
        places: list[ResourcePath] = [tuple(path)] if path else [SHARED, ()]
        if path == ["shared"]:
            places.append(SHARED)
        return next((found for place in places if (found := self.schemas.get((place, key))) is not None), None)


def index_models(source: Source, settings: Settings) -> ModelIndex:
    """Look up every model of the config in the document; what cannot be found is reported and left out."""
    found: dict[tuple[ResourcePath, str], SchemaId] = {}
    places: list[tuple[ResourcePath, Sequence[ModelSettings]]] = [(SHARED, settings.shared)]
    places.extend((path, resource.models) for path, resource in walk(settings))
    owners: dict[SchemaId, str] = {}
    for path, models in places:
        for model in models:
            if model.alias_to:
                continue
            pointer = find_schema(source, model.reference, model.location)
            if pointer is None:
                continue
            label = ".".join((*path, model.key))
            if pointer in owners:
                message = f"`{label}` and `{owners[pointer]}` both mean {pointer}"
                source.diagnostics.report(rules.MODEL_DUPLICATE, message, model.location)
            owners.setdefault(pointer, label)
            found[path, model.key] = pointer
        for model in models:
            if model.alias_to and (path, model.alias_to) in found:
                found[path, model.key] = found[path, model.alias_to]
    return ModelIndex(schemas=found)


def find_schema(source: Source, reference: str, location: Location | None) -> SchemaId | None:
    """The one schema that a reference of the config means; reported where there is none, or more than one."""
    matches = tuple(dict.fromkeys(_candidates(source, reference)))
    if len(matches) == 1:
        return SchemaId(matches[0])
    if matches:
        message = f"`{reference}` matches {len(matches)} schemas: {', '.join(matches[:3])}"
        source.diagnostics.report(rules.MODEL_AMBIGUOUS, message, location)
        return None
    near = get_close_matches(reference.rpartition("/")[2], _component_names(source), n=2, cutoff=0.7)
    hint = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else None
    source.diagnostics.report(rules.MODEL_NOT_FOUND, f"nothing in the document is `{reference}`", location, hint=hint)
    return None


def _candidates(source: Source, reference: str) -> Iterable[str]:
    if "#/" in reference:
        return _by_pointer(source, reference)
    if reference.startswith("$"):
        return _by_jsonpath(source, reference)
    named = join(_SCHEMAS, reference)
    if _is_schema(source, named):
        return (named,)
    return _by_jmespath(source, reference)


def _by_pointer(source: Source, pointer: str) -> Iterable[str]:
    decoded = unquote(pointer)
    spellings = (pointer, decoded, decoded.replace("#/definitions/", f"{_SCHEMAS}/", 1))
    return tuple(spelling for spelling in dict.fromkeys(spellings) if _is_schema(source, spelling))[:1]


def _is_schema(source: Source, pointer: str) -> bool:
    try:
        value = source.value(pointer)
    except (KeyError, ValueError):
        return False
    return isinstance(value, Mapping | bool)


def _component_names(source: Source) -> list[str]:
    node = source.node(_SCHEMAS)
    return list(node.value) if node is not None else []


def _by_jsonpath(source: Source, query: str) -> Iterable[str]:
    try:
        path = parse(query, Semantics.PLUS)
    except JsonPathError:
        return ()
    matches = find(path, cast("Any", source.document.tree))
    return tuple(join("#", *match.tokens()) for match in matches if isinstance(match.value, dict))


def _by_jmespath(source: Source, expression: str) -> Iterable[str]:
    import jmespath  # here, as few configs have such references
    from jmespath.exceptions import JMESPathError

    try:
        result: Any = jmespath.search(expression, source.document.tree)
    except (JMESPathError, ValueError, TypeError):
        return ()
    members = cast("list[object]", result if isinstance(result, list) else [result])
    return _pointers_of(source.document.tree, {id(member) for member in members})


def _pointers_of(tree: JsonValue, wanted: set[int]) -> tuple[str, ...]:
    """Where objects stand in a tree, found by identity."""
    found: list[str] = []
    stack: list[tuple[str, JsonValue]] = [("#", tree)]
    while stack and wanted:
        pointer, value = stack.pop()
        if isinstance(value, Mapping):
            if id(value) in wanted:
                found.append(pointer)
            stack.extend((join(pointer, key), member) for key, member in value.items())
        elif isinstance(value, Sequence) and not isinstance(value, str):
            stack.extend((join(pointer, index), member) for index, member in enumerate(value))
    return tuple(found)
