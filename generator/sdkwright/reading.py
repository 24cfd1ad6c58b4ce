"""The beginning of the pipeline: from files to a document without its descriptions, and the settings that go with it.

In: `Inputs`. Out: a `Reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import pipeline as rules
from sdkwright.load.document import DiscriminatedBases, Document, Validation
from sdkwright.load.memory import Memory

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.load.parsing import Parsed, Parsing
    from sdkwright.prose.aside import Aside
    from sdkwright.shared_reading import Reader

Step: TypeAlias = Callable[[str], None]
"""Told what happens next, for a progress line."""
Infer: TypeAlias = "Callable[[Document, Collector], Settings]"
"""Makes settings of a document."""


class Inputs(Struct, frozen=True, kw_only=True):
    """What describes the API. Without a `config`, one is inferred from the document."""

    spec: Path
    config: Path | None = None
    overlays: tuple[Path, ...] = ()
    allow_remote: bool = False
    validation: Validation = Validation.STRUCTURE
    reader: Reader | None = None
    """The process that reads the document as well."""


class Order(Struct, frozen=True, kw_only=True):
    """What is to be read, where earlier runs are remembered, and whether what decides nothing may be set aside."""

    inputs: Inputs
    memory: Memory | None = None
    sets_aside: bool = True


class Reading(Struct, frozen=True, kw_only=True):
    """A document, the settings of its config, and what makes some where there is none.

    Where something was set aside, that is `aside`, and the document is without it; `whole` is with all.
    `infer` gives the settings of this document; it is asked at most once.
    """

    document: Document
    aside: Aside | None
    settings: Settings | None
    infer: Infer
    whole: Document


def read_document(
    inputs: Inputs, diagnostics: Collector, step: Step, parsing: Parsing | None = None
) -> tuple[Document, Settings | None] | None:
    """Read the config, where there is one, and load the document; `None` where there is nothing to go on with."""
    settings: Settings | None = None
    if inputs.config is not None:
        step("Reading the config")
        settings = _read_config(inputs.config, diagnostics)
        if settings is None:
            return None
    step("Loading the document")
    document = load(inputs, settings, diagnostics, parsing)
    return None if document is None else (document, settings)


def _read_config(path: Path, diagnostics: Collector) -> Settings | None:
    from sdkwright.config.read import read_settings  # here, as many runs have no config

    try:
        return read_settings(path, diagnostics)
    except OSError as error:
        location = Location(file=str(path), line=1, column=1)
        diagnostics.report(rules.CONFIG_NOT_READABLE, f"The config cannot be read: {error.strerror}.", location)
        return None


def load(
    inputs: Inputs, settings: Settings | None, diagnostics: Collector, parsing: Parsing | None = None
) -> Document | None:
    """Load the document as its config wants it; `None` where there is nothing to go on with."""
    from sdkwright.load.load import load_document  # here and below, as this process may have another one read
    from sdkwright.load.parsing import PLAINLY

    return load_document(
        inputs.spec,
        diagnostics=diagnostics,
        overlays=inputs.overlays,
        transforms=settings.transforms if settings else (),
        transforms_source=inputs.config,
        bases=settings.discriminated_bases if settings else DiscriminatedBases.UNIONS,
        allow_remote=inputs.allow_remote,
        validation=inputs.validation,
        parsing=parsing or PLAINLY,
    )


def infer(document: Document, diagnostics: Collector) -> Settings:
    """The settings that a document suggests."""
    from sdkwright.config.infer import infer_settings

    return infer_settings(document, diagnostics)


def read(order: Order, diagnostics: Collector, step: Step, parsed: Parsed | None = None) -> Reading | None:
    """Read what is ordered, of which some may be `parsed`; `None` where there is nothing to go on with."""
    from sdkwright.load.parsing import Parsing

    parsing = Parsing(memory=order.memory, parsed=parsed)
    found = read_document(order.inputs, diagnostics, step, parsing)
    return None if found is None else reading_of(order, *found)


def reading_of(order: Order, document: Document, settings: Settings | None) -> Reading:
    """The reading of a document that is loaded."""
    aside = _set_aside(order, document, settings)
    left = document if aside is None else aside.document
    return Reading(document=left, aside=aside, settings=settings, infer=infer, whole=document)


def _set_aside(order: Order, document: Document, settings: Settings | None) -> Aside | None:
    """The document without what decides nothing; `None` where nobody can say what does."""
    if not order.sets_aside:
        return None
    from sdkwright.prose.aside import set_aside

    if settings is None:
        return set_aside(document)
    from sdkwright.config.places import asked_places, asked_properties, asked_values
    from sdkwright.prose.aside import Asked

    places = asked_places(settings)
    if places is None:
        return None
    asked = Asked(places=places, values=asked_values(settings), properties=asked_properties(settings))
    return set_aside(document, asked)
