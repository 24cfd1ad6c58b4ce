"""Runs of the pipeline in this process, without a formatter, and what must hold for their findings."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from unittest import mock

from sdkwright import drafting, pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_github, to_plain, to_tree
from sdkwright.render import render
from sdkwright.render.style import RenderedFile, Style
from sdkwright.render.styles import choose_options, load_style

OUR_OWN = ("Template/", "Style/", "Write/", "Internal/")
"""Findings about templates and output: no document may cause one."""


_compiled_once = functools.lru_cache(render.make_environment)


def templates_compiled_once() -> AbstractContextManager[object]:
    """Templates are the same in every run, and compiling them takes most of one."""
    return mock.patch.object(render, "make_environment", _compiled_once)


def emitted(spec: Path, diagnostics: Collector) -> Sequence[RenderedFile]:
    """The rendered files, not formatted: a formatter might hide what was emitted."""
    understood = pipeline.understand(pipeline.Inputs(spec=spec), diagnostics, lambda _: None)
    assert understood is not None
    style = default_style()
    with templates_compiled_once():
        return drafting.print_sdk(understood, style, pipeline.Taste(), diagnostics, lambda _: None)[0]


@functools.cache
def default_style() -> Style:
    """The style that there is without any wish, with the defaults of its options."""
    diagnostics = Collector()
    style = load_style("default", diagnostics)
    chosen = style and choose_options(style, {}, {}, diagnostics, location=None)
    assert chosen is not None, diagnostics.found
    return chosen


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
