"""The site of the largest SDK among the published ones: built strictly, in well below three minutes."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from built_site import ROOT, build

from sdkwright import pipeline
from sdkwright.diagnostics import Collector

INPUTS = ROOT.parent / "shared" / "parity" / "openai"
LIMIT = 150.0
"""Seconds of processor time, on one processor: what a free machine needs, whatever else this one does."""


def spent() -> float:
    """The processor time of all children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.slow
@pytest.mark.skipif(not INPUTS.is_dir(), reason="../shared is not there")
def test_the_largest_site_builds_in_time(tmp_path: Path) -> None:
    (spec,) = INPUTS.glob("openapi.*")
    diagnostics = Collector()
    inputs = pipeline.Inputs(spec=spec, config=None)
    plan = pipeline.generate(inputs, pipeline.Taste(), tmp_path, diagnostics, lambda _: None)
    assert plan is not None, diagnostics.found
    before = spent()
    built = build(tmp_path, "docs")
    took = spent() - before
    pages = len(list(built.pages.rglob("*.html")))
    assert "No issues found" in built.said
    assert pages > 1_500
    assert took < LIMIT, f"{took:.0f} s for {pages} pages"
