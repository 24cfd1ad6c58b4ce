"""The command `watch`.

In: what `generate` takes. Out: a new generation after every change of the document, the config, an overlay or a
template, and a line about each. A state that is wrong halfway through an edit gives findings; the SDK stays as it was
until the inputs are right again.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from sdkwright.cli import options as shared
from sdkwright.cli.console import Format, Reporter
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import summary, visible
from sdkwright.lastrun.fingerprint import fingerprints
from sdkwright.lastrun.running import remembering

if TYPE_CHECKING:
    from sdkwright.write.plan import Plan

_QUIET = 150
"""Milliseconds without a change that end a burst of them."""
_BURST = 1600
"""Milliseconds after which even a burst that goes on is acted upon."""
_LOOK = 2000
"""Milliseconds between looks at the files themselves, for file systems that tell nothing of changes."""
_INPUTS = (".yaml", ".yml", ".json", ".jinja", ".toml")
_SHOWN = 3


class Generation(Struct, frozen=True, kw_only=True):
    """One run: what came of it, and the files and folders that the next one depends on."""

    plan: Plan | None
    diagnostics: Collector
    watched: tuple[Path, ...]


def watch(
    *,
    spec: shared.Spec = None,
    config: shared.Config = None,
    out: shared.Out = None,
    style: shared.StyleName = None,
    templates: shared.Templates = None,
    option: shared.OptionValues = None,
    overlay: shared.Overlays = None,
    allow_remote: shared.AllowRemote = False,
    runs: Annotated[int | None, typer.Option("--runs", help="End after so many generations.", min=1)] = None,
) -> None:
    """Generate, and generate again whenever the document, the config or a template changes. Ends with Ctrl-C."""
    from sdkwright import pipeline
    from sdkwright.cli.workspace import resolve

    def generate() -> Generation:
        gc.collect()  # what the generation before left behind: `main` has switched the collector off
        diagnostics = Collector()
        job = resolve(
            diagnostics,
            spec=spec,
            config=config,
            out=out,
            style=style,
            templates=templates,
            overlays=overlay,
            allow_remote=allow_remote,
        )
        named = (job.inputs.spec, job.inputs.config, *job.inputs.overlays, job.templates)
        plan = pipeline.generate(
            job.inputs, job.taste(option, past=remembering()), job.need_out(), diagnostics, lambda _: None
        )
        known = plan.sources if plan is not None else ()
        # Where a reference leads nowhere, the file that it means may come to stand nearby.
        near = () if known else (*job.inputs.spec.parent.glob("*.y*ml"), *job.inputs.spec.parent.glob("*/*.y*ml"))
        watched = (path for path in (*named, *known, *near, *job.consulted) if path is not None)
        return Generation(plan=plan, diagnostics=diagnostics, watched=tuple(dict.fromkeys(watched)))

    given = tuple(path for path in (spec, config, templates, *(overlay or ())) if path is not None)
    try:
        _keep_going(generate, given, runs)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _keep_going(generate: Callable[[], Generation], given: tuple[Path, ...], runs: int | None) -> None:
    last: Generation | None = None
    changed: tuple[str, ...] = ()
    while runs is None or runs > 0:
        begin = time.perf_counter()
        before = fingerprints(last.watched if last is not None else given)
        last = _attempt(generate, last)
        seconds = time.perf_counter() - begin
        # Before anything is said: who reads that a generation is done may change a file at once.
        before = {**fingerprints(last.watched), **before}
        Reporter(Format.TEXT).finish(last.diagnostics, {}, lines=(_line(last, changed, seconds),))
        sys.stdout.flush()
        runs = None if runs is None else runs - 1
        if runs != 0:
            changed = _wait(before)


def _attempt(generate: Callable[[], Generation], last: Generation | None) -> Generation:
    """Generate; what goes wrong after a good start is told, and does not end the watch."""
    from sdkwright.cli.guard import report_internal_error

    try:
        return generate()
    except typer.BadParameter as error:
        if last is None:
            raise
        sys.stderr.write(f"{error.format_message()}\n")
    except Exception as error:
        if last is None:
            raise
        report_internal_error(error)
    return Generation(plan=None, diagnostics=Collector(), watched=last.watched)


def _wait(before: dict[str, str]) -> tuple[str, ...]:
    """Wait until one of the files is not what it was; their names."""
    from watchfiles import watch as observe

    folders = {folder for path in before for folder in _folders(Path(path))}
    while True:
        signals = observe(
            *folders,
            watch_filter=lambda _, path: path.endswith(_INPUTS) or path in before,
            debounce=_BURST,
            step=_QUIET,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=False,
            raise_interrupt=True,
        )
        for _ in signals:
            now = fingerprints(before)
            if changed := tuple(Path(path).name for path, value in before.items() if now[path] != value):
                return changed


def _folders(path: Path) -> Iterable[Path]:
    """What to watch for the sake of a path: its folder, or all folders in it."""
    if path.is_dir():
        yield path
        yield from (below for below in path.rglob("*") if below.is_dir())
    elif path.parent.is_dir():
        yield path.parent


def _line(last: Generation, changed: tuple[str, ...], seconds: float) -> str:
    cause = f"{_some(changed)} changed: " if changed else ""
    found = f" ({summary(last.diagnostics)})" if last.diagnostics.found else ""
    return f"{time.strftime('%H:%M:%S')} {cause}{_outcome(last)}{found}, {seconds:.1f} s"


def _outcome(last: Generation) -> str:
    if last.plan is None:
        return "nothing written, the SDK is as it was"
    if not last.plan.visible:
        return "the SDK stays as it is"
    paths = tuple(change.path for change in last.plan.visible)
    return f"{len(paths)} {'file' if len(paths) == 1 else 'files'} written: {_some(paths)}"


def _some(names: tuple[str, ...]) -> str:
    rest = len(names) - _SHOWN
    return visible(", ".join(names[:_SHOWN])) + (f" and {rest} more" if rest > 0 else "")
