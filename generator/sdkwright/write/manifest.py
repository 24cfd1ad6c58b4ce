"""The manifest: which files are the generator's, and what each of them was when it was generated last.

In: the output folder. Out: `Manifest`. It is committed with the SDK, so that a merge works on any machine. The texts
lie compressed in `.sdkwright/base`, one line per file, and `.sdkwright/.gitattributes` has git keep both sides of a
conflict in it; of several records of a file the one nearest to the file on disk counts. So two branches that
regenerate merge wherever the files themselves do. What changes with every document (a digest of it, a date) stands
nowhere.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from msgspec import Struct, field

from sdkwright.workers import MANY, both
from sdkwright.write.seen import NOTHING_SEEN, Seen, digest_of

MANIFEST_NAME = ".sdkwright.json"
RECORDS_NAME = ".sdkwright"
BASE_NAME = f"{RECORDS_NAME}/base"
ATTRIBUTES_NAME = f"{RECORDS_NAME}/.gitattributes"
ATTRIBUTES = "base merge=union -diff -text linguist-generated\n"
"""For git: keep both sides, show no differences (they are those of the files), leave line ends alone."""
FORMAT = 3

_LARGEST = 64 * 1024 * 1024
"""Bytes of the largest text that a record may hold: a damaged one must not fill the memory."""

_PLAIN = re.compile(r'"([\w./-]+)" [^ ]*\Z', re.ASCII)
"""A line whose path has nothing that JSON escapes."""

_LEVEL = 6
"""Of zlib, its own choice."""

_BEGIN, _END = b"\x78\x9c", b"\x03\x00"
"""What a text packed by zlib begins with (RFC 1950 §2.2), and a last block with nothing in it (RFC 1951 §3.2.6)."""


class UnreadableManifestError(Exception):
    """The manifest is there, but is none that this version can read."""


class Record(Struct, kw_only=True):
    """A file as it was generated last. `line` is its stored form, `digest` that of its text where it is known."""

    line: str
    digest: str | None = None
    _unpacked: str | None = None

    @property
    def text(self) -> str | None:
        """The file's text; `None` where the record is damaged."""
        if self._unpacked is None:
            self._unpacked = _decode(self.line.rpartition(" ")[2])
        return self._unpacked

    def holds(self, text: str, digest: str | None) -> bool:
        """Whether this is what was generated last; the `digest` of the text saves unpacking, if it is known."""
        return self.text == text if digest is None or self.digest is None else self.digest == digest


class Manifest(Struct, frozen=True, kw_only=True):
    """The files that belong to the generator."""

    generator: str
    """Version of sdkwright."""
    files: Mapping[str, Record] = field(default_factory=dict[str, Record])


def encode_manifest(generator: str) -> str:
    """The manifest's head, as it stands in the output folder."""
    return json.dumps({"manifest": FORMAT, "generator": generator}, indent=2) + "\n"


def read_manifest(out: Path, seen: Seen = NOTHING_SEEN) -> Manifest | None:
    """The manifest of an output folder, `None` where there is none. Raises `UnreadableManifestError`."""
    path = out / MANIFEST_NAME
    try:
        tree: object = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # of a folder that cannot be, the writer tells
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableManifestError(f"`{MANIFEST_NAME}` cannot be read: {error}") from error
    values = cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
    if values.get("manifest") != FORMAT:
        raise UnreadableManifestError(f"`{MANIFEST_NAME}` is not a manifest of this version of sdkwright.")
    return Manifest(generator=str(values.get("generator", "")), files=_read_records(out, seen))


def is_record(path: str) -> bool:
    """Whether a path belongs to the manifest rather than to the SDK."""
    return path == MANIFEST_NAME or path.startswith(f"{RECORDS_NAME}/")


def record_digests(out: Path) -> dict[str, str]:
    """The digests of the texts of all records of which there is one; none where they cannot be read."""
    try:
        manifest = read_manifest(out)
    except UnreadableManifestError:
        return {}
    texts = {path: record.text for path, record in manifest.files.items()} if manifest is not None else {}
    return {path: digest_of(_bytes(text)) for path, text in texts.items() if text is not None}


def encode_base(
    texts: Mapping[str, str], last: Mapping[str, Record], digests: Mapping[str, str], *, jobs: int = 1
) -> str:
    """The content of `.sdkwright/base`, of texts of which some `digests` are known.

    A record that has not changed stays as it is, whatever zlib wrote it.
    """
    kept = {
        path: found.line
        for path, text in texts.items()
        if (found := last.get(path)) is not None and found.holds(text, digests.get(path))
    }
    new = sorted(texts.keys() - kept.keys())

    def packed(paths: Sequence[str]) -> dict[str, str]:
        encode = _encoder()
        return {path: encode(path, texts[path]) for path in paths}

    # Every other one: neighbours are of a size, and so are the two lots then.
    parts = both(jobs if len(new) >= 2 * MANY else 1, lambda: packed(new[::2]), lambda: packed(new[1::2]))
    lines = kept | parts[0] | parts[1]
    return "".join(f"{lines[path]}\n" for path in sorted(lines))


def _encoder() -> Callable[[str, str], str]:
    """What makes a line of a path and a text: one packer for all, as making one takes longer than packing a file."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

    def encode(path: str, text: str) -> str:
        content = _bytes(text)
        # After a full flush, nothing is known of what was packed before, and any number of blocks may follow.
        packed = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
        whole = b"".join((_BEGIN, packed, _END, zlib.adler32(content).to_bytes(4)))
        return f"{json.dumps(path)} {base64.b64encode(whole).decode('ascii')}"

    return encode


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _read_records(out: Path, seen: Seen) -> dict[str, Record]:
    try:
        content = (out / BASE_NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UnreadableManifestError(f"`{BASE_NAME}` cannot be read: {error}") from error
    is_as_seen = bool(seen.records) and seen.digest(os.path.abspath(out / BASE_NAME)) == digest_of(content)
    digests = seen.records if is_as_seen else NOTHING_SEEN.records
    candidates: dict[str, list[str]] = {}
    for line in content.decode("ascii", "replace").splitlines():
        path = _path_of(line)
        if path is not None:
            candidates.setdefault(path, []).append(line)
    return {
        path: Record(line=lines[0], digest=digests.get(path))
        if len(lines) == 1
        else _nearest(out / path, [Record(line=line) for line in lines])
        for path, lines in candidates.items()
    }


def _path_of(line: str) -> str | None:
    """The path that a line begins with; `None` where it is damaged."""
    plain = _PLAIN.match(line)
    if plain is not None:  # as nearly always
        return plain[1]
    try:
        path: object = json.loads(line.rpartition(" ")[0])
    except ValueError:
        return None
    return path if isinstance(path, str) else None


def _decode(packed: str) -> str | None:
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(base64.b64decode(packed, validate=True), _LARGEST)
    except (binascii.Error, zlib.error, ValueError):
        return None
    return content.decode("utf-8", "surrogateescape") if unpacker.eof else None


def _nearest(path: Path, records: list[Record]) -> Record:
    """The record with the fewest lines that the file does not share; any where there is no such file."""
    try:
        lines = set(path.read_bytes().decode("utf-8", "surrogateescape").splitlines())
    except OSError:
        return records[0]
    return min(records, key=lambda record: len(lines ^ set(record.text.splitlines())) if record.text else len(lines))
