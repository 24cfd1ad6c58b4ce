"""The load stage: paths in, one document in the 3.1 dialect out.

In: the path of an OpenAPI document, of overlays, and the config's transforms. Out: `Document`.

The order: parse, overlays, transforms (both are written against the author's own document), references across
files, upgrade, canonical references, bases. Nothing raises; what is wrong is collected and the rest goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import DiscriminatedBases, Document, Validation
from sdkwright.load.files import MAX_FILE_BYTES, Files
from sdkwright.load.foreign import other_format, other_text
from sdkwright.load.inheritance import spread_bases
from sdkwright.load.parsing import PLAINLY, Parsing, parse
from sdkwright.load.references import References
from sdkwright.load.tree import Node, Object, Origins, TreePositions
from sdkwright.load.upgrade.dialect import Dialect, dialect_of, upgrade
from sdkwright.load.validation.links import check_dialect, check_links
from sdkwright.load.validation.meaning import check_meaning
from sdkwright.load.validation.values import check_values
from sdkwright.source.text import Source

NEWEST: Final = "3.1.0"
_PARTS: Final = frozenset({"paths", "webhooks", "components", "definitions"})


def load_document(
    path: Path,
    *,
    diagnostics: Collector,
    overlays: Sequence[Path] = (),
    transforms: Sequence[Mapping[str, object]] = (),
    transforms_source: Path | None = None,
    bases: DiscriminatedBases = DiscriminatedBases.CLASSES,
    allow_remote: bool = False,
    validation: Validation = Validation.STRUCTURE,
    parsing: Parsing = PLAINLY,
) -> Document | None:
    """Load an API description. None only where there is nothing to go on, and the reason was reported.

    `transforms` are the config's `openapi.transforms`; `transforms_source` is the config file, for positions. `bases`
    says what becomes of schemas whose discriminator names what extends them.
    """
    data = read_bytes(path, diagnostics)
    if data is None:
        return None
    start = Location(file=str(path), line=1, column=1, pointer="#")
    other = other_text(data)
    if other is not None:
        diagnostics.report(rules.NOT_A_DOCUMENT, f"{path.name} {other[0]}", start, hint=other[1])
        return None
    source = parse(data, str(path), parsing, diagnostics)
    if source is None:
        return None
    origins = Origins()
    root = origins.adopt(source.tree, source)
    if not isinstance(root, dict):
        diagnostics.report(rules.NOT_A_DOCUMENT, f"{path.name} {_what(root, data)}", start)
        return None
    dialect = dialect_of(root)
    if not dialect.known and not _report_version(root, dialect, path, source.locate, diagnostics):
        return None
    trees: dict[str, Node] = {"": root}
    files = Files(root=path, origins=origins, diagnostics=diagnostics, allow_remote=allow_remote, trees=trees)
    if overlays:
        from sdkwright.load.overlay import apply_overlay  # here and below, as few documents need them

        for overlay in overlays:
            changes = read_bytes(overlay, diagnostics)
            if changes is not None:
                apply_overlay(overlay, changes, root, origins, diagnostics)
    if transforms:
        from sdkwright.load.transforms.run import run_transforms

        run_transforms(transforms, transforms_source, root, origins, diagnostics)
    document = _completed(_Begun(root=root, dialect=dialect, files=files, start=start), bases, validation)
    return replace(
        document, digest=hashlib.sha256(data).hexdigest(), written=source.tree if parsing.memory is not None else None
    )


def load_tree(source: Source, path: Path, bases: DiscriminatedBases, diagnostics: Collector) -> Document | None:
    """Load what was parsed already, of a document whose version is known. `None` where that is no mapping."""
    origins = Origins()
    root = origins.adopt(source.tree, source)
    if not isinstance(root, dict):
        return None
    start = Location(file=str(path), line=1, column=1, pointer="#")
    files = Files(root=path, origins=origins, diagnostics=diagnostics, allow_remote=False, trees={"": root})
    return _completed(
        _Begun(root=root, dialect=dialect_of(root), files=files, start=start), bases, Validation.STRUCTURE
    )


class _Begun(Struct, frozen=True, kw_only=True):
    """What the author wrote, in a tree that loading may change."""

    root: Object
    dialect: Dialect
    files: Files
    start: Location


def _completed(begun: _Begun, bases: DiscriminatedBases, validation: Validation) -> Document:
    """The document that the author wrote, checked, and in the dialect that is worked with."""
    root, dialect, files = begun.root, begun.dialect, begun.files
    origins, diagnostics = files.origins, files.diagnostics
    _validate(root, dialect, validation, TreePositions(root, {}, origins, begun.start), diagnostics)
    references = References(files=files, diagnostics=diagnostics, fallback=begun.start)
    references.collect(dialect.grammar)
    if validation is not Validation.NONE:
        check_values(references.visits, dialect.version, origins, begun.start, diagnostics)
    upgrade(root, dialect, references)
    references.canonicalise()
    has_spread_bases = bases is DiscriminatedBases.UNIONS and spread_bases(root, origins)
    others = {key: tree for key, tree in files.trees.items() if key}
    return Document(
        tree=root,
        files=others,
        sought=sorted(files.sought),
        positions=TreePositions(root, others, origins, begun.start),
        digest="",
        source=str(files.root),
        version=dialect.version,
        has_spread_bases=has_spread_bases,
    )


def _what(root: Node, data: bytes) -> str:
    """What stands in the place of an API description."""
    match root:
        case None:
            return "is empty"
        case list():
            return "holds a list"
        case str() if "\ufffd" in root and b"\0" in data:
            return "holds binary data"
        case _:
            return "holds a mere value"


def _report_version(
    root: Object, dialect: Dialect, path: Path, locate: Callable[[str], Location], diagnostics: Collector
) -> bool:
    """Say what is wrong with the version; whether the document can be read all the same."""
    for key in ("openapi", "swagger"):
        if key in root:
            readable = dialect.version if not dialect.written else "2.0" if key == "swagger" else NEWEST
            message = f"this version is not known; the document is read as OpenAPI {readable}"
            hint = f"write `openapi: {NEWEST}`, or `swagger: '2.0'`"
            diagnostics.report(rules.UNKNOWN_VERSION, message, locate(f"#/{key}"), hint=hint)
            return True
    other = other_format(root)
    if _PARTS.isdisjoint(root):
        message = f"{path.name} has neither `openapi` nor `paths`"
        diagnostics.report(rules.NOT_A_DOCUMENT, message, locate("#"), hint=other)
        return False
    message = f"the document names no version; it is read as OpenAPI {dialect.version}"
    hint = other or f"write `openapi: {dialect.version}` at the top"
    diagnostics.report(rules.UNKNOWN_VERSION, message, locate("#"), hint=hint)
    return True


def _validate(
    root: Object, dialect: Dialect, validation: Validation, positions: TreePositions, diagnostics: Collector
) -> None:
    if validation is Validation.NONE or not dialect.written:
        return
    from sdkwright.load.validation.structure import check_structure  # here, as a second reader validates nothing

    check_structure(root, dialect.version, positions, diagnostics)
    check_meaning(root, positions, diagnostics)
    check_links(root, positions, diagnostics)
    check_dialect(root, positions, diagnostics)
    if validation is Validation.FULL:
        from sdkwright.load.validation.semantics import check_semantics  # here, as only `lint` asks for it

        check_semantics(root, dialect.version, positions, diagnostics)


def read_bytes(path: Path, diagnostics: Collector) -> bytes | None:
    """The bytes of a file that the user named; None, and a finding, where it cannot be read."""
    start = Location(file=str(path), line=1, column=1)
    try:
        with path.open("rb") as stream:  # not by its size on disk: a pipe or a device has none
            data = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        diagnostics.report(rules.FILE_NOT_READABLE, f"{path}: {reason}", start)
        return None
    if len(data) > MAX_FILE_BYTES:
        diagnostics.report(rules.TOO_LARGE, f"{path.name} has more than {MAX_FILE_BYTES // 1_000_000} MB", start)
        return None
    return data
