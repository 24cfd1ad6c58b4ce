"""What the template of `api.md` prints.

In: nothing. Out: the views that `apimd/build.py` fills; every text in them is `Code`, paths are plain.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code


class TypesBlockView(Struct, frozen=True, kw_only=True):
    """An import of types: on one line where `line` is given, else one name a line."""

    module: Code
    names: tuple[Code, ...]
    line: Code | None


class MethodLineView(Struct, frozen=True, kw_only=True):
    """One method. `title` is verb and path; links are relative to the page's folder of the SDK's root."""

    title: Code
    accessor: Code
    source: Code
    name: Code
    path_arguments: Code
    """Names as they are written in the call, the mark of keyword-only ones included; may be empty."""
    params: Code | None
    result: Code
    result_source: Code | None


class SectionView(Struct, frozen=True, kw_only=True):
    """One resource. `marks` are the `#` of its heading; `link` is given where its part stands in another file."""

    marks: Code
    heading: Code
    link: Code | None
    types: TypesBlockView | None
    methods: tuple[MethodLineView, ...]


class ApiPageView(Struct, frozen=True, kw_only=True):
    """One file: the SDK's `api.md`, or that of a resource that has its own. `path` is relative to the SDK's root."""

    path: str
    shared: TypesBlockView | None
    sections: tuple[SectionView, ...]
