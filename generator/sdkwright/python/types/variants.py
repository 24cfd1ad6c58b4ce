"""Names of the variants of a union.

In: a union and the model. Out: for each variant the words that its class name ends with.
"""

from __future__ import annotations

from msgspec.structs import replace

from sdkwright.model.api import Api
from sdkwright.model.queries import all_properties, bare, bare_schema, constant, resolve
from sdkwright.model.schema import Array, Map, Nullable, Object, Ref, SchemaId, Union
from sdkwright.python.naming import Casings
from sdkwright.python.types.models import ModelIndex, is_structural


def flat_variants(api: Api, index: ModelIndex, union: Union) -> Union:
    """The union with the variants of those of its variants that are unions themselves.

    Named unions of classes are taken apart as well; named ones of plain values stay. A union that contains itself
    through others adds nothing to itself.
    """
    flat: list[SchemaId] = []
    stack = list(reversed(union.variants))
    seen: set[SchemaId] = set()
    while stack:
        variant = stack.pop()
        schema = resolve(api, variant)
        if not isinstance(schema.type, Union) or _is_named_plain(api, index, variant, schema.type):
            flat.append(variant)
        elif schema.id not in seen:
            seen.add(schema.id)
            stack.extend(reversed(schema.type.variants))
    return replace(union, variants=tuple(flat)) if flat else union


def _is_named_plain(api: Api, index: ModelIndex, variant: SchemaId, union: Union) -> bool:
    if index.find(variant) is None:
        return False
    return not any(is_structural(api, one) or isinstance(resolve(api, one).type, Union) for one in union.variants)


def variant_words(
    api: Api, union: Union, casings: Casings, *, nameless: str = "union member"
) -> tuple[tuple[str, ...], ...]:
    """The words of each variant's name, all different.

    In this order: the author's name for the variant; where a property tells the variants apart, its value (unless the
    author wrote a mapping), the component's name, the title; else the title, the component's name; the only property
    of an object; its place in the list, behind the words of `nameless`.
    """
    if not tells_apart(api, union):
        union = replace(union, discriminator=None)
    *before, last = nameless.split()
    taken: set[tuple[str, ...]] = set()
    names: list[tuple[str, ...]] = []
    for index, variant in enumerate(union.variants):
        words = casings.words(_variant_name(api, union, variant))
        if not words or words in taken:
            words = (*before, f"{last}{index}")
        taken.add(words)
        names.append(words)
    return tuple(names)


def first_places(api: Api, union: Union) -> tuple[int, ...]:
    """For each variant the place of the first that is the same schema under the same name: mostly its own.

    What is written twice, or directly and again within a nested union, is one class.
    """
    places: dict[tuple[SchemaId, str], int] = {}
    return tuple(
        places.setdefault((resolve(api, variant).id, _variant_name(api, union, variant)), place)
        for place, variant in enumerate(union.variants)
    )


def overload_words(api: Api, index: ModelIndex, union: Union, casings: Casings) -> tuple[tuple[str, ...], ...]:
    """As `variant_words`, for the variants of a body: a model's own name and titles go before the discriminator."""
    words = list(variant_words(api, replace(union, discriminator=None), casings, nameless="variant"))
    for place, variant in enumerate(union.variants):
        if (model := index.find(variant)) is not None and casings.words(model.model.key) not in words:
            words[place] = casings.words(model.model.key)
    return tuple(words)


def _variant_name(api: Api, union: Union, variant: SchemaId) -> str:
    schema = api.schemas[variant]
    target = bare_schema(api, variant)
    if name := schema.naming.variant_name or target.naming.variant_name:
        return name
    title = schema.title or target.title
    component = _component_name(api, variant) if isinstance(_beneath_null(schema.type), Ref) else ""
    if union.discriminator is None:
        found = title or component
    else:
        value = constant(api, variant, union.discriminator.property_name)
        implied = value if isinstance(value, str) and not union.discriminator.written else ""
        found = implied or component or title
    if found:
        return found
    bare_type = bare(api, schema.type)
    if isinstance(bare_type, Object) and len(bare_type.properties) == 1 and not bare_type.bases:
        return bare_type.properties[0].wire_name
    if isinstance(bare_type, Array | Map):
        items = bare_type.items if isinstance(bare_type, Array) else bare_type.values
        return api.schemas[items].title
    return ""


def tells_apart(api: Api, union: Union) -> bool:
    """Whether the discriminator works: every variant is an object that has it, with one entry in a written mapping."""
    discriminator = union.discriminator
    if discriminator is None:
        return False
    targets = [target for _, target in discriminator.mapping]
    if discriminator.written and len(set(targets)) != len(targets):
        return False
    return all(_has_property(api, variant, discriminator.property_name) for variant in union.variants)


def _has_property(api: Api, variant: SchemaId, name: str) -> bool:
    return any(property_.wire_name == name for property_ in all_properties(api, variant))


def _component_name(api: Api, variant: SchemaId) -> str:
    """The document's own name of what a variant refers to."""
    seen: set[SchemaId] = set()
    while variant not in seen:
        seen.add(variant)
        type_ = _beneath_null(api.schemas[variant].type)
        if not isinstance(type_, Ref):
            return ""
        if type_.target in api.names:
            return api.names[type_.target]
        variant = type_.target
    return ""


def _beneath_null(type_: object) -> object:
    while isinstance(type_, Nullable):
        type_ = type_.inner
    return type_
