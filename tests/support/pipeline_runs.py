"""Runs of the pipeline in this process, without a formatter, and what must hold for their findings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sdkwright import pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_github, to_plain, to_tree
from sdkwright.render.style import RenderedFile

OUR_OWN = ("Template/", "Style/", "Write/", "Internal/")
"""Findings about templates and output: no document may cause one."""


def emitted(spec: Path, diagnostics: Collector) -> Sequence[RenderedFile]:
    """The rendered files, not formatted: a formatter might hide what was emitted."""
    understood = pipeline.understand(pipeline.Inputs(spec=spec), diagnostics, lambda _: None)
    assert understood is not None
    return pipeline._print(understood, pipeline.Taste(), diagnostics, lambda _: None)


def check_findings(diagnostics: Collector, spec: Path) -> None:
    """Each finding names a place that is there, can be shown, and is about the document."""
    lines = spec.read_text(encoding="utf-8").split("\n")
    for finding in diagnostics:
        assert not finding.rule.code.startswith(OUR_OWN), (finding.rule.code, finding.message)
        assert finding.message
        if finding.location is not None:
            assert finding.location.file == str(spec)
            assert 1 <= finding.location.line <= len(lines)
            assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1
    shown = to_plain(diagnostics)
    assert len(shown.splitlines()) == len(diagnostics.found)
    assert not any({"\r", "\n"} & set(line) for line in to_github(diagnostics))
    json.dumps(to_tree(diagnostics)).encode()
