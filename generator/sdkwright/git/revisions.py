"""Reads files as they were at a revision of the git repository around them.

In: a revision, and which files are wanted. Out: these files in a folder. Neither the working tree nor the index is
touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from sdkwright.git.command import GitError, ask_git

_REGULAR = {"100644", "100755"}


class Revision(Struct, frozen=True, kw_only=True):
    """A commit of a repository. `name` is what the user called it."""

    name: str
    commit: str
    repository: Path


def find_revision(name: str, near: Path) -> Revision:
    """A revision (any name that git knows) of the repository around a path. Raises `GitError`."""
    folder = next((each for each in (near, *near.parents) if each.is_dir()), Path())
    root = ask_git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n")
    try:
        commit = ask_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError as error:
        raise GitError(f"git knows no revision `{name}` in {root}.") from error
    return Revision(name=name, commit=commit.decode().strip(), repository=Path(root).resolve())


def write_files(revision: Revision, into: Path, wanted: Callable[[str], bool]) -> int:
    """Write the files of a revision whose paths are wanted; how many there are. Raises `GitError`."""
    entries = [(path, blob) for path, blob in _entries(revision) if wanted(path)]
    if not entries:
        return 0
    asked = "".join(f"{blob}\n" for _, blob in entries).encode()
    answer = ask_git(revision.repository, "cat-file", "--batch", given=asked)
    start = 0
    for path, _ in entries:
        header, _, _ = answer[start : start + 200].partition(b"\n")
        start += len(header) + 1
        size = int(header.split()[-1])
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answer[start : start + size])
        start += size + 1
    return len(entries)


def _entries(revision: Revision) -> Iterator[tuple[str, str]]:
    """Path and blob of every regular file; links and submodules are left out."""
    listing = ask_git(revision.repository, "ls-tree", "-r", "-z", "--full-tree", revision.commit)
    for entry in listing.decode("utf-8", "surrogateescape").split("\0"):
        head, tab, path = entry.partition("\t")
        if tab:
            mode, _, blob = head.split(" ")
            if mode in _REGULAR:
                yield path, blob
