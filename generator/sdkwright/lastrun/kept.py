"""The SDK of the last run, for one that makes a part of it anew.

In: `Kept`, and a key for all but the document that it was made from. Out: a file in the user's folder for caches and,
as long as the key is the same, the same `Kept` again.
"""

from __future__ import annotations

import hashlib
import marshal  # of text and numbers, in which no code can stand
from collections.abc import Mapping, Set
from pathlib import Path
from typing import TypeAlias, cast

from msgspec import Struct

from sdkwright.caches import name_of, read_private, write_private
from sdkwright.diagnostics import Diagnostic
from sdkwright.lastrun.draft import Basis, Place, PlainBasis, decode_basis, encode_basis
from sdkwright.lastrun.record import decode_finding, encode_finding
from sdkwright.load.document import JsonValue
from sdkwright.render.style import FileKind, RenderedFile

_MAGIC = f"sdkwright kept 3.{marshal.version}\n".encode("ascii")

_Plain: TypeAlias = tuple[
    str,
    PlainBasis,
    list[tuple[str, str, str, bool, bool]],
    tuple[str, ...],
    list[dict[str, object]],
    "dict[str, JsonValue]",
    "dict[str, frozenset[str]]",
    "frozenset[str]",
]


class Kept(Struct, frozen=True, kw_only=True):
    """An SDK, formatted, and what was found on the way."""

    document: str
    """A digest of the text of the document."""
    basis: Basis
    files: tuple[RenderedFile, ...]
    rendered: tuple[str, ...]
    """A digest of each file as it was before it was formatted."""
    findings: tuple[Diagnostic, ...]
    """All findings, with the pointers that they are about."""
    upgraded: Mapping[str, JsonValue]
    """What became of those entries of the document that loading has changed, by their pointers."""
    references: Mapping[str, Set[str]]
    """What each entry of the document refers to."""
    of_frame: Set[str]
    """What all else of it refers to."""


def digest_of_text(text: str) -> str:
    """What texts are told apart by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def kept_path(folder: Path, identity: str) -> Path:
    """The file that one SDK is kept in."""
    return folder / name_of(identity, ".kept")


def save_kept(place: Place, kept: Kept) -> None:
    """Keep an SDK. Where that cannot be done, nothing is kept."""
    tree = (
        kept.document,
        encode_basis(kept.basis),
        [(file.path, file.text, file.kind.value, file.executable, file.sorted) for file in kept.files],
        kept.rendered,
        [encode_finding(finding) for finding in kept.findings],
        dict(kept.upgraded),
        {name: frozenset(targets) for name, targets in kept.references.items()},
        frozenset(kept.of_frame),
    )
    write_private(place.path, _MAGIC, place.key.encode("ascii") + marshal.dumps(tree))


def load_kept(place: Place) -> Kept | None:
    """The SDK of that key; `None` where there is none that can be trusted."""
    content = read_private(place.path, _MAGIC)
    if content is None or bytes(content[: len(place.key)]) != place.key.encode("ascii"):
        return None
    document, basis, files, rendered, findings, upgraded, references, of_frame = cast(
        "_Plain",
        marshal.loads(content[len(place.key) :]),  # noqa: S302 - data of the user's own
    )
    made_with = decode_basis(basis)
    if made_with is None:
        return None
    return Kept(
        document=document,
        basis=made_with,
        files=tuple(
            RenderedFile(path=path, text=text, kind=FileKind(kind), executable=executable, sorted=in_order)
            for path, text, kind, executable, in_order in files
        ),
        rendered=rendered,
        findings=tuple(map(decode_finding, findings)),
        upgraded=upgraded,
        references=references,
        of_frame=of_frame,
    )
