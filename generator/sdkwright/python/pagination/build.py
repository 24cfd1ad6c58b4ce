"""Makes the view of the module with the page classes.

In: the pagination schemes of an `Api`. Out: `PaginationView`, `None` where there are none.
"""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.model import queries
from sdkwright.model.api import PageField, PaginationKind, PaginationScheme
from sdkwright.model.schema import Array, Object, Property, SchemaId
from sdkwright.python.code import Code, compose, identifier, string
from sdkwright.python.context import Context
from sdkwright.python.flavour import FLAVOURS, Flavour
from sdkwright.python.imports import Internal
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import class_name, field_name, page_field_name
from sdkwright.python.pagination.views import (
    BuildView,
    CursorView,
    FieldView,
    ItemCursorView,
    NumberView,
    OffsetView,
    PageView,
    PaginationView,
    PartView,
)
from sdkwright.python.types.table import Direction

_MODULE = ("pagination",)


def build_pagination(context: Context) -> PaginationView | None:
    """All page classes, two for each scheme."""
    if not context.api.pagination:
        return None
    imports = ModuleImports(package=())
    schemes = [_Scheme(context=context, scheme=scheme, imports=imports) for scheme in context.api.pagination]
    pages = tuple(scheme.page(flavour) for scheme in schemes for flavour in FLAVOURS)
    protocols = tuple(scheme.protocol() for scheme in schemes if scheme.follows_items())
    parts = tuple(part for scheme in schemes for part in scheme.parts())
    _common_imports(imports, pages)
    if parts:
        imports.internal(("_models",), "BaseModel")
    if protocols:
        imports.extensions("Protocol")
        imports.extensions("runtime_checkable")
    return PaginationView(
        path="pagination.py",
        imports=imports.block(),
        exports=tuple(string(page.name) for page in pages),
        protocols=protocols,
        parts=parts,
        pages=pages,
    )


def _common_imports(imports: ModuleImports, pages: tuple[PageView, ...]) -> None:
    """What the template writes by itself."""
    moves = any(page.cursor or page.url or page.item_cursor or page.offset or page.number for page in pages)
    wanted = {
        "List": any(page.items is not None for page in pages),
        "Generic": True,
        "Optional": moves,
        "Any": any(page.item_cursor is not None or page.build is not None for page in pages),
        "cast": any(page.item_cursor is not None or page.number is not None for page in pages),
        "Mapping": any(page.build is not None for page in pages),
    }
    for name, needed in wanted.items():
        if needed:
            imports.typing(name)
    if any(page.build is not None for page in pages):
        imports.typing("cast")
        imports.extensions("Self")
    imports.extensions("override")
    imports.found.add(Internal(module=("_base_client",), name="ItemT", alias="_T"))
    for name in ("BasePage", "BaseSyncPage", "BaseAsyncPage", *(("PageInfo",) if moves else ())):
        imports.internal(("_base_client",), name)
    if any(page.url is not None or page.build is not None for page in pages):
        imports.internal(("_http",), "httpx")


class _Scheme(Struct, frozen=True, kw_only=True):
    """Writes the classes of one scheme."""

    context: Context
    scheme: PaginationScheme
    imports: ModuleImports

    @property
    def base(self) -> str:
        """The name without flavour: `CursorPage`."""
        return class_name(self.scheme.name, self.context.casings)

    def page(self, flavour: Flavour) -> PageView:
        """The page class of one flavour."""
        in_body = self.scheme.in_body
        view = PageView(
            name=identifier(flavour.base_name(self.base)),
            base=identifier(f"Base{flavour.page_prefix}Page"),
            docstring=self.context.docstrings.prose(self.scheme.doc),
            fields=tuple(self.field(entry) for entry in self.scheme.response),
            items=self.items(),
            more=self.more(),
            sent=self.sent(),
            place=Code("json" if in_body else "params"),
            build=self.build(),
        )
        return self.with_next(view)

    def more(self) -> Code | None:
        """The expression for whether there is another page; where an empty one says nothing, anything but `False`."""
        said = self.said("has_next_page")
        if not self.scheme.continue_on_empty:
            return said
        return Code("True") if said is None else compose("{} is not False", said)

    def sent(self) -> Code:
        """The expression for what the request for a page was made with."""
        kind, back = self.scheme.kind, self.asked("previous_cursor_id_param")
        is_used = kind in (PaginationKind.OFFSET, PaginationKind.PAGE_NUMBER) or back is not None
        if not self.scheme.in_body or not is_used:
            return Code("self._options.params")
        for name in ("Mapping", "cast"):
            self.imports.typing(name)
        return Code("cast(Mapping[str, object], self._options.json_data or {})")

    def with_next(self, view: PageView) -> PageView:
        """The view with the way to the next page, as the scheme's kind has it."""
        match self.scheme.kind:
            case PaginationKind.CURSOR:
                cursor, parameter = self.said("next_cursor_field"), self.asked("next_cursor_param")
                if cursor is None or parameter is None:
                    return view
                return replace(view, cursor=CursorView(cursor=cursor, parameter=parameter))
            case PaginationKind.CURSOR_URL:
                return replace(view, url=self.said("cursor_url_field"))
            case PaginationKind.CURSOR_ID:
                parameter = self.asked("next_cursor_id_param")
                if parameter is None:
                    return view
                item = ItemCursorView(
                    protocol=identifier(f"{self.base}Item"),
                    attribute=self.item_field().name,
                    parameter=parameter,
                    back=self.asked("previous_cursor_id_param"),
                )
                return replace(view, item_cursor=item)
            case PaginationKind.OFFSET:
                parameter = self.asked("offset_count_param")
                if parameter is None:
                    return view
                start, total = self.said("offset_count_start_field"), self.said("offset_total_count_field")
                return replace(view, offset=OffsetView(parameter=parameter, start=start, total=total))
            case PaginationKind.PAGE_NUMBER:
                parameter = self.asked("page_number_param")
                if parameter is None:
                    return view
                current, total = self.said("current_page_number_field"), self.said("total_page_count_field")
                return replace(view, number=NumberView(parameter=parameter, current=current, total=total))
            case PaginationKind.FAKE_PAGE:
                return view
            case _:
                assert_never(self.scheme.kind)

    def field(self, entry: PageField) -> FieldView:
        """One field of a page: the items are a list of the page's own type, the rest as the config says."""
        name = self.page_attribute(entry.wire_name)
        if entry is self.items_entry():
            self.imports.typing("List")
            return self._view(name, entry.wire_name, Code("List[_T]"), required=True)
        if entry.members:
            part = identifier(self.part_name((entry,)))
            return self._maybe(name, entry.wire_name, part, required=entry.required, nullable=False)
        annotation = self.context.table.annotate(entry.schema, Direction.RESPONSE, _MODULE)
        nullable = queries.is_nullable(self.context.api, entry.schema)
        used = self.imports.use(annotation)
        return self._maybe(name, entry.wire_name, used, required=entry.required, nullable=nullable)

    def _maybe(self, name: Code, wire_name: str, annotation: Code, *, required: bool, nullable: bool) -> FieldView:
        if required or nullable:
            return self._view(name, wire_name, annotation, required=required)
        optional = compose("{}[{}]", self.imports.typing("Optional"), annotation)
        return self._view(name, wire_name, optional, required=False)

    def _view(self, name: Code, wire_name: str, annotation: Code, *, required: bool) -> FieldView:
        """A field that says what it is called on the wire where that is not its own name."""
        default = Code("" if required else "None")
        if name != wire_name:
            info = self.imports.external("pydantic", "Field", alias="FieldInfo")
            form = "{}(alias={})" if required else "{}(alias={}, default=None)"
            default = compose(form, info, string(wire_name))
        return FieldView(name=name, annotation=annotation, default=default)

    def page_attribute(self, wire_name: str) -> Code:
        """The attribute of a page for a property."""
        return identifier(page_field_name(wire_name, self.context.casings))

    def attribute(self, wire_name: str) -> Code:
        """The attribute of what is within pages for a property."""
        return identifier(field_name(wire_name, self.context.casings))

    def part_name(self, path: tuple[PageField, ...]) -> str:
        """The class of an object within pages: `CursorPageResultInfo`."""
        return self.base + "".join(class_name(entry.wire_name, self.context.casings) for entry in path)

    def parts(self) -> tuple[PartView, ...]:
        """The classes of objects within pages, inner ones first."""
        return tuple(part for entry in self.scheme.response if entry.members for part in self._parts((entry,)))

    def _parts(self, path: tuple[PageField, ...]) -> list[PartView]:
        found = [part for entry in path[-1].members if entry.members for part in self._parts((*path, entry))]
        members = {member.wire_name: member for member in path[-1].members}
        fields: list[FieldView] = []
        for member in self.properties(path[-1].schema):
            entry = members.get(member.wire_name)
            fields.append(self._part_field(member, (*path, entry) if entry is not None else None))
        return [*found, PartView(name=identifier(self.part_name(path)), fields=tuple(fields))]

    def _part_field(self, member: Property, path: tuple[PageField, ...] | None) -> FieldView:
        name, wire_name = self.attribute(member.wire_name), member.wire_name
        if path is not None and path[-1].members:
            return self._maybe(name, wire_name, identifier(self.part_name(path)), required=False, nullable=False)
        if path is not None and path[-1].purpose == "items":
            self.imports.typing("List")
            return self._maybe(name, wire_name, Code("List[object]"), required=False, nullable=False)
        annotation = self.context.table.annotate(member.schema, Direction.RESPONSE, _MODULE)
        nullable = queries.is_nullable(self.context.api, member.schema)
        used = self.imports.use(annotation)
        return self._maybe(name, wire_name, used, required=member.required, nullable=nullable)

    def properties(self, schema: SchemaId) -> tuple[Property, ...]:
        """The properties of an object within pages."""
        target = queries.bare_schema(self.context.api, schema)
        return queries.all_properties(self.context.api, target.id)

    def items_entry(self) -> PageField | None:
        """The field that holds the items: the one with that purpose, else the first list."""
        for entry in self.scheme.response:
            if entry.purpose == "items":
                return entry
        for entry in self.scheme.response:
            if isinstance(self._type(entry.schema), Array):
                return entry
        return None

    def items(self) -> Code | None:
        """The expression for the items of a page."""
        path = self.find("items")
        entry = self.items_entry()
        if not path and entry is not None:
            path = (entry,)
        if not path:
            return None
        reached = self.reach(path)
        if len(path) == 1:
            return reached
        return compose("{}({}[List[_T]], {})", self.imports.typing("cast"), self.imports.typing("Optional"), reached)

    def find(self, purpose: str) -> tuple[PageField, ...]:
        """The path to the field of the response with a purpose, empty where there is none."""
        stack: list[tuple[PageField, ...]] = [(entry,) for entry in reversed(self.scheme.response)]
        while stack:
            path = stack.pop()
            if path[-1].purpose == purpose:
                return path
            stack += [(*path, member) for member in reversed(path[-1].members)]
        return ()

    def said(self, purpose: str) -> Code | None:
        """The expression for what a page says for a purpose."""
        path = self.find(purpose)
        return self.reach(path) if path else None

    def reach(self, path: tuple[PageField, ...]) -> Code:
        """The expression for a field within a page; `None` where an object on the way is missing."""
        first, *inner = path
        expression = compose("self.{}", self.page_attribute(first.wire_name))
        missing: list[Code] = []
        for entry in inner:
            missing.append(compose("{} is None", expression))
            expression = compose("{}.{}", expression, self.attribute(entry.wire_name))
        for condition in reversed(missing):
            expression = compose("None if {} else {}", condition, expression)
        return expression if not missing else compose("({})", expression)

    def asked(self, purpose: str) -> Code | None:
        """The literal of the request's parameter for a purpose."""
        for entry in self.scheme.request:
            if entry.purpose == purpose:
                return string(entry.wire_name)
        return None

    def follows_items(self) -> bool:
        """Whether the next page is found by an item's id."""
        return self.scheme.kind is PaginationKind.CURSOR_ID and self.asked("next_cursor_id_param") is not None

    def protocol(self) -> PartView:
        """What items must have, so that the next page can be asked for."""
        return PartView(name=identifier(f"{self.base}Item"), fields=(self.item_field(),))

    def item_field(self) -> FieldView:
        """The field of an item that is the cursor."""
        entry = self.items_entry()
        array = self._type(entry.schema) if entry is not None else None
        members = self.properties(array.items) if isinstance(array, Array) and self._is_object(array.items) else ()
        wanted = {member.wire_name for member in (entry.members if entry else ()) if member.purpose == "cursor_item_id"}
        chosen = [member for member in members if member.wire_name in wanted] or list(members)
        if not chosen:
            annotation = compose("{}[str]", self.imports.typing("Optional"))
            return FieldView(name=Code("id"), annotation=annotation, default=Code(""))
        member = next((member for member in chosen if member.wire_name == "id"), chosen[0])
        annotation = self.imports.use(self.context.table.annotate(member.schema, Direction.RESPONSE, _MODULE))
        if not member.required and not queries.is_nullable(self.context.api, member.schema):
            annotation = compose("{}[{}]", self.imports.typing("Optional"), annotation)
        return FieldView(name=self.attribute(member.wire_name), annotation=annotation, default=Code(""))

    def build(self) -> BuildView | None:
        """How pages are made where the answer's body is not simply their fields."""
        headers = tuple(
            (string(entry.wire_name), string(entry.header)) for entry in self.scheme.response if entry.header
        )
        entry = self.items_entry() if self.scheme.top_level_array else None
        if not headers and entry is None:
            return None
        return BuildView(items=string(entry.wire_name) if entry is not None else None, headers=headers)

    def _type(self, schema: SchemaId) -> object:
        return queries.bare(self.context.api, queries.bare_schema(self.context.api, schema).type)

    def _is_object(self, schema: SchemaId) -> bool:
        return isinstance(self._type(schema), Object)
