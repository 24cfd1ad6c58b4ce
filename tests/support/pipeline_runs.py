"""Runs of the pipeline in this process, without a formatter, and what must hold for their findings."""

from __future__ import annotations

import difflib
import functools
import itertools
import json
import resource
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from unittest import mock

from emitted import check_package
from msgspec.structs import replace

from sdkwright import drafting, pipeline, reading
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_github, to_plain, to_tree
from sdkwright.render import render, styles
from sdkwright.render.style import RenderedFile, Style
from sdkwright.write.manifest import is_record

OUR_OWN = ("Template/", "Style/", "Write/", "Internal/")
"""Findings about templates and output: no document may cause one."""


_make_environment = functools.lru_cache(render.make_environment)
_real_load_style = styles.load_style


@functools.cache
def _style_of_ours(name: str) -> Style | None:
    found = Collector()
    style = _real_load_style(name, found)
    assert not found.found
    return style


def _style_read_once(name: str, _diagnostics: Collector) -> Style | None:
    return _style_of_ours(name)


@contextmanager
def templates_compiled_once() -> Iterator[None]:
    """Templates and styles are the same in every run, and reading them takes most of one."""
    with (
        mock.patch.object(render, "make_environment", _make_environment),
        mock.patch.object(styles, "load_style", _style_read_once),
    ):
        yield


class EndlessError(BaseException):
    """A run had its time and was not done. No handler of the generator's own takes it for a failure of its own."""


@contextmanager
def bounded(*, seconds: int = 30, memory: int = 6 << 30) -> Iterator[None]:
    """Run something that must end soon, in processor time, and in so many bytes of address space.

    Raises `EndlessError`, or `MemoryError`.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise EndlessError(f"not done after {seconds} s of processor time")

    handler = signal.signal(signal.SIGPROF, stop)
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, before[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)
        signal.signal(signal.SIGPROF, handler)


def emitted(spec: Path, diagnostics: Collector) -> Sequence[RenderedFile]:
    """The rendered files, not formatted: a formatter might hide what was emitted."""
    inputs = pipeline.Inputs(spec=spec)
    understood = pipeline.understand(inputs, diagnostics, lambda _: None)
    assert understood is not None
    return printed(inputs, understood, diagnostics)


def printed(inputs: pipeline.Inputs, understood: drafting.Understood, diagnostics: Collector) -> Sequence[RenderedFile]:
    """The rendered files of a run; those with descriptions set aside and filled in at the end are the same."""
    taste = pipeline.Taste()
    settings = understood.settings if inputs.config is not None else None
    with templates_compiled_once():
        style = drafting.choose_style(taste, understood.settings, Collector())
        if style is None:
            return ()
        files = drafting.print_sdk(understood, style, taste, diagnostics, lambda _: None).files
        read = reading.reading_of(reading.Order(inputs=inputs), understood.document, settings)
        draft, prose = drafting.draft_sdk(inputs, taste, read, lambda _: None)
    if draft.files:
        filled = {file.path: file.text for file in drafting.fill_in(draft, prose)}
        others = [file for file in files if filled.get(file.path) != file.text]
        assert not others, [(file.path, differing(file.text, filled.get(file.path, ""))) for file in others[:3]]
    return files


def check_written(inputs: pipeline.Inputs, rendered: Sequence[RenderedFile]) -> None:
    """A whole run, with the formatter, writes just the files that were rendered, and they hold as little."""
    with tempfile.TemporaryDirectory() as folder, templates_compiled_once():
        out = Path(folder) / "sdk"
        assert pipeline.generate(inputs, pipeline.Taste(), out, Collector(), lambda _: None) is not None
        assert [path.name for path in Path(folder).iterdir()] == ["sdk"]
        there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
        assert {path for path in there if not is_record(path)} == {file.path for file in rendered}
        check_package([replace(file, text=(out / file.path).read_text(encoding="utf-8")) for file in rendered])


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
