"""What tells this generator from others, and from itself before it was changed.

In: the installation. Out: a digest, which all that is remembered from run to run depends on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sdkwright import __version__, assets
from sdkwright.lastrun.fingerprint import environment


def running() -> str:
    """The digest of sdkwright with its templates, the interpreter, the installed packages and the formatters."""
    scripts = Path(sys.executable).parent
    return environment(__version__, (scripts / "ruff", scripts / "black"), assets.templates_folder())
