"""The manifest: which files are the generator's, and what each of them was when it was generated last.

In: the output folder. Out: `Manifest`. It is committed with the SDK, so that a merge works on any machine, and kept
as one record per file, so that it merges in git wherever the files themselves do: `.sdkwright/<path>.base` holds the
generated text, each line behind a colon. The colon keeps tools, and git's search for renames, from taking a record
for the file; what changes with every document (a digest of it, a date) stands nowhere.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

MANIFEST_NAME = ".sdkwright.json"
RECORDS_NAME = ".sdkwright"
ATTRIBUTES_NAME = f"{RECORDS_NAME}/.gitattributes"
ATTRIBUTES = "* -text -diff linguist-generated\n"
"""For git: line ends as they are, and no differences shown, for they are those of the files."""
FORMAT = 2

_SUFFIX = ".base"
_MARK = ":"


class UnreadableManifestError(Exception):
    """The manifest is there, but is none that this version can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files that belong to the generator, each with its generated text; `None` where its record is damaged."""

    generator: str
    """Version of sdkwright."""
    files: Mapping[str, str | None] = field(default_factory=dict[str, str | None])


def encode_manifest(generator: str) -> str:
    """The manifest's head, as it stands in the output folder."""
    return json.dumps({"manifest": FORMAT, "generator": generator}, indent=2) + "\n"


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of an output folder, `None` where there is none. Raises `UnreadableManifestError`."""
    path = out / MANIFEST_NAME
    try:
        tree: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableManifestError(f"`{MANIFEST_NAME}` cannot be read: {error}") from error
    values = cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
    if values.get("manifest") != FORMAT:
        raise UnreadableManifestError(f"`{MANIFEST_NAME}` is not a manifest of this version of sdkwright.")
    return Manifest(generator=str(values.get("generator", "")), files=dict(_records(out)))


def record_path(path: str) -> str:
    """Where the record of a generated file lies."""
    return f"{RECORDS_NAME}/{path}{_SUFFIX}"


def is_record(path: str) -> bool:
    """Whether a path belongs to the manifest rather than to the SDK."""
    return path == MANIFEST_NAME or path.startswith(f"{RECORDS_NAME}/")


def encode_record(text: str) -> str:
    r"""A generated text as its record.

    >>> encode_record("a\nb\n")
    ':a\n:b\n:\n'
    """
    return "".join(f"{_MARK}{line}\n" for line in text.split("\n"))


def decode_record(record: str) -> str | None:
    r"""The text of a record, `None` where it is damaged. Of a conflict that git left in it, the first side counts.

    >>> decode_record(":a\n<<<<<<< HEAD\n:b\n=======\n:c\n>>>>>>> topic\n:\n")
    'a\nb\n'
    """
    lines: list[str] = []
    in_other_side = False
    for line in record.removesuffix("\n").split("\n"):
        if line.startswith(("=======", "|||||||")):
            in_other_side = True
        elif line.startswith(">>>>>>>"):
            in_other_side = False
        elif line.startswith(_MARK) and not in_other_side:
            lines.append(line.removeprefix(_MARK))
        elif not line.startswith((_MARK, "<<<<<<<")):
            return None
    return "\n".join(lines)


def _records(out: Path) -> Iterator[tuple[str, str | None]]:
    root = out / RECORDS_NAME
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(_SUFFIX):
                path = Path(folder) / name
                yield path.relative_to(root).as_posix().removesuffix(_SUFFIX), _decoded(path)


def _decoded(path: Path) -> str | None:
    try:
        return decode_record(path.read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n"))
    except OSError:
        return None
