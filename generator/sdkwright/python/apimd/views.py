"""What the template of `api.md` prints.

In: nothing. Out: the views that `apimd/build.py` fills; every text in them is `Code`, paths are plain.
"""

from __future__ import annotations

from dataclasses import dataclass

from sdkwright.python.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesBlockView:
    """An import of types: on one line where `line` is given, else one name a line."""

    module: Code
    names: tuple[Code, ...]
    line: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodLineView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One resource. `marks` are the `#` of its heading; `link` is given where its part stands in another file."""

    marks: Code
    heading: Code
    link: Code | None
    types: TypesBlockView | None
    methods: tuple[MethodLineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPageView:
    """One file: the SDK's `api.md`, or that of a resource that has its own. `path` is relative to the SDK's root."""

    path: str
    shared: TypesBlockView | None
    sections: tuple[SectionView, ...]
