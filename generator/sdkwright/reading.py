"""The beginning of the pipeline: from files to a document without its descriptions, and the settings that go with it.

In: `Inputs`. Out: a `Reading`. Where there are two processors, another process reads a large document, while this one
imports what works on it (`engage_reader`); what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.conversation import Assistant, Principal, engage
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import pipeline as rules
from sdkwright.load.document import DiscriminatedBases, Document, Validation
from sdkwright.load.memory import Memory, has_memory
from sdkwright.source.decoding import plain_text
from sdkwright.workers import LARGE_DOCUMENT

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.load.parsing import Parsing
    from sdkwright.prose.aside import Aside
    from sdkwright.source.halves import Cut
    from sdkwright.source.text import Source

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
    reader: Assistant | None = None
    """The process that has begun to read the document."""


class Order(Struct, frozen=True, kw_only=True):
    """What is to be read, where earlier runs are remembered, and whether what decides nothing may be set aside."""

    inputs: Inputs
    memory: Memory | None = None
    sets_aside: bool = True


class Reading(Struct, frozen=True, kw_only=True):
    """A document, the settings of its config, and what makes some where there is none.

    Where something was set aside, that is `aside`, and the document is without it; `whole` gives it with all.
    `infer` gives the settings of this document; it is asked at most once.
    """

    document: Document
    aside: Aside | None
    settings: Settings | None
    infer: Infer
    whole: Callable[[], Document | None]


class _Read(Struct, frozen=True, kw_only=True):
    """What a reader says first. No document is there where there is nothing to go on with."""

    document: Document | None
    aside: Aside | None
    settings: Settings | None
    found: Collector


class _Inferred(Struct, frozen=True, kw_only=True):
    """What a reader says then."""

    settings: Settings
    found: Collector


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


def read(order: Order, diagnostics: Collector, step: Step) -> Reading | None:
    """Read in this process; `None` where there is nothing to go on with."""
    from sdkwright.load.parsing import Parsing

    found = read_document(order.inputs, diagnostics, step, Parsing(memory=order.memory))
    if found is None:
        return None
    return reading_of(order, *found)


def reading_of(order: Order, document: Document, settings: Settings | None) -> Reading:
    """The reading of a document that is loaded."""
    aside = _set_aside(order, document, settings)
    left = document if aside is None else aside.document
    return Reading(document=left, aside=aside, settings=settings, infer=infer, whole=lambda: document)


def _set_aside(order: Order, document: Document, settings: Settings | None) -> Aside | None:
    """The document without what decides nothing; `None` where nobody can say what does."""
    if not order.sets_aside:
        return None
    from sdkwright.prose.aside import set_aside

    if settings is None:
        return set_aside(document)
    from sdkwright.config.places import asked_places

    asked = asked_places(settings)
    return None if asked is None else set_aside(document, asked)


def engage_reader(spec: Path, memory: Memory | None) -> Assistant | None:
    """Have another process begin to read a document; `None` where that does not pay, or cannot be done.

    It parses one half of large YAML, this one the other. A document that is remembered is read here: that takes less
    time than passing it on.
    """
    if has_memory(memory):
        return None
    try:
        data = spec.read_bytes() if spec.is_file() and spec.stat().st_size >= LARGE_DOCUMENT else b""
    except OSError:
        return None
    if not data:
        return None
    from sdkwright.source.halves import cut_of, parse_rest

    text = plain_text(data)
    cut = cut_of(text) if text is not None else None
    shared = _Shared(spec=spec, data=data, text=text or "", cut=cut)
    reader = engage(lambda principal: _assist(shared, memory, principal))
    if reader is not None and cut is not None and text is not None:
        reader.tell(parse_rest(text, cut))
    return reader


class _Shared(Struct, frozen=True, kw_only=True):
    """A document that two processes may parse, and where it is cut in two."""

    spec: Path
    data: bytes
    text: str
    cut: Cut | None


def ask(reader: Assistant, order: Order) -> None:
    """Tell a reader what to read; that takes a while."""
    reader.tell(replace(order, inputs=replace(order.inputs, reader=None)))


def take_over(reader: Assistant, order: Order, diagnostics: Collector, step: Step) -> Reading | None:
    """As `read`, of what a reader was asked for. Where the reader fails, it is read in this process."""
    step("Loading the document")
    answer = reader.answer()
    if not isinstance(answer, _Read):
        return read(order, diagnostics, step)
    diagnostics.take(answer.found)
    if answer.document is None:
        return None
    return Reading(
        document=answer.document,
        aside=answer.aside,
        settings=answer.settings,
        infer=partial(_infer_by, reader),
        whole=partial(_read_again, order),
    )


def _read_again(order: Order) -> Document | None:
    """The whole document, which hardly any run needs that has set something aside."""
    found = read_document(order.inputs, Collector(), lambda _: None)
    return None if found is None else found[0]


def _infer_by(reader: Assistant, document: Document, diagnostics: Collector) -> Settings:
    answer = reader.answer()
    if not isinstance(answer, _Inferred):
        return infer(document, diagnostics)
    diagnostics.take(answer.found)
    return answer.settings


def _parse_half(shared: _Shared, principal: Principal, data: bytes, file: str, diagnostics: Collector) -> Source | None:
    """Parse half of the document, and take over the other; all of it, where that cannot be."""
    from sdkwright.source.halves import Rest, join_halves, parse_first
    from sdkwright.source.text import parse_source

    cut = shared.cut
    if cut is not None:
        first, rest = parse_first(shared.text, cut), principal.hear()
        if first is not None and isinstance(rest, Rest):
            source = join_halves(shared.text, file, cut, first, rest)
            if source is not None:
                return source
    return parse_source(data, file, diagnostics)


def _assist(shared: _Shared, memory: Memory | None, principal: Principal) -> None:
    """What a reader does: it parses, hears what exactly is wanted, and says what it has read, then what it infers."""
    from sdkwright.load.parsing import Parsing, parse_now
    from sdkwright.load.places import with_places

    parsed = parse_now(shared.data, str(shared.spec), memory, partial(_parse_half, shared, principal))
    order = principal.hear()
    while not isinstance(order, Order):  # the other half, where all was remembered after all
        order = principal.hear()
    found = Collector()
    both = read_document(order.inputs, found, lambda _: None, Parsing(memory=memory, parsed=parsed))
    if both is None:
        principal.say(_Read(document=None, aside=None, settings=None, found=found))
        return
    document, settings = both
    aside = _set_aside(order, document, settings)
    left = document if aside is None else aside.document
    passed_on = with_places(left)
    aside = None if aside is None else replace(aside, document=passed_on)
    principal.say(_Read(document=passed_on, aside=aside, settings=settings, found=found))
    if settings is None:
        inferred = Collector()
        settings = infer(left, inferred)
        principal.say(_Inferred(settings=settings, found=inferred))
