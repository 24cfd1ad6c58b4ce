"""What the comparison of one module needs to know.

In: nothing. Out: `Scene`, which makes differences with their resource and places filled in.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.compare.items import Difference, Item, Kind, Outcome, Same, Status
from sdkwright.compare.lookup import Lookup
from sdkwright.compare.meaning import Meaning, Named
from sdkwright.compare.relation import Relation, relate
from sdkwright.compare.rules import Change
from sdkwright.compare.surface import Module
from sdkwright.diagnostics import Location


class Scene(Struct, frozen=True, kw_only=True):
    """A module of the reference beside the same one of the candidate."""

    reference: Lookup
    candidate: Lookup
    before: Module
    after: Module
    resource: str

    def item(self, kind: Kind, name: str, parent: str = "") -> Item:
        """An item of this module."""
        return Item(kind=kind, module=self.before.path, name=name, parent=parent)

    def missing(
        self, item: Item, change: Change, at: Location, before: str | None = None, *, within: int = 0
    ) -> Difference:
        """An item that the candidate has not."""
        return Difference(
            item=item,
            status=Status.MISSING,
            changes=(change,),
            resource=self.resource,
            before=before,
            reference=at,
            candidate=self.after.location,
            within=within,
        )

    def new(self, item: Item, change: Change, at: Location, after: str | None = None, *, within: int = 0) -> Difference:
        """An item that only the candidate has."""
        return Difference(
            item=item,
            status=Status.NEW,
            changes=(change,),
            resource=self.resource,
            after=after,
            candidate=at,
            within=within,
        )

    def compared(
        self, item: Item, changes: tuple[Change, ...], spelled: tuple[str, str], places: tuple[Location, Location]
    ) -> Outcome:
        """An item that both have, with its changes if there are any."""
        if not changes:
            return Same(item=item)
        return Difference(
            item=item,
            status=Status.DIFFERS,
            changes=changes,
            resource=self.resource,
            before=spelled[0],
            after=spelled[1],
            reference=places[0],
            candidate=places[1],
        )

    def relate(self, before: Meaning | None, after: Meaning | None) -> Relation:
        """How two annotations relate once the aliases of either package are replaced; none takes anything."""
        anything = Named(name="Any", written="Any")
        return relate(
            self.reference.expand(self.before, before or anything), self.candidate.expand(self.after, after or anything)
        )
