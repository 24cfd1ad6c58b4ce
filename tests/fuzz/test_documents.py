"""Documents made of hostile text, through the whole pipeline: only what templates wrote comes out."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from emitted import check_package
from hostile import examples
from hostile_documents import documents
from hypothesis import given
from pipeline_runs import check_findings, emitted

from sdkwright.diagnostics import Collector


@examples(20, 2000, shrink=False)
@given(documents())
def test_nothing_but_templates_writes_code(tree: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "openapi.json"
        spec.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")
        diagnostics = Collector()
        files = emitted(spec, diagnostics)
        check_findings(diagnostics, spec)
        assert len(files) > 80
        check_package(files)
