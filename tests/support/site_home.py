"""Writes docs/index.md, the home page of sdkwright's own site, from the README: `python tests/support/site_home.py`.

In: README.md. Out: the same text with links as they are from docs/; what is not on the site is named, not linked.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "index.md"
_FOLDERS = {"docs/design/": "design/architecture.md"}
"""The page that stands for a folder."""
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def home_page() -> str:
    """The page."""
    return _LINK.sub(_moved, (ROOT / "README.md").read_text(encoding="utf-8"))


def _moved(link: re.Match[str]) -> str:
    text, target = link.groups()
    if "://" in target:
        return link.group()
    place = _FOLDERS.get(target, target.removeprefix("docs/"))
    if place == target:
        return text if text == target else f"{text} (`{target}`)"
    return f"[{text.removeprefix('docs/')}]({place})"


def main() -> int:
    """Write the page."""
    PAGE.write_text(home_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
