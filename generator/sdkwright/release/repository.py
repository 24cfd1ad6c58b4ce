"""What a release has to know of the git repository around an SDK.

In: the SDK's folder. Out: its tags, what is not committed, and the SDK as it was. Git is asked, never told: nothing
is fetched, written or pushed.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sdkwright.release.version import Version, parse_version


class RepositoryError(Exception):
    """Git cannot say what was asked; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The repository around an SDK; `prefix` is the SDK's path in it, empty or with a slash at its end."""

    sdk: Path
    prefix: str


def open_repository(sdk: Path) -> Repository:
    """The repository around a folder. Raises `RepositoryError` where there is none, or no commit in it."""
    prefix = _git(sdk, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    _git(sdk, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return Repository(sdk=sdk, prefix=prefix)


def commit_of(repository: Repository, revision: str) -> str:
    """The commit that a name means. Raises `RepositoryError` where git knows no such name."""
    wanted = f"{revision}^{{commit}}"
    try:
        found = _git(repository.sdk, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except RepositoryError as error:
        raise RepositoryError(f"git knows no revision `{revision}`.") from error
    return found.decode().strip()


def version_tags(repository: Repository, prefix: str) -> Mapping[Version, str]:
    """The tags that name a version behind `prefix`, and are reachable from here."""
    listing = _git(repository.sdk, "tag", "--list", "--merged", "HEAD").decode("utf-8", "surrogateescape")
    tags = (name for name in listing.split("\n") if name.startswith(prefix))
    found = ((parse_version(name[len(prefix) :]), name) for name in tags)
    return {version: name for version, name in found if version is not None}


def uncommitted(repository: Repository) -> tuple[str, ...]:
    """Paths in the SDK that are not as in the last commit, relative to the SDK; files that git ignores are left out."""
    listing = _git(repository.sdk, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    entries = listing.decode("utf-8", "surrogateescape").split("\0")
    return tuple(sorted(entry[3:].removeprefix(repository.prefix) for entry in entries if entry))


def changed_since(repository: Repository, commit: str) -> tuple[str, ...]:
    """Paths of the SDK whose content differs between a commit and the last one."""
    listing = _git(repository.sdk, "diff", "--name-only", "-z", "--no-renames", "--relative", commit, "HEAD", "--", ".")
    return tuple(path for path in listing.decode("utf-8", "surrogateescape").split("\0") if path)


def write_tree(repository: Repository, commit: str, into: Path) -> None:
    """Write the SDK as it was at a commit into a folder. Raises `RepositoryError` where it was not there."""
    data = _git(repository.sdk, "archive", "--format=tar", commit)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(into, filter="data")


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise RepositoryError(f"git cannot be run: {error.strerror}.") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise RepositoryError(f"git {arguments[0]} failed: {told or 'it says nothing'}.")
    return done.stdout
