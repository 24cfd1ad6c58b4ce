"""The changelog: whether it has a section of a version, and where a new one goes.

In: the text of CHANGELOG.md. Out: the text with one section more. Sections of other tools stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CHANGELOG = "CHANGELOG.md"
_HEADING = re.compile(r"^## ", re.MULTILINE)


def has_section(changelog: str, version: str) -> bool:
    """Whether there is a section of a version, written by us (`## [1.2.0] - ...`) or by release-please (`## 1.2.0`)."""
    return re.search(rf"^## \[?v?{re.escape(version)}(?![\w.-])", changelog, re.MULTILINE) is not None


def add_section(changelog: str, section: Iterable[str]) -> str:
    r"""The changelog with a section above the others.

    >>> add_section("# Changelog\n\n## 1.0.0\n", ["## 1.1.0"])
    '# Changelog\n\n## 1.1.0\n\n## 1.0.0\n'
    """
    newline = "\r\n" if "\r\n" in changelog else "\n"
    first = _HEADING.search(changelog)
    head, rest = (changelog, "") if first is None else (changelog[: first.start()], changelog[first.start() :])
    text = newline.join(section).rstrip() + newline
    return newline.join(part for part in (head.rstrip() + newline if head.strip() else "", text, rest) if part)
