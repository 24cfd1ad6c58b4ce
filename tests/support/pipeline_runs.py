"""Runs of the pipeline in this process, without a formatter, and what must hold for their findings."""

from __future__ import annotations

import difflib
import functools
import itertools
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from unittest import mock

from sdkwright import drafting, pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_github, to_plain, to_tree
from sdkwright.render import render
from sdkwright.render.style import RenderedFile

OUR_OWN = ("Template/", "Style/", "Write/", "Internal/")
"""Findings about templates and output: no document may cause one."""


_compiled_once = functools.lru_cache(render.make_environment)


def templates_compiled_once() -> AbstractContextManager[object]:
    """Templates are the same in every run, and compiling them takes most of one."""
    return mock.patch.object(render, "make_environment", _compiled_once)


def emitted(spec: Path, diagnostics: Collector) -> Sequence[RenderedFile]:
    """The rendered files, not formatted: a formatter might hide what was emitted."""
    inputs = pipeline.Inputs(spec=spec)
    understood = pipeline.understand(inputs, diagnostics, lambda _: None)
    assert understood is not None
    return printed(inputs, understood, diagnostics)


def printed(inputs: pipeline.Inputs, understood: drafting.Understood, diagnostics: Collector) -> Sequence[RenderedFile]:
    """The rendered files of a run; those with descriptions set aside and filled in at the end are the same."""
    taste = pipeline.Taste()
    style = drafting.choose_style(taste, understood.settings, Collector())
    if style is None:
        return ()
    with templates_compiled_once():
        files = drafting.print_sdk(understood, style, taste, diagnostics, lambda _: None).files
        read = pipeline._read(inputs, Collector(), lambda _: None)
        assert read is not None
        draft, prose = drafting.draft_sdk(inputs, taste, *read, lambda _: None)
    if draft.files:
        filled = {file.path: file.text for file in drafting.fill_in(draft, prose)}
        others = [file for file in files if filled.get(file.path) != file.text]
        assert not others, [(file.path, differing(file.text, filled.get(file.path, ""))) for file in others[:3]]
    return files


def differing(text: str, other: str) -> list[str]:
    """The first lines in which two texts differ."""
    changes = difflib.unified_diff(text.splitlines(), other.splitlines(), n=0, lineterm="")
    return [line[:300] for line in itertools.islice(changes, 8)]


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
