"""Real documents and configs, kept beside the repository: each gives a package whose modules all import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sdkwright import pipeline
from sdkwright.diagnostics import Collector

SHARED = Path(__file__).parents[2] / "shared"
FOLDERS = sorted(path for kind in ("parity", "pairs") for path in (SHARED / kind).glob("*") if path.is_dir())

IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


@pytest.mark.slow
@pytest.mark.skipif(not FOLDERS, reason="../shared is not there")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_a_real_document_gives_a_package_that_imports(folder: Path, tmp_path: Path) -> None:
    (spec,) = folder.glob("openapi.*")
    config = folder / "stainless.yml"
    inputs = pipeline.Inputs(spec=spec, config=config if config.is_file() else None)
    diagnostics = Collector()
    plan = pipeline.generate(inputs, pipeline.Taste(), tmp_path, diagnostics, lambda _: None)
    assert plan is not None, diagnostics.found
    (package,) = [path.name for path in (tmp_path / "src").iterdir()]
    command = [sys.executable, "-W", "error::SyntaxWarning", "-c", IMPORT_ALL, package]
    done = subprocess.run(command, cwd=tmp_path / "src", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
