"""Which links of a built site lead nowhere.

In: the folder of pages. Out: how many links within the site there are, and the broken ones.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from html_tree import parse_html

ADDRESSES = ("href", "src")


@cache
def anchors(file: Path) -> frozenset[str]:
    tree = parse_html(file.read_text(encoding="utf-8"))
    return frozenset(value for one in tree.walk() for key, value in one.attributes.items() if key in {"id", "name"})


def target(pages: Path, file: Path, path: str) -> Path:
    base = pages if path.startswith("/") else file.parent
    found = base / unquote(path.lstrip("/"))
    return found / "index.html" if found.is_dir() else found


def broken_links(pages: Path) -> tuple[int, list[str]]:
    """How many links there are within the site, and those that lead nowhere."""
    count, broken = 0, []
    for file in sorted(pages.rglob("*.html")):
        if file.name == "404.html":
            continue  # its links begin at the root of wherever the site is served
        tree = parse_html(file.read_text(encoding="utf-8"))
        for one in tree.walk():
            for key in ADDRESSES:
                address = urlsplit(one.attributes.get(key, ""))
                if key not in one.attributes or address.scheme or address.netloc:
                    continue
                count += 1
                place = target(pages, file, address.path) if address.path else file
                lost = not place.is_file() or (
                    address.fragment and place.suffix == ".html" and unquote(address.fragment) not in anchors(place)
                )
                if lost:
                    broken.append(f"{file.relative_to(pages)}: {one.attributes[key]}")
    return count, broken
