"""Takes the pictures of the reference site that README and docs show: `python tests/support/screenshots.py FOLDER`.

In: `output/`, whose site is built for it, and a Chromium. Out: PNG files, desktop and phone, light and dark.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from browser import DESKTOP, PHONE, browser
from built_site import ROOT, build_sdk_site, served

_METHOD = "openai_client.resources.beta.threads.messages.messages.Messages.create"

SHOTS = (
    ("home-desktop", "", DESKTOP, "light"),
    ("home-phone", "", PHONE, "light"),
    ("messages-desktop", f"reference/resources/beta/threads/messages/#{_METHOD}", DESKTOP, "light"),
    ("messages-phone", "reference/resources/beta/threads/messages/", PHONE, "dark"),
    ("type-desktop", "reference/types/beta/threads/message/", DESKTOP, "dark"),
    ("type-phone", "reference/types/beta/threads/message/", PHONE, "light"),
)
_SETTLED = 1.0
"""Seconds after which a page that has loaded no longer moves."""


def main(arguments: Sequence[str]) -> int:
    """Write the pictures to the folder named by the only argument."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python tests/support/screenshots.py FOLDER\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        site = build_sdk_site(ROOT / "output", Path(place))
        with served(site.pages) as base, browser() as tab:
            for name, path, size, scheme in SHOTS:
                tab.resize(size)
                tab.prefer(scheme)
                tab.open(base + path)
                time.sleep(_SETTLED)
                (folder / f"{name}.png").write_bytes(tab.screenshot())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
