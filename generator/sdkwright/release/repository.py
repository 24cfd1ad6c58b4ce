"""What a release has to know of the git repository around an SDK.

In: the SDK's folder. Out: its tags, what is not committed, and the SDK as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sdkwright.git.command import ask_git
from sdkwright.git.revisions import Revision, write_files
from sdkwright.release.version import Version, parse_version


class Repository(Struct, frozen=True, kw_only=True):
    """The repository around an SDK; `prefix` is the SDK's path in it, empty or with a slash at its end."""

    sdk: Path
    prefix: str


def open_repository(sdk: Path) -> Repository:
    """The repository around a folder. Raises `GitError` where there is none, or no commit in it."""
    prefix = ask_git(sdk, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    ask_git(sdk, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return Repository(sdk=sdk, prefix=prefix)


def is_shallow(repository: Repository) -> bool:
    """Whether the history was cut off when the repository was cloned, as it is in most CI runs."""
    return ask_git(repository.sdk, "rev-parse", "--is-shallow-repository").strip() == b"true"


def version_tags(repository: Repository, prefix: str) -> Mapping[Version, str]:
    """The tags that name a version behind `prefix`, and are reachable from here."""
    listing = ask_git(repository.sdk, "tag", "--list", "--merged", "HEAD").decode("utf-8", "surrogateescape")
    tags = (name for name in listing.split("\n") if name.startswith(prefix))
    found = ((parse_version(name[len(prefix) :]), name) for name in tags)
    return {version: name for version, name in found if version is not None}


def uncommitted(repository: Repository) -> tuple[str, ...]:
    """Paths in the SDK that are not as in the last commit, relative to the SDK; files that git ignores are left out."""
    asked = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    entries = ask_git(repository.sdk, *asked).decode("utf-8", "surrogateescape").split("\0")
    return tuple(sorted(entry[3:].removeprefix(repository.prefix) for entry in entries if entry))


def changed_since(repository: Repository, revision: Revision) -> tuple[str, ...]:
    """Paths of the SDK whose content differs between a commit and the last one."""
    asked = ("diff", "--name-only", "-z", "--no-renames", "--relative", revision.commit, "HEAD", "--", ".")
    listing = ask_git(repository.sdk, *asked).decode("utf-8", "surrogateescape")
    return tuple(path for path in listing.split("\0") if path)


def write_sdk(repository: Repository, revision: Revision, into: Path) -> Path:
    """Write the SDK as it was at a commit into a folder; where it stands there, be there anything or not."""
    write_files(revision, into, lambda path: path.startswith(repository.prefix))
    return into / repository.prefix
