"""Rules of releases.

In: nothing. Out: one `Rule` for each kind of finding of `release/`.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

NO_SDK = Rule(
    code="Release/NoSdk",
    severity=Severity.ERROR,
    summary="There is no SDK to release.",
    cause="The folder holds no Python package, or none of pyproject.toml and `_version.py` names a version.",
    cure="Name the SDK's folder with `--out`.",
)
VERSION_UNREADABLE = Rule(
    code="Release/VersionUnreadable",
    severity=Severity.ERROR,
    summary="A file names a version that cannot be raised.",
    cause="The version is not of the form MAJOR.MINOR.PATCH, with `-PRE` behind it for a pre-release.",
    cure="Write a version of that form into the file.",
)
VERSIONS_DIFFER = Rule(
    code="Release/VersionsDiffer",
    severity=Severity.ERROR,
    summary="The files that name the SDK's version do not agree.",
    cause="`pyproject.toml`, `_version.py` and `.release-please-manifest.json` were not changed together.",
    cure="Write the version of the last release into all of them.",
)
NO_HISTORY = Rule(
    code="Release/NoHistory",
    severity=Severity.ERROR,
    summary="The last release cannot be read.",
    cause="The folder is in no git repository, git is missing, or the revision to compare with has no SDK there.",
    cure="Commit the SDK, fetch the tags (`git fetch --tags --unshallow`), or name a revision with `--against`.",
)
DIRTY = Rule(
    code="Release/Dirty",
    severity=Severity.ERROR,
    summary="The SDK has changes that are not committed; nothing was written.",
    cause="What is released is what is committed, so that the tag holds exactly what the changelog tells.",
    cure="Commit or stash the changes, then run again.",
)
TAG_EXISTS = Rule(
    code="Release/TagExists",
    severity=Severity.ERROR,
    summary="There is a tag of that version already; nothing was written.",
    cause="`--to` names a version that was released, or the version on disk is behind the last tag.",
    cure="Name a higher version, or write the version of the last release into the files that name it.",
)
VERSION_BEHIND = Rule(
    code="Release/VersionBehind",
    severity=Severity.ERROR,
    summary="The version asked for is lower than the one that the SDK has; nothing was written.",
    cause="`--to` names a version that comes before the one in the files: installers would never choose it.",
    cure="Name a higher version. To take a release back, yank it from the index instead.",
)
