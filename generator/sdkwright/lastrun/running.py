"""What tells this generator from others, and from itself before it was changed.

In: the installation. Out: a digest, which all that is remembered from run to run depends on. A run takes it once, at
its start, and passes it on: what is remembered then belongs to what the run began with, whatever is edited meanwhile.
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from sdkwright import __version__, assets
from sdkwright.caches import cache_folder
from sdkwright.lastrun.fingerprint import environment


class Remembering(Struct, frozen=True, kw_only=True):
    """Where things are remembered from run to run, and of which generator."""

    folder: Path
    generator: str
    """What `running()` told when the run began."""


def running() -> str:
    """The digest of sdkwright with its templates, the interpreter, the installed packages and the formatters."""
    scripts = Path(sys.executable).parent
    return environment(__version__, (scripts / "ruff", scripts / "black"), assets.templates_folder())


def remembering(generator: str | None = None) -> Remembering | None:
    """Where this run remembers things; `None` where the user wants nothing remembered.

    `generator` is what `running()` told, where that was asked before.
    """
    folder = cache_folder("formatted")
    return None if folder is None else Remembering(folder=folder, generator=generator or running())
