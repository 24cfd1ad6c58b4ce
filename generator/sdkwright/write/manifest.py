"""The manifest: what was generated last, from what.

In: the output folder. Out: `Manifest`, and the texts of the last generation for merging. Both are committed with
the SDK, so that a merge works on any machine.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

MANIFEST_NAME = ".sdkwright.json"
BASE_NAME = ".sdkwright.base.gz"
FORMAT = 1


class UnreadableManifestError(Exception):
    """The manifest is there, but is none that this version can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What an SDK was generated from."""

    document: str
    """SHA-256 of the document."""
    config: str
    """SHA-256 of the config, empty where it was inferred."""
    generator: str
    """Version of sdkwright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files that belong to the generator, each with the SHA-256 of its generated text."""

    provenance: Provenance
    files: Mapping[str, str] = field(default_factory=dict[str, str])


def digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def encode_manifest(manifest: Manifest) -> str:
    """The manifest as it stands in the output folder."""
    origin = manifest.provenance
    tree = {
        "manifest": FORMAT,
        "generator": origin.generator,
        "document": origin.document,
        "config": origin.config,
        "files": dict(sorted(manifest.files.items())),
    }
    return json.dumps(tree, indent=2) + "\n"


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of an output folder, `None` where there is none. Raises `UnreadableManifestError`."""
    path = out / MANIFEST_NAME
    try:
        tree: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableManifestError(f"`{MANIFEST_NAME}` cannot be read: {error}") from error
    values = _strings_of(tree)
    if not isinstance(tree, dict) or values.get("manifest") != FORMAT:
        raise UnreadableManifestError(f"`{MANIFEST_NAME}` is not a manifest of this version of sdkwright.")
    files = {path: value for path, value in _strings_of(values.get("files")).items() if isinstance(value, str)}
    origin = Provenance(
        document=str(values.get("document", "")),
        config=str(values.get("config", "")),
        generator=str(values.get("generator", "")),
    )
    return Manifest(provenance=origin, files=files)


def _strings_of(tree: object) -> dict[str, object]:
    return cast("dict[str, object]", tree) if isinstance(tree, dict) else {}


def encode_base(texts: Mapping[str, str]) -> bytes:
    """The generated texts, compressed; the same texts give the same bytes."""
    plain = json.dumps(dict(sorted(texts.items())), ensure_ascii=False, separators=(",\n", ":")).encode()
    return gzip.compress(plain, compresslevel=9, mtime=0)


def read_base(out: Path) -> Mapping[str, str]:
    """The texts of the last generation; empty where they are missing or damaged."""
    try:
        tree: object = json.loads(gzip.decompress((out / BASE_NAME).read_bytes()))
    except (OSError, EOFError, ValueError, RecursionError):
        return {}
    return {path: text for path, text in _strings_of(tree).items() if isinstance(text, str)}
