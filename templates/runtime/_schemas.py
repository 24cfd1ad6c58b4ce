"""What this package changes about the schemas that pydantic makes for its models.

- Unions and literals are serialised by what the value *is*. A response is kept even where it breaks the contract
  (an unknown variant, a new enum value), and pydantic would warn about each such value, on every dump.
- `Iterable` fields hold their items. pydantic keeps a generator, which is empty after the first dump.
- Schemas that are built on first use are built by one thread at a time.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Annotated, TypeAlias, cast, get_args
from collections.abc import Mapping, Callable, Iterable

import pydantic
from pydantic_core import PydanticSerializationError, core_schema

from ._utils._utils import lru_cache, is_mapping, is_iterable

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_T = TypeVar("_T")

BUILD_LOCK = threading.RLock()
"""Held while pydantic builds a schema. Before 2.13 it did not guard deferred builds itself."""


def version_of(text: str) -> tuple[int, ...]:
    """The major and minor number of a version."""
    return tuple(int(part) for part in text.split(".")[:2])


@lru_cache(maxsize=4096)
def type_adapter(type_: Any) -> pydantic.TypeAdapter[Any]:
    """pydantic's validator for a type that is no model; making one is expensive, so they are kept."""
    with BUILD_LOCK:
        return pydantic.TypeAdapter(type_)


def tolerant(schema: CoreSchema, resolve: Callable[[CoreSchema], CoreSchema]) -> CoreSchema:
    """The schema of a model, with the changes described above made to its fields, in place.

    `resolve` gives what a reference refers to, or raises `LookupError`. Stops at other models: those have been
    through here themselves.
    """
    editor = _Editor(resolve)
    for field in editor.model_fields(schema):
        field["schema"] = editor.tolerant(field["schema"])
    return schema


# What makes a schema serialise by value. Older versions of pydantic cannot, and then warn.
_BY_VALUE: dict[str, Any] = (
    {"serialization": core_schema.simple_ser_schema("any")} if version_of(pydantic.VERSION) >= (2, 9) else {}
)

_INNER = {"list": "items_schema", "set": "items_schema", "frozenset": "items_schema", "dict": "values_schema"}


class _Editor:
    """One walk through a schema."""

    def __init__(self, resolve: Callable[[CoreSchema], CoreSchema]) -> None:
        self._resolve = resolve
        self._seen: set[str] = set()

    def model_fields(self, schema: Any) -> list[dict[str, Any]]:
        """The fields of a model's schema, which lies under wrappers when the model has validators."""
        current = self._referred(schema)
        while current is not None and current["type"] != "model-fields":
            inner = current.get("schema")
            current = self._referred(inner) if isinstance(inner, dict) else None
        return [] if current is None else list(current["fields"].values())

    def tolerant(self, schema: Any) -> Any:
        """The schema of a field, changed."""
        kind = schema["type"]
        if kind in ("union", "tagged-union", "literal", "enum"):
            return {**_BY_VALUE, **schema}
        if kind == "generator":
            items = schema.get("items_schema")
            return eager_schema(self.tolerant(items) if items else core_schema.any_schema())
        if kind == "typed-dict":
            for field in schema["fields"].values():
                field["schema"] = self.tolerant(field["schema"])
        elif kind == "definition-ref" and schema["schema_ref"] not in self._seen:
            self._seen.add(schema["schema_ref"])
            target = self._referred(schema)
            if target is not None and target["type"] == "typed-dict":
                self.tolerant(target)
        elif kind in ("default", "nullable") or kind.startswith("function-"):
            if "schema" in schema:
                return {**schema, "schema": self.tolerant(schema["schema"])}
        elif isinstance(schema.get(_INNER.get(kind, "")), dict):
            return {**schema, _INNER[kind]: self.tolerant(schema[_INNER[kind]])}
        return schema

    def _referred(self, schema: Any) -> dict[str, Any] | None:
        try:
            return cast("dict[str, Any]", self._resolve(schema))
        except LookupError:
            return None


def eager_schema(items: CoreSchema) -> CoreSchema:
    """A schema for an iterable whose items are validated at once, and kept."""
    return core_schema.no_info_wrap_validator_function(
        _validate_items,
        core_schema.list_schema(items),
        serialization=core_schema.wrap_serializer_function_ser_schema(
            _serialize_items, schema=core_schema.list_schema(items)
        ),
    )


def _validate_items(value: Any, handler: core_schema.ValidatorFunctionWrapHandler) -> Any:
    """Validate the items, and put them back into a container of the kind that was given."""
    if not is_iterable(value):
        return handler(value)  # says what is wrong
    validated: list[Any] = handler(list(value))
    container: type[Any] = type(value)
    # An iterator is used up now, text is no container of letters, and a mapping is more than its keys.
    not_rebuilt = (list, str, bytes, bytearray, Mapping)
    if issubclass(container, not_rebuilt) or not hasattr(container, "__len__"):
        return validated
    try:
        return container(validated)
    except TypeError:
        return validated


def _serialize_items(value: Iterable[Any], handler: core_schema.SerializerFunctionWrapHandler) -> Any:
    return handler(list(value))


class _Eager(Generic[_T]):
    """Tells pydantic to validate an iterable with `eager_schema`."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source_type: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        arguments = get_args(source_type)
        return eager_schema(handler.generate_schema(arguments[0]) if arguments else core_schema.any_schema())


EagerIterable: TypeAlias = Annotated[Iterable[_T], _Eager]
"""An `Iterable` that pydantic validates into a container; `Iterable` itself becomes a generator, read only once."""


def dump_when_built(model: pydantic.BaseModel, dump: Callable[[], _T]) -> _T:
    """The result of dumping a model, whose parts may be of classes that have no schema yet.

    Before 2.14, pydantic cannot build one while it serialises a value whose type it had to find out.
    """
    try:
        return dump()
    except (TypeError, PydanticSerializationError) as error:
        if "MockValSer" not in str(error):
            raise
    _build_schemas_of(model)
    return dump()


def _build_schemas_of(value: object) -> None:
    waiting: list[object] = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, pydantic.BaseModel):
            if not type(current).__pydantic_complete__:
                type(current).model_rebuild(raise_errors=False)
            waiting += [*vars(current).values(), *(current.model_extra or {}).values()]
        elif is_mapping(current):
            waiting += current.values()
        elif isinstance(current, (list, tuple, set, frozenset)):
            waiting += cast("Iterable[object]", current)
