"""Small packages on disk, to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from sdkwright.compare.items import Comparison
from sdkwright.compare.locate import PackageFolder, locate
from sdkwright.compare.run import compare_packages
from sdkwright.diagnostics import Collector


def write_package(folder: Path, files: Mapping[str, str], *, name: str = "shop") -> PackageFolder:
    """An SDK whose package has some modules; `__init__.py` of every folder is written where it is not given."""
    package = folder / "src" / name
    package.mkdir(parents=True)
    for path, text in files.items():
        file = package / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
    for path in [package, *(each for each in package.rglob("*") if each.is_dir())]:
        (path / "__init__.py").touch()
    found = locate(folder)
    assert isinstance(found, PackageFolder)
    return found


def compare_sources(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> Comparison:
    """What differs between two packages, all of whose modules can be read."""
    diagnostics = Collector()
    reference = write_package(folder / "reference", before)
    candidate = write_package(folder / "candidate", after)
    comparison = compare_packages(reference, candidate, (), diagnostics)
    assert diagnostics.found == []
    return comparison


def told(comparison: Comparison) -> list[tuple[str, str]]:
    """Each change with the name of its item, sorted."""
    return sorted(
        (change.code, difference.item.name) for difference in comparison.differences for change in difference.changes
    )
