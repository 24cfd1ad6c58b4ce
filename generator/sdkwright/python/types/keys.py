"""Python names of the properties of an object.

In: an object of the model and a direction. Out: a name for each wire name, all different, those of bases included.

A property whose wire name is the Python name keeps it, whatever comes before it; the others take what is left, in the
document's order. A property that a base has under the same wire name is called as it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdkwright.model.queries import HasSchemas, bare, lineage
from sdkwright.model.schema import Access, Object, Property, SchemaId
from sdkwright.python.naming import Casings, field_name, key_name, unique
from sdkwright.python.types.table import Direction


def travels(property_: Property, direction: Direction) -> bool:
    """Whether a property is part of an object in this direction."""
    hidden = Access.READ_ONLY if direction is Direction.REQUEST else Access.WRITE_ONLY
    return not property_.skipped and property_.access is not hidden


def wanted_name(property_: Property, direction: Direction, casings: Casings) -> str:
    """The name that a property has where no other has it."""
    name = key_name if direction is Direction.REQUEST else field_name
    return name(property_.naming.property_name or property_.wire_name, casings)


def object_keys(api: HasSchemas, object_schema: SchemaId, direction: Direction, casings: Casings) -> dict[str, str]:
    """The names of an object's properties by wire name."""
    found: dict[str, str] = {}
    for schema in reversed(lineage(api, object_schema)):
        type_ = bare(api, schema.type)
        properties = type_.properties if isinstance(type_, Object) else ()
        own = [one for one in properties if travels(one, direction) and one.wire_name not in found]
        wanted = {one.wire_name: wanted_name(one, direction, casings) for one in own}
        found |= claimed(wanted, taken=found.values())
    return found


def claimed(wanted: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Different names for wire names, in their order; who is called the same on the wire goes first.

    >>> claimed({"Name": "name", "name": "name"})
    {'Name': 'name_1', 'name': 'name'}
    """
    order = sorted(wanted, key=lambda wire_name: wire_name != wanted[wire_name])
    names = dict(zip(order, unique((wanted[wire_name] for wire_name in order), taken), strict=True))
    return {wire_name: names[wire_name] for wire_name in wanted}
