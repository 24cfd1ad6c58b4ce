"""The only module that calls one stage after another.

In: what the command line asks for. Out: settings, a model, or a plan of what to write; findings go to a `Collector`.
Nothing here raises for wrong input: a function returns `None` where there is nothing to go on with.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright import __version__, drafting, partial, reading, shared_reading
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.fold import fold
from sdkwright.diagnostics.rules import load as load_rules
from sdkwright.diagnostics.rules import pipeline as rules
from sdkwright.diagnostics.rules import write as write_rules
from sdkwright.lastrun.names import moved_methods
from sdkwright.lastrun.running import Remembering
from sdkwright.load.document import Validation
from sdkwright.load.memory import memory_of
from sdkwright.reading import Inputs, Step
from sdkwright.render.style import RenderedFile
from sdkwright.write.formatted import pack_name
from sdkwright.write.formatting import Formatter, format_files
from sdkwright.write.lock import BusyError, hold
from sdkwright.write.manifest import MANIFEST_NAME, UnreadableManifestError
from sdkwright.write.plan import Action, Change, Plan, Policy, plan_write
from sdkwright.write.seen import NOTHING_SEEN, Look
from sdkwright.write.status import Status, edit_status
from sdkwright.write.swap import apply_plan, recover

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.release.prepare import Outcome, Wishes

_Result = TypeVar("_Result")
_OVERVIEW = "api.md"


class Taste(Struct, frozen=True, kw_only=True):
    """What decides how the SDK is printed."""

    style: str = "default"
    templates: Path | None = None
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    formatter: Formatter = Formatter.RUFF
    past: Remembering | None = None
    """Where earlier runs are remembered; without it, nothing is."""
    jobs: int = 1
    """How many processes may work on it; what comes out does not depend on it."""


class Rendered(Struct, frozen=True, kw_only=True):
    """The files of an SDK before they meet the output folder."""

    files: tuple[RenderedFile, ...]
    keep: tuple[str, ...]
    sources: tuple[Path, ...] = ()
    """The files and folders that were read, where all of them are known."""


def understand(inputs: Inputs, diagnostics: Collector, step: Step) -> drafting.Understood | None:
    """Load the document, read or infer the config, and lower both to the model."""
    read = reading.read_document(inputs, diagnostics, step)
    return None if read is None else drafting.understand(*read, diagnostics, step)


def render_sdk(inputs: Inputs, taste: Taste, diagnostics: Collector, step: Step) -> Rendered | None:
    """Everything up to formatted files; muted findings are gone afterwards."""
    past, before = taste.past, len(diagnostics.found)
    memory = memory_of(inputs.spec, past.folder, past.generator) if past is not None else None
    order = reading.Order(inputs=inputs, memory=memory, sets_aside=drafting.is_our_style(taste))
    place = drafting.place_to_keep(inputs, taste)
    recalled = partial.recall(inputs, memory) if place is not None and memory is not None else None
    if recalled is not None and place is not None:
        step("Making anew what has changed")
        remade = partial.remake(inputs, taste, place, recalled)
        if remade is not None:
            diagnostics.found.extend(remade.findings)
            _settle(diagnostics, remade.settings)
            sources = _sources(inputs, taste, (), diagnostics)
            return Rendered(files=remade.files, keep=remade.settings.target.keep_files, sources=sources)
    reader = inputs.reader or (shared_reading.engage_reader(inputs.spec, memory) if taste.jobs > 1 else None)
    try:
        if reader is None:
            read = reading.read(order, diagnostics, step, recalled.parsed if recalled is not None else None)
        else:
            shared_reading.ask(reader, order)
            drafting.get_ready(inputs, taste)
            read = shared_reading.read_together(reader, order, diagnostics, step)
        if read is None:
            return None
        draft, told = drafting.draft_sdk(inputs, taste, read, step)
    finally:
        if reader is not None:
            reader.leave()
    document, settings = read.document, read.settings
    for found in draft.findings:
        diagnostics.report(found.rule, found.message, found.location, hint=found.hint)
    step("Formatting")
    files = drafting.fill_in(draft, told)
    remembered = past.folder / pack_name(os.path.abspath(inputs.spec)) if past is not None else None
    formatted = format_files(files, taste.formatter, diagnostics, pack=remembered) if files else None
    if formatted is not None and place is not None and (recalled is None or not draft.is_kept):
        made = partial.Made(draft=draft, rendered=files, files=formatted, findings=tuple(diagnostics.found[before:]))
        is_kept = partial.keep(inputs, place, read.whole, made)
        if is_kept and recalled is not None and memory is not None:
            partial.renew(memory, recalled)
    sources = _sources(inputs, taste, (*document.files, *document.sought), diagnostics)
    _settle(diagnostics, settings)
    if formatted is None:
        return None
    return Rendered(files=formatted, keep=settings.target.keep_files if settings else (), sources=sources)


def _settle(diagnostics: Collector, settings: Settings | None) -> None:
    """Leave out what is said twice, and what the config mutes."""
    fold(diagnostics)
    if settings is not None:
        from sdkwright.config.mute import mute

        mute(diagnostics, settings)


def _sources(inputs: Inputs, taste: Taste, others: Iterable[str], diagnostics: Collector) -> tuple[Path, ...]:
    """All that was read, or would have been, were it there; nothing where some of it is not ours to watch."""
    if inputs.allow_remote or any(found.rule in _UNREACHED for found in diagnostics):
        return ()
    named = (inputs.spec, inputs.config, *inputs.overlays, taste.templates)
    sought = [inputs.spec.parent / key for key in dict.fromkeys(others)]
    if any(os.path.isdir(path) for path in sought):  # a reference to a folder: all that is in it would be watched
        return ()
    return (
        *(path for path in named if path is not None),
        *sought,
        *drafting.foreign_folders(taste),
    )


_UNREACHED = (load_rules.FORBIDDEN, load_rules.UNREACHABLE)


def generate(
    inputs: Inputs,
    taste: Taste,
    out: Path,
    diagnostics: Collector,
    step: Step,
    *,
    adopt: bool = False,
    look: Look = lambda: NOTHING_SEEN,
) -> Plan | None:
    """Generate an SDK into `out`. The plan that was carried out; `None` where nothing was written.

    `look` tells what another process has seen in `out` since this run began.
    """
    rendered = _render_or_say_so(inputs, taste, diagnostics, step)
    if rendered is None:
        return None
    step("Writing")
    if inputs.config is None:
        _report_moved_methods(rendered, out, diagnostics)

    def work() -> Plan | None:
        planned = _plan(rendered, out, diagnostics, look, adopt=adopt, jobs=taste.jobs)
        return _apply(planned, taste.jobs)

    return _under_lock(out, diagnostics, work)


def _report_moved_methods(rendered: Rendered, out: Path, diagnostics: Collector) -> None:
    overview = next((file.text for file in rendered.files if file.path == _OVERVIEW), "")
    try:
        before = (out / _OVERVIEW).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for moved in moved_methods(before, overview):
        message = f"the method of {moved.endpoint} was `{moved.before}` and is `{moved.after}` now"
        location = Location(file=str(out / _OVERVIEW), line=1, column=1)
        diagnostics.report(rules.INFERRED_NAME_CHANGED, message, location)


def check(
    inputs: Inputs,
    taste: Taste,
    out: Path,
    diagnostics: Collector,
    step: Step,
    *,
    look: Look = lambda: NOTHING_SEEN,
) -> Plan | None:
    """Report every file of `out` that a generation would change; nothing is written.

    Records are named only where nothing else is stale: they follow the files.
    Only what an interrupted run had committed is finished first, so that the SDK is a whole one.
    """
    rendered = _render_or_say_so(inputs, taste, diagnostics, step)
    if rendered is None:
        return None
    step("Comparing with the output folder")
    planned = _under_lock(out, diagnostics, lambda: _plan(rendered, out, diagnostics, look))
    words = {Action.CREATE: "is missing", Action.UPDATE: "is not up to date", Action.DELETE: "is no longer generated"}
    for change in (planned.visible or planned.changes) if planned is not None else ():
        location = Location(file=str(out / change.path), line=1, column=1)
        diagnostics.report(write_rules.STALE, f"The file {words[change.action]}.", location)
    return planned


def status(inputs: Inputs | None, taste: Taste, out: Path, diagnostics: Collector, step: Step) -> Status | None:
    """Which files of `out` were edited by hand and, where inputs are given, what a generation would do to them."""
    rendered = None
    if inputs is not None and (rendered := _render_or_say_so(inputs, taste, diagnostics, step)) is None:
        return None
    step("Comparing with what was generated last")
    files, keep = (None, ()) if rendered is None else (rendered.files, rendered.keep)
    try:
        return _under_lock(out, diagnostics, lambda: edit_status(out, files, keep))
    except UnreadableManifestError as error:
        place = Location(file=str(out / MANIFEST_NAME), line=1, column=1)
        diagnostics.report(write_rules.MANIFEST_UNREADABLE, str(error), place)
        return None


def _render_or_say_so(inputs: Inputs, taste: Taste, diagnostics: Collector, step: Step) -> Rendered | None:
    rendered = render_sdk(inputs, taste, diagnostics, step)
    if rendered is None:
        location = Location(file=str(inputs.spec), line=1, column=1)
        diagnostics.report(rules.NOTHING_GENERATED, "Nothing was written.", location)
    return rendered


def _plan(
    rendered: Rendered, out: Path, diagnostics: Collector, look: Look, *, adopt: bool = False, jobs: int = 1
) -> Plan | None:
    policy = Policy(keep=rendered.keep, adopt=adopt)
    planned = plan_write(rendered.files, out, __version__, policy, diagnostics, jobs=jobs, seen=look())
    return None if planned is None else replace(planned, sources=rendered.sources)


def _apply(planned: Plan | None, jobs: int) -> Plan | None:
    if planned is not None:
        apply_plan(planned, jobs=jobs)
    return planned


def _under_lock(out: Path, diagnostics: Collector, work: Callable[[], _Result]) -> _Result | None:
    """Work on an output folder that no other run changes meanwhile, and that no interrupted run has left half done."""
    try:
        with hold(out):
            kept = recover(out)
            if kept is not None:
                place = Location(file=str(out), line=1, column=1)
                diagnostics.report(write_rules.RECOVERED, "An earlier run was interrupted; it was settled.", place)
            for path in kept or ():
                place = Location(file=str(out / path), line=1, column=1)
                diagnostics.report(write_rules.KEPT_ASIDE, "Edited after an interrupted run; kept aside.", place)
            return work()
    except BusyError as error:
        diagnostics.report(write_rules.BUSY, str(error))
    except OSError as error:
        # Of a rename, the second name is the one that the user knows.
        named = error.filename2 or error.filename or out
        diagnostics.report(write_rules.OUTPUT_UNUSABLE, f"{error.strerror or error}: {named}.")
    return None


def preview_release(sdk: Path, wishes: Wishes, diagnostics: Collector, step: Step) -> Outcome | None:
    """What `release` would do; nothing is written."""
    step("Comparing with the last release")
    from sdkwright.release.prepare import prepare_release  # here, as it brings all that reads packages

    return _under_lock(sdk, diagnostics, lambda: prepare_release(sdk, wishes, diagnostics))


def release(sdk: Path, wishes: Wishes, diagnostics: Collector, step: Step) -> Outcome | None:
    """Write the next version of an SDK into its files, and its section into the changelog."""
    step("Comparing with the last release")
    from sdkwright.release.prepare import prepare_release

    return _under_lock(sdk, diagnostics, lambda: _write_release(sdk, prepare_release(sdk, wishes, diagnostics)))


def _write_release(sdk: Path, outcome: Outcome | None) -> Outcome | None:
    from sdkwright.release.prepare import Release

    if isinstance(outcome, Release):
        changes = tuple(
            Change(path=path, action=Action.UPDATE, content=text.encode()) for path, text in outcome.texts.items()
        )
        apply_plan(Plan(out=sdk, changes=changes, unchanged=0))
    return outcome


def lint(inputs: Inputs, taste: Taste, diagnostics: Collector, step: Step) -> None:
    """Everything up to rendered text, for its findings; the document is validated in full."""
    understood = understand(replace(inputs, validation=Validation.FULL), diagnostics, step)
    if understood is None:
        return
    style = drafting.choose_style(taste, understood.settings, diagnostics)
    if style is not None:
        drafting.print_sdk(understood, style, taste, diagnostics, step)
    _settle(diagnostics, understood.settings)


def dump(inputs: Inputs, diagnostics: Collector, step: Step) -> str | None:
    """The model as canonical JSON."""
    understood = understand(inputs, diagnostics, step)
    if understood is None:
        return None
    _settle(diagnostics, understood.settings)
    from sdkwright.model.dump import dump_api

    return dump_api(understood.api)


def init(inputs: Inputs, diagnostics: Collector, step: Step) -> str | None:
    """A commented config, inferred from the document."""
    step("Loading the document")
    document = reading.load(replace(inputs, config=None), None, diagnostics)
    if document is None:
        return None
    from sdkwright.config.write import write_config

    step("Inferring a config")
    return write_config(reading.infer(document, diagnostics), document)
