"""What a comparison counts and reports: items of a surface, and differences between two.

In: nothing. Out: frozen records. An item is one module, name, class, field, method, parameter, return type, alias
or private name; every report, figure and verdict is made from the `Comparison`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from sdkwright.compare.rules import Change, Impact
from sdkwright.diagnostics import Location


class Kind(Enum):
    """Kinds of items, in the order of reports."""

    MODULE = "module"
    EXPORT = "export"
    CLASS = "class"
    FIELD = "field"
    METHOD = "method"
    PARAMETER = "parameter"
    RETURN = "return"
    ALIAS = "alias"
    PRIVATE = "private"


class Status(Enum):
    """Where an item is."""

    MISSING = "missing"
    DIFFERS = "differs"
    NEW = "new"


class Item(Struct, frozen=True, kw_only=True):
    """One thing that users may depend on: `module` is a path in the package, `name` is dotted inside it.

    `parent` is the name of the class or method that the item belongs to; the number of an overload follows `#`.
    """

    kind: Kind
    module: str
    name: str
    parent: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """An item that is not the same in both packages.

    `before` and `after` are its spelling in the reference and in the candidate; `within` counts the items that come
    and go with it (what a class holds).
    """

    item: Item
    status: Status
    changes: tuple[Change, ...]
    resource: str
    before: str | None = None
    after: str | None = None
    reference: Location | None = None
    candidate: Location | None = None
    within: int = 0

    @property
    def impact(self) -> Impact:
        """The worst of the changes."""
        return min((change.impact for change in self.changes), key=lambda impact: impact.rank)


class Same(Struct, frozen=True, kw_only=True):
    """An item that means the same in both packages."""

    item: Item


class Lost(Struct, frozen=True, kw_only=True):
    """An item of the reference that went with what held it; the `Difference` of that counts it in `within`."""

    item: Item


Outcome: TypeAlias = Same | Lost | Difference
"""What the comparison has to say about one item."""


class Tally(Struct, frozen=True, kw_only=True):
    """Of the reference's items of one kind: how many there are, are found, and mean exactly the same."""

    items: int = 0
    found: int = 0
    exact: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(items=self.items + other.items, found=self.found + other.found, exact=self.exact + other.exact)

    @property
    def share(self) -> float:
        """The exact ones in percent; 100 of nothing."""
        return 100 * self.exact / self.items if self.items else 100.0


class Comparison(Struct, frozen=True, kw_only=True):
    """What a candidate is to the users of a reference."""

    reference: str
    candidate: str
    tallies: Mapping[Kind, Tally]
    differences: tuple[Difference, ...]

    @property
    def total(self) -> Tally:
        """All kinds together."""
        total = Tally()
        for tally in self.tallies.values():
            total += tally
        return total

    def of_impact(self, impact: Impact) -> tuple[Difference, ...]:
        """The differences of one impact."""
        return tuple(difference for difference in self.differences if difference.impact is impact)

    def by_resource(self) -> Iterator[tuple[str, tuple[Difference, ...]]]:
        """The differences of each resource; the worst first within each."""
        names = dict.fromkeys(difference.resource for difference in self.differences)
        for name in sorted(names):
            own = [difference for difference in self.differences if difference.resource == name]
            yield name, tuple(sorted(own, key=lambda difference: difference.impact.rank))

    @property
    def worst(self) -> Impact:
        """The worst impact of all; additive where nothing differs."""
        return min(
            (difference.impact for difference in self.differences), key=lambda each: each.rank, default=Impact.NOTHING
        )
