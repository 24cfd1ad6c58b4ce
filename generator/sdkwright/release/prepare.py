"""Prepares a release: the next version, and every file that has to say so.

In: an SDK's folder in its git repository, and the maintainer's wishes. Out: what a release changes, or what is
prepared already; findings where the repository is not in a state to release from. Nothing is written here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from sdkwright.compare.locate import NoPackage, locate
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import release as rules
from sdkwright.git.command import GitError
from sdkwright.git.revisions import Revision, find_revision
from sdkwright.release.changelog import CHANGELOG, add_section, has_section
from sdkwright.release.notes import FIRST, Notes, make_notes
from sdkwright.release.places import Place, find_places
from sdkwright.release.repository import (
    Repository,
    changed_since,
    is_shallow,
    open_repository,
    uncommitted,
    version_tags,
    write_sdk,
)
from sdkwright.release.version import Bump, Version, next_version, parse_version

_SHOWN = 5


class Wishes(Struct, frozen=True, kw_only=True):
    """What the maintainer asks for; `None` leaves it to the changes. `date` is written into the changelog."""

    date: str
    bump: Bump | None = None
    version: Version | None = None
    against: str | None = None
    tag_prefix: str = "v"


class Release(Struct, frozen=True, kw_only=True):
    """A release to be written: `texts` by path in the SDK. `since` is empty for the first one."""

    version: Version
    tag: str
    since: str
    notes: Notes
    texts: Mapping[str, str]


class Prepared(Struct, frozen=True, kw_only=True):
    """The release was written before; it is not tagged yet."""

    version: Version
    tag: str


class Nothing(Struct, frozen=True, kw_only=True):
    """Nothing has changed since the last release."""

    version: Version
    since: str


Outcome: TypeAlias = Release | Prepared | Nothing


def prepare_release(sdk: Path, wishes: Wishes, diagnostics: Collector) -> Outcome | None:
    """Decide on the next release of an SDK. `None` where there cannot be one now; findings say why."""
    here = Location(file=str(sdk), line=1, column=1)
    package = locate(sdk)
    if isinstance(package, NoPackage):
        diagnostics.report(rules.NO_SDK, package.reason, here)
        return None
    try:
        places = find_places(sdk.resolve(), package.package)
        changelog = _read(sdk / CHANGELOG)
        current = _current(sdk, places, diagnostics)
        if current is None:
            return None
        now = _Now(repository=open_repository(sdk), places=places, version=current, changelog=changelog)
        return _decide(now, wishes, diagnostics)
    except GitError as error:
        diagnostics.report(rules.NO_HISTORY, str(error), here)
    except (OSError, UnicodeDecodeError) as error:
        diagnostics.report(rules.NO_SDK, f"A file that names the version cannot be read: {error}", here)
    return None


def _read(path: Path) -> str:
    if not path.is_file():
        return "# Changelog\n"
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def _current(sdk: Path, places: tuple[Place, ...], diagnostics: Collector) -> Version | None:
    """The version that all places name."""
    named = {place.version: place for place in places}
    versions = {text: parse_version(text) for text in named}
    for text, place in named.items():
        location = Location(file=str(sdk / place.path), line=place.text.count("\n", 0, place.start) + 1, column=1)
        if versions[text] is None:
            diagnostics.report(rules.VERSION_UNREADABLE, f"`{text}` is no version like 1.2.3 or 1.2.3-rc.1.", location)
        elif len(named) > 1:
            diagnostics.report(rules.VERSIONS_DIFFER, f"The version is `{text}` here.", location)
    if not named:
        message = "Neither pyproject.toml nor _version.py names a version."
        diagnostics.report(rules.NO_SDK, message, Location(file=str(sdk), line=1, column=1))
    return next(iter(versions.values())) if len(named) == 1 else None


class _Now(Struct, frozen=True, kw_only=True):
    """What the SDK says of itself."""

    repository: Repository
    places: tuple[Place, ...]
    version: Version
    changelog: str


def _decide(now: _Now, wishes: Wishes, diagnostics: Collector) -> Outcome | None:
    repository, current = now.repository, now.version
    tags = version_tags(repository, wishes.tag_prefix)
    if current not in tags and has_section(now.changelog, str(current)):
        return Prepared(version=current, tag=f"{wishes.tag_prefix}{current}")
    if wishes.version is not None and wishes.version < current:
        message = f"{wishes.version} comes before {current}, which the SDK has."
        diagnostics.report(rules.VERSION_BEHIND, message, Location(file=str(repository.sdk), line=1, column=1))
        return None
    dirty = uncommitted(repository)
    if dirty:
        more = f" and {len(dirty) - _SHOWN} more" if len(dirty) > _SHOWN else ""
        message = f"Not committed: {', '.join(dirty[:_SHOWN])}{more}."
        diagnostics.report(rules.DIRTY, message, Location(file=str(repository.sdk), line=1, column=1))
        return None
    since = wishes.against or (tags[max(tags)] if tags else "")
    if not since and is_shallow(repository):
        raise GitError("the clone is shallow, so the last release cannot be seen.")
    notes = FIRST
    if since:
        last = find_revision(since, repository.sdk)
        if wishes.bump is None and wishes.version is None and not changed_since(repository, last):
            return Nothing(version=current, since=since)
        found = _notes(repository, last, diagnostics)
        if found is None:
            return None
        notes = found
    version = _next(current, tags, notes, wishes)
    if version in tags:
        message = f"The tag {tags[version]} is there already."
        diagnostics.report(rules.TAG_EXISTS, message, Location(file=str(repository.sdk), line=1, column=1))
        return None
    section = (f"## [{version}] - {wishes.date}", *notes.body)
    texts = {place.path: place.with_version(str(version)) for place in now.places}
    texts[CHANGELOG] = add_section(now.changelog, section)
    return Release(version=version, tag=f"{wishes.tag_prefix}{version}", since=since, notes=notes, texts=texts)


def _notes(repository: Repository, since: Revision, diagnostics: Collector) -> Notes | None:
    with tempfile.TemporaryDirectory(prefix="sdkwright-", ignore_cleanup_errors=True) as folder:
        notes = make_notes(write_sdk(repository, since, Path(folder)), repository.sdk, diagnostics)
    if notes is None:
        message = f"At {since.name} there was no SDK in this folder."
        diagnostics.report(rules.NO_HISTORY, message, Location(file=str(repository.sdk), line=1, column=1))
    return notes


def _next(current: Version, tags: Mapping[Version, str], notes: Notes, wishes: Wishes) -> Version:
    if wishes.version is not None:
        return wishes.version
    if wishes.bump is not None:
        return next_version(current, wishes.bump)
    # A version above every tag was raised by hand, or is that of an SDK which never was released.
    return current if not tags or current > max(tags) else next_version(current, notes.bump)
