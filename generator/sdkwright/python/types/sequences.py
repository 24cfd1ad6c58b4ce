"""Annotations of lists in requests.

In: the type of the items. Out: `SequenceNotStr[str]`, `Iterable[X]` or `List[X]`.

A list of strings must not be taken for a string, so it has a protocol of its own; anything else may come from any
iterable, save enum members, for which type checkers infer better from a list.
"""

from __future__ import annotations

from sdkwright.model.api import Api
from sdkwright.model.queries import bare
from sdkwright.model.schema import Binary, Const, Enum, Primitive, PrimitiveKind, SchemaId, Type, Union
from sdkwright.python.options import Options, StringSequences
from sdkwright.python.types.expressions import ITERABLE, LIST, SEQUENCE, Expression, applied


def sequence_of(item: Expression, api: Api, items: SchemaId, options: Options) -> Expression:
    """The type of a list that is sent, by what its items are."""
    type_ = bare(api, api.schemas[items].type)
    if _is_choice_of_values(api, type_):
        return applied(LIST, item)
    if _holds_text(api, type_):
        return applied(SEQUENCE if options.string_sequences is StringSequences.SEQUENCE else LIST, item)
    return applied(ITERABLE, item)


def _is_choice_of_values(api: Api, type_: Type) -> bool:
    """Whether values are listed, be it beside any other text."""
    match type_:
        case Const() | Enum():
            return True
        case Union(variants=variants):
            found = [bare(api, api.schemas[variant].type) for variant in variants]
            listed = [variant for variant in found if isinstance(variant, Const | Enum)]
            texts = [v for v in found if isinstance(v, Primitive) and v.kind is PrimitiveKind.STRING]
            return bool(listed) and len(listed) + len(texts) == len(found)
        case _:
            return False


def _holds_text(api: Api, type_: Type) -> bool:
    match type_:
        case Primitive(kind=kind):
            return kind is PrimitiveKind.STRING
        case Binary():
            return True
        case Union(variants=variants):
            found = [bare(api, api.schemas[variant].type) for variant in variants]
            return any(isinstance(variant, Primitive) and variant.kind is PrimitiveKind.STRING for variant in found)
        case _:
            return False
