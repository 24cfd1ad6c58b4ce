"""The files of a document: which may be read, reading each once, and what they are called.

In: the root document's path and tree. Out: a working tree per file, by its *key*: the path relative to the root
document's folder (`models/pet.yaml`, `../common.yaml`), the URL of a remote file, `""` for the root itself.

What may be read: files below the project's folder, reached by relative paths. The project's folder is the nearest
folder above the document that holds a `.git`, or else the parent of the document's folder; neither the home
folder nor the root of the file system counts, then it is the document's own folder. Symbolic links are followed
before that is checked. Remote files need `allow_remote`, and never lead back to local ones.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin

from msgspec import Struct, field

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.remote import FetchError, fetch
from sdkwright.load.suggestions import meant
from sdkwright.load.tree import Node, Origins
from sdkwright.source.text import parse_source

Place = Callable[[], Location]
"""Where a reference stands; looked up only to report."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
MAX_FILES: Final = 5000
_MAX_HINTS: Final = 50
MAX_FILE_BYTES: Final = 80_000_000


class Files(Struct):
    """The working trees by key. `""` is the root document."""

    root: Path
    origins: Origins
    diagnostics: Collector
    allow_remote: bool
    trees: dict[str, Node]
    fetch: Callable[[str], bytes] = fetch
    sought: set[str] = field(default_factory=set[str])
    """Keys of all local files that were looked for, there or not."""
    _failed: set[str] = field(default_factory=set[str])
    _hints: dict[str, str | None] = field(default_factory=dict[str, "str | None"])

    def meant(self, text: str) -> str | None:
        """A hint at what a reference that leads nowhere may have meant; the first few get one, as it takes time."""
        if text not in self._hints:
            self._hints[text] = meant(text, self.trees[""]) if len(self._hints) < _MAX_HINTS else None
        return self._hints[text]

    def key_of(self, reference: str, base: str, place: Place) -> str | None:
        """The key of the file that a reference (without fragment) means, seen from file `base`.

        None where it may not be followed, which was reported then.
        """
        written = _SCHEME.match(reference)
        scheme = written[1].lower() if written is not None else ""
        if scheme in {"http", "https"}:
            return reference
        if _is_remote(base) and not scheme:
            try:
                return urljoin(base, reference)
            except ValueError:
                self.diagnostics.report(rules.UNRESOLVED, f"`{reference}` is no address", place())
                return None
        if scheme or reference.startswith(("/", "\\")):
            message = f"`{reference}` is not a relative path; references may not leave the project"
            self.diagnostics.report(rules.FORBIDDEN, message, place(), hint=None if scheme else self.meant(reference))
            return None
        keys = [self._key(base, spelling) for spelling in (unquote(reference), reference)]
        known = next((key for key in keys if self.exists(key)), keys[0])
        return "" if known == self.root.name else known

    def _key(self, base: str, reference: str) -> str:
        """The path from the root's folder, as short as it can be: `../api/x.yaml` seen from `api` is `x.yaml`."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), reference))
        folder = os.path.abspath(self.root.parent)
        return Path(os.path.relpath(os.path.join(folder, path), folder)).as_posix()

    def exists(self, key: str) -> bool:
        """Whether a file of that key is known or stands on disk."""
        if key in self.trees or _is_remote(key):
            return key in self.trees
        self.sought.add(key)
        try:
            return self._path(key).is_file()
        except (OSError, ValueError):  # a name that no file system allows
            return False

    def tree(self, key: str, place: Place) -> Node:
        """The working tree of a file; None where it cannot be had, which was reported then."""
        if key in self.trees:
            return self.trees[key]
        if key in self._failed:
            self.diagnostics.report(rules.UNRESOLVED, f"nothing can be read in `{key}`", place())
            return None
        data = self._fetch(key, place) if _is_remote(key) else self._read(key, place)
        if data is None:
            self._failed.add(key)
            return None
        source = parse_source(data, key if _is_remote(key) else str(self._path(key)), self.diagnostics)
        if source is None or source.tree is None:
            self._failed.add(key)
            return self.tree(key, place)
        self.trees[key] = self.origins.adopt(source.tree, source)
        return self.trees[key]

    def _path(self, key: str) -> Path:
        return Path(os.path.normpath(self.root.parent / key))

    def _read(self, key: str, place: Place) -> bytes | None:
        path = self._path(key)
        try:
            resolved = path.resolve()
            if not resolved.is_relative_to(project_folder(self.root)):
                message = f"`{key}` lies outside of the project's folder"
                self.diagnostics.report(rules.FORBIDDEN, message, place())
                return None
            if not resolved.is_file():
                message = f"there is no file `{key}`"
                self.diagnostics.report(rules.UNRESOLVED, message, place(), hint=self.meant(key))
                return None
            if len(self.trees) >= MAX_FILES or resolved.stat().st_size > MAX_FILE_BYTES:
                self.diagnostics.report(rules.UNRESOLVED, f"`{key}` is one file too many, or too large", place())
                return None
            return resolved.read_bytes()
        except (OSError, ValueError, RuntimeError) as error:
            self.diagnostics.report(rules.UNRESOLVED, f"`{key}` cannot be read: {error}", place())
            return None

    def _fetch(self, url: str, place: Place) -> bytes | None:
        if not self.allow_remote:
            message = f"`{url}` is not fetched, as remote references are not allowed"
            self.diagnostics.report(rules.REMOTE_REFUSED, message, place())
            return None
        if len(self.trees) >= MAX_FILES:
            self.diagnostics.report(rules.UNREACHABLE, f"`{url}` is one file too many", place())
            return None
        try:
            return self.fetch(url)
        except FetchError as error:
            self.diagnostics.report(rules.UNREACHABLE, f"`{url}` could not be fetched: {error}", place())
            return None


def project_folder(root: Path) -> Path:
    """The folder that the references of a document may not leave."""
    folder = root.resolve().parent
    home = Path(os.path.expanduser("~")).resolve()
    excluded = {home, *home.parents, Path(folder.anchor)}
    for above in (folder, *folder.parents):
        if above in excluded:
            break
        if (above / ".git").exists():
            return above
    return folder if folder.parent in excluded else folder.parent


def _is_remote(key: str) -> bool:
    return key.startswith(("http://", "https://"))
