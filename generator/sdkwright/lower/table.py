"""The schemas found so far, and those still to be lowered.

In: pointers that something mentions. Out: `Schema`s by id, once `schemas.py` has worked off the queue. A queue, not
recursion: documents nest deep and refer in circles.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from sdkwright.lower.composition import Flattener
from sdkwright.lower.reading import Node, Source
from sdkwright.model.schema import Any, Schema, SchemaId, Type


class Recipe(Struct, frozen=True, kw_only=True):
    """How to lower one schema: the intersection of `roots`, restricted to one JSON type where `kind` is given.

    `through` holds the pointers of the alternatives that were taken apart on the way here, which ends circles.
    """

    id: SchemaId
    roots: tuple[Node, ...]
    kind: str = ""
    through: frozenset[str] = frozenset()


_Ingredients: TypeAlias = tuple[str, frozenset[str], tuple[tuple[str, ...], ...]]
"""What decides what becomes of a recipe: kind, alternatives taken apart, the place and keywords of each part."""


def _ingredients(recipe: Recipe) -> _Ingredients:
    return recipe.kind, recipe.through, tuple((root.pointer, *root.value) for root in recipe.roots)


class SchemaTable(Struct, kw_only=True):
    """Collects schemas by id. `reach` is how everything else asks for one."""

    source: Source
    flattener: Flattener
    _schemas: dict[SchemaId, Schema] = field(default_factory=dict[SchemaId, Schema])
    _queue: deque[Recipe] = field(default_factory=deque[Recipe])
    _asked: set[SchemaId] = field(default_factory=set[SchemaId])
    _composed: dict[_Ingredients, list[SchemaId]] = field(default_factory=dict[_Ingredients, list[SchemaId]])

    @property
    def schemas(self) -> Mapping[SchemaId, Schema]:
        """Every schema lowered so far, by id."""
        return self._schemas

    def reach(self, pointer: str) -> SchemaId:
        """The id of the schema at a pointer, which will be lowered. Anything that is no schema means any value."""
        schema_id = SchemaId(pointer)
        if schema_id in self._asked:
            return schema_id
        node = self.source.node(pointer)
        if node is None:
            return self._reach_value(schema_id)
        return self.compose(Recipe(id=schema_id, roots=(node,)))

    def reach_node(self, node: Node) -> SchemaId:
        """As `reach`, of an object that was read already."""
        return self.compose(Recipe(id=SchemaId(node.pointer), roots=(node,)))

    def compose(self, recipe: Recipe) -> SchemaId:
        """The id of a schema that is put together from parts; a recipe asked for before is not asked for twice.

        What is put together of the same parts as something around it is that again: it would have the same within, and
        so on without end.
        """
        if recipe.id in self._asked:
            return recipe.id
        if len(recipe.roots) > 1:
            same = self._composed.setdefault(_ingredients(recipe), [])
            for found in same:
                if recipe.id.startswith(f"{found}/"):
                    return found
            same.append(recipe.id)
        self._asked.add(recipe.id)
        self._queue.append(recipe)
        return recipe.id

    def invent(self, pointer: str, type_: Type, doc: str = "") -> SchemaId:
        """A schema that the document implies but does not write."""
        schema_id = SchemaId(pointer)
        self._asked.add(schema_id)
        self._schemas.setdefault(
            schema_id, Schema(id=schema_id, origin=self.source.origin(pointer), type=type_, doc=doc)
        )
        return schema_id

    def store(self, schema: Schema) -> None:
        """Keep a lowered schema."""
        self._schemas[schema.id] = schema

    def next(self) -> Recipe | None:
        """The next schema to lower; `None` when all are done."""
        return self._queue.popleft() if self._queue else None

    def _reach_value(self, schema_id: SchemaId) -> SchemaId:
        try:
            value = self.source.value(schema_id)
        except KeyError:
            return self.invent(schema_id, Any())
        if not isinstance(value, bool):
            Node(source=self.source, pointer=schema_id, value={}).report_type(schema_id, value, "a schema")
        return self.invent(schema_id, Any())
