"""The middle of the pipeline: from a document to an SDK that lacks nothing but its formatting.

In: a `Reading`. Out: a `Draft`, and what is missing in it.

Where all templates are our own, descriptions and values of enums stay aside and are filled in last. What is made in
between is a `Draft`, and one that was kept serves again as long as nothing but those changes. A template of the
user's may look into a docstring: for such a style, nothing is set aside.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence, Set
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdkwright import assets
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.lastrun.draft import Basis, Draft, Place, key_of, load_draft, path_of, save_draft
from sdkwright.lastrun.fingerprint import fingerprint
from sdkwright.lastrun.kept import kept_path
from sdkwright.prose.aside import Aside
from sdkwright.prose.comparing import Listed
from sdkwright.prose.holes import fill, holes_in
from sdkwright.prose.tokens import has_leaked
from sdkwright.prose.told import NOTHING, Told
from sdkwright.prose.values import MARK, lists_in, with_values
from sdkwright.python.docstrings import lay_out_all
from sdkwright.reading import Infer, Inputs, Reading, Step, infer

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.lastrun.running import Remembering
    from sdkwright.load.document import Document
    from sdkwright.model.api import Api
    from sdkwright.pipeline import Taste
    from sdkwright.printing import Printed
    from sdkwright.python.sdk import Sdk
    from sdkwright.render.style import RenderedFile, Style


class Understood(Struct, frozen=True, kw_only=True):
    """A document and its config, and the model that they mean."""

    document: Document
    settings: Settings
    api: Api


def understand(
    document: Document, settings: Settings | None, diagnostics: Collector, step: Step, *, infer: Infer = infer
) -> Understood:
    """Lower a document and its config, which is inferred where there is none, to the model."""
    from sdkwright.lower.lower import lower  # here and below, as a draft that was kept needs none of it

    if settings is None:
        step("Inferring a config")
        settings = infer(document, diagnostics)
    step("Building the model")
    api = lower(document, settings, diagnostics)
    return Understood(document=document, settings=settings, api=api)


def has_draft(inputs: Inputs, taste: Taste) -> bool:
    """Whether a draft of the SDK is kept that may serve again."""
    return taste.past is not None and path_of(taste.past.folder, os.path.abspath(inputs.spec)).is_file()


def get_ready(inputs: Inputs, taste: Taste) -> None:
    """Import what a draft is made with, which takes as long as reading a large document does."""
    if not has_draft(inputs, taste):
        import_stages()


def import_stages() -> None:
    """Import what a model is made and printed with."""
    for name in ("lower.lower", "printing", "render.styles"):
        import_module(f"sdkwright.{name}")


def draft_sdk(inputs: Inputs, taste: Taste, read: Reading, step: Step) -> tuple[Draft, Told]:
    """An SDK with holes, and what fills them; no files where there is nothing that may be written."""
    aside = read.aside
    if aside is None:
        return draft_anew(taste, read, step), NOTHING
    place = _place(inputs, taste, aside)
    kept = load_draft(place) if place is not None else None
    if kept is not None:
        findings = tuple(_moved(finding, inputs, aside.document) for finding in kept.findings)
        return replace(kept, findings=findings), aside.told
    draft = draft_anew(taste, read, step)
    if _tells(draft):
        return draft_anew(taste, replace(read, document=read.whole, aside=None, infer=infer), step), NOTHING
    if place is not None and draft.files and _stands(draft, inputs, aside.document):
        save_draft(place, draft)
    return draft, aside.told


def _stands(draft: Draft, inputs: Inputs, document: Document) -> bool:
    """Whether all findings can be looked up again by their pointers."""
    return all(_moved(found, inputs, document) == found for found in draft.findings)


def fill_in(draft: Draft, told: Told) -> tuple[RenderedFile, ...]:
    """The files of a draft with all that was set aside in its place; what mentions something that has changed is filled
    anew.
    """
    stale, lists = _stale_holes(draft, told.texts), _stale_lists(draft, told.lists)
    anew = [_mentions(file.text, stale, lists) for file in draft.files]
    needed = {
        number for file, is_stale in zip(draft.files, anew, strict=True) if is_stale for number in holes_in(file.text)
    }
    docstrings = lay_out_all({number: draft.held[number] for number in needed}, told.texts)
    return tuple(
        replace(file, text=with_values(fill(file.text, docstrings), told.lists) if is_stale else filled)
        for file, filled, is_stale in zip(draft.files, draft.filled, anew, strict=True)
    )


def _mentions(text: str, holes: Set[int], lists: Set[int]) -> bool:
    return bool(holes and not holes.isdisjoint(holes_in(text))) or bool(lists and not lists.isdisjoint(lists_in(text)))


def _stale_holes(draft: Draft, texts: Mapping[str, str]) -> set[int]:
    """The holes of docstrings that mention a description which is not what it was."""
    changed = (mark for mark, text in texts.items() if draft.told.texts.get(mark) != text)
    return {number for mark in changed for number in draft.mentions.get(mark, ())}


def _stale_lists(draft: Draft, lists: Sequence[Listed]) -> set[int]:
    """The lists of values that are not what they were."""
    return {number for number, (old, new) in enumerate(zip(draft.told.lists, lists, strict=True)) if old != new}


def foreign_folders(taste: Taste) -> tuple[Path, ...]:
    """The folders of a style that is not one of ours."""
    if is_our_style(taste):
        return ()
    from sdkwright.render.styles import load_style

    built_in, style = assets.templates_folder(), load_style(taste.style, Collector())
    layers = style.layers if style is not None else ()
    return tuple(layer.folder for layer in layers if not layer.folder.is_relative_to(built_in))


def is_our_style(taste: Taste) -> bool:
    """Whether all templates are our own, so that nothing but docstrings can depend on descriptions."""
    names = {path.parent.name for path in (assets.templates_folder() / "styles").glob("*/style.toml")}
    return taste.templates is None and taste.style in names


def _place(inputs: Inputs, taste: Taste, aside: Aside) -> Place | None:
    """Where the draft of this run is kept; its key is of everything that the run depends on beside descriptions."""
    past = taste.past
    if past is None:
        return None
    path = path_of(past.folder, os.path.abspath(inputs.spec))
    return Place(path=path, key=key_of(*_made_from(inputs, taste, past), aside.digest))


def place_to_keep(inputs: Inputs, taste: Taste) -> Place | None:
    """Where the SDK of this run is kept; its key is of everything that the run depends on beside the document."""
    past = taste.past
    if past is None or not is_our_style(taste):
        return None
    path = kept_path(past.folder, os.path.abspath(inputs.spec))
    return Place(path=path, key=key_of(*_made_from(inputs, taste, past)))


def _made_from(inputs: Inputs, taste: Taste, past: Remembering) -> tuple[object, ...]:
    config = (str(inputs.config), fingerprint(str(inputs.config))) if inputs.config is not None else None
    return past.generator, config, (taste.style, sorted(taste.options.items()), taste.formatter.value)


def _moved(finding: Diagnostic, inputs: Inputs, document: Document) -> Diagnostic:
    """A finding about the document, with the line where its place stands now."""
    place = finding.location
    if place is None or not place.pointer or place.file == str(inputs.config):
        return finding
    return replace(finding, location=document.locate(place.pointer))


def _tells(draft: Draft) -> bool:
    """Whether a description was used for anything but a docstring, or values for anything but a list of all."""
    said = [f"{found.message} {found.hint}" for found in draft.findings]
    return (
        any(has_leaked(file.text) for file in draft.files)
        or any(map(has_leaked, said))
        or (bool(draft.told.lists) and any(MARK in text for text in (*said, *draft.filled)))
    )


def draft_anew(taste: Taste, read: Reading, step: Step) -> Draft:
    """An SDK with holes, made of nothing that is kept."""
    diagnostics = Collector()
    told = read.aside.told if read.aside is not None else NOTHING
    understood = understand(read.document, read.settings, diagnostics, step, infer=read.infer)
    sdk: Sdk | None = None
    printed: Printed | None = None
    if not understood.settings.target.skip and has_something(understood.api):
        of_style = Collector()
        style = choose_style(taste, understood.settings, of_style)
        diagnostics.found.extend(of_style)
        if style is not None:
            from sdkwright.printing import print_all

            sdk = decide(understood, style, taste, diagnostics, step)
            step("Rendering")
            printed = print_all(sdk, style, taste, diagnostics, told, schemas=len(understood.api.schemas))
        if of_style.failed:
            printed = None  # for its findings alone: an SDK of another style is not what was meant
    if printed is None or sdk is None:
        return Draft(files=(), held={}, findings=tuple(diagnostics))
    return Draft(
        files=printed.files,
        held=printed.held,
        findings=tuple(diagnostics),
        filled=printed.filled,
        told=told,
        basis=_basis(understood, sdk) if taste.past is not None else None,
    )


def _basis(understood: Understood, sdk: Sdk) -> Basis | None:
    """What is kept of how an SDK was made; `None` where nobody knows which parts of the document it depends on."""
    from sdkwright.config.identity import identity_of
    from sdkwright.config.places import asked_places
    from sdkwright.excerpt.entries import entries, entry_of
    from sdkwright.excerpt.ties import ties_of
    from sdkwright.python.types.placement import placements

    settings = understood.settings
    if asked_places(settings) is None or settings.transforms:
        return None
    ties = ties_of(settings, (name for name, _ in entries(understood.document.tree)))
    if ties is None:
        return None
    return Basis(
        settings=identity_of(settings),
        ties=ties,
        placed=placements(sdk.parts.table.modules),
        shown={entry for pointer in sdk.parts.shown() if (entry := entry_of(pointer)) is not None},
    )


def has_something(api: Api) -> bool:
    """Whether there is anything to write: an SDK without a method would replace, and so delete, the one before it."""
    from sdkwright.model.queries import resources

    return bool(api.shared) or any(resource.methods or resource.models for resource in resources(api))


def choose_style(taste: Taste, settings: Settings, diagnostics: Collector) -> Style | None:
    """The style with its options as the config and the command line choose them."""
    from sdkwright.render.styles import choose_options, load_style

    style = load_style(taste.style, diagnostics)
    if style is None:
        return None
    target = settings.target
    return choose_options(style, target.options, taste.options, diagnostics, location=target.location)


def print_sdk(understood: Understood, style: Style, taste: Taste, diagnostics: Collector, step: Step) -> Printed:
    """The text of every file."""
    from sdkwright.printing import print_all

    sdk = decide(understood, style, taste, diagnostics, step)
    step("Rendering")
    return print_all(sdk, style, taste, diagnostics, NOTHING, schemas=len(understood.api.schemas))


def decide(understood: Understood, style: Style, taste: Taste, diagnostics: Collector, step: Step) -> Sdk:
    """What is printed of a model."""
    from sdkwright import printing

    step("Deciding names, annotations and imports")
    return printing.build(understood.api, understood.settings, style, taste, diagnostics)
