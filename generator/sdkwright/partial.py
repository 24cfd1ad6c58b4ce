"""An SDK of which a part is made anew: what a change of the document can reach.

In: a document that has changed in few places, and what the last run kept. Out: all files, formatted, and all findings,
as making all of them gives them; or `None`, and all of them are to be made.

Two excerpts of the document, as it was and as it is, go through all stages. What is the same in both does not depend on
the change. A file of one type or resource that differs is taken from the second, if it is in the first what it was in
the SDK: then the excerpt has all that the file depends on. Where anything else differs, it may depend on the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdkwright import drafting
from sdkwright.diagnostics import Collector, Diagnostic, Location
from sdkwright.differing import Differing, Excerpt, Scope, differing, sayings
from sdkwright.excerpt.changes import Changes, changes_of, differ_in_words
from sdkwright.excerpt.entries import Entries, entries, entries_of, frame_of, replaced, same, with_entries
from sdkwright.excerpt.reach import reach_of
from sdkwright.lastrun.kept import Kept, digest_of_text, load_kept, save_kept
from sdkwright.load.document import DiscriminatedBases, Document, JsonObject, JsonValue, Positions, Validation
from sdkwright.load.memory import Memory, has_memory
from sdkwright.reading import Inputs, infer
from sdkwright.source.decoding import plain_text
from sdkwright.source.text import Source
from sdkwright.workers import both

if TYPE_CHECKING:
    from sdkwright.config.settings import Settings
    from sdkwright.lastrun.draft import Draft, Place
    from sdkwright.load.parsing import Parsed
    from sdkwright.pipeline import Taste
    from sdkwright.render.style import RenderedFile
    from sdkwright.source.patch import Before

_VERSION = "openapi"
_SHARE = 4
"""To make two excerpts of a larger part of a document than one in so many takes as long as to make all of it."""
_MANY = 100
"""So many entries of an excerpt make a fork worth its while, and take longer than to fill in descriptions."""


class Recalled(Struct, frozen=True, kw_only=True):
    """A document as it was, and as it is."""

    before: Before
    parsed: Parsed


class Made(Struct, frozen=True, kw_only=True):
    """An SDK of which all was made: its draft, its files before and after they were formatted, and what was found."""

    draft: Draft
    rendered: tuple[RenderedFile, ...]
    files: tuple[RenderedFile, ...]
    findings: tuple[Diagnostic, ...]


class Remade(Struct, frozen=True, kw_only=True):
    """An SDK of which a part was made anew."""

    files: tuple[RenderedFile, ...]
    settings: Settings
    findings: tuple[Diagnostic, ...]


class _Nowhere(Struct, frozen=True):
    """Positions in a document, for who does not ask for any."""

    file: str

    def locate(self, pointer: str) -> Location:
        """The beginning of the file."""
        return Location(file=self.file, line=1, column=1, pointer=pointer)


def recall(inputs: Inputs, memory: Memory) -> Recalled | None:
    """The document before and now, where few places of it have changed; `None` where all of it is to be parsed."""
    if not _is_plain(inputs) or inputs.reader is not None or not has_memory(memory):
        return None  # what a reader reads is remembered at once, and so is not of before
    from sdkwright.load.load import read_bytes
    from sdkwright.load.parsing import Parsed
    from sdkwright.load.remembered import parse_against

    data = read_bytes(inputs.spec, Collector())
    found = parse_against(data, str(inputs.spec), memory) if data is not None else None
    if data is None or found is None:
        return None
    return Recalled(before=found.before, parsed=Parsed(file=str(inputs.spec), data=data, source=found.source))


def remake(inputs: Inputs, taste: Taste, place: Place, recalled: Recalled) -> Remade | None:
    """The SDK of a document that has changed; `None` where all of it is to be made anew."""
    source = recalled.parsed.source
    before, after = recalled.before.tree, source.tree
    kept = load_kept(place)
    if kept is None or not isinstance(before, dict) or not isinstance(after, dict):
        return None
    if kept.document != digest_of_text(recalled.before.text):
        return None
    known = Entries(values=dict(entries(before)), references=kept.references, of_frame=kept.of_frame)
    changes = changes_of(before, after, known)
    reach = reach_of(changes, kept.basis.ties) if changes is not None else None
    if changes is None or reach is None or len(reach.excerpt) * _SHARE > len(changes.after.values):
        return None
    chosen = reach.excerpt
    if len(chosen) > _MANY and differ_in_words(changes):
        return None
    given = _settings_of_config(inputs)
    one = _load(inputs, given, source, with_entries(before, chosen))
    other = _load(inputs, given, source, with_entries(after, chosen))
    if one is None or other is None:
        return None
    settings = given
    if given is None:
        _, settings = both(taste.jobs, drafting.import_stages, lambda: _infer(kept, changes, one, other, after))
    if settings is None:
        return None
    from sdkwright.excerpt.restrict import restricted  # here, as settings are not imported before they are needed

    within = restricted(settings, changes.after.values, chosen)
    scope = Scope(reached=reach.reached, shows=not reach.reached.isdisjoint(kept.basis.shown))
    found = differing(one, other, scope, within, taste)
    files = _joined(kept, found, taste) if found is not None else None
    if files is None:
        return None
    findings = tuple(_moved(found, inputs, source) for found in kept.findings)
    return Remade(files=files, settings=settings, findings=findings)


def renew(memory: Memory, recalled: Recalled) -> None:
    """Remember the document as it is now, as what is kept is made of it."""
    from sdkwright.load.remembered import remember

    text = plain_text(recalled.parsed.data)
    if text is not None:
        remember(memory, text, recalled.parsed.source)


def keep(inputs: Inputs, place: Place, document: Document, made: Made) -> bool:
    """Keep an SDK for `remake`, where it can be of use; whether it can."""
    written, basis = document.written, made.draft.basis
    if not isinstance(written, dict) or basis is None or not _is_plain(inputs) or not _is_alone(document):
        return False
    upgraded, known = _upgraded(written, document.tree), entries_of(written)
    if (
        upgraded is None
        or known is None
        or any(_moved(found, inputs, document.positions) != found for found in made.findings)
    ):
        return False
    kept = Kept(
        document=document.digest,
        basis=basis,
        files=made.files,
        rendered=tuple(digest_of_text(file.text) for file in made.rendered),
        findings=made.findings,
        upgraded=upgraded,
        references=known.references,
        of_frame=known.of_frame,
    )
    save_kept(place, kept)
    return True


def _is_plain(inputs: Inputs) -> bool:
    """Whether nothing but the document and the config decides what the document says."""
    return not inputs.overlays and not inputs.allow_remote and inputs.validation is Validation.STRUCTURE


def _is_alone(document: Document) -> bool:
    """Whether a document is in one file, and each of its entries says for itself what it is."""
    return not document.files and not document.sought and not document.has_spread_bases


def _upgraded(written: JsonObject, tree: JsonObject) -> dict[str, JsonValue] | None:
    """What became of those entries that loading has changed; `None` where it has changed more than that."""
    before, after = dict(entries(written)), dict(entries(tree))
    frame = {**frame_of(written), _VERSION: tree.get(_VERSION)}
    if list(before) != list(after) or not same(frame, frame_of(tree)):
        return None
    return {name: value for name, value in after.items() if before[name] != value}


def _settings_of_config(inputs: Inputs) -> Settings | None:
    if inputs.config is None:
        return None
    from sdkwright.config.read import read_settings

    return read_settings(inputs.config, Collector())


def _load(inputs: Inputs, settings: Settings | None, source: Source, tree: JsonObject) -> Excerpt | None:
    from sdkwright.load.load import load_tree

    bases = settings.discriminated_bases if settings is not None else DiscriminatedBases.UNIONS
    found = Collector()
    document = load_tree(Source(tree, source.positions), inputs.spec, bases, found)
    if document is None or not _is_alone(document):
        return None
    return Excerpt(document=document, findings=tuple(found))


def _infer(kept: Kept, changes: Changes, one: Excerpt, other: Excerpt, after: JsonObject) -> Settings | None:
    """The settings that the whole document suggests, if they are what they were."""
    from sdkwright.config.identity import identity_of

    known = kept.upgraded
    before, now = dict(entries(one.document.tree)), dict(entries(other.document.tree))
    for name in changes.names:
        if name not in now or not same(before.get(name), known.get(name, changes.before.values[name])):
            return None  # what becomes of the entry depends on others
    upgraded = {**known, **{name: now[name] for name in changes.names}}
    tree = {**replaced(after, upgraded), _VERSION: other.document.tree.get(_VERSION)}
    whole = replace(other.document, tree=tree, positions=_Nowhere(other.document.source))
    found = Collector()
    settings = infer(whole, found)
    says_more = sayings(found) - sayings(kept.findings)
    return settings if identity_of(settings) == kept.basis.settings and not says_more else None


def _joined(kept: Kept, found: Differing, taste: Taste) -> tuple[RenderedFile, ...] | None:
    """All files, formatted; `None` where the excerpts have not all that those that differ depend on."""
    if any(kept.basis.placed.get(path) != digest for path, digest in found.placed.items()):
        return None
    known = {file.path: digest for file, digest in zip(kept.files, kept.rendered, strict=True)}
    if any(known.get(old.path) != digest_of_text(old.text) for old, _ in found.pairs):
        return None
    from sdkwright.write.formatting import format_some

    formatted = format_some([new for _, new in found.pairs], kept.files, taste.formatter)
    return None if formatted is None else tuple(formatted.get(file.path, file) for file in kept.files)


def _moved(finding: Diagnostic, inputs: Inputs, positions: Positions) -> Diagnostic:
    """A finding, with the line where its place in the document stands."""
    place = finding.location
    if place is None or not place.pointer or place.file == str(inputs.config):
        return finding
    return replace(finding, location=positions.locate(place.pointer))
