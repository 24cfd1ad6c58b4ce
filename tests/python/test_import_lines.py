"""Import lines: relative spelling, groups, order, merging."""

import pytest

from sdkwright.python.import_lines import import_block, relative_module
from sdkwright.python.imports import External, Internal


def test_a_module_is_spelled_from_where_it_is_imported() -> None:
    assert relative_module(("types", "pet"), ()) == ".types.pet"
    assert relative_module((), ("resources",)) == ".."
    assert relative_module(("resources", "pets", "toys"), ("resources", "pets")) == ".toys"
    assert relative_module(("types",), ("resources", "pets")) == "...types"


def test_lines_are_merged_grouped_and_sorted_by_length() -> None:
    block = import_block(
        [
            Internal(module=("_types",), name="omit"),
            Internal(module=("_types",), name="Omit"),
            Internal(module=("_types",), name="NOT_GIVEN"),
            Internal(module=("_qs",), name="Querystring"),
            External(module="typing_extensions", name="Literal"),
            External(module="typing", name="List"),
            External(module="os"),
            External(module="pydantic", name="Field"),
        ],
        ("resources",),
    )
    assert block.groups == (
        ("import os", "from typing import List", "from typing_extensions import Literal"),
        ("from pydantic import Field",),
        ("from .._qs import Querystring", "from .._types import NOT_GIVEN, Omit, omit"),
    )


def test_an_alias_is_kept() -> None:
    block = import_block([Internal(module=("pets",), name="Pets", alias="Pets")], ())
    assert block.groups == (("from .pets import Pets as Pets",),)


def test_a_name_that_is_passed_on_is_imported_once() -> None:
    """`Stream` for the client's own methods, and `Stream as Stream` for who imports the client's module."""
    block = import_block(
        [
            Internal(module=("_streaming",), name="Stream"),
            Internal(module=("_streaming",), name="Stream", alias="Stream"),
            Internal(module=("_streaming",), name="AsyncStream"),
        ],
        (),
    )
    assert block.groups == (("from ._streaming import Stream as Stream, AsyncStream",),)


def test_a_module_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="without a name"):
        import_block([External(module="", name="headers")], ())
