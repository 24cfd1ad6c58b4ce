"""All tables of the config are on its page."""

from __future__ import annotations

import importlib
import pkgutil

from sdkwright.config import read, reference, sections, workspace
from sdkwright.config.keys import Shape


def test_every_shape_is_on_the_page() -> None:
    names = [f"{sections.__name__}.{module.name}" for module in pkgutil.iter_modules(sections.__path__)]
    modules = [read, workspace, *(importlib.import_module(name) for name in names)]
    declared = {value.title for module in modules for value in vars(module).values() if isinstance(value, Shape)}
    page = reference.config_page()
    assert {title for title in declared if title and f"## `{title}`\n" not in page} == set()


def test_no_key_is_declared_twice() -> None:
    for shape in reference.SHAPES:
        assert len(set(shape.names)) == len(shape.keys), shape.title
