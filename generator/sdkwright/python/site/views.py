"""What the templates of the reference site print.

In: nothing. Out: the views that `site/build.py` fills; every text in them is `Code`, paths are plain.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code


class MethodEntryView(Struct, frozen=True, kw_only=True):
    """A method in the overview. `anchor` is its dotted name in the package, `request` verb and path as Markdown."""

    name: Code
    anchor: Code
    request: Code


class ResourcePageView(Struct, frozen=True, kw_only=True):
    """The page of a resource module. `path` is below `docs/reference/resources/`; `source` is the module's file."""

    path: Code
    title: Code
    label: Code
    """The title without `client.`, for the navigation."""
    module: Code
    source: Code
    classes: tuple[Code, ...]
    methods: tuple[MethodEntryView, ...]


class FieldNoteView(Struct, frozen=True, kw_only=True):
    """Something about a field that its annotation does not tell, as Markdown. `anchor` is the field's dotted name."""

    label: Code
    anchor: Code
    text: Code


class TypePageView(Struct, frozen=True, kw_only=True):
    """The page of a type module. `package` is where users import `name` from; `example` is JSON text."""

    path: Code
    name: Code
    module: Code
    package: Code
    source: Code
    limits: tuple[FieldNoteView, ...]
    deprecated: tuple[FieldNoteView, ...]
    example: Code | None


class TypePackageView(Struct, frozen=True, kw_only=True):
    """The types of one package, for the list of all types."""

    package: Code
    pages: tuple[TypePageView, ...]


class SiteView(Struct, frozen=True, kw_only=True):
    """The whole site. Where it is not wanted (`enabled`), there are no pages and no topics."""

    enabled: bool
    name: Code
    """A YAML string."""
    source_root: Code | None
    """Where the repository can be read, up to the branch; `None` while it is not known."""
    source_option: Code
    """The same as a YAML value."""
    resources: tuple[ResourcePageView, ...]
    types: tuple[TypePageView, ...]
    packages: tuple[TypePackageView, ...]
    has_pagination: bool
    has_pages: bool
    """There are page classes, if only such as hold everything at once."""
    has_streaming: bool
    has_uploads: bool
    has_webhooks: bool
    has_raw_responses: bool
