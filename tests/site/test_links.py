"""Each link of a site leads to a page that is there, and to a place on it that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from built_site import Built
from site_links import broken_links


@pytest.mark.slow
def test_every_link_of_the_sdk_site_resolves(sdk_site: Built, record_property: Callable[[str, object], None]) -> None:
    count, broken = broken_links(sdk_site.pages)
    record_property("links", count)
    assert not broken, broken[:20]
    assert count > 5_000, "a site of a hundred pages has more links than that"


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="here"><a href="#here"></a><a href="#gone"></a><a href="no/"></a>')
    assert broken_links(tmp_path) == (3, ["index.html: #gone", "index.html: no/"])
