"""docs/config.md is what the tables say, and the tables are all there."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from sdkwright.config import read, reference, sections, workspace
from sdkwright.config.keys import Shape

PAGE = Path(__file__).parents[2] / "docs" / "config.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.config_page(), "run `make docs`"


def test_every_shape_is_on_the_page() -> None:
    names = [f"{sections.__name__}.{module.name}" for module in pkgutil.iter_modules(sections.__path__)]
    modules = [read, workspace, *(importlib.import_module(name) for name in names)]
    declared = {value.title for module in modules for value in vars(module).values() if isinstance(value, Shape)}
    page = reference.config_page()
    assert {title for title in declared if title and f"## `{title}`\n" not in page} == set()


def test_no_key_is_declared_twice() -> None:
    for shape in reference.SHAPES:
        assert len(set(shape.names)) == len(shape.keys), shape.title
