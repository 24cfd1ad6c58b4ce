"""sdkwright's own site: built strictly, whole, and made from what the code says today."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from architecture_picture import parts_and_arrows, picture
from built_site import ROOT, Built, tools_environment
from html_tree import parse_html
from site_home import home_page
from site_links import broken_links

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("own-site")
    shutil.copy(ROOT / "mkdocs.yml", source)
    shutil.copytree(DOCS, source / "docs")
    command = ["zensical", "build", "--clean", "--strict"]
    done = subprocess.run(command, cwd=source, env=tools_environment(), capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return Built(source=source, pages=source / "site", said=said)


@pytest.mark.slow
def test_the_build_has_nothing_to_complain_about(own_site: Built) -> None:
    assert "No issues found" in own_site.said


@pytest.mark.slow
def test_every_link_resolves(own_site: Built) -> None:
    count, broken = broken_links(own_site.pages)
    assert broken == []
    assert count > 1_000


@pytest.mark.slow
def test_no_page_loads_anything_from_elsewhere(own_site: Built) -> None:
    for file in own_site.pages.rglob("*.html"):
        tree = parse_html(file.read_text(encoding="utf-8"))
        loaded = [one.attributes["src"] for one in tree.walk() if "src" in one.attributes]
        loaded += [one.attributes["href"] for one in tree.all("link") if one.attributes.get("rel") != "canonical"]
        assert not [address for address in loaded if address.startswith(("http:", "https:", "//"))], file


def leaves(entries: object) -> list[str]:
    match entries:
        case str():
            return [entries]
        case list():
            return [leaf for entry in entries for leaf in leaves(entry)]
        case dict():
            return [leaf for value in entries.values() for leaf in leaves(value)]
        case _:
            raise AssertionError(entries)


def test_the_navigation_leads_to_pages_that_are_there() -> None:
    listed = leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert set(listed) <= pages
    assert len(set(listed)) == len(listed)
    # A page that is not listed is found by search only; whoever writes one decides where it belongs.
    assert len(pages - set(listed)) < 4, f"list them under `nav` in mkdocs.yml: {sorted(pages - set(listed))}"


@pytest.mark.parametrize(
    ("path", "made"),
    [("index.md", home_page), ("images/architecture.svg", picture)],
    ids=["home", "picture"],
)
def test_what_is_made_from_code_is_fresh(path: str, made: object) -> None:
    assert callable(made)
    assert (DOCS / path).read_text(encoding="utf-8") == made(), "`make docs` makes it again"


def test_the_picture_shows_what_is_imported(tmp_path: Path) -> None:
    parts, arrows = parts_and_arrows()
    drawing = (DOCS / "images" / "architecture.svg").read_text(encoding="utf-8")
    assert all(f">{part}</text>" in drawing for part in parts)
    assert arrows["drafting", "lower"] == 1
    assert ("model", "python") not in arrows
    assert "lower" not in {other for part, other in arrows if part == "python"}


def test_the_pictures_of_the_readme_are_there() -> None:
    for name in ("home", "messages", "type"):
        for size in ("desktop", "phone"):
            assert (DOCS / "images" / f"{name}-{size}.png").read_bytes().startswith(b"\x89PNG")
