"""What a schema says about itself beside its type: docs, names, limits, default, example, deprecation.

In: the `Node` of a schema, parameter or operation. Out: the model's small records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sdkwright.load.document import JsonValue
from sdkwright.lower.reading import Node, freeze
from sdkwright.model.schema import Constraints, Deprecation, Json, Naming

LANGUAGE = "python"

_ANNOTATIONS = frozenset(
    {
        *("title", "description", "summary", "default", "example", "examples", "deprecated", "readOnly", "writeOnly"),
        *("$comment", "externalDocs", "xml", "$schema", "$id", "$anchor", "$defs", "definitions", "nullable"),
    }
)
"""Keywords that say nothing about which values a schema allows, but for null."""


def is_annotation(keyword: str) -> bool:
    """Whether a schema keyword leaves the allowed values as they are (null aside)."""
    return keyword in _ANNOTATIONS or (keyword.startswith("x-") and keyword not in SUBSTITUTES)


SUBSTITUTES = frozenset({"x-stainless-any", "x-stainless-override-schema", "x-stainless-empty-object"})
"""Extensions that replace what the schema says."""


def skipped(node: Node) -> bool:
    """Whether `x-stainless-skip` leaves this out for Python: `true`, the language, or a list that holds it."""
    return "x-stainless-skip" in node.value and _for_language(node.value["x-stainless-skip"])


def _for_language(value: JsonValue) -> bool:
    match value:
        case bool():
            return value
        case str():
            return value == LANGUAGE
        case Mapping():
            return _for_language(value.get(LANGUAGE))
        case Sequence():
            return LANGUAGE in value
        case _:
            return False


_DEPRECATION = frozenset({"deprecated", "x-stainless-deprecation-message"})


def deprecation(node: Node) -> Deprecation | None:
    """`deprecated`, with the message of `x-stainless-deprecation-message`."""
    if _DEPRECATION.isdisjoint(node.value):
        return None
    message = node.value.get("x-stainless-deprecation-message")
    if isinstance(message, Mapping):
        message = message.get(LANGUAGE) or message.get("default")
    if isinstance(message, str):
        return Deprecation(message=message)
    return Deprecation() if node.flag("deprecated") else None


_NAMES = frozenset({"x-stainless-naming", "x-stainless-param", "x-stainless-variantName"})
UNNAMED = Naming()
"""The author chose no names."""


def naming(node: Node) -> Naming:
    """Names that the author chose: `x-stainless-naming`, `x-stainless-param`, `x-stainless-variantName`."""
    if _NAMES.isdisjoint(node.value):
        return UNNAMED
    chosen: dict[str, str] = {}
    value = node.value.get("x-stainless-naming")
    if isinstance(value, Mapping) and LANGUAGE in value:
        value = value[LANGUAGE]
    if isinstance(value, str):
        chosen["type_name"] = value
    elif isinstance(value, Mapping):
        for target, keys in _NAMING_KEYS:
            name = next((name for key in keys if isinstance(name := value.get(key), str) and name), "")
            chosen[target] = name
    parameter = node.value.get("x-stainless-param")
    if isinstance(parameter, str) and not chosen.get("property_name"):
        chosen["property_name"] = parameter
    variant = node.value.get("x-stainless-variantName")
    if isinstance(variant, str):
        chosen["variant_name"] = variant
    return Naming(**chosen)


_NAMING_KEYS = (
    ("type_name", ("model_name", "type_name", "typeName")),
    ("param_type_name", ("param_model_name", "param_type_name")),
    ("property_name", ("property_name", "param_name", "method_argument")),
    ("variant_name", ("variant_name", "variantName")),
)


def example(node: Node) -> tuple[bool, Json]:
    """Whether there is an example, and the first one (`example`, or `examples` as a list or by name)."""
    if "example" in node.value:
        return True, freeze(node.value["example"])
    examples = node.value.get("examples")
    if examples is None:
        return False, None
    if isinstance(examples, Mapping):
        for member in examples.values():
            if isinstance(member, Mapping) and "value" in member:
                return True, freeze(member["value"])
    elif isinstance(examples, Sequence) and not isinstance(examples, str) and examples:
        return True, freeze(examples[0])
    return False, None


_LIMITS = frozenset(
    {
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "minItems", "maxItems"),
    }
)


_UNLIMITED = Constraints()


def constraints(nodes: Sequence[Node]) -> Constraints:
    """Limits of a value; where several parts set the same limit, the first one counts."""
    nodes = [node for node in nodes if not _LIMITS.isdisjoint(node.value)]
    if not nodes:
        return _UNLIMITED
    return Constraints(
        minimum=_first_number(nodes, "minimum"),
        maximum=_first_number(nodes, "maximum"),
        exclusive_minimum=_first_number(nodes, "exclusiveMinimum"),
        exclusive_maximum=_first_number(nodes, "exclusiveMaximum"),
        multiple_of=_first_number(nodes, "multipleOf"),
        min_length=_first_count(nodes, "minLength"),
        max_length=_first_count(nodes, "maxLength"),
        # only examples are made from it: one of another type costs nothing, and the validator has told of it
        pattern=next((text for node in nodes if isinstance(text := node.value.get("pattern"), str)), ""),
        min_items=_first_count(nodes, "minItems"),
        max_items=_first_count(nodes, "maxItems"),
    )


_TOLD = frozenset({"title", "default", "example", "examples", "x-stainless-skip"}) | _DEPRECATION | _NAMES | _LIMITS


def telling(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes that have anything of this module but a description: few of those that only say a type."""
    return [node for node in nodes if not _TOLD.isdisjoint(node.value)]


def _first_number(nodes: Sequence[Node], key: str) -> int | float | None:
    return next((number for node in nodes if (number := node.number(key)) is not None), None)


def _first_count(nodes: Sequence[Node], key: str) -> int | None:
    return next((count for node in nodes if (count := node.count(key)) is not None), None)
