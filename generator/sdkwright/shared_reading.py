"""A second process that reads the document as well, and infers a config from it, while this one goes on.

In: the path of a document. Out: a `Reader`, with whom this process shares the parsing, and of whom it hears what config
the document suggests. What comes out is the same as without one.

Each parses one half of large YAML and passes it on, so both have all of it soon: to load a document takes less time
than to pass on what was loaded. The reader reports only what it infers; all else is found by this process too.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.conversation import Assistant, Principal, engage
from sdkwright.diagnostics import Collector
from sdkwright.load.document import Document, Validation
from sdkwright.load.memory import Memory, has_memory
from sdkwright.reading import Order, Reading, Step, infer, load, read
from sdkwright.source.decoding import plain_text
from sdkwright.workers import LARGE_DOCUMENT

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.load.parsing import Parsed
    from sdkwright.source.halves import Cut, Half
    from sdkwright.source.text import Source


class _Text(Struct, frozen=True, kw_only=True):
    """A document, and where it is cut in two; `None` where it cannot be."""

    spec: Path
    data: bytes
    text: str
    cut: Cut | None


class Reader(Struct, frozen=True, kw_only=True):
    """The other process, the document that it began with, and the half of it that this process has parsed."""

    assistant: Assistant
    begun: _Text
    half: Half | None

    def leave(self) -> None:
        """End the process, whatever it is doing."""
        self.assistant.leave()


class _Inferred(Struct, frozen=True, kw_only=True):
    """What a reader says last."""

    settings: Settings
    found: Collector


def engage_reader(spec: Path, memory: Memory | None) -> Reader | None:
    """Have another process begin to read a document; `None` where that does not pay, or cannot be done.

    A document that is remembered is read here: that takes less time than a fork.
    """
    if has_memory(memory):
        return None
    try:
        data = spec.read_bytes() if spec.is_file() and spec.stat().st_size >= LARGE_DOCUMENT else b""
    except OSError:
        return None
    if not data:
        return None
    from sdkwright.source.halves import cut_of, pack_half, parse_second  # here, as most commands get no further

    text = plain_text(data)
    cut = cut_of(text) if text is not None else None
    begun = _Text(spec=spec, data=data, text=text or "", cut=cut)
    assistant = engage(partial(_assist, begun, memory))
    if assistant is None:
        return None
    half = parse_second(begun.text, cut) if cut is not None else None
    if cut is not None:
        assistant.tell(pack_half(half))
    return Reader(assistant=assistant, begun=begun, half=half)


def ask(reader: Reader, order: Order) -> None:
    """Tell a reader what to read; that takes a while."""
    reader.assistant.tell(replace(order, inputs=replace(order.inputs, reader=None)))


def read_together(reader: Reader, order: Order, diagnostics: Collector, step: Step) -> Reading | None:
    """As `read`, with what a reader has parsed and infers. Where it fails, that is done in this process."""
    parsed = _parsed_here(reader) if order.inputs.spec == reader.begun.spec else None
    reading = read(order, diagnostics, step, parsed)
    return None if reading is None else replace(reading, infer=partial(_infer_by, reader))


def _parsed_here(reader: Reader) -> Parsed | None:
    """The document of both halves; `None` where it is to be parsed as a whole."""
    from sdkwright.source.halves import unpack_half

    if reader.half is None:
        return None
    packed = reader.assistant.answer()
    first = unpack_half(packed) if isinstance(packed, bytes) else None
    source = _joined(reader.begun, first, reader.half)
    return None if source is None else _parsed(reader.begun, source)


def _parsed(begun: _Text, source: Source) -> Parsed:
    from sdkwright.load.parsing import Parsed

    return Parsed(file=str(begun.spec), data=begun.data, source=source)


def _joined(begun: _Text, first: Half | None, second: Half | None) -> Source | None:
    from sdkwright.source.halves import join_halves

    if begun.cut is None or first is None or second is None:
        return None
    return join_halves(begun.text, str(begun.spec), begun.cut, first, second)


def _infer_by(reader: Reader, document: Document, diagnostics: Collector) -> Settings:
    answer = reader.assistant.answer()
    while isinstance(answer, bytes):  # its half, which was of no use here
        answer = reader.assistant.answer()
    if not isinstance(answer, _Inferred):
        return infer(document, diagnostics)
    diagnostics.take(answer.found)
    return answer.settings


def _assist(begun: _Text, memory: Memory | None, principal: Principal) -> None:
    """What a reader does."""
    parsed = _parsed_there(begun, memory, principal)
    order = principal.hear()
    if not isinstance(order, Order) or order.inputs.config is not None:
        return
    from sdkwright.load.parsing import Parsing
    from sdkwright.prose.aside import to_infer_from

    unchecked = replace(order.inputs, validation=Validation.NONE)
    document = load(unchecked, None, Collector(), Parsing(memory=order.memory, parsed=parsed))
    if document is not None:
        found = Collector()
        settings = infer(to_infer_from(document) if order.sets_aside else document, found)
        principal.say(_Inferred(settings=settings, found=found))


def _parsed_there(begun: _Text, memory: Memory | None, principal: Principal) -> Parsed | None:
    """The document of both halves, which is remembered for the next run."""
    from sdkwright.load.remembered import remember
    from sdkwright.source.halves import pack_half, parse_first, unpack_half

    if begun.cut is None:
        return None
    first = parse_first(begun.text, begun.cut)
    principal.say(pack_half(first))
    told = principal.hear()
    source = _joined(begun, first, unpack_half(told) if isinstance(told, bytes) else None)
    if source is None:
        return None
    remember(memory, begun.text, source)
    return _parsed(begun, source)
