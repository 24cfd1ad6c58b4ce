"""The draft of the last run, for one that changes nothing but descriptions or values of enums.

In: a `Draft`, and a key for all that it was made from. Out: a file in the user's folder for caches and, as long as the
key is the same, the same `Draft` again.
"""

from __future__ import annotations

import hashlib
import json
import marshal  # of text and numbers, in which no code can stand
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import TypeAlias, cast

from msgspec import Struct, field

from sdkwright.caches import name_of, read_private, write_private
from sdkwright.diagnostics import Diagnostic
from sdkwright.excerpt.reach import Ties
from sdkwright.lastrun.record import decode_finding, encode_finding
from sdkwright.prose.told import NOTHING, Told
from sdkwright.python.docstrings import Held
from sdkwright.render.style import FileKind, RenderedFile

PlainBasis: TypeAlias = tuple[
    str, list[tuple[list[str], list[str]]], dict[str, list[str]], list[str], dict[str, str], list[str]
]
_MAGIC = f"sdkwright draft 8.{marshal.version}\n".encode("ascii")


class Basis(Struct, frozen=True, kw_only=True):
    """What is kept of how an SDK was made."""

    settings: str
    """A digest of all that the settings say."""
    ties: Ties
    placed: Mapping[str, str]
    """How its types are called and placed (`python/types/placement.py`)."""
    shown: Set[str]
    """The entries of the operations that its README shows."""


class Draft(Struct, frozen=True, kw_only=True):
    """An SDK, unformatted, with holes for the docstrings that descriptions are in, names in the place of values, and
    what was found on the way.
    """

    files: tuple[RenderedFile, ...]
    held: Mapping[int, Held]
    """The docstrings, by the numbers of their holes."""
    findings: tuple[Diagnostic, ...]
    filled: tuple[str, ...] = ()
    """The text of each file with all that it was filled with."""
    told: Told = NOTHING
    """What it was filled with."""
    mentions: Mapping[str, Sequence[int]] = field(default_factory=dict[str, Sequence[int]])
    """The holes that mention each description, of a draft that was kept: all of one just made is as it was told."""
    basis: Basis | None = None
    """Of the settings; `None` where nobody asked for it, or where it would not tell what the SDK depends on."""
    is_kept: bool = False
    """Whether an earlier run has made it."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a draft is kept, and the key of the one that is wanted."""

    path: Path
    key: str


def key_of(*made_from: object) -> str:
    """A key for what was made; `made_from` is JSON that tells everything that went into it."""
    return hashlib.sha256(json.dumps(made_from).encode("utf-8", "surrogateescape")).hexdigest()


def path_of(folder: Path, identity: str) -> Path:
    """The file that a draft of one SDK is kept in, whatever it was made from."""
    return folder / name_of(identity, ".draft")


def save_draft(place: Place, draft: Draft) -> None:
    """Keep a draft. Where that cannot be done, nothing is kept."""
    tree = {
        "files": [(file.path, file.text, file.kind.value, file.executable, file.sorted) for file in draft.files],
        "filled": [None if text == file.text else text for file, text in zip(draft.files, draft.filled, strict=True)],
        "texts": dict(draft.told.texts),
        "lists": draft.told.lists,
        "mentions": _mentions(draft.held),
        "held": [(number, held.text, held.arguments) for number, held in draft.held.items()],
        "findings": [encode_finding(finding) for finding in draft.findings],
        "basis": None if draft.basis is None else encode_basis(draft.basis),
    }
    write_private(place.path, _MAGIC, place.key.encode("ascii") + marshal.dumps(tree))


def _mentions(held: Mapping[int, Held]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, each in held.items():
        for token in each.tokens():
            found.setdefault(token, []).append(number)
    return found


def load_draft(place: Place) -> Draft | None:
    """The draft of that key; `None` where there is none that can be trusted."""
    content = read_private(place.path, _MAGIC)
    if content is None or bytes(content[: len(place.key)]) != place.key.encode("ascii"):
        return None
    tree = cast("dict[str, object]", marshal.loads(content[len(place.key) :]))  # noqa: S302 - data of the user's own
    files = tuple(
        RenderedFile(path=path, text=text, kind=FileKind(kind), executable=executable, sorted=in_order)
        for path, text, kind, executable, in_order in cast("list[tuple[str, str, str, bool, bool]]", tree["files"])
    )
    filled = cast("list[str | None]", tree["filled"])
    return Draft(
        files=files,
        filled=tuple(file.text if text is None else text for file, text in zip(files, filled, strict=True)),
        told=Told(
            texts=cast("dict[str, str]", tree["texts"]), lists=cast("tuple[tuple[str, ...], ...]", tree["lists"])
        ),
        mentions=cast("dict[str, list[int]]", tree["mentions"]),
        held={
            number: Held(text, None if arguments is None else tuple((name, doc) for name, doc in arguments))
            for number, text, arguments in cast("list[tuple[int, str, list[tuple[str, str]] | None]]", tree["held"])
        },
        findings=tuple(decode_finding(each) for each in cast("list[dict[str, object]]", tree["findings"])),
        basis=decode_basis(cast("PlainBasis | None", tree["basis"])),
        is_kept=True,
    )


def encode_basis(basis: Basis) -> PlainBasis:
    """What is kept of how an SDK was made, as plain data."""
    ties = basis.ties
    resources = [(list(paths), list(below)) for paths, below in ties.resources]
    events = {path: list(entries) for path, entries in ties.events.items()}
    return basis.settings, resources, events, list(ties.everywhere), dict(basis.placed), list(basis.shown)


def decode_basis(plain: PlainBasis | None) -> Basis | None:
    """What is kept of how an SDK was made, of plain data."""
    if plain is None:
        return None
    settings, resources, events, everywhere, placed, shown = plain
    ties = Ties(resources=resources, events=events, everywhere=everywhere)
    return Basis(settings=settings, ties=ties, placed=placed, shown=frozenset(shown))
