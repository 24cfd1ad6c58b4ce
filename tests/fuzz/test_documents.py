"""Documents made of hostile text, through the whole pipeline: only what templates wrote comes out."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from emitted import check_package
from hostile import FUZZING, examples
from hostile_documents import documents
from hypothesis import given
from pipeline_runs import check_findings, emitted

from sdkwright.diagnostics import Collector

PARTS = 10 if FUZZING else 1
"""Workers share the documents, 2,000 in all in `make fuzz`."""


@pytest.mark.parametrize("part", range(PARTS))
@examples(8, 200, shrink=False)
@given(tree=documents())
def test_nothing_but_templates_writes_code(part: int, tree: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "openapi.json"
        spec.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")
        diagnostics = Collector()
        files = emitted(spec, diagnostics)
        check_findings(diagnostics, spec)
        assert len(files) > 80
        check_package(files)
        assert [path.name for path in Path(folder).iterdir()] == ["openapi.json"]
